"""What there is to learn the pace from: finished topics, and finished steps of open ones.

It is learned from when the experience is asked for, so that a run of corrections costs one
relearning. Steps of open topics are learned from after all finished topics, anew each time:
few topics are open at a time.
"""

from __future__ import annotations

from functools import reduce
from itertools import islice

from msgspec import Struct

from mlroadmap.core.progress.pace import Experience, TimedTopic
from mlroadmap.core.progress.topic_progress import TopicProgress
from mlroadmap.core.roadmap.model import Effort
from mlroadmap.core.roadmap.shape import TopicShape


class Lessons(Struct, dict=True):
    """The timed topics, in the order in which they were finished, and those under way."""

    typical_minutes: float
    _finished: dict[str, TimedTopic] = {}
    _under_way: dict[str, TimedTopic] = {}

    def __post_init__(self) -> None:
        """Learn from all of it when the experience is asked for."""
        self._untaught = self._learned_from = Experience(self.typical_minutes)
        self._before_last: Experience | None = None
        self._learned = 0
        self._experience: Experience | None = None

    def enter(self, topic_id: str, timed: TimedTopic | None) -> None:
        """Enter what a topic, or some of it, really took; None where that is not known."""
        is_part = timed is not None and timed.done_minutes is not None
        self._enter_finished(topic_id, None if is_part else timed)
        part = timed if is_part else None
        # What stays as it is keeps its place, whoever has asked for the experience meanwhile.
        if part == self._under_way.get(topic_id):
            return
        self._experience = None
        self._under_way.pop(topic_id, None)
        if part:
            self._under_way[topic_id] = part

    def experience(self) -> Experience:
        """Give the same experience as `experience_of` all that was entered."""
        if self._experience is None:
            for topic in islice(self._finished.values(), self._learned, None):
                self._before_last = self._learned_from
                self._learned_from = self._learned_from.learned(topic)
            self._learned = len(self._finished)
            parts = self._under_way.values()
            self._experience = reduce(Experience.learned, parts, self._learned_from)
        return self._experience

    def _enter_finished(self, topic_id: str, timed: TimedTopic | None) -> None:
        if timed == self._finished.get(topic_id):
            return
        self._experience = None
        if topic_id in self._finished:
            self._forget(topic_id)
        if timed:
            self._finished[topic_id] = timed
        else:
            del self._finished[topic_id]

    def _forget(self, topic_id: str) -> None:
        """Go back to before a topic was learned: to before the last, or to the beginning."""
        is_last = topic_id == next(reversed(self._finished))
        if is_last and self._learned < len(self._finished):
            return
        if is_last and self._before_last:
            self._learned_from, self._learned = self._before_last, self._learned - 1
        else:
            self._learned_from, self._learned = self._untaught, 0
        self._before_last = None


def timed_work(topic: TopicShape, progress: TopicProgress) -> TimedTopic | None:
    """Give what a topic, or its finished steps, took; None where that is not known.

    Time that was assumed is no evidence, but for minutes beside hours that were logged, nor
    is time beside the steps of an open topic.
    """
    if progress.is_done and progress.timed_minutes:
        effort = Effort(*topic.efforts)
        return TimedTopic(effort, progress.timed_minutes, topic.kind, topic.stage)
    if not progress.base_minutes:
        return None
    done = topic.likely_minutes - progress.open_minutes
    spent = progress.base_minutes if progress.is_logged else 0
    if progress.is_settled or not spent or done <= 0:
        return None
    return TimedTopic(Effort(*topic.efforts), spent, topic.kind, topic.stage, done)

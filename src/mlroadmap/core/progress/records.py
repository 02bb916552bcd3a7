"""What the log says of each topic, under the ids that the log uses.

Roadmaps change: topics are renamed, merged and removed. What was entered stays under the id
it was entered with, and a topic's progress is put together from its present id and its
former ones, its aliases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from mlroadmap.core.journal.actions import StepsDone
from mlroadmap.core.progress.topic_progress import Decision, TopicProgress, remainder_minutes
from mlroadmap.core.roadmap.shape import Group, RoadmapShape, TopicShape

_SETTLED: tuple[Decision, ...] = ("done", "known", "skipped")


class TopicRecord(Struct):
    """What was entered under one id, and what was assumed.

    `silent_minutes` of the assumed ones are of days of which no time was logged.
    `own_minutes` is the learner's own estimate of the whole topic, `own_rest_minutes` what
    is left of it, and `extended_minutes` the effort since the topic was logged past its
    estimate. `steps` that make up `done_minutes` of the roadmap's estimate are done;
    `base_minutes` went into them. What was decided or estimated once the topic had taken in
    others holds of it `as_a_whole`.
    """

    logged_minutes: int = 0
    assumed_minutes: int = 0
    silent_minutes: int = 0
    decided: Decision = ""
    done_on: date | None = None
    own_minutes: int | None = None
    own_rest_minutes: int | None = None
    extended_minutes: int = 0
    base_minutes: int = 0
    done_minutes: int = 0
    steps: frozenset[str] = frozenset()
    as_a_whole: bool = False

    @property
    def credited_minutes(self) -> int:
        """Minutes that count as studied."""
        return self.logged_minutes + self.assumed_minutes

    def finish_steps(
        self, done: StepsDone, spent_minutes: int, before: TopicProgress | None
    ) -> None:
        """Take in which steps are done; the topic, if it is still there, stood so before.

        `spent_minutes` of what was credited went into them.
        """
        credited, base = self.credited_minutes, self.base_minutes
        done_minutes = sum(done.steps.values())
        if before is not None:
            credited, base = before.credited_minutes, before.base_minutes
            if self.own_rest_minutes is not None:
                self.own_rest_minutes = before.left_of_estimate(done_minutes)
        self.base_minutes += max(0, min(spent_minutes, credited - base))
        self.done_minutes += done_minutes
        self.steps |= done.steps.keys()
        self.extended_minutes = 0

    def re_estimate(self, before: TopicProgress, left_minutes: int) -> None:
        """Take in what the learner says is left of a topic that stood so before."""
        credited = before.credited_minutes
        self.own_minutes = max(credited, before.achieved_minutes) + left_minutes
        self.own_rest_minutes = credited - before.base_minutes + left_minutes
        self.extended_minutes = 0


class Records(Struct):
    """The records of all topics that the log or a shape of the roadmap names.

    `shape` is the one in force. `paces` are the percentages by group of work that
    estimates are scaled by, 100 for groups without one. Topics `aside` are left out of the
    plan.
    """

    shape: RoadmapShape
    paces: dict[Group, int] = {}
    aside: frozenset[str] = frozenset()
    _records: dict[str, TopicRecord] = {}
    _known: dict[str, TopicShape] = {}
    _before_merging: dict[str, tuple[TopicShape, int]] = {}

    def __post_init__(self) -> None:
        """Know the topics of the first shape."""
        self._known |= self.shape.by_id

    def __iter__(self) -> Iterator[str]:
        """Yield the ids that the log says anything of."""
        return iter(self._records)

    def at(self, name: str) -> TopicRecord:
        """Give the record of an id, to be changed."""
        record = self._records.get(name)
        if record is None:
            record = self._records[name] = TopicRecord()
        return record

    def adopt(self, shape: RoadmapShape) -> None:
        """Go by another shape from now on.

        A topic that takes in others and keeps its id is one of those it was made of, with
        what was credited of it until then.
        """
        for topic in shape.topics:
            before = self.shape.by_id.get(topic.id)
            if before and any(name in self.shape.by_id for name in topic.aliases):
                credited = self._records.get(topic.id, TopicRecord()).credited_minutes
                self._before_merging.setdefault(topic.id, (before, credited))
        self.shape = shape
        self._known |= shape.by_id

    def settle(self, name: str, decision: Decision, day: date) -> None:
        """Enter what was decided of a topic on a day."""
        record = self.at(name)
        record.decided = decision
        record.done_on = day if decision == "done" else None
        record.as_a_whole |= self._has_merged(name)

    def re_estimate(self, topic_id: str, before: TopicProgress, left_minutes: int) -> None:
        """Enter what is left of a topic that stood so before."""
        record = self.at(topic_id)
        record.re_estimate(before, left_minutes)
        record.as_a_whole |= self._has_merged(topic_id)

    def forget_reopening(self) -> None:
        """Let a plan of a few topics leave out those, too, that were reopened before it."""
        for record in self._records.values():
            if record.decided == "open":
                record.decided = ""

    def present_id(self, name: str) -> str | None:
        """Give the topic that an id stands for now; None for one that is no longer there."""
        return self.shape.present_ids.get(name)

    def title(self, name: str) -> str:
        """Give the last title that the topic with an id had."""
        return self._known[name].title if name in self._known else name

    def topic(self, name: str) -> TopicShape | None:
        """Give the topic with an id as it was last."""
        return self._known.get(name)

    def fresh(self, done: StepsDone) -> StepsDone:
        """Leave out the steps that are done already, with their part of the minutes."""
        topic_id = self.present_id(done.topic)
        known = self.progress(topic_id).steps_done if topic_id else self.at(done.topic).steps
        steps = {name: each for name, each in done.steps.items() if name not in known}
        if len(steps) == len(done.steps):
            return done
        whole, part = sum(done.steps.values()), sum(steps.values())
        return StepsDone(
            done.topic,
            steps,
            spent_minutes=done.spent_minutes * part // max(1, whole),
            planned_minutes=done.planned_minutes * part // max(1, whole),
        )

    def finish_steps(self, done: StepsDone, spent_minutes: int) -> None:
        """Enter that steps of a topic are done, their time being entered already."""
        topic_id = self.present_id(done.topic)
        before = self.progress(topic_id) if topic_id else None
        self.at(topic_id or done.topic).finish_steps(done, spent_minutes, before)

    def progress(self, topic_id: str) -> TopicProgress:
        """Put together where a topic of the shape in force stands."""
        topic = self.shape.by_id[topic_id]
        former = [name for name in topic.aliases if name in self._records]
        own = self._records.get(topic_id)
        if not (former or (own and self._has_merged(topic_id))):
            return self._single(topic, own) if own else self._untouched(topic)
        return self._merged(topic, own or TopicRecord(), former)

    def _untouched(self, topic: TopicShape) -> TopicProgress:
        return TopicProgress(
            topic.likely_minutes,
            pace_percent=self._pace_of(topic),
            is_aside=topic.id in self.aside,
        )

    def _single(self, topic: TopicShape, record: TopicRecord) -> TopicProgress:
        own, own_rest = record.own_minutes, record.own_rest_minutes
        rest = max(0, topic.likely_minutes - record.done_minutes)
        return TopicProgress(
            estimate_minutes=topic.likely_minutes if own is None else own,
            base_minutes=record.base_minutes,
            rest_minutes=rest if own_rest is None else own_rest,
            roadmap_rest_minutes=rest,
            steps_done=record.steps,
            logged_minutes=record.logged_minutes,
            assumed_minutes=record.assumed_minutes,
            silent_minutes=record.silent_minutes,
            decided=record.decided,
            done_on=record.done_on,
            pace_percent=self._pace_of(topic) if own is None else 100,
            is_re_estimated=own is not None,
            extended_minutes=record.extended_minutes,
            is_aside=topic.id in self.aside and record.decided != "open",
        )

    def _merged(
        self, topic: TopicShape, own: TopicRecord, former: Sequence[str]
    ) -> TopicProgress:
        """Join a topic with the topics it was before.

        It is settled by its own record, or else once all that it was made of is. Where
        some of it is, what the others still take is left.
        """
        is_part = self._has_merged(topic.id) and not own.as_a_whole
        parts = [self._records[name] for name in former]
        whole = _sum_of((own, *parts), is_part=is_part)
        if whole.decided or whole.own_minutes is not None:
            return self._single(topic, whole)
        was = [name for name in topic.aliases if name in self._known or name in former]
        if is_part:
            was.append(topic.id)
            parts.append(own)
        settled = [name for name in was if self._decided(name) in _SETTLED]
        if len(settled) == len(was):
            whole.decided = _joint_decision(self._decided(name) for name in settled)
            whole.done_on = max((p.done_on for p in parts if p.done_on), default=None)
        elif settled or any(part.own_minutes is not None for part in parts):
            left = self._left(topic, was) - self._behind(topic, own, is_part=is_part)
            whole.re_estimate(self._single(topic, whole), max(0, left))
        return self._single(topic, whole)

    def _left(self, topic: TopicShape, was: Sequence[str]) -> int:
        """Give what is left of the topics that one was made of, and what was added to it."""
        known = [self._part(topic, name) for name in was if name in self._known]
        added = topic.likely_minutes - sum(each.likely_minutes for each in known)
        if len(known) < len(was):
            added = 0
        open_parts = [each for each in known if self._decided(each.id) not in _SETTLED]
        left = sum(
            self._single(each, self._records.get(each.id, TopicRecord())).remaining_minutes
            for each in open_parts
        )
        return left + max(0, added)

    def _part(self, topic: TopicShape, name: str) -> TopicShape:
        """Give a topic that another was made of, perhaps under the same id."""
        return self._before_merging[name][0] if name == topic.id else self._known[name]

    def _has_merged(self, name: str) -> bool:
        """Whether a topic has kept its id and taken in others, by the shape in force."""
        topic = self.shape.by_id.get(name)
        return name in self._before_merging and topic is not None and bool(topic.aliases)

    def _behind(self, topic: TopicShape, own: TopicRecord, *, is_part: bool) -> int:
        """Give what was done of a topic since it took in others, beyond its own part."""
        if is_part:
            part, credited = self._before_merging[topic.id]
            is_open = own.decided not in _SETTLED
            used = self._single(part, own).needed_minutes if is_open else credited
            return max(0, own.credited_minutes - used)
        done = (own.done_minutes * self._pace_of(topic) + 50) // 100
        return done + own.credited_minutes - own.base_minutes

    def _pace_of(self, topic: TopicShape) -> int:
        return self.paces.get(topic.group, 100)

    def _decided(self, name: str) -> Decision:
        record = self._records.get(name)
        return record.decided if record else ""


def extend(record: TopicRecord, progress: TopicProgress) -> bool:
    """Give a topic that was logged past its effort a remainder (rule R9), and say if it was.

    `progress` is of the whole topic, with what was just logged.
    """
    credited = progress.credited_minutes
    # What was logged most recently is usually within what was planned last.
    if credited <= progress.extended_minutes or credited <= progress.needed_minutes:
        return False
    is_past = not (progress.is_settled or progress.has_all_steps_done)
    if is_past:
        remainder = remainder_minutes(progress.effort_minutes)
        record.extended_minutes = credited + remainder
    return is_past


def _sum_of(every: Sequence[TopicRecord], *, is_part: bool) -> TopicRecord:
    """Join the record of a topic, the first, with those of the topics it was made of.

    All that was credited of a topic that is settled went into what is done. What was said
    of the topic is not said of the whole where it `is_part` of what it was made of.
    """
    own = TopicRecord() if is_part else every[0]
    return TopicRecord(
        logged_minutes=sum(each.logged_minutes for each in every),
        assumed_minutes=sum(each.assumed_minutes for each in every),
        silent_minutes=sum(each.silent_minutes for each in every),
        decided=own.decided,
        done_on=own.done_on,
        own_minutes=own.own_minutes,
        own_rest_minutes=own.own_rest_minutes,
        extended_minutes=own.extended_minutes,
        base_minutes=sum(
            each.credited_minutes if each.decided in _SETTLED else each.base_minutes
            for each in every
        ),
        done_minutes=sum(each.done_minutes for each in every),
        steps=frozenset[str]().union(*(each.steps for each in every)),
    )


def _joint_decision(decisions: Iterable[Decision]) -> Decision:
    """Give what holds of topics that are all settled: done when any of them was studied."""
    made = set(decisions)
    return next(decision for decision in _SETTLED if decision in made)

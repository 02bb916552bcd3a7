"""Where the topics stand while the log is added up, put together from their records.

Most entries log time on a topic that has more left, and change nothing but its time. A topic
is put together anew after them when it is asked for, and not after each.
"""

from __future__ import annotations

from collections.abc import Mapping

from mlroadmap.core.progress.records import Records
from mlroadmap.core.progress.topic_progress import TopicProgress


class Standing:
    """The progress of each topic of the shape in force."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._topics: dict[str, TopicProgress] = {}
        self._room: dict[str, int] = {}
        self._stale: set[str] = set()
        self._open: str | None = None

    @property
    def is_finished(self) -> bool:
        """Whether nothing is left to study of any topic."""
        topics = self.topics
        # Most often the topic that was left the last time still is.
        if self._open is None or not topics[self._open].remaining_minutes:
            left = (name for name, topic in topics.items() if topic.remaining_minutes)
            self._open = next(left, None)
        return self._open is None

    @property
    def topics(self) -> Mapping[str, TopicProgress]:
        """The progress of each topic by its id, in the roadmap's order."""
        self.settle()
        return self._topics

    def begin(self) -> None:
        """Put all topics together anew."""
        shape = self._records.shape
        self._topics = {topic.id: self._records.progress(topic.id) for topic in shape.topics}
        self._room, self._stale, self._open = {}, set(), None

    def settle(self) -> None:
        """Put those topics together anew of which nothing but the time has changed."""
        for topic_id in self._stale:
            self._topics[topic_id] = self._records.progress(topic_id)
        self._stale.clear()

    def refresh(self, topic_id: str) -> TopicProgress:
        """Put a topic together anew after its record has changed."""
        progress = self._topics[topic_id] = self._records.progress(topic_id)
        self._stale.discard(topic_id)
        self._room.pop(topic_id, None)
        return progress

    def make_room(self, topic_id: str) -> None:
        """Let a topic take more time without being put together anew each time."""
        progress = self._topics[topic_id]
        # Of what is done, and of steps that are, each minute tells something of the pace.
        if not (progress.is_done or progress.base_minutes):
            self._room[topic_id] = progress.remaining_minutes

    def takes(self, topic_id: str, minutes: int) -> bool:
        """Take minutes that were entered in the record of a topic, if it has room for them."""
        room = self._room.get(topic_id, 0)
        if minutes > room:
            return False
        self._room[topic_id] = room - minutes
        self._stale.add(topic_id)
        return True

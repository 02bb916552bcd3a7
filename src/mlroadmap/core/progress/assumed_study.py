"""Rule R9a: past days without a word are assumed to have been studied as planned.

AssumedStudy runs the scheduler over each gap between two things that the learner says, up
to the end of the first topic that this would complete. There it pauses: the topic awaits
the learner's word, and further days are missed until it comes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from mlroadmap.core.allocation.agenda import Slot
from mlroadmap.core.calendar.availability import StudyDay
from mlroadmap.core.progress.ledger import Ledger

_A_DAY = timedelta(days=1)


class _Pause(Struct, frozen=True):
    """Where assumed_study stopped: at the end of a topic, with the rest of that day left."""

    topic: str
    rest: StudyDay


class AssumedStudy(Struct):
    """Enters into a ledger what may be assumed.

    `sessions` is the plan of the day reached, once a topic was completed on it.
    """

    ledger: Ledger
    pause: _Pause | None = None
    sessions: list[Slot] | None = None

    def until(self, day: date) -> None:
        """Move on to a day, assuming that the days before it went as planned."""
        if day == self.ledger.day:
            return
        if self.ledger.assumes:
            days = self._days_without_a_word(day)
            first = next(days, None)
            if first is not None:
                self.ledger.apply_pace()
                self._assume(first, days)
        self.ledger.turn_to(day)
        self.sessions = None

    def complete(self, topic_id: str, minutes: int | None) -> None:
        """Enter that a topic was completed today, in so many minutes if they were said."""
        ledger, topic = self.ledger, self.ledger.topics[topic_id]
        if topic.is_done:
            return
        if minutes is not None:
            ledger.log(topic_id, minutes)
        elif ledger.assumes and not ledger.has_logged_time and not topic.is_over_estimate:
            self._assume_session_of(topic_id)
        ledger.close_topic(topic_id, "done")
        if self.pause and self.pause.topic == topic_id and minutes is None:
            self._assume_after(self.pause)

    def _days_without_a_word(self, until: date) -> Iterator[StudyDay]:
        """Yield the study days from the day reached on, without it if time was logged."""
        ledger = self.ledger
        first = ledger.day + _A_DAY if ledger.has_logged_time else ledger.day
        return ledger.study_days(first, until)

    def _assume(self, first: StudyDay, others: Iterator[StudyDay]) -> None:
        ledger, today = self.ledger, first
        for slot in self._slots(first, others):
            if slot.day != today.day:
                today = next(ledger.study_days(slot.day, slot.day + _A_DAY))
            if ledger.topics[slot.topic].is_over_estimate:
                ledger.await_done(slot.topic)
                return
            ledger.assume(slot.topic, slot.minutes, slot.day)
            today = replace(today, free_minutes=today.free_minutes - slot.minutes)
            if slot.completes:
                ledger.await_done(slot.topic)
                self.pause = _Pause(slot.topic, today)
                return

    def _assume_after(self, pause: _Pause) -> None:
        """Assume the rest of the day on which a topic was finished, once that is said."""
        self.pause = None
        if pause.rest.free_minutes:
            self._assume(pause.rest, iter(()))

    def _assume_session_of(self, topic_id: str) -> None:
        """Count what was planned today for a topic as studied: it was completed today.

        What counts is the day's plan before the first topic was completed, so that the
        order in which a day's topics are reported makes no difference.
        """
        ledger = self.ledger
        if self.sessions is None:
            today = self._days_without_a_word(ledger.day + _A_DAY)
            first = next(today, None)
            self.sessions = list(self._slots(first, iter(()))) if first else []
        for slot in self.sessions:
            if slot.topic == topic_id:
                ledger.assume(topic_id, slot.minutes, slot.day)
                ledger.used_minutes += slot.minutes

    def _slots(self, first: StudyDay, others: Iterator[StudyDay]) -> Iterator[Slot]:
        return self.ledger.allocate(chain((first,), others))

"""Rule R9a: past study days without an entry are assumed to have been studied as planned.

For a week after the last entry the scheduler's own plan of those days is credited; a topic
whose time is used up awaits `done`, and the next one goes on. Later days are unanswered:
nothing is credited for them until the learner says what they were.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain

from msgspec import Struct

from mlroadmap.core.allocation.agenda import Slot
from mlroadmap.core.calendar.availability import StudyDay
from mlroadmap.core.progress.ledger import Ledger

DAYS_ASSUMED = timedelta(days=7)

_A_DAY = timedelta(days=1)


class AssumedStudy(Struct):
    """Enters into a ledger what may be assumed.

    `sessions` is the plan of the day reached, once a topic was completed on it.
    `open_days` are the unanswered days right before it.
    """

    ledger: Ledger
    open_days: list[date] = []
    sessions: list[Slot] | None = None

    def until(self, day: date) -> None:
        """Move on to a day, and take the days before it as the learner's settings say."""
        if day == self.ledger.day:
            return
        ledger = self.ledger
        ledger.apply_pace()
        self.open_days = []
        credited = self._credited(ledger.study_days(ledger.day, day))
        first = ledger.day
        for slot in ledger.allocate(credited):
            ledger.assume(slot.topic, slot.minutes, slot.day)
            first = slot.day
        if ledger.is_finished:
            ledger.finished_spans.append((first, day))
        ledger.unanswered += self.open_days
        ledger.turn_to(day)
        self.sessions = None

    def complete(
        self, name: str, minutes: int | None, planned_minutes: int | None = None
    ) -> None:
        """Enter that a topic was done today, in so many minutes if that was given.

        Otherwise the `planned_minutes` of today's plan were studied, if those were given,
        and else what the plan had for the topic.
        """
        ledger = self.ledger
        topic_id = ledger.present_id(name)
        if topic_id and ledger.topics[topic_id].is_done:
            return
        if minutes is not None:
            ledger.log(name, minutes)
        elif topic_id:
            ledger.assume_today(name, planned_minutes or 0)
            self._answer_until_end_of(topic_id)
            if planned_minutes is None and ledger.assumes and not ledger.has_logged_time:
                self._assume_session_of(topic_id)
        ledger.decide(name, "done")

    def _credited(self, days: Iterator[StudyDay]) -> Iterator[StudyDay]:
        """Yield the days to credit, and set those aside of which nothing is known."""
        ledger = self.ledger
        last = ledger.last_entry
        for study_day in days:
            if study_day.day in ledger.answers.studied:
                yield study_day
            elif ledger.assumes and last is not None:
                if study_day.day <= last + DAYS_ASSUMED:
                    yield study_day
                else:
                    self.open_days.append(study_day.day)

    def _answer_until_end_of(self, topic_id: str) -> None:
        """Credit the open days up to the end of a topic, as they would have been planned."""
        ledger = self.ledger
        if not self.open_days or not ledger.topics[topic_id].remaining_minutes:
            return
        spans = (ledger.study_days(day, day + _A_DAY) for day in self.open_days)
        slots = list(ledger.allocate(chain.from_iterable(spans)))
        end = max((n for n, slot in enumerate(slots, 1) if slot.topic == topic_id), default=0)
        for slot in slots[:end]:
            ledger.assume(slot.topic, slot.minutes, slot.day)
        answered = {slot.day for slot in slots[:end]}
        self.open_days = [day for day in self.open_days if day not in answered]
        ledger.unanswered = [day for day in ledger.unanswered if day not in answered]
        self.sessions = None

    def _assume_session_of(self, topic_id: str) -> None:
        """Count what was planned today for a topic as studied: it was completed today.

        What counts is the day's plan before the first topic was completed, so that the
        order in which a day's topics are reported makes no difference.
        """
        ledger = self.ledger
        if self.sessions is None:
            today = ledger.study_days(ledger.day, ledger.day + _A_DAY)
            self.sessions = list(ledger.allocate(today))
        for slot in self.sessions:
            if slot.topic == topic_id:
                ledger.assume_today(topic_id, slot.minutes)

"""How far the learner is with one topic."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

TopicState = Literal["todo", "active", "awaiting", "done", "known", "skipped", "aside"]

Decision = Literal["", "open", "done", "known", "skipped"]

LEAST_REMAINDER_MINUTES = 30
REMAINDER_SHARE = 5
# The time of a topic is known if so many minutes were logged for one of a day without entry.
LOGGED_PER_SILENT = 4


class TopicProgress(Struct, frozen=True):
    """Where a topic stands.

    `estimate_minutes` is the roadmap's estimate, or the learner's own when
    `is_re_estimated`; it is planned to take `pace_percent` per cent of that. Once some of
    its `steps_done`, or the learner has said what is left, `rest_minutes` of it are to be
    studied beyond the `base_minutes` credited until then; `roadmap_rest_minutes` are what
    the roadmap has of that, whatever the learner says.
    `logged_minutes` were entered, `assumed_minutes` are taken to have been studied as
    planned, the `silent_minutes` of them on days of which no time was logged. A topic that
    was logged past its estimate has an `extended_minutes` effort. A `known` or `skipped`
    topic is neither planned nor counted, nor is one that is kept aside while the plan holds
    other topics only. `study_days` are the days with any of its minutes. What the learner
    has `decided` is done, known, skipped, or to be studied ("open"); empty when nothing was
    said.
    """

    estimate_minutes: int
    logged_minutes: int = 0
    assumed_minutes: int = 0
    silent_minutes: int = 0
    decided: Decision = ""
    study_days: tuple[date, ...] = ()
    done_on: date | None = None
    pace_percent: int = 100
    is_re_estimated: bool = False
    extended_minutes: int = 0
    base_minutes: int = 0
    rest_minutes: int | None = None
    roadmap_rest_minutes: int | None = None
    steps_done: frozenset[str] = frozenset()
    is_aside: bool = False

    @property
    def state(self) -> TopicState:
        """Whether the topic is to be studied, and how far that is.

        An `awaiting` topic has used up its time and waits for the learner to say whether
        it is done.
        """
        if self.decided in ("done", "known", "skipped"):
            return self.decided
        if self.is_aside:
            return "aside"
        if not self.is_begun:
            return "todo"
        return "active" if self.remaining_minutes else "awaiting"

    @property
    def is_begun(self) -> bool:
        """Whether anything of the topic was studied or done."""
        return bool(self.credited_minutes or self.steps_done)

    @property
    def effort_minutes(self) -> int:
        """What the topic is worth as a whole, at least a minute.

        That is what it is planned to take, and no less where steps of it were done in less
        time than was planned.
        """
        return max(1, self.needed_minutes, self.at_pace(self.estimate_minutes))

    @property
    def whole_minutes(self) -> int:
        """What the topic takes as a whole, or took: no pace scales what is done.

        Of one that is done without any time, only the estimate is known.
        """
        if self.is_done:
            return self.credited_minutes or self.estimate_minutes
        return self.effort_minutes

    @property
    def needed_minutes(self) -> int:
        """What the topic takes as a whole, as far as that is known by now.

        That is at least a minute, but for a topic all of whose steps were done in no time.
        """
        least = 0 if self.steps_done else 1
        return max(least, self.base_minutes + self.at_pace(self.left_of_estimate()))

    @property
    def has_all_steps_done(self) -> bool:
        """Whether no step is left to study."""
        return bool(self.steps_done) and not self.left_of_estimate()

    def left_of_estimate(self, done_minutes: int = 0) -> int:
        """Give what is left of the estimate once steps of so many minutes more are done.

        `done_minutes` are of the roadmap's estimate. The learner's own shrinks in proportion.
        """
        rest = self.estimate_minutes if self.rest_minutes is None else self.rest_minutes
        whole = self.open_minutes
        if not done_minutes:
            return rest
        return rest * max(0, whole - done_minutes) // whole if whole else 0

    @property
    def open_minutes(self) -> int:
        """What the roadmap's estimate has of the steps that are not done."""
        nominal = self.roadmap_rest_minutes
        return self.estimate_minutes if nominal is None else nominal

    def at_pace(self, minutes: int) -> int:
        """Give estimated minutes as they are planned."""
        return (minutes * self.pace_percent + 50) // 100

    @property
    def timed_minutes(self) -> int:
        """What the topic has really taken so far; 0 where that is not known.

        Of a day with an entry, what was logged is taken for all there was, although the plan
        goes on as if the rest of it had been studied, too. Of the few days without one, half
        of what was planned.
        """
        return self.logged_minutes + self.silent_minutes // 2 if self.is_logged else 0

    @property
    def is_logged(self) -> bool:
        """Whether there are entries of all but a few of the days on which it was studied."""
        return self.logged_minutes > LOGGED_PER_SILENT * self.silent_minutes

    @property
    def credited_minutes(self) -> int:
        """Minutes that count as studied."""
        return self.logged_minutes + self.assumed_minutes

    @property
    def is_done(self) -> bool:
        """Whether the learner has completed the topic."""
        return self.decided == "done"

    @property
    def is_counted(self) -> bool:
        """Whether the topic is part of what the learner set out to do."""
        return self.is_done or not (self.is_aside or self.decided in {"known", "skipped"})

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to study: the topic is done or not counted."""
        return self.is_aside or self.decided in {"done", "known", "skipped"}

    @property
    def is_over_estimate(self) -> bool:
        """Whether the topic was logged past its estimate without being settled."""
        return not self.is_settled and bool(self.extended_minutes)

    @property
    def remaining_minutes(self) -> int:
        """What is left to plan."""
        if self.is_settled:
            return 0
        planned = max(self.needed_minutes, self.extended_minutes)
        return max(0, planned - self.credited_minutes)

    @property
    def achieved_minutes(self) -> int:
        """The part of the effort that is behind the learner."""
        if self.is_done:
            return self.effort_minutes
        behind = 0 if self.is_settled else self.effort_minutes - self.remaining_minutes
        return min(max(self.credited_minutes, behind), self.effort_minutes)


def remainder_minutes(effort_minutes: int) -> int:
    """Give what is left of a topic logged past its estimate: a fifth, at least 30 (R9)."""
    return max(LEAST_REMAINDER_MINUTES, -(-effort_minutes // REMAINDER_SHARE))

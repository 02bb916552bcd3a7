"""What a learner can enter: one class for each kind, with its fields, limits and spelling.

A class is all there is to declare of a kind; core/journal/kinds.py lists them. msgspec
validates the payload of an event against it (core/journal/codec.py); docs/state.md
specifies the same for other programs.
Fields get added, always with a default, and are never changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, ClassVar

from msgspec import Meta, Struct, field

from mlroadmap.core.calendar.availability import NO_WEEK, Week
from mlroadmap.core.calendar.dates import require_plannable
from mlroadmap.core.calendar.settings import PlanSettings

# Ten thousand hours: more than any topic takes.
MOST_MINUTES = 600_000
# Each day of a range is looked at; who takes more off than a lifetime gives the plan up.
LONGEST_RANGE_YEARS = 100

Minutes = Annotated[int, Meta(ge=0, le=MOST_MINUTES)]


def _settings_in(settings: PlanSettings) -> dict[str, Any]:
    return {name: getattr(settings, name) for name in PlanSettings.__struct_fields__}


class BaselineDates(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """The days on which a plan, when it was made, meant to start and finish a topic."""

    start: date
    finish: date


class PlanMade(PlanSettings, frozen=True, kw_only=True):
    """A plan was made: its settings, and the baseline that slips are measured against."""

    kind: ClassVar[str] = "plan"

    baseline: Mapping[str, BaselineDates] = field(name="promised")

    @classmethod
    def of(cls, settings: PlanSettings, baseline: Mapping[str, BaselineDates]) -> PlanMade:
        """Make the event of a plan with these settings."""
        return cls(**_settings_in(settings), baseline=baseline)

    @property
    def settings(self) -> PlanSettings:
        """The settings alone."""
        return PlanSettings(**_settings_in(self))


class StepsDone(Struct, frozen=True, omit_defaults=True):
    """Steps of a topic are done, perhaps none: then a session without steps was studied.

    Each of the `steps` has its minutes of the roadmap's estimate of the topic.
    `planned_minutes` of the day's plan count as studied, unless the time is given: then the
    steps took so much longer or less, but a habit that took longer went on with what
    follows. `spent_minutes` of what is studied by then, as planned, went into the steps;
    all else counts toward the others. A `habit` may have brought them.
    """

    topic: str
    steps: Mapping[str, Minutes]
    spent_minutes: Minutes = field(name="spent", default=0)
    planned_minutes: Minutes = field(name="planned", default=0)
    habit: str = ""


class TopicsDone(Struct, frozen=True, omit_defaults=True):
    """Topics are done, or steps of topics.

    `minutes` may be given for a single topic or step only. Without them, so many minutes of
    the day's plan count as studied for each topic as are `planned_minutes`; where these are
    not given, as many as were planned.
    """

    kind: ClassVar[str] = "done"

    topics: tuple[str, ...]
    minutes: Minutes | None = None
    note: str = ""
    planned_minutes: tuple[Minutes, ...] = field(name="planned", default=())
    steps: tuple[StepsDone, ...] = ()


class TimeLogged(Struct, frozen=True, omit_defaults=True):
    """Minutes were spent on a topic."""

    kind: ClassVar[str] = "log"

    topic: str
    minutes: Minutes
    note: str = ""


class DaysMissed(Struct, frozen=True, omit_defaults=True):
    """Nothing was studied on these days beyond what was logged.

    When `is_taken_back`, nothing is known of the days any more.
    """

    kind: ClassVar[str] = "missed"

    days: tuple[date, ...]
    is_taken_back: bool = field(name="taken_back", default=False)

    def __post_init__(self) -> None:
        """Raise ValueError for days that cannot be planned."""
        require_plannable(*self.days)


class DaysStudied(Struct, frozen=True):
    """These days, of which nothing was logged, were studied as they were planned."""

    kind: ClassVar[str] = "studied"

    days: tuple[date, ...]

    def __post_init__(self) -> None:
        """Raise ValueError for days that cannot be planned."""
        require_plannable(*self.days)


class EstimateChanged(Struct, frozen=True):
    """The learner's own estimate of what a topic still takes."""

    kind: ClassVar[str] = "left"

    topic: str
    minutes: Minutes


class TopicsKnown(Struct, frozen=True):
    """Topics are known already: nothing of them is planned or counted."""

    kind: ClassVar[str] = "known"

    topics: tuple[str, ...]


class TopicsSkipped(Struct, frozen=True):
    """Topics are left out: nothing of them is planned or counted."""

    kind: ClassVar[str] = "skip"

    topics: tuple[str, ...]


class TopicsReopened(Struct, frozen=True):
    """Topics that were done, known or skipped are to be studied after all."""

    kind: ClassVar[str] = "reopen"

    topics: tuple[str, ...]


class DaysChanged(Struct, frozen=True):
    """The days from `first` to `last`, both included, have other hours than usual.

    Without a last day, all days from the first on. `week_minutes` holds Monday to Sunday;
    all zeros are days off, None takes back what was changed before. `caught_up_minutes` of
    the hours make up for days of the same week that were missed.
    """

    kind: ClassVar[str] = "days"

    first: date = field(name="from")
    last: date | None = field(name="to", default=None)
    week_minutes: Week | None = field(name="week", default=None)
    caught_up_minutes: Minutes = field(name="caught_up", default=0)

    def __post_init__(self) -> None:
        """Raise ValueError for days that cannot be planned."""
        require_plannable(self.first, self.last or self.first)
        if self.last and self.last.year - self.first.year > LONGEST_RANGE_YEARS:
            raise ValueError(
                f"{self.first} to {self.last} are more than {LONGEST_RANGE_YEARS} years"
            )

    @property
    def is_a_day_off(self) -> bool:
        """Whether this takes a single day off."""
        return self.first == self.last and self.week_minutes == NO_WEEK


class HolidaysChanged(Struct, frozen=True):
    """Public holidays of a region, named by day, are days off, or have the usual hours."""

    kind: ClassVar[str] = "holidays"

    region: str
    names: Annotated[Mapping[date, str], Meta(min_length=1)] = field(name="days")
    are_off: bool = field(name="off")

    def __post_init__(self) -> None:
        """Raise ValueError for days that cannot be planned."""
        require_plannable(*self.names)

    @property
    def changes(self) -> tuple[DaysChanged, ...]:
        """What this changes on each day."""
        week = NO_WEEK if self.are_off else None
        return tuple(DaysChanged(day, day, week) for day in self.names)


class CardReviewed(Struct, frozen=True):
    """A card was asked and its answer graded: 1 forgotten, 2 hard, 3 good, 4 easy.

    It is asked again on the day `due`. The memory model (FSRS) puts the card's `stability`,
    the days after which it is recalled with 90%, and its `difficulty`, from 1 to 10, at
    these values after the answer.
    """

    kind: ClassVar[str] = "review"

    card: str
    grade: Annotated[int, Meta(ge=1, le=4)]
    due: date
    stability: Annotated[float, Meta(gt=0)]
    difficulty: Annotated[float, Meta(ge=1, le=10)]

    def __post_init__(self) -> None:
        """Raise ValueError for a day that cannot be planned."""
        require_plannable(self.due)


class CardChanged(Struct, frozen=True, omit_defaults=True):
    """A card of a topic has this question and answer, or is never asked again (`is_off`).

    A card that the roadmap does not have is the learner's own.
    """

    kind: ClassVar[str] = "card"

    topic: str
    card: str
    question: str = ""
    answer: str = ""
    is_off: bool = field(name="off", default=False)


class TimerStarted(Struct, frozen=True):
    """The learner sat down to study a topic."""

    kind: ClassVar[str] = "start"

    topic: str


class TimerStopped(Struct, frozen=True, omit_defaults=True):
    """The learner stopped; `minutes` of the running timer count, none when discarded."""

    kind: ClassVar[str] = "stop"

    topic: str
    minutes: Minutes
    note: str = ""


class EntryEdited(Struct, frozen=True, omit_defaults=True):
    """An earlier entry is corrected: what is not None replaces what it said."""

    kind: ClassVar[str] = "edit"

    target: str
    topic: str | None = None
    minutes: Minutes | None = None
    day: date | None = None
    note: str | None = None

"""How a learner's wishes and the stored settings become the settings of the next plan."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Literal

from msgspec import Meta, Struct, field
from msgspec.structs import replace

from mlroadmap.core.calendar.availability import Week, parse_week, parse_weekdays, spread_week
from mlroadmap.core.calendar.dates import format_day, parse_day, require_plannable
from mlroadmap.core.calendar.durations import (
    MINUTES_PER_DAY,
    format_duration,
    parse_duration,
    parse_weekly_hours,
)
from mlroadmap.errors import NoPlanError, UsageError

UnloggedDays = Literal["assumed", "missed"]

NO_DATE = "none"
NO_GOAL = "none"
MOST_TRACKS = 2
NO_REVIEW = "off"
USUAL_RETENTION = 0.85
_WEEKS_AHEAD = 52
# Below, most is forgotten; above, reviews take more time than they save.
_LEAST_RETENTION, _MOST_RETENTION = 0.7, 0.97
# More hours a week than a full-time job has are no advice.
MOST_SENSIBLE_MINUTES = 40 * 60
LEAST_PACE_PERCENT, MOST_PACE_PERCENT = 10, 1000

PaceSetting = (
    Literal["on", "off"] | Annotated[int, Meta(ge=LEAST_PACE_PERCENT, le=MOST_PACE_PERCENT)]
)

_EVERY_DAY = tuple(range(7))
_USUAL_ORDER = ((), (), MOST_TRACKS)


# More than this on a day without hours is a day with hours.
MOST_LEAST_MINUTES = 30


class RoadmapFile(Struct, frozen=True):
    """The file that a plan is for: its path, empty for the built-in one, and its hash."""

    path: str = ""
    sha256: str = ""


class PlanSettings(Struct, frozen=True):
    """How the learner studies.

    `day_begins` is the hour at which a day begins. `finish_by` is the date that the
    learner wants to keep, if any. The topics `first` come first with all that they
    need; if there are topics `only`, nothing is planned but these and what they need. One
    or two `tracks` of a stage are studied side by side. `pace` says how estimates are
    scaled: by what was learned of the learner's pace ("on"), not at all ("off"), or to a
    fixed per cent. Cards are reviewed when they are likely to be recalled with the
    probability `review`, and never when it is 0; a day without hours offers a review of
    `least_minutes`. The names and limits are the log's
    (docs/state.md).
    """

    week_minutes: Week = field(name="week")
    start: date
    unlogged: UnloggedDays = "assumed"
    day_begins: Annotated[int, Meta(ge=0, le=23)] = 4
    roadmap: RoadmapFile = RoadmapFile()
    finish_by: date | None = None
    first: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    tracks: Annotated[int, Meta(ge=1, le=MOST_TRACKS)] = MOST_TRACKS
    review: Annotated[float, Meta(ge=0, lt=1)] = USUAL_RETENTION
    pace: PaceSetting = "on"
    least_minutes: Annotated[int, Meta(ge=0, le=MOST_LEAST_MINUTES)] = field(
        name="least", default=0
    )

    def __post_init__(self) -> None:
        """Raise ValueError for days that cannot be planned."""
        require_plannable(self.start, self.finish_by or self.start)

    @property
    def weekly_minutes(self) -> int:
        """The capacity of a full week."""
        return sum(self.week_minutes)

    def differs_in_order(self, other: PlanSettings | None) -> bool:
        """Whether topics may come in another order, or others may be planned."""
        order = (self.first, self.only, self.tracks)
        return order != ((other.first, other.only, other.tracks) if other else _USUAL_ORDER)


class PlanOptions(Struct, frozen=True):
    """What was typed, names as the ids of topics; what is None stays as it was."""

    hours: str | None = None
    days: str | None = None
    start: str | None = None
    unlogged: UnloggedDays | None = None
    day_begins: int | None = None
    roadmap_path: str | None = None
    finish_by: str | None = None
    first: tuple[str, ...] | None = None
    only: tuple[str, ...] | None = None
    tracks: int | None = None
    review: str | None = None
    pace: str | None = None
    least: str | None = None

    @property
    def are_none(self) -> bool:
        """Whether nothing was wished for but perhaps a roadmap."""
        return replace(self, roadmap_path=None) == PlanOptions()

    @property
    def says_hours(self) -> bool:
        """Whether the hours of a week were named."""
        return self.hours is not None or "=" in (self.days or "")

    @property
    def leaves_hours_open(self) -> bool:
        """Whether a date was named without the hours: they are to be found."""
        return self.keeps_a_date and not self.says_hours

    @property
    def keeps_a_date(self) -> bool:
        """Whether a date was named that the plan has to keep."""
        return self.finish_by not in {None, NO_DATE}


def choose_settings(
    stored: PlanSettings | None, wishes: PlanOptions, today: date
) -> PlanSettings:
    """Combine wishes with the stored settings, or with the defaults for a first plan.

    A week that is left open for a date to decide has all hours of its weekdays. Raises
    UsageError for wishes that cannot be, NoPlanError when there are no hours yet.
    """
    week = choose_week(stored, wishes)
    start = _choose_start(stored, wishes.start, today)
    _refuse_end_before_start(wishes, start, today)
    settings = stored or PlanSettings(week_minutes=week, start=start)
    return replace(
        settings,
        week_minutes=week,
        start=start,
        unlogged=wishes.unlogged or settings.unlogged,
        day_begins=(settings.day_begins if wishes.day_begins is None else wishes.day_begins),
        roadmap=(
            settings.roadmap
            if wishes.roadmap_path is None
            else RoadmapFile(wishes.roadmap_path, settings.roadmap.sha256)
        ),
        finish_by=_choose_finish_by(settings, wishes.finish_by, today),
        first=settings.first if wishes.first is None else wishes.first,
        only=settings.only if wishes.only is None else wishes.only,
        tracks=wishes.tracks or settings.tracks,
        review=settings.review if wishes.review is None else _parse_retention(wishes.review),
        pace=settings.pace if wishes.pace is None else parse_pace(wishes.pace),
        least_minutes=_choose_least(settings, wishes.least),
    )


def _parse_retention(text: str) -> float:
    if text == NO_REVIEW:
        return 0
    try:
        number = float(text.removesuffix("%"))
    except ValueError:
        number = 0
    # 85 and 85% can mean nothing else than 0.85.
    retention = number / 100 if number >= 1 else number
    if not _LEAST_RETENTION <= retention <= _MOST_RETENTION:
        raise UsageError(
            f"{text!r} is no share of the cards to remember.",
            f"Give {_LEAST_RETENTION} to {_MOST_RETENTION}, as in --review {USUAL_RETENTION}, "
            f"or --review {NO_REVIEW}.",
            name=text,
            examples=[str(USUAL_RETENTION)],
        )
    return retention


def _choose_least(settings: PlanSettings, text: str | None) -> int:
    if text is None:
        return settings.least_minutes
    minutes = 0 if text == NO_REVIEW else parse_duration(text)
    if minutes > MOST_LEAST_MINUTES:
        raise UsageError(
            f"{text} is more than a small review.",
            f"Give up to {MOST_LEAST_MINUTES}m, as in --least 10m, or --least {NO_REVIEW}.",
            name=text,
            examples=["10m"],
        )
    return minutes


def parse_pace(text: str) -> PaceSetting:
    """Read on, off or a factor such as 1.3, which is a pace of 130 per cent.

    Raises UsageError for anything else, and for less than a tenth or more than tenfold.
    """
    if text in {"on", "off"}:
        return "on" if text == "on" else "off"
    try:
        percent = round(100 * float(text.removesuffix("x")))
    except (ValueError, OverflowError):
        percent = 0
    if not LEAST_PACE_PERCENT <= percent <= MOST_PACE_PERCENT:
        raise UsageError(
            f"{text!r} is not a pace.",
            "Give on, off, or a factor from 0.1 to 10, such as 1.3.",
            name=text,
            examples=["1.3"],
        )
    return percent


def choose_week(stored: PlanSettings | None, wishes: PlanOptions) -> Week:
    """Combine the hours and weekdays that are wished for with those of the stored settings."""
    if wishes.days is not None and "=" in wishes.days:
        return _week_with_hours(wishes.days, wishes.hours)
    if stored and wishes.hours is None and wishes.days is None and not wishes.leaves_hours_open:
        return stored.week_minutes
    weekdays = choose_weekdays(stored, wishes.days)
    if wishes.leaves_hours_open:
        return spread_week(len(weekdays) * MINUTES_PER_DAY, weekdays)
    return spread_week(_choose_weekly_minutes(stored, wishes.hours), weekdays)


def _week_with_hours(days: str, hours: str | None) -> Week:
    week = parse_week(days)
    if hours is not None and parse_weekly_hours(hours) != sum(week):
        raise UsageError(
            f"--days adds up to {format_duration(sum(week))} a week, --hours says otherwise.",
            "Leave --hours out, or name the weekdays only: --days mon-fri.",
            name=days,
            examples=["mon-fri"],
        )
    return week


def _choose_weekly_minutes(stored: PlanSettings | None, hours: str | None) -> int:
    if hours is not None:
        return parse_weekly_hours(hours)
    if stored is None:
        raise NoPlanError(
            "How many hours a week do you have?",
            "Say so to make the first plan: mlroadmap plan --hours 10.",
        )
    return stored.weekly_minutes


def choose_weekdays(stored: PlanSettings | None, days: str | None) -> tuple[int, ...]:
    """Give the weekdays to study on: those named, else the stored ones, else all.

    Raises UsageError for what names no weekdays.
    """
    if days is not None:
        return parse_weekdays(days)
    if stored is None:
        return _EVERY_DAY
    weekdays = tuple(day for day, minutes in enumerate(stored.week_minutes) if minutes)
    return weekdays or _EVERY_DAY


def _choose_start(stored: PlanSettings | None, start: str | None, today: date) -> date:
    if start is None:
        return stored.start if stored else today
    day = parse_day(start, today=today, direction="future")
    is_stored = stored is not None and day == stored.start
    if day < today and not is_stored:
        raise UsageError(
            f"{format_day(day)} is in the past.",
            "Start today or later; add what was before with mlroadmap done TOPIC --on DATE.",
            name=start,
            examples=["today"],
        )
    return day


def _choose_finish_by(
    settings: PlanSettings, finish_by: str | None, today: date
) -> date | None:
    if finish_by is None:
        return settings.finish_by
    if finish_by == NO_DATE:
        return None
    day = parse_day(finish_by, today=today, direction="future")
    if day < today:
        raise UsageError(
            f"{format_day(day)} is in the past.",
            "Give today or a later day to finish by.",
            name=finish_by,
            examples=[(today + timedelta(weeks=_WEEKS_AHEAD)).isoformat()],
        )
    return day


def _refuse_end_before_start(wishes: PlanOptions, start: date, today: date) -> None:
    if wishes.keeps_a_date and wishes.finish_by is not None:
        wanted = parse_day(wishes.finish_by, today=today, direction="future")
        if today <= wanted < start:
            raise UsageError(
                f"The plan starts on {format_day(start)}, after {format_day(wanted)}.",
                "Start earlier with --start, or finish later.",
            )

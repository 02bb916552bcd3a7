"""A plan that has to finish by a date: the hours that make it, or the ways out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from shlex import quote

from msgspec import Struct
from msgspec.structs import replace

from mlroadmap.cli.context import AppContext
from mlroadmap.core.calendar.availability import Week, spread_week
from mlroadmap.core.calendar.dates import WEEKDAY_KEYS, format_day
from mlroadmap.core.calendar.durations import format_duration, typed_duration
from mlroadmap.core.calendar.settings import (
    MOST_SENSIBLE_MINUTES,
    NO_GOAL,
    PlanOptions,
    PlanSettings,
    choose_week,
)
from mlroadmap.core.journal.actions import PlanMade, TopicsSkipped
from mlroadmap.core.schedule.skipping import cheapest_skips
from mlroadmap.core.schedule.slack import free_minutes, least_week
from mlroadmap.core.schedule.study_state import StudyState
from mlroadmap.core.text import count
from mlroadmap.errors import InfeasibleError

# Who leaves out more than the other part has another roadmap.
_LEAST_SHARE_KEPT = 1 / 3


class _WayOut(Struct, frozen=True):
    """Something that would do: what it is, what it costs, and what to type for it."""

    kind: str
    words: str
    command: str
    price: dict[str, object]


def with_least_hours(
    app: AppContext, settings: PlanSettings, sure_percent: int | None = None
) -> PlanSettings:
    """Give the settings the fewest weekly hours that keep the date they name.

    `settings` have all hours of the weekdays to study on. The hours keep the date if all
    goes as planned; with `sure_percent`, they keep it with that chance. They stay as they
    are when nothing is left to plan. Raises InfeasibleError when even whole days are too few.
    """
    if not planned_with(app, settings).progress.remaining_minutes:
        return replace(settings, week_minutes=_present_week(app, settings))
    week = _least_week(app, settings)
    if week is None:
        sensible = replace(settings, week_minutes=_sensible_week(app, settings))
        refuse_lateness(app, sensible, is_hopeless=True)
        return settings
    if sure_percent is not None:
        from mlroadmap.cli.date_odds import sure_week

        supposed = app.supposing(PlanMade.of(settings, {}))
        week = max(week, sure_week(supposed, sure_percent), key=sum)
    return replace(settings, week_minutes=week)


def refuse_lateness(
    app: AppContext, settings: PlanSettings, *, is_hopeless: bool = False
) -> None:
    """Raise InfeasibleError, with ways out, when settings do not keep the date they name.

    It `is_hopeless` when no hours do.
    """
    study_state, wanted = planned_with(app, settings), settings.finish_by
    if wanted is None or _is_kept(study_state, wanted):
        return
    ways = list(_ways_out(app, settings, study_state, wanted))
    hours = format_duration(settings.weekly_minutes)
    finish = format_day(study_state.plan.finish)
    day = format_day(wanted)
    raise InfeasibleError(
        f"No hours are enough for {day}; with {hours} a week you finish on {finish}."
        if is_hopeless
        else f"With {hours} a week you finish on {finish}, not by {day}.",
        "\n".join(["What would do:", *(f"{way.words}:\n  {way.command}" for way in ways)]),
        ways_out=[{"kind": way.kind, **way.price, "command": way.command} for way in ways],
    )


def keeps_date(app: AppContext, settings: PlanSettings) -> bool:
    """Whether settings keep the date they name, if all goes as planned."""
    wanted = settings.finish_by
    return wanted is None or _is_kept(planned_with(app, settings), wanted)


def _is_kept(study_state: StudyState, wanted: date) -> bool:
    return study_state.plan.finish <= wanted or study_state.plan.is_finished


def planned_with(app: AppContext, settings: PlanSettings) -> StudyState:
    """Plan with settings that are not stored."""
    return app.supposing(PlanMade.of(settings, {})).study_state


def _least_week(app: AppContext, settings: PlanSettings) -> Week | None:
    """Find the fewest hours on the weekdays of the settings that keep their date."""
    if settings.finish_by is None:
        return None
    weekdays = _weekdays(settings.week_minutes)
    progress = planned_with(app, settings).progress
    since = max(settings.start, app.today)
    return least_week(app.roadmap, progress, weekdays, since, app.today, settings.finish_by)


def _sensible_week(app: AppContext, settings: PlanSettings) -> Week:
    """Give the learner's hours, or before the first plan as many as are sensible."""
    if app.settings:
        return _present_week(app, settings)
    minutes = min(MOST_SENSIBLE_MINUTES, settings.weekly_minutes)
    return spread_week(minutes, _weekdays(settings.week_minutes))


def _present_week(app: AppContext, settings: PlanSettings) -> Week:
    """Give the learner's hours on the weekdays of other settings.

    Raises NoPlanError before the first plan.
    """
    stored, weekdays = app.settings, _weekdays(settings.week_minutes)
    if stored and _weekdays(stored.week_minutes) == weekdays:
        return stored.week_minutes
    return choose_week(stored, PlanOptions(days=_names(weekdays)))


def _ways_out(
    app: AppContext, settings: PlanSettings, late: StudyState, wanted: date
) -> Iterator[_WayOut]:
    """Yield what would keep the date, or a later date; each was planned to its end.

    Nobody is told to study more than is sensible, or to leave out most of what remains.
    """
    week = _least_week(app, settings)
    if week and sum(week) <= MOST_SENSIBLE_MINUTES:
        enough = replace(settings, week_minutes=week)
        if planned_with(app, enough).plan.finish <= wanted:
            yield _more_hours(app, enough, wanted)
    if skips := _skips(app, late, wanted):
        skipping = app.supposing(TopicsSkipped(skips))
        if planned_with(skipping, settings).plan.finish <= wanted:
            yield _fewer_topics(app, late, settings, skips)
    yield _later_date(app, settings, late.plan.finish)


def _skips(app: AppContext, late: StudyState, wanted: date) -> tuple[str, ...] | None:
    progress = late.progress
    free = free_minutes(progress.availability, progress, app.today, wanted)
    remaining = progress.remaining_minutes
    if free < _LEAST_SHARE_KEPT * remaining:
        return None
    return cheapest_skips(app.roadmap, progress, remaining - free)


def _more_hours(app: AppContext, settings: PlanSettings, wanted: date) -> _WayOut:
    return _WayOut(
        "hours",
        f"{format_duration(settings.weekly_minutes)} a week",
        _plan_command(app, settings, wanted),
        {"weekly_minutes": settings.weekly_minutes},
    )


def _fewer_topics(
    app: AppContext, late: StudyState, settings: PlanSettings, skips: tuple[str, ...]
) -> _WayOut:
    minutes = sum(late.progress.topics[topic].remaining_minutes for topic in skips)
    plan = _plan_command(app, settings, settings.finish_by)
    return _WayOut(
        "skip",
        f"Without {count(len(skips), 'topic')} ({format_duration(minutes)})",
        f"{_program(app, settings)} skip {' '.join(skips)} && {plan}",
        {"topics": list(skips), "minutes": minutes},
    )


def _later_date(app: AppContext, settings: PlanSettings, finish: date) -> _WayOut:
    return _WayOut(
        "date",
        f"By {format_day(finish)} instead",
        _plan_command(app, settings, finish),
        {"finish_by": finish.isoformat()},
    )


def _plan_command(app: AppContext, settings: PlanSettings, finish_by: date | None) -> str:
    """Spell the command that plans with these settings by this date."""
    week = settings.week_minutes
    weekdays = _weekdays(week)
    if week == spread_week(sum(week), weekdays):
        hours = f"--hours {typed_duration(sum(week))}"
        days = f" --days {_names(weekdays)}" if len(weekdays) < len(WEEKDAY_KEYS) else ""
    else:
        shares = (f"{WEEKDAY_KEYS[day]}={typed_duration(week[day])}" for day in weekdays)
        hours, days = f'--days "{" ".join(shares)}"', ""
    others = "".join(_other_options(app, settings))
    return f"{_program(app, settings)} plan {hours}{days}{others} --finish-by {finish_by}"


def _other_options(app: AppContext, settings: PlanSettings) -> Iterator[str]:
    """Spell what differs from the settings that a plan without more options would have."""
    stored = app.settings or PlanSettings(settings.week_minutes, app.today)
    if settings.start != stored.start:
        yield f" --start {settings.start}"
    if settings.unlogged != stored.unlogged:
        yield f" --unlogged {settings.unlogged}"
    if settings.day_begins != stored.day_begins:
        yield f" --day-begins {settings.day_begins}"
    if settings.first != stored.first:
        yield f" --first {','.join(settings.first) or NO_GOAL}"
    if settings.only != stored.only:
        yield f" --only {','.join(settings.only) or NO_GOAL}"
    if settings.tracks != stored.tracks:
        yield f" --tracks {settings.tracks}"


def _weekdays(week: Week) -> list[int]:
    return [day for day, minutes in enumerate(week) if minutes]


def _names(weekdays: Sequence[int]) -> str:
    return ",".join(WEEKDAY_KEYS[day] for day in weekdays)


def _program(app: AppContext, settings: PlanSettings) -> str:
    """Spell the program, with the roadmap if the plan is for another than the last one."""
    path, stored = settings.roadmap.path, app.settings
    is_stored = path == (stored.roadmap.path if stored else "")
    return "mlroadmap" if is_stored else f"mlroadmap --roadmap {quote(path)}"

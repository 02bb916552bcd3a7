"""`plan`: make, store and show the dated plan."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct
from msgspec.structs import replace

from mlroadmap.cli.ambition import confirm_hours
from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.catch_up import catch_up_this_week
from mlroadmap.cli.context import AppContext, locked, open_context
from mlroadmap.cli.finish_by import (
    keeps_date,
    refuse_lateness,
    with_least_hours,
)
from mlroadmap.cli.imported_progress import marks_to_take_over, mention_marks
from mlroadmap.cli.output import show, show_document, warn
from mlroadmap.core.allocation.agenda import SLIVER_MINUTES
from mlroadmap.core.calendar.dates import format_day
from mlroadmap.core.calendar.durations import format_duration
from mlroadmap.core.calendar.settings import (
    PlanOptions,
    PlanSettings,
    UnloggedDays,
    choose_settings,
)
from mlroadmap.core.journal.events import (
    PlanMade,
    TopicsKnown,
)
from mlroadmap.core.schedule.changes import Changes, compare
from mlroadmap.core.schedule.plan import baseline_of
from mlroadmap.errors import UsageError
from mlroadmap.views.assumptions import assumption


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap plan --hours 10 --days mon-fri")(plan)


def plan(
    context: typer.Context,
    hours: Annotated[
        str | None, typer.Option(metavar="HOURS", help="Hours a week, such as 10 or 7.5.")
    ] = None,
    days: Annotated[
        str | None,
        typer.Option(metavar="DAYS", help='mon-fri, mon,wed,sat or "mon=1h tue=90m sat=4h".'),
    ] = None,
    start: Annotated[
        str | None, typer.Option(metavar="DATE", help="The first day: mon, +1w, 2027-03-01.")
    ] = None,
    finish_by: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Finish by then: with the fewest hours a week that do, or with --hours. "
            "none gives the date up.",
        ),
    ] = None,
    sure: Annotated[
        int | None,
        typer.Option(
            min=50,
            max=95,
            metavar="PERCENT",
            help="With --finish-by: the fewest hours that keep the date with this chance.",
        ),
    ] = None,
    pace: Annotated[
        str | None,
        typer.Option(
            metavar="on|off|FACTOR",
            help="Scale the estimates by your pace as learned, not at all, or by 1.3.",
        ),
    ] = None,
    unlogged: Annotated[
        UnloggedDays | None,
        typer.Option(help="What past days count as on which nothing was logged."),
    ] = None,
    day_begins: Annotated[
        int | None,
        typer.Option(
            min=0, max=23, metavar="HOUR", help="The hour your day begins, at first 4."
        ),
    ] = None,
    catch_up: Annotated[
        bool,
        typer.Option("--catch-up", help="Spread what was missed over the rest of this week."),
    ] = False,
    limit: Annotated[
        str | None,
        typer.Option(metavar="DURATION", help="With --catch-up: no day gets more than this."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the plan and store nothing.")
    ] = False,
    full: Annotated[bool, typer.Option("--full", help="Show every session.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Make, store and show the dated plan; without options, show how it stands today."""
    wishes = PlanOptions(
        hours, days, start, unlogged, day_begins, _roadmap_path(context), finish_by, pace
    )
    if sure is not None and not wishes.leaves_hours_open:
        raise UsageError(
            "--sure finds the hours for a date.",
            "Give it with a date and no hours: mlroadmap plan --finish-by DATE --sure 80.",
        )
    if catch_up or limit:
        _catch_up(context, wishes, limit, is_wanted=catch_up, dry_run=dry_run)
        return
    if wishes.leaves_hours_open and not dry_run:
        found = open_context(context)
        confirm_hours(found, _settings(found, wishes, sure))
    with nullcontext(open_context(context)) if dry_run else locked(context) as found:
        replanning = _replan(found, wishes, sure, store=not dry_run)
    _show(replanning, full=full, as_json=as_json)
    if replanning.marks:
        mention_marks(replanning.marks)
    if dry_run:
        warn("nothing was stored (--dry-run).")
    _remark(replanning, wishes, sure)
    if replanning.after.roadmap.unestimated:
        warn(assumption(replanning.after.roadmap))


class _Replanning(Struct, frozen=True):
    """A plan with the workspace before and after it.

    It `is_wanted` when it is to be the new one, rather than a look at the old. `marks` are
    topics that the roadmap says are done, taken over on the way.
    """

    made: PlanMade
    before: AppContext
    after: AppContext
    is_wanted: bool
    marks: TopicsKnown | None


def _replan(
    found: AppContext, wishes: PlanOptions, sure: int | None, *, store: bool
) -> _Replanning:
    marks = marks_to_take_over(found)
    before = found.supposing(marks) if marks else found
    made = _plan_made(before, _settings(before, wishes, sure))
    if marks and store:
        before = found.recorded(marks)
    is_wanted = _is_wanted(before, made, wishes)
    after = _after(before, made, is_wanted=is_wanted, store=store)
    return _Replanning(made, before, after, is_wanted, marks)


def _after(before: AppContext, made: PlanMade, *, is_wanted: bool, store: bool) -> AppContext:
    """Go by the new plan, unless it was only looked at or would change nothing."""
    if not is_wanted:
        return before
    supposed = before.supposing(made)
    if not store:
        return supposed
    is_new = made != before.last_plan or supposed.study_state.plan != before.study_state.plan
    return before.recorded(made) if is_new else before


def _catch_up(
    context: typer.Context,
    wishes: PlanOptions,
    limit: str | None,
    *,
    is_wanted: bool,
    dry_run: bool,
) -> None:
    if not is_wanted:
        raise UsageError("--limit goes with --catch-up.", "Add --catch-up, or leave it out.")
    if dry_run or not wishes.are_none:
        raise UsageError(
            "--catch-up changes this week and no settings.",
            "Give it alone, or with --limit: mlroadmap plan --catch-up --limit 3h.",
        )
    catch_up_this_week(context, limit)


def _settings(app: AppContext, wishes: PlanOptions, sure: int | None) -> PlanSettings:
    """Choose the settings. Raises InfeasibleError when a date that was named cannot be kept.

    A date that was named before, and that newly named hours cannot keep, is given up.
    """
    settings = choose_settings(app.settings, wishes, app.today)
    if wishes.leaves_hours_open:
        settings = with_least_hours(app, settings, sure)
    if wishes.keeps_a_date:
        refuse_lateness(app, settings)
    elif wishes.hours and settings.finish_by and not keeps_date(app, settings):
        settings = replace(settings, finish_by=None)
    return settings


def _roadmap_path(context: typer.Context) -> str | None:
    """Remember a roadmap that was named, so that the next command uses it too."""
    named: Path | None = context.find_root().obj.roadmap
    return str(named.absolute()) if named else None


def _is_wanted(app: AppContext, made: PlanMade, wishes: PlanOptions) -> bool:
    """Whether this is to be the new plan, with new promises, rather than a look at the old."""
    return (
        not wishes.are_none
        or made.settings != app.settings
        or app.is_planned_for_another_roadmap
    )


def _remark(replanning: _Replanning, wishes: PlanOptions, sure: int | None) -> None:
    settings, stored = replanning.made.settings, replanning.before.settings
    hours = format_duration(settings.weekly_minutes)
    if wishes.keeps_a_date and settings.finish_by:
        day = format_day(settings.finish_by)
        if wishes.leaves_hours_open:
            warn(f"You need at least {hours} a week to finish by {day}{_with(sure)}.")
        _mention_chance(replanning.after, sure)
    elif stored and stored.finish_by and wishes.hours and not settings.finish_by:
        day = format_day(stored.finish_by)
        warn(f"{hours} a week does not finish by {day}; the date is dropped.")
    if wishes.start:
        warn(f"the plan starts on {format_day(settings.start)}.")
    shortest = min(minutes for minutes in settings.week_minutes if minutes)
    if (wishes.hours or wishes.days or wishes.finish_by) and shortest < SLIVER_MINUTES:
        warn(
            f"some days have only {format_duration(shortest)}; "
            "name fewer weekdays for longer sessions, such as --days sat,sun."
        )


def _with(sure: int | None) -> str:
    return f" with a chance of {sure}%" if sure else ""


def _mention_chance(after: AppContext, sure: int | None) -> None:
    """Say how likely the date is kept, and how to find the hours that keep it more surely."""
    from mlroadmap.cli.date_odds import chance_of_date
    from mlroadmap.views.odds import odds

    likely = None if sure else chance_of_date(after.study_state)
    if likely is None:
        return
    day = after.settings.finish_by if after.settings else after.today
    hint = f"for 8 in 10: mlroadmap plan --finish-by {day} --sure 80"
    warn(f"The chance of keeping that date is {odds(likely)}; {hint}.")


def _plan_made(app: AppContext, settings: PlanSettings) -> PlanMade:
    """Plan with new settings: what comes of it is the new baseline."""
    sha256 = app.loaded.sha256
    study_state = app.supposing(PlanMade(settings, sha256, {})).study_state
    return PlanMade(settings, sha256, baseline_of(study_state.plan))


def _changes(replanning: _Replanning) -> Changes | None:
    """Compare with what today would have brought; a look at the old plan, with its promise."""
    before, after = replanning.before, replanning.after
    earlier = before.study_state.progress.plan
    if earlier is None or not earlier.baseline:
        return None
    was = baseline_of(before.study_state.plan) if replanning.is_wanted else earlier.baseline
    now = baseline_of(after.study_state.plan)
    if not was or not now:
        return None
    done = {
        topic for topic, state in after.study_state.progress.topics.items() if state.is_settled
    }
    return compare(was, now, settled=done)


def _show(replanning: _Replanning, *, full: bool, as_json: bool) -> None:
    after = replanning.after
    if as_json:
        from mlroadmap.views.documents.summary import plan_document

        show_document(plan_document(after.study_state, after.loaded.sha256))
        return
    from mlroadmap.views.plan import changes_view, plan_view

    show(plan_view(after.study_state, full=full), after.options.color)
    changes = _changes(replanning)
    if changes:
        show(changes_view(changes), after.options.color)

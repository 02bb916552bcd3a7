"""`plan`: make, store and show the dated plan."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import Annotated, NoReturn

from mlroadmap.cli.ambition import confirm_hours, confirm_typed_hours
from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.catch_up import catch_up_this_week
from mlroadmap.cli.completion import complete_topic
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.imported_progress import mention_marks
from mlroadmap.cli.opening import open_context
from mlroadmap.cli.output import show, show_document, warn
from mlroadmap.cli.parameters import Commands, option
from mlroadmap.cli.plan_remarks import remark
from mlroadmap.cli.replanning import Replanning, Wanted, replanned, wanted_settings
from mlroadmap.cli.review_costs import usual_cost
from mlroadmap.core.calendar.settings import (
    MOST_TRACKS,
    PlanOptions,
    UnloggedDays,
)
from mlroadmap.core.schedule.changes import Changes, compare
from mlroadmap.core.schedule.goals import shortcut
from mlroadmap.core.schedule.plan import baseline_of
from mlroadmap.core.schedule.review_costs import ReviewCost
from mlroadmap.errors import UsageError
from mlroadmap.views.assumptions import assumption


def register(app: Commands) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap plan --hours 10 --days mon-fri")(plan)


def plan(
    context: AppContext,
    hours: Annotated[
        str | None, option(metavar="HOURS", help="Hours a week, such as 10 or 7.5.")
    ] = None,
    days: Annotated[
        str | None,
        option(metavar="DAYS", help='mon-fri, mon,wed,sat or "mon=1h tue=90m sat=4h".'),
    ] = None,
    start: Annotated[
        str | None, option(metavar="DATE", help="The first day: mon, +1w, 2027-03-01.")
    ] = None,
    finish_by: Annotated[
        str | None,
        option(
            metavar="DATE",
            help="Find the fewest hours a week that finish by then, or check --hours. "
            "none: no date.",
        ),
    ] = None,
    first: Annotated[
        list[str] | None,
        option(
            metavar="NAME,...",
            help="Study these topics, sections or stages first, with all they need. "
            "none: the usual order.",
            completes=complete_topic,
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        option(
            metavar="NAME,...",
            help="Study only these, with all they need; set the rest aside. none: everything.",
            completes=complete_topic,
        ),
    ] = None,
    sure: Annotated[
        int | None,
        option(
            min=50,
            max=95,
            metavar="PERCENT",
            help="With --finish-by: the fewest hours that make the date this likely.",
        ),
    ] = None,
    pace: Annotated[
        str | None,
        option(
            metavar="on|off|FACTOR",
            help="Scale the estimates by your learned pace, not at all, or by a factor.",
        ),
    ] = None,
    tracks: Annotated[
        int | None,
        option(
            min=1,
            max=MOST_TRACKS,
            metavar="1|2",
            help="2 (default): the tracks of a stage take turns. 1: one after the other.",
        ),
    ] = None,
    review: Annotated[
        str | None,
        option(
            metavar="SHARE",
            help="Share of the cards to remember, by default 0.85. off: no reviews.",
        ),
    ] = None,
    least: Annotated[
        str | None,
        option(
            metavar="DURATION",
            help="On days without hours, offer a small review instead: 10m. off: none.",
        ),
    ] = None,
    unlogged: Annotated[
        UnloggedDays | None,
        option(help="What past days without an entry count as."),
    ] = None,
    day_begins: Annotated[
        int | None,
        option(min=0, max=23, metavar="HOUR", help="The hour your day begins, by default 4."),
    ] = None,
    catch_up: Annotated[
        bool,
        option("--catch-up", help="Spread what was missed over the rest of this week."),
    ] = False,
    limit: Annotated[
        str | None,
        option(metavar="DURATION", help="With --catch-up: no day gets more than this."),
    ] = None,
    dry_run: Annotated[
        bool, option("--dry-run", help="Show the plan and store nothing.")
    ] = False,
    full: Annotated[bool, option("--full", help="Show every session.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Make, store and show the dated plan; without options, show it as of today."""
    path = _roadmap_path(context)
    wishes = PlanOptions(
        hours,
        days,
        start,
        unlogged,
        day_begins,
        path,
        finish_by,
        tracks=tracks,
        pace=pace,
        review=review,
        least=least,
    )
    if sure is not None and not wishes.leaves_hours_open:
        _refuse_sure(context, wishes, sure)
    if catch_up or limit:
        is_alone = wishes.are_none and not (first or only or dry_run)
        _catch_up(context, limit, is_wanted=catch_up, is_alone=is_alone)
        return
    wanted = Wanted(wishes, first, only, sure)
    if not dry_run:
        _confirm(context, wanted)
    replanning = replanned(context, wanted, dry_run=dry_run)
    cost = None if as_json and not review else usual_cost(replanning.after)
    _show(replanning, cost, full=full, as_json=as_json)
    if replanning.is_first and not dry_run and not as_json:
        _show_first_steps(replanning.after)
    if replanning.marks:
        mention_marks(replanning.marks)
    if dry_run:
        warn("nothing was stored (--dry-run).")
    remark(replanning.before, replanning.after, wishes, sure, cost)
    if replanning.after.roadmap.unestimated:
        warn(assumption(replanning.after.roadmap))


def _refuse_sure(context: AppContext, wishes: PlanOptions, sure: int) -> NoReturn:
    """Refuse --sure without a date or with hours, and suggest the date that is wanted."""
    typed = wishes.finish_by if wishes.keeps_a_date else None
    settings = open_context(context).settings
    kept = str(settings.finish_by) if settings and settings.finish_by else None
    day = quote(typed or kept or "+52w")
    raise UsageError(
        "--sure needs a date to finish by.",
        f"Give it with a date and no hours:\nmlroadmap plan --finish-by {day} --sure {sure}",
    )


def _confirm(context: AppContext, wanted: Wanted) -> None:
    """Ask about hours that the learner is not likely to keep, before anything is stored."""
    if wanted.options.leaves_hours_open:
        found = open_context(context)
        settings = wanted_settings(found, wanted.options_for(found), wanted.sure)
        if found.settings is None or settings.week_minutes != found.settings.week_minutes:
            confirm_hours(found, settings.weekly_minutes)
    elif wanted.options.says_hours:
        confirm_typed_hours(context, wanted.options)


def _catch_up(
    context: AppContext, limit: str | None, *, is_wanted: bool, is_alone: bool
) -> None:
    if not is_wanted:
        raise UsageError("--limit goes with --catch-up.", _alone(limit))
    if not is_alone:
        raise UsageError(
            "--catch-up changes this week and no settings.",
            f"Give it alone, or with --limit:\n{_alone(limit)}",
        )
    catch_up_this_week(context, limit)


def _alone(limit: str | None) -> str:
    return "mlroadmap plan --catch-up" + (f" --limit {quote(limit)}" if limit else "")


def _roadmap_path(context: AppContext) -> str | None:
    """Remember a roadmap that was named, so that the next command uses it too."""
    named: Path | None = context.options.roadmap
    return str(named.absolute()) if named else None


def _changes(replanning: Replanning) -> Changes | None:
    """Compare with what today would have brought; a look at the old plan, with its baseline."""
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


def _show(
    replanning: Replanning, cost: ReviewCost | None, *, full: bool, as_json: bool
) -> None:
    after = replanning.after
    if as_json:
        from mlroadmap.views.documents.summary import plan_document

        show_document(plan_document(after.study_state, after.loaded.sha256))
        return
    from mlroadmap.views.plan import changes_view, plan_view

    finish = cost.finish if cost else None
    show(plan_view(after.study_state, finish, full=full), after.options.color)
    if replanning.is_first:
        from mlroadmap.views.milestones import milestones_view

        view = milestones_view(after.study_state, shortcut(after.study_state))
        if view:
            show(view, after.options.color)
    changes = _changes(replanning)
    if changes:
        show(changes_view(changes, after.today, is_new=replanning.is_news), after.options.color)


def _show_first_steps(app: AppContext) -> None:
    from mlroadmap.views.plan import first_steps_view

    show(first_steps_view(app.roadmap), app.options.color)

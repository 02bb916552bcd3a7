"""`plan`: make, store and show the dated plan."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NamedTuple

import typer
from msgspec import Struct
from msgspec.structs import replace

from mlroadmap.cli.ambition import confirm_hours
from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.catch_up import catch_up_this_week
from mlroadmap.cli.completion import complete_topic
from mlroadmap.cli.context import AppContext, locked, open_context, try_locked
from mlroadmap.cli.finish_by import keeps_date, refuse_lateness, with_least_hours
from mlroadmap.cli.goals import goal_topics
from mlroadmap.cli.imported_progress import marks_to_take_over, mention_marks
from mlroadmap.cli.options import options_of
from mlroadmap.cli.output import show, show_document, warn
from mlroadmap.cli.plan_remarks import remark
from mlroadmap.core.calendar.settings import (
    MOST_TRACKS,
    PlanOptions,
    PlanSettings,
    RoadmapFile,
    UnloggedDays,
    choose_settings,
)
from mlroadmap.core.journal.actions import PlanMade, TopicsKnown
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.schedule.changes import Changes, compare
from mlroadmap.core.schedule.goals import shortcut
from mlroadmap.core.schedule.plan import baseline_of
from mlroadmap.errors import UsageError
from mlroadmap.views.assumptions import assumption


class _Wanted(NamedTuple):
    """What was typed: the options, names given with --first and --only, and --sure."""

    options: PlanOptions
    first: list[str] | None
    only: list[str] | None
    sure: int | None

    @property
    def is_a_look(self) -> bool:
        """Whether the plan is only looked at."""
        return self.options.are_none and not self.first and not self.only

    def options_for(self, roadmap: Roadmap) -> PlanOptions:
        """Give the options with the topics that the names mean."""
        first, only = (goal_topics(roadmap, names) for names in (self.first, self.only))
        return replace(self.options, first=first, only=only)


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
    first: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME,...",
            help="First these topics, sections or stages, with all they need. "
            "none: in the usual order.",
            autocompletion=complete_topic,
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME,...",
            help="Only these, with all they need; the rest is kept aside. none: everything.",
            autocompletion=complete_topic,
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
    tracks: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=MOST_TRACKS,
            metavar="1|2",
            help="2, as at first: the tracks of a stage take turns. 1: one after the other.",
        ),
    ] = None,
    review: Annotated[
        str | None,
        typer.Option(
            metavar="SHARE",
            help="Ask cards when that share of them is likely still known, at first 0.85. "
            "off: never.",
        ),
    ] = None,
    least: Annotated[
        str | None,
        typer.Option(
            metavar="DURATION",
            help="On days without hours, offer a small review instead: 10m. off: none.",
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
        raise UsageError(
            "--sure finds the hours for a date.",
            "Give it with a date and no hours: mlroadmap plan --finish-by DATE --sure 80.",
        )
    if catch_up or limit:
        is_alone = wishes.are_none and not (first or only or dry_run)
        _catch_up(context, limit, is_wanted=catch_up, is_alone=is_alone)
        return
    wanted = _Wanted(wishes, first, only, sure)
    if wishes.leaves_hours_open and not dry_run:
        found = open_context(context)
        confirm_hours(found, _settings(found, wanted.options_for(found.roadmap), sure))
    replanning = _replanned(context, wanted, dry_run=dry_run)
    _show(replanning, full=full, as_json=as_json)
    if replanning.is_first and not dry_run and not as_json:
        _show_first_steps(replanning.after)
    if replanning.marks:
        mention_marks(replanning.marks)
    if dry_run:
        warn("nothing was stored (--dry-run).")
    remark(replanning.before, replanning.after, wishes, sure)
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

    @property
    def is_news(self) -> bool:
        """Whether there is something to store."""
        return self.after is not self.before or self.marks is not None

    @property
    def is_first(self) -> bool:
        """Whether there was no plan before."""
        return self.before.last_plan is None


def _replanned(context: typer.Context, wanted: _Wanted, *, dry_run: bool) -> _Replanning:
    """Plan and store the plan; without wishes, a state that may only be read will do."""
    if dry_run:
        return _replan(open_context(context), wanted, store=False)
    if wanted.is_a_look:
        with try_locked(context) as is_ours:
            found = open_context(context)
            replanning = _replan(found, wanted, store=is_ours)
        if is_ours or not replanning.is_news:
            return replanning
    with locked(context) as found:
        return _replan(found, wanted, store=True)


def _replan(found: AppContext, wanted: _Wanted, *, store: bool) -> _Replanning:
    wishes = wanted.options_for(found.roadmap)
    marks = marks_to_take_over(found)
    before = found.supposing(marks) if marks else found
    made = _plan_made(before, _settings(before, wishes, wanted.sure))
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
    context: typer.Context, limit: str | None, *, is_wanted: bool, is_alone: bool
) -> None:
    if not is_wanted:
        raise UsageError("--limit goes with --catch-up.", "Add --catch-up, or leave it out.")
    if not is_alone:
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
    named: Path | None = options_of(context).roadmap
    return str(named.absolute()) if named else None


def _is_wanted(app: AppContext, made: PlanMade, wishes: PlanOptions) -> bool:
    """Whether this is to be the new plan, with new promises, rather than a look at the old."""
    return (
        not wishes.are_none
        or made.settings != app.settings
        or app.is_planned_for_another_roadmap
    )


def _plan_made(app: AppContext, settings: PlanSettings) -> PlanMade:
    """Plan with new settings: what comes of it is the new baseline."""
    planned = replace(settings, roadmap=RoadmapFile(settings.roadmap.path, app.loaded.sha256))
    study_state = app.supposing(PlanMade.of(planned, {})).study_state
    return PlanMade.of(planned, baseline_of(study_state.plan))


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
    if replanning.is_first:
        from mlroadmap.views.milestones import milestones_view

        view = milestones_view(after.study_state, shortcut(after.study_state))
        if view:
            show(view, after.options.color)
    changes = _changes(replanning)
    if changes:
        show(changes_view(changes), after.options.color)


def _show_first_steps(app: AppContext) -> None:
    from mlroadmap.views.plan import first_steps_view

    show(first_steps_view(app.roadmap), app.options.color)

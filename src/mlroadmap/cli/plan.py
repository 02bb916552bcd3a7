"""`plan`: make, store and show the dated plan."""

from __future__ import annotations

from typing import Annotated

import typer

from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.output import show, show_document, warn
from mlroadmap.cli.workspace import Workspace, open_workspace
from mlroadmap.core.changes import Changes, compare
from mlroadmap.core.dates import format_day
from mlroadmap.core.events import PlanMade, PlanSettings, UnloggedDays
from mlroadmap.core.plan import promises
from mlroadmap.core.settings import Wishes, choose_settings


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap plan --hours 10 --days mon-fri")(plan)


def plan(
    context: typer.Context,
    hours: Annotated[
        str, typer.Option(metavar="HOURS", help="Hours a week, such as 10 or 7.5.")
    ] = "",
    days: Annotated[
        str,
        typer.Option(metavar="DAYS", help='mon-fri, mon,wed,sat or "mon=1h tue=90m sat=4h".'),
    ] = "",
    start: Annotated[
        str, typer.Option(metavar="DATE", help="The first day: mon, +1w, 2027-03-01.")
    ] = "",
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
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the plan and store nothing.")
    ] = False,
    full: Annotated[bool, typer.Option("--full", help="Show every session.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Make, store and show the dated plan; without options, from the stored settings."""
    before = open_workspace(context)
    wishes = Wishes(hours, days, start, unlogged, day_begins, _roadmap_path(before))
    made = _plan_made(before, choose_settings(before.settings, wishes, before.today))
    is_news = made != before.last_plan
    after = before.recorded(made) if is_news and not dry_run else before.supposing(made)
    if as_json:
        from mlroadmap.views.documents import plan_document

        show_document(plan_document(after.outlook, after.loaded.sha256))
    else:
        _show(after, _changes(before, after), full=full)
    if dry_run:
        warn("nothing was stored (--dry-run).")
    if start:
        warn(f"the plan starts on {format_day(made.settings.start)}.")


def _roadmap_path(workspace: Workspace) -> str | None:
    """Remember a roadmap that was named, so that the next command uses it too."""
    named = workspace.options.roadmap
    return str(named.absolute()) if named else None


def _plan_made(workspace: Workspace, settings: PlanSettings) -> PlanMade:
    """Plan with new settings: what comes of it is the new baseline."""
    sha256 = workspace.loaded.sha256
    outlook = workspace.supposing(PlanMade(settings, sha256, {})).outlook
    return PlanMade(settings, sha256, promises(outlook.plan))


def _changes(before: Workspace, after: Workspace) -> Changes | None:
    """Compare with the plan before; a topic that was renamed since is still the same."""
    earlier = before.outlook.progress.plan
    if earlier is None or not earlier.promised:
        return None
    done = {topic for topic, state in after.outlook.progress.topics.items() if state.is_done}
    return compare(earlier.promised, promises(after.outlook.plan), settled=done)


def _show(workspace: Workspace, changes: Changes | None, *, full: bool) -> None:
    from mlroadmap.views.plan import changes_view, plan_view

    show(plan_view(workspace.outlook, full=full), workspace.options.color)
    if changes:
        show(changes_view(changes), workspace.options.color)

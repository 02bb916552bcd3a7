"""`whatif`: the finish for other hours, days off or fewer topics; nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.chance import chance
from mlroadmap.cli.completion import complete_topic
from mlroadmap.cli.output import show, show_document
from mlroadmap.cli.workspace import Workspace, open_workspace
from mlroadmap.core.availability import NO_WEEK
from mlroadmap.core.dates import parse_days
from mlroadmap.core.events import DaysChanged, PlanMade, PlanSettings, TopicsSkipped
from mlroadmap.core.evidence import Evidence, gather
from mlroadmap.core.lookup import find_topics
from mlroadmap.core.milestones import forecast_of
from mlroadmap.core.scenario import Scenario
from mlroadmap.core.settings import Wishes, choose_settings
from mlroadmap.errors import InfeasibleError, UsageError


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap whatif --hours 5,10,15,20")(whatif)


def whatif(
    context: typer.Context,
    hours: Annotated[
        str | None, typer.Option(metavar="HOURS,...", help="Hours a week, such as 5,10,15.")
    ] = None,
    days: Annotated[
        str | None, typer.Option(metavar="DAYS", help="mon-fri: on these weekdays.")
    ] = None,
    off: Annotated[
        list[str] | None,
        typer.Option(metavar="DATES", help="With these days off: fri, A..B. Repeatable."),
    ] = None,
    skip: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Without a topic, section or stage. Repeatable.",
            autocompletion=complete_topic,
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show when you would finish if things were otherwise, side by side."""
    if not (hours or days or off or skip):
        raise UsageError("What if what?", "Such as: mlroadmap whatif --hours 5,10,15,20.")
    workspace = open_workspace(context)
    present = workspace.planned()
    evidence = gather(workspace.roadmap, present.progress, workspace.today)
    supposed = _supposing(workspace, off or (), skip or ())
    scenarios = [
        _scenario(workspace, evidence, is_present=True),
        *(
            _scenario(supposed.supposing(PlanMade(each, supposed.loaded.sha256, {})), evidence)
            for each in _settings(workspace, hours, days)
        ),
    ]
    if as_json:
        from mlroadmap.views.documents.whatif import whatif_document

        show_document(whatif_document(scenarios, workspace.today))
    else:
        from mlroadmap.views.whatif import whatif_view

        show(whatif_view(scenarios), workspace.options.color)


def _settings(
    workspace: Workspace, hours: str | None, days: str | None
) -> tuple[PlanSettings, ...]:
    """Read the hours to try, at least one. Raises UsageError for what cannot be."""
    tried = hours.split(",") if hours else [None]
    wishes = (Wishes(hours=each, days=days) for each in tried)
    return tuple(choose_settings(workspace.settings, each, workspace.today) for each in wishes)


def _supposing(workspace: Workspace, off: Sequence[str], skip: Sequence[str]) -> Workspace:
    """Give the workspace as it would be with days off and without some topics."""
    progress = workspace.outlook.progress.topics
    skipped = [
        topic.id
        for topic in find_topics(workspace.roadmap, skip)
        if not progress[topic.id].is_settled
    ]
    if skipped:
        workspace = workspace.supposing(TopicsSkipped(tuple(skipped)))
    for text in off:
        days = parse_days(text, today=workspace.today, direction="future")
        workspace = workspace.supposing(DaysChanged(days[0], days[-1], NO_WEEK))
    return workspace


def _scenario(
    workspace: Workspace, evidence: Evidence, *, is_present: bool = False
) -> Scenario:
    """Plan and forecast, with what is known of the learner as things are."""
    try:
        outlook = workspace.outlook
    except InfeasibleError:
        planned = workspace.settings.weekly_minutes if workspace.settings else 0
        return Scenario(planned, None, None)
    drawn = forecast_of(outlook, evidence, chance())
    return Scenario(sum(outlook.week_minutes), outlook, drawn, is_present)

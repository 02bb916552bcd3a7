"""`whatif`: the finish for other hours, days off or fewer topics, or in another order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.completion import complete_topic
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.goals import goals_of
from mlroadmap.cli.nearness import to_leave_out
from mlroadmap.cli.opening import open_context
from mlroadmap.cli.output import show, show_document
from mlroadmap.cli.parameters import Commands, option
from mlroadmap.cli.review_costs import compare_reviews
from mlroadmap.core.calendar.availability import NO_WEEK
from mlroadmap.core.calendar.dates import parse_days
from mlroadmap.core.calendar.settings import PlanOptions, PlanSettings, choose_settings
from mlroadmap.core.forecast.gathering import gather
from mlroadmap.core.forecast.milestones import forecast_of
from mlroadmap.core.forecast.scenario import Scenario
from mlroadmap.core.journal.actions import DaysChanged, PlanMade, TopicsSkipped
from mlroadmap.core.progress.progress import Progress
from mlroadmap.core.roadmap.lookup import find_topics
from mlroadmap.core.schedule.goals import compare_orders
from mlroadmap.errors import InfeasibleError, UsageError


def register(app: Commands) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap whatif --hours 5,10,15,20")(whatif)


def whatif(
    context: AppContext,
    hours: Annotated[
        str | None, option(metavar="HOURS,...", help="Hours a week, such as 5,10,15.")
    ] = None,
    days: Annotated[
        str | None, option(metavar="DAYS", help="mon-fri: on these weekdays.")
    ] = None,
    off: Annotated[
        list[str] | None,
        option(metavar="DATES", help="With these days off: fri, A..B. Repeatable."),
    ] = None,
    skip: Annotated[
        list[str] | None,
        option(
            metavar="NAME",
            help="Without a topic, section or stage. Repeatable.",
            completes=complete_topic,
        ),
    ] = None,
    first: Annotated[
        list[str] | None,
        option(
            metavar="NAME,...",
            help="With each of these topics, sections or stages first.",
            completes=complete_topic,
        ),
    ] = None,
    review: Annotated[
        str | None,
        option(metavar="SHARE,...", help="With reviews: off,0.85,0.9."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Compare finish dates for other hours, days off or fewer topics."""
    if not (hours or days or off or skip or first or review):
        raise UsageError(
            "Give at least one change.", "For example: mlroadmap whatif --hours 5,10,15,20"
        )
    # Beside the finish nothing of a plan is shown, unless orders or reviews are compared.
    app = open_context(context, is_shown=bool(first or review))
    if first:
        _compare_orders(_as_supposed(app, hours, days, off, skip), first, as_json=as_json)
        return
    if review:
        compare_reviews(_as_supposed(app, hours, days, off, skip), review, as_json=as_json)
        return
    present = app.planned()
    supposed = _supposing(app, off or (), skip or ())
    scenarios = [
        _scenario(app, present.progress, is_present=True),
        *(
            _scenario(supposed.supposing(PlanMade.of(each, {})), present.progress)
            for each in _settings(app, hours, days)
        ),
    ]
    if as_json:
        from mlroadmap.views.documents.whatif import whatif_document

        show_document(whatif_document(scenarios, app.today))
    else:
        from mlroadmap.views.whatif import whatif_view

        show(whatif_view(scenarios, _in_common(off or (), skip or ())), app.options.color)


def _in_common(off: Sequence[str], skip: Sequence[str]) -> str:
    """Say what was typed that holds for all that is compared with the present."""
    return ", ".join([*(f"skip {name}" for name in skip), *(f"off {days}" for days in off)])


def _as_supposed(
    app: AppContext,
    hours: str | None,
    days: str | None,
    off: Sequence[str] | None,
    skip: Sequence[str] | None,
) -> AppContext:
    """Give the workspace in which orders are compared: with one number of hours."""
    app.planned()
    settings = _settings(app, hours, days)
    if len(settings) > 1:
        raise UsageError(
            "--first and --review compare plans for one number of hours.",
            "Give one number of hours.",
            name=hours,
            examples=[(hours or "").partition(",")[0]],
        )
    supposed = _supposing(app, off or (), skip or ())
    return supposed.supposing(PlanMade.of(settings[0], {}))


def _compare_orders(app: AppContext, first: Sequence[str], *, as_json: bool) -> None:
    goals = goals_of(app, first)
    orders = compare_orders(app.study_state, goals)
    if as_json:
        from mlroadmap.views.documents.whatif import orders_document

        show_document(orders_document(goals, orders, app.today))
    else:
        from mlroadmap.views.milestones import orders_view

        show(orders_view(goals, orders, app.today), app.options.color)


def _settings(app: AppContext, hours: str | None, days: str | None) -> tuple[PlanSettings, ...]:
    """Read the hours to try, at least one. Raises UsageError for what cannot be."""
    tried = hours.split(",") if hours else [None]
    wishes = (PlanOptions(hours=each, days=days) for each in tried)
    return tuple(choose_settings(app.settings, each, app.today) for each in wishes)


def _supposing(app: AppContext, off: Sequence[str], skip: Sequence[str]) -> AppContext:
    """Give the workspace as it would be with days off and without some topics."""
    progress = app.study_state.progress.topics
    skipped = [
        topic.id
        for topic in find_topics(app.roadmap, skip, to_leave_out(app))
        if not progress[topic.id].is_settled
    ]
    if skipped:
        app = app.supposing(TopicsSkipped(tuple(skipped)))
    for text in off:
        days = parse_days(text, today=app.today, direction="future")
        app = app.supposing(DaysChanged(days[0], days[-1], NO_WEEK))
    return app


def _scenario(app: AppContext, past: Progress, *, is_present: bool = False) -> Scenario:
    """Plan and forecast, with what is known of the learner as things are.

    The past is read for the hours that are supposed.
    """
    try:
        study_state = app.study_state
    except InfeasibleError:
        planned = app.settings.weekly_minutes if app.settings else 0
        return Scenario(planned, None, None)
    weekly_minutes = sum(study_state.week_minutes)
    evidence = gather(app.roadmap, past, app.today, weekly_minutes)
    drawn = forecast_of(study_state, evidence, app.chance())
    return Scenario(weekly_minutes, study_state, drawn, is_present)

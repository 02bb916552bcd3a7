"""What reviews cost, for `whatif --review` and for a plan that sets them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mlroadmap.cli.context import AppContext
from mlroadmap.cli.output import show, show_document
from mlroadmap.core.calendar.settings import PlanOptions, choose_settings
from mlroadmap.core.review.deck import deck_of
from mlroadmap.core.schedule.review_costs import ReviewCost, bare_plan, review_cost


def compare_reviews(app: AppContext, shares: str, *, as_json: bool) -> None:
    """Show the finish for several shares of the cards to remember. Raises UsageError."""
    wished = (PlanOptions(review=each.strip()) for each in shares.split(","))
    retentions = [choose_settings(app.settings, each, app.today).review for each in wished]
    costs = costs_of(app, retentions)
    if as_json:
        from mlroadmap.views.review_costs import reviews_document

        show_document(reviews_document(costs, app.today))
    else:
        from mlroadmap.views.review_costs import reviews_view

        reviews = bool(app.settings and app.settings.review)
        view = reviews_view(costs, app.study_state.plan.finish, app.today, reviews=reviews)
        show(view, app.options.color)


def usual_cost(app: AppContext) -> ReviewCost | None:
    """Foresee what reviews take at the retention that is set; None without any to come."""
    study_state = app.planned()
    if study_state.plan.is_finished or not app.settings or not app.settings.review:
        return None
    (cost,) = costs_of(app, (app.settings.review,))
    return cost if cost.minutes else None


def costs_of(app: AppContext, retentions: Iterable[float]) -> Sequence[ReviewCost]:
    """Foresee what the cards of all topics that count will take at each retention."""
    from mlroadmap.spacing.answer_days import answer_days

    study_state = app.planned()
    changes = app.memories.changes
    cards = {
        topic: sum(
            1 for _ in deck_of(topic, app.content_of(topic).cards, changes.get(topic, {}))
        )
        for topic, progress in study_state.progress.topics.items()
        if progress.is_counted
    }
    past = min((d.start for d in study_state.plan.dates.values()), default=app.today)
    days = max(1, (study_state.plan.finish - past).days)
    bare = bare_plan(study_state)
    return [
        review_cost(
            study_state,
            bare,
            each,
            answer_days(each, days, app.chance()) if each else None,
            cards,
        )
        for each in retentions
    ]

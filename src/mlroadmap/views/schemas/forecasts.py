"""The documents of `forecast`, of its score and of `whatif`."""

from __future__ import annotations

from typing import TypedDict

from mlroadmap.views.schemas.parts import Count, Day, Document, Minutes, Percentiles, Share


class StageForecast(Percentiles):
    """The end of a stage."""

    id: str


class ForecastDocument(Document, Percentiles):
    """The finish as a range; null where there is nothing to forecast.

    `even_weekly_minutes` are the hours of a week that give the plan's finish even odds,
    where it has less.
    """

    today: Day
    finish: Day
    original_finish: Day | None
    chance_of_finish: Share | None
    chance_of_original_finish: Share | None
    even_weekly_minutes: Minutes | None
    finished_topics: Count | None
    rests_on_prior: bool | None
    stages: list[StageForecast]


class Tally(TypedDict):
    """Of so many forecasts, how many held."""

    forecasts: Count
    by_p50: Count
    by_p80: Count
    by_p95: Count
    p10_to_p90: Count


class Milestone(Tally):
    """A stage that is finished, or the roadmap (null), with the forecasts of it."""

    stage: str | None
    reached: Day


class ScoreDocument(Document):
    """How often the learner's own forecasts held."""

    today: Day
    forecasts: Count
    open_milestones: Count
    total: Tally
    milestones: list[Milestone]


class Scenario(Percentiles):
    """A finish for other hours, days off or fewer topics."""

    present: bool
    weekly_minutes: Minutes
    remaining_minutes: Minutes | None
    finish: Day | None


class Goal(TypedDict):
    """A topic, a section or a stage that is asked about."""

    id: str
    title: str


class Order(TypedDict):
    """When each goal is reached, by its id, with one of them `first`."""

    present: bool
    first: str | None
    reached: dict[str, Day | None]
    finish: Day | None


class OrdersDocument(Document):
    """Orders side by side, the present one first."""

    today: Day
    goals: list[Goal]
    orders: list[Order]


class ReviewCost(TypedDict):
    """What reviews cost when this share of the cards is to be remembered; 0 is none."""

    review: Share
    review_minutes: Minutes
    percent: float
    finish: Day | None


class ReviewsDocument(Document):
    """What reviews cost, side by side."""

    today: Day
    reviews: list[ReviewCost]


class WhatIfDocument(Document):
    """Scenarios side by side, the present one first."""

    today: Day
    scenarios: list[Scenario]

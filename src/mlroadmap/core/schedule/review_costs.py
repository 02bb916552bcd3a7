"""What reviews cost: the finish with cards, as often as they are expected, and without."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from mlroadmap.core.review.budget import MOST_OF_A_DAY_PERCENT
from mlroadmap.core.review.outlook import AnswerDays, expected_minutes, spread
from mlroadmap.core.schedule.finish import finish_of
from mlroadmap.core.schedule.plan import Plan, schedule
from mlroadmap.core.schedule.study_state import StudyState


class ReviewCost(Struct, frozen=True):
    """Reviews at a `retention`, 0 for none: the minutes that they take, and the finish.

    `percent` is their share of all hours until then. Cards that a day may not hold are not
    asked on it, and are not among them.
    """

    retention: float
    minutes: int
    percent: float
    finish: date


def bare_plan(study_state: StudyState) -> Plan:
    """Plan without any cards."""
    progress, today = study_state.progress, study_state.today
    hours = progress.availability
    if max(hours.reserved, default=date.min) < today:
        return study_state.plan
    return schedule(study_state.roadmap, hours.unreserved, progress, today)


def review_cost(
    study_state: StudyState,
    bare: Plan,
    retention: float,
    answer_days: AnswerDays | None,
    cards: Mapping[str, int],
) -> ReviewCost:
    """Say what the cards of topics, by their number, cost beside the plan without any."""
    if answer_days is None:
        return ReviewCost(0, 0, 0.0, bare.finish)
    # Cards come after their steps: half of them in the first half of a topic's days.
    learned_on = {
        name: dates.start + (dates.finish - dates.start) // 2
        for name, dates in bare.dates.items()
    }
    expected = expected_minutes(answer_days, cards, learned_on, study_state.today, bare.finish)
    progress, today = study_state.progress, study_state.today
    reserved = spread(expected, progress.availability.unreserved, today, bare.finish)
    hours = replace(progress.availability, reserved=reserved)
    finish = finish_of(study_state.roadmap, replace(progress, availability=hours), today)
    left = progress.remaining_minutes
    minutes = min(expected, left * MOST_OF_A_DAY_PERCENT // (100 - MOST_OF_A_DAY_PERCENT))
    percent = 100 * minutes / max(1, minutes + left)
    return ReviewCost(retention, minutes, percent, finish or today)

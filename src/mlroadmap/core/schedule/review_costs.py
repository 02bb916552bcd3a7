"""What reviews cost: the finish with cards, as often as they are expected, and without."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from mlroadmap.core.review.budget import MOST_OF_A_DAY_PERCENT
from mlroadmap.core.review.outlook import AnswerDays, expected_minutes, spread
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


def review_cost(
    study_state: StudyState,
    retention: float,
    answer_days: AnswerDays | None,
    cards: Mapping[str, int],
) -> ReviewCost:
    """Plan with the cards of topics, by their number, or without any."""
    bare = _planned(study_state, {})
    if answer_days is None:
        return ReviewCost(0, 0, 0.0, bare.finish)
    # Cards come after their steps: half of them in the first half of a topic's days.
    learned_on = {
        name: dates.start + (dates.finish - dates.start) // 2
        for name, dates in bare.dates.items()
    }
    expected = expected_minutes(answer_days, cards, learned_on, study_state.today, bare.finish)
    hours = study_state.progress.availability.unreserved
    reserved = spread(expected, hours, study_state.today, bare.finish)
    plan = _planned(study_state, reserved)
    left = study_state.progress.remaining_minutes
    minutes = min(expected, left * MOST_OF_A_DAY_PERCENT // (100 - MOST_OF_A_DAY_PERCENT))
    return ReviewCost(retention, minutes, 100 * minutes / max(1, minutes + left), plan.finish)


def _planned(study_state: StudyState, reserved: Mapping[date, int]) -> Plan:
    """Plan what remains with time kept free, and none beside it."""
    hours = replace(study_state.progress.availability, reserved=reserved)
    return schedule(study_state.roadmap, hours, study_state.progress, study_state.today)

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mlroadmap.core.calendar.availability import NO_WEEK, Availability, Pattern, spread_week
from mlroadmap.core.forecast.evidence import Evidence, evidence_of
from mlroadmap.core.forecast.readings import ELASTICITIES
from mlroadmap.core.forecast.simulate import Forecast, forecast
from mlroadmap.core.forecast.topics import FinishedTopic, Work
from mlroadmap.core.roadmap.model import Effort
from tests.builders import MONDAY, always, chance

TEN, FIVE = spread_week(600, range(7)), spread_week(300, range(7))
EFFORT = Effort(300, 600, 1200)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def seen(planned: Availability, today: int, weekly_minutes: float = 0) -> Evidence:
    """Finish a topic of about ten hours every two weeks."""
    topics = [FinishedTopic(EFFORT, 0, day(number)) for number in range(14, today, 14)]
    return evidence_of(topics, [], planned, day(today), weekly_minutes=weekly_minutes)


def foretell(evidence: Evidence, planned: Availability, today: int) -> Forecast:
    made = forecast(evidence, [Work(EFFORT)] * 20, planned, day(today), chance(), 900)
    assert made
    return made


def test_hours_that_never_changed_are_read_once() -> None:
    assert len(seen(always(TEN, MONDAY), 100).readings) == 1


def test_other_hours_are_read_for_each_elasticity() -> None:
    planned = Availability((Pattern(MONDAY, TEN), Pattern(day(70), FIVE)))
    readings = seen(planned, 70).readings
    assert len(readings) == len(ELASTICITIES)
    # Half of what was planned was studied, as far as finished topics tell.
    for elasticity, reading in zip(ELASTICITIES, readings, strict=True):
        scaled = 10 * 600 * max(0.5 ** (1 - elasticity.fewer), 4 * 650 / 6000)
        assert reading.planned_minutes == pytest.approx(scaled, abs=60)


def test_of_fewer_hours_nobody_studies_more_than_is_planned() -> None:
    """Ten hours were planned and studied: of two that are planned, two are studied."""
    planned = always(TEN, MONDAY)
    topics = [FinishedTopic(EFFORT, 0, day(number)) for number in range(7, 140, 7)]
    evidence = evidence_of(topics, [], planned, day(140), weekly_minutes=120)
    assert [r.planned_minutes for r in evidence.readings] == [pytest.approx(12_000, abs=60)] * 3


def test_time_without_regular_hours_is_read_as_it_is() -> None:
    planned = Availability((Pattern(MONDAY, NO_WEEK), Pattern(day(7), TEN)), {day(1): 60})
    assert [r.planned_minutes for r in seen(planned, 7, 600).readings] == [60]


def test_the_honest_step_to_half_the_hours_moves_the_finish_little() -> None:
    before, after = (
        always(TEN, MONDAY),
        Availability((Pattern(MONDAY, TEN), Pattern(day(140), FIVE))),
    )
    as_it_was = foretell(seen(before, 140), before, 140)
    at_once = foretell(seen(after, 140), after, 140)
    share = (at_once.p50 - day(140)) / (as_it_was.p50 - day(140))
    assert 0.9 < share < 1.25


def test_more_hours_promise_less_than_their_share() -> None:
    twice = spread_week(1200, range(7))
    before = always(TEN, MONDAY)
    after = before.with_pattern(Pattern(day(140), twice))
    as_it_is = foretell(seen(before, 140), before, 140)
    supposed = foretell(seen(before, 140, 1200), after, 140)
    share = (supposed.p50 - day(140)) / (as_it_is.p50 - day(140))
    assert 0.5 < share < 0.95

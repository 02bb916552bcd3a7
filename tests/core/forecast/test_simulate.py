from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.calendar.availability import NO_WEEK, Availability, spread_week
from mlroadmap.core.forecast.calendar_stretch import slowness
from mlroadmap.core.forecast.evidence import Evidence, evidence_of
from mlroadmap.core.forecast.readings import Reading, Span
from mlroadmap.core.forecast.simulate import Forecast, forecast
from mlroadmap.core.forecast.topics import FinishedTopic, OpenTopic, Work
from mlroadmap.core.progress.rate_belief import Belief
from mlroadmap.core.roadmap.model import Effort
from tests.builders import MONDAY, always

WEEK = spread_week(600, range(7))
PLANNED = always(WEEK, MONDAY)
EFFORT = Effort(300, 600, 1200)
PERCENTS = (1, 2.5, 10, 25, 50, 80, 90, 95, 97.5, 99)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def foretell(
    evidence: Evidence,
    remaining: Sequence[Effort] = (EFFORT,) * 20,
    availability: Availability = PLANNED,
    today: date = MONDAY,
    runs: int = 1000,
) -> Forecast:
    works = [Work(effort, topic=f"t{place}") for place, effort in enumerate(remaining)]
    made = forecast(evidence, works, availability, today, Random(1), runs)
    assert made is not None
    return made


def history(*days: int, minutes: int = 0, today: int, open_minutes: int = 0) -> Evidence:
    """Finish a topic of about ten hours on each of the days."""
    topics = [FinishedTopic(EFFORT, minutes, day(number)) for number in days]
    opened = [OpenTopic(Work(EFFORT, topic="t0"), open_minutes)]
    return evidence_of(topics, opened, PLANNED, day(today))


def known(evidence: Evidence) -> Belief:
    return slowness(evidence, evidence.readings[0]).calendar


efforts = st.builds(
    lambda low, more, most: Effort(
        low, low + low * more // 100, low + low * (more + most) // 100
    ),
    st.integers(15, 1000),
    st.integers(0, 100),
    st.integers(0, 150),
)
spans = st.builds(
    Span, st.integers(0, 5000), st.lists(efforts, min_size=1, max_size=4).map(tuple)
)
readings = st.builds(
    Reading,
    spans=st.lists(spans, max_size=8).map(tuple),
    pending_minutes=st.integers(0, 9000),
)
evidences = st.builds(
    Evidence,
    weekly_minutes=st.floats(60, 3000),
    typical_minutes=st.floats(15, 1000),
    finished=st.lists(
        st.builds(FinishedTopic, efforts, st.integers(0, 9000), st.just(MONDAY)), max_size=4
    ).map(tuple),
    readings=st.lists(readings, min_size=1, max_size=3).map(tuple),
    open=st.lists(
        st.builds(
            OpenTopic,
            st.builds(lambda effort: Work(effort, topic="t0"), efforts),
            st.integers(0, 5000),
        ),
        max_size=1,
    ).map(tuple),
    used_minutes=st.integers(0, 200),
)
remainders = st.lists(efforts, min_size=1, max_size=30)


@given(evidences, remainders)
def test_percentiles_are_in_order_and_never_in_the_past(
    evidence: Evidence, remaining: list[Effort]
) -> None:
    made = foretell(evidence, remaining, runs=200)
    days = [made.percentile(percent) for percent in PERCENTS]
    assert days == sorted(days)
    assert days[0] >= MONDAY
    assert len(made.days) == 200
    assert all(PLANNED.minutes_on(each) for each in made.days)


@given(evidences, remainders)
def test_the_same_evidence_and_seed_give_the_same_forecast(
    evidence: Evidence, remaining: list[Effort]
) -> None:
    assert foretell(evidence, remaining, runs=50) == foretell(evidence, remaining, runs=50)


@given(evidences, remainders, remainders)
def test_more_work_is_never_finished_earlier(
    evidence: Evidence, remaining: list[Effort], more: list[Effort]
) -> None:
    less = foretell(evidence, remaining, runs=200)
    longer = foretell(evidence, remaining + more, runs=200)
    for percent in (10, 50, 80, 95):
        assert longer.percentile(percent) >= less.percentile(percent)


def test_nothing_left_has_no_finish() -> None:
    assert forecast(Evidence(600), (), PLANNED, MONDAY, Random(1)) is None


@pytest.mark.parametrize("availability", [Availability(), always(NO_WEEK, MONDAY)])
def test_no_capacity_has_no_finish(availability: Availability) -> None:
    assert forecast(Evidence(600), [Work(EFFORT)], availability, MONDAY, Random(1)) is None


def test_without_evidence_the_forecast_rests_on_the_prior() -> None:
    made = foretell(Evidence(600))
    assert made.rests_on_prior
    assert (made.topics, made.planned_minutes) == (0, 0)
    # 20 topics of 650 minutes in weeks of 600, half as slow again.
    assert 25 < (made.p50 - MONDAY).days / 7 < 38


def test_the_ranges_are_those_of_the_percentiles() -> None:
    made = foretell(Evidence(600))
    assert made.central_range(80) == (made.percentile(10), made.percentile(90))
    assert (made.p50, made.p80, made.p95) == tuple(map(made.percentile, (50, 80, 95)))
    assert made.chance_by(day(-1)) == 0
    assert made.chance_by(made.days[-1]) == 1
    assert made.chance_by(made.p80) >= 0.8


def test_evidence_narrows_the_range() -> None:
    made = foretell(history(*range(6, 140, 7), today=139), today=day(139))
    low, high = made.central_range(80)
    prior_low, prior_high = foretell(Evidence(600)).central_range(80)
    assert not made.rests_on_prior
    assert made.topics == 20
    assert made.planned_minutes == pytest.approx(139 * 600 / 7, abs=90)
    assert (high - low) < 0.6 * (prior_high - prior_low)


@pytest.mark.parametrize("minutes", [0, 600])
def test_a_learner_twice_as_slow_is_believed(minutes: int) -> None:
    steps = range(14, 281, 14)
    made = foretell(history(*steps, minutes=minutes, today=281), today=day(281))
    weeks = (made.p50 - day(281)).days / 7
    assert weeks == pytest.approx(40, rel=0.15)


def test_one_topic_is_evidence_but_little() -> None:
    made = foretell(history(3, today=4), today=day(4))
    assert made.topics == 1
    assert not made.rests_on_prior


def test_a_gap_of_a_month_makes_it_later_and_wider() -> None:
    regular = history(*range(7, 71, 7), today=71)
    gap = history(*range(7, 36, 7), *range(70, 106, 7), today=106)
    assert known(gap).ratio > known(regular).ratio
    assert known(gap).scale > known(regular).scale


def test_who_studied_nothing_for_long_is_late() -> None:
    nothing = history(today=60)
    assert known(nothing).ratio > 1.6
    assert not foretell(nothing, today=day(60)).rests_on_prior


def test_time_within_an_unlogged_topic_says_nothing_until_it_is_overdue() -> None:
    finished = range(7, 71, 7)
    ratios = [known(history(*finished, today=today)).ratio for today in (71, 74, 110)]
    assert ratios[0] == pytest.approx(ratios[1], rel=0.03)
    assert ratios[1] < ratios[2] / 1.1


def test_minutes_logged_on_the_open_topic_bring_the_finish_nearer() -> None:
    finished = range(7, 71, 7)
    behind, ahead = (
        foretell(
            history(*finished, minutes=600, today=75, open_minutes=minutes),
            (EFFORT, EFFORT),
            today=day(75),
        )
        for minutes in (0, 400)
    )
    assert ahead.p50 < behind.p50


def test_a_huge_pace_stays_on_the_calendar() -> None:
    made = foretell(history(900, 1800, minutes=80_000, today=1801), today=day(1801))
    assert made.p50 > day(1801)


def test_knowing_topics_before_is_no_sign_of_speed() -> None:
    assert known(history(*[0] * 15, today=1)).ratio > 0.5
    assert foretell(history(*[0] * 15, today=0)).rests_on_prior


def test_the_calendars_end_is_the_last_day() -> None:
    today = date.max - timedelta(days=3)
    made = foretell(Evidence(600), availability=always(WEEK, today), today=today)
    assert made.percentile(99) == date.max


def test_minutes_used_today_are_not_there_again() -> None:
    small = (Effort(10, 10, 10),)
    used = Evidence(600, used_minutes=PLANNED.minutes_on(MONDAY))
    assert foretell(Evidence(600), small).days[0] == MONDAY
    assert foretell(used, small).days[0] == day(1)


@pytest.mark.parametrize("runs", [1, 2, 3, 300])
def test_every_run_has_a_day(runs: int) -> None:
    assert len(foretell(Evidence(600), runs=runs).days) == runs

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.calendar.availability import spread_week
from mlroadmap.core.forecast.calendar_stretch import Slowness, slowness
from mlroadmap.core.forecast.evidence import Evidence, evidence_of
from mlroadmap.core.forecast.readings import LoggedSpan
from mlroadmap.core.forecast.topics import FinishedTopic, OpenTopic, Work
from mlroadmap.core.forecast.work_ahead import WorkAhead
from mlroadmap.core.roadmap.model import Effort
from tests.builders import MONDAY, always

WEEK = spread_week(420, range(7))
PLANNED = always(WEEK, MONDAY)
EFFORT = Effort(300, 400, 600)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def diary(days: Sequence[int], minutes: int) -> dict[date, int]:
    return {day(number): minutes for number in days}


def seen(
    logged: dict[date, int], *, every: int, minutes: int, today: int, known: bool = True
) -> Evidence:
    """Finish a topic of about seven hours every so many days."""
    topics = [
        FinishedTopic(EFFORT, minutes if known else 0, day(number))
        for number in range(every, today, every)
    ]
    return evidence_of(topics, [OpenTopic(Work(EFFORT))], PLANNED, day(today), logged=logged)


def learned(evidence: Evidence) -> Slowness:
    return slowness(evidence, evidence.readings[0])


def ratio(evidence: Evidence) -> float:
    """Give the planned capacity for a minute of expected effort."""
    known = learned(evidence)
    pace = WorkAhead.of(evidence, [Work(EFFORT)]).pace.ratio
    return known.calendar.ratio * (1.0 if known.includes_pace else pace)


def test_weeks_end_with_a_day_on_which_something_was_logged() -> None:
    logged = diary([0, 3, 5, 8, 20], 30)
    evidence = evidence_of([], [], PLANNED, day(22), logged=logged)
    assert evidence.readings[0].attended == (LoggedSpan(9 * 60, 120), LoggedSpan(12 * 60, 30))


def test_a_silence_counts_once_it_is_longer_than_any_before() -> None:
    logged = diary(range(0, 15, 7), 400)
    ends = {
        today: evidence_of([], [], PLANNED, day(today), logged=logged).readings[0].attended[-1]
        for today in (15, 21, 30)
    }
    assert ends[15] == ends[21] == LoggedSpan(7 * 60, 400)
    assert ends[30] == LoggedSpan(8 * 60, 0)


def test_without_a_log_nothing_is_known_of_the_weeks() -> None:
    assert evidence_of([], [], PLANNED, day(30)).readings[0].attended == ()


def test_who_logs_all_minutes_shows_pace_and_calendar_apart() -> None:
    # Half as fast as estimated, on half of the days.
    logged = diary(range(0, 140, 2), 60)
    evidence = seen(logged, every=28, minutes=840, today=140)
    known = learned(evidence)
    assert not known.includes_pace
    assert evidence.experience.pace.value > 1.5
    assert known.calendar.ratio == pytest.approx(2.0, rel=0.1)


@pytest.mark.parametrize("minutes", [420, 840])
def test_the_two_say_together_what_the_calendar_says_alone(minutes: int) -> None:
    logged = diary(range(0, 280, 2), minutes * 2 // 28)
    apart = ratio(seen(logged, every=28, minutes=minutes, today=280))
    alone = seen({}, every=28, minutes=minutes, today=280, known=False)
    assert learned(alone).includes_pace
    assert apart == pytest.approx(ratio(alone), rel=0.2)


def test_a_topic_of_unknown_minutes_leaves_the_calendar_alone() -> None:
    logged = diary(range(60), 60)
    evidence = seen(logged, every=10, minutes=600, today=60)
    assert not learned(evidence).includes_pace
    unknown = FinishedTopic(EFFORT, 0, day(59))
    mixed = evidence_of([*evidence.finished, unknown], [], PLANNED, day(60), logged=logged)
    assert learned(mixed).includes_pace


def test_who_logs_a_topics_time_at_its_end_is_not_slower_for_it() -> None:
    daily = seen(diary(range(141), 60), every=14, minutes=840, today=141)
    at_the_end = seen(diary(range(14, 141, 14), 840), every=14, minutes=840, today=141)
    assert ratio(at_the_end) == pytest.approx(ratio(daily), rel=0.1)


def test_a_steady_learner_is_known_to_be_steady_by_the_weeks() -> None:
    steady = learned(seen(diary(range(140), 60), every=35, minutes=2100, today=140))
    wild = diary([n for n in range(140) if n // 21 % 2], 120)
    irregular = learned(seen(wild, every=35, minutes=2100, today=140))
    assert steady.calendar.scale < 0.5 < irregular.calendar.scale


@given(
    st.dictionaries(st.integers(0, 90).map(day), st.integers(0, 1440)),
    st.integers(0, 90),
    st.integers(1, 9000),
)
def test_slowness_is_always_a_ratio(logged: dict[date, int], today: int, minutes: int) -> None:
    evidence = seen(logged, every=9, minutes=minutes, today=today)
    assert all(week.planned_minutes > 0 for week in evidence.readings[0].attended)
    assert ratio(evidence) > 0

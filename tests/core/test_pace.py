from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.evidence import Evidence, FinishedTopic
from mlroadmap.core.model import Effort
from mlroadmap.core.pace import LEAST_HELD_OUT, held_out, pace
from tests.builders import MONDAY

EFFORT = Effort(60, 120, 240)


def logged(*minutes: int) -> Evidence:
    return Evidence(420, tuple(FinishedTopic(EFFORT, spent, MONDAY) for spent in minutes))


def test_without_logged_minutes_the_pace_is_the_estimates() -> None:
    for evidence in (Evidence(420), logged(0, 0, 0)):
        believed = pace(evidence)
        assert believed.value == pytest.approx(1.0)
        assert believed.sample_size == 0
        assert believed.low < 0.7
        assert believed.high > 1.4


def test_the_pace_follows_the_log() -> None:
    believed = pace(logged(*[180] * 20))
    assert believed.value == pytest.approx(1.5, rel=0.05)
    assert believed.sample_size == 20
    assert 1.3 < believed.low < 1.5 < believed.high < 1.7


def test_one_topic_is_drawn_towards_the_estimate() -> None:
    assert 1.0 < pace(logged(480)).value < 2.5


@given(st.lists(st.integers(0, 100_000), max_size=30))
def test_the_range_holds_the_value(minutes: list[int]) -> None:
    believed = pace(logged(*minutes))
    assert 0 < believed.low < believed.value < believed.high


@given(st.lists(st.integers(60, 240), min_size=1, max_size=20), st.integers(0, 19))
def test_a_slower_topic_never_makes_the_pace_of_a_first_look_faster(
    minutes: list[int], extra: int
) -> None:
    first = minutes[0]
    assert pace(logged(first + extra)).value >= pace(logged(first)).value


def test_scaling_helps_whom_the_estimates_do_not_fit() -> None:
    report = held_out(logged(*[240] * 8))
    assert report.topics == 8
    assert report.error_with < report.error_without
    assert report.helps


def test_scaling_does_not_help_whom_the_estimates_fit() -> None:
    assert not held_out(logged(*[120, 121, 119] * 4)).helps


def test_scaling_waits_for_enough_topics() -> None:
    assert not held_out(logged(*[240] * (LEAST_HELD_OUT - 1))).helps
    assert not held_out(Evidence(420)).helps

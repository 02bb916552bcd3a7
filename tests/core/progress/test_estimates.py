from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.progress.estimates import (
    mean_minutes,
    restated,
    topic_variance,
    total_variance,
)
from mlroadmap.core.roadmap.model import Effort

EFFORT = Effort(60, 120, 240)


def test_the_mean_leans_towards_the_longer_tail() -> None:
    assert mean_minutes(EFFORT) == 130


def test_the_variance_grows_with_the_spread_and_is_never_nothing() -> None:
    assert 0 < topic_variance(Effort(60, 60, 60)) < topic_variance(EFFORT)
    assert topic_variance(EFFORT) < topic_variance(Effort(60, 120, 480))


@given(st.integers(1, 50))
def test_independent_topics_average_out(count: int) -> None:
    assert total_variance([EFFORT] * count) == pytest.approx(topic_variance(EFFORT) / count)


@given(st.integers(-5, 100_000))
def test_a_restated_effort_keeps_its_order(minutes: int) -> None:
    effort = restated(EFFORT, minutes)
    assert 1 <= effort.low_minutes <= effort.likely_minutes <= effort.high_minutes
    assert effort.likely_minutes == max(1, minutes)

from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.progress.rate_belief import (
    Observation,
    Prior,
    believe,
    ignorance,
    known_to_exceed,
    updated,
)

PRIOR = Prior(ratio=1.0, log_sd=0.5, burst_minutes=0.0, degrees=4.0)
BURSTY = Prior(ratio=1.0, log_sd=0.5, burst_minutes=300.0, degrees=4.0)

observations = st.lists(
    st.builds(
        Observation,
        expected_minutes=st.floats(1, 6000),
        spent_minutes=st.floats(1, 60_000),
        variance=st.floats(0.01, 2),
        weight=st.floats(0, 1),
    ),
    max_size=40,
)


def taking(ratio: float, times: int, variance: float = 0.1) -> list[Observation]:
    return [Observation(600, 600 * ratio, variance)] * times


def test_without_observations_the_prior_is_believed() -> None:
    belief = believe(PRIOR, [])
    assert belief.ratio == pytest.approx(1.0)
    assert belief.observations == 0
    assert belief.prior_share == 1
    assert belief.variance == pytest.approx(0.25)


@given(observations)
def test_beliefs_are_positive(seen: list[Observation]) -> None:
    for belief in accumulate(seen, updated, initial=ignorance(BURSTY)):
        assert belief.ratio > 0
        assert belief.scale > 0
        assert 0 < belief.prior_share <= 1


@pytest.mark.parametrize("ratio", [0.4, 3.0])
def test_evidence_draws_the_ratio_away_from_the_prior(ratio: float) -> None:
    ratios = [
        belief.ratio
        for belief in accumulate(taking(ratio, 30), updated, initial=ignorance(PRIOR))
    ]
    distances = [abs(believed - ratio) for believed in ratios]
    assert all(later < earlier for earlier, later in pairwise(distances[:10]))
    assert ratios[-1] == pytest.approx(ratio, rel=0.1)


def test_one_observation_is_not_believed_alone() -> None:
    assert 1.0 < believe(PRIOR, taking(4.0, 1)).ratio < 3.0


def test_a_steady_learner_is_known_better_than_an_irregular_one() -> None:
    steady = believe(PRIOR, taking(1.0, 20))
    irregular = believe(PRIOR, (taking(0.3, 1) + taking(1.7, 1)) * 10)
    assert steady.scale < 0.5 < irregular.scale
    assert steady.variance < irregular.variance


def test_a_change_is_followed_faster_than_with_a_full_memory() -> None:
    changed = believe(PRIOR, taking(1.0, 20) + taking(0.5, 20))
    assert changed.ratio < 0.7


def test_a_time_without_any_work_raises_the_ratio() -> None:
    known = taking(1.0, 5)
    idle = Observation(expected_minutes=0, spent_minutes=2400, variance=0.1)
    assert believe(BURSTY, [*known, idle]).ratio > believe(BURSTY, known).ratio
    assert believe(BURSTY, [idle]).ratio > 1.0


def test_a_bound_far_below_changes_nothing() -> None:
    belief = believe(PRIOR, taking(1.2, 3))
    bounded = known_to_exceed(belief, 0.05, 0.01)
    assert bounded.ratio == pytest.approx(belief.ratio)
    assert bounded.variance == pytest.approx(belief.variance)
    assert bounded.observations == belief.observations


@given(observations, st.floats(1e-6, 1e4), st.floats(0.01, 10))
def test_a_bound_raises_the_ratio_and_narrows_the_range(
    seen: list[Observation], least: float, doubt: float
) -> None:
    belief = believe(BURSTY, seen)
    bounded = known_to_exceed(belief, least, doubt)
    assert bounded.ratio >= belief.ratio * (1 - 1e-6)
    assert bounded.ratio < max(belief.ratio, least) * 50
    assert 0 < bounded.variance <= belief.variance * (1 + 1e-9)


def test_a_bound_comes_into_sight_without_a_jump() -> None:
    belief = believe(PRIOR, taking(1.0, 2))
    ratios = [known_to_exceed(belief, 1.02**power, 0.05).ratio for power in range(-200, 200)]
    assert all(1 - 1e-9 <= later / before < 1.02 for before, later in pairwise(ratios))
    assert ratios[-1] > 2


def test_a_bound_above_what_is_believed_is_an_observation() -> None:
    assert known_to_exceed(ignorance(PRIOR), 1.1, 0.1).observations == 1
    assert known_to_exceed(ignorance(PRIOR), 0.9, 0.1).observations == 0


def test_a_bound_that_is_not_trusted_hardly_counts() -> None:
    trusted, doubted = (known_to_exceed(ignorance(PRIOR), 2.0, each) for each in (0.01, 4.0))
    assert 1 < doubted.ratio < trusted.ratio

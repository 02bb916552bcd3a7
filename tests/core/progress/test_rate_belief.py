from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.progress.rate_belief import Observation, Prior, believe, ignorance, updated

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

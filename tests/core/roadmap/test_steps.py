from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.roadmap.content import Step
from mlroadmap.core.roadmap.steps import (
    CoveredStep,
    covered_steps,
    shared_out,
)

LENGTHS = st.lists(st.integers(5, 90), min_size=1, max_size=30)
EFFORTS = st.integers(1, 3_000)


def steps_of(lengths: list[int]) -> list[Step]:
    return [Step(f"s{number}", "T", minutes) for number, minutes in enumerate(lengths)]


@pytest.mark.parametrize(
    ("given_minutes", "total", "shares"),
    [
        ([], 60, ()),
        ([20, 40], 60, (20, 40)),
        ([20, None, 30, None], 120, (20, 35, 30, 35)),
        ([None, None, None], 100, (33, 34, 33)),
        ([30, 30], 120, (60, 60)),
        ([60, None], 60, (55, 5)),
        ([90, None], 60, (57, 3)),
        ([5, 5, 5], 1, (0, 1, 0)),
    ],
)
def test_a_topics_minutes_are_shared_out(
    given_minutes: list[int | None], total: int, shares: tuple[int, ...]
) -> None:
    assert shared_out(given_minutes, total) == shares


@given(st.lists(st.none() | st.integers(5, 240), min_size=1), EFFORTS)
def test_shares_add_up_and_are_the_given_ones_where_these_fit(
    minutes: list[int | None], total: int
) -> None:
    shares = shared_out(minutes, total)
    assert sum(shares) == total
    assert min(shares) >= 0
    unknown = minutes.count(None)
    rest = total - sum(each or 0 for each in minutes)
    if rest == 0 if unknown == 0 else rest >= 5 * unknown:
        known = [(share, each) for share, each in zip(shares, minutes, strict=True) if each]
        assert all(share == each for share, each in known)
        others = [share for share, each in zip(shares, minutes, strict=True) if each is None]
        assert max(others, default=0) - min(others, default=0) <= 1


def test_a_session_covers_the_steps_that_it_overlaps() -> None:
    first, second, third = steps = steps_of([30, 60, 15])
    assert covered_steps(steps, 105, 20, 40) == (
        CoveredStep(first, 10, 0, is_continued=True),
        CoveredStep(second, 30, 30, is_continued=False),
    )
    assert covered_steps(steps, 105, 60, 45) == (
        CoveredStep(second, 30, 0, is_continued=True),
        CoveredStep(third, 15, 0, is_continued=False),
    )


def test_steps_take_longer_at_a_slower_pace() -> None:
    first, second = steps = steps_of([30, 60])
    assert covered_steps(steps, 180, 0, 90) == (
        CoveredStep(first, 60, 0, is_continued=False),
        CoveredStep(second, 30, 90, is_continued=False),
    )


def test_time_beyond_the_estimate_goes_into_the_last_step() -> None:
    steps = steps_of([30, 60])
    assert covered_steps(steps, 90, 80, 30) == (
        CoveredStep(steps[1], 30, 0, is_continued=True),
    )
    assert covered_steps(steps, 90, 120, 30) == (
        CoveredStep(steps[1], 30, 0, is_continued=True),
    )


@given(LENGTHS, EFFORTS, st.lists(st.integers(1, 200), max_size=60))
def test_sessions_one_after_the_other_do_each_step_once(
    lengths: list[int], effort: int, sessions: list[int]
) -> None:
    steps = steps_of(lengths)
    ends = [0, *accumulate(sessions)]
    sessions.append(max(effort - ends[-1], 1))
    ends.append(ends[-1] + sessions[-1])
    done: list[CoveredStep] = []
    for start, minutes in zip(ends, sessions, strict=False):
        covered = covered_steps(steps, effort, start, minutes)
        assert sum(each.minutes for each in covered) == minutes
        assert all(not each.is_continued for each in covered[1:])
        assert all(each.is_finished for each in covered[:-1])
        done += covered
    order = list(dict.fromkeys(each.step for each in done))
    assert order == steps
    in_time = done[: next(i for i, each in enumerate(done) if each.step == steps[-1])]
    finished = [each.step for each in in_time if each.is_finished]
    assert finished == steps[:-1]
    for step in steps[:-1]:
        parts = [each for each in done if each.step == step]
        left = [each.left_minutes for each in parts]
        assert [each.is_continued for each in parts] == [False] + [True] * (len(parts) - 1)
        assert left == [sum(each.minutes for each in parts[n + 1 :]) for n in range(len(parts))]

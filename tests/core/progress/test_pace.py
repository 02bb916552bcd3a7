from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.progress.pace import (
    LEAST_HELD_OUT,
    LEAST_OF_KIND,
    Experience,
    TimedTopic,
    experience_of,
    typical_minutes,
)
from mlroadmap.core.roadmap.model import Effort
from mlroadmap.core.roadmap.shape import Group, TopicKind

EFFORT = Effort(60, 120, 240)
HERE: Group = (1, "study")
ELSEWHERE: Group = (2, "study")


def effort(minutes: int) -> Effort:
    return Effort(minutes // 2, minutes, minutes * 2)


def learned(topics: Iterable[TimedTopic], typical: float = 120) -> Experience:
    return experience_of(topics, typical)


def logged(
    *minutes: int, kind: TopicKind = "study", stage: int = 1, size: int = 120
) -> Experience:
    return learned(TimedTopic(effort(size), spent, kind, stage) for spent in minutes)


def test_without_logged_minutes_the_pace_is_the_estimates() -> None:
    pace = logged().pace
    assert pace.value == pytest.approx(1.0)
    assert pace.sample_size == 0
    assert pace.low < 0.7
    assert pace.high > 1.4


def test_the_pace_follows_the_log() -> None:
    experience = logged(*[180] * 20)
    assert experience.of_group(HERE).ratio == pytest.approx(1.5, rel=0.05)
    assert 1.3 < experience.pace.value < 1.5
    assert experience.pace.sample_size == 20
    assert 1.0 < experience.pace.low < 1.5 < experience.pace.high


def test_one_topic_is_drawn_towards_the_estimate() -> None:
    assert 1.0 < logged(480).pace.value < 2.5


@given(st.lists(st.integers(1, 100_000), max_size=30))
def test_the_range_holds_the_value(minutes: list[int]) -> None:
    pace = logged(*minutes).pace
    assert 0 < pace.low < pace.value < pace.high


@given(st.integers(60, 240), st.integers(0, 19))
def test_a_slower_topic_never_makes_the_pace_of_a_first_look_faster(
    minutes: int, extra: int
) -> None:
    assert logged(minutes + extra).pace.value >= logged(minutes).pace.value


@pytest.mark.parametrize("ratio", [0.4, 2.0])
def test_five_introductions_say_next_to_nothing_about_long_topics(ratio: float) -> None:
    introductions = [TimedTopic(effort(45), round(45 * ratio), stage=1)] * 5
    pace = learned(introductions, typical=27 * 60).of_group(ELSEWHERE).ratio
    assert pace == pytest.approx(1, abs=0.05)


def test_a_slow_learner_is_known_after_five_topics_of_ordinary_size() -> None:
    slow = [TimedTopic(effort(900), 1260, stage=1)] * 5
    experience = learned(slow, typical=27 * 60)
    assert experience.helps
    assert experience.of_group(HERE).ratio == pytest.approx(1.4, rel=0.06)
    assert experience.of_group(ELSEWHERE).ratio == pytest.approx(1.4, rel=0.1)


def test_what_is_seen_in_one_group_says_less_about_others() -> None:
    experience = logged(*[240] * 8)
    own, other = experience.of_group(HERE), experience.of_group(ELSEWHERE)
    assert own.ratio > other.ratio > 1
    assert own.variance < other.variance


def test_groups_that_differ_each_keep_their_own_pace() -> None:
    fast = [TimedTopic(EFFORT, 90, stage=1)] * 6
    slow = [TimedTopic(EFFORT, 200, stage=2)] * 6
    experience = learned([*fast, *slow])
    assert experience.of_group(HERE).ratio < 1 < experience.of_group(ELSEWHERE).ratio


def test_old_topics_fade() -> None:
    changed = logged(*[240] * 20, *[120] * 20).of_group(HERE).ratio
    assert changed < logged(*[120] * 20, *[240] * 20).of_group(HERE).ratio


def test_scaling_helps_whom_the_estimates_do_not_fit() -> None:
    experience = logged(*[240] * 8)
    assert experience.error_scaled < experience.error_plain
    assert experience.helps
    assert 150 < experience.percent_of(HERE) <= 200


def test_scaling_does_not_help_whom_the_estimates_fit() -> None:
    experience = logged(*[120, 121, 119] * 4)
    assert not experience.helps
    assert experience.percent_of(HERE) == 100


def test_scaling_waits_for_enough_topics() -> None:
    assert not logged(*[240] * (LEAST_HELD_OUT - 1)).helps
    assert logged(*[240] * LEAST_HELD_OUT).helps
    assert not logged().helps


def test_the_learner_may_set_the_pace() -> None:
    experience = logged(*[240] * 8)
    assert experience.percent_of(HERE, "off") == 100
    assert experience.percent_of(HERE, 130) == 130
    assert logged().percent_of(HERE, 130) == 130


def test_each_kind_of_work_has_its_pace_once_there_is_enough_of_it() -> None:
    study = [TimedTopic(EFFORT, 120, stage=1)] * 8
    projects = [TimedTopic(EFFORT, 360, "project", 1)] * LEAST_OF_KIND
    assert list(learned([*study, *projects[1:]]).paces) == ["study"]
    enough = learned([*study, *projects])
    assert enough.paces["project"].sample_size == LEAST_OF_KIND
    assert enough.paces["project"].value > enough.paces["study"].value + 0.5
    assert enough.percent_of((1, "project")) > enough.percent_of(HERE) + 50


def test_a_topic_of_no_time_at_all_leaves_a_pace_above_nothing() -> None:
    huge = TimedTopic(Effort(10**6, 10**6, 10**6), 1)
    assert experience_of([huge] * 40, 10**6).percent_of(huge.group) >= 1


def test_the_typical_topic_is_that_of_most_of_the_work() -> None:
    assert typical_minutes([effort(600)] * 2) == 600
    assert typical_minutes([effort(600)] * 2 + [effort(10)] * 20) == pytest.approx(515, abs=5)
    assert typical_minutes([]) == 0


def test_finished_steps_are_evidence_of_the_part_that_they_are() -> None:
    half = TimedTopic(EFFORT, 90, stage=1, done_minutes=60)
    whole = TimedTopic(EFFORT, 180, stage=1)
    assert (half.expected_minutes, half.spent_minutes) == (60, 90)
    assert half.variance(120) > whole.variance(120)
    pace = learned([half]).of_group(HERE)
    assert 1 < pace.ratio < learned([whole]).of_group(HERE).ratio
    assert pace.variance < Experience().of_group(HERE).variance


def test_one_odd_topic_says_little_of_all_others() -> None:
    usual, odd = logged(*[120] * 4), logged(*[120] * 4, 5)
    assert odd.pace.value > 0.7 * usual.pace.value
    assert odd.pace.value == pytest.approx(logged(*[120] * 4, 1).pace.value, rel=0.01)


def test_several_odd_topics_are_believed() -> None:
    assert logged(*[30] * 12).pace.value < 0.5

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.progress.pace import (
    LEAST_HELD_OUT,
    LEAST_OF_KIND,
    Experience,
    Lessons,
    TimedTopic,
    experience_of,
)
from mlroadmap.core.roadmap.model import Effort
from mlroadmap.core.roadmap.shape import TopicKind

EFFORT = Effort(60, 120, 240)


def logged(*minutes: int, kind: TopicKind = "study") -> Experience:
    return experience_of(TimedTopic(EFFORT, spent, kind) for spent in minutes)


def test_without_logged_minutes_the_pace_is_the_estimates() -> None:
    pace = logged().pace
    assert pace.value == pytest.approx(1.0)
    assert pace.sample_size == 0
    assert pace.low < 0.7
    assert pace.high > 1.4


def test_the_pace_follows_the_log() -> None:
    pace = logged(*[180] * 20).pace
    assert pace.value == pytest.approx(1.5, rel=0.05)
    assert pace.sample_size == 20
    assert 1.3 < pace.low < 1.5 < pace.high < 1.7


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


def test_scaling_helps_whom_the_estimates_do_not_fit() -> None:
    experience = logged(*[240] * 8)
    assert experience.error_scaled < experience.error_plain
    assert experience.helps
    assert 150 < experience.percents["study"] <= 200


def test_scaling_does_not_help_whom_the_estimates_fit() -> None:
    experience = logged(*[120, 121, 119] * 4)
    assert not experience.helps
    assert experience.percents["study"] == 100


def test_scaling_waits_for_enough_topics() -> None:
    assert not logged(*[240] * (LEAST_HELD_OUT - 1)).helps
    assert logged(*[240] * LEAST_HELD_OUT).helps
    assert not logged().helps


def test_each_kind_of_work_has_its_pace_once_there_is_enough_of_it() -> None:
    study = [TimedTopic(EFFORT, 120)] * 8
    projects = [TimedTopic(EFFORT, 360, "project")] * LEAST_OF_KIND
    few = experience_of([*study, *projects[1:]])
    assert list(few.paces) == ["study"]
    assert few.percents["project"] == round(100 * few.pace.value)
    enough = experience_of([*study, *projects])
    assert enough.paces["project"].sample_size == LEAST_OF_KIND
    assert enough.percents["project"] > 150 + (enough.percents["study"] - 100)


def test_a_topic_of_no_time_at_all_leaves_a_pace_above_nothing() -> None:
    assert (
        experience_of([TimedTopic(Effort(10**6, 10**6, 10**6), 1)] * 40).percents["study"] >= 1
    )


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abcd"),
            st.none() | st.builds(TimedTopic, st.just(EFFORT), st.sampled_from([60, 90, 300])),
            st.booleans(),
        ),
        max_size=20,
    )
)
def test_lessons_entered_at_any_time_are_worth_the_same(
    said: list[tuple[str, TimedTopic | None, bool]],
) -> None:
    lessons = Lessons()
    timed: dict[str, TimedTopic] = {}
    for topic_id, topic, is_asked in said:
        lessons.enter(topic_id, topic)
        if topic:
            timed[topic_id] = topic
        else:
            timed.pop(topic_id, None)
        if is_asked:
            assert lessons.experience() == experience_of(timed.values())
    assert lessons.experience() == experience_of(timed.values())

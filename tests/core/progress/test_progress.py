from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from mlroadmap.core.allocation.agenda import Task
from mlroadmap.core.calendar.availability import Availability
from mlroadmap.core.progress.progress import Progress, percent_done, remaining_tasks
from mlroadmap.core.progress.topic_progress import TopicProgress, remainder_minutes
from tests.builders import MONDAY, plan_made, roadmap, topic


def progress_of(**topics: TopicProgress) -> Progress:
    return Progress(topics, Availability())


@pytest.mark.parametrize(
    ("effort", "remainder"),
    [(1, 30), (149, 30), (150, 30), (151, 31), (155, 31), (156, 32), (600, 120), (3000, 600)],
)
def test_r9_a_remainder_is_a_fifth_rounded_up_and_at_least_30(
    effort: int, remainder: int
) -> None:
    assert remainder_minutes(effort) == remainder


@pytest.mark.parametrize(
    ("topic_progress", "remaining", "achieved", "state"),
    [
        (TopicProgress(100), 100, 0, "todo"),
        (TopicProgress(100, logged_minutes=40), 60, 40, "active"),
        (TopicProgress(100, assumed_minutes=40), 60, 40, "active"),
        (TopicProgress(100, 40, 59), 1, 99, "active"),
        (TopicProgress(100, 40, 60), 0, 100, "awaiting"),
        (TopicProgress(100, logged_minutes=700, extended_minutes=730), 30, 100, "active"),
        (TopicProgress(100, 700, 30, extended_minutes=730), 0, 100, "awaiting"),
        (TopicProgress(100, decided="open"), 100, 0, "todo"),
        (TopicProgress(100, 10, decided="open"), 90, 10, "active"),
        (TopicProgress(100, decided="done", done_on=MONDAY), 0, 100, "done"),
        (TopicProgress(100, 40, decided="done", done_on=MONDAY), 0, 100, "done"),
        (TopicProgress(100, 700, decided="done", done_on=MONDAY), 0, 100, "done"),
        (TopicProgress(100, 10, decided="known"), 0, 10, "known"),
        (TopicProgress(100, decided="skipped"), 0, 0, "skipped"),
    ],
)
def test_what_remains_of_a_topic_and_what_is_achieved(
    topic_progress: TopicProgress, remaining: int, achieved: int, state: str
) -> None:
    assert topic_progress.remaining_minutes == remaining
    assert topic_progress.achieved_minutes == achieved
    assert topic_progress.state == state
    assert topic_progress.is_over_estimate is (topic_progress.extended_minutes > 0)


@given(st.integers(1, 5000), st.integers(0, 6000), st.integers(0, 6000))
def test_a_topic_that_is_not_done_keeps_its_effort_to_the_minute(
    effort: int, logged: int, assumed: int
) -> None:
    value = TopicProgress(effort, logged, assumed)
    assert value.credited_minutes == logged + assumed
    assert not value.is_done
    assert 0 <= value.achieved_minutes <= effort
    assert value.achieved_minutes + value.remaining_minutes == effort
    assert (value.state == "awaiting") is (value.remaining_minutes == 0)


def test_the_whole_is_the_sum_of_its_topics() -> None:
    progress = progress_of(
        a=TopicProgress(100, decided="done", done_on=MONDAY),
        b=TopicProgress(100, assumed_minutes=100),
        c=TopicProgress(200, logged_minutes=50),
        d=TopicProgress(40),
    )
    assert progress.done_topics == 1
    assert progress.total_minutes == 440
    assert progress.achieved_minutes == 250
    assert progress.remaining_minutes == 150 + 40
    assert progress.awaiting == ("b",)


def test_no_topics_add_up_to_nothing() -> None:
    progress = progress_of()
    assert (progress.done_topics, progress.total_minutes, progress.awaiting) == (0, 0, ())
    assert (progress.achieved_minutes, progress.remaining_minutes) == (0, 0)
    assert progress.used_minutes == 0


def test_remaining_tasks_are_what_is_left_in_the_order_of_the_roadmap() -> None:
    of = roadmap(
        [topic("b", 100, needs=["a"]), topic("a", 100), topic("over", 600)],
        {"code": [topic("c", 100, needs=["a"], helps=["b"], after=date(2027, 3, 1))]},
    )
    topics = {
        "a": TopicProgress(100, decided="done", done_on=date(2027, 1, 1)),
        "c": TopicProgress(100),
        "over": TopicProgress(600, logged_minutes=601, extended_minutes=721),
        "b": TopicProgress(100, assumed_minutes=1),
    }
    b = Task("b", 1, 99, started=True, needs=("a",), helps=(), spent_minutes=1)
    a = Task("a", 1, 0, started=False, needs=(), helps=())
    over = Task("over", 1, 120, started=True, needs=(), helps=(), spent_minutes=601)
    c = Task("c", 2, 100, started=False, needs=("a",), helps=("b",), after=date(2027, 3, 1))
    on_track = replace(c, track="code")
    assert remaining_tasks(of.shape, topics) == [b, a, over, on_track]
    settings = plan_made((60,) * 7, date(2027, 1, 4), first=("b", "gone"), tracks=1).settings
    goals = [replace(b, is_goal=True), replace(a, is_goal=True)]
    assert remaining_tasks(of.shape, topics, settings) == [*goals, over, c]


@pytest.mark.parametrize(
    ("topics", "percent"),
    [
        ([TopicProgress(60)], 0),
        ([TopicProgress(60, logged_minutes=20)], 33),
        ([TopicProgress(60, assumed_minutes=60)], 99),
        ([TopicProgress(60, decided="done"), TopicProgress(60)], 50),
        ([TopicProgress(60, decided="done")], 100),
        ([], 100),
    ],
)
def test_a_hundred_per_cent_is_only_reached_at_the_end(
    topics: list[TopicProgress], percent: int
) -> None:
    assert percent_done(topics) == percent


@pytest.mark.parametrize(
    ("topic", "whole"),
    [
        (TopicProgress(100, pace_percent=200), 200),
        (TopicProgress(100, pace_percent=200, decided="done"), 100),
        (TopicProgress(100, 70, pace_percent=200, decided="done"), 70),
        (TopicProgress(100, 70, 50, pace_percent=50, decided="done"), 120),
    ],
)
def test_no_pace_scales_what_is_done(topic: TopicProgress, whole: int) -> None:
    assert topic.whole_minutes == whole

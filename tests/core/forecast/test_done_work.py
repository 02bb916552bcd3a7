from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from mlroadmap.core.forecast.done_work import accomplished, spent_on_open
from mlroadmap.core.forecast.topics import FinishedTopic, OpenTopic, Work
from mlroadmap.core.roadmap.model import Effort
from tests.builders import MONDAY

EFFORT = Effort(60, 120, 240)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def on(**minutes: int) -> Mapping[date, int]:
    """Give minutes by the number of their day: `d3=60`."""
    return {day(int(name[1:])): each for name, each in minutes.items()}


def finished(
    on_day: int, studied: Mapping[date, int], *, spread: bool = False
) -> FinishedTopic:
    return FinishedTopic(EFFORT, 0, day(on_day), studied=studied, is_spread=spread)


def opened(studied: Mapping[date, int], done_share: float = 0.0) -> OpenTopic:
    return OpenTopic(Work(EFFORT), done_share=done_share, studied=studied)


def test_a_topic_without_steps_was_done_on_the_day_that_was_said() -> None:
    assert accomplished([finished(5, on(d1=60, d2=60))], []) == {day(5): [EFFORT]}


def test_a_topic_that_was_done_by_steps_was_done_on_its_days() -> None:
    done = accomplished([finished(5, on(d1=30, d3=90), spread=True)], [])
    assert done == {day(1): [Effort(15, 30, 60)], day(3): [Effort(45, 90, 180)]}


def test_steps_of_open_topics_count_by_their_share() -> None:
    done = accomplished([], [opened(on(d1=40, d2=20), done_share=0.5)])
    assert done == {day(1): [Effort(20, 40, 80)], day(2): [Effort(10, 20, 40)]}
    assert accomplished([], [opened(on(d1=40))]) == {}


def test_a_topic_done_by_steps_in_no_time_was_done_when_it_was_said() -> None:
    assert accomplished([finished(2, {}, spread=True)], []) == {day(2): [EFFORT]}
    assert accomplished([], [opened({}, done_share=0.5)]) == {}


def test_time_of_open_topics_is_not_that_of_finished_ones() -> None:
    assert spent_on_open([], [opened(on(d1=30, d2=30)), opened(on(d2=20))]) == on(d1=30, d2=50)


def test_time_of_steps_that_are_done_is_not_open() -> None:
    assert not spent_on_open([], [opened(on(d1=30), done_share=0.2)])


def test_what_was_assumed_while_another_topic_waited_was_spent_on_that() -> None:
    late = finished(6, on(d1=60, d2=60))
    began_after = opened(on(d3=60, d5=60, d7=60))
    began_before = opened(on(d1=10, d3=10))
    assert spent_on_open([late], [began_after]) == on(d7=60)
    assert spent_on_open([late], [began_before]) == on(d1=10, d3=10)

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.schedule.skipping import cheapest_skips
from tests.builders import MONDAY, always, roadmap, roadmaps, topic, untouched

WEEK = (60, 60, 60, 60, 60, 60, 60)


def skips(of: Roadmap, excess_minutes: int) -> tuple[str, ...] | None:
    return cheapest_skips(of, untouched(of, always(WEEK, MONDAY)), excess_minutes)


@given(roadmaps(60), st.floats(0.01, 0.99))
def test_what_stays_needs_nothing_that_goes_and_nothing_goes_for_nothing(
    of: Roadmap, share: float
) -> None:
    minutes = {name: each.effort.likely_minutes for name, each in of.topics.items()}
    excess = max(1, int(share * sum(minutes.values())))
    chosen = skips(of, excess)
    if chosen is None:
        assert excess >= sum(minutes.values())
        return
    gone = set(chosen)
    assert sum(minutes[name] for name in gone) >= excess
    for name, each in of.topics.items():
        assert name in gone or not gone.intersection(each.needs)
    surplus = sum(minutes[name] for name in gone) - excess
    for name in gone:
        could_stay = not gone.intersection(of.topics[name].needs)
        assert not (could_stay and minutes[name] <= surplus)


def test_nothing_is_chosen_when_all_would_have_to_go() -> None:
    assert skips(roadmap([topic("a", 60)]), 60) is None


def test_the_longest_topic_that_nothing_builds_on_wins_most_time() -> None:
    of = roadmap([topic("a", 90), topic("long", 120), topic("b", 30, needs=["a"])])
    assert skips(of, 100) == ("long",)


def test_a_topic_that_helps_others_is_worth_more() -> None:
    of = roadmap([topic("helper", 120), topic("other", 100), topic("c", 20, helps=["helper"])])
    assert skips(of, 100) == ("other",)


def test_one_topic_that_is_just_enough_goes_rather_than_a_long_one() -> None:
    of = roadmap([topic("long", 500), topic("short", 60)])
    assert skips(of, 50) == ("short",)


def test_what_need_not_go_after_all_is_given_back() -> None:
    of = roadmap([topic("a", 50), topic("b", 40, needs=["a"]), topic("c", 100, needs=["b"])])
    assert skips(of, 95) == ("c",)
    of = roadmap([topic("a", 30), topic("b", 200, needs=["c"]), topic("c", 210), topic("d", 5)])
    chosen = skips(of, 405)
    assert chosen == ("b", "c")

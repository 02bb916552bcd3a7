from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.journal.actions import BaselineDates
from mlroadmap.core.schedule.changes import Changes, compare
from mlroadmap.core.schedule.plan import baseline_of
from tests.builders import MONDAY, plan_of, roadmap, topic


def promise(start: int, finish: int) -> BaselineDates:
    return BaselineDates(MONDAY + timedelta(days=start), MONDAY + timedelta(days=finish))


baseline = st.dictionaries(
    st.sampled_from("abcdef"),
    st.builds(promise, st.integers(0, 3), st.integers(4, 8)),
    min_size=1,
)

BEFORE = {"a": promise(0, 1), "b": promise(1, 2), "c": promise(2, 5)}


def test_the_same_plan_has_no_changes() -> None:
    changes = compare(BEFORE, dict(reversed(BEFORE.items())))
    finish = date(2027, 1, 9)
    assert changes == Changes((), (), (), finish_before=finish, finish_after=finish)
    assert changes.is_empty


def test_topics_that_start_or_finish_on_other_days_have_moved() -> None:
    after = {"a": promise(0, 1), "b": promise(0, 2), "c": promise(2, 6)}
    changes = compare(BEFORE, after)
    assert (changes.moved, changes.added, changes.removed) == (("b", "c"), (), ())
    assert changes.finish_before == MONDAY + timedelta(days=5)
    assert changes.finish_after == MONDAY + timedelta(days=6)
    assert not changes.is_empty


def test_topics_of_one_plan_only_are_added_or_removed() -> None:
    added = compare(BEFORE, BEFORE | {"d": promise(0, 1)})
    removed = compare(BEFORE, {name: BEFORE[name] for name in "ab"})
    assert (added.moved, added.added, added.removed) == ((), ("d",), ())
    assert (removed.moved, removed.added, removed.removed) == ((), (), ("c",))
    assert removed.finish_after == MONDAY + timedelta(days=2)
    assert not added.is_empty
    assert not removed.is_empty


def test_the_finish_is_the_last_day_of_any_topic_whatever_the_order() -> None:
    changes = compare({"a": promise(0, 9), "b": promise(0, 1)}, {"b": promise(0, 3)})
    assert changes.finish_before == MONDAY + timedelta(days=9)
    assert changes.finish_after == MONDAY + timedelta(days=3)


def test_a_settled_topic_has_not_moved() -> None:
    after = {"a": promise(0, 0), "b": promise(0, 2), "c": promise(2, 5)}
    assert compare(BEFORE, after, settled={"a"}).moved == ("b",)
    assert compare(BEFORE, after, settled={"a", "b"}).is_empty


def test_another_finish_is_a_change_even_if_its_topic_is_settled() -> None:
    changes = compare(BEFORE, BEFORE | {"c": promise(2, 3)}, settled={"c"})
    assert changes.moved == ()
    assert not changes.is_empty


@given(baseline, baseline)
def test_changes_turn_round_with_the_plans(
    before: dict[str, BaselineDates], after: dict[str, BaselineDates]
) -> None:
    there, back = compare(before, after), compare(after, before)
    assert set(there.moved) == set(back.moved)
    assert set(there.added) == set(back.removed)
    assert (there.finish_before, there.finish_after) == (back.finish_after, back.finish_before)
    assert there.is_empty == (before == after)


def test_two_plans_are_compared_by_their_promises() -> None:
    of = roadmap([topic("a", 60), topic("b", 60)])
    slow = baseline_of(plan_of(of, (60, 0, 0, 0, 0, 0, 0), MONDAY))
    fast = baseline_of(plan_of(of, (60, 60, 0, 0, 0, 0, 0), MONDAY))
    changes = compare(slow, fast)
    assert changes.moved == ("b",)
    assert changes.finish_before - changes.finish_after == timedelta(days=6)

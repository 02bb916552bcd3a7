"""Topics are put together when they are asked for; when that is makes no difference."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.calendar.hours import Hours
from mlroadmap.core.journal.actions import StepsDone
from mlroadmap.core.progress.ledger import DayAnswers, Ledger
from tests.builders import MONDAY, roadmap, topic

OF = roadmap([topic("a", 60), topic("b", 90, needs=["a"])]).shape

entries = st.tuples(
    st.sampled_from(["log", "log", "log", "log", "done", "open", "left", "step"]),
    st.sampled_from(["a", "b", "ghost"]),
    st.integers(0, 50),
)


def ledger() -> Ledger:
    begun = Ledger.of(OF, DayAnswers(), Hours())
    begun.turn_to(MONDAY)
    return begun


def enter(into: Ledger, kind: str, name: str, minutes: int) -> None:
    match kind:
        case "log":
            into.log(name, minutes)
        case "done":
            into.decide(name, "done")
        case "open":
            into.decide(name, "open")
        case "left":
            into.re_estimate(name, minutes)
        case _:
            into.finish_steps(StepsDone(name, {f"s{minutes}": 20}, planned_minutes=20), minutes)


@given(st.lists(entries, max_size=40))
def test_when_topics_are_asked_for_makes_no_difference(
    said: list[tuple[str, str, int]],
) -> None:
    at_the_end, each_time = ledger(), ledger()
    for kind, name, minutes in said:
        enter(at_the_end, kind, name, minutes)
        enter(each_time, kind, name, minutes)
        assert each_time.topics.keys() == OF.by_id.keys()
    assert at_the_end.progress() == each_time.progress()


def test_time_within_what_is_left_is_counted_when_asked_for() -> None:
    adding = ledger()
    for minutes in (10, 20, 30):
        adding.log("a", minutes)
    assert adding.topics["a"].logged_minutes == 60
    assert adding.topics["a"].state == "awaiting"
    adding.log("a", 1)
    assert adding.topics["a"].remaining_minutes == 30

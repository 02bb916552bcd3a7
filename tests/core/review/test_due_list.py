from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.journal.actions import CardChanged, CardReviewed, TopicsDone
from mlroadmap.core.review.due_list import DueList
from mlroadmap.core.review.memory import read_memories
from tests.builders import MONDAY, Diary, roadmap, topic

OF = roadmap([topic("a"), topic("b", needs=["a"]), topic("c", needs=["a", "b"])])
TOPICS = ("a", "b", "c")


def after(days: int) -> date:
    return MONDAY + timedelta(days=days)


topics, cards = st.sampled_from(TOPICS), st.sampled_from(["x", "y"])
actions = st.one_of(
    st.builds(
        lambda topic, card, due: CardReviewed(f"{topic}/{card}", 3, after(due), 5.0, 4.0),
        topics,
        cards,
        st.integers(1, 60),
    ),
    st.builds(lambda name: TopicsDone((name,)), topics),
    st.builds(
        lambda topic, card, off: CardChanged(topic, card, "Q", "A", is_off=off),
        topics,
        cards,
        st.booleans(),
    ),
)


@given(st.lists(st.tuples(st.integers(0, 5), actions), max_size=30), st.integers(0, 60))
def test_the_list_agrees_with_the_memories(
    said: list[tuple[int, CardReviewed | TopicsDone | CardChanged]], until: int
) -> None:
    log, due, day = Diary(OF), DueList(), MONDAY
    for days, action in said:
        day += timedelta(days=days)
        log.say(day, action)
        if isinstance(action, CardReviewed):
            due.review(action, day)
        elif isinstance(action, CardChanged):
            due.change(action)
        else:
            due.use(OF.topics[action.topics[0]].needs, day)
    asked = {"a", "b"}
    memories = read_memories(log.timeline(), OF.shape, day)
    wanted = {
        each: number for each, number in memories.due_days(asked).items() if each < after(until)
    }
    assert due.due_before(after(until), asked.__contains__) == Counter(wanted)

"""What names mean among habits, topics, sections and stages."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from mlroadmap.core.roadmap.habit_lookup import find_habits
from mlroadmap.core.roadmap.habits import Habit
from mlroadmap.core.roadmap.lookup import find_place, find_topic
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.errors import AmbiguousTopicError, UnknownTopicError, UsageError
from tests.builders import habit, roadmap, topic

TOPICS = roadmap([topic("p"), topic("mock-interviews")], [topic("q"), topic("forums")])


def titled(habit_id: str, title: str, topic_id: str) -> Habit:
    return replace(habit(habit_id, topic_id, "FREQ=DAILY", 10), title=title)


ROADMAP: Roadmap = replace(
    TOPICS,
    habits=(
        titled("hp", "Do P", "p"),
        titled("hq", "Do Q", "q"),
        titled("mock-interview", "Interview a friend", "mock-interviews"),
        titled("section-1", "Play something", "q"),
    ),
)


def found(*words: str) -> list[str]:
    return [each.id for each in find_habits(ROADMAP, words)]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["hp"], ["hp"]),
        (["HP"], ["hp"]),
        (["hp", "hq", "hp"], ["hp", "hq"]),
        (["Do Q"], ["hq"]),
        (["do", "q"], ["hq"]),
        (["friend"], ["mock-interview"]),
        (["a", "friend"], ["mock-interview"]),
        (["friend", "a"], ["mock-interview"]),
        # The id of a habit comes before that of a section.
        (["section-1"], ["section-1"]),
        (["something", "play"], ["section-1"]),
        (["p"], []),
        (["stage"], []),
        (["p", "q"], []),
        (["nothing"], []),
        ([""], []),
    ],
)
def test_a_habit_is_found_as_a_topic_is(words: list[str], meant: list[str]) -> None:
    assert found(*words) == meant


@pytest.mark.parametrize("words", [["mock"], ["do"], ["mock", "do"]])
def test_two_readings_are_none(words: list[str]) -> None:
    with pytest.raises(AmbiguousTopicError) as raised:
        found(*words)
    assert "(habit)" in raised.value.message


def test_both_readings_are_named() -> None:
    with pytest.raises(AmbiguousTopicError) as raised:
        found("mock")
    assert raised.value.details["candidates"] == ["mock-interview", "mock-interviews"]


def test_habits_and_topics_are_not_mixed() -> None:
    with pytest.raises(UsageError, match="together"):
        found("hp", "q")


def test_the_last_words_of_a_habit_need_not_be_topics() -> None:
    alone = replace(ROADMAP, habits=(titled("hf", "Read new forums", "forums"),))
    assert [each.id for each in find_habits(alone, ["read", "forums"])] == ["hf"]


@pytest.mark.parametrize("find", [find_topic, find_place])
@pytest.mark.parametrize(("name", "topic_id"), [("hp", "p"), ("friend", "mock-interviews")])
def test_who_needs_a_topic_hears_what_the_habit_is_of(
    find: object, name: str, topic_id: str
) -> None:
    assert callable(find)
    with pytest.raises(UnknownTopicError) as raised:
        find(ROADMAP, name)
    assert raised.value.details["candidates"] == [topic_id]
    assert "is a habit" in raised.value.message

from __future__ import annotations

import pytest

from mlroadmap.core.roadmap.content import Card, Step, TopicContent
from mlroadmap.core.roadmap.content_reading import ContentReading, read_content
from mlroadmap.core.roadmap.model import Effort, Topic
from mlroadmap.core.roadmap.problems import PROBLEM_LIMIT
from mlroadmap.core.roadmap.reading import Reading, read_roadmap
from tests.roadmap_texts import TOPICS, tree

FULL = """\
steps:
- id: knead
  title: Knead
  kind: exercise
  minutes: 40
  resource: book
  where: Chapter  1
  check: Is it smooth?
  answer: It is.
- {id: rise, title: Let it rise}
cards:
- {id: why, question: Why?, answer: Because., step: knead}
- {id: when, question: When?, answer: Now.}
"""
CONTENT = TopicContent(
    (
        Step("knead", "Knead", 40, "exercise", "book", "Chapter 1", "Is it smooth?", "It is."),
        Step("rise", "Let it rise", 80),
    ),
    (Card("why", "Why?", "Because.", "knead"), Card("when", "When?", "Now.")),
)
DOUGH = Topic("dough", "Dough", Effort(60, 120, 240))


def read(text: str, topic: Topic = DOUGH) -> ContentReading:
    return read_content(tree(text), topic, {"book"})


def inline(text: str, hours: str = "hours: 2, ") -> Reading:
    steps = text.replace("steps:\n", "").replace("\n", " ")
    return read_roadmap(tree(f"{TOPICS}  - {{id: dough, title: D, {hours}steps: {steps}}}\n"))


def codes(text: str) -> list[str]:
    return [problem.code for problem in read(text).problems]


def test_every_key_arrives_in_the_model() -> None:
    assert read(FULL) == ContentReading(CONTENT, None, ())


def test_content_may_stand_in_the_roadmap_file() -> None:
    indented = "".join(f"    {line}\n" for line in FULL.splitlines())
    text = f"{TOPICS}  - id: dough\n    title: D\n    hours: 2\n{indented}"
    reading = read_roadmap(tree(f"{text}library: {{book: {{title: B}}}}\n"))
    assert reading.problems == ()
    assert reading.contents == {"dough": CONTENT}


def test_steps_that_do_not_add_up_are_usable_with_a_warning() -> None:
    reading = read("steps: [{id: a, title: A, minutes: 20}, {id: b, title: B, minutes: 40}]")
    assert [problem.code for problem in reading.problems] == ["steps-minutes"]
    assert reading.problems[0].is_warning
    assert reading.minutes == 60
    assert reading.content is not None
    assert [step.minutes for step in reading.content.steps] == [40, 80]


def test_a_topic_without_hours_takes_as_long_as_its_steps() -> None:
    reading = inline("[{id: a, title: A, minutes: 20}, {id: b, title: B, minutes: 40}]", "")
    assert reading.problems == ()
    assert reading.roadmap is not None
    topic = reading.roadmap.topics["dough"]
    assert (topic.effort, topic.hours_known) == (Effort(60, 60, 60), True)


def test_steps_of_unknown_length_leave_the_hours_unknown() -> None:
    reading = inline("[{id: a, title: A, minutes: 20}, {id: b, title: B}]", "")
    assert reading.problems == ()
    assert reading.roadmap is not None
    assert not reading.roadmap.topics["dough"].hours_known
    assert [step.minutes for step in reading.contents["dough"].steps] == [20, 280]


def test_a_topic_of_assumed_hours_is_no_reason_to_complain() -> None:
    steps = "steps: [{id: a, title: A, minutes: 20}]"
    unknown = Topic("dough", "Dough", Effort.assumed(300), hours_known=False)
    assert read(steps, unknown).problems == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- a", ["wrong-type"]),
        ("steps: [a]", ["wrong-type"]),
        ("stpes: []", ["unknown-key"]),
        ("steps: [{id: a, title: A, resource: bok}]", ["unknown-resource"]),
        ("cards: [{id: a, question: Q, answer: A, step: b}]", ["unknown-step"]),
        ("steps: [{id: a, title: A}, {id: a, title: A}]", ["duplicate-id"]),
        (
            "cards: [{id: c, question: Q, answer: A}, {id: c, question: Q, answer: A}]",
            ["duplicate-id"],
        ),
    ],
)
def test_what_cannot_be_used(text: str, found: list[str]) -> None:
    assert codes(text) == found
    assert read(text).content is None


def test_reading_stops_when_there_are_more_problems_than_anyone_reads() -> None:
    reading = read("steps: [" + "{}, " * 1_000 + "]")
    assert reading.content is None
    assert len(reading.problems) == PROBLEM_LIMIT + 1


def test_a_file_may_have_cards_alone_or_nothing() -> None:
    assert read("cards: [{id: a, question: Q, answer: A}]").problems == ()
    assert read("steps:\n").content == TopicContent()

from __future__ import annotations

from datetime import date

import pytest

from mlroadmap.core.roadmap.document import Mapping
from mlroadmap.core.roadmap.model import (
    Effort,
    Evidence,
    Milestone,
    Resource,
    Section,
    Source,
    Stage,
    Topic,
)
from mlroadmap.core.roadmap.problems import Position
from mlroadmap.core.roadmap.reading import read_roadmap
from tests.roadmap_texts import FIRST, TOPICS, valid

FULL = """\
format: 1
title: How to  learn
about: >
  Two
  lines
assumes: "A \\e[31mlearner"
milestones:
- {title: First array, topic: numpy, at: start}
- {title: The end, topic: later}
stages:
- id: base
  title: Base
  resources:
  - {title: Short, url: "http://a.example"}
  sections:
  - id: tools
    title: Tools
    group: Craft
    track: code
    resources:
    - title: Course
      url: https://b.example/x?y=1#z
      kind: course
      by: Ada
      provider: School
      free: true
      hours: 5.5
      better_url: https://c.example/
      url_issue: vague
      note: long
    topics:
    - id: numpy
      title: NumPy
      outcome: Can add arrays
      kind: project
      hours: {low: 0.25, likely: 1.5, high: 12}
      needs: [later]
      helps: [direct]
      covers: [Normal, 1984]
      aliases: [np, num]
      note: hard
      after: 2027-03-01
      evidence: {strength: fair, basis: two figures, sources: [mit/1]}
- id: next
  title: Next
  topics:
  - {id: direct, title: "no", hours: 2, needs: [], note: , evidence: {strength: none}}
  - {id: later, title: Later, hours: .5, covers: }
sources:
  mit/1: {what: Course, fact: 168 hours, url: "https://d.example"}
  two: {what: Book, fact: 3 hours}
"""


def test_every_key_of_the_format_arrives_in_the_model() -> None:
    roadmap = valid(FULL)
    assert (roadmap.title, roadmap.about) == ("How to learn", "Two lines")
    assert roadmap.assumes == "A learner"
    assert roadmap.milestones == (
        Milestone("First array", "numpy", "start"),
        Milestone("The end", "later"),
    )
    assert roadmap.sources == {
        "mit/1": Source("Course", "168 hours", "https://d.example"),
        "two": Source("Book", "3 hours"),
    }
    course = Resource(
        title="Course",
        url="https://b.example/x?y=1#z",
        kind="course",
        by="Ada",
        provider="School",
        free=True,
        minutes=330,
        better_url="https://c.example/",
        url_issue="vague",
        note="long",
    )
    numpy = Topic(
        id="numpy",
        title="NumPy",
        effort=Effort(15, 90, 720),
        outcome="Can add arrays",
        kind="project",
        needs=("later",),
        helps=("direct",),
        covers=("Normal", "1984"),
        aliases=("np", "num"),
        evidence=Evidence("fair", "two figures", ("mit/1",)),
        note="hard",
        after=date(2027, 3, 1),
    )
    tools = Section("tools", "Tools", (numpy,), (course,), "Craft", "code")
    short = Resource("Short", "http://a.example")
    assert roadmap.stages[0] == Stage("base", 1, "Base", (tools,), (short,))


def test_a_stage_without_sections_gets_one_of_its_own_name() -> None:
    direct = Topic("direct", "no", Effort(120, 120, 120), evidence=Evidence("none"))
    later = Topic("later", "Later", Effort(30, 30, 30))
    section = Section("next", "Next", (direct, later))
    assert valid(FULL).stages[1] == Stage("next", 2, "Next", (section,))


@pytest.mark.parametrize(
    ("hours", "minutes"),
    [
        ("0.01", 1),
        ("0.25", 15),
        ("1.", 60),
        ("12.50", 750),
        ("33.3333", 2000),
        ("100000", 6_000_000),
    ],
)
def test_hours_become_whole_minutes(hours: str, minutes: int) -> None:
    roadmap = valid(TOPICS + f"  - {{id: a, title: A, hours: {hours}}}\n")
    assert roadmap.topics["a"].effort == Effort(minutes, minutes, minutes)


@pytest.mark.parametrize(
    "title", ["'12:30'", '"no"', "12", "1.5", "Normal (Gauss)", "- 'a'"[2:]]
)
def test_quoted_texts_and_plain_numbers_are_texts(title: str) -> None:
    assert valid(FIRST.replace("title: T", f"title: {title}")).title == title.strip("'\"")


def test_problems_come_in_the_order_of_the_file() -> None:
    reading = read_roadmap(Mapping((), Position(3, 4)))
    assert reading.roadmap is None
    assert [problem.message for problem in reading.problems] == [
        "The roadmap needs the key 'format'.",
        "The roadmap needs the key 'stages'.",
        "The roadmap needs the key 'title'.",
    ]
    assert {problem.mark for problem in reading.problems} == {Position(3, 4)}


def test_unknown_hours_are_assumed_and_said_to_be() -> None:
    topics = valid(TOPICS + "  - {id: a, title: A}\n  - {id: b, title: B, hours: }\n").topics
    assert topics["a"].effort == topics["b"].effort == Effort(100, 300, 900)
    assert not topics["a"].hours_known
    assert not topics["b"].hours_known


def test_a_roadmap_may_say_what_to_assume() -> None:
    text = (
        "default_hours: 2\n"
        + TOPICS
        + "  - {id: a, title: A}\n  - {id: b, title: B, hours: 1}\n"
    )
    roadmap = valid(text)
    assert roadmap.default_minutes == roadmap.assumed_minutes == 120
    assert roadmap.unestimated == (roadmap.topics["a"],)
    assert roadmap.topics["a"].effort == Effort(40, 120, 360)
    assert roadmap.topics["b"].hours_known


def test_the_smallest_assumption_is_still_an_effort() -> None:
    text = "default_hours: 0.017\n" + TOPICS + "  - {id: a, title: A}\n"
    assert valid(text).topics["a"].effort == Effort(1, 1, 3)


def test_a_topic_may_be_done_and_have_resources_of_its_own() -> None:
    text = TOPICS + "  - {id: a, title: A, done: true, resources: [{title: A book}]}\n"
    topic = valid(text).topics["a"]
    assert topic.done
    assert topic.resources == (Resource("A book"),)

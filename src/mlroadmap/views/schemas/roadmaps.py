"""The documents of `topics`, `show`, `check`, `import`, `export` and `roadmaps`."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from mlroadmap.views.schemas.parts import Count, Day, Document, Minutes, Resource, Step, Topic


class Section(TypedDict):
    """A section with its topics."""

    id: str
    title: str
    topics: list[Topic]
    resources: list[Resource]


class Stage(TypedDict):
    """A stage with its sections."""

    number: Count
    id: str
    title: str
    sections: list[Section]


class TopicsDocument(Document):
    """The roadmap as a tree."""

    title: str
    about: str
    assumes: str
    stages: list[Stage]


class StepInFull(Step):
    """A step with its state; `minutes` are the learner's."""

    state: Literal["todo", "begun", "assumed", "done"]
    left_minutes: Minutes


class StepsDocument(Document):
    """The steps of a topic."""

    topic: str
    steps: list[StepInFull]


class Evidence(TypedDict):
    """What an estimate rests on."""

    strength: str
    basis: str
    sources: list[str]


class TopicInFull(Topic):
    """A topic with all that the roadmap says of it."""

    outcome: str
    covers: list[str]
    helps: list[str]
    low_minutes: Minutes
    likely_minutes: Minutes
    high_minutes: Minutes
    evidence: Evidence | None
    resources: list[Resource]
    steps: list[StepInFull]


class StageInFull(Stage):
    """A stage with its own resources."""

    resources: list[Resource]


Habit = TypedDict(
    "Habit",
    {
        "id": str,
        "title": str,
        "topic": str,
        "rule": str,
        "minutes": Minutes,
        "from": str,
        "until": str | None,
        "times": Count | None,
        "taken": list[Day],
        "next": Day | None,
    },
)
"""A habit with the days on which it was taken and the next one planned."""


class ShowDocument(Document):
    """A topic, a section, a stage or a habit in full: one of the four."""

    topic: NotRequired[TopicInFull]
    section: NotRequired[Section]
    stage: NotRequired[StageInFull]
    habit: NotRequired[Habit]


class Problem(TypedDict):
    """A problem of a roadmap file, with its place; a `warning` does not keep it from use."""

    file: str
    line: Count
    column: Count
    code: str
    message: str
    hint: str
    warning: bool


class CheckDocument(Document):
    """The problems of a roadmap file, and its size when it has none."""

    file: str
    topics: Count | None
    problems: list[Problem]


class LeftOut(TypedDict):
    """What an import left out, `number` parts of a kind, and why."""

    file: str
    line: Count
    what: str
    kind: str
    number: Count
    reason: str


class Tally(TypedDict):
    """How many parts of a kind a source holds, and how many of them were taken."""

    found: Count
    taken: Count


class ImportDocument(Document):
    """What an import found, and how it differs from the file that was there.

    `done` and `gone` are ids, `added` titles, `renamed` pairs of titles before and after,
    `split` the titles of the parts by that of the whole, `taken` tallies by kind.
    """

    file: str
    topics: Count
    with_hours: Count
    unknown_hours: Count
    done: list[str]
    added: list[str]
    gone: list[str]
    renamed: list[list[str]]
    split: dict[str, list[str]]
    taken: dict[str, Tally]
    guesses: list[str]
    left_out: list[LeftOut]


class DoneTopic(TypedDict):
    """A topic that is done now."""

    topic: str
    day: Day


class ImportProgressDocument(Document):
    """What `import --progress` marked as done; `other_tasks` are no topics of the plan."""

    done: list[DoneTopic]
    other_tasks: Count


class Format(TypedDict):
    """A format of `export`."""

    format: str
    ending: str
    what: str


class FormatsDocument(Document):
    """The formats of `export`."""

    formats: list[Format]


class ExportDocument(Document):
    """What was written where."""

    format: str
    file: str


class Roadmap(TypedDict):
    """A roadmap with its progress, or the `fault` that keeps its file from being read."""

    name: str
    file: str
    title: NotRequired[str]
    done_topics: NotRequired[Count]
    topics: NotRequired[Count]
    finish: NotRequired[Day | None]
    fault: NotRequired[str]


class RoadmapsDocument(Document):
    """The roadmaps side by side."""

    current: str
    roadmaps: list[Roadmap]

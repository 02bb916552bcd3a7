"""The grammar of roadmap files, as one table: the parts, their keys and what a key holds.

The reader goes by it, and docs/schema.py writes the JSON Schema and the tables of
docs/roadmap-format.md from it. To add a key, add a row here and a field to the model.
"""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

from mlroadmap.core.roadmap.content import Card, Step, TopicContent
from mlroadmap.core.roadmap.habits import Habit
from mlroadmap.core.roadmap.lengths import HABIT_TIMES, STEP_MINUTES
from mlroadmap.core.roadmap.model import (
    Evidence,
    Milestone,
    Resource,
    Roadmap,
    Section,
    Source,
    Stage,
    Topic,
)
from mlroadmap.core.roadmap.value_kinds import (
    DAY,
    EFFORT,
    END,
    FORMER_IDS,
    HOURS,
    ID,
    LINK,
    MINUTES,
    NAME,
    NAMES,
    REMARK,
    RULE,
    STEP_KIND,
    STRENGTH,
    TEXT,
    TEXTS,
    TIMES,
    TOPIC_END,
    TOPIC_KIND,
    TRUTH,
    VERSION,
    Value,
)
from mlroadmap.core.roadmap.values import FORMAT, Reader, read_id, read_source_key

Shape = Literal["one", "list", "mapping"]


class Key(Struct, frozen=True):
    """A key of a part. `words` say what it holds, in Markdown.

    `field` is its name in the model, where that differs. Of a key and its `alternative`,
    one must be there.
    """

    name: str
    holds: Value | Parts
    words: str
    required: bool = False
    alternative: str = ""
    field: str = ""

    @property
    def target(self) -> str:
        """The field of the model that takes the value."""
        return self.field or self.name


class Part(Struct, frozen=True):
    """A mapping with known keys; `noun` is what messages call it."""

    kind: type[Struct]
    noun: str
    keys: tuple[Key, ...]


class Parts(Struct, frozen=True):
    """One part, a list of parts (`some`: at least one), or a mapping from keys to parts."""

    part: Part
    shape: Shape = "list"
    some: bool = False
    read_key: Reader[str] = read_id

    @property
    def default(self) -> Any:
        """What stands for parts that are left out."""
        return {"one": None, "list": (), "mapping": {}}[self.shape]


RESOURCE = Part(
    Resource,
    "a resource",
    (
        Key("title", TEXT, "text", required=True),
        Key("url", LINK, "link; left out for what has no address, such as a book"),
        Key("kind", REMARK, "text, such as course or book"),
        Key("by", REMARK, "text: the author"),
        Key("provider", REMARK, "text: the publisher, or the site that has it"),
        Key("free", TRUTH, "`true` or `false`"),
        Key("hours", HOURS, "hours", field="minutes"),
        Key("better_url", LINK, "link: where to go when `url` is vague or broken"),
        Key("url_issue", REMARK, "text: what is wrong with `url`"),
        Key("instead", NAME, "key of the file's `library`: what serves better and is free"),
        Key("note", REMARK, "text"),
    ),
)
RESOURCES = Parts(RESOURCE)

STEP = Part(
    Step,
    "a step",
    (
        Key("id", ID, "id, unique among the steps of the topic", required=True),
        Key("title", TEXT, "text", required=True),
        Key("kind", STEP_KIND, "`read`, `watch`, `exercise`, `build` or `check`"),
        Key(
            "minutes",
            MINUTES,
            f"whole number from {STEP_MINUTES[0]} to {STEP_MINUTES[-1]}; left out, an equal "
            "share of what the other steps leave of the topic's hours",
        ),
        Key("resource", NAME, "key of the file's `library`"),
        Key("where", REMARK, "text: the chapter, lesson or exercises in the resource"),
        Key("check", REMARK, "text: the question or the result that shows it is done"),
        Key("answer", REMARK, "text: the answer, when the check is a question"),
    ),
)
CARD = Part(
    Card,
    "a card",
    (
        Key("id", ID, "id, unique among the cards of the topic", required=True),
        Key("question", TEXT, "text", required=True),
        Key("answer", TEXT, "text", required=True),
        Key("step", NAME, "id of the step that it comes after; left out, the last one"),
    ),
)
CONTENT = Part(
    TopicContent,
    "a content file",
    (
        Key("steps", Parts(STEP), "list of steps, in the order in which they are taken"),
        Key("cards", Parts(CARD), "list of cards"),
    ),
)

EVIDENCE = Part(
    Evidence,
    "evidence",
    (
        Key("strength", STRENGTH, "`strong`, `fair`, `weak` or `none`", required=True),
        Key("basis", REMARK, "text: how the hours follow from the figures"),
        Key("sources", NAMES, "list of keys of the file's `sources`"),
    ),
)
TOPIC = Part(
    Topic,
    "a topic",
    (
        Key("id", ID, "id, unique among all topics and all aliases", required=True),
        Key("title", TEXT, "text", required=True),
        Key(
            "hours",
            EFFORT,
            "hours, or a mapping of `low`, `likely` and `high`, all three, in rising order; "
            "left out when unknown",
            field="effort",
        ),
        Key("outcome", REMARK, "text: what the learner can do afterwards"),
        Key("kind", TOPIC_KIND, "`study` or `project`"),
        Key("needs", NAMES, "list of topic ids: must be finished before"),
        Key("helps", NAMES, "list of topic ids: better finished before"),
        Key("covers", TEXTS, "list of texts: what the topic contains"),
        Key("aliases", FORMER_IDS, "list of ids that the topic had in the past"),
        Key("evidence", Parts(EVIDENCE, "one"), "what the hours rest on, see below"),
        Key("resources", RESOURCES, "list of resources for this topic alone"),
        Key(
            "done",
            TRUTH,
            "`true` when the learner had finished it before the file was made",
        ),
        Key("after", DAY, "day: nothing of the topic is planned before it"),
        Key("note", REMARK, "text"),
        *CONTENT.keys,
    ),
)
TOPICS = Parts(TOPIC, some=True)
SECTION = Part(
    Section,
    "a section",
    (
        Key("id", ID, "id, unique among stages and sections", required=True),
        Key("title", TEXT, "text", required=True),
        Key("topics", TOPICS, "list of topics, at least one", required=True),
        Key("group", REMARK, "text: a heading that several sections share"),
        Key("track", ID, "id: the subject that takes turns with the stage's others"),
        Key("resources", RESOURCES, "list of resources"),
    ),
)
STAGE = Part(
    Stage,
    "a stage",
    (
        Key("id", ID, "id, unique among stages and sections", required=True),
        Key("title", TEXT, "text", required=True),
        Key(
            "sections",
            Parts(SECTION, some=True),
            "list of sections, at least one",
            required=True,
            alternative="topics",
        ),
        Key("topics", TOPICS, "list of topics, at least one", alternative="sections"),
        Key("resources", RESOURCES, "list of resources"),
    ),
)
MILESTONE = Part(
    Milestone,
    "a milestone",
    (
        Key("title", TEXT, "text", required=True),
        Key("topic", ID, "id of the topic that reaches it", required=True),
        Key(
            "at", TOPIC_END, "`start` or `finish`: the first day of the topic, or the last one"
        ),
    ),
)
HABIT = Part(
    Habit,
    "a habit",
    (
        Key("id", ID, "id, unique among all habits, topics and aliases", required=True),
        Key("title", TEXT, "text: what is done each time", required=True),
        Key("topic", ID, "id of the topic that is taken this way", required=True),
        Key("rule", RULE, "rule of RFC 5545: the days on which it comes", required=True),
        Key(
            "minutes",
            MINUTES,
            f"whole number from {STEP_MINUTES[0]} to {STEP_MINUTES[-1]}: how long it takes "
            "each time",
            required=True,
        ),
        Key(
            "from",
            NAME,
            "id of a topic, section or stage: it begins when that is finished",
            required=True,
            field="starts_after",
        ),
        Key(
            "until",
            END,
            "id of a topic, section or stage that ends it when finished, or its last day",
        ),
        Key(
            "times",
            TIMES,
            f"whole number from {HABIT_TIMES[0]} to {HABIT_TIMES[-1]}: how often it comes at "
            "most",
        ),
    ),
)
SOURCE = Part(
    Source,
    "a source",
    (
        Key("what", TEXT, "text: who published the figure, and about what", required=True),
        Key("fact", TEXT, "text: the figure", required=True),
        Key("url", LINK, "link"),
    ),
)
ROADMAP = Part(
    Roadmap,
    "the roadmap",
    (
        Key("format", VERSION, f"`{FORMAT}`", required=True, field="version"),
        Key("title", TEXT, "text", required=True),
        Key("about", REMARK, "text"),
        Key("assumes", REMARK, "text: what the hours assume about the learner"),
        Key(
            "default_hours",
            HOURS,
            "hours to assume for topics that have none",
            field="default_minutes",
        ),
        Key("stages", Parts(STAGE, some=True), "list of stages, at least one", required=True),
        Key("milestones", Parts(MILESTONE), "list of milestones"),
        Key("habits", Parts(HABIT), "list of habits"),
        Key(
            "library",
            Parts(RESOURCE, "mapping"),
            "mapping from an id to a resource that steps refer to",
        ),
        Key(
            "sources",
            Parts(SOURCE, "mapping", read_key=read_source_key),
            "mapping from a source's key to a source",
        ),
    ),
)
# In the order of the description.
PARTS = {
    "The file": ROADMAP,
    "Stage": STAGE,
    "Section": SECTION,
    "Topic": TOPIC,
    "Milestone": MILESTONE,
    "Habit": HABIT,
    "Step": STEP,
    "Card": CARD,
    "Content file": CONTENT,
    "Evidence": EVIDENCE,
    "Resource": RESOURCE,
    "Source": SOURCE,
}

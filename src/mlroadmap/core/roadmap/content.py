"""What a topic is made of: steps to take one after the other, and cards to remember it by."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

StepKind = Literal["read", "watch", "exercise", "build", "check"]


class Step(Struct, frozen=True):
    """A part of a topic that fits one sitting.

    `resource` is a key of `Roadmap.library`, and `where` a place in it. `check` shows that
    the step is done; `answer` is there when the check is a question.
    """

    id: str
    title: str
    minutes: int
    kind: StepKind = "read"
    resource: str = ""
    where: str = ""
    check: str = ""
    answer: str = ""


class Card(Struct, frozen=True):
    """A question worth remembering for years; it comes up after `step`, or after the topic."""

    id: str
    question: str
    answer: str
    step: str = ""


class TopicContent(Struct, frozen=True):
    """The steps and cards of one topic, both in the file's order.

    The minutes of the steps add up to the topic's likely minutes.
    """

    steps: tuple[Step, ...] = ()
    cards: tuple[Card, ...] = ()

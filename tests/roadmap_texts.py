"""Small roadmap files for tests."""

from __future__ import annotations

from mlroadmap.core.roadmap.document import Node
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.roadmap.problems import Problem
from mlroadmap.core.roadmap.reading import read_roadmap
from mlroadmap.storage.yaml_document import read_document

HEAD = "format: 1\ntitle: T\n"
STAGE = HEAD + "stages:\n- id: s\n  title: S\n"
TOPICS = STAGE + "  topics:\n"
FIRST = TOPICS + "  - {id: a, title: A, hours: 1}\n"
TOPIC = FIRST + "  - id: b\n    title: B\n    hours: 2\n"
RESOURCE = FIRST + "  resources:\n  - title: R\n"
STEP = TOPIC + "    steps:\n    - id: s\n      title: S\n"
CARD = STEP + "    cards:\n    - id: c\n      question: Q\n      answer: A\n"
SOURCES = FIRST + "sources:\n"


def tree(text: str) -> Node:
    node, problems = read_document(text)
    assert problems == []
    assert node is not None
    return node


def valid(text: str) -> Roadmap:
    reading = read_roadmap(tree(text))
    assert reading.problems == ()
    assert reading.roadmap is not None
    return reading.roadmap


def problems_in(text: str) -> list[Problem]:
    node, problems = read_document(text)
    return [*problems, *(() if node is None else read_roadmap(node).problems)]

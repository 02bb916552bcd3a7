"""What comes of importing a text, for tests."""

from __future__ import annotations

from textwrap import dedent

from mlroadmap.core.roadmap.content import TopicContent
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.roadmap.reading import read_roadmap
from mlroadmap.importers.draft import Draft, draft
from mlroadmap.importers.markdown import import_markdown
from mlroadmap.importers.raw import RawRoadmap, RawTopic
from mlroadmap.importers.yaml_text import Labels, write_yaml
from mlroadmap.storage.roadmap_file import check_text
from mlroadmap.storage.yaml_document import read_document


def markdown(text: str, name: str = "name") -> RawRoadmap:
    return import_markdown(dedent(text), name)


def titles(raw: RawRoadmap) -> dict[str, dict[str, list[str]]]:
    """Give the titles of topics by section and stage; a section's group comes before it."""
    return {
        stage.title: {
            " > ".join(filter(None, (section.group, section.title))): [
                topic.title for topic in section.topics
            ]
            for section in stage.sections
        }
        for stage in raw.stages
    }


def topic(raw: RawRoadmap, title: str) -> RawTopic:
    return next(topic for topic in raw.topics if topic.title == title)


def reasons(raw: RawRoadmap) -> list[tuple[int, str, str]]:
    return [(left.line, left.what, left.reason) for left in raw.left_out]


def written(made: Draft, default_minutes: int | None = None) -> str:
    return write_yaml(made, Labels("source.md", "schema.json", default_minutes))


def roadmap(raw: RawRoadmap, previous: Roadmap | None = None) -> Roadmap:
    """Write a roadmap file and read it back; it must be valid."""
    return read_back(draft(raw, previous))


def read_back(made: Draft) -> Roadmap:
    """Write a draft as a file and read it; it must have no problems."""
    found, problems = check_text(written(made))
    assert found is not None, [problem.located("file") for problem in problems]
    assert not problems, [problem.located("file") for problem in problems]
    return found


def contents(made: Draft) -> dict[str, TopicContent]:
    """Write a draft as a file, and give the steps and cards in it by topic."""
    root, _ = read_document(written(made))
    assert root is not None
    return dict(read_roadmap(root).contents)

"""What comes of importing a text, for tests."""

from __future__ import annotations

from textwrap import dedent

from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.importers.draft import Draft, draft
from mlroadmap.importers.markdown import import_markdown
from mlroadmap.importers.raw import RawRoadmap, RawTopic
from mlroadmap.importers.yaml_text import Labels, write_yaml
from mlroadmap.storage.roadmap_file import check_text


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
    found, problems = check_text(written(draft(raw, previous)))
    assert found is not None, [problem.located("file") for problem in problems]
    return found

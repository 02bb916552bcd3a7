"""What was exported imports back, where the format can hold it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from mlroadmap.core.model import Effort, Roadmap, Topic
from mlroadmap.core.text import clean
from mlroadmap.exporters.csv_table import to_csv
from mlroadmap.exporters.markdown import to_markdown
from mlroadmap.importers.markdown import import_markdown
from mlroadmap.importers.table import import_csv
from mlroadmap.storage.roadmap_file import builtin_roadmap_path, load_roadmap
from tests.builders import roadmap
from tests.exporters.materials import material
from tests.importers.imported import roadmap as imported

# Titles of Markdown that say more than their name: a length, a tick, a list of needs.
WORDS = st.text("abcXYZ =,\"'+-@\n\u6587\U0001f393&", min_size=1, max_size=20)
EFFORTS = st.tuples(st.integers(1, 600), st.integers(0, 600), st.integers(0, 600)).map(
    lambda parts: Effort(parts[0], parts[0] + parts[1], sum(parts))
)


@st.composite
def roadmaps(draw: st.DrawFn) -> Roadmap:
    """Draw a roadmap of topics with names of their own, in two stages."""
    count = draw(st.integers(2, 8))
    topics = []
    for number in range(count):
        needs = draw(st.sets(st.integers(0, number - 1), max_size=2)) if number else ()
        title = f"T{number} {clean(draw(WORDS))} end"
        topics.append(
            Topic(
                id=f"t{number}",
                title=" ".join(title.split()),
                effort=draw(EFFORTS),
                outcome=draw(st.sampled_from(["", "Can do = it, | \u201cwell\u201d"])),
                kind=draw(st.sampled_from(["study", "project"])),
                needs=tuple(f"t{need}" for need in sorted(needs)),
            )
        )
    cut = draw(st.integers(1, count - 1))
    return roadmap(topics[:cut], topics[cut:])


def facts(of: Roadmap) -> list[tuple[object, ...]]:
    """Give what CSV can hold of each topic."""
    return [
        (topic.id, topic.title, topic.kind, topic.effort, topic.outcome, set(topic.needs))
        for topic in of.topics.values()
    ]


def named_facts(of: Roadmap) -> list[tuple[object, ...]]:
    """Give what a task list can hold of each topic."""
    return [
        (
            topic.title,
            topic.effort.likely_minutes,
            topic.outcome,
            {of.topics[need].title for need in topic.needs},
        )
        for topic in of.topics.values()
    ]


def places(of: Roadmap) -> list[tuple[str, str]]:
    return [(stage.title, section.title) for stage, section in of.places.values()]


@given(roadmaps())
@settings(max_examples=50)
def test_csv_comes_back(of: Roadmap) -> None:
    back = imported(import_csv(to_csv(material(of)), "name"))
    assert facts(back) == facts(of)
    assert places(back) == places(of)


@given(roadmaps())
@settings(max_examples=50)
def test_markdown_comes_back(of: Roadmap) -> None:
    back = imported(import_markdown(to_markdown(material(of)), "name"))
    assert named_facts(back) == named_facts(of)
    assert places(back) == places(of)


def test_the_builtin_roadmap_comes_back() -> None:
    of = load_roadmap(builtin_roadmap_path()).roadmap
    table = imported(import_csv(to_csv(material(of)), "name"))
    assert facts(table) == facts(of)
    tasks = imported(import_markdown(to_markdown(material(of)), "name"))
    assert named_facts(tasks) == named_facts(of)
    assert places(table) == places(tasks) == places(of)


def test_hours_that_are_not_known_stay_so() -> None:
    of = roadmap([Topic("a", "A topic", Effort.assumed(300), hours_known=False)])
    for back in (
        imported(import_csv(to_csv(material(of)), "name")),
        imported(import_markdown(to_markdown(material(of)), "name")),
    ):
        assert [topic.hours_known for topic in back.topics.values()] == [False]

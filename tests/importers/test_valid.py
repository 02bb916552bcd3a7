"""Whatever is imported, the result is a valid roadmap, and importing it again keeps ids."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.text import clean
from mlroadmap.importers.raw import (
    RawCard,
    RawHours,
    RawLink,
    RawRoadmap,
    RawSection,
    RawStage,
    RawStep,
    RawTopic,
    SourceError,
)
from mlroadmap.importers.source import import_files
from tests.importers.imported import roadmap

PIECES = [
    "[ ] ", "[x] ", "- ", "# ", "## ", "> ", "| a | b |\n|-|-|\n", "**", "~~", "`", "```\n",
    "(8 hours)", "6-10 h/week", "x", "[a](https://b.example/c)", "![i](u)", "Resources:",
    "Prerequisites: a, b", "<!-- ", "<details>", "no", "null", "12:30", "&a *a", "!!python",
    "\u202e", "\x1b[31m", "\ufeff", "\ufffe", "\ud800", "日本語", "✅", ": ", "#", "'", '"',
    "\\", "{", "%", "@", "---\n", "\n", "\n\n", "    ", "\t", "1. ", "../x", "\x85",
    "\u2028", "\x00",
]  # fmt: skip
WORDS = st.sampled_from(PIECES)
TEXTS = st.lists(WORDS, max_size=60).map("".join) | st.text(max_size=300)
CLEANED = (WORDS | st.text(max_size=8)).map(clean)
TITLES = CLEANED.filter(bool)
LINKS = st.builds(RawLink, TITLES, CLEANED | st.just("https://a.example/b"), CLEANED)


@st.composite
def efforts(draw: st.DrawFn) -> RawHours:
    low, likely, high = sorted(
        draw(st.lists(st.integers(1, 6_000_000), min_size=3, max_size=3))
    )
    return RawHours(low, likely, high, draw(CLEANED))


STEPS = st.builds(
    RawStep,
    CLEANED | st.just("Read (45 min)"),
    st.just("read"),
    st.none() | st.builds(RawLink, CLEANED, CLEANED | st.just("https://a.example/b")),
    st.none() | st.integers(1, 300),
    CLEANED,
    CLEANED,
    st.booleans(),
)
CARDS = st.builds(RawCard, TITLES, TITLES)
TOPICS = st.builds(
    RawTopic,
    title=TITLES,
    line=st.integers(0, 9),
    source=CLEANED,
    hours=st.none() | efforts(),
    needs=st.lists(LINKS, max_size=2).map(tuple),
    links=st.lists(LINKS, max_size=2).map(tuple),
    covers=st.lists(CLEANED, max_size=2).map(tuple),
    steps=st.lists(STEPS, max_size=4).map(tuple),
    cards=st.lists(CARDS, max_size=2).map(tuple),
    note=CLEANED,
    outcome=CLEANED,
    done=st.booleans(),
    is_project=st.booleans(),
    wanted_id=CLEANED | st.just("wanted"),
)
SECTIONS = st.builds(
    RawSection,
    TITLES,
    st.lists(TOPICS, min_size=1, max_size=3).map(tuple),
    st.lists(LINKS, max_size=2).map(tuple),
    CLEANED,
    st.integers(0, 9),
)
STAGES = st.builds(
    RawStage,
    TITLES,
    st.lists(SECTIONS, min_size=1, max_size=2).map(tuple),
    st.lists(LINKS, max_size=2).map(tuple),
)
ROADMAPS = st.builds(RawRoadmap, TITLES, st.lists(STAGES, min_size=1, max_size=2).map(tuple))


@given(ROADMAPS)
def test_every_raw_roadmap_becomes_a_valid_one(raw: RawRoadmap) -> None:
    made = roadmap(raw)
    assert len(made.topics) == sum(1 for _ in raw.topics)
    for topic, found in zip(raw.topics, made.topics.values(), strict=True):
        assert found.hours_known or topic.hours is None
        assert found.done == topic.done
        if topic.hours:
            assert found.effort.likely_minutes == topic.hours.likely_minutes


@given(ROADMAPS)
def test_importing_again_keeps_every_id(raw: RawRoadmap) -> None:
    before = roadmap(raw)
    assert list(roadmap(raw, before).topics) == list(before.topics)


@given(ROADMAPS, ROADMAPS)
def test_no_new_topic_takes_over_the_id_of_one_that_is_gone(
    old: RawRoadmap, new: RawRoadmap
) -> None:
    before = roadmap(old)
    after = roadmap(new, before)
    names = [name for topic in after.topics.values() for name in (topic.id, *topic.aliases)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", ["x.md", "x.csv", "x.tsv", "x.json", "x.org", "x.txt"])
@given(text=TEXTS)
def test_every_text_is_imported_or_refused(name: str, text: str) -> None:
    try:
        raw = import_files({name: text}, "x")
    except SourceError:
        return
    roadmap(raw)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)
NODES = st.fixed_dictionaries(
    {},
    optional={
        "id": st.sampled_from(["a", "b", "c", "d"]) | JSON,
        "type": st.sampled_from(["topic", "subtopic", "section", "label", "title"]) | JSON,
        "position": st.fixed_dictionaries({"x": JSON | st.floats(), "y": JSON}) | JSON,
        "width": JSON,
        "height": JSON,
        "style": JSON,
        "data": st.fixed_dictionaries({}, optional={"label": TEXTS, "legend": JSON}) | JSON,
    },
)
NAMES = st.sampled_from("abcd")
EDGES = st.fixed_dictionaries({"source": NAMES, "target": NAMES})


@given(st.lists(NODES, max_size=8), st.lists(EDGES | JSON, max_size=6), JSON)
def test_every_drawing_is_imported_or_refused(
    nodes: list[object], edges: list[object], title: object
) -> None:
    text = json.dumps({"nodes": nodes, "edges": edges, "title": title})
    try:
        raw = import_files({"x.json": text, "content/a@a.md": "[b](https://c.example)"}, "x")
    except SourceError:
        return
    roadmap(raw)

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

from mlroadmap.importers.raw import RawLink, SourceError
from mlroadmap.importers.roadmapsh import (
    import_roadmapsh,
    is_contents,
    is_drawing,
    is_drawing_text,
)
from tests.importers.imported import reasons, titles, topic


def node(
    name: str, kind: str, x: float, y: float, label: str | None = None, **more: Any
) -> Any:
    data = {"label": name.upper() if label is None else label, **more.pop("data", {})}
    size = {"width": 100, "height": 40} | more
    return {"id": name, "type": kind, "position": {"x": x, "y": y}, "data": data, **size}


def drawing(nodes: list[Any], edges: Sequence[tuple[str, str]] = (), **more: Any) -> Any:
    pairs = [{"source": source, "target": target} for source, target in edges]
    return {"nodes": nodes, "edges": pairs, **more}


def test_lines_say_what_belongs_together_and_in_which_order() -> None:
    text = drawing(
        [
            node("late", "topic", 0, 0),
            node("early", "topic", 0, 300),
            node("far", "subtopic", 900, 900),
            node("near", "subtopic", 200, 10),
            node("deep", "subtopic", 950, 950),
            node("line", "vertical", 0, 0),
        ],
        [("early", "late"), ("early", "far"), ("far", "deep"), ("near", "late"), ("x", "late")],
        title="Way",
    )
    raw = import_roadmapsh(text, "file")
    assert raw.title == "Way"
    assert titles(raw) == {
        "EARLY": {"EARLY": ["EARLY", "FAR", "DEEP"]},
        "LATE": {"LATE": ["LATE", "NEAR"]},
    }
    assert all(not topic.needs for topic in raw.topics)


def test_where_no_line_is_drawn_the_place_decides() -> None:
    text = drawing(
        [
            node("one", "topic", 400, 0),
            node("two", "topic", 400, 300),
            node("a", "subtopic", 700, 20),
            node("b", "subtopic", 100, 280),
            node("heading", "title", 0, 0, "Shown"),
        ]
    )
    raw = import_roadmapsh(text, "file")
    assert raw.title == "Shown"
    assert titles(raw) == {"ONE": {"ONE": ["ONE", "A"]}, "TWO": {"TWO": ["TWO", "B"]}}


def test_a_line_to_a_frame_counts_for_what_is_inside() -> None:
    frame = node("frame", "section", 600, 290, "", width=300, height=200)
    text = drawing(
        [
            node("one", "topic", 400, 0),
            node("two", "topic", 400, 300),
            frame,
            node("outer", "section", 0, 0, "", width=5000, height=5000),
            node("a", "subtopic", 620, 300),
        ],
        [("one", "frame")],
    )
    assert titles(import_roadmapsh(text, "x"))["ONE"] == {"ONE": ["ONE", "A"]}


def test_frames_with_a_name_of_their_own() -> None:
    text = drawing(
        [
            node("one", "topic", 0, 0),
            node("frame", "section", 600, 290, "", width=300, height=200),
            node("name", "label", 610, 295, "Team work"),
            node("a", "subtopic", 620, 350),
            node(
                "bare", "section", 0, 600, "", style={"width": 300, "height": 200}, width=None
            ),
            node("b", "subtopic", 20, 620),
        ]
    )
    assert titles(import_roadmapsh(text, "x")) == {
        "ONE": {"ONE": ["ONE", "B"]},
        "Team work": {"Team work": ["A"]},
    }


def test_subtopics_alone() -> None:
    assert titles(import_roadmapsh(drawing([node("a", "subtopic", 0, 0)]), "x")) == {
        "Topics": {"Topics": ["A"]}
    }


def test_lines_in_a_circle_give_no_order() -> None:
    nodes = [node("b", "topic", 0, 9), node("a", "topic", 0, 0)]
    raw = import_roadmapsh(drawing(nodes, [("a", "b"), ("b", "a")]), "x")
    assert list(titles(raw)) == ["A", "B"]


def test_links_come_from_content_files() -> None:
    nodes = [
        node("i1", "topic", 0, 0, "Vectors", data={"legend": {"label": "Recommended"}}),
        node("i2", "subtopic", 9, 0, "Old Way", data={"status": "done"}),
        node("i3", "subtopic", 9, 9, "From JSON"),
    ]
    contents = {
        "content/vectors@i1.md": "# V\n- [@video@Film](https://a.example/f)\n"
        "- [chat](https://discord.gg/x)\n- [local](x.md)",
        "content/old-way.md": "[@secret@Text](https://a.example/t)",
        "more.json": json.dumps(
            {
                "i3": {
                    "links": [
                        {"title": "J", "url": "https://a.example/j", "type": "Article"},
                        {},
                    ]
                }
            }
        ),
    }
    raw = import_roadmapsh(drawing(nodes, title={"page": "T"}), "x", contents)
    assert raw.title == "T"
    vectors = topic(raw, "Vectors")
    assert vectors.links == (RawLink("Film", "https://a.example/f", "video"),)
    assert vectors.note == "Marked as: Recommended."
    assert topic(raw, "Old Way").links == (RawLink("Text", "https://a.example/t"),)
    assert topic(raw, "Old Way").done
    assert topic(raw, "From JSON").links == (RawLink("J", "https://a.example/j", "article"),)


def test_nodes_without_a_label_are_left_out() -> None:
    raw = import_roadmapsh(
        drawing([node("a", "topic", 0, 0, " "), node("b", "topic", 0, 0)]), "x"
    )
    assert reasons(raw) == [(0, "topic", "a node without a label")]


def test_drawings_are_told_from_other_json() -> None:
    assert is_drawing({"nodes": [{}], "edges": []})
    assert not is_drawing([])
    assert not is_drawing({"nodes": 1})
    assert not is_drawing_text("{")
    assert is_drawing_text('{"mockup": {"controls": {}}}')
    with pytest.raises(SourceError, match="is one of roadmap"):
        is_drawing({"mockup": {"controls": {}}})


def test_contents_are_told_from_drawings() -> None:
    assert is_contents('{"a": {"links": []}}')
    assert not is_contents('{"nodes": []}')
    assert not is_contents("{}")
    assert not is_contents("[")

"""A drawing of roadmap.sh: its shapes, the lines between them, and what frames hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from mlroadmap.core.text import clean
from mlroadmap.importers.raw import SourceError

Json = Mapping[str, Any]

_STATUSES = {"done", "completed"}

# The largest drawing seen has 500; comparing each with every frame takes time.
_NODE_LIMIT = 2_000
_DEEPEST = 20


class Node(Struct, frozen=True):
    """A shape of the drawing; x and y are its upper left corner."""

    id: str
    kind: str
    label: str
    x: float
    y: float
    width: float
    height: float
    note: str = ""
    done: bool = False
    url: str = ""

    @property
    def middle(self) -> tuple[float, float]:
        """The point in the middle of the shape."""
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def rank(self) -> tuple[float, float, str]:
        """What sorts shapes from top to bottom, then from left to right."""
        return self.y, self.x, self.id

    def gap(self, other: Node) -> tuple[float, float]:
        """How far another shape is to the side of this one, and above or below it."""
        across = max(self.x - other.x - other.width, other.x - self.x - self.width, 0)
        along = max(self.y - other.y - other.height, other.y - self.y - self.height, 0)
        return across, along

    def holds(self, other: Node) -> bool:
        """Whether the middle of another shape is inside this one."""
        x, y = other.middle
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height


class Drawing(Struct, frozen=True):
    """The shapes by id, the lines between them, and what each frame holds."""

    nodes: Mapping[str, Node]
    edges: Sequence[tuple[str, str]]
    held: Mapping[str, list[str]]

    def of(self, kind: str) -> list[Node]:
        """Give the shapes of one kind, from top to bottom."""
        found = [node for node in self.nodes.values() if node.kind == kind]
        return sorted(found, key=lambda node: node.rank)


def read_drawing(data: Json) -> Drawing:
    """Read the shapes and lines. Raises SourceError for more than anybody draws."""
    nodes = {node.id: node for node in _nodes(data)}
    if len(nodes) > _NODE_LIMIT:
        raise SourceError(f"holds more than {_NODE_LIMIT:,} nodes")
    return Drawing(nodes, _edges(data, set(nodes)), _framed(list(nodes.values())))


def items(data: Json, name: str) -> list[Json]:
    """Give the objects of a list, whatever else may stand in it or in its place."""
    found = data.get(name)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _nodes(data: Json) -> list[Node]:
    shapes: dict[str, Json] = {}
    for raw in items(data, "nodes"):
        shapes.setdefault(str(raw.get("id", ""))[:200], raw)
    found = []
    for name, raw in shapes.items():
        node = _node(name, raw, shapes)
        if name and (node.label or node.kind == "section"):
            found.append(node)
        found += _boxes(node, raw)
    return found


def _node(name: str, raw: Json, shapes: Mapping[str, Json]) -> Node:
    x, y = _place(raw, shapes)
    sizes = (raw, _object(raw, "style"), _object(raw, "measured"))
    data = _object(raw, "data")
    mark, status, url = (
        _object(data, "legend").get("label"),
        data.get("status"),
        data.get("href"),
    )
    return Node(
        id=name,
        kind=str(raw.get("type", "")),
        label=label_of(raw),
        x=x,
        y=y,
        width=next(filter(None, (_number(size.get("width")) for size in sizes)), 0.0),
        height=next(filter(None, (_number(size.get("height")) for size in sizes)), 0.0),
        note=clean(mark) if isinstance(mark, str) else "",
        done=isinstance(status, str) and status in _STATUSES,
        url=clean(url) if isinstance(url, str) else "",
    )


def _place(raw: Json, shapes: Mapping[str, Json]) -> tuple[float, float]:
    """Give where the site draws a shape: its position, from that of the shape around it.

    `positionAbsolute` is what an editor once worked out, and may be out of date.
    """
    x = y = 0.0
    seen: list[Json] = []
    while raw and raw not in seen and len(seen) < _DEEPEST:
        place = _object(raw, "position") or _object(raw, "positionAbsolute")
        x, y = x + _number(place.get("x")), y + _number(place.get("y"))
        seen.append(raw)
        raw = shapes.get(str(raw.get("parentId") or raw.get("parentNode")), {})
    return x, y


def _boxes(node: Node, raw: Json) -> list[Node]:
    """Make a shape of each item of a checklist, one below the other."""
    boxes = items(_object(raw, "data"), "checklists")
    height = node.height / max(1, len(boxes))
    return [
        replace(
            node, id=f"{node.id}:{at}", kind="todo", label=label, y=node.y + at * height,
            height=height,
        )
        for at, box in enumerate(boxes)
        if (label := label_of({"data": box}))
    ]  # fmt: skip


def label_of(raw: Json) -> str:
    """Give the words on a shape."""
    label = _object(raw, "data").get("label")
    return clean(label) if isinstance(label, str) else ""


def _object(raw: Json, name: str) -> Json:
    found = raw.get(name)
    return found if isinstance(found, dict) else {}


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return 0.0
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return 0.0
    return number if isfinite(number) and abs(number) < 1e9 else 0.0


def _edges(data: Json, known: set[str]) -> list[tuple[str, str]]:
    pairs = (
        (str(edge.get("source")), str(edge.get("target"))) for edge in items(data, "edges")
    )
    return [pair for pair in pairs if set(pair) <= known and pair[0] != pair[1]]


def _framed(nodes: Sequence[Node]) -> dict[str, list[str]]:
    """List what each frame holds; of frames inside one another the smallest counts."""
    frames = sorted(
        (node for node in nodes if node.kind == "section"),
        key=lambda node: (node.width * node.height, node.rank),
    )
    held: dict[str, list[str]] = defaultdict(list)
    for node in nodes:
        frame = next((frame for frame in frames if frame.holds(node)), None)
        if frame is not None and node.kind in {"subtopic", "label", "todo"}:
            held[frame.id].append(node.id)
    return held

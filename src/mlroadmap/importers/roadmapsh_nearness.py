"""Which shapes of a drawing touch one another, or are tied by a line that is a shape itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from mlroadmap.importers.roadmapsh_drawing import Drawing, Node

# Shapes of one column are drawn with gaps of a few units.
_TOUCHING = 12.0


def near_shapes(drawing: Drawing) -> Mapping[str, Sequence[str]]:
    """Give for each shape those that it touches or that a straight line ties it to."""
    found: dict[str, list[str]] = defaultdict(list)
    shapes = [node for kind in ("subtopic", "todo", "label") for node in drawing.of(kind)]
    for one, other in _touching(sorted(shapes, key=lambda node: node.rank)):
        found[one.id].append(other.id)
        found[other.id].append(one.id)
    shapes += drawing.of("topic")
    for kind in ("vertical", "horizontal"):
        for line in drawing.of(kind):
            first, second = (_at(end, shapes) for end in _ends(line))
            if first is None or second is None:
                continue
            if not first.kind == second.kind == "topic":
                found[first.id].append(second.id)
                found[second.id].append(first.id)
    return found


def _touching(shapes: Sequence[Node]) -> Iterable[tuple[Node, Node]]:
    """Go through the pairs that touch; `shapes` are from top to bottom."""
    for at, node in enumerate(shapes):
        for other in shapes[at + 1 :]:
            if other.y > node.y + node.height + _TOUCHING:
                break
            if max(node.gap(other)) <= _TOUCHING:
                yield node, other


def _ends(line: Node) -> tuple[Node, Node]:
    """Give the two ends of a line as shapes without a size."""
    x, y = line.middle
    if line.kind == "vertical":
        return _point(x, line.y), _point(x, line.y + line.height)
    return _point(line.x, y), _point(line.x + line.width, y)


def _point(x: float, y: float) -> Node:
    return Node("", "", "", x, y, 0, 0)


def _at(end: Node, shapes: Sequence[Node]) -> Node | None:
    """Find the shape that a line ends at, if any."""
    near = min(shapes, key=lambda shape: sum(shape.gap(end)), default=None)
    return near if near and max(near.gap(end)) <= _TOUCHING else None

"""Which subtopics of a drawing belong to which topic, and in which order topics are read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from heapq import heapify, heappop, heappush
from math import hypot

from msgspec import Struct
from msgspec.structs import replace

from mlroadmap.importers.roadmapsh_drawing import Drawing, Node
from mlroadmap.importers.roadmapsh_nearness import near_shapes


class Groups(Struct, frozen=True):
    """Subtopics under the titles of the topics that they belong to, in the order of reading.

    `guessed` counts those that no line and no frame gives to a topic.
    """

    members: list[tuple[str, list[Node]]]
    guessed: int


def groups(drawing: Drawing) -> Groups:
    """Gather topics with their subtopics, and subtopics of frames that have their own name.

    They belong by lines, then by the frame, then by the column or row of shapes that they
    stand in, and at last by what is near, which is a guess.
    """
    owners, topics = _owners(drawing), drawing.of("topic")
    found = {node.id: [node] for node in _in_order(topics, drawing.edges)}
    names = {node.id: node.label for node in topics}
    frames = {member: frame for frame, members in drawing.held.items() for member in members}
    labels = {frame: _label_among(drawing, held) for frame, held in drawing.held.items()}
    below = sorted((*drawing.of("subtopic"), *drawing.of("todo")), key=lambda node: node.rank)
    for node in below:
        frame = frames.get(node.id, "")
        if node.id not in owners and labels.get(frame):
            names[frame] = labels[frame]
            owners[node.id] = frame
    near = near_shapes(drawing)
    _spread(owners, near)
    free = [node for node in below if node.id not in owners]
    for node in free:
        if node.id in owners:
            continue
        column = [other for other in _column(node, near, drawing) if other.id not in owners]
        owner = _owner_near(column, topics)
        owners.update((other.id, owner) for other in column)
    guessed = len(free) if topics else 0
    for node in below:
        found.setdefault(owners.get(node.id, ""), []).append(node)
    members = [(names.get(owner, "Topics"), each) for owner, each in found.items()]
    return Groups(members, guessed)


def node_above(node: Node, others: Sequence[Node]) -> Node | None:
    """Find what a shape stands below: the lowest of those above it that overlap its width."""
    above = [other for other in others if other.y <= node.y and not other.gap(node)[0]]
    return max(above, key=lambda other: other.rank, default=None)


def _spread(owners: dict[str, str], near: Mapping[str, Sequence[str]]) -> None:
    """Give shapes to the topics of those that they touch, or are tied to, step by step."""
    frontier = list(owners)
    while frontier:
        reached = []
        for name in frontier:
            for other in near.get(name, ()):
                if other not in owners:
                    owners[other] = owners[name]
                    reached.append(other)
        frontier = reached


def _column(node: Node, near: Mapping[str, Sequence[str]], drawing: Drawing) -> list[Node]:
    """List the shape and all that it touches, directly or through others."""
    found = {node.id: node.id}
    _spread(found, near)
    shapes = (drawing.nodes[name] for name in found)
    return [shape for shape in shapes if shape.kind in {"subtopic", "todo"}]


def _owner_near(column: Sequence[Node], topics: Sequence[Node]) -> str:
    """Find the topic that a column without a line belongs to: of tasks, the one above."""
    if not topics:
        return ""
    top = min(column, key=lambda node: node.rank)
    if top.kind == "todo":
        above = node_above(top, topics)
        if above:
            return above.id
    left, right = min(n.x for n in column), max(n.x + n.width for n in column)
    bottom = max(n.y + n.height for n in column)
    whole = replace(top, x=left, width=right - left, height=bottom - top.y)
    return min(topics, key=lambda topic: (hypot(*whole.gap(topic)), topic.rank)).id


def _owners(drawing: Drawing) -> dict[str, str]:
    """Find the topic of each subtopic that a line leads to, straight or through a frame."""
    nodes = drawing.nodes
    neighbours: dict[str, list[str]] = defaultdict(list)
    for source, target in drawing.edges:
        if not nodes[source].kind == nodes[target].kind == "topic":
            neighbours[source].append(target)
            neighbours[target].append(source)
    for frame, members in drawing.held.items():
        neighbours[frame] += members
    owners = {node.id: node.id for node in drawing.of("topic")}
    _spread(owners, neighbours)
    return owners


def _label_among(drawing: Drawing, members: Sequence[str]) -> str:
    """Give the uppermost label inside a frame, which is the frame's name."""
    labels = [drawing.nodes[name] for name in members if drawing.nodes[name].kind == "label"]
    return min(labels, key=lambda node: node.rank).label if labels else ""


def _in_order(topics: Sequence[Node], edges: Sequence[tuple[str, str]]) -> list[Node]:
    """Sort topics along the lines between them, and from top to bottom where there are none."""
    by_id = {node.id: node for node in topics}
    after: dict[str, set[str]] = defaultdict(set)
    waiting = dict.fromkeys(by_id, 0)
    for source, target in edges:
        if source in by_id and target in by_id and target not in after[source]:
            after[source].add(target)
            waiting[target] += 1
    ready = [node.rank for node in topics if not waiting[node.id]]
    heapify(ready)
    rest = sorted(topics, key=lambda node: node.rank)
    ordered: dict[str, Node] = {}
    while len(ordered) < len(topics):
        # Lines in a circle give no order; the highest topic goes on.
        name = heappop(ready)[2] if ready else next(n.id for n in rest if n.id not in ordered)
        if name in ordered:
            continue
        ordered[name] = by_id[name]
        for other in after[name]:
            waiting[other] -= 1
            if not waiting[other]:
                heappush(ready, by_id[other].rank)
    return list(ordered.values())

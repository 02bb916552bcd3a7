"""Which subtopics of a drawing belong to which topic, and in which order topics are read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from mlroadmap.importers.roadmapsh_drawing import Drawing, Node


def groups(drawing: Drawing) -> list[tuple[str, list[Node]]]:
    """Gather topics with their subtopics, and subtopics of frames that have their own name."""
    nodes, owners, topics = drawing.nodes, _owners(drawing), drawing.of("topic")
    found = {node.id: [node] for node in _in_order(topics, drawing.edges)}
    names = {node.id: node.label for node in topics}
    frames = {member: frame for frame, members in drawing.held.items() for member in members}
    labels = {frame: _label_among(drawing, held) for frame, held in drawing.held.items()}
    for node in drawing.of("subtopic"):
        owner, frame = owners.get(node.id), frames.get(node.id, "")
        if owner is None and labels.get(frame):
            names[frame] = labels[frame]
            owner = frame
        elif owner is None and topics:
            owner = _nearest(nodes.get(frame, node), topics)
        found.setdefault(owner or "", []).append(node)
    return [(names.get(owner, "Topics"), members) for owner, members in found.items()]


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
    frontier = list(owners)
    while frontier:
        reached = []
        for name in frontier:
            for other in neighbours[name]:
                if other not in owners:
                    owners[other] = owners[name]
                    reached.append(other)
        frontier = reached
    return owners


def _label_among(drawing: Drawing, members: Sequence[str]) -> str:
    """Give the uppermost label inside a frame, which is the frame's name."""
    labels = [drawing.nodes[name] for name in members if drawing.nodes[name].kind == "label"]
    return min(labels, key=lambda node: node.rank).label if labels else ""


def _nearest(node: Node, topics: Sequence[Node]) -> str:
    """Find the nearest topic; subtopics stand beside theirs, so height counts more."""
    x, y = node.middle

    def distance(topic: Node) -> tuple[float, tuple[float, float, str]]:
        other_x, other_y = topic.middle
        return ((x - other_x) / 2) ** 2 + (y - other_y) ** 2, topic.rank

    return min(topics, key=distance).id


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

"""The JSON that roadmap.sh lets learners download: a drawing of topics and subtopics.

A topic and the subtopics that belong to it become a stage. They belong by the lines drawn
between them, through frames where a line ends at one; and where no line is drawn, by what
is near. The order along the lines is an order of reading and no prerequisite.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from mlroadmap.core.text import clean
from mlroadmap.importers.names import key
from mlroadmap.importers.raw import (
    LeftOut,
    RawLink,
    RawRoadmap,
    RawSection,
    RawStage,
    RawTopic,
    SourceError,
)
from mlroadmap.importers.roadmapsh_drawing import (
    Drawing,
    Json,
    Node,
    items,
    label_of,
    read_drawing,
)
from mlroadmap.importers.roadmapsh_groups import groups
from mlroadmap.importers.wording import is_chat_or_badge, is_url

LOOKED_FOR = "nodes of the types topic and subtopic with a label"
_MOCKUP = (
    "is one of roadmap.sh's old drawings (a mockup of controls), which do not say what "
    "belongs to what; download the present one, or copy its topics into a Markdown list"
)
_KINDS = {
    "official", "opensource", "article", "video", "course", "book", "podcast", "feed",
    "roadmap", "website",
}  # fmt: skip
_CONTENT_LINK = re.compile(
    r"\[(?:@(?P<kind>[\w. -]{1,30})@)?(?P<title>[^\]\n]{1,300})\]\((?P<url>[^)\s]{1,2000})\)"
)
_CONTENT_NAME = re.compile(r"(?:.*/)?(?P<slug>[^/@]*)@(?P<id>[^/@]+)\.md")


def import_roadmapsh(
    data: Json, name: str, contents: Mapping[str, str] | None = None
) -> RawRoadmap:
    """Read a download; `contents` are the texts of its content files by their paths.

    Raises SourceError for JSON that is something else, or one of the old drawings.
    """
    drawing = read_drawing(data)
    links = _links(contents or {})
    stages = tuple(
        RawStage(head, (RawSection(head, tuple(_topic(node, links) for node in members)),))
        for head, members in groups(drawing)
    )
    left_out = tuple(
        LeftOut(0, str(raw["type"]), "a node without a label")
        for raw in items(data, "nodes")
        if raw.get("type") in ("topic", "subtopic") and not label_of(raw)
    )
    return RawRoadmap(_title(data, drawing) or name, stages, left_out, LOOKED_FOR)


def is_contents(text: str) -> bool:
    """Whether JSON holds texts and links by the ids of nodes rather than a drawing."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return (
        isinstance(data, dict)
        and bool(data)
        and all(isinstance(value, dict) and "links" in value for value in data.values())
    )


def is_drawing(data: object) -> bool:
    """Whether JSON is a drawing of roadmap.sh. Raises SourceError for one of the old ones."""
    if isinstance(data, dict) and "mockup" in data:
        raise SourceError(_MOCKUP)
    nodes = data.get("nodes") if isinstance(data, dict) else None
    return isinstance(nodes, list) and all(isinstance(node, dict) for node in nodes)


def is_drawing_text(text: str) -> bool:
    """Whether a text is the JSON of a drawing, old or present."""
    try:
        return is_drawing(json.loads(text))
    except SourceError:
        return True
    except (ValueError, RecursionError):
        return False


def _title(data: Json, drawing: Drawing) -> str:
    title = data.get("title")
    if isinstance(title, dict):
        title = title.get("page") or title.get("card")
    if isinstance(title, str) and clean(title):
        return clean(title)
    return next((node.label for node in drawing.of("title")), "")


def _topic(node: Node, links: Mapping[str, tuple[RawLink, ...]]) -> RawTopic:
    found = links.get(node.id) or links.get(f"slug {key(node.label)}", ())
    source = f"{node.kind} {node.id}"
    topic = RawTopic(node.label, source=source, links=found, done=node.done)
    return replace(topic, note=f"Marked as: {node.note}.") if node.note else topic


def _links(contents: Mapping[str, str]) -> dict[str, tuple[RawLink, ...]]:
    """Read the links of content files, by the id of the node that their name ends with."""
    found: dict[str, tuple[RawLink, ...]] = {}
    for path, text in contents.items():
        if path.endswith(".json"):
            found |= _links_of_json(text)
        else:
            match = _CONTENT_NAME.fullmatch(path)
            name = match["id"] if match else f"slug {key(path.rpartition('/')[2][:-3])}"
            found[name] = tuple(_links_of_text(text))
    return found


def _links_of_text(text: str) -> Iterable[RawLink]:
    for match in _CONTENT_LINK.finditer(text):
        url = clean(match["url"])
        if is_url(url) and not is_chat_or_badge(url):
            yield RawLink(clean(match["title"]), url, _kind(match["kind"]))


def _links_of_json(text: str) -> dict[str, tuple[RawLink, ...]]:
    found = {}
    for name, entry in json.loads(text).items():
        links = []
        for link in items(entry, "links"):
            title, url = clean(str(link.get("title", ""))), clean(str(link.get("url", "")))
            if is_url(url) and not is_chat_or_badge(url):
                links.append(RawLink(title or url, url, _kind(link.get("type"))))
        found[name] = tuple(links)
    return found


def _kind(kind: object) -> str:
    name = kind.strip().lower() if isinstance(kind, str) else ""
    return name if name in _KINDS else ""

"""The JSON that roadmap.sh lets learners download: a drawing of topics and subtopics.

A topic and the subtopics that belong to it become a stage. They belong by the lines drawn
between them, through frames where a line ends at one; where no line is drawn, by the column
that they stand in and by what is near, and every such guess is counted. Boxes of checklists
are topics too, and buttons below a topic are its links. The order along the lines is an order
of reading and no prerequisite.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from msgspec import Struct, field
from msgspec.structs import replace

from mlroadmap.core.text import clean, count
from mlroadmap.importers.account import Account
from mlroadmap.importers.links import urls_of
from mlroadmap.importers.names import key
from mlroadmap.importers.raw import (
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
from mlroadmap.importers.roadmapsh_groups import groups, node_above
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
    found = groups(drawing)
    account = Account()
    links = _links(contents or {}, account)
    buttons = _buttons(drawing)
    stages = tuple(
        RawStage(
            head, (RawSection(head, tuple(_topic(node, links, buttons) for node in members)),)
        )
        for head, members in found.members
    )
    _account_for(data, drawing, account)
    _account_for_links(account, links, drawing, stages)
    guess = f"no line or frame says where {count(found.guessed, 'subtopic')} belong"
    return RawRoadmap(
        _title(data, drawing) or name,
        stages,
        account.left_out(),
        LOOKED_FOR,
        account.tallies(),
        (f"{guess}, so they are put with what is next to them",) if found.guessed else (),
    )


def _account_for(data: Json, drawing: Drawing, account: Account) -> None:
    """Count the shapes that people can study; the others decorate or lead elsewhere."""
    for at, raw in enumerate(items(data, "nodes")):
        kind = str(raw.get("type"))
        if kind in {"topic", "subtopic", "todo"}:
            account.expect(kind, at, 0, label_of(raw) or kind)
            if label_of(raw):
                account.take(at)
            else:
                account.leave(at, "a node without a label")
    for node in drawing.nodes.values():
        if ":" in node.id and node.kind == "todo":
            account.expect("box", node.id, 0, node.label)
            account.take(node.id)
        if node.url and node.kind not in {"label", "title"}:
            account.expect("link", node.id, 0, node.label)


def _account_for_links(
    account: Account, links: _Links, drawing: Drawing, stages: Sequence[RawStage]
) -> None:
    used = urls_of(stages)
    for node in drawing.nodes.values():
        if node.url in used:
            account.take(node.id)
        account.leave_open(node.id, "leading to other pages of the site")
    for path, found in links.by_file.items():
        if all(link.url in used for link in found):
            account.take(("file", path))
        account.leave_open(("file", path), "no topic of this id or name")
        for at, link in enumerate(found):
            unit = ("link", path, at)
            account.expect("link", unit, 0, link.title)
            if link.url in used:
                account.take(unit)
            else:
                account.leave(unit, "in a content file of no topic")


def _buttons(drawing: Drawing) -> dict[str, list[RawLink]]:
    """Give the links of buttons by the shape that each stands below."""
    above = [*drawing.of("todo"), *drawing.of("subtopic"), *drawing.of("topic")]
    found: dict[str, list[RawLink]] = {}
    for node in drawing.of("resourceButton"):
        owner = node_above(node, above)
        if owner and is_url(node.url):
            found.setdefault(owner.id, []).append(RawLink(node.label, node.url))
    return found


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


class _Links(Struct):
    """The links of content files by the topic that they are about, and by file."""

    by_topic: dict[str, tuple[RawLink, ...]] = field(default_factory=dict)
    by_file: dict[str, tuple[RawLink, ...]] = field(default_factory=dict)


def _topic(node: Node, links: _Links, buttons: Mapping[str, list[RawLink]]) -> RawTopic:
    by_topic = links.by_topic
    found = by_topic.get(node.id) or by_topic.get(f"slug {key(node.label)}", ())
    source = f"{node.kind} {node.id}"
    found = (*found, *buttons.get(node.id, ()))
    topic = RawTopic(node.label, source=source, links=found, done=node.done)
    return replace(topic, note=f"Marked as: {node.note}.") if node.note else topic


def _links(contents: Mapping[str, str], account: Account) -> _Links:
    """Read the links of content files, by the id of the node that their name ends with."""
    found = _Links()
    for path, text in contents.items():
        account.expect("file", ("file", path), 0, path)
        if path.endswith(".json"):
            by_topic = _links_of_json(text)
            found.by_topic |= by_topic
            links = tuple(link for each in by_topic.values() for link in each)
        else:
            match = _CONTENT_NAME.fullmatch(path)
            name = match["id"] if match else f"slug {key(PurePosixPath(path).stem)}"
            links = tuple(_links_of_text(text))
            found.by_topic[name] = links
        found.by_file[path] = links
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

"""Which parts of a document count, and what its topics are: boxes, rows, items or links."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from mlroadmap.importers.account import Account
from mlroadmap.importers.hours import split_hours
from mlroadmap.importers.links import is_relative
from mlroadmap.importers.markdown_account import leave_within
from mlroadmap.importers.markdown_blocks import Block
from mlroadmap.importers.markdown_links import followed, is_contents, is_lone_link, links_of
from mlroadmap.importers.markdown_lists import LISTS, is_box, opening
from mlroadmap.importers.markdown_outline import Part
from mlroadmap.importers.names import key
from mlroadmap.importers.part_words import (
    is_about_itself,
    is_contents_heading,
    is_curriculum,
    is_resources,
    is_translations,
)
from mlroadmap.importers.reasons import ABOUT, BESIDE, STRUCK, TRANSLATIONS
from mlroadmap.importers.wording import is_link_word, is_prerequisites

BEFORE = "what is to be known before"

Kind = Literal["boxes", "rows", "items", "links", "headings"]

# One kind decides for the whole document, unless list items are more than so many times as
# many, so that it is the exception in it.
_MOST_ITEMS: dict[Kind, float] = {"boxes": 4, "rows": 3, "links": 1 / 3}
# A part called curriculum is all there is to study when it holds this share of the items.
_MOST_OF_ALL = 0.6
# A part about the document holds at most this share of the items, unless they are few.
_MOST_ABOUT, _FEW = 0.4, 20


class Kept(Struct, frozen=True):
    """A part that counts, with the parts around it, outermost first, and itself."""

    chain: tuple[Part, ...]
    is_wanted: bool = False

    @property
    def part(self) -> Part:
        """The part itself."""
        return self.chain[-1]

    @property
    def path(self) -> tuple[str, ...]:
        """The titles of the parts around it, and its own."""
        return tuple(part.title for part in self.chain[1:])

    @property
    def units(self) -> tuple[int, ...]:
        """What the account counts for its heading, which may be in a list item."""
        source = self.part.source
        first = opening(source) if source else None
        return (
            (id(source), id(first)) if source and source.kind == "list_item" else (id(source),)
        )

    @property
    def sources(self) -> tuple[int, ...]:
        """What stands in the account for the heading of each."""
        return tuple(id(part.source) for part in self.chain[1:])


class Choice:
    """Decides which parts count, and says in the account why others do not."""

    def __init__(self, root: Part, account: Account, keep: Collection[str]) -> None:
        self._account = account
        self._keep = set(map(key, keep))
        self._curriculum = _curriculum(root)
        self._everything = sum(map(_size_of_all, within(root)))
        self._root = root

    def kept(self) -> list[Kept]:
        """List the parts that are about the subject, in order."""
        return list(self._kept((self._root,), is_wanted=False))

    def _kept(self, chain: tuple[Part, ...], *, is_wanted: bool) -> Iterator[Kept]:
        yield Kept(chain, is_wanted)
        for inner in chain[-1].parts:
            is_kept = is_wanted or key(inner.title) in self._keep
            reason = "" if is_kept else self._reason(inner, chain)
            if reason:
                leave_part(self._account, inner, reason, inner.title)
            else:
                yield from self._kept((*chain, inner), is_wanted=is_kept)

    def _reason(self, part: Part, chain: Sequence[Part]) -> str:
        """Say why a part does not count; boxes are tasks, whatever the heading says."""
        has_boxes = any(boxes(inner.blocks) for inner in within(part))
        has_rows = any(rows(inner.blocks) for inner in within(part))
        listed = items(part.blocks)
        reason = ""
        is_bare = not part.blocks and not part.parts
        if part.inline.is_struck:
            reason = STRUCK
        elif has_boxes or is_bare:
            pass
        elif is_about_itself(part.title) and not (self._is_most(part) or _leads_out(part)):
            reason = ABOUT
        elif is_prerequisites(part.title) and not has_rows:
            reason = BEFORE
        elif is_translations(part.title) and listed and all(map(_is_translation, listed)):
            reason = TRANSLATIONS
        elif self._curriculum and not (has_rows or self._is_curriculum(part, chain)):
            reason = BESIDE
        return reason

    def _is_most(self, part: Part) -> bool:
        """Whether a part holds so much that it cannot be about the document."""
        inside = sum(map(_size_of_all, within(part)))
        return inside > max(_MOST_ABOUT * self._everything, _FEW)

    def _is_curriculum(self, part: Part, chain: Sequence[Part]) -> bool:
        """Whether a part is in the curriculum or around it, or holds resources."""
        inside = any(each is self._curriculum for each in (*chain, *within(part)))
        return inside or is_resources(part.title)


def _leads_out(part: Part) -> bool:
    """Whether a table of contents is none, as most of its items lead to the web."""
    if not is_contents_heading(part.title):
        return False
    return _mostly(_leads_to_web, list_items(part.blocks))


def _leads_to_web(item: Block) -> bool:
    first = opening(item)
    links = followed(first.inline.links) if first else ()
    return any(not is_relative(link.url) for link in links)


def _leads(item: Block) -> bool:
    first = opening(item)
    return first is not None and bool(links_of(first.inline))


def _mostly(holds: Callable[[Block], bool], found: Sequence[Block]) -> bool:
    return 2 * sum(map(holds, found)) > len(found)


def leave_part(account: Account, part: Part, reason: str, under: str = "") -> None:
    """Leave out a part with all that is in it."""
    for inner in within(part):
        if inner.source is not None:
            leave_within(account, inner.source, reason, under)
        for block in inner.blocks:
            leave_within(account, block, reason, under)


def within(part: Part) -> Iterator[Part]:
    """Go through a part and all parts inside."""
    yield part
    for inner in part.parts:
        yield from within(inner)


def decide(parts: Sequence[Kept]) -> Kind | None:
    """Find what topics are in the whole document; None where each part has its own way."""
    counted = [kept.part for kept in parts if not is_resources(kept.part.title)]
    found: dict[Kind, int] = {
        "boxes": sum(len(boxes(part.blocks)) for part in counted),
        "rows": sum(rows(part.blocks) for part in counted),
        "links": sum(map(is_lone_link, _paragraphs(counted))),
    }
    number = sum(len(items(part.blocks)) for part in counted)
    if not found["boxes"] and not found["rows"]:
        leaves = [part for part in counted if can_be_topic(part) or is_empty(part)]
        lengths = sum(map(ends_with_length, _paragraphs(counted)))
        is_prose = len(leaves) > max(2 * (number + lengths), found["links"])
        if is_prose or _lead_somewhere(leaves):
            return "headings"
    decisive = (kind for kind in found if found[kind] * _MOST_ITEMS[kind] >= number)
    return next((kind for kind in decisive if found[kind]), None)


def kinds_of(part: Part) -> set[Kind]:
    """Find what the topics of a part are where the document has not decided.

    Items beside a table are topics like its rows if they lead somewhere, too; others are
    instructions.
    """
    if boxes(part.blocks):
        return {"boxes"}
    if rows(part.blocks):
        return {"rows", "items"} if _mostly(_leads, items(part.blocks)) else {"rows"}
    return {"items"} if items(part.blocks) else {"links"}


def _lead_somewhere(leaves: Sequence[Part]) -> bool:
    """Whether most headings that end the outline lead somewhere, as those of courses do.

    A heading does by its own link, or by one below it such as `Link to the course`.
    """
    leading = sum(map(_leads_somewhere, leaves))
    return leading >= 2 and 3 * leading >= 2 * len(leaves)


def ends_with_length(block: Block) -> bool:
    """Whether a line says how long something takes."""
    return split_hours(block.inline.text)[1] is not None


def can_be_topic(part: Part) -> bool:
    """Whether a heading ends the outline and has more below it than a table of contents."""
    has_content = items(part.blocks) or any(block.kind not in LISTS for block in part.blocks)
    return bool(part.level and not part.parts and (has_content or part.inline.links))


def resource_parts(part: Part) -> Sequence[Part]:
    """Give what is below a heading if it says only what to learn from."""
    return part.parts if all(is_resources(inner.title) for inner in part.parts) else ()


def is_empty(part: Part) -> bool:
    """Whether a heading below the highest level has nothing under it, not even words."""
    return part.level > 1 and not part.parts and not part.blocks


def _leads_somewhere(part: Part) -> bool:
    if followed(part.inline.links):
        return True
    paragraphs = (block for block in part.blocks if block.kind == "paragraph")
    lone = (block for block in paragraphs if is_lone_link(block))
    return any(is_link_word(links_of(block.inline)[0].title) for block in lone)


def _curriculum(root: Part) -> Part | None:
    """Find the only part called curriculum or syllabus, if it holds most of the items."""
    found = [part for part in within(root) if is_curriculum(part.title) and part.level < 3]
    if len(found) != 1 or (found[0] in root.parts and found[0].level == 1 == len(root.parts)):
        return None
    inside, everything = (sum(map(_size, within(part))) for part in (found[0], root))
    return found[0] if everything and inside >= _MOST_OF_ALL * everything else None


def _size(part: Part) -> int:
    is_beside = is_about_itself(part.title) or is_resources(part.title)
    return 0 if is_beside else len(items(part.blocks)) + rows(part.blocks)


def _size_of_all(part: Part) -> int:
    return len(items(part.blocks)) + rows(part.blocks)


def _is_translation(item: Block) -> bool:
    """Whether an item is a link to another file or page of the same project, or nothing."""
    first = opening(item)
    links = first.inline.links if first else ()
    return bool(links) and all(
        is_relative(link.url) or "github.com" in link.url for link in links
    )


def boxes(blocks: Sequence[Block]) -> list[Block]:
    """List the outermost boxes."""
    found: list[Block] = []
    for block in blocks:
        if is_box(block):
            found.append(block)
        elif block.kind in LISTS or block.kind == "list_item":
            found += boxes(block.children)
    return found


def rows(blocks: Sequence[Block]) -> int:
    """Count the rows of tables below their headers."""
    tables = [block for block in blocks if block.kind == "table"]
    return sum(sum(block.kind == "tr" for block in table.within()) - 1 for table in tables)


def items(blocks: Sequence[Block]) -> list[Block]:
    """List the items of lists, but those that only lead elsewhere in the document."""
    return [item for item in list_items(blocks) if not is_contents(item)]


def list_items(blocks: Sequence[Block]) -> list[Block]:
    """List the items of lists that hold something."""
    lists = (block for block in blocks if block.kind in LISTS)
    return [item for block in lists for item in block.children if opening(item)]


def _paragraphs(parts: Sequence[Part]) -> Iterator[Block]:
    for part in parts:
        yield from (block for block in part.blocks if block.kind == "paragraph")

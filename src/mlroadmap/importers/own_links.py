"""The links in our own exports: of topics, and of the sections and stages around them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from mlroadmap.formats.export_links import RESOURCES_LABEL, read_link_cell
from mlroadmap.importers.markdown_blocks import Block
from mlroadmap.importers.markdown_lists import LISTS, opening
from mlroadmap.importers.raw import RawLink

Links = tuple[RawLink, ...]


class OwnLinks(Struct):
    """The links of sections and stages in a table, which the rows of their topics bring.

    Those of a section that has its stage's name are the stage's.
    """

    sections: dict[tuple[str, str], Links] = field(default_factory=dict)
    stages: dict[str, Links] = field(default_factory=dict)

    def add(self, name: str, cells: Mapping[str, str]) -> None:
        """Take the links of a row's section and stage; `name` is the roadmap's title."""
        stage = cells["stage"] or name
        place = (stage, cells["section"] or stage)
        self.stages[stage] = (*self.of_stage(stage), *cell_links(cells["stage links"]))
        if place == (stage, stage):
            self.stages[stage] += cell_links(cells["section links"])
        else:
            links = cell_links(cells["section links"])
            self.sections[place] = (*self.of_section(*place), *links)

    def of_section(self, stage: str, section: str) -> Links:
        """Give the links of a section."""
        return self.sections.get((stage, section), ())

    def of_stage(self, stage: str) -> Links:
        """Give the links of a stage."""
        return self.stages.get(stage, ())


def cell_links(cell: str) -> Links:
    """Read a cell of links."""
    return tuple(RawLink(title, url) for title, url in read_link_cell(cell))


def listed_links(item: Block) -> Links:
    """Give what an item that says `Resources:` lists; nothing for any other item."""
    first = opening(item)
    if first is None or first.inline.text != RESOURCES_LABEL:
        return ()
    lists = [block for block in item.children if block.kind in LISTS]
    openings = [opening(inner) for block in lists for inner in block.children]
    return tuple(_link(entry) for entry in openings if entry and entry.inline.text)


def is_resource_list(item: Block) -> bool:
    """Whether an item lists the links of its section or stage, and is no topic."""
    first = opening(item)
    return first is not None and first.inline.text == RESOURCES_LABEL


def _link(entry: Block) -> RawLink:
    links = entry.inline.links
    return links[0] if links else RawLink(entry.inline.text)

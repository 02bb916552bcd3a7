"""An export of Notion: databases as CSV, a page a Markdown file, ids at the ends of names.

A row of a database is a topic, with what its page holds as its steps and links. Pages of a
database without its CSV are rows by the properties at their heads. Other pages are parts of
the roadmap of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from msgspec.structs import replace

from mlroadmap.core.text import clean
from mlroadmap.importers.account import joined_tallies
from mlroadmap.importers.markdown import import_markdown
from mlroadmap.importers.markdown_account import account_of
from mlroadmap.importers.markdown_blocks import parse_blocks
from mlroadmap.importers.markdown_details import details_of
from mlroadmap.importers.markdown_links import once
from mlroadmap.importers.names import key, without_id
from mlroadmap.importers.options import ImportOptions
from mlroadmap.importers.raw import LeftOut, RawRoadmap, RawTopic
from mlroadmap.importers.table import LOOKED_FOR as IN_TABLES
from mlroadmap.importers.table import import_csv, import_rows
from mlroadmap.importers.together import together

LOOKED_FOR = f"pages with lists, and in databases {IN_TABLES}"
AS_BEFORE = "the same rows as in the file that holds all of them"

_PROPERTY = re.compile(r"(?P<name>[^\W\d_][^:\n]{0,60}):[ \t]+(?P<value>\S.*)")
_REFERENCE = re.compile(r"\(([^()]*%20[^()]*|[^()]*[0-9a-f]{32}[^()]*)\)")
_HEAD_LINES = 60


def is_notion(files: Mapping[str, object]) -> bool:
    """Whether files have names as Notion gives them."""
    return any(
        without_id(stem) != stem for stem in (PurePosixPath(path).stem for path in files)
    )


def import_notion(files: Mapping[str, str], name: str, options: ImportOptions) -> RawRoadmap:
    """Read the databases and pages of an export."""
    tables = {path: text for path, text in files.items() if path.lower().endswith(".csv")}
    pages = {path: text for path, text in files.items() if path.lower().endswith(".md")}
    found: list[tuple[str, RawRoadmap]] = []
    used: set[str] = set()
    repeated = [path for path in tables if f"{path[:-4]}_all.csv" in tables]
    for path in sorted(set(tables) - set(repeated)):
        rows = {at: text for at, text in pages.items() if _database(at) == _bare(path)}
        used |= set(rows)
        raw = import_csv(tables[path], _title(path), options)
        found.append((path, _with_pages(raw, rows, options)))
    rest = {path: text for path, text in pages.items() if path not in used}
    for folder in sorted({str(PurePosixPath(path).parent) for path in rest}):
        inside = {p: t for p, t in rest.items() if str(PurePosixPath(p).parent) == folder}
        found += _import_pages(folder, inside, options)
    raw = found[0][1] if len(found) == 1 else together(found, name, LOOKED_FOR)
    left = tuple(LeftOut(0, "", AS_BEFORE, path, "file") for path in repeated)
    return replace(raw, left_out=(*raw.left_out, *left))


def _import_pages(
    folder: str, pages: Mapping[str, str], options: ImportOptions
) -> list[tuple[str, RawRoadmap]]:
    """Read pages of one folder: as rows where they have properties, or each by itself."""
    heads = {path: _properties(text) for path, text in pages.items()}
    if len(pages) > 1 and all(heads.values()):
        names = list(dict.fromkeys(name for head in heads.values() for name in head))
        rows = [(1, ["Name", *names])]
        for number, (path, head) in enumerate(sorted(heads.items()), start=2):
            rows.append(
                (number, [_page_title(path, pages[path]), *(head.get(n, "") for n in names)])
            )
        raw = import_rows(rows, _title(folder), options)
        return [(folder, _with_pages(raw, pages, options))]
    found = []
    for path, text in sorted(pages.items()):
        raw = import_markdown(text, _title(path), options)
        found.append((path, raw))
    return found


def _with_pages(
    raw: RawRoadmap, pages: Mapping[str, str], options: ImportOptions
) -> RawRoadmap:
    """Add what pages hold to the topics of the same title."""
    by_title = {key(_page_title(path, text)): (path, text) for path, text in pages.items()}
    left_out, tallies = list(raw.left_out), list(raw.tallies)

    def filled(topic: RawTopic) -> RawTopic:
        path, text = by_title.pop(key(topic.title), ("", ""))
        if not path:
            return topic
        body = _body(text)
        document = parse_blocks(body, options.base, options.notes)
        account = account_of(document)
        details = details_of(document.children, account)
        account.take_rest("link")
        left_out.extend(replace(left, file=path) for left in account.left_out())
        tallies.extend(account.tallies())
        return replace(
            topic,
            steps=(*topic.steps, *details.steps),
            links=once([*topic.links, *details.links]),
            needs=(*topic.needs, *details.needs),
        )

    stages = tuple(
        replace(
            stage,
            sections=tuple(
                replace(section, topics=tuple(map(filled, section.topics)))
                for section in stage.sections
            ),
        )
        for stage in raw.stages
    )
    left_out += (
        LeftOut(0, "", "a page of no row", path, "file") for path, _ in by_title.values()
    )
    return replace(
        raw,
        stages=stages,
        left_out=tuple(left_out),
        tallies=joined_tallies(iter(tallies)),
    )


def _properties(text: str) -> dict[str, str]:
    """Read the lines `Name: value` below the title of a page."""
    lines = text.removeprefix("\ufeff").lstrip().split("\n")[1:_HEAD_LINES]
    found: dict[str, str] = {}
    for line in lines:
        match = _PROPERTY.fullmatch(line.strip())
        if match:
            found[clean(match["name"])] = clean(_REFERENCE.sub("", match["value"]))
        elif found or line.strip():
            break
    return found


def _body(text: str) -> str:
    """Give a page without its title and properties, with the same lines."""
    lines = text.removeprefix("\ufeff").split("\n")
    properties = _properties(text)
    for at, line in enumerate(lines):
        match = _PROPERTY.fullmatch(line.strip())
        if line.startswith("# ") or (match and clean(match["name"]) in properties):
            lines[at] = ""
        elif line.strip():
            break
    return "\n".join(lines)


def _page_title(path: str, text: str) -> str:
    first = text.removeprefix("\ufeff").lstrip().partition("\n")[0]
    return clean(first[2:]) if first.startswith("# ") else _title(path)


def _title(path: str) -> str:
    stem = PurePosixPath(path).stem
    return clean(without_id(stem).removesuffix("_all")) or "Pages"


def _bare(path: str) -> str:
    """Give the path of a database without ids, as its folder of pages has it."""
    parent = PurePosixPath(path).parent
    return "/".join([*map(_title, parent.parts), _title(path)])


def _database(path: str) -> str:
    """Give the path of the database that a page would be a row of."""
    return "/".join(map(_title, PurePosixPath(path).parent.parts))

"""Which importer reads a file, by its name and by what is in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from mlroadmap.core.text import clean
from mlroadmap.importers.anki import are_cards, import_anki, is_anki
from mlroadmap.importers.headers import is_header
from mlroadmap.importers.json_tree import import_tree
from mlroadmap.importers.markdown import import_markdown
from mlroadmap.importers.names import without_id
from mlroadmap.importers.options import ImportOptions
from mlroadmap.importers.org import import_org
from mlroadmap.importers.pdf_text import read_pdf
from mlroadmap.importers.plain_text import as_markdown, is_plain
from mlroadmap.importers.raw import RawRoadmap, SourceError
from mlroadmap.importers.roadmapsh import import_roadmapsh, is_drawing
from mlroadmap.importers.table import LOOKED_FOR as IN_TABLES
from mlroadmap.importers.table import import_csv, import_rows
from mlroadmap.importers.todotxt import import_todotxt, is_todotxt
from mlroadmap.importers.together import together
from mlroadmap.importers.trello import import_trello_board, is_trello_board
from mlroadmap.importers.workbook import read_workbook
from mlroadmap.importers.youtube import import_playlist, is_playlist

MARKDOWN = {".md", ".markdown", ".mdown", ".mkd"}
TEXTS = {".txt", ".text", ""}
TABLES = {".csv", ".tsv"}
JSON = {".json"}
ORG = {".org"}
WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".ods"}
DOCUMENTS = {".pdf"}
BINARY = frozenset(WORKBOOKS | DOCUMENTS)
SUFFIXES = frozenset(MARKDOWN | TEXTS - {""} | TABLES | JSON | ORG | BINARY)

# What people try, and what they can do instead.
_INSTEAD = {
    ".apkg": "In Anki, export notes as plain text with a header.",
    ".docx": "Save it as plain text or PDF, or paste its text into mlroadmap import -.",
    ".html": "Save the page's source in Markdown, or paste its text into mlroadmap import -.",
    ".htm": "Paste the text of the page into mlroadmap import -.",
    ".zip": "Unpack it, then name the folder.",
    ".opml": "Export the outline as Markdown.",
    ".numbers": "Export the sheet as CSV.",
    ".ics": "A calendar holds dates, not topics; export the list that it came from.",
    ".pptx": "Save it as PDF.",
    ".ipynb": "Name the Markdown file that lists the notebooks.",
    ".xml": "Export it as JSON, CSV or Markdown.",
    ".enex": "Export the note as Markdown.",
}  # fmt: skip


def suffix_of(path: str) -> str:
    """Give the ending of a file's name in lower case."""
    return PurePosixPath(path).suffix.lower()


def instead_of(path: str) -> str:
    """Say what would work in the place of a file that nothing here reads; or nothing."""
    return _INSTEAD.get(suffix_of(path), "")


def import_file(
    path: str, content: str | bytes, contents: Mapping[str, str], options: ImportOptions
) -> RawRoadmap:
    """Read one file; `contents` are content files that belong to a drawing.

    Raises SourceError for a file that is not what its name says.
    """
    name, suffix = without_id(clean(PurePosixPath(path).stem)) or "Roadmap", suffix_of(path)
    if isinstance(content, bytes):
        if suffix in DOCUMENTS:
            return _import_text(read_pdf(content), name, options)
        return _import_workbook(content, name, options)
    if suffix in JSON:
        return _import_json(content, name, contents, options)
    importers: Mapping[str, Callable[[str, str, ImportOptions], RawRoadmap]] = {
        **dict.fromkeys(TABLES, _import_table),
        **dict.fromkeys(ORG, import_org),
        **dict.fromkeys(MARKDOWN, import_markdown),
    }
    return importers.get(suffix, _import_text)(content, name, options)


def _import_table(text: str, name: str, options: ImportOptions) -> RawRoadmap:
    return import_anki(text, name) if is_anki(text) else import_csv(text, name, options)


def _import_text(text: str, name: str, options: ImportOptions) -> RawRoadmap:
    """Read a text whose name does not say what it is."""
    stripped = text.removeprefix("\ufeff").lstrip()
    if is_anki(text):
        return import_anki(text, name)
    if stripped.startswith(("{", "[{")):
        return _import_json(text, name, {}, options)
    if are_cards(text):
        is_table = is_header(stripped.partition("\n")[0].split("\t"))
        return import_csv(text, name, options) if is_table else import_anki(text, name)
    if is_todotxt(text):
        return import_todotxt(text, name)
    if is_plain(text):
        return import_markdown(as_markdown(text), name, options)
    return import_markdown(text, name, options)


def _import_json(
    text: str, name: str, contents: Mapping[str, str], options: ImportOptions
) -> RawRoadmap:
    try:
        data = json.loads(text)
    except RecursionError as error:
        raise SourceError("is nested too deep") from error
    except ValueError as error:
        raise SourceError(f"is not JSON: {clean(str(error))}") from error
    if is_drawing(data):
        return import_roadmapsh(data, name, contents)
    if is_trello_board(data):
        return import_trello_board(data, name)
    if is_playlist(data):
        return import_playlist(data, name)
    return import_tree(data, name, options)


def _import_workbook(content: bytes, name: str, options: ImportOptions) -> RawRoadmap:
    """Read the sheets of a workbook; of several, each is a stage of the roadmap."""
    sheets = list(read_workbook(content))
    found = [(sheet, import_rows(rows, sheet, options)) for sheet, rows in sheets]
    if len(found) == 1:
        return import_rows(sheets[0][1], name, options)
    return together(found, name, IN_TABLES)

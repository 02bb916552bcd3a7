"""The formats of `export`: what each is called, what it is, and what writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from mlroadmap.cli.output import spell
from mlroadmap.core.text import excerpt, nearest
from mlroadmap.errors import UsageError
from mlroadmap.exporters.anki import to_anki
from mlroadmap.exporters.csv_table import to_csv
from mlroadmap.exporters.export_input import Exporter, ExportInput
from mlroadmap.exporters.ics import CalendarOptions, to_ics
from mlroadmap.exporters.markdown import to_markdown
from mlroadmap.exporters.mermaid import to_mermaid
from mlroadmap.exporters.obsidian import to_obsidian
from mlroadmap.exporters.page.document import to_html
from mlroadmap.exporters.taskwarrior import to_taskwarrior
from mlroadmap.exporters.todotxt import to_todotxt
from mlroadmap.views.documents.summary import plan_document


class Format(Struct, frozen=True):
    """A format: its name, the usual ending of its files, and what it is."""

    name: str
    ending: str
    what: str
    write: Callable[[ExportInput, CalendarOptions], str]


def _plain(name: str, ending: str, what: str, exporter: Exporter) -> Format:
    return Format(name, ending, what, lambda export_input, _: exporter(export_input))


def _to_json(export_input: ExportInput) -> str:
    return spell(plan_document(export_input.study_state, export_input.roadmap_sha256)) + "\n"


FORMATS: Mapping[str, Format] = {
    each.name: each
    for each in (
        Format("ics", ".ics", "a calendar, one event a day of study", to_ics),
        _plain("html", ".html", "a page to look at, to print or to share", to_html),
        _plain("markdown", ".md", "task lists, which import back", to_markdown),
        _plain("csv", ".csv", "a table, which imports back", to_csv),
        _plain("json", ".json", "what plan --json prints", _to_json),
        _plain("mermaid", ".mmd", "a Gantt chart for Markdown pages", to_mermaid),
        _plain("taskwarrior", ".json", "tasks for task import", to_taskwarrior),
        _plain("todotxt", ".txt", "a todo.txt list", to_todotxt),
        _plain("anki", ".txt", "the cards of what you learned, for Anki", to_anki),
        _plain("obsidian", ".md", "tasks for Obsidian's Tasks plugin", to_obsidian),
    )
}


def find_format(name: str) -> Format:
    """Find a format by its name. Raises UsageError for an unknown one, and for none."""
    if not name:
        raise UsageError("Which format?", f"Name one: {', '.join(FORMATS)}.")
    found = FORMATS.get(name.lower())
    if found is None:
        near = nearest(name.lower(), FORMATS)
        hint = f"Did you mean {near}?" if near else f"The formats are: {', '.join(FORMATS)}."
        raise UsageError(f"{excerpt(name)} is no format.", hint)
    return found

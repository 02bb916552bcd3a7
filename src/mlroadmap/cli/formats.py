"""The formats of `export`: what each is called, what it is, and what writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from mlroadmap.core.text import excerpt, nearest
from mlroadmap.errors import UsageError

if TYPE_CHECKING:
    from mlroadmap.exporters.export_input import ExportInput
    from mlroadmap.exporters.ics import CalendarOptions


class Format(Struct, frozen=True):
    """A format: its name, the usual ending of its files, and what it is.

    `write` imports the exporter, so that a command imports the one it uses.
    """

    name: str
    ending: str
    what: str
    write: Callable[[ExportInput, CalendarOptions], str]


def _ics(export_input: ExportInput, options: CalendarOptions) -> str:
    from mlroadmap.exporters.ics import to_ics

    return to_ics(export_input, options)


def _html(export_input: ExportInput, _: CalendarOptions) -> str:
    from mlroadmap.exporters.page.document import to_html

    return to_html(export_input)


def _markdown(export_input: ExportInput, _: CalendarOptions) -> str:
    from mlroadmap.exporters.markdown import to_markdown

    return to_markdown(export_input)


def _csv(export_input: ExportInput, _: CalendarOptions) -> str:
    from mlroadmap.exporters.csv_table import to_csv

    return to_csv(export_input)


def _json(export_input: ExportInput, _: CalendarOptions) -> str:
    from mlroadmap.cli.output import spell
    from mlroadmap.views.documents.summary import plan_document

    return spell(plan_document(export_input.study_state, export_input.roadmap_sha256)) + "\n"


def _mermaid(export_input: ExportInput, _: CalendarOptions) -> str:
    from mlroadmap.exporters.mermaid import to_mermaid

    return to_mermaid(export_input)


def _taskwarrior(export_input: ExportInput, _: CalendarOptions) -> str:
    from mlroadmap.exporters.taskwarrior import to_taskwarrior

    return to_taskwarrior(export_input)


def _todotxt(export_input: ExportInput, _: CalendarOptions) -> str:
    from mlroadmap.exporters.todotxt import to_todotxt

    return to_todotxt(export_input)


def _anki(export_input: ExportInput, _: CalendarOptions) -> str:
    from mlroadmap.exporters.anki import to_anki

    return to_anki(export_input)


def _obsidian(export_input: ExportInput, _: CalendarOptions) -> str:
    from mlroadmap.exporters.obsidian import to_obsidian

    return to_obsidian(export_input)


FORMATS: Mapping[str, Format] = {
    each.name: each
    for each in (
        Format("ics", ".ics", "a calendar, one event a day of study", _ics),
        Format("html", ".html", "a page to look at, to print or to share", _html),
        Format("markdown", ".md", "task lists, which import back", _markdown),
        Format("csv", ".csv", "a table, which imports back", _csv),
        Format("json", ".json", "what plan --json prints", _json),
        Format("mermaid", ".mmd", "a Gantt chart for Markdown pages", _mermaid),
        Format("taskwarrior", ".json", "tasks for task import", _taskwarrior),
        Format("todotxt", ".txt", "a todo.txt list", _todotxt),
        Format("anki", ".txt", "the cards of what you learned, for Anki", _anki),
        Format("obsidian", ".md", "tasks for Obsidian's Tasks plugin", _obsidian),
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
        raise UsageError(f"{excerpt(name)} is not a format.", hint)
    return found

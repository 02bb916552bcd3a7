"""The formats of `export`: what each is called, what it is, and what writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from msgspec import Struct

from mlroadmap.core.text import excerpt, nearest
from mlroadmap.errors import UsageError

if TYPE_CHECKING:
    from mlroadmap.core.schedule.study_state import StudyState
    from mlroadmap.exporters.export_input import Exporter, ExportInput
    from mlroadmap.exporters.ics import CalendarOptions


class Format(Struct, frozen=True):
    """A format: its name, the usual ending of its files, and what it is.

    `write` imports the exporter, so that a command imports the one it uses.
    `topics_with_steps` are those whose steps it shows, which are loaded for it.
    """

    name: str
    ending: str
    what: str
    write: Callable[[ExportInput, CalendarOptions], str]
    topics_with_steps: Callable[[StudyState], Iterable[str]] = lambda _: ()


def _ics(export_input: ExportInput, options: CalendarOptions) -> str:
    from mlroadmap.exporters.ics import to_ics

    return to_ics(export_input, options)


def _json(export_input: ExportInput, _: CalendarOptions) -> str:
    from mlroadmap.cli.output import spell
    from mlroadmap.views.documents.summary import plan_document

    study_state, contents = export_input.study_state, export_input.contents
    document = plan_document(study_state, export_input.roadmap_sha256, contents)
    return spell(document) + "\n"


def _all_topics(study_state: StudyState) -> Iterable[str]:
    return study_state.roadmap.topics


def _topics_of_today(study_state: StudyState) -> Iterable[str]:
    return (session.topic for session in study_state.plan.today_sessions)


def _topics_of_next_weeks(study_state: StudyState) -> Iterable[str]:
    from mlroadmap.exporters.ics import DETAILED_DAYS

    for session in study_state.plan.sessions:
        if (session.day - study_state.today).days < DETAILED_DAYS:
            yield session.topic


def _plain(
    name: str,
    ending: str,
    what: str,
    module: str,
    topics_with_steps: Callable[[StudyState], Iterable[str]] = lambda _: (),
) -> Format:
    """Make a format without options, which `to_NAME` of a module of exporters writes."""

    def write(export_input: ExportInput, _: CalendarOptions) -> str:
        exporter = import_module(f"mlroadmap.exporters.{module}")
        to_format: Exporter = getattr(exporter, f"to_{name}")
        return to_format(export_input)

    return Format(name, ending, what, write, topics_with_steps)


FORMATS: Mapping[str, Format] = {
    each.name: each
    for each in (
        Format(
            "ics", ".ics", "a calendar, one event a day of study", _ics, _topics_of_next_weeks
        ),
        _plain(
            "html",
            ".html",
            "a page to look at, to print or to share",
            "page.document",
            _topics_of_today,
        ),
        _plain("markdown", ".md", "task lists, which import back", "markdown", _all_topics),
        _plain("csv", ".csv", "a table, which imports back", "csv_table", _all_topics),
        Format("json", ".json", "what plan --json prints, and the steps", _json, _all_topics),
        _plain("mermaid", ".mmd", "a Gantt chart for Markdown pages", "mermaid"),
        _plain("taskwarrior", ".json", "tasks for task import", "taskwarrior"),
        _plain("todotxt", ".txt", "a todo.txt list", "todotxt"),
        _plain("anki", ".txt", "the cards of what you learned, for Anki", "anki"),
        _plain("obsidian", ".md", "tasks for Obsidian's Tasks plugin", "obsidian", _all_topics),
    )
}


def find_format(name: str) -> Format:
    """Find a format by its name. Raises UsageError for an unknown one, and for none."""
    if not name:
        raise UsageError("Which format?", f"Name one: {', '.join(FORMATS)}.")
    found = FORMATS.get(name.lower())
    if found is None:
        near = nearest(name.lower(), FORMATS)
        hint = (
            f"Did you mean this?\nmlroadmap export {near}"
            if near
            else f"The formats are: {', '.join(FORMATS)}.\nmlroadmap export html -o plan.html"
        )
        raise UsageError(f"{excerpt(name)} is not a format.", hint)
    return found

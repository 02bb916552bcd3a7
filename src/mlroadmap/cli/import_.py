"""`import`: a roadmap file out of a document, a table, or the export of another tool."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.import_report import (
    document,
    refuse_doubtful,
    remarks_on,
    report,
    report_changes,
)
from mlroadmap.cli.import_source import (
    STANDARD_INPUT,
    before_import,
    draft_of,
    import_options,
    refuse_other_sources,
)
from mlroadmap.cli.output import show_document, write
from mlroadmap.cli.parameters import Commands, argument, option
from mlroadmap.core.calendar.durations import MINUTES_PER_HOUR, parse_duration
from mlroadmap.core.roadmap.values import HOURS_LIMIT
from mlroadmap.core.text import clean
from mlroadmap.errors import RoadmapError, RuleBreachError, UsageError

if TYPE_CHECKING:
    from mlroadmap.importers.draft import Draft
    from mlroadmap.storage.roadmap_file import LoadedRoadmap

_FORMATS = (
    "Markdown, plain text, CSV, spreadsheets, Org, todo.txt, PDF, JSON of roadmap.sh, Trello "
    "or yt-dlp, exports of Notion, Todoist and Anki, and folders of them."
)


def register(app: Commands) -> None:
    """Add the command to the application."""
    app.command("import", epilog="Example: mlroadmap import curriculum.md -o my-roadmap.yaml")(
        import_roadmap
    )


def import_roadmap(
    context: AppContext,
    source: Annotated[
        Path,
        argument(
            metavar="SOURCE",
            help=f"A file, a folder, or - for text on standard input. {_FORMATS}",
        ),
    ],
    output: Annotated[
        Path | None,
        option("-o", "--output", metavar="FILE", help="Write there, not to stdout."),
    ] = None,
    default_hours: Annotated[
        str | None,
        option(metavar="HOURS", help="Assume so many for topics without hours."),
    ] = None,
    progress: Annotated[
        bool,
        option(
            "--progress", help="Mark topics as done from what task export printed (- is stdin)."
        ),
    ] = False,
    base: Annotated[
        str, option(metavar="URL", help="Address of the source, for its relative links.")
    ] = "",
    keep: Annotated[
        list[str] | None,
        option(metavar="HEADING", help="Take what is under a heading. May be repeated."),
    ] = None,
    columns: Annotated[
        str,
        option(metavar="ROLES", help='What columns hold: "title=Topic,stage=Week".'),
    ] = "",
    force: Annotated[
        bool, option("--force", help="Write a result that looks like no curriculum.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Make a roadmap file of another roadmap; what it does not say stays unknown.

    Over a file that was imported before, topics and steps keep their ids, and so what was
    logged.
    """
    if progress:
        _import_progress(context, source, output, default_hours, as_json=as_json)
        return
    if as_json and output is None:
        raise UsageError("--json says what was written to a file.", "Add -o FILE.")
    refuse_other_sources(source)
    _check_output(context, output)
    default_minutes = _default_minutes(default_hours)
    choices = import_options(base, keep or [], columns)
    previous = _previous(output)
    if previous:
        default_minutes = default_minutes or previous.roadmap.default_minutes
    before = before_import(output, previous, default_minutes)
    draft = draft_of(source, choices, previous.roadmap if previous else None, before)
    if not force:
        refuse_doubtful(draft)
    text = _text(draft, source, default_minutes)
    options = context.options
    if not as_json:
        report_changes(draft, options)
    kept = _write(output, text) if output else None
    if as_json:
        from mlroadmap.views.imported import imported_document

        show_document(imported_document(**document(draft, output)))
        return
    if output is None:
        write(text)
    report(draft, output, remarks_on(draft, default_minutes, kept), options)


def _import_progress(
    context: AppContext,
    source: Path,
    output: Path | None,
    default_hours: str | None,
    *,
    as_json: bool,
) -> None:
    from mlroadmap.cli.import_progress import import_progress

    if output is not None or default_hours is not None:
        raise UsageError(
            "--progress makes no roadmap, so -o and --default-hours are not for it.",
            "Leave them out: task export | mlroadmap import --progress -",
        )
    import_progress(context, source, as_json=as_json)


def _check_output(context: AppContext, output: Path | None) -> None:
    from mlroadmap.cli.output_paths import check_target

    if output is not None:
        check_target(context, output, may_replace_roadmap=True)


def _default_minutes(text: str | None) -> int | None:
    if text is None:
        return None
    written = f"{text}h" if text.strip()[-1:].isdigit() and ":" not in text else text
    return parse_duration(written, limit_minutes=HOURS_LIMIT * MINUTES_PER_HOUR)


def _previous(output: Path | None) -> LoadedRoadmap | None:
    """Read the roadmap that is about to be replaced. Raises RoadmapError for another file."""
    from mlroadmap.storage.roadmap_file import check_file

    if output is None or not output.exists():
        return None
    loaded, problems = check_file(output)
    if loaded is None:
        raise RoadmapError(
            f"{clean(str(output))} is there already and is no valid roadmap: "
            f"{problems[0].message}",
            "Choose another file with -o, or mend this one: its ids are worth keeping.",
        )
    return loaded


def _text(draft: Draft, source: Path, default_minutes: int | None) -> str:
    """Write the roadmap and check it; a result that does not pass is a bug of ours."""
    from mlroadmap.importers.yaml_text import Labels, write_yaml
    from mlroadmap.storage.roadmap_file import check_text, schema_uri

    name = "standard input" if str(source) == STANDARD_INPUT else source.name or str(source)
    text = write_yaml(draft, Labels(name, schema_uri(), default_minutes))
    roadmap, problems = check_text(text)
    if roadmap is None:
        raise RuleBreachError(
            f"This import made a roadmap that cannot be used: {problems[0].located('result')}",
            "Please report it with the source; nothing was written.",
        )
    return text


def _write(output: Path, text: str) -> Path | None:
    from mlroadmap.storage.output_file import write_output

    return write_output(output, text.encode(), backup=True)

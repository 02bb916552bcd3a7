"""`import`: a roadmap file out of Markdown, CSV or a download from roadmap.sh."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.options import GlobalOptions
from mlroadmap.cli.output import complain, console_for, render, show, show_document, write
from mlroadmap.core.calendar.durations import MINUTES_PER_HOUR, format_duration, parse_duration
from mlroadmap.core.roadmap.model import ASSUMED_MINUTES, Roadmap
from mlroadmap.core.roadmap.values import HOURS_LIMIT
from mlroadmap.core.text import clean
from mlroadmap.errors import RoadmapError, RuleBreachError, UsageError

if TYPE_CHECKING:
    from mlroadmap.importers.draft import Draft

_HINT = (
    "Markdown, CSV with a header, roadmap.sh's JSON and folders of them can be imported; "
    "mlroadmap new FILE writes a roadmap to fill in."
)
_ROADMAP_FILES = {".yaml", ".yml"}
_IDS_SHOWN = 10


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("import", epilog="Example: mlroadmap import curriculum.md -o my-roadmap.yaml")(
        import_roadmap
    )


def import_roadmap(
    context: typer.Context,
    source: Annotated[
        Path,
        typer.Argument(
            metavar="SOURCE",
            readable=False,
            allow_dash=True,
            help="A Markdown, CSV or roadmap.sh JSON file, or a folder of them.",
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="FILE", readable=False, help="Write there, not to stdout."
        ),
    ] = None,
    default_hours: Annotated[
        str | None,
        typer.Option(metavar="HOURS", help="Assume so many for topics without hours."),
    ] = None,
    progress: Annotated[
        bool,
        typer.Option(
            "--progress", help="Mark topics as done from what task export printed (- is stdin)."
        ),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Make a roadmap file of another roadmap; what it does not say stays unknown.

    Over a file that was imported before, topics keep their ids, and so what was logged.
    """
    if progress:
        _import_progress(context, source, output, default_hours, as_json=as_json)
        return
    if as_json and output is None:
        raise UsageError("--json says what was written to a file.", "Add -o FILE.")
    _refuse_other_sources(source)
    _check_output(context, output)
    default_minutes = _default_minutes(default_hours)
    previous = _previous(output)
    draft = _draft(source, previous)
    default_minutes = default_minutes or (previous.default_minutes if previous else None)
    text = _text(draft, source, default_minutes)
    kept = _write(output, text) if output else None
    options: GlobalOptions = context.find_root().obj
    if as_json:
        from mlroadmap.views.imported import imported_document

        show_document(imported_document(**_document(draft, output)))
        return
    if output is None:
        write(text)
    _report(draft, output, _remarks(draft, default_minutes, kept), options)


def _import_progress(
    context: typer.Context,
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


def _refuse_other_sources(source: Path) -> None:
    name = clean(str(source))
    if name.startswith(("http:/", "https:/")):
        raise UsageError(
            "mlroadmap does not use the network.",
            "Download the file, then name it; of a page on GitHub, take the raw file.",
        )
    if source.suffix.lower() in _ROADMAP_FILES and not source.is_dir():
        raise UsageError(
            f"{name} has the name of a roadmap file, which needs no import.",
            f"Look at it with mlroadmap check {name}, then mlroadmap use {name}.",
        )


def _check_output(context: typer.Context, output: Path | None) -> None:
    from mlroadmap.cli.output_paths import check_target

    if output is not None:
        check_target(context, output, may_replace_roadmap=True)


def _default_minutes(text: str | None) -> int | None:
    if text is None:
        return None
    written = f"{text}h" if text.strip()[-1:].isdigit() and ":" not in text else text
    return parse_duration(written, limit_minutes=HOURS_LIMIT * MINUTES_PER_HOUR)


def _previous(output: Path | None) -> Roadmap | None:
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
    return loaded.roadmap


def _draft(source: Path, previous: Roadmap | None) -> Draft:
    """Read and import. Raises RoadmapError."""
    from mlroadmap.importers.draft import draft
    from mlroadmap.importers.raw import LeftOut, SourceError
    from mlroadmap.importers.source import SUFFIXES, import_files
    from mlroadmap.storage.source_files import read_sources

    files, unread = read_sources(source, SUFFIXES)
    name = clean(source.resolve().name) or "Roadmap"
    try:
        raw = import_files(files, name)
    except SourceError as error:
        raise RoadmapError(str(error), _HINT) from error
    not_read = tuple(LeftOut(0, "", reason, file) for file, reason in unread.items())
    return draft(replace(raw, left_out=(*raw.left_out, *not_read)), previous)


def _text(draft: Draft, source: Path, default_minutes: int | None) -> str:
    """Write the roadmap and check it; a result that does not pass is a bug of ours."""
    from mlroadmap.importers.yaml_text import Labels, write_yaml
    from mlroadmap.storage.roadmap_file import check_text, schema_uri

    text = write_yaml(draft, Labels(source.name or str(source), schema_uri(), default_minutes))
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


def _remarks(draft: Draft, default_minutes: int | None, kept: Path | None) -> list[str]:
    remarks = []
    if draft.unknown:
        length = format_duration(default_minutes or ASSUMED_MINUTES)
        origin = "as you said" if default_minutes else "unless you give their hours"
        remarks.append(f"Topics without hours will be planned with {length} each, {origin}.")
    if any(draft.done):
        remarks.append("What is done already counts as known from the first plan on.")
    if draft.gone:
        shown = ", ".join(draft.gone[:_IDS_SHOWN])
        more = (
            f" and {len(draft.gone) - _IDS_SHOWN} more" if len(draft.gone) > _IDS_SHOWN else ""
        )
        remarks.append(
            f"No longer in the source: {shown}{more}. What was logged stays in the log."
        )
    if kept:
        remarks.append(f"The file as it was is kept as {clean(str(kept))}.")
    return remarks


def _report(
    draft: Draft, output: Path | None, remarks: list[str], options: GlobalOptions
) -> None:
    from mlroadmap.importers.yaml_text import described
    from mlroadmap.views.imported import imported_view

    left_out = [clean(described(left)) for left in draft.left_out]
    words = ("use", quote(clean(str(output)))) if output else ()
    view = imported_view(draft.summary, left_out, remarks, words)
    if output:
        show(view, options.color)
    else:
        complain(render(view, console_for(sys.stderr, options.color)))


def _document(draft: Draft, output: Path | None) -> Mapping[str, object]:
    return {
        "file": str(output),
        "topics": len(draft.topics),
        "with_hours": draft.with_hours,
        "unknown_hours": draft.unknown,
        "done": [topic.identity.id for topic in draft.done],
        "gone": list(draft.gone),
        "left_out": [
            {"file": left.file, "line": left.line, "what": left.what, "reason": left.reason}
            for left in draft.left_out
        ],
    }

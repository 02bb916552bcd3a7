"""`import`: a roadmap file out of a document, a table, or the export of another tool."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.context import app_of
from mlroadmap.cli.options import GlobalOptions
from mlroadmap.cli.output import show, show_document, tell, write
from mlroadmap.core.calendar.durations import MINUTES_PER_HOUR, format_duration, parse_duration
from mlroadmap.core.roadmap.model import ASSUMED_MINUTES, Roadmap
from mlroadmap.core.roadmap.values import HOURS_LIMIT
from mlroadmap.core.text import clean, excerpt
from mlroadmap.errors import RoadmapError, RuleBreachError, UsageError

if TYPE_CHECKING:
    from mlroadmap.importers.draft import Draft
    from mlroadmap.importers.options import ImportOptions

_HINT = (
    "mlroadmap import --help lists what can be imported; "
    "mlroadmap new FILE writes a roadmap to fill in."
)
_FORMATS = (
    "Markdown, plain text, CSV, spreadsheets, Org, todo.txt, PDF, JSON of roadmap.sh, Trello "
    "or yt-dlp, exports of Notion, Todoist and Anki, and folders of them."
)
_ROADMAP_FILES = {".yaml", ".yml"}
_STANDARD_INPUT = "-"
_IDS_SHOWN = 10
_LINES_SHOWN = 20


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
            help=f"A file, a folder, or - for text on standard input. {_FORMATS}",
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
    base: Annotated[
        str, typer.Option(metavar="URL", help="Address of the source, for its relative links.")
    ] = "",
    keep: Annotated[
        list[str] | None,
        typer.Option(metavar="HEADING", help="Take what is under a heading. May be repeated."),
    ] = None,
    columns: Annotated[
        str,
        typer.Option(metavar="ROLES", help='What columns hold: "title=Topic,stage=Week".'),
    ] = "",
    force: Annotated[
        bool, typer.Option("--force", help="Write a result that looks like no curriculum.")
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
    choices = _choices(base, keep or [], columns)
    previous = _previous(output)
    draft = _draft(source, previous, choices)
    if not force:
        _refuse_doubtful(draft)
    default_minutes = default_minutes or (previous.default_minutes if previous else None)
    text = _text(draft, source, default_minutes)
    options = app_of(context).options
    if not as_json:
        _report_changes(draft, options)
    kept = _write(output, text) if output else None
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
    from mlroadmap.importers.kinds import instead_of

    name = clean(str(source))
    if name.startswith(("http:/", "https:/")):
        raise UsageError(
            "mlroadmap does not use the network.",
            "Download the file, then name it; of a page on GitHub, take the raw file.",
        )
    if source.is_dir():
        return
    if source.suffix.lower() in _ROADMAP_FILES:
        raise UsageError(
            f"{name} has the name of a roadmap file, which needs no import.",
            f"Look at it with mlroadmap check {name}, then mlroadmap use {name}.",
        )
    instead = instead_of(name)
    if instead:
        raise RoadmapError(f"{name} is of a kind that cannot be imported.", instead)


def _choices(base: str, keep: Sequence[str], columns: str) -> ImportOptions:
    """Check what the options say about the source. Raises UsageError."""
    from mlroadmap.importers.headers import NAMED_ROLES
    from mlroadmap.importers.options import ImportOptions
    from mlroadmap.importers.wording import is_url

    if base and not is_url(base):
        raise UsageError(
            f"--base takes an address of the web, not {excerpt(base)}.",
            "Example: --base https://github.com/owner/name/blob/main/README.md",
        )
    pairs = []
    for part in filter(None, (part.strip() for part in columns.split(","))):
        role, equals, header = (piece.strip() for piece in part.partition("="))
        if not equals or not header or role not in NAMED_ROLES:
            raise UsageError(
                f"--columns takes ROLE=HEADER, not {excerpt(part)}.",
                f"Roles: {', '.join(NAMED_ROLES)}.",
            )
        pairs.append((role, header))
    return ImportOptions(base=base, keep=tuple(keep), columns=tuple(pairs))


def _refuse_doubtful(draft: Draft) -> None:
    """Raise RoadmapError for a result that looks like no curriculum."""
    from mlroadmap.importers.doubts import doubts
    from mlroadmap.importers.losses import left_out_lines

    found = list(doubts(draft.raw))
    if not found:
        return
    lines = [clean(line) for line in left_out_lines(draft.left_out)[:_LINES_SHOWN]]
    guesses = [clean(guess) for guess in draft.raw.guesses]
    shown = "".join(f"\n  {line}" for line in (*guesses, *lines))
    raise RoadmapError(
        f"This does not look like a curriculum that was read well: {'; '.join(found)}. "
        f"Nothing was written. {draft.summary}.{shown}",
        "Add --force to write it all the same, or --keep HEADING, --columns or --base.",
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


def _draft(source: Path, previous: Roadmap | None, choices: ImportOptions) -> Draft:
    """Read and import. Raises RoadmapError."""
    from mlroadmap.importers.draft import draft
    from mlroadmap.importers.kinds import BINARY, SUFFIXES
    from mlroadmap.importers.raw import LeftOut, SourceError
    from mlroadmap.importers.source import import_files
    from mlroadmap.storage.source_files import Sources, read_sources

    if str(source) == _STANDARD_INPUT:
        sources, name = Sources({"Roadmap": _standard_input()}), "Roadmap"
    else:
        sources = read_sources(source, SUFFIXES, BINARY)
        name = clean(source.resolve().name) or "Roadmap"
    try:
        raw = import_files(sources.contents, name, choices)
    except SourceError as error:
        raise RoadmapError(str(error), _HINT) from error
    not_read = (
        *(LeftOut(0, "", reason, file, "file") for file, reason in sources.unread.items()),
        *(
            LeftOut(
                0,
                f"{number} {suffix or 'other'}",
                "of a kind that cannot be imported",
                kind="file",
                number=number,
            )
            for suffix, number in sources.others.items()
        ),
    )
    return draft(replace(raw, left_out=(*raw.left_out, *not_read)), previous)


def _standard_input() -> str:
    """Read text that is piped or pasted. Raises RoadmapError where it is no text."""
    from mlroadmap.cli.streams import read_input
    from mlroadmap.storage.source_files import SOURCE_LIMIT
    from mlroadmap.storage.text_file import UnusableFileError, decode

    data = read_input(SOURCE_LIMIT + 1)
    if len(data) > SOURCE_LIMIT:
        limit = SOURCE_LIMIT // 1024**2
        raise RoadmapError(f"Standard input is larger than {limit} MiB.", "Name a file.")
    try:
        return decode(data)
    except UnusableFileError as unusable:
        lines = unusable.problem.located("standard input")
        raise RoadmapError(lines, "Paste or pipe text in UTF-8.") from unusable


def _text(draft: Draft, source: Path, default_minutes: int | None) -> str:
    """Write the roadmap and check it; a result that does not pass is a bug of ours."""
    from mlroadmap.importers.yaml_text import Labels, write_yaml
    from mlroadmap.storage.roadmap_file import check_text, schema_uri

    name = "standard input" if str(source) == _STANDARD_INPUT else source.name or str(source)
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


def _remarks(draft: Draft, default_minutes: int | None, kept: Path | None) -> list[str]:
    remarks = []
    if draft.unknown:
        length = format_duration(default_minutes or ASSUMED_MINUTES)
        origin = "as you said" if default_minutes else "unless you give their hours"
        remarks.append(f"Topics without hours will be planned with {length} each, {origin}.")
    if any(draft.done):
        remarks.append("What is done already counts as known from the first plan on.")
    remarks += (f"Guessed: {clean(guess)}." for guess in draft.raw.guesses)
    if kept:
        remarks.append(f"The file as it was is kept as {clean(str(kept))}.")
    return remarks


def _report_changes(draft: Draft, options: GlobalOptions) -> None:
    """Say, before anything is written, what differs from the roadmap that is replaced."""
    from mlroadmap.views.imported import changes_view

    changes = draft.changes
    if changes.is_empty:
        return
    lines: list[tuple[str, list[str]]] = [
        ("Added", list(changes.added)),
        ("Removed; what was logged stays in the log", list(changes.removed)),
        ("Renamed", [f"{before} is now {after}" for before, after in changes.renamed]),
        (
            "Split; what was logged counts for the first part",
            [f"{old} into {' and '.join(parts)}" for old, parts in changes.split.items()],
        ),
    ]
    view = changes_view([(label, names) for label, names in lines if names])
    tell(view, options.color)


def _report(
    draft: Draft, output: Path | None, remarks: list[str], options: GlobalOptions
) -> None:
    from mlroadmap.importers.losses import left_out_lines, taken
    from mlroadmap.views.imported import imported_view

    left_out = [clean(line) for line in left_out_lines(draft.left_out)]
    number = sum(left.number for left in draft.left_out)
    words = ("use", quote(clean(str(output)))) if output else ()
    view = imported_view(
        (draft.summary, taken(draft.raw.tallies)), (number, left_out), remarks, words
    )
    if output:
        show(view, options.color)
    else:
        tell(view, options.color)


def _document(draft: Draft, output: Path | None) -> Mapping[str, object]:
    return {
        "file": str(output),
        "topics": len(draft.topics),
        "with_hours": draft.with_hours,
        "unknown_hours": draft.unknown,
        "done": [topic.identity.id for topic in draft.done],
        "added": list(draft.changes.added),
        "gone": list(draft.changes.removed),
        "renamed": [list(pair) for pair in draft.changes.renamed],
        "split": {old: list(parts) for old, parts in draft.changes.split.items()},
        "taken": {
            tally.kind: {"found": tally.found, "taken": tally.taken}
            for tally in draft.raw.tallies
        },
        "guesses": list(draft.raw.guesses),
        "left_out": [
            {
                "file": left.file,
                "line": left.line,
                "what": left.what,
                "kind": left.kind,
                "number": left.number,
                "reason": left.reason,
            }
            for left in draft.left_out
        ],
    }

"""What `import` reads: a file, a folder, or standard input, by the options that say how."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from mlroadmap.core.roadmap.model import ASSUMED_MINUTES, Roadmap
from mlroadmap.core.text import clean, excerpt
from mlroadmap.errors import RoadmapError, UsageError

if TYPE_CHECKING:
    from mlroadmap.importers.content import Before
    from mlroadmap.importers.draft import Draft
    from mlroadmap.importers.options import ImportOptions
    from mlroadmap.storage.roadmap_file import LoadedRoadmap

STANDARD_INPUT = "-"

_HINT = (
    "mlroadmap import --help lists what can be imported; "
    "mlroadmap new FILE writes a roadmap to fill in."
)
_ROADMAP_FILES = {".yaml", ".yml"}


def refuse_other_sources(source: Path) -> None:
    """Raise UsageError or RoadmapError for what can be no source, and say what works."""
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


def import_options(base: str, keep: Sequence[str], columns: str) -> ImportOptions:
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


def before_import(
    output: Path | None, previous: LoadedRoadmap | None, default_minutes: int | None
) -> Before:
    """Gather what stands beside the topics of the roadmap that is replaced."""
    from mlroadmap.importers.content import Before
    from mlroadmap.storage.compiled import decode_content
    from mlroadmap.storage.content_files import topics_with_files

    encoded = previous.compiled.contents if previous else {}
    return Before(
        {topic: decode_content(each) for topic, each in encoded.items()},
        topics_with_files(output) if output else (),
        previous.roadmap.library if previous else {},
        default_minutes or ASSUMED_MINUTES,
    )


def draft_of(
    source: Path, choices: ImportOptions, previous: Roadmap | None, before: Before
) -> Draft:
    """Read and import. Raises RoadmapError."""
    from mlroadmap.importers.draft import draft
    from mlroadmap.importers.kinds import BINARY, SUFFIXES
    from mlroadmap.importers.raw import LeftOut, SourceError
    from mlroadmap.importers.source import import_files
    from mlroadmap.storage.source_files import Sources, read_sources

    if str(source) == STANDARD_INPUT:
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
    return draft(replace(raw, left_out=(*raw.left_out, *not_read)), previous, before)


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

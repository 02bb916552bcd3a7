"""What `import` says of its result: doubts, changes, and what was taken and left out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from mlroadmap.cli.options import GlobalOptions
from mlroadmap.cli.output import show, tell
from mlroadmap.core.calendar.durations import format_duration
from mlroadmap.core.roadmap.model import ASSUMED_MINUTES
from mlroadmap.core.text import clean
from mlroadmap.errors import RoadmapError

if TYPE_CHECKING:
    from mlroadmap.importers.draft import Draft

_LINES_SHOWN = 20


def refuse_doubtful(draft: Draft) -> None:
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


def remarks_on(draft: Draft, default_minutes: int | None, kept: Path | None) -> list[str]:
    """Say what the learner should know of the result; `kept` is the backup of the old file."""
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


def report_changes(draft: Draft, options: GlobalOptions) -> None:
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


def report(
    draft: Draft, output: Path | None, remarks: list[str], options: GlobalOptions
) -> None:
    """Say what was taken and what was left out; beside a roadmap on stdout, on stderr."""
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


def document(draft: Draft, output: Path | None) -> Mapping[str, object]:
    """Give what `--json` prints."""
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

"""The state's health: what was found, what was made good, what is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from mlroadmap.core.findings import Finding
from mlroadmap.core.text import clean, count
from mlroadmap.views.documents.fields import SCHEMA_VERSION, Document
from mlroadmap.views.theme import QUIET, STRONG, command

_FINDINGS_SHOWN = 20


class Checkup(Struct, frozen=True):
    """What `doctor` has to show: what is wrong, what it made good, and what there is.

    `events` is None when not all logs can be read. `copy` is the copy of the logs made
    before mending, `copies` are all that are kept.
    """

    left: Sequence[Finding]
    fixed: Sequence[Finding]
    events: int | None
    copy: str | None
    copies: Sequence[str]

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong, or nothing any more."""
        return not self.left


def health_view(checkup: Checkup) -> RenderableType:
    """Show each finding with its remedy, and end with what to type next.

    A place or a path has a line to itself, which is never broken.
    """
    parts: list[RenderableType] = []
    for finding in checkup.fixed[:_FINDINGS_SHOWN]:
        parts += [_whole(f"✓ {finding.place}"), _indented(f"fixed: {finding.reason}")]
    for finding in checkup.left[:_FINDINGS_SHOWN]:
        offer = f"doctor --fix {finding.remedy}." if finding.fixable else finding.remedy
        parts += [
            _whole(f"! {finding.place}", STRONG),
            _indented(finding.reason),
            _indented(offer, QUIET),
        ]
    hidden = sum(max(0, len(f) - _FINDINGS_SHOWN) for f in (checkup.fixed, checkup.left))
    if hidden:
        parts.append(Text(f"and {hidden} more; see them all with doctor --json", QUIET))
    return Group(*parts, *([Text()] if parts else []), *_conclusion(checkup))


def health_document(checkup: Checkup) -> Document:
    """Give the findings, those that were fixed first."""
    findings = [*((f, True) for f in checkup.fixed), *((f, False) for f in checkup.left)]
    return {
        "schema_version": SCHEMA_VERSION,
        "healthy": checkup.is_well,
        "events": checkup.events,
        "findings": [
            {
                "code": finding.code,
                "file": finding.file,
                "line": finding.line or None,
                "reason": finding.reason,
                "remedy": finding.remedy,
                "fixable": finding.fixable,
                "fixed": fixed,
            }
            for finding, fixed in findings
        ],
        "copy": checkup.copy,
        "copies": list(checkup.copies),
    }


def _whole(text: str, style: str = "") -> Text:
    return Text(clean(text), style, no_wrap=True, overflow="ignore")


def _indented(text: str, style: str = "") -> RenderableType:
    return Padding(Text(clean(text), style), (0, 0, 0, 2))


def _conclusion(checkup: Checkup) -> Iterator[Text]:
    problems = count(len(checkup.left), "problem")
    if checkup.is_well:
        events = (
            "" if checkup.events is None else f": {count(checkup.events, 'event')} in the log"
        )
        yield Text(f"All is well{events}.")
    elif any(finding.fixable for finding in checkup.left):
        yield Text(f"{problems}. Mend what can be: ").append_text(command("doctor", "--fix"))
    else:
        yield Text(f"{problems} left that only you can solve.")
    if checkup.copy:
        yield Text("The logs as they were before:", QUIET)
        yield _whole(checkup.copy)
    elif checkup.copies:
        yield Text("The newest copy of the logs:", QUIET)
        yield _whole(checkup.copies[-1])

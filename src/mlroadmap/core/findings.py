"""What can be wrong with the state, as values that can be shown."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

FindingCode = Literal[
    "unreadable",
    "not-regular",
    "damaged",
    "newer",
    "unintelligible",
    "same-id",
    "conflict-copy",
    "stray",
    "implausible",
    "lost",
    "mirror",
    "device",
    "mode",
    "leftover",
    "read-only",
    "shelf",
    "roadmap",
    "lost-topic",
]


class Finding(Struct, frozen=True):
    """Something in the state that is not as it should be.

    `line` counts from 1; 0 means the file as a whole. `remedy` says what `doctor --fix`
    does about it, or, where it is not `fixable`, what only the learner can do.
    """

    code: FindingCode
    file: str
    line: int
    reason: str
    remedy: str
    fixable: bool = True

    @property
    def place(self) -> str:
        """The file, with the line where there is one."""
        return f"{self.file}:{self.line}" if self.line else self.file

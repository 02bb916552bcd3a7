"""What holds for every command."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

GLOBAL_OPTIONS = ("--state", "--roadmap", "--today", "--color")

ColorChoice = Literal["auto", "always", "never"]


@dataclass(frozen=True, slots=True)
class GlobalOptions:
    """The global options as given on the command line or in the environment."""

    state: Path | None = None
    roadmap: Path | None = None
    today: str = ""
    color: ColorChoice = "auto"

"""What holds for every command."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from msgspec import Struct

GLOBAL_OPTIONS = ("--state", "--roadmap", "--today", "--color")

ColorChoice = Literal["auto", "always", "never"]


class GlobalOptions(Struct, frozen=True):
    """The global options as given on the command line or in the environment."""

    state: Path | None = None
    roadmap: Path | None = None
    today: str = ""
    color: ColorChoice = "auto"

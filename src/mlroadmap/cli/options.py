"""What holds for every command."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

GLOBAL_OPTIONS = ("--state", "--roadmap", "--today", "--color")

ColorChoice = Literal["auto", "always", "never"]


# A tuple, because --help has no other use for structs.
class GlobalOptions(NamedTuple):
    """The global options as given on the command line or in the environment."""

    state: Path | None = None
    roadmap: Path | None = None
    today: str = ""
    color: ColorChoice = "auto"

"""The options that hold for every command."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from mlroadmap.cli.parameters import option

GLOBAL_OPTIONS = ("--state", "--roadmap", "--today", "--color")

ColorChoice = Literal["auto", "always", "never"]


# A tuple, because --help has no other use for structs.
class GlobalOptions(NamedTuple):
    """The global options as given on the command line or in the environment."""

    state: Path | None = None
    roadmap: Path | None = None
    today: str = ""
    color: ColorChoice = "auto"


def _place(text: str) -> Path:
    """Read a path; an empty one, of a variable that is not set, is no current directory.

    Raises ValueError.
    """
    if not text:
        raise ValueError("the path is empty")
    return Path(text)


def global_options(
    state: Annotated[
        Path | None,
        option(
            envvar="MLROADMAP_STATE",
            metavar="DIR",
            parser=_place,
            help="Keep all data there",
            show_envvar=False,
        ),
    ] = None,
    roadmap: Annotated[
        Path | None,
        option(
            envvar="MLROADMAP_ROADMAP",
            metavar="FILE",
            parser=_place,
            help="Use this roadmap",
            show_envvar=False,
        ),
    ] = None,
    today: Annotated[
        str,
        option(
            envvar="MLROADMAP_TODAY", metavar="DATE", help="Use this day", show_envvar=False
        ),
    ] = "",
    color: Annotated[
        ColorChoice,
        option(metavar="WHEN", help="auto, always or never", show_default=False),
    ] = "auto",
) -> GlobalOptions:
    """Give the options that hold for every command."""
    return GlobalOptions(state, roadmap, today, color)

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


def _day(text: str) -> str:
    """Take a day as it is typed. Raises ValueError for none, of a variable that is not set."""
    if not text:
        raise ValueError("the day is empty")
    return text


def global_options(
    state: Annotated[
        Path | None,
        option(
            envvar="MLROADMAP_STATE",
            metavar="DIR",
            help="Keep all data there",
            show_envvar=False,
        ),
    ] = None,
    roadmap: Annotated[
        Path | None,
        option(
            envvar="MLROADMAP_ROADMAP",
            metavar="FILE",
            help="Use this roadmap",
            show_envvar=False,
        ),
    ] = None,
    today: Annotated[
        str | None,
        option(
            envvar="MLROADMAP_TODAY",
            metavar="DATE",
            parser=_day,
            help="Use this day",
            show_envvar=False,
        ),
    ] = None,
    color: Annotated[
        ColorChoice,
        option(metavar="WHEN", help="auto, always or never", show_default=False),
    ] = "auto",
) -> GlobalOptions:
    """Give the options that hold for every command."""
    return GlobalOptions(state, roadmap, today or "", color)

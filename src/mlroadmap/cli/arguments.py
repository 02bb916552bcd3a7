"""Options that many commands share, and how the words of a command line are arranged."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Annotated

import typer

from mlroadmap.cli.completion import complete_topic

GLOBAL_OPTIONS = ("--state", "--roadmap", "--today", "--color")
_GROUP_ONLY = ("--help", "-h", "--version", "--install-completion", "--show-completion")
DEFAULT_COMMAND = "next"

JsonOption = Annotated[
    bool, typer.Option("--json", help="Print one JSON document instead of text.")
]
TopicsArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="TOPIC...",
        help="An id, its beginning, or words of the title.",
        autocompletion=complete_topic,
    ),
]
TopicArgument = Annotated[
    str,
    typer.Argument(
        metavar="TOPIC",
        help="An id, its beginning, or words of the title.",
        autocompletion=complete_topic,
    ),
]
OnOption = Annotated[
    str,
    typer.Option(
        "--on", metavar="DATE", help="The day it happened: yesterday, fri, 2027-03-01."
    ),
]
NoteOption = Annotated[str, typer.Option("--note", help="A few words to remember.")]


def arrange(words: Sequence[str]) -> list[str]:
    """Put global options first, wherever they were typed, and add the default command."""
    leading: list[str] = []
    rest: list[str] = []
    waiting = iter(words)
    for word in waiting:
        if word == "--":
            rest += [word, *waiting]
        elif word in GLOBAL_OPTIONS:
            leading += [word, *islice(waiting, 1)]
        elif word.startswith(tuple(f"{option}=" for option in GLOBAL_OPTIONS)):
            leading.append(word)
        else:
            rest.append(word)
    is_bare = not rest or (rest[0].startswith("-") and rest[0] not in _GROUP_ONLY)
    return [*leading, *([DEFAULT_COMMAND] if is_bare else []), *rest]

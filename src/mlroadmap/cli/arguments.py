"""Options that many commands share, and how the words of a command line are arranged."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Annotated

import typer

from mlroadmap.cli.completion import complete_topic
from mlroadmap.cli.options import GLOBAL_OPTIONS

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
    str | None,
    typer.Option(
        "--on", metavar="DATE", help="The day it happened: yesterday, fri, 2027-03-01."
    ),
]


def _as_typed(text: str) -> str:
    """Read the bytes that were typed as UTF-8, as they are whatever the locale says."""
    try:
        return os.fsencode(text).decode()
    except UnicodeError:
        return text


NoteOption = Annotated[
    str,
    typer.Option("--note", metavar="TEXT", parser=_as_typed, help="A few words to remember."),
]


def arrange(words: Sequence[str]) -> list[str]:
    """Put global options first, wherever they were typed, and add the default command."""
    leading: list[str] = []
    rest: list[str] = []
    waiting = iter(words)
    for word in waiting:
        if word == "--":
            rest += [word, *waiting]
        elif word in GLOBAL_OPTIONS:
            value = next(waiting, None)
            if value is None:
                return [*leading, word]
            leading += [word, value]
        elif word.startswith(tuple(f"{option}=" for option in GLOBAL_OPTIONS)):
            leading.append(word)
        else:
            rest.append(word)
    return [*leading, *_with_command(rest)]


def _with_command(words: list[str]) -> list[str]:
    if words[:1] == ["--json"]:
        words = [*words[1:], "--json"]
    return [DEFAULT_COMMAND, *words] if words in ([], ["--json"]) else words

"""Questions to a learner who is at a terminal; nobody else is asked anything."""

from __future__ import annotations

import sys

import typer

from mlroadmap.cli.output import warn
from mlroadmap.core.durations import parse_duration
from mlroadmap.errors import UsageError

NOTHING = ""


def can_ask() -> bool:
    """Whether someone reads questions and can answer them."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def ask_duration(question: str) -> str:
    """Ask until the answer is a duration, or NOTHING. Interrupting it raises Abort."""
    while True:
        answer: str = typer.prompt(question, default=NOTHING, show_default=False, err=True)
        try:
            if answer != NOTHING:
                parse_duration(answer)
        except UsageError as error:
            warn(f"{error.message} {error.hint}")
        else:
            return answer

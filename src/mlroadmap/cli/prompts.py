"""Questions to a learner who is at a terminal; nobody else is asked anything.

Questions go to stderr, so that results can be piped. Interrupting one raises Abort.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Literal

import typer

from mlroadmap.cli.output import complain, console_for, render, warn
from mlroadmap.core.calendar.durations import parse_duration
from mlroadmap.errors import UsageError

if TYPE_CHECKING:
    from rich.console import RenderableType

Answer = Literal["yes", "no", "quit"]

EarlyAnswer = Literal["known", "elsewhere"] | int

NOTHING = ""
_ANSWERS: tuple[Answer, ...] = ("yes", "no", "quit")


def can_ask() -> bool:
    """Whether someone reads questions and can answer them."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def tell(renderable: RenderableType) -> None:
    """Show what a question is about."""
    complain(render(renderable, console_for(sys.stderr, "auto")))


def ask(question: str) -> Answer:
    """Ask until the answer is yes, no or quit, or a beginning of these."""
    while True:
        typed = _prompt(f"{question} [y/n/q]").lower()
        for answer in _ANSWERS:
            if typed and answer.startswith(typed):
                return answer
        warn("type y for yes, n for no, q to stop here.")


def ask_duration(question: str) -> str:
    """Ask until the answer is a duration, or NOTHING."""
    while True:
        answer = _prompt(question)
        try:
            if answer != NOTHING:
                parse_duration(answer)
        except UsageError as error:
            warn(f"{error.message} {error.hint}")
        else:
            return answer


def ask_about_early(about: str) -> EarlyAnswer:
    """Ask how a topic that was completed far ahead of its time came to be done.

    Known already, studied elsewhere, or in how many minutes.
    """
    warn(about)
    while True:
        typed = _prompt("Known already [k], studied elsewhere [e], or how long did it take?")
        if typed.lower() in {"k", "known"}:
            return "known"
        if typed.lower() in {"e", "elsewhere"}:
            return "elsewhere"
        try:
            minutes = parse_duration(typed)
        except UsageError as error:
            warn(f"{error.message} {error.hint}")
        else:
            return minutes


def _prompt(question: str) -> str:
    typed: str = typer.prompt(question, default=NOTHING, show_default=False, err=True)
    return typed.strip()

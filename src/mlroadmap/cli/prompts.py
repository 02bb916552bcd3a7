"""Questions to a learner who is at a terminal; nobody else is asked anything.

Questions go to stderr, so that results can be piped. Interrupting one raises KeyboardInterrupt.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeVar

from mlroadmap.cli.output import warn
from mlroadmap.cli.streams import is_conversation
from mlroadmap.core.calendar.durations import parse_duration
from mlroadmap.core.text import with_spaces
from mlroadmap.errors import UsageError

Answer = Literal["yes", "no", "quit"]

T = TypeVar("T", bound=str)
EarlyAnswer = Literal["known", "elsewhere"] | int

NOTHING = ""


def can_ask() -> bool:
    """Whether someone reads questions and can answer them."""
    return is_conversation()


def ask(question: str) -> Answer:
    """Ask until the answer is yes, no or quit, or a beginning of these."""
    return choose(question, ("yes", "no", "quit"))


def choose(question: str, answers: Sequence[T]) -> T:
    """Ask until the answer is one of some words, or a beginning of one."""
    keys = "/".join(answer if len(answer) > 4 else answer[0] for answer in answers)
    while True:
        typed = _prompt(f"{question} [{keys}]").lower()
        for answer in answers:
            if typed and answer.startswith(typed):
                return answer
        *others, last = answers
        warn(f"Type {', '.join(others)} or {last}; the first letter is enough.")


def pause(question: str) -> bool:
    """Wait for Enter; False when the answer is quit, or the first letter of it."""
    typed = _prompt(question).lower()
    return not (typed and "quit".startswith(typed))


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
    # Few commands ask, and it takes long to import.
    import typer

    try:
        typed: str = typer.prompt(
            with_spaces(question), default=NOTHING, show_default=False, err=True
        )
    except typer.Abort as error:
        raise KeyboardInterrupt from error
    return typed.strip()

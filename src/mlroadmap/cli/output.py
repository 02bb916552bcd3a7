"""Writing to the terminal: results on stdout, everything else on stderr."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any, Literal, TextIO

from mlroadmap.cli.options import ColorChoice
from mlroadmap.cli.streams import abandon, terminal_columns
from mlroadmap.core.text import clean, fold_lines, fold_message, with_spaces
from mlroadmap.errors import ExitCode, SystemFailureError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

# Text folds at the terminal's width, but never so early that it cannot be read.
NARROWEST, WIDEST = 40, 100

# What JSON lets stand and a terminal obeys, and halves of surrogate pairs.
_STEERING = "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"

_COLOR_SYSTEMS: dict[ColorChoice, Literal["auto", "standard"] | None] = {
    "auto": "auto",
    "always": "standard",
    "never": None,
}


def show(renderable: RenderableType, color: ColorChoice) -> None:
    """Render for this terminal and write to stdout."""
    write(render(renderable, console_for(sys.stdout, color)))


def tell(renderable: RenderableType, color: ColorChoice) -> None:
    """Render for this terminal and write to stderr, where questions and remarks belong."""
    complain(render(renderable, console_for(sys.stderr, color)))


def say(message: str, command: str = "") -> None:
    """Write a sentence to stdout, folded to the terminal's width, and a command below it.

    The command has a line of its own, which is never broken, so that it can be copied. Rich
    would fold lines too, and take longer to import than all the rest takes to run.
    """
    width = comfortable_width(terminal_columns())
    lines = [*fold_lines(clean(message), width), *([f"  {clean(command)}"] if command else [])]
    write("".join(f"{with_spaces(line)}\n" for line in lines))


def show_document(document: dict[str, Any]) -> None:
    """Write one JSON document to stdout."""
    write(spell(document) + "\n")


def warn(message: str, *more: str) -> None:
    """Write a line to stderr, and more of them with what can be copied."""
    complain_folded("\n".join([f"mlroadmap: {clean(message)}", *more]))


def complain_folded(text: str) -> None:
    """Write lines to stderr, folded to the width of a terminal where it is one."""
    if sys.stderr.isatty():
        width = comfortable_width(terminal_columns())
        text = "\n".join(fold_message(text, width))
    complain(f"{text}\n")


def complain(text: str) -> None:
    """Write text to stderr; when nobody can read it, the exit code has to do."""
    try:
        sys.stderr.write(with_spaces(text))
        sys.stderr.flush()
    except OSError:
        abandon(sys.stderr)


def spell(document: dict[str, Any]) -> str:
    """Spell a document as JSON, in which nothing steers a terminal.

    What JSON itself lets stand, such as the path of a file with marks that turn the
    direction of writing, is escaped.
    """
    import json

    text = json.dumps(document, ensure_ascii=False, indent=1)
    if text.isascii() and "\x7f" not in text:
        return text
    return re.sub(_STEERING, lambda match: f"\\u{ord(match[0]):04x}", text)


def write(text: str) -> None:
    """Write text to stdout at once.

    A reader that has gone away ends the program quietly. Raises SystemFailureError when
    the text cannot be written.
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        abandon(sys.stdout)
        raise SystemExit(ExitCode.OK) from None
    except OSError as error:
        abandon(sys.stdout)
        raise SystemFailureError(
            f"The output could not be written: {error.strerror}.",
            "Make room, then run mlroadmap history to see what is stored.",
        ) from error


def console_for(stream: TextIO, color: ColorChoice) -> Console:
    """Make a console for a stream, no wider than is comfortable to read."""
    from rich.console import Console

    console = Console(
        file=stream,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
        force_terminal=True if color == "always" else None,
        color_system=_COLOR_SYSTEMS[color],
    )
    console.width = comfortable_width(console.width)
    return console


def comfortable_width(columns: int) -> int:
    """Give the width to write at: the terminal's, within what can be read; 0 is unknown."""
    return max(NARROWEST, min(columns or WIDEST, WIDEST))


def render(renderable: RenderableType, console: Console) -> str:
    """Render to text, without the spaces that tables leave at the ends of lines."""
    with console.capture() as capture:
        console.print(renderable, crop=False)
    lines = with_spaces(capture.get()).split("\n")
    return "\n".join(line.rstrip() for line in lines)

"""The one place where failures become messages and exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import NoReturn

from mlroadmap.cli.arguments import arrange
from mlroadmap.cli.command_line import read_call
from mlroadmap.cli.commands import gives_the_same_again
from mlroadmap.cli.output import complain, complain_folded, spell
from mlroadmap.cli.streams import abandon, prepare_streams
from mlroadmap.cli.surroundings import Surroundings
from mlroadmap.core.text import clean, with_spaces
from mlroadmap.errors import ExitCode, MlroadmapError, SystemFailureError
from mlroadmap.output_cache.recording import Recording
from mlroadmap.output_cache.reprint import is_completing


def run_command_line(args: Sequence[str] | None = None) -> NoReturn:
    """Run a command line, by default the one that was typed, and exit with its code.

    Nothing is kept or shown again of one that is given.
    """
    prepare_streams()
    words = arrange(sys.argv[1:] if args is None else args)
    environ: Mapping[str, str] = os.environ
    is_repeatable = args is None and gives_the_same_again(words, environ)
    recording = Recording.begin(sys.argv[1:], environ) if is_repeatable else Recording()
    code = _run(words, Surroundings(environ, recording))
    if is_repeatable and code == ExitCode.OK:
        from mlroadmap.storage.file_writer import put

        recording.keep(put)
    if recording.has_stored and code == ExitCode.OK and args is None:
        from mlroadmap.cli.answering_ahead import answer_ahead

        answer_ahead(sys.argv[1:], environ, _answer)
    sys.exit(code)


def _answer(words: Sequence[str]) -> None:
    """Run another command line as if it had been typed."""
    sys.argv[1:] = words
    run_command_line()


def _run(words: Sequence[str], surroundings: Surroundings) -> int:
    """Run a command line; failures that are expected become messages."""
    as_json = "--json" in takewhile(lambda word: word != "--", words)
    try:
        code = _call(words, surroundings)
    except MlroadmapError as error:
        code = report(error, as_json=as_json, words=words)
    except OSError as error:
        abandon(sys.stdout)
        failure = f"The system refused: {error.strerror or error}."
        hint = "Run mlroadmap history to see what is stored, then try again."
        code = report(SystemFailureError(failure, hint), as_json=as_json)
    except (KeyboardInterrupt, EOFError):
        if sys.stderr.isatty():
            complain("\n")
        code = ExitCode.INTERRUPTED
    except SystemExit as done:
        # Completion ends like this, and help whose reader has gone away.
        is_closed = isinstance(done.__context__, BrokenPipeError)
        code = ExitCode.OK if is_closed else int(done.code or 0)
    return code


def _call(words: Sequence[str], surroundings: Surroundings) -> int:
    """Run a command line, by Typer if it is not well-formed, and give its exit code."""
    call = (
        None if is_completing(surroundings.environ) else read_call(words, surroundings.environ)
    )
    if call is None:
        # It takes longer to import than most commands run.
        from mlroadmap.cli.app import run_by_typer

        return run_by_typer(words, surroundings)
    from mlroadmap.cli.context import begin_context

    call.run(begin_context(call.options, surroundings), **call.values)
    return ExitCode.OK


def report(error: MlroadmapError, *, as_json: bool, words: Sequence[str] = ()) -> ExitCode:
    """Write an error to stderr, for a person or for a script, and give its exit code.

    Where a name in `words` has to be another, the hint ends with the commands that have one.
    """
    hint, message = error.hint, error.message
    if "name" in error.details:
        from mlroadmap.cli.corrections import hint_with_commands

        hint = hint_with_commands(error, words)
    if as_json:
        # Views are for results; an error must not wait for them to load.
        from mlroadmap.views.documents.system import error_document

        document = error_document(error.code, with_spaces(message), hint, error.details)
        complain(f"{_cleaned(spell(document))}\n")
    else:
        lines = [*(f"mlroadmap: {line}" for line in message.split("\n")), hint]
        complain_folded(_cleaned("\n".join(lines)))
    return error.exit_code


def _cleaned(text: str) -> str:
    """Clean each line of a text, apart from its indent."""
    return "\n".join(f"{_indent(line)}{clean(line)}" for line in text.split("\n"))


def _indent(line: str) -> str:
    return " " * (len(line) - len(line.lstrip(" ")))

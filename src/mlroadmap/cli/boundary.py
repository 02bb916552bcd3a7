"""The one place where failures become messages and exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, MutableMapping, Sequence
from typing import Any, cast

from typer.core import TyperCommand, TyperGroup
from typer.exceptions import Abort, TyperException

from mlroadmap.cli.arguments import arrange
from mlroadmap.cli.commands import COMMANDS, LazyCommands, gives_the_same_again
from mlroadmap.cli.completion import say_plainly
from mlroadmap.cli.output import complain, complain_folded, spell
from mlroadmap.cli.streams import abandon, prepare_streams
from mlroadmap.cli.surroundings import Surroundings
from mlroadmap.core.text import clean, with_spaces
from mlroadmap.errors import ExitCode, MlroadmapError, SystemFailureError
from mlroadmap.output_cache.recording import Recording

_COMPLETION_OPTIONS = ("install_completion", "show_completion")


class BoundaryGroup(TyperGroup):
    """The command group: arranges the words typed, and reports every expected failure.

    Its commands are imported when they are typed, and their help comes from the table.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = cast("MutableMapping[str, Any]", LazyCommands())

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """List the commands in their groups, and the options that hold for all of them."""
        from mlroadmap.cli.help_layout import command_lines, option_lines

        shown = [param for param in self.params if param.name not in _COMPLETION_OPTIONS]
        options = [record for param in shown if (record := param.get_help_record(ctx))]
        for line in (
            "",
            *command_lines(COMMANDS, formatter.width),
            *option_lines(options, formatter.width),
        ):
            formatter.write(f"{line}\n")

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """Offer the commands that begin with what was typed, without importing them."""
        imported_when_typed = self.commands
        self.commands = {
            name: TyperCommand(name, help=entry.brief) for name, entry in COMMANDS.items()
        }
        try:
            return super().shell_complete(ctx, incomplete)
        finally:
            self.commands = imported_when_typed

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command line and exit with its code."""
        del standalone_mode
        prepare_streams()
        say_plainly()
        words = arrange(sys.argv[1:] if args is None else args)
        environ: Mapping[str, str] = os.environ
        is_repeatable = args is None and gives_the_same_again(words, environ)
        recording = Recording.begin(sys.argv[1:], environ) if is_repeatable else Recording()
        extra |= {"complete_var": complete_var, "windows_expand_args": windows_expand_args}
        extra["obj"] = Surroundings(environ, recording)
        code = self._run(words, prog_name, extra)
        if is_repeatable and code == ExitCode.OK:
            from mlroadmap.storage.file_writer import put

            recording.keep(put)
        if recording.has_stored and code == ExitCode.OK and args is None:
            from mlroadmap.cli.answering_ahead import answer_ahead

            answer_ahead(sys.argv[1:], environ, self._answer)
        sys.exit(code)

    def _answer(self, words: Sequence[str]) -> None:
        """Run another command line as if it had been typed."""
        sys.argv[1:] = words
        self.main(prog_name="mlroadmap")

    def _run(self, words: Sequence[str], prog_name: str | None, extra: dict[str, Any]) -> int:
        """Run a command line; failures that are expected become messages."""
        as_json = "--json" in words
        try:
            code = super().main(words, prog_name, standalone_mode=False, **extra)
        except MlroadmapError as error:
            code = report(error, as_json=as_json, words=words)
        except TyperException as error:
            from mlroadmap.cli.corrections import refused_usage

            refused = refused_usage(error, error.format_message(), words)
            code = report(refused, as_json=as_json)
        except OSError as error:
            abandon(sys.stdout)
            failure = f"The system refused: {error.strerror or error}."
            hint = "Run mlroadmap history to see what is stored, then try again."
            code = report(SystemFailureError(failure, hint), as_json=as_json)
        except Abort:
            code = ExitCode.INTERRUPTED
        except SystemExit as done:
            # Completion ends like this, and help whose reader has gone away.
            code = ExitCode.OK if isinstance(done.__context__, BrokenPipeError) else done.code
        return int(code or ExitCode.OK)


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

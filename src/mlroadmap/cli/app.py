"""The Typer application: help, completion, and what is wrong with a command line."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from typing import Annotated, Any, cast

import typer
from typer import _completion_classes
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException
from typer.main import get_command

from mlroadmap import __version__
from mlroadmap.cli.boundary import run_command_line
from mlroadmap.cli.commands import COMMANDS
from mlroadmap.cli.options import global_options
from mlroadmap.cli.output import write
from mlroadmap.cli.surroundings import Surroundings
from mlroadmap.cli.typer_commands import LazyCommands, typer_parameters, with_parameters
from mlroadmap.core.text import clean

_COMPLETION_OPTIONS = ("install_completion", "show_completion")


class CommandGroup(TyperGroup):
    """The group of all commands.

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

    def main(self, args: Sequence[str] | None = None, *_: Any, **__: Any) -> Any:
        """Run a command line as the program does, and exit with its code."""
        run_command_line(args)

    def explain(self, words: Sequence[str], surroundings: Surroundings) -> int:
        """Leave a command line to Typer. Raises UsageError for one that it refuses."""
        # It would import Rich to read what completion says of a value as markup, which takes
        # longer than all the rest of an answer; there is no setting.
        _completion_classes._sanitize_help_text = clean  # noqa: SLF001
        try:
            code: int | None = super().main(
                words, "mlroadmap", standalone_mode=False, obj=surroundings
            )
        except TyperException as error:
            from mlroadmap.cli.corrections import refused_usage

            raise refused_usage(error, error.format_message(), words) from error
        except typer.Abort as error:
            raise KeyboardInterrupt from error
        return code or 0


app = typer.Typer(
    cls=CommandGroup,
    help="Turn a roadmap and your hours a week into a dated plan, and follow it.",
    epilog="Start with mlroadmap plan --hours 10. Without a command: next.",
    pretty_exceptions_enable=False,
    # Plain help needs no Rich, which takes longer to import than all else together.
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        write(f"mlroadmap {__version__}\n")
        raise typer.Exit


def _begin(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Show the version"
        ),
    ] = False,
    **given: Any,
) -> None:
    del version
    # --version and completion come before it, and need less.
    from mlroadmap.cli.context import begin_context

    context.obj = begin_context(global_options(**given), context.obj)


app.callback()(with_parameters(_begin, typer_parameters(global_options)))


def run_by_typer(words: Sequence[str], surroundings: Surroundings) -> int:
    """Run an arranged command line by Typer, and give its exit code."""
    return cast("CommandGroup", get_command(app)).explain(words, surroundings)

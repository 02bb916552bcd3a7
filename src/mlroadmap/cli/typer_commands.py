"""Typer's commands, made of the declarations of ours (cli/parameters.py)."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand
from typer.main import get_group

from mlroadmap.cli.command_line import Kind, kinds_of
from mlroadmap.cli.commands import COMMANDS, declared
from mlroadmap.cli.options import GlobalOptions
from mlroadmap.cli.parameters import Commands

if TYPE_CHECKING:
    from mlroadmap.cli.parameters import Complete


class LazyCommands(Mapping[str, Any]):
    """The commands by name, each imported when it is asked for."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        """Give a command, importing the module that has it."""
        if name not in self._made:
            commands = Commands()
            commands.found[name] = declared(name)
            self._made |= get_group(application(commands)).commands
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        """Iterate over all names, imported or not."""
        return iter(COMMANDS)

    def __len__(self) -> int:
        """Count all commands, imported or not."""
        return len(COMMANDS)

    def __contains__(self, name: object) -> bool:
        """Say whether there is such a command, without importing it."""
        return name in COMMANDS


class PlainCommand(TyperCommand):
    """A command whose usage line names required arguments without braces, as git's does."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Give the words of the usage line."""
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]


def application(commands: Commands) -> typer.Typer:
    """Make a Typer application of commands and groups of them."""
    made = typer.Typer(add_completion=False, rich_markup_mode=None)
    for name, found in commands.found.items():
        if isinstance(found, Commands):
            made.add_typer(application(found), name=name, help=found.text, epilog=found.epilog)
        else:
            made.command(
                name,
                cls=PlainCommand,
                epilog=found.epilog,
                context_settings={"ignore_unknown_options": found.takes_offsets},
            )(_called_by_typer(found.run))
    return made


def _called_by_typer(run: Callable[..., None]) -> Callable[..., None]:
    """Give a function that Typer calls with its own context, and with the same parameters."""

    def command(context: typer.Context, **values: Any) -> None:
        run(context.find_root().obj, **values)

    command.__doc__ = run.__doc__
    return with_parameters(command, typer_parameters(run))


def typer_parameters(run: Callable[..., object]) -> list[inspect.Parameter]:
    """Give the declared parameters of a function as Typer reads them."""
    signature = inspect.signature(run)
    return [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=signature.parameters[name].default,
            annotation=Annotated[kind.annotation, _for_typer(kind)],
        )
        for name, kind in kinds_of(run).items()
    ]


def with_parameters(
    function: Callable[..., None], parameters: list[inspect.Parameter]
) -> Callable[..., None]:
    """Let a function that takes a context and any values be seen with these parameters."""
    signature = inspect.signature(function, eval_str=True)
    positional = [
        each
        for each in signature.parameters.values()
        if each.kind is not inspect.Parameter.VAR_KEYWORD
    ]
    shown = inspect.Signature([*positional, *parameters])
    vars(function)["__signature__"] = shown
    function.__annotations__ = {
        name: each.annotation for name, each in shown.parameters.items()
    }
    return function


def _for_typer(kind: Kind) -> object:
    parameter = kind.parameter
    settings: dict[str, Any] = {**parameter.settings}
    if "completes" in settings:
        settings["autocompletion"] = _completion(settings.pop("completes"))
    if kind.parser:
        settings["parser"] = _explained(kind.parser)
    if parameter.is_option:
        return typer.Option(*parameter.names, **settings)
    return typer.Argument(**settings)


def _completion(complete: Complete) -> Callable[..., list[tuple[str, str]]]:
    def offer(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        # --help needs neither it nor what it imports.
        from mlroadmap.cli.context import begin_context

        root = context.find_root()
        given = root.params
        options = GlobalOptions(state=given.get("state"), roadmap=given.get("roadmap"))
        return complete(begin_context(options, root.obj), incomplete)

    return offer


def _explained(parse: Callable[[str], object]) -> Callable[[str], object]:
    """Let Typer tell why a value cannot be read."""

    def parsed(text: str) -> object:
        try:
            return parse(text)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from error

    return parsed

"""How commands and their parameters are declared.

A command line that is well-formed is read without Typer (cli/command_line.py), because
loading Typer takes longer than most commands run. Typer writes the help, completes, and
explains what is wrong; cli/typer_commands.py hands it these declarations.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, TypeVar

F = TypeVar("F", bound=Callable[..., None])

if TYPE_CHECKING:
    from typing import TypedDict, Unpack

    from mlroadmap.cli.context import AppContext

    Complete = Callable[[AppContext, str], list[tuple[str, str]]]

    class Settings(TypedDict, total=False):
        """What may be said of a parameter: Typer's settings, by its names.

        `completes` alone has another name; it offers values with what they mean.
        """

        metavar: str
        help: str
        min: int
        max: int
        parser: Callable[[str], object]
        completes: Complete
        envvar: str
        show_default: bool
        show_envvar: bool


class Parameter(NamedTuple):
    """What is declared of an argument or, if it has names, of an option."""

    is_option: bool
    names: tuple[str, ...]
    settings: Settings


def option(*names: str, **settings: Unpack[Settings]) -> Parameter:
    """Declare an option; without names, it is called like the parameter."""
    return Parameter(is_option=True, names=names, settings=settings)


def argument(**settings: Unpack[Settings]) -> Parameter:
    """Declare an argument."""
    return Parameter(is_option=False, names=(), settings=settings)


class Command(NamedTuple):
    """A command: what it runs, and the end of its help.

    With `takes_offsets`, -1 is an argument, whatever it looks like.
    """

    run: Callable[..., None]
    epilog: str
    takes_offsets: bool = False


class Commands:
    """The commands of a module, or of a group such as `card`."""

    def __init__(self, text: str = "", epilog: str = "") -> None:
        self.text = text
        self.epilog = epilog
        self.found: dict[str, Command | Commands] = {}

    def command(
        self, name: str = "", *, epilog: str, takes_offsets: bool = False
    ) -> Callable[[F], F]:
        """Declare a command; without a name, it is called like the function."""

        def declare(run: F) -> F:
            self.found[name or run.__name__] = Command(run, epilog, takes_offsets)
            return run

        return declare

    def group(self, name: str, text: str, epilog: str) -> Commands:
        """Declare a group, and give it for its own commands."""
        commands = self.found[name] = Commands(text, epilog)
        return commands

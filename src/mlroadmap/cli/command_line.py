"""Read a command line that is well-formed, without Typer.

All others are left to Typer, which explains what is wrong with them; so are those for help.
tests/cli/test_command_line.py holds that Typer would have read the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from mlroadmap.cli.commands import COMMANDS, command_place, declared
from mlroadmap.cli.options import GlobalOptions, global_options
from mlroadmap.cli.parameters import Command, Commands, Parameter


class Call(NamedTuple):
    """A command with the values of its parameters."""

    run: Callable[..., None]
    options: GlobalOptions
    values: Mapping[str, Any]


class Kind(NamedTuple):
    """What a parameter takes: the type in its annotation, and what is declared of it."""

    annotation: Any
    parameter: Parameter
    is_required: bool

    @property
    def type(self) -> Any:
        """The type without None, and that of the items of a list."""
        found = self.annotation
        if get_origin(found) in {Union, UnionType}:
            found = next(each for each in get_args(found) if each is not type(None))
        return get_args(found)[0] if get_origin(found) is list else found

    @property
    def parser(self) -> Callable[[str], object] | None:
        """What reads its values; it raises ValueError. None where the type does."""
        return self.parameter.settings.get("parser") or (
            parse_path if self.type is Path else None
        )

    @property
    def is_list(self) -> bool:
        """Whether it takes several values."""
        return any(
            get_origin(each) is list for each in (self.annotation, *get_args(self.annotation))
        )


def parse_path(text: str) -> Path:
    """Read a path; an empty one, of a variable that is not set, is no current directory.

    Raises ValueError.
    """
    if not text:
        raise ValueError("the path is empty")
    return Path(text)


class _OddError(Exception):
    """A command line is not well-formed, or is one of those that Typer has to read."""


def read_call(words: Sequence[str], environ: Mapping[str, str]) -> Call | None:
    """Read a command line; None where it is Typer's.

    `words` are arranged: global options with their values, then the command.
    """
    place = command_place(words)
    try:
        options = _values(kinds_of(global_options), words[:place], environ)
        command, rest = _command(words[place:])
        kinds = kinds_of(command.run)
        values = _values(kinds, rest, {}, takes_offsets=command.takes_offsets)
    except _OddError:
        return None
    return Call(command.run, global_options(**options), values)


def kinds_of(run: Callable[..., object]) -> dict[str, Kind]:
    """Give what the declared parameters of a function take, in order."""
    # The context has no declaration, and need not be imported where it is only named.
    hints = get_type_hints(run, localns={"AppContext": object}, include_extras=True)
    names = [name for name in hints if name != "return"]
    first_optional = len(names) - len(getattr(run, "__defaults__", None) or ())
    return {
        name: Kind(hints[name].__origin__, parameter, place < first_optional)
        for place, name in enumerate(names)
        for parameter in getattr(hints[name], "__metadata__", ())
    }


def _command(words: Sequence[str]) -> tuple[Command, Sequence[str]]:
    if not words or words[0] not in COMMANDS:
        raise _OddError
    found, rest = declared(words[0]), words[1:]
    while isinstance(found, Commands):
        if not rest or rest[0] not in found.found:
            raise _OddError
        found, rest = found.found[rest[0]], rest[1:]
    return found, rest


def _values(
    kinds: Mapping[str, Kind],
    words: Sequence[str],
    environ: Mapping[str, str],
    *,
    takes_offsets: bool = False,
) -> dict[str, Any]:
    """Give the values of the parameters that are typed, or set in the environment."""
    typed = _typed(kinds, words, takes_offsets=takes_offsets)
    for name, kind in kinds.items():
        from_environ = environ.get(kind.parameter.settings.get("envvar", ""))
        if from_environ:
            typed.setdefault(name, [from_environ])
    return {name: _converted(kinds[name], values) for name, values in typed.items()}


def _typed(
    kinds: Mapping[str, Kind], words: Sequence[str], *, takes_offsets: bool
) -> dict[str, list[str]]:
    options = {each: name for name, kind in kinds.items() for each in option_names(name, kind)}
    found: dict[str, list[str]] = {}
    arguments: list[str] = []
    waiting = iter(words)
    for word in waiting:
        if word == "--":
            arguments += waiting
        elif word == "-" or word[:1] != "-" or (takes_offsets and word[1].isdecimal()):
            arguments.append(word)
        else:
            typed, equals, value = word.partition("=")
            name = options.get(typed, "")
            found.setdefault(name, []).append(
                _value_of_option(kinds.get(name), typed, value if equals else None, waiting)
            )
    return found | _arguments(kinds, arguments)


def option_names(name: str, kind: Kind) -> tuple[str, ...]:
    """Give the names of an option as they are typed; an argument has none."""
    if not kind.parameter.is_option:
        return ()
    return kind.parameter.names or (f"--{name.replace('_', '-')}",)


def _value_of_option(
    kind: Kind | None, typed: str, value: str | None, waiting: Iterator[str]
) -> str:
    """Take the value of an option: after its =, or the next word."""
    if kind is None or (value is not None and (kind.type is bool or typed[:2] != "--")):
        raise _OddError
    if value is not None or kind.type is bool:
        return value or ""
    value = next(waiting, "-")
    if value[:1] == "-":
        raise _OddError
    return value


def _arguments(kinds: Mapping[str, Kind], words: list[str]) -> dict[str, list[str]]:
    """Give the arguments their words, in order; one that is a list takes all the rest."""
    given: dict[str, list[str]] = {}
    for name, kind in kinds.items():
        if kind.parameter.is_option:
            continue
        count = len(words) if kind.is_list else 1
        if words:
            given[name], words = words[:count], words[count:]
        elif kind.is_required:
            raise _OddError
    if words:
        raise _OddError
    return given


def _converted(kind: Kind, words: Sequence[str]) -> Any:
    """Convert what was typed for a parameter: of several words the last, or all for a list."""
    convert = kind.parser or _conversion(kind)
    try:
        values = [convert(word) for word in words]
    except ValueError as error:
        raise _OddError from error
    return values if kind.is_list else values[-1]


def _conversion(kind: Kind) -> Callable[[str], object]:
    """Give what reads the values of a type; it raises ValueError for what is none."""
    settings = kind.parameter.settings
    if kind.type is bool:
        return lambda _: True
    if kind.type is int:
        return lambda word: _number(word, settings.get("min"), settings.get("max"))
    if get_origin(kind.type) is Literal:
        choices = get_args(kind.type)
        return lambda word: choices[choices.index(word)]
    # One that takes two words; only machines type it.
    if get_origin(kind.type) is tuple:
        raise _OddError
    reader: Callable[[str], object] = kind.type
    return reader


def _number(word: str, least: int | None, most: int | None) -> int:
    """Read a number. Raises ValueError unless it is one, within limits."""
    number = int(word)
    if (least is not None and number < least) or (most is not None and number > most):
        raise ValueError(word)
    return number

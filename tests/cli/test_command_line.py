"""A command line is read as Typer reads it, or left to Typer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from pathlib import Path
from shlex import split
from typing import Any

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.main import get_group

from mlroadmap.cli.arguments import arrange
from mlroadmap.cli.command_line import kinds_of, option_names, read_call
from mlroadmap.cli.commands import COMMANDS, declared
from mlroadmap.cli.options import GlobalOptions
from mlroadmap.cli.parameters import Command, Commands
from mlroadmap.cli.typer_commands import application
from tests.conftest import Cli

WORDS = ("numpy", "1h30m", "mon..fri", "3", "-1", "+1", "", "-", "x=y", "assumed", "2", "80")


def leaves(name: str, found: Command | Commands) -> Iterator[tuple[tuple[str, ...], Command]]:
    """Give the commands of a name with their words."""
    if isinstance(found, Commands):
        for each, inner in found.found.items():
            yield from (((name, *words), command) for words, command in leaves(each, inner))
    else:
        yield (name,), found


ALL = [leaf for name in COMMANDS for leaf in leaves(name, declared(name))]


def spied(command: Command, seen: list[Mapping[str, Any]]) -> Command:
    """Give a command that only notes the values it is called with."""

    @wraps(command.run)
    def note(_context: object, **values: Any) -> None:
        seen.append(values)

    return command._replace(run=note)


def read_by_typer(command: Command, words: list[str]) -> Mapping[str, Any]:
    """Give the values that Typer reads. Raises TyperException."""
    seen: list[Mapping[str, Any]] = []
    commands = Commands()
    commands.found["it"] = spied(command, seen)
    found: Any = get_group(application(commands)).commands["it"]
    with typer.Context(found, obj=None) as root, found.make_context("it", words, root) as made:
        found.invoke(made)
    return seen[0]


def defaults_of(run: Callable[..., None]) -> dict[str, Any]:
    names = list(kinds_of(run))
    given_defaults = run.__defaults__ or ()
    return dict(zip(names[len(names) - len(given_defaults) :], given_defaults, strict=True))


@st.composite
def lines(draw: st.DrawFn, command: Command) -> list[str]:
    """Make words for a command, from its options and from what is no option of it."""
    kinds = kinds_of(command.run).items()
    options = [each for name, kind in kinds for each in option_names(name, kind)]
    word = st.sampled_from(WORDS)
    option = st.sampled_from([*(options or ["-z"]), *options, *options, "--nonsense"])
    part = st.one_of(
        word.map(lambda each: (each,)),
        option.map(lambda each: (each,)),
        st.tuples(option, word).map(lambda each: ("=".join(each),)),
        st.tuples(option, word),
        st.just(("--",)),
    )
    return [each for group in draw(st.lists(part, max_size=4)) for each in group]


@pytest.mark.parametrize(("words", "command"), ALL, ids=[" ".join(words) for words, _ in ALL])
@settings(max_examples=60)
@given(st.data())
def test_what_is_read_is_what_typer_reads(
    words: tuple[str, ...], command: Command, data: st.DataObject
) -> None:
    typed = data.draw(lines(command))
    call = read_call([*words, *typed], {})
    if call is None:
        return
    assert call.run.__name__ == command.run.__name__
    assert {**defaults_of(command.run), **call.values} == {
        name: (value or None) if isinstance(value, list | tuple) else value
        for name, value in read_by_typer(command, typed).items()
    }


@pytest.mark.parametrize("command", [command for _, command in ALL])
def test_the_example_of_each_command_is_read(command: Command) -> None:
    typed = split(command.epilog.removeprefix("Example: mlroadmap "))
    assert read_call(arrange(typed), {})


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["nothing"],
        ["--help"],
        ["log", "--help"],
        ["card"],
        ["card", "nothing"],
        ["log"],
        ["undo", "a", "b"],
        ["log", "numpy", "1h", "--on"],
        ["log", "numpy", "1h", "--on", "--note"],
        ["next", "--json=yes"],
        ["plan", "--sure", "49"],
        ["plan", "--sure", "96"],
        ["plan", "--sure", "many"],
        ["plan", "--unlogged", "ignored"],
        ["stop", "-nx"],
        ["--color", "blue", "next"],
        ["--state", "", "next"],
        ["--today", "", "next"],
        ["check", ""],
    ],
)
def test_what_is_not_well_formed_is_left_to_typer(words: list[str]) -> None:
    assert read_call(words, {}) is None


def test_global_options_are_read_from_the_line_and_from_the_environment() -> None:
    environ = {"MLROADMAP_STATE": "there", "MLROADMAP_TODAY": "fri", "MLROADMAP_ROADMAP": ""}
    call = read_call(["--today", "sat", "--color=never", "week", "-1"], environ)
    assert call
    assert call.options == GlobalOptions(Path("there"), None, "sat", "never")
    assert call.values == {"which": "-1"}


def test_the_last_of_several_values_counts() -> None:
    call = read_call(["log", "numpy", "1h", "--on", "mon", "--on=tue", "--", "--on"], {})
    assert call
    assert call.values == {"words": ["numpy", "1h", "--on"], "on": "tue"}


COMPLETING = [
    (words, name)
    for words, command in ALL
    for name, kind in kinds_of(command.run).items()
    if "completes" in kind.parameter.settings
]


@pytest.mark.parametrize(("words", "name"), COMPLETING, ids=str)
def test_what_completes_a_parameter_offers_values_with_what_they_mean(
    planned: Cli, words: tuple[str, ...], name: str
) -> None:
    command = dict(ALL)[words]
    kind = kinds_of(command.run)[name]
    option = option_names(name, kind)[:1]
    line = ["mlroadmap", *words, *option, ""]
    offered = planned(
        _MLROADMAP_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS=" ".join(line)
    ).stdout
    assert offered.startswith("_arguments")

"""What to type instead: the command that would have worked, with the learner's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from shlex import join
from typing import Any

from mlroadmap.cli.command_line import Kind, kinds_of, option_names, read_call
from mlroadmap.cli.commands import COMMANDS, command_place, declared
from mlroadmap.cli.parameters import Command
from mlroadmap.core.text import nearest
from mlroadmap.errors import MlroadmapError, UsageError

_MOST_COMMANDS = 3
_EXTRA_WORDS = re.compile(r"unexpected extra arguments?(?:\(s\))? \((.*)\)$")

# What people type for a command that has another name; `...` stands for what follows.
_MEANT: Mapping[str, str] = {
    **dict.fromkeys(("add", "record", "time", "track", "worked"), "log ..."),
    **dict.fromkeys(("begin", "continue", "resume", "timer"), "start ..."),
    **dict.fromkeys(("complete", "completed", "finish", "finished"), "done ..."),
    **dict.fromkeys(("delete", "drop", "exclude", "ignore", "remove", "rm"), "skip ..."),
    **dict.fromkeys(("learned", "learnt", "know"), "known ..."),
    **dict.fromkeys(("unskip", "undone", "readd"), "reopen ..."),
    **dict.fromkeys(("break", "holiday", "holidays", "pause", "vacation"), "off ..."),
    **dict.fromkeys(("absent", "ill", "sick"), "missed ..."),
    **dict.fromkeys(("estimate", "remaining"), "left ..."),
    **dict.fromkeys(("find", "info", "open", "search", "view"), "show ..."),
    **dict.fromkeys(("lint", "validate", "verify"), "check ..."),
    **dict.fromkeys(("select", "switch"), "use ..."),
    **dict.fromkeys(("create", "template"), "new ..."),
    **dict.fromkeys(("explain",), "why ..."),
    **dict.fromkeys(("all", "list", "ls", "tree"), "topics"),
    **dict.fromkeys(("overview", "progress", "report", "stats", "summary"), "status"),
    **dict.fromkeys(("agenda", "tomorrow"), "week"),
    **dict.fromkeys(("due", "todo", "what"), "next"),
    **dict.fromkeys(("entries", "journal"), "history"),
    **dict.fromkeys(("config", "configure", "init", "schedule", "settings", "setup"), "plan"),
    **dict.fromkeys(("deadline", "goal"), "plan --finish-by ..."),
    **dict.fromkeys(("eta", "predict"), "forecast"),
    **dict.fromkeys(("compare", "simulate"), "whatif --hours 5,10,20"),
    **dict.fromkeys(("revert", "rollback"), "undo"),
    **dict.fromkeys(("cal", "calendar", "ics"), "export ics"),
    **dict.fromkeys(("fix", "repair"), "doctor --fix"),
    **dict.fromkeys(("dir", "where"), "paths"),
    "cancel": "stop --discard",
    "version": "--version",
}

# Options that do nothing without another one: that one, and what would do.
_COMPANIONS = {"--sure": ("--finish-by", "plan --finish-by +52w --sure 80")}

# Commands with one argument that may be a title of several words.
_TAKES_A_TITLE = ("show", "start", "why")
_WEEKDAYS = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE)
_SEPARATORS = re.compile(r"(\.\.|[=, ])")
_NUMBERS = re.compile(r"[0-9.,]+h?")


def unknown_command(words: Sequence[str]) -> UsageError:
    """Refuse a command that does not exist, and name the one that was meant."""
    typed, *rest = words
    message = f"There is no command {typed!r}."
    meant = _MEANT.get(typed.lower())
    if meant is None:
        near = nearest(typed.lower(), COMMANDS)
        meant = f"{near} ..." if near else None
    if meant is None:
        return UsageError(message, "All commands:\nmlroadmap help")
    if meant.startswith("skip ") and not rest:
        meant = "undo"
    return UsageError(message, f"Did you mean this?\n{_filled(meant, rest)}")


def refused_usage(error: Exception, message: str, words: Sequence[str]) -> UsageError:
    """Turn what the parser refuses into a message that ends with a command that works.

    `words` are arranged: global options with their values, then the command.
    """
    start = command_place(words)
    command, *rest = words[start:] or [""]
    if command not in COMMANDS:
        return _refused_beginning(message, words[start:])
    extra = _EXTRA_WORDS.search(message)
    if extra:
        instead = _without_extra(command, rest, _extra_words(rest, extra[1]))
        return UsageError(
            f"{command} does not take {extra[1]!r}.", f"Did you mean this?\n{instead}"
        )
    line = _with_known_option(error, words)
    if line and read_call(line, {}):
        return UsageError(message, f"Did you mean this?\nmlroadmap {join(line)}")
    valid = _with_valid_value(error, words)
    if valid:
        return UsageError(message, f"For example (more: mlroadmap help {command}):\n{valid}")
    missing = getattr(error, "param", None)
    if missing is not None and message.startswith("Missing"):
        message = f"{command} needs {str(missing.metavar).rstrip('.')}."
    return UsageError(
        message, f"For example (more: mlroadmap help {command}):\n{_example(command)}"
    )


def hint_with_commands(error: MlroadmapError, words: Sequence[str]) -> str:
    """Give an error's hint, followed by the commands with what could have been meant."""
    name = error.details.get("name")
    instead = error.details.get("candidates") or error.details.get("examples")
    if not isinstance(name, str) or not isinstance(instead, list):
        return error.hint
    retyped = (_replaced(words, name, each) for each in instead[:_MOST_COMMANDS])
    commands = [f"mlroadmap {join(line)}" for line in retyped if line and line != [*words]]
    return "\n".join([error.hint, *commands])


def _refused_beginning(message: str, words: Sequence[str]) -> UsageError:
    if words and not words[0].startswith("-"):
        return unknown_command(words)
    option = words[0].partition("=")[0] if words else ""
    if any(option in option_names(*each) for each in _parameters("plan")):
        instead = f"mlroadmap {join(['plan', *words])}"
        return UsageError(f"{option} is an option of plan.", f"Did you mean this?\n{instead}")
    return UsageError(message, "All commands and options:\nmlroadmap help")


def _extra_words(rest: Sequence[str], extra: str) -> Sequence[str]:
    """Tell which of the words typed are too many; one may have spaces in it."""
    last = (rest[place:] for place in range(len(rest)))
    return next((words for words in last if " ".join(words) == extra), extra.split(" "))


def _without_extra(command: str, rest: Sequence[str], extra: Sequence[str]) -> str:
    """Spell what was meant by words too many: an option's value, a title, or nothing."""
    kept = list(rest)
    for word in extra:
        if word in kept:
            del kept[len(kept) - 1 - kept[::-1].index(word)]
    if command in {"plan", "whatif"} and all(map(_NUMBERS.fullmatch, extra)):
        return f"mlroadmap {join([command, *kept, '--hours', *extra[:1]])}"
    if command == "plan" and all(map(_WEEKDAYS.match, extra)):
        return f"mlroadmap {join([command, *kept, '--days', ','.join(extra)])}"
    if command == "hours":
        return f"mlroadmap {join([command, *kept, '--from', *extra[:1]])}"
    if command == "off":
        return "\n".join(f"mlroadmap {join([command, day])}" for day in [*kept, *extra])
    if command in _TAKES_A_TITLE:
        title = " ".join(word for word in rest if not word.startswith("-"))
        options = [word for word in rest if word.startswith("-")]
        return f"mlroadmap {join([command, title, *options])}"
    return f"mlroadmap {join([command, *kept])}"


def _with_known_option(error: Exception, words: Sequence[str]) -> list[str] | None:
    possible: Any = getattr(error, "possibilities", None)
    typed: Any = getattr(error, "option_name", None)
    return _replaced(words, typed, possible[0]) if possible and typed else None


def _with_valid_value(error: Exception, words: Sequence[str]) -> str | None:
    """Spell the command with a value that its option takes."""
    option: Any = getattr(error, "param", None)
    if option is None:
        return None
    for name, (companion, instead) in _COMPANIONS.items():
        if name in option.opts and companion not in words:
            return f"mlroadmap {instead}"
    choices, least = getattr(option.type, "choices", ()), getattr(option.type, "min", None)
    if not choices and least is None and not option.default:
        return None
    value = choices[0] if choices else str(option.default or (1 if least is None else least))
    for place, word in enumerate(words):
        name, equals, _ = word.partition("=")
        if name in option.opts and equals:
            return f"mlroadmap {join([*words[:place], f'{name}={value}', *words[place + 1 :]])}"
        if name in option.opts and place + 1 < len(words):
            return f"mlroadmap {join([*words[: place + 1], value, *words[place + 2 :]])}"
    return None


def _filled(meant: str, rest: Sequence[str]) -> str:
    """Spell a command with the words that followed, or with its example's."""
    command = meant.removesuffix(" ...")
    if command == meant:
        return f"mlroadmap {meant}"
    if rest or not _needs_words(command):
        return f"mlroadmap {join([*command.split(), *rest])}"
    return _example(command.split()[0])


def _needs_words(command: str) -> bool:
    parameters = _parameters(command.split(maxsplit=1)[0])
    return " " in command or any(kind.is_required for _, kind in parameters)


def _parameters(command: str) -> Iterable[tuple[str, Kind]]:
    """Give the parameters of a command by name; a group of commands has none."""
    found = declared(command)
    return kinds_of(found.run).items() if isinstance(found, Command) else ()


def _example(command: str) -> str:
    return declared(command).epilog.removeprefix("Example: ")


def _replaced(words: Sequence[str], typed: str, instead: str) -> list[str] | None:
    """Put a name in the place of one that was typed as one word or as several."""
    if not typed:
        return None
    for length in (1, len(typed.split())):
        for place in range(len(words) - length + 1):
            if " ".join(words[place : place + length]) == typed:
                return [*words[:place], instead, *words[place + length :]]
    return _replaced_within(words, typed, instead)


def _replaced_within(words: Sequence[str], typed: str, instead: str) -> list[str] | None:
    """Put a name in the place of a part of a word, such as `mon=x`, `x..fri` or `--for=x`."""
    for place, word in enumerate(words):
        parts = _SEPARATORS.split(word)
        if len(parts) > 1 and typed in parts:
            parts[parts.index(typed)] = instead
            return [*words[:place], "".join(parts), *words[place + 1 :]]
    return None

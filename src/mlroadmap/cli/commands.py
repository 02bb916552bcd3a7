"""The table of commands: in which module each is, so that only the one typed is imported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import NamedTuple

from mlroadmap.cli.lean_imports import import_msgspec
from mlroadmap.cli.options import GLOBAL_OPTIONS
from mlroadmap.cli.parameters import Command, Commands
from mlroadmap.output_cache.reprint import is_completing

EVERY_DAY = "Every day"
LIFE_HAPPENS = "Life happens"
LOOK_AHEAD = "Look ahead"
ROADMAPS = "Roadmaps"
FILES = "Files"


class Entry(NamedTuple):
    """A command's module in this package, its group in --help, and what it does in brief.

    The brief text has at most BRIEF_WIDTH characters, so that two commands share a line.
    One that `repeats` gives the same answer again until the state or the day changes.
    """

    module: str
    group: str
    brief: str
    repeats: bool = False


BRIEF_WIDTH = 27

_HELP = ("--help", "-h", "--version")

# In the order of --help.
COMMANDS: Mapping[str, Entry] = {
    "next": Entry("next_", EVERY_DAY, "Show what to study today", repeats=True),
    "done": Entry("done", EVERY_DAY, "Mark topics or steps done"),
    "review": Entry("review", EVERY_DAY, "Go through the due cards"),
    "test": Entry("topic_test", EVERY_DAY, "Test yourself on a topic"),
    "log": Entry("log", EVERY_DAY, "Log time on a topic"),
    "start": Entry("timer", EVERY_DAY, "Start a timer"),
    "stop": Entry("timer", EVERY_DAY, "Stop it and log its time"),
    "today": Entry("week", EVERY_DAY, "Show today's plan and time", repeats=True),
    "week": Entry("week", EVERY_DAY, "Show a week day by day", repeats=True),
    "status": Entry("status", EVERY_DAY, "Show progress by stage", repeats=True),
    "steps": Entry("steps", EVERY_DAY, "Show the steps of a topic", repeats=True),
    "card": Entry("card", LIFE_HAPPENS, "Add or change cards"),
    "missed": Entry("missed", LIFE_HAPPENS, "Mark days without study"),
    "studied": Entry("missed", LIFE_HAPPENS, "Mark days as studied"),
    "left": Entry("left", LIFE_HAPPENS, "Correct what is left to do"),
    "off": Entry("days", LIFE_HAPPENS, "Take days off"),
    "hours": Entry("days", LIFE_HAPPENS, "Change hours for a while"),
    "known": Entry("triage", LIFE_HAPPENS, "Mark what you already know"),
    "skip": Entry("triage", LIFE_HAPPENS, "Skip topics"),
    "reopen": Entry("triage", LIFE_HAPPENS, "Put topics back"),
    "history": Entry("history", LIFE_HAPPENS, "List what you entered", repeats=True),
    "edit": Entry("edit", LIFE_HAPPENS, "Correct an entry"),
    "undo": Entry("undo", LIFE_HAPPENS, "Take back an entry"),
    "redo": Entry("undo", LIFE_HAPPENS, "Bring back an undone entry"),
    "plan": Entry("plan", LOOK_AHEAD, "Make the plan, or show it"),
    "forecast": Entry("forecast", LOOK_AHEAD, "Predict the finish", repeats=True),
    "whatif": Entry("whatif", LOOK_AHEAD, "Compare other hours", repeats=True),
    "why": Entry("why", LOOK_AHEAD, "Explain a date in the plan", repeats=True),
    "topics": Entry("topics", ROADMAPS, "List all topics", repeats=True),
    "show": Entry("topics", ROADMAPS, "Show a topic or a stage", repeats=True),
    "check": Entry("check", ROADMAPS, "Check a roadmap file"),
    "import": Entry("import_", ROADMAPS, "Convert another roadmap"),
    "new": Entry("new", ROADMAPS, "Write a roadmap to fill in"),
    "use": Entry("roadmaps", ROADMAPS, "Switch to another roadmap"),
    "roadmaps": Entry("roadmaps", ROADMAPS, "List your roadmaps"),
    "export": Entry("export", FILES, "Write a calendar, page, ..."),
    "backup": Entry("backup", FILES, "Archive the log"),
    "restore": Entry("backup", FILES, "Merge a backup"),
    "doctor": Entry("doctor", FILES, "Check the log for damage"),
    "paths": Entry("paths", FILES, "Show where the files are", repeats=True),
    "help": Entry("help_", FILES, "Explain a command", repeats=True),
}


def command_place(words: Sequence[str]) -> int:
    """Find the command in arranged words: after the global options with their values."""
    place = 0
    while place < len(words) and words[place].startswith(GLOBAL_OPTIONS):
        place += 1 if "=" in words[place] else 2
    return place


def gives_the_same_again(words: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Whether a command line gives the same answer until the state or the day changes.

    `words` are arranged: global options with their values, then the command.
    """
    if is_completing(environ):
        return True
    command, *rest = words[command_place(words) :] or [""]
    if command in _HELP:
        return not rest
    entry = COMMANDS.get(command)
    return entry is not None and (entry.repeats or (len(rest) == 1 and rest[0] in _HELP))


def declared(name: str) -> Command | Commands:
    """Import the module that has a command, and give what it declares."""
    import_msgspec()
    commands = Commands()
    import_module(f"mlroadmap.cli.{COMMANDS[name].module}").register(commands)
    return commands.found[name]

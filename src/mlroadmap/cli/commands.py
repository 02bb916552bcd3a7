"""The table of commands: in which module each is, so that only the one typed is imported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any, NamedTuple

import typer
from typer.main import get_group

from mlroadmap.cli.options import GLOBAL_OPTIONS
from mlroadmap.output_cache.reprint import is_completing


class Entry(NamedTuple):
    """A command's module in this package, and the first line of its help.

    One that `repeats` gives the same answer again until the state or the day changes.
    """

    module: str
    help: str
    repeats: bool = False


_HELP = ("--help", "-h", "--version")

# In the order of --help.
COMMANDS: Mapping[str, Entry] = {
    "plan": Entry(
        "plan",
        "Make, store and show the dated plan; without options, show how it stands today.",
    ),
    "next": Entry(
        "next_",
        "Say what to study today, where to learn it, and what comes after.",
        repeats=True,
    ),
    "done": Entry("done", "Log that topics are completed; the rest of the plan follows."),
    "log": Entry("log", "Log time spent on a topic that is not finished yet."),
    "start": Entry(
        "timer", "Start a timer on a topic, by default on today's; show the one that runs."
    ),
    "stop": Entry(
        "timer", "Stop the timer and log its time on the day on which it was started."
    ),
    "missed": Entry(
        "missed", "Mark days on which you did not study; their work is rescheduled."
    ),
    "studied": Entry("missed", "Mark days without entries as studied as they were planned."),
    "left": Entry(
        "left", "Say how much is really left of a topic, whatever was estimated or assumed."
    ),
    "known": Entry("triage", "Say what you know already: it is neither planned nor counted."),
    "skip": Entry("triage", "Leave topics out: they are neither planned nor counted."),
    "reopen": Entry("triage", "Take back that topics are done, known or skipped."),
    "off": Entry(
        "days",
        "Take days off in advance; without days, list what differs from the usual week.",
    ),
    "hours": Entry("days", "Have other hours for a while; without options, list what differs."),
    "today": Entry(
        "week", "Show today's planned and studied minutes, topic by topic.", repeats=True
    ),
    "week": Entry(
        "week",
        "Show a week's planned and studied minutes, day by day, and what spilled over.",
        repeats=True,
    ),
    "status": Entry(
        "status", "Show progress by stage, and the finish against the baseline.", repeats=True
    ),
    "forecast": Entry(
        "forecast",
        "Say when you will finish, as a range that learns from what you have done.",
        repeats=True,
    ),
    "whatif": Entry(
        "whatif",
        "Show when you would finish if things were otherwise, side by side.",
        repeats=True,
    ),
    "why": Entry(
        "why",
        "Say what put a topic or a day where it is, and what would move it earlier.",
        repeats=True,
    ),
    "topics": Entry(
        "topics", "Show the roadmap as a tree with the state of each topic.", repeats=True
    ),
    "show": Entry("topics", "Show one topic, section or stage in full.", repeats=True),
    "undo": Entry(
        "undo", "Take back the last entry, or the one with an id, whatever came after it."
    ),
    "redo": Entry("undo", "Bring back what was undone last, or the entry with an id."),
    "history": Entry(
        "history", "Show your entries with their ids, one line a command.", repeats=True
    ),
    "edit": Entry("edit", "Correct an entry: its topic, time, day or note."),
    "check": Entry(
        "check",
        "Check a roadmap file; exits with 4 and a line for each problem when it has any.",
    ),
    "export": Entry("export", "Write the plan as a calendar, a page, a task list or a table."),
    "import": Entry(
        "import_", "Make a roadmap file of another roadmap; what it does not say stays unknown."
    ),
    "new": Entry("new", "Write a small roadmap with comments, to fill in and to use."),
    "use": Entry(
        "roadmaps", "Use another roadmap from now on; each keeps its own plan and progress."
    ),
    "roadmaps": Entry("roadmaps", "List the roadmaps side by side, and how far each has come."),
    "doctor": Entry(
        "doctor",
        "Look for damage in the log and all that is kept with it; exits with 6 for any.",
    ),
    "backup": Entry(
        "backup",
        "Write the log of all devices into one archive, which restore reads on any machine.",
    ),
    "restore": Entry(
        "backup",
        "Merge an archive into the log: adds what the log lacks and takes nothing away.",
    ),
    "paths": Entry(
        "paths", "Show where the log, its mirror, the cache and the roadmap are.", repeats=True
    ),
}


def gives_the_same_again(words: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Whether a command line gives the same answer until the state or the day changes.

    `words` are arranged: global options with their values, then the command.
    """
    if is_completing(environ):
        return True
    place = 0
    while place < len(words) and words[place].startswith(GLOBAL_OPTIONS):
        place += 1 if "=" in words[place] else 2
    command, *rest = words[place:] or [""]
    if command in _HELP:
        return not rest
    entry = COMMANDS.get(command)
    return entry is not None and (entry.repeats or (len(rest) == 1 and rest[0] in _HELP))


class LazyCommands(Mapping[str, Any]):
    """The commands by name, each imported when it is asked for."""

    def __init__(self) -> None:
        self._imported: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        """Give a command, importing the module that has it."""
        if name not in self._imported:
            application = typer.Typer(add_completion=False, rich_markup_mode=None)
            import_module(f"mlroadmap.cli.{COMMANDS[name].module}").register(application)
            self._imported |= get_group(application).commands
        return self._imported[name]

    def __iter__(self) -> Iterator[str]:
        """Iterate over all names, imported or not."""
        return iter(COMMANDS)

    def __len__(self) -> int:
        """Count all commands, imported or not."""
        return len(COMMANDS)

    def __contains__(self, name: object) -> bool:
        """Say whether there is such a command, without importing it."""
        return name in COMMANDS

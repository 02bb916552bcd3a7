"""Every refusal ends with the command that would have worked."""

from __future__ import annotations

import json
import shlex

import pytest

from mlroadmap.cli.commands import COMMANDS
from mlroadmap.cli.corrections import _MEANT
from tests.conftest import Cli


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("plan 10", "plan --hours 10"),
        ("plan 7.5h", "plan --hours 7.5h"),
        ("plan mon-fri", "plan --days mon-fri"),
        ("plan mon wed --hours 5", "plan --hours 5 --days mon,wed"),
        ("whatif 5,10", "whatif --hours 5,10"),
        ("hours 15 mon", "hours 15 --from mon"),
        ("plan --hours 7,5", "plan --hours 7.5"),
        ("off mon wed", "off wed"),
        ("show flat project", "show 'flat project'"),
        ("start flat project", "start 'flat project'"),
        ("next extra", "next"),
        ("status all", "status"),
        ("plan --hour 10", "plan --hours 10"),
        ("--hours 10", "plan --hours 10"),
        ("stauts", "status"),
        ("dnoe vectors --time 1h", "done vectors --time 1h"),
        ("list", "topics"),
        ("config", "plan"),
        ("delete vectors", "skip vectors"),
        ("delete", "undo"),
        ("finish vectors", "done vectors"),
        ("deadline 2027-09-01", "plan --finish-by 2027-09-01"),
        ("calendar", "export ics"),
        ("sick yesterday", "missed yesterday"),
        ("resume", "start"),
        ("version", "--version"),
        ("done vectos", "done networks"),
        ("done de", "done 'stage depth'"),
        ("log vectors 5", "log vectors 5h"),
        ("log vectors 1h --on 1/3/2027", "log vectors 1h --on 2027-03-01"),
        ("log vectors 1h --on next fri", "log vectors 1h --on 2027-01-15"),
        ("missed next fri", "missed 2027-01-15"),
        ("numpy", "help"),
        ("--nonsense", "help"),
        ("--state", "help"),
    ],
)
def test_what_would_have_worked_is_the_last_line(
    planned: Cli, typed: str, instead: str
) -> None:
    words = shlex.split(typed)
    lines = planned(*words, exits=3 if words[:1] == ["done"] else 2).stderr.splitlines()
    assert lines[-1] == f"mlroadmap {instead}"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("show", "show needs NAME."),
        ("skip", "skip needs NAME."),
        ("missed", "missed needs DATE."),
        ("plan --hours", "Option '--hours' requires an argument."),
        ("history --limit x", "Invalid value for '--limit'"),
        ("finish", "There is no command 'finish'."),
        ("next extra", "next does not take 'extra'."),
    ],
)
def test_a_refusal_says_what_is_wrong_and_gives_an_example(
    planned: Cli, typed: str, said: str
) -> None:
    lines = planned(*typed.split(), exits=2).stderr.splitlines()
    assert said in lines[0]
    assert lines[-1].startswith("mlroadmap ")


@pytest.mark.parametrize("word", _MEANT)
def test_what_people_mean_is_a_command(cli: Cli, word: str) -> None:
    assert word not in COMMANDS
    instead = cli(word, exits=2).stderr.splitlines()[-1].split()
    assert instead[1] in COMMANDS or instead[1] == "--version"


def test_a_name_that_cannot_be_found_in_the_words_changes_no_hint(planned: Cli) -> None:
    error = planned("log", "vectors", "1h", "--on=1/3/2027", exits=2).stderr
    assert error.splitlines()[-1] == "Write the year first: 2027-01-03 or 2027-03-01."


def test_an_option_is_no_word_of_a_title(planned: Cli) -> None:
    error = json.loads(planned("show", "flat", "project", "--json", exits=2).stderr)["error"]
    assert error["hint"].endswith("\nmlroadmap show 'flat project' --json")


def test_candidates_are_told_to_scripts(planned: Cli) -> None:
    error = json.loads(planned("show", "project", "--json", exits=3).stderr)["error"]
    assert error["candidates"] == ["deep-project", "flat-project", "projects"]
    assert error["hint"].endswith("mlroadmap show projects --json")

"""Every refusal ends with the command that would have worked."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from mlroadmap.cli.commands import COMMANDS
from mlroadmap.cli.corrections import _MEANT
from tests.conftest import Cli
from tests.roadmap_texts import HEAD


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
    error = planned("next", exits=2, MLROADMAP_TODAY="1/3/2027").stderr
    assert error.splitlines()[-1] == "Write the year first: 2027-01-03 or 2027-03-01."


def test_a_name_within_a_word_is_replaced_too(planned: Cli) -> None:
    error = planned("log", "vectors", "1h", "--on=1/3/2027", exits=2).stderr
    assert error.splitlines()[-1] == "mlroadmap log vectors 1h --on=2027-03-01"


def test_an_option_is_no_word_of_a_title(planned: Cli) -> None:
    error = json.loads(planned("show", "flat", "project", "--json", exits=2).stderr)["error"]
    assert error["hint"].endswith("\nmlroadmap show 'flat project' --json")


def test_candidates_are_told_to_scripts(planned: Cli) -> None:
    error = json.loads(planned("show", "project", "--json", exits=3).stderr)["error"]
    assert error["candidates"] == ["deep-project", "flat-project", "projects"]
    assert error["hint"].endswith("mlroadmap show projects --json")


@pytest.mark.parametrize(
    ("typed", "works"),
    [
        ("plan --hours ten", "plan --hours 10"),
        ("plan --hours=0", "plan --hours=10"),
        ("plan --days xyz", "plan --days mon-fri"),
        ("plan --days mon=x", "plan --days mon=45m"),
        ("plan --days mon,tue=1h", "plan --days mon=1h,tue=1h"),
        ("plan --pace quick", "plan --pace 1.3"),
        ("plan --tracks x", "plan --tracks 1"),
        ("plan --review most", "plan --review 0.85"),
        ("plan --least 5h", "plan --least 10m"),
        ("plan --start yesterday", "plan --start today"),
        ("plan --finish-by yesterday", "plan --finish-by 2028-01-03"),
        ("off 24.12", "off 2027-12-24"),
        ("off tomorow", "off tomorrow"),
        ("off fri..xyz", "off fri..fri"),
        ("off 2027-02-30", "off today"),
        ("off 9999-01-01", "off today"),
        ("off 2027-03-05..2027-03-01", "off 2027-03-01..2027-03-05"),
        ("off 2027-03-01..2047-03-01", "off 2027-03-01..2037-03-07"),
        ("off --holidays XX", "off --holidays DE"),
        ("off --holidays DE-XX", "off --holidays DE"),
        ("off --holidays DE-Bayren", "off --holidays DE-BY"),
        ("off --holidays Germny", "off --holidays DE"),
        ("missed 24.12", "missed 2026-12-24"),
        ("missed yesterday tomorrow", "missed yesterday today"),
        ("log a abc", "log a 45m"),
        ("log a 25h", "log a 45m"),
        ("left a soon", "left a 45m"),
        ("done a --on xyz", "done a --on yesterday"),
        ("done a b --time 1h", "done a --time 1h"),
        ("done --time 1h --on today", "done a --time 1h --on today"),
        ("hours 12", "hours 12 --from mon --to +3w"),
        ("hours x", "hours 10 --from mon --to +3w"),
        ("next --for x", "next --for 45m"),
        ("next --color x", "--color auto next"),
        ("review --for x", "review --for 45m"),
        ("whatif --hours 5,x", "whatif --hours 5,10"),
        ("history --limit x", "history --limit 20"),
        ("history --limit=0", "history --limit=20"),
        ("why xyz", "topics"),
        ("steps xyz", "topics"),
        ("edit zzzz --time 1h", "history"),
        ("undo zzzz", "history"),
        ("use nofile", "roadmaps"),
        ("plan --sure 80", "plan --finish-by +52w --sure 80"),
        ("plan --sure 0", "plan --finish-by +52w --sure 80"),
        ("plan --finish-by +60w --sure 0", "plan --finish-by +60w --sure 50"),
        ("plan --finish-by +60w --hours 2 --sure 80", "plan --finish-by +60w --sure 80"),
        ("plan --limit 3h", "plan --catch-up --limit 3h"),
        ("plan --catch-up --limit 3h --hours 5", "plan --catch-up --limit 3h"),
        ("plan --hours 9 --days mon=1h", "plan --hours 9 --days mon-fri"),
        ("whatif --first a --hours 5,10", "whatif --first a --hours 5"),
        ("export csv --at 19:00", "export csv"),
        ("export ics --at noon", "export ics --at 19:00"),
        ("off --year 2028", "off --holidays DE --year 2028"),
    ],
)  # fmt: skip
def test_a_refusal_ends_with_a_command_that_works(
    cli: Cli, tmp_path: Path, typed: str, works: str
) -> None:
    cli.roadmap = tmp_path / "two.yaml"
    cli.roadmap.write_text(
        f"{HEAD}stages:\n- id: s\n  title: S\n  topics:\n"
        "  - {id: a, title: Alpha, hours: 5}\n  - {id: b, title: Beta, hours: 5}\n",
        "utf-8",
    )
    cli("plan", "--hours", "7")
    refused = cli(*typed.split(), exits=None)
    assert refused.exit_code in {2, 3}
    assert f"mlroadmap {works}" in refused.stderr.splitlines()[1:]
    assert refused.stdout == ""
    if not works.startswith("review"):
        cli(*works.split())

"""undo and redo of any entry by its id."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlroadmap.storage.record import encode
from tests.conftest import Cli
from tests.storage.log_tools import event

pytestmark = pytest.mark.usefixtures("entry_ids")


def ids(cli: Cli) -> list[str]:
    return [entry["id"] for entry in cli.document("history")["entries"]]


def undone(cli: Cli) -> list[bool]:
    return [entry["undone"] for entry in cli.document("history")["entries"]]


def logged(cli: Cli) -> dict[str, int]:
    topics = cli.document("plan")["topics"]
    return {each["id"]: each["logged_minutes"] for each in topics if each["logged_minutes"]}


@pytest.fixture
def busy(planned: Cli) -> Cli:
    """A learner with a plan and three entries."""
    planned("log", "vectors", "10m")
    planned("log", "calculus", "20m")
    planned("log", "networks", "30m")
    return planned


@pytest.fixture
def alike(planned: Cli) -> Cli:
    """A learner with two entries of another device whose ids differ at their very end."""
    log = planned.state / "log" / "bbbbbbbb.jsonl"
    log.write_bytes(encode(event(1)) + encode(event(2)))
    log.chmod(0o600)
    return planned


def test_any_entry_is_taken_back_whatever_came_after_it(busy: Cli) -> None:
    vectors = ids(busy)[1]
    said = busy.said("undo", vectors[:4])
    assert "Undone: Vectors [bold]not markup[/bold] studied for 10m." in said
    assert f"To bring it back: mlroadmap redo {vectors[:4]} Still on course" in said
    assert logged(busy) == {"calculus": 20, "networks": 30}
    assert undone(busy) == [False, True, False, False]


def test_any_entry_is_brought_back_after_later_ones(busy: Cli) -> None:
    _, vectors, calculus, _ = ids(busy)
    busy("undo", vectors)
    busy("undo", calculus)
    busy("log", "deep-project", "40m")
    said = busy.said("redo", vectors)
    assert "Redone: Vectors [bold]not markup[/bold] studied for 10m." in said
    assert f"To take it back: mlroadmap undo {vectors[:4]}" in said
    assert logged(busy) == {"vectors": 10, "networks": 30, "deep-project": 40}
    busy("redo")
    assert logged(busy) == {"vectors": 10, "calculus": 20, "networks": 30, "deep-project": 40}
    assert "nothing to redo" in busy.said("redo")


def test_undo_and_redo_of_an_entry_are_the_identity(busy: Cli) -> None:
    before = busy("plan", "--json").stdout
    for entry in ids(busy)[1:]:
        busy("undo", entry)
        assert busy("plan", "--json").stdout != before
        busy("redo", entry)
        assert busy("plan", "--json").stdout == before


def test_without_an_id_it_is_what_was_undone_or_redone_last(busy: Cli) -> None:
    _, vectors, calculus, networks = ids(busy)
    busy("undo", vectors)
    busy("undo", networks)
    busy("redo", vectors)
    assert undone(busy) == [False, False, False, True]
    busy("undo")
    assert undone(busy) == [False, True, False, True]
    busy("redo", networks)
    busy("undo", calculus)
    busy("redo")
    assert undone(busy) == [False, True, False, False]


def test_what_is_so_already_changes_nothing(busy: Cli) -> None:
    vectors = ids(busy)[1]
    said = busy.said("redo", vectors)
    assert "It counts: Vectors [bold]not markup[/bold] studied for 10m." in said
    busy("undo", vectors)
    files = {path: path.read_bytes() for path in (busy.state / "log").iterdir()}
    assert busy.said("undo", vectors) == (
        "Undone already: Vectors [bold]not markup[/bold] studied for 10m."
    )
    assert {path: path.read_bytes() for path in (busy.state / "log").iterdir()} == files


def test_a_plan_is_taken_back_under_later_entries(busy: Cli) -> None:
    plan = ids(busy)[0]
    assert "There is no plan now" in busy.said("undo", plan)
    busy("next", exits=7)
    busy("redo", plan)
    assert logged(busy) == {"vectors": 10, "calculus": 20, "networks": 30}


def test_a_correction_is_an_entry_too(busy: Cli) -> None:
    busy("edit", ids(busy)[1], "--time", "15m")
    assert logged(busy)["vectors"] == 15
    assert f"Undone: entry {ids(busy)[1][:8]} corrected: 15m." in busy.said("undo")
    assert logged(busy)["vectors"] == 10
    busy("redo")
    assert logged(busy)["vectors"] == 15


def test_entries_of_other_devices_are_taken_back(busy: Cli, tmp_path: Path) -> None:
    archive = str(tmp_path / "log.zip")
    busy("backup", archive)
    other = Cli(tmp_path / "other")
    other("restore", archive)
    other("undo", ids(busy)[1])
    other("backup", archive, "--force")
    busy("restore", archive)
    assert undone(busy) == [False, True, False, False]


@pytest.mark.parametrize("command", [("undo",), ("redo",), ("edit", "--note", "x")])
@pytest.mark.parametrize("typed", ["zzzz", "", "-", "00000000-0000-0000-0000-000000000009"])
def test_an_unknown_id_is_refused(alike: Cli, command: tuple[str, ...], typed: str) -> None:
    name, *options = command
    result = alike(name, *options, "--", typed, exits=2)
    assert f"No entry has an id that begins with {typed!r}" in result.stderr
    assert "mlroadmap history" in result.stderr
    assert undone(alike) == [False] * 3


@pytest.mark.parametrize("command", [("undo",), ("redo",), ("edit", "--note", "x")])
def test_an_ambiguous_id_lists_its_candidates(alike: Cli, command: tuple[str, ...]) -> None:
    name, *options = command
    result = alike(name, *options, "0000", exits=2)
    assert "2 entries have an id that begins with '0000'" in result.stderr
    for number in (1, 2):
        assert f"00000000-0000-0000-0000-00000000000{number}" in result.stderr
    assert "one more character" in result.stderr
    assert undone(alike) == [False] * 3


@pytest.mark.parametrize("typed", ["0", "000"])
def test_too_few_characters_are_not_called_unknown(alike: Cli, typed: str) -> None:
    assert "No entry" not in alike("undo", typed, exits=2).stderr
    assert undone(alike) == [False] * 3


def test_a_beginning_that_one_id_has_is_enough(alike: Cli) -> None:
    (own,) = (name for name in ids(alike) if not name.startswith("0000"))
    assert own[0] != "0"
    alike("undo", f" {own[:1].upper()}")
    assert undone(alike) == [name == own for name in ids(alike)]


def test_ids_are_shown_as_long_as_they_must_be(alike: Cli) -> None:
    alike.columns = 140
    rows = alike("history").stdout.splitlines()[2:]
    ids_shown = [row.split()[0] for row in rows if not row.startswith(" ")]
    assert sorted(map(len, ids_shown)) == [4, 36, 36]

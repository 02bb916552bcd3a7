"""history: what was entered, with ids to correct it by."""

from __future__ import annotations

import pytest

from tests.conftest import Cli

pytestmark = pytest.mark.usefixtures("entry_ids")


def test_each_entry_has_its_id(planned: Cli) -> None:
    planned("log", "vectors", "10m")
    ids = [entry["id"] for entry in planned.document("history")["entries"]]
    shown = planned("history").stdout.splitlines()[2:]
    assert [line.split()[0] for line in shown] == [each[:4] for each in ids]


def test_the_document_says_what_became_of_an_entry(planned: Cli) -> None:
    planned("log", "vectors", "10m")
    planned("log", "vectors", "20m")
    _, first, second = (each["id"] for each in planned.document("history")["entries"])
    planned("edit", first, "--time", "15m")
    planned("undo", second)
    entries = planned.document("history")["entries"]
    assert [(e["kind"], e["day"], e["edited"], e["undone"]) for e in entries] == [
        ("plan", "2027-01-04", False, False),
        ("log", "2027-01-04", True, False),
        ("log", "2027-01-04", False, True),
        ("edit", "2027-01-04", False, False),
    ]
    assert entries[1]["what"] == "Vectors [bold]not markup[/bold] studied for 15m"
    assert entries[3]["what"] == f"entry {first[:8]} corrected: 15m"
    planned.columns = 140
    marks = [line.split()[-1] for line in planned("history").stdout.splitlines()[3:5]]
    assert marks == ["edited", "undone"]


def test_entries_with_a_note_can_be_shown_alone(planned: Cli) -> None:
    planned("log", "vectors", "10m", "--note", "chapter 1")
    planned("log", "vectors", "20m")
    planned("done", "vectors", "--note", "at last")
    planned("start", "calculus")
    planned("stop", "--time", "5m", "--note", "by the clock")
    noted = planned.document("history", "--notes")["entries"]
    assert [entry["what"] for entry in noted] == [
        "Vectors [bold]not markup[/bold] studied for 10m (chapter 1)",
        "Vectors [bold]not markup[/bold] done (at last)",
        "Calculus studied for 5m (by the clock)",
    ]
    last = planned.document("history", "--notes", "--limit", "1")["entries"]
    assert last == noted[-1:]
    assert "plan of" not in planned.said("history", "--notes")


def test_without_any_note_there_is_nothing_to_show(planned: Cli) -> None:
    assert planned.said("history", "--notes") == "There are no entries yet."


def test_a_corrected_note_is_the_one_that_is_shown(planned: Cli) -> None:
    planned("log", "vectors", "10m", "--note", "chapter 1")
    name = planned.document("history")["entries"][-1]["id"]
    planned("edit", name, "--note", "chapter 2")
    noted = planned.document("history", "--notes")["entries"]
    assert noted[0]["what"].endswith("(chapter 2)")


def test_topics_go_by_their_present_names(planned: Cli) -> None:
    planned("log", "vectors", "10m")
    renamed = planned.state / "renamed.yaml"
    text = planned.roadmap.read_text("utf-8")
    renamed.write_text(
        text.replace("id: vectors", "id: arrows\n            aliases: [vectors]")
        .replace("helps: [vectors]", "helps: [arrows]")
        .replace("needs: [vectors, calculus]", "needs: [arrows, calculus]")
        .replace("title: Vectors [bold]not markup[/bold]", "title: Arrows"),
        "utf-8",
    )
    planned.roadmap = renamed
    assert planned.document("history")["entries"][-1]["what"] == "Arrows studied for 10m"


def test_the_shape_of_the_roadmap_is_no_entry(planned: Cli) -> None:
    assert [entry["kind"] for entry in planned.document("history")["entries"]] == ["plan"]

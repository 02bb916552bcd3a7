"""export."""

from __future__ import annotations

import json
from pathlib import Path

import icalendar
import pytest

from mlroadmap.cli.formats import FORMATS
from tests.conftest import Cli, read_only

README_DOC = Path(__file__).parents[2] / "docs" / "export.md"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_goes_to_stdout_or_to_a_file(
    planned: Cli, name: str, tmp_path: Path
) -> None:
    printed = planned("export", name)
    assert printed.stdout_bytes
    assert printed.stderr == ""
    file = tmp_path / f"plan{FORMATS[name].ending}"
    said = planned("export", name, "-o", str(file))
    assert said.stdout == ""
    assert "written to" in said.stderr
    if name != "ics":  # The stamps in a calendar tell when it was written.
        assert file.read_bytes() == printed.stdout_bytes


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_works_on_a_read_only_state(planned: Cli, name: str) -> None:
    planned("next")  # what is computed once is in the cache from here on
    with read_only(planned.state):
        planned("export", name)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_documented(name: str) -> None:
    assert f"## `{name}`" in README_DOC.read_text("utf-8")


def test_the_formats_are_listed(cli: Cli) -> None:
    assert [line.split()[0] for line in cli("export").stdout.splitlines()[2:]] == list(FORMATS)
    assert [each["format"] for each in cli.document("export")["formats"]] == list(FORMATS)


def test_the_list_fits_sixty_columns(cli: Cli) -> None:
    cli.columns = 60
    assert max(map(len, cli("export").stdout.splitlines())) <= 60


def test_json_is_what_plan_prints_and_the_steps(planned: Cli) -> None:
    document = planned.document("plan")
    for words in (("export", "json"), ("export", "json", "--json")):
        exported = json.loads(planned(*words).stdout)
        (vectors,) = exported.pop("steps")
        assert vectors["topic"] == "vectors"
        assert {step["state"] for step in vectors["steps"]} == {"todo"}
        assert exported == document


def test_what_was_written_can_be_a_document(planned: Cli, tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    document = planned.document("export", "csv", "-o", str(file))
    assert document == {"schema_version": 2, "format": "csv", "file": str(file)}
    result = planned("export", "csv", "--json", exits=2)
    assert "-o FILE" in json.loads(result.stderr)["error"]["hint"]


def test_calendar_options(planned: Cli) -> None:
    calendar = icalendar.Calendar.from_ical(
        planned("export", "ics", "--at", "19:00", "--alarm", "15m").stdout
    )
    first = calendar.walk("VEVENT")[0]
    assert first["DTSTART"].to_ical() == b"20270104T190000"
    assert first.walk("VALARM")[0]["TRIGGER"].to_ical() == b"-PT15M"


def test_an_alarm_of_a_whole_day_is_remarked_upon(planned: Cli) -> None:
    assert "--at" in planned("export", "ics", "--alarm", "15m").stderr


def test_fresh_calendars_have_nothing_called_off(planned: Cli) -> None:
    planned("plan", "--days", "sat,sun")
    assert "CANCELLED" in planned("export", "ics").stdout
    assert "CANCELLED" not in planned("export", "ics", "--fresh").stdout


@pytest.mark.parametrize(
    ("words", "exits", "said"),
    [
        (("icz",), 2, "mlroadmap export ics"),
        (("powerpoint",), 2, "The formats are: ics, html"),
        (("-o", "plan.ics"), 2, "Which format?"),
        (("csv", "--at", "19:00"), 2, "for calendars"),
        (("html", "--fresh"), 2, "for calendars"),
        (("ics", "--at", "7pm"), 2, "19:00 or 7:30"),
        (("ics", "--alarm", "never"), 2, "not a length of time"),
        (("csv", "-o", "/nowhere/at/all"), 1, "cannot be written"),
    ],
)
def test_what_cannot_be_is_refused(
    planned: Cli, words: tuple[str, ...], exits: int, said: str
) -> None:
    assert said in planned("export", *words, exits=exits).stderr


def identities(cli: Cli) -> list[str]:
    """The identities that the log has recorded of exports, in its order."""
    (log,) = (cli.state / "log").iterdir()
    records = map(json.loads, log.read_text("utf-8").splitlines())
    return [record["p"]["identity"] for record in records if record["k"] == "export"]


def test_the_first_export_records_its_identity_for_good(planned: Cli, tmp_path: Path) -> None:
    assert identities(planned) == []
    plan = planned.document("history")["entries"][0]["id"]
    for name in ("csv", "ics", "ics", "json"):
        planned("export", name)
        assert identities(planned) == [plan]
    planned("export", "ics", "-o", str(tmp_path / "plan.ics"))
    planned("undo", plan)
    planned("plan", "--hours", "5")
    planned("export", "ics")
    assert identities(planned) == [plan]
    assert [each["kind"] for each in planned.document("history")["entries"]] == ["plan"] * 2


def test_an_export_is_nothing_to_undo(planned: Cli) -> None:
    planned("log", "vectors", "10m")
    planned("export", "ics")
    assert "Undone: Vectors" in planned.said("undo")


def test_calendar_uids_outlive_the_first_plan(planned: Cli) -> None:
    def uids() -> set[str]:
        calendar = icalendar.Calendar.from_ical(planned("export", "ics", "--fresh").stdout)
        return {str(event["UID"]) for event in calendar.walk("VEVENT")}

    before = uids()
    planned("undo", planned.document("history")["entries"][0]["id"])
    planned("plan", "--hours", "7")
    assert uids() == before


def test_a_read_only_state_records_no_identity(planned: Cli) -> None:
    planned("next")
    with read_only(planned.state):
        planned("export", "ics")
    assert identities(planned) == []


def test_without_a_plan_there_is_nothing_to_export(cli: Cli) -> None:
    assert "There is no plan yet" in cli("export", "ics", exits=7).stderr


def test_what_mlroadmap_reads_is_never_overwritten(planned: Cli) -> None:
    (log,) = (planned.state / "log").iterdir()
    for target in (log, planned.roadmap):
        before = target.read_bytes()
        assert "reads from" in planned("export", "csv", "-o", str(target), exits=2).stderr
        assert target.read_bytes() == before


def test_a_hyphen_means_stdout(planned: Cli) -> None:
    assert planned("export", "csv", "-o", "-").stdout.startswith("stage,section,id")

"""edit: an entry is corrected, and what it said before stays in the log."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Cli

pytestmark = pytest.mark.usefixtures("entry_ids")

VECTORS = "Vectors [bold]not markup[/bold]"


def entries(cli: Cli) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = cli.document("history")["entries"]
    return found


def last_id(cli: Cli) -> str:
    name: str = entries(cli)[-1]["id"]
    return name


def topic(cli: Cli, name: str) -> dict[str, Any]:
    found: dict[str, Any] = cli.document("show", name)["topic"]
    return found


def logged_on(cli: Cli) -> dict[str, int]:
    days = cli.document("week")["days"]
    return {day["date"]: day["logged_minutes"] for day in days if day["logged_minutes"]}


@pytest.fixture
def wednesday(planned: Cli) -> Cli:
    """A learner on Wed 6 Jan, whose last entry is 45 minutes on vectors."""
    planned.today = "2027-01-06"
    planned("log", "vectors", "45m", "--note", "chapter 1")
    return planned


def test_the_topic_is_corrected(wednesday: Cli) -> None:
    name = last_id(wednesday)
    said = wednesday.said("edit", name[:4], "--topic", "net")
    assert "Corrected: Networks studied for 45m (chapter 1). Still on course" in said
    assert topic(wednesday, "vectors")["logged_minutes"] == 0
    assert topic(wednesday, "networks")["logged_minutes"] == 45


def test_the_time_is_corrected(wednesday: Cli) -> None:
    said = wednesday.said("edit", last_id(wednesday), "--time", "1:10")
    assert f"Corrected: {VECTORS} studied for 1h 10m (chapter 1)." in said
    assert topic(wednesday, "vectors")["logged_minutes"] == 70


def test_the_day_is_corrected(wednesday: Cli) -> None:
    name = last_id(wednesday)
    wednesday("edit", name, "--on", "yesterday")
    assert logged_on(wednesday) == {"2027-01-05": 45}
    assert entries(wednesday)[1]["day"] == "2027-01-05"


def test_the_note_is_corrected_or_taken_away(wednesday: Cli) -> None:
    name = last_id(wednesday)
    assert "45m (chapter 2)." in wednesday.said("edit", name, "--note", "chapter 2")
    assert f"Corrected: {VECTORS} studied for 45m. Still on course" in wednesday.said(
        "edit", name, "--note", ""
    )


def test_all_of_it_at_once_and_field_by_field(wednesday: Cli) -> None:
    name = last_id(wednesday)
    wednesday(
        "edit", name, "--topic", "calculus", "--time", "20m", "--on", "mon", "--note", "all"
    )
    wednesday("edit", name, "--time", "25m")
    entry = entries(wednesday)[1]
    assert (entry["what"], entry["day"], entry["edited"]) == (
        "Calculus studied for 25m (all)",
        "2027-01-04",
        True,
    )
    assert logged_on(wednesday) == {"2027-01-04": 25}
    wednesday("undo")
    assert entries(wednesday)[1]["what"] == "Calculus studied for 20m (all)"
    wednesday("undo")
    entry = entries(wednesday)[1]
    assert (entry["what"], entry["edited"]) == (f"{VECTORS} studied for 45m (chapter 1)", False)


def test_what_was_said_before_stays_in_the_log(wednesday: Cli) -> None:
    (log,) = (wednesday.state / "log").iterdir()
    before = log.read_bytes()
    wednesday("edit", last_id(wednesday), "--time", "20m")
    assert log.read_bytes().startswith(before)
    assert b'"k":"edit"' in log.read_bytes()[len(before) :]


def test_the_effect_on_the_plan_is_said(planned: Cli) -> None:
    planned("done", "vectors")
    name = last_id(planned)
    said = planned.said("edit", name, "--topic", "deep")
    assert "Corrected: Deep Project done." in said
    assert "You now finish on Sat 16 Jan, 3 days earlier" in said
    assert topic(planned, "vectors")["state"] == "todo"
    assert topic(planned, "deep-project")["state"] == "done"


@pytest.mark.parametrize(
    ("words", "options", "what"),
    [
        (("done", "vectors"), ("--time", "30m", "--note", "n"), f"{VECTORS} done in 30m (n)"),
        (("left", "vectors", "5h"), ("--time", "6h"), f"{VECTORS}: 6h left"),
        (("left", "vectors", "5h"), ("--topic", "calculus"), "Calculus: 5h left"),
        (("known", "vectors"), ("--topic", "calculus"), "Calculus known"),
        (("skip", "vectors"), ("--on", "yesterday"), f"{VECTORS} skipped"),
        (("start", "vectors"), ("--topic", "calculus"), "timer started on Calculus"),
    ],
)
def test_each_kind_of_entry_about_topics_is_corrected(
    planned: Cli, words: tuple[str, ...], options: tuple[str, ...], what: str
) -> None:
    planned.today = "2027-01-05"
    planned(*words)
    assert f"Corrected: {what}." in planned.said("edit", last_id(planned), *options)
    assert entries(planned)[1]["what"] == what


def test_what_a_timer_measured_is_corrected(planned: Cli) -> None:
    planned("start", "vectors")
    planned("stop", "--time", "2h")
    said = planned.said("edit", last_id(planned), "--time", "20m", "--topic", "calculus")
    assert "Corrected: Calculus studied for 20m." in said
    assert topic(planned, "calculus")["logged_minutes"] == 20
    assert planned.document("next")["timer"] is None


@pytest.mark.parametrize(
    ("options", "exits", "said"),
    [
        ((), 2, "Use --topic, --time, --on, --note, such as: mlroadmap edit"),
        (("--on", "tomorrow"), 2, "in the future"),
        (("--on", "1/2/2027"), 2, "two ways"),
        (("--on", ""), 2, "not a day"),
        (("--time", "0m"), 2, "out of range"),
        (("--time", "25h"), 2, "out of range"),
        (("--time", ""), 2, "not a length of time"),
        (("--topic", "nonsense"), 3, "No topic is called 'nonsense'"),
        (("--topic", "project"), 3, "deep-project or flat-project"),
    ],
)
def test_what_cannot_be_is_refused(
    wednesday: Cli, options: tuple[str, ...], exits: int, said: str
) -> None:
    result = wednesday("edit", last_id(wednesday), *options, exits=exits)
    assert said in result.stderr
    assert result.stdout == ""
    assert len(entries(wednesday)) == 2


@pytest.mark.parametrize(
    ("words", "options", "said"),
    [
        (("left", "vectors", "5h"), ("--note", "n"), "--note does not fit this entry"),
        (("known", "vectors"), ("--time", "1h"), "--time does not fit this entry"),
        (("start", "vectors"), ("--on", "mon"), "--on does not fit this entry"),
        (("missed", "today"), ("--on", "mon"), "This entry cannot be corrected: missed"),
        (("studied", "today"), ("--on", "mon"), "This entry cannot be corrected: studied"),
        (("off", "fri"), ("--on", "mon"), "This entry cannot be corrected: Fri 8 Jan"),
        (("plan", "--hours", "5"), ("--time", "1h"), "This entry cannot be corrected: plan"),
    ],
)
def test_what_an_entry_does_not_have_is_refused(
    planned: Cli, words: tuple[str, ...], options: tuple[str, ...], said: str
) -> None:
    planned(*words)
    name = last_id(planned)
    result = planned("edit", name, *options, exits=2)
    assert said in result.stderr
    instead = "mlroadmap undo" if "cannot" in said else "mlroadmap edit"
    assert f"{instead} {name[:4]}" in result.stderr
    assert len(entries(planned)) == 2


def test_a_correction_is_taken_back_rather_than_corrected(wednesday: Cli) -> None:
    wednesday("edit", last_id(wednesday), "--time", "20m")
    result = wednesday("edit", last_id(wednesday), "--time", "30m", exits=2)
    assert f"mlroadmap undo {last_id(wednesday)[:4]}" in result.stderr


def test_a_day_keeps_to_24_hours(wednesday: Cli) -> None:
    name = last_id(wednesday)
    wednesday("log", "calculus", "20h")
    wednesday("edit", name, "--time", "4h")
    told = wednesday("edit", name, "--time", "4h1m", exits=2).stderr
    assert "Wed 6 Jan 2027 already has 20h logged" in told
    wednesday("log", "calculus", "23h", "--on", "yesterday")
    told = wednesday("edit", name, "--time", "2h", "--on", "yesterday", exits=2).stderr
    assert "Tue 5 Jan 2027 already has 23h logged" in told


def test_a_correction_of_the_day_alone_keeps_to_24_hours(wednesday: Cli) -> None:
    name = last_id(wednesday)
    wednesday("log", "calculus", "23h30m", "--on", "yesterday")
    told = wednesday("edit", name, "--on", "yesterday", exits=2).stderr
    assert "Tue 5 Jan 2027 already has 23h 30m logged" in told
    assert logged_on(wednesday) == {"2027-01-05": 1410, "2027-01-06": 45}


def test_a_time_is_for_one_topic(planned: Cli) -> None:
    planned("done", "vectors", "calculus")
    planned("edit", last_id(planned), "--time", "1h", exits=2)
    assert planned.document("next")["progress"]["logged_minutes"] == 0


def test_done_again_corrects_when_it_was_done(planned: Cli) -> None:
    planned.today = "2027-01-06"
    planned("done", "vectors")
    said = planned.said("done", "vectors", "--on", "yesterday")
    assert f"Corrected: {VECTORS} was done on Tue 5 Jan." in said
    assert topic(planned, "vectors")["finish"] == "2027-01-05"
    assert (entries(planned)[1]["day"], entries(planned)[1]["edited"]) == ("2027-01-05", True)
    planned("undo")
    assert topic(planned, "vectors")["finish"] == "2027-01-06"


def test_done_again_corrects_its_time_and_note(planned: Cli) -> None:
    planned("done", "vectors", "--time", "20h")
    planned("done", "vectors", "--time", "23h", "--note", "at last")
    assert topic(planned, "vectors")["logged_minutes"] == 23 * 60
    assert entries(planned)[1]["what"] == f"{VECTORS} done in 23h (at last)"
    planned("log", "calculus", "30m")
    told = planned("done", "vectors", "--time", "23h31m", exits=2).stderr
    assert "Mon 4 Jan 2027 already has 30m logged" in told


def test_of_topics_done_together_none_is_corrected_alone(planned: Cli) -> None:
    planned.today = "2027-01-06"
    planned("done", "vectors", "calculus")
    said = planned.said("done", "vectors", "--on", "yesterday")
    assert f"{VECTORS} was done on Wed 6 Jan already." in said
    assert "find the id in: mlroadmap history" in said
    assert len(entries(planned)) == 2


def test_corrections_work_before_there_is_a_plan(cli: Cli) -> None:
    cli("known", "vectors")
    said = cli.said("edit", last_id(cli), "--topic", "calculus")
    assert said == "Corrected: Calculus known."

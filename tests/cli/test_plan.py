from __future__ import annotations

import json

import pytest

from tests.conftest import Cli, read_only


def kinds(cli: Cli) -> list[str]:
    """The kinds of all events in the log, in the order in which they were stored."""
    files = cli.state.glob("log/*.jsonl")
    return [json.loads(line)["k"] for file in files for line in file.read_text().splitlines()]


def test_the_first_plan_is_stored_and_shown(cli: Cli) -> None:
    shown = cli.said("plan", "--hours", "7")
    assert "7h a week from Mon 4 Jan" in shown
    assert "Finish: Fri 22 Jan" in shown
    assert "moved" not in shown
    assert kinds(cli) == ["roadmap", "plan"]


def test_the_first_plan_leaves_the_roadmap_compiled(cli: Cli) -> None:
    cli("plan", "--hours", "7", "--dry-run")
    assert not cli.state.exists()
    cli("plan", "--hours", "7")
    assert len(list((cli.state / "cache" / "roadmaps").iterdir())) == 1


def test_the_plan_document(cli: Cli) -> None:
    cli("plan", "--hours", "10")
    plan = cli.document("plan")
    assert plan["schema_version"] == 2
    assert plan["roadmap"]["title"] == "Sample Roadmap"
    assert len(plan["roadmap"]["sha256"]) == 64
    assert (plan["today"], plan["start"], plan["finish"]) == (
        "2027-01-04",
        "2027-01-04",
        "2027-01-16",
    )
    assert plan["weekly_minutes"] == 600
    assert plan["capacity"]["mon"] == 90
    assert plan["capacity"]["sun"] == 85
    assert plan["total_minutes"] == plan["remaining_minutes"] == 1110
    assert plan["topics"][0] == {
        "id": "vectors",
        "title": "Vectors [bold]not markup[/bold]",
        "stage": 1,
        "kind": "study",
        "state": "todo",
        "estimate_minutes": 240,
        "pace_percent": 100,
        "effort_minutes": 240,
        "logged_minutes": 0,
        "assumed_minutes": 0,
        "remaining_minutes": 240,
        "over_estimate": False,
        "needs": [],
        "start": "2027-01-04",
        "finish": "2027-01-06",
        "track": "",
        "after": None,
    }
    assert plan["sessions"][0] == {
        "date": "2027-01-04",
        "topic": "vectors",
        "minutes": 90,
        "kind": "study",
        "part": 1,
        "parts": 3,
        "completes": False,
        "habit": None,
    }
    assert sum(session["minutes"] for session in plan["sessions"]) == 1110


def test_planning_again_without_a_change_moves_and_stores_nothing(planned: Cli) -> None:
    assert "Nothing has changed" in planned.said("plan")
    assert kinds(planned) == ["roadmap", "plan"]


def test_planning_again_says_what_moved(planned: Cli) -> None:
    shown = planned.said("plan", "--hours", "14")
    assert "5 topics moved; you now finish on" in shown
    assert "earlier" in shown


def test_looking_at_the_plan_keeps_the_baseline(planned: Cli) -> None:
    planned.today = "2027-02-04"
    said = planned.said("plan")
    assert "3 topics moved; you now finish on Sun 14 Feb" in said
    assert planned.document("status")["original_finish"] == "2027-01-22"
    assert kinds(planned) == ["roadmap", "plan"]


def test_new_settings_make_a_new_baseline_compared_with_today(planned: Cli) -> None:
    planned.today = "2027-02-04"
    now = planned.document("status")["finish"]
    said = planned.said("plan", "--hours", "3.5")
    assert now == "2027-02-14"
    assert "you now finish on" in said
    status = planned.document("status")
    assert status["original_finish"] == status["finish"]


def test_days_too_short_to_study_are_remarked_on(cli: Cli) -> None:
    assert "some days have only 5m" in cli("plan", "--hours", "1").stderr
    assert cli("plan", "--hours", "1", "--days", "sun").stderr == ""


def test_topics_that_are_done_do_not_count_as_moved(planned: Cli) -> None:
    planned("done", "deep-project")
    shown = planned.said("plan")
    assert "topics moved" not in shown.replace("4 topics moved", "")


def test_settings_are_kept_until_they_are_changed(cli: Cli) -> None:
    cli("plan", "--hours", "10", "--days", "mon-fri")
    assert cli.document("plan")["capacity"] == {
        "mon": 120, "tue": 120, "wed": 120, "thu": 120, "fri": 120, "sat": 0, "sun": 0,
    }  # fmt: skip
    assert cli.document("plan", "--hours", "5")["capacity"]["fri"] == 60
    assert cli.document("plan", "--days", "sat")["capacity"]["sat"] == 300


def test_hours_follow_from_days_with_hours(cli: Cli) -> None:
    plan = cli.document("plan", "--days", "mon=1h tue=90m sat=4h")
    assert plan["weekly_minutes"] == 390
    assert cli.document("plan", "--days", "mon=1h", "--hours", "1")["weekly_minutes"] == 60
    said = cli("plan", "--days", "mon=1h", "--hours", "2", exits=2).stderr
    assert "--days adds up to 1h a week" in said


def test_a_dry_run_stores_nothing(cli: Cli) -> None:
    result = cli("plan", "--hours", "7", "--dry-run")
    assert "Finish:" in result.stdout
    assert "nothing was stored" in result.stderr
    assert not cli.state.exists()
    cli("next", exits=7)


def test_a_later_start(cli: Cli) -> None:
    result = cli("plan", "--hours", "7", "--start", "mon")
    assert "the plan starts on Mon 11 Jan" in result.stderr
    plan = cli.document("plan")
    assert plan["start"] == plan["sessions"][0]["date"] == "2027-01-11"


def test_a_start_in_the_past_is_refused_unless_it_is_the_stored_one(planned: Cli) -> None:
    planned.today = "2027-01-06"
    assert "in the past" in planned("plan", "--start", "2027-01-05", exits=2).stderr
    planned("plan", "--start", "2027-01-04")


@pytest.mark.parametrize(
    "words",
    [
        ("--hours", "0"),
        ("--hours", ""),
        ("--hours", "5", "--days", ""),
        ("--hours", "5", "--start", ""),
        ("--days", "mon=1h wed"),
        ("--hours", "-1"),
        ("--hours", "nan"),
        ("--hours", "inf"),
        ("--hours", "169"),
        ("--hours", "ten"),
        ("--hours", "30", "--days", "sun"),
        ("--hours", "5", "--days", "foo"),
        ("--days", "mon=25h"),
        ("--days", "mon=1h mon=2h"),
        ("--days", "mon=0h"),
        ("--hours", "5", "--start", "01/02/2027"),
        ("--hours", "5", "--start", "2027-02-30"),
        ("--hours", "5", "--day-begins", "24"),
        ("--hours", "5", "--unlogged", "maybe"),
        ("--frobnicate",),
        ("--hours",),
        ("extra",),
    ],
)
def test_what_cannot_be_is_a_usage_error_with_a_hint(cli: Cli, words: tuple[str, ...]) -> None:
    result = cli("plan", *words, exits=2)
    assert result.stdout == ""
    assert result.stderr.startswith("mlroadmap: ")
    assert len(result.stderr.splitlines()) > 1
    assert not cli.state.exists()


def test_no_hours_yet(cli: Cli) -> None:
    assert "mlroadmap plan --hours 10" in cli("plan", exits=7).stderr


def test_unlogged_days_can_count_as_missed(cli: Cli) -> None:
    cli("plan", "--hours", "7", "--unlogged", "missed")
    cli.today = "2027-01-08"
    assert cli.document("plan")["remaining_minutes"] == 1110


def test_a_named_roadmap_is_remembered(cli: Cli) -> None:
    cli("--roadmap", str(cli.roadmap), "plan", "--hours", "7", MLROADMAP_ROADMAP="")
    shown = cli.said("next", MLROADMAP_ROADMAP="")
    assert "Vectors" in shown


def test_a_changed_roadmap_is_mentioned(planned: Cli) -> None:
    copy = planned.state / "copy.yaml"
    copy.write_text(planned.roadmap.read_text() + "# changed\n")
    planned.roadmap = copy
    assert "the roadmap has changed" in planned("next").stderr
    assert "the roadmap has changed" in planned("status").stderr
    planned("plan")
    assert planned("next").stderr == ""


def test_an_endless_plan_is_infeasible(cli: Cli) -> None:
    big = cli.state.with_name("big.yaml")
    topics = "\n".join(f"      - {{id: t{n}, title: T, hours: 99000}}" for n in range(9))
    big.write_text(
        f"format: 1\ntitle: Big\nstages:\n  - id: a\n    title: A\n    topics:\n{topics}\n"
    )
    cli.roadmap = big
    assert "9999" in cli("plan", "--hours", "0.02", exits=5).stderr


def test_the_built_in_roadmap_is_planned(cli: Cli) -> None:
    result = cli("plan", "--hours", "10", MLROADMAP_ROADMAP="")
    assert "Finish: Mon 8 Jan 2029, in 105 weeks" in result.stdout
    assert "69 topics and 1051h 15m" in result.stdout


def test_a_plan_of_nothing_is_a_plan(planned: Cli) -> None:
    planned("known", "1", "2", "3")
    assert "Sample Roadmap" in planned.said("plan", "--hours", "8")
    assert "Sample Roadmap" in planned.said("plan")


def test_a_plain_plan_shows_what_is_in_force(planned: Cli) -> None:
    planned("hours", "3", "--from", "2027-01-04")
    document = planned.document("plan")
    assert document["finish"] == planned.document("status")["finish"]
    assert document["weekly_minutes"] == 180
    assert "3h a week from" in planned.said("plan")
    assert planned.document("whatif", "--hours", "9")["scenarios"][0]["weekly_minutes"] == 180


def test_the_same_hours_again_undo_a_change_for_good(planned: Cli) -> None:
    before = planned.document("status")["finish"]
    planned("hours", "3", "--from", "today")
    assert planned.document("status")["finish"] > before
    planned("plan", "--hours", "7")
    assert planned.document("status")["finish"] == before
    entries = len(planned.document("history")["entries"])
    planned("plan", "--hours", "7")
    assert len(planned.document("history")["entries"]) == entries


def test_a_plan_is_looked_at_on_a_state_that_may_only_be_read(planned: Cli) -> None:
    with read_only(planned.state):
        document = planned.document("plan")
        assert document == planned.document("plan")
    assert document == planned.document("plan")
    assert len(planned.document("history")["entries"]) == 1


def test_the_first_plan_says_what_to_type_next(cli: Cli) -> None:
    steps = ["mlroadmap known 2 --check", "mlroadmap next"]
    lines = cli("plan", "--hours", "7", "--dry-run").stdout.splitlines()
    assert not any(line.endswith(steps[0]) for line in lines)
    lines = cli("plan", "--hours", "7").stdout.splitlines()[-2:]
    assert [line.endswith(step) for line, step in zip(lines, steps, strict=True)] == [
        True,
        True,
    ]
    assert steps[0] not in cli.said("plan", "--hours", "8")

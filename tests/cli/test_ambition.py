"""Hours for a date: how likely they keep it, how to be surer, and hours that are too many."""

from __future__ import annotations

import pytest

from mlroadmap.cli import prompts
from tests.conftest import Cli


def answer(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    waiting = iter(answers)
    monkeypatch.setattr(prompts, "can_ask", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(waiting))


def weekly(cli: Cli) -> int:
    minutes: int = cli.document("plan")["weekly_minutes"]
    return minutes


def test_the_chance_of_a_date_is_said_and_how_to_be_surer(cli: Cli) -> None:
    said = cli("plan", "--finish-by", "2027-03-31").stderr
    assert "Your chance of keeping that date:" in said
    assert "For 8 in 10:\n  mlroadmap plan --finish-by 2027-03-31 --sure 80" in said
    fewest = weekly(cli)
    said = cli("plan", "--finish-by", "2027-03-31", "--sure", "80").stderr
    assert "to finish by Wed 31 Mar with a chance of 80%" in said
    assert weekly(cli) > fewest
    assert cli.document("forecast")["p80"] <= "2027-03-31"


def test_a_chance_that_no_hours_give_is_refused(planned: Cli) -> None:
    planned("left", "vectors", "45h")
    words = ("--finish-by", "2027-01-06", "--sure", "95")
    assert "No hours keep" in planned("plan", *words, exits=5).stderr


@pytest.mark.parametrize(
    "words", [(), ("--hours", "5"), ("--finish-by", "2027-03-31", "--hours", "9")]
)
def test_to_be_sure_needs_a_date_and_no_hours(planned: Cli, words: tuple[str, ...]) -> None:
    assert (
        "needs a date to finish by" in planned("plan", *words, "--sure", "80", exits=2).stderr
    )


def test_nothing_left_has_no_chance_to_speak_of(planned: Cli) -> None:
    planned("done", "vectors", "calculus", "networks", "flat-project", "deep-project")
    said = planned("plan", "--finish-by", "2027-03-31", "--hours", "5").stderr
    assert "chance" not in said


def test_new_hours_drop_a_date_that_they_cannot_keep(cli: Cli) -> None:
    cli("plan", "--finish-by", "2027-02-28")
    said = cli("plan", "--hours", "1").stderr
    assert (
        "With that you finish on Wed 12 May, not by Sun 28 Feb, so the date is dropped." in said
    )
    assert cli.document("plan")["finish_by"] is None


def test_more_than_forty_hours_are_warned_about(cli: Cli) -> None:
    cli("plan", "--hours", "5")
    cli("left", "vectors", "60h")
    assert "a week is more than 40h." in cli("plan", "--finish-by", "2027-01-11").stderr


def test_at_a_terminal_they_are_confirmed(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli("plan", "--hours", "5")
    cli("left", "vectors", "60h")
    answer(monkeypatch, "n", "y")
    cli("plan", "--finish-by", "2027-01-11", exits=130)
    assert weekly(cli) == 300
    cli("plan", "--finish-by", "2027-01-11")
    assert weekly(cli) > 2400


def test_more_than_ever_studied_is_warned_about(cli: Cli) -> None:
    cli("plan", "--hours", "7", "--unlogged", "missed")
    cli("log", "vectors", "1h")
    cli.today = "2027-01-12"
    said = cli("plan", "--finish-by", "2027-02-28").stderr
    assert "a week is more than you ever studied in a week (1h)." in said


def test_typed_hours_above_forty_are_warned_about_and_confirmed_at_a_terminal(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "50h a week is more than 40h." in cli("plan", "--hours", "50").stderr
    answer(monkeypatch, "n", "y")
    cli("plan", "--days", "mon=20h tue=22h", exits=130)
    assert weekly(cli) == 3000
    cli("plan", "--days", "mon=20h tue=22h")
    assert weekly(cli) == 2520


def test_typed_hours_that_are_more_than_ever_studied_are_warned_about(cli: Cli) -> None:
    cli("plan", "--hours", "7", "--unlogged", "missed")
    cli("log", "vectors", "1h")
    cli.today = "2027-01-12"
    assert "you ever studied" not in cli("plan", "--hours", "6").stderr
    said = cli("plan", "--hours", "9").stderr
    assert "9h a week is more than you ever studied in a week (1h)." in said
    assert "you ever studied" not in cli("plan", "--hours", "9").stderr
    said = cli("plan", "--hours", "50").stderr
    assert "50h a week is more than 40h and more than you ever studied in a week (1h)." in said


def test_to_be_surer_is_suggested_only_where_it_makes_surer(cli: Cli) -> None:
    said = cli("plan", "--finish-by", "2027-03-31", "--hours", "20").stderr
    assert "Your chance of keeping that date: more than 9 in 10." in said
    assert "--sure" not in said


def test_hours_for_a_date_are_compared_with_the_fullest_week(cli: Cli) -> None:
    cli("plan", "--hours", "7", "--unlogged", "missed")
    cli("log", "vectors", "1h")
    cli("left", "vectors", "60h")
    cli.today = "2027-01-12"
    said = cli("plan", "--finish-by", "2027-01-20").stderr
    assert "a week is more than 40h and more than you ever studied in a week (1h)." in said


def test_the_same_hours_are_not_asked_about_again(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli("plan", "--hours", "5")
    cli("left", "vectors", "60h")
    answer(monkeypatch, "y")
    cli("plan", "--finish-by", "2027-01-11")
    cli("plan", "--finish-by", "2027-01-11")


@pytest.mark.parametrize(
    "words",
    [("--pace", "3"), ("--days", "sat=1h"), ("--start", "2027-02-27"), ("--days", "sun")],
)
def test_any_setting_that_breaks_a_date_drops_it_with_a_word(
    cli: Cli, words: tuple[str, ...]
) -> None:
    cli("plan", "--finish-by", "2027-02-28", "--days", "sat,sun")
    result = cli("plan", *words, exits=None)
    document = cli.document("plan")
    if document["finish"] > "2027-02-28":
        assert "not by Sun 28 Feb, so the date is dropped." in result.stderr
        assert document["finish_by"] is None
    else:
        assert document["finish_by"] == "2027-02-28"


def test_settings_that_do_not_break_a_date_leave_it(cli: Cli) -> None:
    cli("plan", "--finish-by", "2027-02-28")
    said = cli("plan", "--pace", "0.9").stderr
    assert "dropped" not in said
    assert cli.document("plan")["finish_by"] == "2027-02-28"


def test_a_date_that_was_missed_before_is_not_dropped_by_other_settings(cli: Cli) -> None:
    cli("plan", "--hours", "7", "--finish-by", "2027-02-28")
    cli("left", "vectors", "90h")
    assert "dropped" not in cli("plan", "--pace", "1.1").stderr
    assert cli.document("plan")["finish_by"] == "2027-02-28"


def test_to_be_sure_of_the_date_to_keep(cli: Cli) -> None:
    cli("plan", "--finish-by", "2027-03-31")
    error = cli("plan", "--sure", "80", exits=2).stderr
    assert "mlroadmap plan --finish-by 2027-03-31 --sure 80" in error

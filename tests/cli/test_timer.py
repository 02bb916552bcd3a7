"""start and stop, by a clock that is set by hand."""

from __future__ import annotations

import pytest

from mlroadmap.cli import timer
from tests.clock import Clock
from tests.conftest import Cli


@pytest.fixture
def ready(cli: Cli, clock: Clock) -> Cli:
    """A learner with a plan of an hour a day from Mon 4 Jan, at ten in the morning."""
    clock.set("2027-01-04T10:00", "UTC")
    cli("plan", "--hours", "7")
    return cli


def logged(cli: Cli, topic: str = "vectors") -> int:
    minutes: int = cli.document("show", topic)["topic"]["logged_minutes"]
    return minutes


def entries(cli: Cli) -> list[str]:
    return [entry["what"] for entry in cli.document("history")["entries"]]


def test_a_timer_logs_what_it_measured(ready: Cli, clock: Clock) -> None:
    said = ready.said("start")
    assert "The timer for Vectors [bold]not markup[/bold] has been running since 10:00." in said
    clock.pass_by(minutes=44, seconds=40)
    said = ready.said("stop", "--note", "chapter 3")
    assert "45m logged on Mon 4 Jan, 3h 15m left." in said
    assert "Still on course" in said
    assert logged(ready) == 45
    assert entries(ready)[-1] == "Vectors [bold]not markup[/bold] studied for 45m (chapter 3)"


def test_it_runs_in_the_log_and_is_shown(ready: Cli, clock: Clock) -> None:
    assert ready.document("next")["timer"] is None
    ready("start", "calc")
    clock.pass_by(minutes=20)
    for command in ("next", "status"):
        assert "for Calculus has been running since 10:00, 20m so far." in ready.said(command)
        assert ready.document(command)["timer"] == {
            "topic": "calculus",
            "since": "2027-01-04T10:00:00+00:00",
            "day": "2027-01-04",
        }


@pytest.mark.parametrize("words", [("start",), ("start", "vectors")])
def test_starting_again_shows_what_runs(
    ready: Cli, clock: Clock, words: tuple[str, ...]
) -> None:
    ready("start")
    before = entries(ready)
    clock.pass_by(hours=2)
    assert "since 10:00, 2h so far" in ready.said(*words)
    assert entries(ready) == before


def test_another_topic_has_to_wait_for_stop(ready: Cli) -> None:
    ready("start")
    told = ready("start", "calculus", exits=2).stderr
    assert "The timer for Vectors" in told
    assert "mlroadmap stop" in told
    assert "No topic is called" in ready("start", "nothing", exits=3).stderr


def test_the_topic_is_that_of_the_next_study_day_else(cli: Cli, clock: Clock) -> None:
    clock.set("2027-01-05T10:00", "UTC")
    cli("plan", "--days", "mon=1h")
    assert "The timer for Vectors" in cli.said("start")
    cli("stop", "--discard")
    cli("done", "vectors", "calculus", "networks", "flat", "deep")
    assert "Nothing is left to study" in cli("start", exits=2).stderr
    assert "The timer for Calculus" in cli.said("start", "calculus")


def test_without_a_timer_there_is_nothing_to_stop(ready: Cli) -> None:
    assert "mlroadmap start" in ready("stop", exits=2).stderr


@pytest.mark.parametrize("words", [("start",), ("stop",)])
def test_a_plan_comes_first(cli: Cli, words: tuple[str, ...]) -> None:
    cli(*words, exits=7)


def test_less_than_half_a_minute_is_nothing(ready: Cli, clock: Clock) -> None:
    ready("start")
    clock.pass_by(seconds=29)
    assert "under half a minute; nothing is logged" in ready.said("stop")
    assert ready.document("next")["timer"] is None
    assert logged(ready) == 0


def test_a_timer_can_be_discarded_or_corrected(ready: Cli, clock: Clock) -> None:
    ready("start")
    clock.pass_by(hours=3)
    assert "is discarded; nothing is logged" in ready.said("stop", "--discard")
    assert logged(ready) == 0
    ready("start")
    clock.pass_by(hours=3)
    assert "45m logged" in ready.said("stop", "--time", "45m")
    assert logged(ready) == 45
    assert "Give one of the two" in ready("stop", "--time", "1h", "--discard", exits=2).stderr


@pytest.mark.parametrize(
    ("wall", "said"),
    [
        ("2027-01-05T04:00", "It ran overnight."),
        ("2027-01-04T18:31", "That is long for one sitting."),
        ("2027-01-04T09:00", "The clock has been set back since."),
    ],
)
def test_what_cannot_be_believed_is_questioned(
    ready: Cli, clock: Clock, wall: str, said: str
) -> None:
    ready("start")
    clock.set(wall, "UTC")
    told = ready("stop", exits=2).stderr
    assert said in told
    assert "mlroadmap stop --time 1h30m, or stop it with --discard" in told
    assert ready.document("next")["timer"] is not None
    ready("stop", "--time", "1h30m")
    assert logged(ready) == 90
    assert entries(ready)[-1].endswith("for 1h 30m")


def test_what_is_questioned_is_logged_on_the_day_it_began(ready: Cli, clock: Clock) -> None:
    ready("start")
    clock.pass_by(hours=20)
    assert "since 10:00 yesterday, 20h so far" in ready("stop", exits=2).stderr
    assert "50m logged on Mon 4 Jan" in ready.said("stop", "--time", "50m")


@pytest.mark.parametrize(
    ("answers", "minutes"), [(["40m"], 40), ([""], 0), (["soon", "25h", "1:10"], 70)]
)
def test_at_a_terminal_it_is_asked(
    ready: Cli,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    answers: list[str],
    minutes: int,
) -> None:
    monkeypatch.setattr(timer, "can_ask", lambda: True)
    waiting = iter(answers)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(waiting))
    ready("start")
    clock.pass_by(hours=20)
    ready("stop")
    assert list(waiting) == []
    assert logged(ready) == minutes
    assert ready.document("next")["timer"] is None


def test_at_a_terminal_what_is_clear_is_not_asked(
    ready: Cli, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timer, "can_ask", lambda: True)
    assert "No timer is running" in ready("stop", exits=2).stderr
    ready("start")
    clock.pass_by(hours=1)
    ready("stop")
    assert logged(ready) == 60


def test_an_answer_is_not_for_another_timer(
    ready: Cli, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While one terminal asks, another stops the timer and starts a new one."""
    ready("start")
    clock.pass_by(hours=20)

    def answer_late(*_: object, **__: object) -> str:
        ready("stop", "--discard")
        ready("start", "calculus")
        return "1h"

    monkeypatch.setattr(timer, "can_ask", lambda: True)
    monkeypatch.setattr("typer.prompt", answer_late)
    assert "Another timer has been started" in ready("stop", exits=2).stderr
    assert logged(ready, "calculus") == 0


def test_a_timer_is_not_forgotten_when_its_topic_is_done(ready: Cli, clock: Clock) -> None:
    ready("start")
    clock.pass_by(minutes=30)
    assert "since 10:00, 30m so far" in ready.said("done", "vectors")
    ready("stop")
    assert logged(ready) == 30


def test_a_day_has_no_more_than_24_hours(ready: Cli, clock: Clock) -> None:
    ready("log", "calculus", "23h30m")
    ready("start")
    clock.pass_by(minutes=31)
    assert "already has 23h 30m logged" in ready("stop", exits=2).stderr
    assert "already has 23h 30m logged" in ready("stop", "--time", "1h", exits=2).stderr
    ready("stop", "--time", "30m")


def test_undo_and_redo_work_on_each(ready: Cli, clock: Clock) -> None:
    ready("start")
    clock.pass_by(minutes=30)
    ready("stop")
    clock.pass_by(minutes=10)
    assert (
        "The timer for Vectors [bold]not markup[/bold] has been running since 10:00, 40m"
        in ready.said("undo")
    )
    assert logged(ready) == 0
    ready("redo")
    assert (logged(ready), ready.document("next")["timer"]) == (30, None)
    ready("undo")
    ready("undo")
    assert ready.document("next")["timer"] is None
    assert "No timer is running" in ready("stop", exits=2).stderr
    ready("redo")
    assert ready.document("next")["timer"]["since"] == "2027-01-04T10:00:00+00:00"


def test_from_tokyo_to_new_york_and_back(ready: Cli, clock: Clock) -> None:
    clock.set("2027-01-06T09:00", "Asia/Tokyo")
    ready("start")
    clock.pass_by(minutes=50)
    clock.travel("America/New_York")  # Tue 5 Jan, 19:50
    assert "since Tue 5 Jan, 19:00" not in ready.said("next")
    assert "since 19:00, 50m so far" in ready.said("next")
    assert "50m logged on Wed 6 Jan" in ready.said("stop")
    ready("start")
    clock.pass_by(minutes=10)
    assert "since 19:50, 10m so far" in ready.said("next")
    clock.travel("Asia/Tokyo")
    assert "10m logged on Tue 5 Jan" in ready.said("stop")
    clock.pass_by(hours=24)
    assert logged(ready) == 60


def test_a_timer_started_on_an_earlier_day_further_west_still_runs_later(
    ready: Cli, clock: Clock
) -> None:
    clock.set("2027-01-06T09:00", "Asia/Tokyo")
    ready("start", "calculus")
    ready("stop", "--time", "20m")
    clock.travel("America/New_York")  # still Tue 5 Jan here
    ready("start", "vectors")
    clock.pass_by(hours=24)
    assert ready.document("next")["timer"]["topic"] == "vectors"


def test_a_flight_is_too_long_to_be_believed(ready: Cli, clock: Clock) -> None:
    clock.set("2027-01-06T11:00", "Asia/Tokyo")
    ready("start")
    clock.pass_by(hours=13)
    clock.travel("America/New_York")  # Wed 6 Jan, 10:00: an hour earlier, it seems
    assert "13h so far. That is long" in ready("stop", exits=2).stderr
    assert "Wed 6 Jan" in ready.said("stop", "--time", "2h")


@pytest.mark.parametrize(
    ("start", "stop", "minutes", "shown"),
    [
        ("2027-03-14T01:30", "2027-03-14T03:30", 60, "01:30, 1h so far"),
        ("2027-11-07T00:30", "2027-11-07T02:30", 180, "00:30, 3h so far"),
    ],
)
def test_both_changes_of_summer_time(
    ready: Cli, clock: Clock, start: str, stop: str, minutes: int, shown: str
) -> None:
    clock.set(start, "America/New_York")
    ready("start", "vectors")
    clock.set(stop, "America/New_York")
    assert shown in ready.said("next")
    day = "Sat 13 Mar" if "03-14" in start else "Sat 6 Nov"
    assert f"logged on {day}" in ready.said("stop")
    assert logged(ready) == minutes


def test_midnight_is_still_the_same_evening(ready: Cli, clock: Clock) -> None:
    clock.set("2028-02-29T23:30", "Europe/Berlin")
    ready("start")
    clock.pass_by(hours=1)
    assert "since 23:30 yesterday, 1h so far" in ready.said("next")
    assert "1h logged on Tue 29 Feb" in ready.said("stop")


def test_a_topic_that_the_roadmap_lost_has_no_timer(ready: Cli) -> None:
    ready("start", "flat-project")
    smaller = ready.state / "smaller.yaml"
    text = ready.roadmap.read_text()
    first, last = text.index("      - id: flat-project"), text.index("  - id: depth")
    smaller.write_text(text[:first].rstrip(" ") + text[last:])
    ready.roadmap = smaller
    assert ready.document("next")["timer"] is None
    ready("start", "vectors")

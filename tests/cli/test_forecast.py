"""forecast."""

from __future__ import annotations

from datetime import date

from tests.conftest import Cli


def days(cli: Cli) -> list[date]:
    document = cli.document("forecast")
    return [date.fromisoformat(document[key]) for key in ("p50", "p80", "p95")]


def test_the_finish_is_a_range_that_is_never_past(planned: Cli) -> None:
    assert days(planned) == sorted(days(planned))
    assert days(planned)[0] >= date(2027, 1, 4)
    planned.today = "2027-09-01"
    assert days(planned)[0] >= date(2027, 9, 1)


def test_the_same_log_gives_the_same_forecast(planned: Cli) -> None:
    planned.columns = 60
    narrow = days(planned)
    planned.columns = 140
    assert days(planned) == narrow


def test_the_forecast_says_what_it_rests_on(planned: Cli) -> None:
    assert "Nothing is known of you yet" in planned.said("forecast")
    for day, topic in (("06", "vectors"), ("12", "calculus")):
        planned.today = f"2027-01-{day}"
        planned("done", topic, "--time", "2h")
    said = planned.said("forecast")
    assert "It rests on 2 finished topics" in said
    assert "As planned" in said
    assert "Promised Fri 22 Jan 2027" in said


def test_nothing_is_forecast_once_all_is_done(planned: Cli) -> None:
    planned("done", "vectors", "calculus", "networks", "flat-project", "deep-project")
    assert "nothing left to forecast" in planned.said("forecast")
    assert planned.document("forecast")["p80"] is None


def test_every_line_fits_sixty_columns(planned: Cli) -> None:
    planned.columns = 60
    lines = planned("forecast").stdout.splitlines()
    assert max(len(line) for line in lines) <= 60
    assert not any("…" in line for line in lines)

"""Clocks that jump, days that are longer or shorter, days that do not exist."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .harness import Learner

JUMPS = [
    "2027-01-04T20:00:00+00:00",
    "1970-01-01T00:00:00+00:00",
    "2099-12-31T23:59:59+00:00",
    "2027-01-05T20:00:00+00:00",
    "2001-09-09T01:46:40+00:00",
    "2027-01-06T20:00:00+00:00",
]


def test_a_clock_that_jumps_reorders_nothing(tmp_path: Path) -> None:
    learner = Learner(tmp_path, environ={"MLROADMAP_TODAY": ""})
    learner.plan()
    driver = learner.driver()
    for number, now in enumerate(JUMPS):
        driver.ask("now", now)
        driver.ask("log", "vectors", "10m", "--note", f"note-{number}")
        driver.ask("next", "--json")
        driver.ask("doctor")
    driver.finish()
    shown = json.loads(learner.run("history", "--json").out)
    notes = [step["what"] for step in shown["entries"] if "note-" in step["what"]]
    assert [what.split("(")[-1][:6] for what in notes] == [f"note-{n}" for n in range(6)]
    assert json.loads(learner.run("show", "vectors", "--json").out)["topic"][
        "logged_minutes"
    ] == 10 * len(JUMPS)
    learner.check()


@pytest.mark.campaign
@pytest.mark.parametrize(
    ("zone", "days"),
    [
        ("Europe/Berlin", ("2027-03-27", "2027-03-28", "2027-03-29")),
        ("Europe/Berlin", ("2027-10-30", "2027-10-31", "2027-11-01")),
        ("America/Santiago", ("2022-09-10", "2022-09-11", "2022-09-12")),
        ("Asia/Beirut", ("2022-03-26", "2022-03-27", "2022-03-28")),
        ("America/Havana", ("2022-03-12", "2022-03-13", "2022-03-14")),
        ("Pacific/Apia", ("2011-12-29", "2011-12-30", "2011-12-31")),
        ("Pacific/Kiritimati", ("2026-12-31", "2027-01-01", "2027-01-02")),
        ("Nowhere/Unknown", ("2026-12-31", "2027-01-01", "2027-01-02")),
    ],
)
def test_days_around_a_change_of_time(
    zone: str, days: tuple[str, str, str], tmp_path: Path
) -> None:
    """Every day counts once, with what was logged on it, whatever midnight did."""
    learner = Learner(tmp_path, environ={"TZ": zone, "MLROADMAP_TODAY": ""})
    first, last = days[0], days[-1]
    driver = learner.driver()
    driver.ask("now", f"{first}T00:00:00")
    driver.ask("plan", "--hours", "7")
    for day in days:
        for hour in ("00:30", "02:30", "03:59", "04:01", "23:59"):
            driver.ask("now", f"{day}T{hour}:00")
            driver.ask("log", "vectors", "5m", "--note", f"{day} {hour}")
            driver.ask("next", "--json")
    driver.finish()
    topic = learner.run("show", "vectors", "--json", MLROADMAP_TODAY=last)
    assert json.loads(topic.out)["topic"]["logged_minutes"] == 75
    shown = [
        json.loads(learner.run("plan", "--json", TZ=other, MLROADMAP_TODAY=last).out)
        for other in (zone, "UTC")
    ]
    assert shown[0] == shown[1]
    learner.environ["MLROADMAP_TODAY"] = last
    learner.check()

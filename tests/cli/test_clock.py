"""The machine's time, also where TZ says what no clock shows."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mlroadmap.cli import clock
from mlroadmap.cli.clock import local_now, wall_clock, zone_name
from tests.conftest import Cli

INSTANT = datetime(2027, 1, 4, 12, tzinfo=UTC)
FAR_ZONES = ["XXX-25:61", "XXX+24", "XXX-167:59:59"]
ODD_NAMES = ["x" * 65, "Europe/ Berlin", "Zürich", "a\tb", "\udcff", ":", ""]


@pytest.fixture(autouse=True)
def _zone_of_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield
    monkeypatch.undo()
    time.tzset()


def _set_zone(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()


def test_the_wall_clock_is_the_zone_s(monkeypatch: pytest.MonkeyPatch) -> None:
    _set_zone(monkeypatch, "XXX-5:30")
    assert wall_clock(INSTANT).utcoffset() == timedelta(hours=5, minutes=30)
    assert local_now().utcoffset() == timedelta(hours=5, minutes=30)
    assert wall_clock(INSTANT) == INSTANT


@pytest.mark.parametrize("zone", FAR_ZONES)
def test_a_zone_that_is_too_far_away_is_utc(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _set_zone(monkeypatch, zone)
    assert wall_clock(INSTANT).utcoffset() == timedelta()
    assert local_now().utcoffset() == timedelta()


def test_a_zone_is_named_as_the_environment_does(monkeypatch: pytest.MonkeyPatch) -> None:
    for zone, name in (("Europe/Berlin", "Europe/Berlin"), (":XXX-5:30", "XXX-5:30")):
        monkeypatch.setenv("TZ", zone)
        assert zone_name(os.environ) == name


@pytest.mark.parametrize("zone", ODD_NAMES)
def test_an_odd_name_gives_way_to_the_machine_s(
    zone: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TZ", zone)
    (tmp_path / "localtime").symlink_to("/usr/share/zoneinfo/Asia/Kolkata2")
    monkeypatch.setattr(clock, "_LOCAL_ZONE", tmp_path / "localtime")
    assert zone_name(os.environ) == "Asia/Kolkata2"
    for target in ("/usr/share/zoneinfo/" + "x" * 65, "/elsewhere"):
        (tmp_path / "localtime").unlink()
        (tmp_path / "localtime").symlink_to(target)
        assert zone_name(os.environ) == "UTC"


@pytest.mark.parametrize("zone", [*FAR_ZONES, *ODD_NAMES])
def test_time_is_logged_in_any_zone(
    zone: str, planned: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    _set_zone(monkeypatch, zone)
    planned("log", "vectors", "1m", TZ=zone)
    planned("start", "vectors", TZ=zone)
    planned("stop", TZ=zone)
    (log,) = (planned.state / "log").iterdir()
    assert len(re.findall(r'"tz":"[!-~]{1,64}"', log.read_text("utf-8"))) == 5

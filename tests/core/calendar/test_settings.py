from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from mlroadmap.core.calendar.settings import (
    PlanOptions,
    PlanSettings,
    RoadmapFile,
    choose_settings,
)
from mlroadmap.errors import NoPlanError, UsageError
from tests.builders import MONDAY

STORED = PlanSettings(
    week_minutes=(120, 0, 60, 0, 0, 0, 0),
    start=MONDAY,
    unlogged="missed",
    day_begins=5,
    roadmap=RoadmapFile("/my.yaml", "00"),
)
LATER = MONDAY + timedelta(days=10)


def test_without_wishes_everything_stays() -> None:
    assert choose_settings(STORED, PlanOptions(), LATER) == STORED


def test_a_first_plan_has_defaults() -> None:
    first = choose_settings(None, PlanOptions(hours="7"), MONDAY)
    assert first == PlanSettings(week_minutes=(60,) * 7, start=MONDAY)


def test_every_wish_is_granted() -> None:
    wishes = PlanOptions("7", "sat", "2027-03-01", "assumed", 0, "")
    assert choose_settings(STORED, wishes, LATER) == PlanSettings(
        week_minutes=(0, 0, 0, 0, 0, 420, 0),
        start=date(2027, 3, 1),
        day_begins=0,
        roadmap=RoadmapFile("", "00"),
    )


def test_new_hours_keep_the_weekdays() -> None:
    assert choose_settings(STORED, PlanOptions(hours="1"), LATER).week_minutes[:3] == (
        30,
        0,
        30,
    )


def test_new_weekdays_keep_the_hours() -> None:
    assert choose_settings(STORED, PlanOptions(days="sun"), LATER).week_minutes[6] == 180


def test_a_stored_week_without_time_is_spread_over_every_day() -> None:
    empty = replace(STORED, week_minutes=(0,) * 7)
    assert choose_settings(empty, PlanOptions(hours="7"), LATER).week_minutes == (60,) * 7


@pytest.mark.parametrize(
    "wishes",
    [
        PlanOptions(days="mon=1h", hours="2"),
        PlanOptions(hours="1", start="2027-01-05"),
        PlanOptions(hours="none"),
        PlanOptions(days="someday"),
    ],
)
def test_what_cannot_be_is_refused(wishes: PlanOptions) -> None:
    with pytest.raises(UsageError):
        choose_settings(STORED, wishes, LATER)


def test_the_first_plan_needs_hours() -> None:
    with pytest.raises(NoPlanError):
        choose_settings(None, PlanOptions(days="mon-fri"), MONDAY)

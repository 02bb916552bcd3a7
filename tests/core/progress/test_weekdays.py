from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from mlroadmap.core.calendar.availability import spread_week
from mlroadmap.core.progress.progress import Progress, Study
from mlroadmap.core.progress.weekdays import studied_weekdays
from tests.builders import MONDAY, always

EVERY_DAY = spread_week(420, range(7))
TODAY = MONDAY + timedelta(weeks=8)


def days_of(*weekdays: int, weeks: int = 8) -> list[date]:
    return [
        MONDAY + timedelta(days=7 * week + day) for week in range(weeks) for day in weekdays
    ]


def studied(*weekdays: int, weeks: int = 8, assumed: bool = False) -> Progress:
    days = days_of(*weekdays, weeks=weeks)
    entry = (Study("a", 90, is_assumed=assumed),)
    return Progress({}, always(EVERY_DAY, MONDAY), studied=dict.fromkeys(days, entry))


def test_who_studies_at_weekends_only_is_seen_to() -> None:
    assert studied_weekdays(studied(5, 6), EVERY_DAY, TODAY, ()) == (5, 6)


@pytest.mark.parametrize(
    "progress",
    [studied(*range(7)), studied(5, 6, weeks=3), studied(5, 6, assumed=True), studied()],
)
def test_nothing_is_suggested_without_a_reason(progress: Progress) -> None:
    assert studied_weekdays(progress, EVERY_DAY, TODAY, ()) == ()


def test_days_that_are_planned_so_need_no_suggestion() -> None:
    weekend = spread_week(420, [5, 6])
    assert studied_weekdays(studied(5, 6), weekend, TODAY, ()) == ()
    assert studied_weekdays(studied(1, 2), weekend, TODAY, ()) == ()


def test_what_is_assumed_of_other_days_says_nothing() -> None:
    logged = studied(5, 6)
    everything = {**studied(*range(7), assumed=True).studied, **logged.studied}
    assert studied_weekdays(replace(logged, studied=everything), EVERY_DAY, TODAY, ()) == (5, 6)


def test_days_of_which_something_was_said_count_without_minutes() -> None:
    progress = studied(*range(7), assumed=True)
    entered = days_of(1, 3)
    assert studied_weekdays(progress, EVERY_DAY, TODAY, entered) == (1, 3)
    assert studied_weekdays(progress, EVERY_DAY, TODAY, days_of(1, weeks=3)) == ()


def test_what_was_long_ago_or_is_of_today_says_nothing() -> None:
    later = TODAY + timedelta(weeks=8)
    assert studied_weekdays(studied(5, 6), EVERY_DAY, later, ()) == ()
    assert studied_weekdays(studied(5, 6, weeks=5), EVERY_DAY, days_of(5, weeks=5)[-1], ()) == (
        5,
        6,
    )

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.calendar.dates import learner_day
from mlroadmap.core.progress.progress import Timer
from mlroadmap.core.progress.timer import LONGEST_BELIEVED_MINUTES, doubt_about, elapsed_minutes

START = datetime(2027, 1, 4, 10, tzinfo=UTC)
ZONES = ["UTC", "Asia/Tokyo", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati"]

instants = st.builds(
    lambda minutes, zone: (START + timedelta(minutes=minutes)).astimezone(ZoneInfo(zone)),
    st.integers(0, 3 * 366 * 24 * 60),
    st.sampled_from(ZONES),
)


def timer_at(since: datetime, day_begins: int = 4) -> Timer:
    return Timer("a", since.astimezone(UTC), learner_day(since, day_begins))


def doubt_at(since: datetime, now: datetime, day_begins: int = 4) -> str | None:
    today = learner_day(now, day_begins)
    return doubt_about(timer_at(since, day_begins), now, today=today, day_begins=day_begins)


@pytest.mark.parametrize(
    ("seconds", "minutes"),
    [(0, 0), (29, 0), (30, 1), (89, 1), (90, 2), (3600, 60), (-29, 0), (-31, -1)],
)
def test_time_is_rounded_to_the_nearest_minute(seconds: int, minutes: int) -> None:
    assert elapsed_minutes(timer_at(START), START + timedelta(seconds=seconds)) == minutes


@given(instants, st.integers(0, 3000), st.sampled_from(ZONES))
def test_places_do_not_change_how_long_it_was(since: datetime, minutes: int, zone: str) -> None:
    now = (since.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(ZoneInfo(zone))
    assert elapsed_minutes(timer_at(since), now) == minutes


@given(instants, st.integers(1, LONGEST_BELIEVED_MINUTES), st.sampled_from(ZONES))
def test_travelling_alone_is_no_night(since: datetime, minutes: int, zone: str) -> None:
    """Who sits down in one place and stops in another is believed by one of the clocks."""
    now = (since.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(ZoneInfo(zone))
    boundary_passed_here = learner_day(since.astimezone(now.tzinfo), 4) != learner_day(now, 4)
    if not boundary_passed_here:
        assert doubt_at(since, now) is None


@given(instants, st.integers(-3000, 3000), st.integers(0, 23))
def test_what_is_believed_is_one_sitting_of_one_day(
    since: datetime, minutes: int, begins: int
) -> None:
    now = (since.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(since.tzinfo)
    if doubt_at(since, now, begins) is None:
        assert 0 <= minutes <= LONGEST_BELIEVED_MINUTES
        assert learner_day(since, begins) == learner_day(now, begins)


@pytest.mark.parametrize(
    ("since", "now", "doubt"),
    [
        ("2027-01-04T10:00", "2027-01-04T18:00", None),
        ("2027-01-04T10:00", "2027-01-04T18:01", "long"),
        ("2027-01-04T10:00", "2027-01-04T09:59", "backwards"),
        # Midnight is no night for someone whose day begins at four.
        ("2027-01-04T23:30", "2027-01-05T00:30", None),
        ("2027-01-04T23:30", "2027-01-05T03:59", None),
        ("2027-01-04T23:30", "2027-01-05T04:00", "overnight"),
        ("2028-02-28T23:30", "2028-02-29T01:00", None),
        ("2028-02-29T23:30", "2028-03-01T04:30", "overnight"),
    ],
)
def test_when_a_timer_is_doubted(since: str, now: str, doubt: str | None) -> None:
    start, stop = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (since, now))
    assert doubt_at(start, stop) == doubt


def test_a_day_that_is_pretended_counts_as_a_night() -> None:
    tomorrow = date(2027, 1, 5)
    assert doubt_about(timer_at(START), START, today=tomorrow, day_begins=4) == "overnight"


def test_an_hour_that_comes_twice_is_no_night() -> None:
    """The clocks went back while the timer ran: on them it was the same day all along."""
    new_york = ZoneInfo("America/New_York")
    since = datetime(2027, 11, 7, 0, 10, tzinfo=new_york)
    now = datetime(2027, 11, 7, 1, 30, tzinfo=new_york, fold=1)
    fixed = now.astimezone(timezone(timedelta(hours=-5)))
    assert elapsed_minutes(timer_at(since, 0), fixed) == 140
    assert doubt_at(since, fixed, 0) is None

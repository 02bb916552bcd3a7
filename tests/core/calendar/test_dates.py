from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.calendar.dates import (
    FIRST_YEAR,
    LAST_YEAR,
    WEEKDAY_KEYS,
    WEEKDAYS,
    Direction,
    format_date,
    format_day,
    format_month,
    format_past_day,
    learner_day,
    parse_day,
    parse_days,
    parse_weekday,
)
from mlroadmap.errors import UsageError
from tests.builders import MONDAY

A_DAY = timedelta(days=1)
WEEK = tuple(MONDAY + timedelta(days=offset) for offset in range(7))
LEAP_DAY = date(2028, 2, 29)

directions: st.SearchStrategy[Direction] = st.sampled_from(["past", "future"])
todays = st.dates(date(1950, 1, 1), date(2200, 12, 31))


def walk(start: date, step: int, weekday: int) -> date:
    """Step by whole days from `start`, itself included, to the first such weekday."""
    while start.weekday() != weekday:
        start += timedelta(days=step)
    return start


def ends(text: str, today: date, direction: Direction) -> tuple[date, date]:
    days = parse_days(text, today=today, direction=direction)
    return days[0], days[-1]


@pytest.mark.parametrize("today", WEEK)
@pytest.mark.parametrize("weekday", range(7))
def test_a_weekday_is_the_nearest_one_strictly_after_or_before_today(
    today: date, weekday: int
) -> None:
    for name in (WEEKDAYS[weekday], WEEKDAY_KEYS[weekday]):
        after = parse_day(name, today=today, direction="future")
        before = parse_day(name, today=today, direction="past")
        assert after == walk(today + A_DAY, 1, weekday)
        assert before == walk(today - A_DAY, -1, weekday)


@pytest.mark.parametrize("direction", ["past", "future"])
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-03-01", date(2027, 3, 1)),
        ("2028-02-29", LEAP_DAY),
        ("1900-01-01", date(1900, 1, 1)),
        ("9000-12-31", date(9000, 12, 31)),
        ("today", MONDAY),
        ("  Today\n", MONDAY),
        ("TOMORROW", MONDAY + A_DAY),
        ("yesterday", MONDAY - A_DAY),
        ("+0d", MONDAY),
        ("-0w", MONDAY),
        ("+3d", MONDAY + timedelta(days=3)),
        ("+2W", MONDAY + timedelta(days=14)),
        ("-2w", MONDAY - timedelta(days=14)),
        ("+00007d", MONDAY + timedelta(days=7)),
        ("24.12.2027", date(2027, 12, 24)),
        ("01.03.2027", date(2027, 3, 1)),
        ("1. 3. 2027", date(2027, 3, 1)),
        ("last fri", date(2027, 1, 1)),
        ("LAST monday", date(2026, 12, 28)),
        ("last week", date(2026, 12, 28)),
        ("this week", MONDAY),
        ("next week", date(2027, 1, 11)),
    ],
)
def test_days_that_do_not_depend_on_the_direction(
    text: str, day: date, direction: Direction
) -> None:
    assert parse_day(text, today=MONDAY, direction=direction) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("tomorrow", date(2028, 3, 1)),
        ("yesterday", date(2028, 2, 28)),
        ("+366d", date(2029, 3, 1)),
        ("-365d", date(2027, 3, 1)),
        ("tue", date(2028, 3, 7)),
    ],
)
def test_days_around_a_leap_day(text: str, day: date) -> None:
    assert parse_day(text, today=LEAP_DAY, direction="future") == day


@pytest.mark.parametrize("direction", ["past", "future"])
@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("", "is not a day.", "2027-03-01"),
        ("   ", "is not a day.", "2027-03-01"),
        ("f", "is not a day.", "fri"),
        ("fr", "is not a day.", "fri"),
        ("frida!", "is not a day.", "fri"),
        ("fridays", "is not a day.", "fri"),
        ("next", "is not a day.", "next week"),
        ("next wee", "is not a day.", "next week"),
        ("last", "is not a day.", "last fri"),
        ("last today", "is not a day.", "last fri"),
        ("3d", "is not a day.", "+3d"),
        ("+3", "is not a day.", "+3d"),
        ("+ 3d", "is not a day.", "+3d"),
        ("+3m", "is not a day.", "+3d"),
        ("++3d", "is not a day.", "+3d"),
        ("+1.5d", "is not a day.", "+3d"),
        ("+\u0663d", "is not a day.", "+3d"),
        ("+999999d", "is not a day.", "+3d"),
        ("20270301", "is not a day.", "2027-03-01"),
        ("2027-3-1", "is not a day.", "2027-03-01"),
        ("2027-W01-1", "is not a day.", "2027-03-01"),
        ("2027-03-01T00:00", "is not a day.", "2027-03-01"),
        ("\u0662\u0660\u0662\u0667-03-01", "is not a day.", "2027-03-01"),
        ("12027-03-01", "is not a day.", "2027-03-01"),
        ("-2027-03-01", "is not a day.", "2027-03-01"),
        ("1.3.27", "is not a day.", "1.3.2027"),
        ("1.3.", "is not a day.", "1.3.2027"),
        ("31.2.2027", "is not a day of the calendar.", "month"),
        ("3.13.2027", "is not a day of the calendar.", "month"),
        ("1.3.1027", "is outside of the years 1900 to 9000.", "nearer"),
        ("03/01/2027", "could be read in two ways.", "first: 2027-01-03 or 2027-03-01."),
        ("24/3/2027", "could be read in two ways.", "first: 2027-03-24."),
        ("4/4/2027", "could be read in two ways.", "first: 2027-04-04."),
        ("2027/03/01", "could be read in two ways.", "first: 2027-01-03 or 2027-03-01."),
        ("next fri", "could be Fri 8 Jan 2027 or Fri 15 Jan 2027.", "2027-01-15"),
        ("Next  Monday", "could be Mon 11 Jan 2027 or Mon 18 Jan 2027.", "2027-01-11"),
        ("2027-02-29", "is not a day of the calendar.", "month"),
        ("2100-02-29", "is not a day of the calendar.", "month"),
        ("2027-13-01", "is not a day of the calendar.", "month"),
        ("2027-04-31", "is not a day of the calendar.", "month"),
        ("2027-00-00", "is not a day of the calendar.", "month"),
        ("0000-01-01", "is not a day of the calendar.", "month"),
        ("0001-01-01", "is outside of the years 1900 to 9000.", "nearer"),
        ("1899-12-31", "is outside of the years 1900 to 9000.", "nearer"),
        ("9001-01-01", "is outside of the years 1900 to 9000.", "nearer"),
        ("9999-12-31", "is outside of the years 1900 to 9000.", "nearer"),
        ("-99999d", "is outside of the years 1900 to 9000.", "nearer"),
        ("-99999w", "is outside of the years 1900 to 9000.", "nearer"),
    ],
)
def test_what_is_no_day_is_refused(
    text: str, message: str, hint: str, direction: Direction
) -> None:
    with pytest.raises(UsageError) as caught:
        parse_day(text, today=MONDAY, direction=direction)
    assert caught.value.message == f"{text!r} {message}"
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("text", "today"),
    [
        ("tomorrow", date(LAST_YEAR, 12, 31)),
        ("+1w", date(LAST_YEAR, 12, 31)),
        ("mon", date(LAST_YEAR, 12, 31)),
        ("+99999w", date(9500, 1, 1)),
    ],
)
def test_no_day_lies_after_the_last_year(text: str, today: date) -> None:
    with pytest.raises(UsageError, match="outside of the years"):
        parse_day(text, today=today, direction="future")


@pytest.mark.parametrize("text", ["yesterday", "-1d", "mon"])
def test_no_day_lies_before_the_first_year(text: str) -> None:
    with pytest.raises(UsageError, match="outside of the years"):
        parse_day(text, today=date(FIRST_YEAR, 1, 1), direction="past")


@given(todays, todays, directions)
def test_an_iso_day_is_read_back(day: date, today: date, direction: Direction) -> None:
    assert parse_day(day.isoformat(), today=today, direction=direction) == day


@given(todays, st.integers(-18_000, 18_000), directions)
def test_an_offset_counts_days(today: date, offset: int, direction: Direction) -> None:
    assert parse_day(f"{offset:+d}d", today=today, direction=direction) == (
        today + timedelta(days=offset)
    )


@given(st.text(max_size=12), directions)
def test_any_text_is_a_day_or_a_usage_error(text: str, direction: Direction) -> None:
    with suppress(UsageError):
        assert parse_days(text, today=MONDAY, direction=direction)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2027-03-01..2027-03-05", date(2027, 3, 1), date(2027, 3, 5)),
        ("2028-02-28..2028-03-01", date(2028, 2, 28), date(2028, 3, 1)),
        ("2027-03-01..2027-03-01", date(2027, 3, 1), date(2027, 3, 1)),
        (" yesterday .. tomorrow ", MONDAY - A_DAY, MONDAY + A_DAY),
        ("-1w..+1w", MONDAY - timedelta(days=7), MONDAY + timedelta(days=6)),
        ("-2w..-1w", MONDAY - timedelta(days=14), MONDAY - timedelta(days=8)),
        ("+1w..+2w", MONDAY + timedelta(days=7), MONDAY + timedelta(days=13)),
        ("+1d..+3d", MONDAY + A_DAY, MONDAY + timedelta(days=3)),
        ("today..+0w", MONDAY, MONDAY),
        ("tomorrow..+2w", MONDAY + A_DAY, MONDAY + timedelta(days=14)),
        ("2027-03-01..+3d", date(2027, 3, 1), date(2027, 3, 4)),
        ("24.12.2027..2.1.2028", date(2027, 12, 24), date(2028, 1, 2)),
        ("next week", date(2027, 1, 11), date(2027, 1, 17)),
        ("Last  Week", date(2026, 12, 28), date(2027, 1, 3)),
        ("next week..+2w", date(2027, 1, 11), date(2027, 1, 24)),
        ("last week..next week", date(2026, 12, 28), date(2027, 1, 17)),
    ],
)
@pytest.mark.parametrize("direction", ["past", "future"])
def test_a_range_holds_both_of_its_ends(
    text: str, first: date, last: date, direction: Direction
) -> None:
    days = parse_days(text, today=MONDAY, direction=direction)
    assert days == tuple(
        first + timedelta(days=offset) for offset in range((last - first).days + 1)
    )


@pytest.mark.parametrize("today", WEEK)
def test_of_this_week_what_is_still_to_come_or_past_is_meant(today: date) -> None:
    assert ends("this week", today, "future") == (today, WEEK[-1])
    assert ends("this week", today, "past") == (MONDAY, today)


@pytest.mark.parametrize("today", WEEK)
@pytest.mark.parametrize(
    ("text", "weeks"), [("mon..+1w", 1), ("wed..+3w", 3), ("next week", 1)]
)
@pytest.mark.parametrize("direction", ["past", "future"])
def test_weeks_are_whole(text: str, weeks: int, today: date, direction: Direction) -> None:
    assert len(parse_days(text, today=today, direction=direction)) == 7 * weeks


def test_a_day_alone_is_a_range_of_one() -> None:
    assert parse_days("fri", today=MONDAY, direction="past") == (MONDAY - timedelta(days=3),)


@pytest.mark.parametrize("today", WEEK)
@pytest.mark.parametrize("first", range(7))
@pytest.mark.parametrize("last", range(7))
def test_weekdays_in_a_range_lie_within_a_week(today: date, first: int, last: int) -> None:
    text = f"{WEEKDAY_KEYS[first]}..{WEEKDAY_KEYS[last]}"
    start = walk(today + A_DAY, 1, first)
    assert ends(text, today, "future") == (start, walk(start, 1, last))
    end = walk(today - A_DAY, -1, last)
    assert ends(text, today, "past") == (walk(end, -1, first), end)


@pytest.mark.parametrize("today", WEEK)
@pytest.mark.parametrize("weekday", range(7))
def test_a_weekday_up_to_today_or_from_today_on_may_be_today(today: date, weekday: int) -> None:
    name = WEEKDAY_KEYS[weekday]
    assert ends(f"{name}..today", today, "past") == (walk(today, -1, weekday), today)
    assert ends(f"today..{name}", today, "future") == (today, walk(today, 1, weekday))


@pytest.mark.parametrize(
    ("text", "direction", "first", "last"),
    [
        ("mon..2027-03-03", "past", date(2027, 3, 1), date(2027, 3, 3)),
        ("mon..2027-03-01", "past", date(2027, 3, 1), date(2027, 3, 1)),
        ("2027-03-01..wed", "future", date(2027, 3, 1), date(2027, 3, 3)),
        ("+1w..mon", "future", MONDAY + timedelta(days=7), MONDAY + timedelta(days=7)),
        ("2026-12-30..fri", "past", date(2026, 12, 30), date(2027, 1, 1)),
        ("wed..2027-01-10", "future", date(2027, 1, 6), date(2027, 1, 10)),
    ],
)
def test_a_weekday_follows_the_other_end_of_its_range(
    text: str, direction: Direction, first: date, last: date
) -> None:
    assert ends(text, MONDAY, direction) == (first, last)


@pytest.mark.parametrize("today", WEEK)
def test_a_future_weekday_cannot_come_before_today(today: date) -> None:
    with pytest.raises(UsageError, match="before it starts"):
        parse_days("mon..today", today=today, direction="future")
    with pytest.raises(UsageError, match="before it starts"):
        parse_days("today..mon", today=today, direction="past")


def test_a_range_turned_round_is_refused_with_its_days() -> None:
    with pytest.raises(UsageError) as caught:
        parse_days("2027-03-05..2027-03-01", today=MONDAY, direction="future")
    assert caught.value.message == (
        "'2027-03-05..2027-03-01' ends on Mon 1 Mar 2027, before it starts on Fri 5 Mar 2027."
    )


@pytest.mark.parametrize("direction", ["past", "future"])
@pytest.mark.parametrize(
    "text",
    ["..", "mon..", "..mon", "mon...fri", "mon..wed..fri", "mon-fri", "mon..1/2/2027"],
)
def test_what_is_no_range_is_refused(text: str, direction: Direction) -> None:
    with pytest.raises(UsageError):
        parse_days(text, today=MONDAY, direction=direction)


@pytest.mark.parametrize("weekday", range(7))
def test_a_weekday_has_any_beginning_of_three_letters_or_more(weekday: int) -> None:
    name = WEEKDAYS[weekday]
    for length in range(3, len(name) + 1):
        assert parse_weekday(f" {name[:length].upper()} ") == weekday


@pytest.mark.parametrize("text", ["", "  ", "m", "mo", "day", "mondays", "mon fri", "lun"])
def test_other_words_are_no_weekday(text: str) -> None:
    assert parse_weekday(text) is None


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (MONDAY, "Mon 4 Jan 2027"),
        (LEAP_DAY, "Tue 29 Feb 2028"),
        (date(2027, 12, 31), "Fri 31 Dec 2027"),
        (date(987, 6, 5), "Tue 5 Jun 0987"),
    ],
)
def test_days_are_written_alike_everywhere(day: date, text: str) -> None:
    assert format_day(day) == text


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (MONDAY, "Mon"),
        (MONDAY + 6 * A_DAY, "Sun"),
        (MONDAY + 7 * A_DAY, "Mon 11 Jan"),
        (date(2027, 12, 31), "Fri 31 Dec"),
        (date(2028, 1, 1), "Sat 1 Jan 2028"),
        (MONDAY - A_DAY, "Sun 3 Jan"),
        (MONDAY - 3 * A_DAY, "Fri 1 Jan"),
        (date(2026, 12, 31), "Thu 31 Dec 2026"),
    ],
)
def test_a_date_is_as_short_as_it_is_clear(day: date, text: str) -> None:
    assert format_date(day, MONDAY) == text


@given(todays, st.integers(-400, 400))
def test_a_date_written_is_only_one_of_those_near(today: date, offset: int) -> None:
    day = today + timedelta(days=offset)
    near = [today + timedelta(days=days) for days in range(-400, 401)]
    assert [each for each in near if format_date(each, today) == format_date(day, today)] == [
        day
    ]


def test_a_day_a_week_ago_says_so() -> None:
    assert format_past_day(MONDAY - 7 * A_DAY, MONDAY) == "Mon 28 Dec 2026, a week ago"
    assert format_past_day(MONDAY - 6 * A_DAY, MONDAY) == "Tue 29 Dec 2026"


@pytest.mark.parametrize(
    ("hour", "minute", "begins", "day"),
    [
        (3, 59, 4, MONDAY - A_DAY),
        (4, 0, 4, MONDAY),
        (0, 0, 4, MONDAY - A_DAY),
        (23, 59, 4, MONDAY),
        (0, 0, 0, MONDAY),
        (0, 0, 23, MONDAY - A_DAY),
    ],
)
def test_a_day_begins_at_the_hour_chosen(
    hour: int, minute: int, begins: int, day: date
) -> None:
    now = datetime(2027, 1, 4, hour, minute, tzinfo=UTC)
    assert learner_day(now, begins) == day


def test_a_range_has_a_limit() -> None:
    with pytest.raises(UsageError, match="3661 days"):
        parse_days("2000-01-01..2010-01-08", today=date(2027, 1, 4), direction="past")


def test_a_month_is_written_with_its_year() -> None:
    assert format_month(date(2027, 3, 31)) == "Mar 2027"


@pytest.mark.parametrize(
    ("text", "direction", "example"),
    [
        ("24.12", "future", "2027-12-24"),
        ("24.12.", "past", "2026-12-24"),
        ("3.1", "past", "2027-01-03"),
        ("3. 1", "future", "2028-01-03"),
        ("29.2", "future", "2028-02-29"),
        ("30.2", "future", "fri"),
        ("tomorow", "future", "tomorrow"),
        ("xyz", "past", "yesterday"),
    ],
)
def test_what_is_no_day_has_an_example_of_one(
    text: str, direction: Direction, example: str
) -> None:
    with pytest.raises(UsageError) as refused:
        parse_day(text, today=date(2027, 1, 4), direction=direction)
    assert refused.value.details == {"name": text, "examples": [example]}

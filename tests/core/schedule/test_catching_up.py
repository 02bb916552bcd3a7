from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.calendar.availability import NO_WEEK, Week, spread_week
from mlroadmap.core.journal.actions import CardReviewed, DaysChanged, DaysMissed, TimeLogged
from mlroadmap.core.schedule.catching_up import CatchUp, catch_up
from mlroadmap.core.schedule.study_state import project_state
from tests.builders import MONDAY, Diary, plan_made, roadmap, topic, weeks

HOUR_A_DAY = spread_week(420, range(7))


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def learner(week: Week = HOUR_A_DAY) -> Diary:
    book = Diary(roadmap([topic("a", 6000)]))
    book.say(MONDAY, plan_made(week, MONDAY))
    return book


def caught_up(book: Diary, number: int, limit_minutes: int | None = None) -> CatchUp:
    return catch_up(book.progress(day(number)), day(number), limit_minutes)


def test_two_missed_days_are_spread_as_evenly_as_parts_allow() -> None:
    book = learner()
    book.say(day(2), DaysMissed((day(0), day(1))))
    found = caught_up(book, 2)
    assert found.missed_minutes == 120
    assert list(found.extra_minutes.values()) == [25, 25, 25, 25, 20]
    assert found.left_minutes == 0
    assert found.change == DaysChanged(day(2), day(6), (0, 0, 85, 85, 85, 85, 80), 120)


def test_what_was_caught_up_on_is_not_asked_for_again() -> None:
    book = learner()
    book.say(day(2), DaysMissed((day(0), day(1))))
    change = caught_up(book, 2).change
    assert change
    book.say(day(2), change)
    assert caught_up(book, 2).change is None
    assert caught_up(book, 2).missed_minutes == 0


def test_a_week_of_fewer_hours_is_caught_up_on_once_too() -> None:
    book = learner((120,) * 7)
    book.say(MONDAY, DaysChanged(day(0), day(6), HOUR_A_DAY))
    book.say(day(2), DaysMissed((day(0), day(1))))
    found = caught_up(book, 2)
    assert sum(found.extra_minutes.values()) == 120
    assert found.change
    book.say(day(2), found.change)
    assert caught_up(book, 2).missed_minutes == 0
    book.say(day(4), DaysMissed((day(3),)))
    assert caught_up(book, 4).missed_minutes > 0


def test_no_day_gets_more_than_its_limit() -> None:
    book = learner()
    book.say(day(4), DaysMissed(tuple(map(day, range(4)))))
    assert caught_up(book, 4).left_minutes == 240 - 3 * 60
    tight = caught_up(book, 4, limit_minutes=70)
    assert list(tight.extra_minutes.values()) == [10, 10, 10]
    none = caught_up(book, 4, limit_minutes=60)
    assert none.change is None
    assert none.left_minutes == 240


def test_study_beyond_the_plan_makes_up_for_missed_days() -> None:
    book = learner()
    book.say(day(0), TimeLogged("a", 110))
    book.say(day(2), DaysMissed((day(1),)))
    assert caught_up(book, 2).missed_minutes == 10


def test_nothing_missed_needs_nothing() -> None:
    assert caught_up(learner(), 3) == CatchUp(0, {}, None)
    assert caught_up(learner(), 0) == CatchUp(0, {}, None)


@given(weeks(), st.integers(1, 6), st.sets(st.integers(0, 6)), st.integers(1, 1440))
def test_days_off_stay_off_and_limits_hold(
    week: Week, today: int, off: set[int], limit_minutes: int
) -> None:
    book = learner(week)
    for number in sorted(off):
        book.say(MONDAY, DaysChanged(day(number), day(number), NO_WEEK))
    book.say(day(today), DaysMissed(tuple(map(day, range(today)))))
    before = book.progress(day(today)).availability
    found = caught_up(book, today, limit_minutes)
    if found.change is None:
        return
    book.say(day(today), found.change)
    after = book.progress(day(today)).availability
    for number in range(today, 7):
        gained = after.minutes_on(day(number)) - before.minutes_on(day(number))
        assert gained == found.extra_minutes.get(day(number), 0) >= 0
        if gained:
            assert number not in off
            assert after.minutes_on(day(number)) <= limit_minutes
    assert after.minutes_on(day(7)) == before.minutes_on(day(7))
    assert found.left_minutes >= 0


def test_time_for_cards_was_not_missed_and_stays() -> None:
    book = learner()
    book.say(day(0), TimeLogged("a", 58))
    for number in range(3):
        book.say(day(0), CardReviewed(f"a/{number}", 3, day(3), 5.0, 5.0))
    book.say(day(2), DaysMissed((day(1),)))
    state = project_state(book.roadmap, book.timeline(), day(2))
    assert state.progress.availability.minutes_on(day(3)) == 58
    assert state.plan.sessions[1].minutes == 58
    found = catch_up(state.progress, day(2))
    assert found.missed_minutes == 60
    assert found.change == DaysChanged(day(2), day(6), (0, 0, 75, 75, 70, 70, 70), 60)

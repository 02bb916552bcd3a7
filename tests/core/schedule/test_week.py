from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.journal.actions import DaysChanged, DaysMissed, TimeLogged, TopicsDone
from mlroadmap.core.journal.kinds import Action
from mlroadmap.core.schedule.study_state import StudyState, project_state
from mlroadmap.core.schedule.week import (
    Tally,
    TopicShare,
    WeekReview,
    review_today,
    review_week,
)
from tests.builders import (
    MONDAY,
    Diary,
    plan_made,
    random_roadmap,
    roadmap,
    start_days,
    topic,
    weeks,
)

HOUR_A_DAY = (60, 60, 60, 60, 60, 60, 60)
NO_DAY = (0, 0, 0, 0, 0, 0, 0)


def days(count: int) -> timedelta:
    return timedelta(days=count)


@pytest.fixture
def diary() -> Diary:
    book = Diary(roadmap([topic("a", 100), topic("b", 500)]))
    book.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY, unlogged="missed"))
    return book


def state_of(diary: Diary, today: date) -> StudyState:
    return project_state(diary.roadmap, diary.timeline(), today)


def week_of(diary: Diary, today: date, day: date | None = None) -> WeekReview:
    return review_week(state_of(diary, today), day or today)


def tallies(diary: Diary, today: date) -> list[Tally]:
    return [review.tally for review in week_of(diary, today).days]


def test_a_week_ahead_holds_the_plan(diary: Diary) -> None:
    week = week_of(diary, MONDAY)
    assert week.tally == Tally(planned_minutes=420, left_minutes=420)
    assert week.days[1].topics == (
        TopicShare("a", 2, 2, left_minutes=40),
        TopicShare("b", 1, 9, left_minutes=20),
    )


def test_past_days_were_planned_whatever_became_of_them(diary: Diary) -> None:
    diary.say(MONDAY, TimeLogged("a", 45))
    diary.say(MONDAY + days(1), TimeLogged("b", 90))
    diary.say(MONDAY + days(2), DaysMissed((MONDAY + days(2),)))
    assert tallies(diary, MONDAY + days(3))[:4] == [
        Tally(60, logged_minutes=45, spilled_minutes=15),
        Tally(60, logged_minutes=90, extra_minutes=30),
        Tally(60, spilled_minutes=60),
        Tally(60, left_minutes=60),
    ]


def test_a_day_off_spills_nothing_even_if_it_is_called_missed(diary: Diary) -> None:
    tuesday = MONDAY + days(1)
    diary.say(MONDAY, DaysChanged(tuesday, tuesday, NO_DAY))
    diary.say(MONDAY + days(2), DaysMissed((tuesday,)))
    assert tallies(diary, MONDAY + days(2))[1] == Tally()


def test_assumed_minutes_are_told_apart() -> None:
    book = Diary(roadmap([topic("a", 100), topic("b", 500)]))
    book.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY))
    week = week_of(book, MONDAY + days(3))
    assert [review.tally for review in week.days[:3]] == [
        *(Tally(60, assumed_minutes=60) for _ in range(3)),
    ]
    assert week.days[0].topics == (TopicShare("a", 1, 2, assumed_minutes=60),)


def test_today_is_what_was_studied_and_what_is_left(diary: Diary) -> None:
    diary.say(MONDAY, TimeLogged("b", 20))
    review = review_today(state_of(diary, MONDAY))
    assert review.tally == Tally(60, logged_minutes=20, left_minutes=40)
    assert review.topics == (
        TopicShare("b", 1, 9, logged_minutes=20),
        TopicShare("a", 1, 2, left_minutes=40),
    )
    diary.say(MONDAY, TimeLogged("b", 70))
    assert review_today(state_of(diary, MONDAY)).tally == Tally(
        60, logged_minutes=90, extra_minutes=30
    )


def test_today_may_be_missed_already(diary: Diary) -> None:
    diary.say(MONDAY, TimeLogged("a", 10))
    diary.say(MONDAY, DaysMissed((MONDAY,)))
    review = review_today(state_of(diary, MONDAY))
    assert review.tally == Tally(60, logged_minutes=10, spilled_minutes=50)
    assert [(share.topic, share.minutes) for share in review.topics] == [("a", 10)]


def test_nothing_is_planned_before_the_start_or_after_the_end(diary: Diary) -> None:
    assert week_of(diary, MONDAY, MONDAY - days(1)).tally == Tally()
    diary.say(MONDAY, TopicsDone(("a",), 30))
    diary.say(MONDAY + days(1), TopicsDone(("b",), 20))
    for today in (1, 2, 6, 30):
        week = week_of(diary, MONDAY + days(today), MONDAY)
        assert week.tally == Tally(80, logged_minutes=50, spilled_minutes=30)


def test_study_before_the_plan_is_beyond_it(diary: Diary) -> None:
    diary.say(MONDAY - days(3), TimeLogged("a", 30))
    assert week_of(diary, MONDAY, MONDAY - days(1)).tally == Tally(
        logged_minutes=30, extra_minutes=30
    )


@pytest.mark.parametrize(
    ("day", "year", "number", "monday"),
    [
        (date(2026, 12, 28), 2026, 53, date(2026, 12, 28)),
        (date(2027, 1, 1), 2026, 53, date(2026, 12, 28)),
        (date(2027, 1, 3), 2026, 53, date(2026, 12, 28)),
        (date(2027, 1, 4), 2027, 1, date(2027, 1, 4)),
        (date(2024, 12, 30), 2025, 1, date(2024, 12, 30)),
        (date(2028, 2, 29), 2028, 9, date(2028, 2, 28)),
        (date(2032, 12, 31), 2032, 53, date(2032, 12, 27)),
    ],
)
def test_weeks_are_those_of_the_calendar(
    diary: Diary, day: date, year: int, number: int, monday: date
) -> None:
    week = week_of(diary, MONDAY, day)
    assert (week.year, week.number, week.days[0].day) == (year, number, monday)
    assert week.days[-1].day == monday + days(6)
    assert any(review.day == day for review in week.days)


@st.composite
def diaries(draw: st.DrawFn) -> tuple[Diary, date, date]:
    """Draw a learner's weeks: logs, completions, missed days and days off."""
    rng = Random(draw(st.integers(0, 2**32)))
    book = Diary(random_roadmap(rng, rng.randint(1, 12)))
    start = draw(start_days())
    unlogged = rng.choice(["missed", "assumed"])
    book.say(start, plan_made(draw(weeks()), start, unlogged=unlogged))
    names = list(book.roadmap.topics)
    last = rng.randint(0, 30)
    for _ in range(rng.randint(0, 12)):
        day = start + days(rng.randint(0, last))
        name, other = rng.choice(names), day + days(rng.randint(0, 5))
        said: list[Action] = [
            TimeLogged(name, rng.randint(1, 100)),
            TimeLogged(name, rng.randint(1, 100)),
            TopicsDone((name,), rng.choice([None, 30])),
            DaysMissed((day,)),
            DaysChanged(day, other, rng.choice([NO_DAY, HOUR_A_DAY])),
        ]
        book.say(day, rng.choice(said))
    return book, start, start + days(last)


@given(diaries())
def test_weeks_add_up_to_the_whole(drawn: tuple[Diary, date, date]) -> None:
    diary, start, today = drawn
    study_state = state_of(diary, today)
    end = max(study_state.plan.finish, today)
    reviewed = [
        review_week(study_state, start + days(7 * number))
        for number in range((end - start).days // 7 + 2)
    ]
    states = study_state.progress.topics.values()
    assert sum(week.tally.logged_minutes for week in reviewed) == sum(
        state.logged_minutes for state in states
    )
    assert sum(week.tally.assumed_minutes for week in reviewed) == sum(
        state.assumed_minutes for state in states
    )
    assert sum(week.tally.left_minutes for week in reviewed) == sum(
        state.remaining_minutes for state in states
    )


@given(diaries())
def test_every_planned_minute_was_studied_or_spilled_or_is_left(
    drawn: tuple[Diary, date, date],
) -> None:
    diary, _, today = drawn
    week = week_of(diary, today)
    for tally in (week.tally, *(review.tally for review in week.days)):
        studied = tally.logged_minutes + tally.assumed_minutes - tally.extra_minutes
        assert tally.planned_minutes == studied + tally.spilled_minutes + tally.left_minutes
    for review in week.days:
        assert review.day >= today or review.tally.left_minutes == 0
        assert (
            review.day < today
            or not review.tally.spilled_minutes
            or (review.day == today and today in state_of(diary, today).progress.missed)
        )
        assert all(1 <= share.part <= share.parts for share in review.topics)


@given(diaries())
def test_the_morning_s_plan_is_remembered(drawn: tuple[Diary, date, date]) -> None:
    """What today says was planned is what the days after say of it."""
    diary, _, today = drawn
    study_state = state_of(diary, today)
    later = state_of(diary, today + days(1))
    if today < study_state.plan.finish and not later.plan.is_finished:
        planned = review_today(study_state).tally.planned_minutes
        remembered = review_week(later, today).days[today.weekday()].tally.planned_minutes
        assert planned == remembered

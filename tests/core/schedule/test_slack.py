from __future__ import annotations

from datetime import date, timedelta
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from mlroadmap.core.calendar.availability import (
    NO_WEEK,
    PART_MINUTES,
    Availability,
    Pattern,
    StudyDay,
    Week,
    spread_week,
)
from mlroadmap.core.journal.actions import DaysChanged, TimeLogged
from mlroadmap.core.progress.progress import Progress
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.schedule.plan import Plan, schedule
from mlroadmap.core.schedule.slack import Slack, free_minutes, least_week, slack
from tests.builders import (
    MONDAY,
    Diary,
    always,
    plan_made,
    random_roadmap,
    roadmap,
    roadmaps,
    topic,
    untouched,
    weeks,
)

weekday_sets = st.lists(st.integers(0, 6), min_size=1, unique=True)
HOUR_A_DAY = spread_week(420, range(7))


def finish(of: Roadmap, progress: Progress, availability: Availability, today: date) -> date:
    plan: Plan = schedule(of, availability, progress, today)
    return plan.finish


@given(roadmaps(40), weekday_sets, st.integers(0, 400), st.integers(0, 5))
def test_five_minutes_less_than_the_least_hours_finish_too_late(
    of: Roadmap, weekdays: list[int], days: int, days_off: int
) -> None:
    by = MONDAY + timedelta(days=days)
    pattern = Pattern(MONDAY, HOUR_A_DAY)
    off = [MONDAY + timedelta(days=day) for day in range(days_off)]
    usual = Availability((pattern,)).with_days(off, NO_WEEK)
    progress = replace(untouched(of, usual), used_minutes=20)
    least = least_week(progress, weekdays, MONDAY, MONDAY, by)

    def finishes_with(week: Week) -> bool:
        changed = usual.with_pattern(Pattern(MONDAY, week))
        return finish(of, progress, changed, MONDAY) <= by

    if least is None:
        assert not finishes_with(spread_week(1440 * len(weekdays), weekdays))
        return
    assert finishes_with(least)
    fewer = sum(least) - PART_MINUTES
    if fewer:
        assert not finishes_with(spread_week(fewer, weekdays))


def test_the_least_hours_may_start_later() -> None:
    of = roadmap([topic("a", 600)])
    start = MONDAY + timedelta(days=7)
    usual = Availability((Pattern(MONDAY, NO_WEEK), Pattern(start, HOUR_A_DAY)))
    week = least_week(untouched(of, usual), range(7), start, MONDAY, MONDAY + timedelta(13))
    assert week is not None
    assert sum(week) == 600


@given(st.integers(0, 2**32), weeks(), st.integers(0, 60), st.integers(0, 40))
def test_a_slack_is_exactly_the_days_that_can_be_missed(
    seed: int, week: Week, days_later: int, since_days: int
) -> None:
    of = random_roadmap(Random(seed), 6)
    book = Diary(of)
    book.say(MONDAY, plan_made(week, MONDAY))
    progress = book.progress(MONDAY)
    planned = finish(of, progress, progress.availability, MONDAY)
    by, since = planned + timedelta(days=days_later), MONDAY + timedelta(days=since_days)
    assume(since <= planned)
    found = slack(progress, MONDAY, by, since)
    assert found is not None
    free = free_minutes(progress.availability, progress, MONDAY, by)
    assert found.minutes == free - progress.remaining_minutes
    study_days = [day.day for day in _first(progress.availability, since, found.days + 1)]

    def finish_without(days: list[date]) -> date:
        missing = Diary(of)
        missing.events = list(book.events)
        for day in days:
            missing.say(MONDAY, DaysChanged(day, day, NO_WEEK))
        return missing.plan(MONDAY).finish

    assert finish_without(study_days[:-1]) <= by
    assert study_days[-1] > by or finish_without(study_days) > by


def _first(availability: Availability, since: date, count: int) -> list[StudyDay]:
    days = availability.study_days(since)
    return [next(days) for _ in range(count)]


def test_a_date_that_cannot_be_kept_has_no_slack() -> None:
    of = roadmap([topic("a", 600)])
    progress = untouched(of, always(HOUR_A_DAY, MONDAY))
    by = MONDAY + timedelta(days=4)
    assert slack(progress, MONDAY, by, MONDAY) == Slack(-300, 0)


def test_with_more_than_enough_time_every_day_until_then_can_be_missed() -> None:
    of = roadmap([topic("a", 60)])
    progress = untouched(of, always(HOUR_A_DAY, MONDAY))
    by = MONDAY + timedelta(days=9)
    assert slack(progress, MONDAY, by, MONDAY + timedelta(days=5)) == Slack(540, 5)


def test_what_was_logged_today_is_no_longer_to_spare() -> None:
    book = Diary(roadmap([topic("a", 100)]))
    book.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY))
    book.say(MONDAY, TimeLogged("a", 50))
    progress = book.progress(MONDAY)
    by = MONDAY + timedelta(days=1)
    assert free_minutes(progress.availability, progress, MONDAY, by) == 70
    assert slack(progress, MONDAY, by, MONDAY) == Slack(20, 1)


def test_nothing_left_needs_no_slack() -> None:
    of = roadmap([topic("a", 60)])
    progress = untouched(of, always(HOUR_A_DAY, MONDAY))
    settled = replace(progress.topics["a"], decided="known")
    done = replace(progress, topics={"a": settled})
    assert slack(done, MONDAY, MONDAY, MONDAY) is None

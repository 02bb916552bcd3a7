"""Forecasts as learners get them: from what they said on each day, by way of the log."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest

from mlroadmap.core.calendar.availability import spread_week
from mlroadmap.core.forecast.gathering import gather, remaining_work
from mlroadmap.core.forecast.simulate import Forecast, forecast
from mlroadmap.core.journal.actions import (
    EstimateChanged,
    StepsDone,
    TimeLogged,
    TopicsDone,
    TopicsKnown,
    TopicsSkipped,
)
from mlroadmap.core.journal.kinds import Action
from tests.builders import MONDAY, Diary, chance, plan_made, roadmap, topic

HOUR_A_DAY = spread_week(420, range(7))
A_DAY = timedelta(days=1)


def foretold(said: Diary, today: date) -> Forecast | None:
    progress = said.progress(today)
    evidence = gather(said.roadmap, progress, today)
    left = [*remaining_work(said.roadmap, progress).values()]
    return forecast(evidence, left, progress.availability, today, chance(), 400)


def in_a_row(number: int, minutes: int) -> Diary:
    names = [f"t{place:02d}" for place in range(number)]
    topics = [
        topic(name, minutes, needs=[before] if before else [])
        for before, name in zip(["", *names], names, strict=False)
    ]
    return Diary(roadmap(topics))


def lived(said: Diary, days_a_topic: int, *, logs: int = 0) -> Iterator[tuple[date, Forecast]]:
    """Finish a topic every so many days; with `logs`, log so many minutes a day, too."""
    day = MONDAY
    for name in said.roadmap.topics:
        for _ in range(days_a_topic - 1):
            if logs:
                said.say(day, TimeLogged(name, logs))
            day += A_DAY
        said.say(day, TopicsDone((name,), logs or None))
        made = foretold(said, day)
        if made:
            yield day, made
        day += A_DAY


def test_a_slow_learner_who_only_says_done_is_told_the_truth_to_the_end() -> None:
    """Five hours take seven days instead of five; unlogged days are assumed as planned."""
    said = in_a_row(20, 300)
    said.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY))
    finish = MONDAY + timedelta(days=20 * 7 - 1)
    made = [*lived(said, 7)]
    assert len(made) == 19
    for today, each in made[5:]:
        left = (finish - today).days
        assert abs((each.p50 - finish).days) <= 3 + 0.12 * left
        assert each.percentile(10) <= finish <= each.percentile(95)


@pytest.mark.parametrize("minutes", [55, 35])
def test_days_logged_short_are_evidence_of_the_pace(minutes: int) -> None:
    """So many of 60 minutes are logged on each of six days, for what was to take less."""
    said = in_a_row(12, round(6 * minutes / 1.3))
    said.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY))
    made = [*lived(said, 6, logs=minutes)]
    pace = said.progress(made[-1][0]).experience.pace
    assert pace.sample_size == 12
    assert 1.15 < pace.value < 1.35


def test_who_follows_two_tracks_by_done_alone_sees_no_jumps() -> None:
    tracks = {
        "maths": [topic(f"m{place}", 900) for place in range(6)],
        "code": [topic(f"c{place}", 780) for place in range(6)],
    }
    said = Diary(roadmap(tracks))
    said.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY))
    middles = []
    for number in range(100):
        day = MONDAY + number * A_DAY
        sessions = said.plan(day).today_sessions
        ended = tuple(each.topic for each in sessions if each.completes)
        steps = tuple(
            StepsDone(each.topic, {f"s{number}": each.minutes}, each.minutes, each.minutes)
            for each in sessions
            if not each.completes
        )
        said.say(day, TopicsDone(ended, steps=steps))
        made = foretold(said, day)
        assert made
        middles.append((made.p50, (made.p50 - day).days))
    for (before, left), (after, _) in pairwise(middles[7:]):
        assert abs((after - before).days) <= 2 + 0.06 * left
    assert middles[-1][1] < 1.25 * (168 - 100)


def test_silence_makes_nothing_earlier() -> None:
    said = in_a_row(20, 300)
    said.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY))
    made = [foretold(said, MONDAY + timedelta(days=number)) for number in (8, 15, 30, 60, 90)]
    middles = [each.p50 for each in made if each]
    assert len(middles) == 5
    assert middles == sorted(middles)


def half_way() -> tuple[Diary, date]:
    """Study by steps for thirty days; the topic t2 is half done then."""
    said = in_a_row(10, 780)
    said.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY))
    for number in range(33):
        day = MONDAY + number * A_DAY
        (session,) = said.plan(day).today_sessions[:1]
        steps = StepsDone(
            session.topic, {f"s{number}": session.minutes}, session.minutes, session.minutes
        )
        said.say(day, TopicsDone((session.topic,) if session.completes else (), steps=(steps,)))
    return said, day


@pytest.mark.parametrize(
    ("action", "least", "most"),
    [
        (TopicsKnown(("t02",)), 0.85, 1.02),
        (TopicsSkipped(("t02",)), 0.85, 1.02),
        (EstimateChanged("t02", 10), 0.85, 1.0),
        (EstimateChanged("t02", 1800), 1.02, 1.4),
    ],
    ids=["known", "skipped", "less left", "more left"],
)
def test_the_forecast_follows_what_is_said_of_a_topic_half_done(
    action: Action, least: float, most: float
) -> None:
    said, day = half_way()
    before = foretold(said, day)
    said.say(day, action)
    after = foretold(said, day)
    assert before
    assert after
    assert least <= (after.p50 - day) / (before.p50 - day) <= most

"""What happens to a learner, day by day, and what the log says of it on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import exp
from random import Random

from worlds import Learner

from mlroadmap.core.calendar.availability import Availability
from mlroadmap.core.forecast.evidence import Evidence, FinishedTopic, OpenTopic, evidence_of
from mlroadmap.core.roadmap.model import Effort

START = date(2027, 1, 4)
LONGEST_WEEKS = 52 * 40


@dataclass
class Life:
    """What happened: when each topic was finished, and the real minutes of each."""

    finished_on: list[date] = field(default_factory=list)
    minutes: list[int] = field(default_factory=list)
    studied: list[tuple[date, float]] = field(default_factory=list)


def live(rng: Random, who: Learner, efforts: Sequence[Effort], week: Sequence[int]) -> Life:
    """Let a learner study to the end, or for forty years."""
    life = Life()
    habit_sum = sum(a * b for a, b in zip(who.weekday_habit, week, strict=True)) / sum(week)
    place, left, real = -1, 0.0, 0.0
    for number in range(LONGEST_WEEKS):
        share = next(who.weeks) / habit_sum
        for weekday in range(7):
            day = START + timedelta(days=7 * number + weekday)
            minutes = min(week[weekday] * share * who.weekday_habit[weekday], 960.0)
            life.studied.append((day, minutes))
            while left <= minutes:
                minutes -= left
                if place >= 0:
                    life.finished_on.append(day)
                    life.minutes.append(max(1, round(real)))
                place += 1
                if place == len(efforts):
                    return life
                noise = exp(rng.gauss(0, who.topic_log_sd) - who.topic_log_sd**2 / 2)
                real = left = efforts[place].likely_minutes * who.pace(place) * noise
            left -= minutes
    return life


def seen_on(
    life: Life, efforts: Sequence[Effort], planned: Availability, today: date, *, logs: bool
) -> Evidence:
    """Give what the learner's log says at the end of a day, all its capacity used."""
    done = sum(day <= today for day in life.finished_on)
    finished = [
        FinishedTopic(effort, minutes if logs else 0, day)
        for effort, minutes, day in zip(
            efforts[:done], life.minutes[:done], life.finished_on[:done], strict=True
        )
    ]
    since = life.finished_on[done - 1]
    logged = sum(minutes for day, minutes in life.studied if since < day <= today)
    begun = [OpenTopic(effort, round(logged) if logs else 0) for effort in efforts[done:][:1]]
    diary = {day: round(minutes) for day, minutes in life.studied if logs and day <= today}
    return evidence_of(finished, begun, planned, today, planned.minutes_on(today), diary)

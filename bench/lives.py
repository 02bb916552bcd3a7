"""What happens to a learner, day by day, and what the log says of it on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import exp
from random import Random

from worlds import Learner

from mlroadmap.core.calendar.availability import Availability, Pattern, checked_week
from mlroadmap.core.forecast.evidence import Evidence, evidence_of
from mlroadmap.core.forecast.topics import FinishedTopic, OpenTopic, Work
from mlroadmap.core.progress.pace import typical_minutes

START = date(2027, 1, 4)
LONGEST_WEEKS = 52 * 40


@dataclass
class Life:
    """What happened: when each topic was finished, and the real minutes of each."""

    works: Sequence[Work]
    patterns: tuple[Pattern, ...]
    finished_on: list[date] = field(default_factory=list)
    minutes: list[int] = field(default_factory=list)
    studied: list[tuple[date, float]] = field(default_factory=list)

    def planned_on(self, today: date) -> Availability:
        """Give the hours as they were planned on a day."""
        return Availability(tuple(each for each in self.patterns if each.since <= today))


def live(rng: Random, who: Learner, works: Sequence[Work], week: Sequence[int]) -> Life:
    """Let a learner study to the end, or for forty years."""
    life = Life(works, _patterns(who, week))
    habit_sum = sum(a * b for a, b in zip(who.weekday_habit, week, strict=True)) / sum(week)
    place, left, real = -1, 0.0, 0.0
    for number in range(LONGEST_WEEKS):
        share = next(who.weeks) / habit_sum
        if who.change and number >= who.change.week:
            share *= who.change.factor**who.change.elasticity
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
                if place == len(works):
                    return life
                noise = exp(rng.gauss(0, who.topic_log_sd) - who.topic_log_sd**2 / 2)
                likely = works[place].effort.likely_minutes
                real = left = likely * who.pace(place) * noise
            left -= minutes
    return life


def _patterns(who: Learner, week: Sequence[int]) -> tuple[Pattern, ...]:
    first = Pattern(START, checked_week(week))
    if not who.change:
        return (first,)
    since = START + timedelta(weeks=who.change.week)
    changed = [round(minutes * who.change.factor) for minutes in week]
    return first, Pattern(since, checked_week(changed))


def seen_on(life: Life, today: date, *, logs: bool) -> Evidence:
    """Give what the learner's log says at the end of a day, all its capacity used."""
    done, planned = sum(day <= today for day in life.finished_on), life.planned_on(today)
    finished = [
        FinishedTopic(work.effort, minutes if logs else 0, day, work.group)
        for work, minutes, day in zip(
            life.works[:done], life.minutes[:done], life.finished_on[:done], strict=True
        )
    ]
    since = life.finished_on[done - 1]
    logged = sum(minutes for day, minutes in life.studied if since < day <= today)
    begun = [OpenTopic(work, round(logged) if logs else 0) for work in life.works[done:][:1]]
    diary = {day: round(minutes) for day, minutes in life.studied if logs and day <= today}
    return evidence_of(
        finished,
        begun,
        planned,
        today,
        used_minutes=planned.minutes_on(today),
        logged=diary,
        typical_minutes=typical_minutes(work.effort for work in life.works),
    )

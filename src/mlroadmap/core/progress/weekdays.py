"""The weekdays on which the learner really studies, where they are fewer than planned.

Only entries tell. What is assumed of other days was studied on the planned days by
definition, and says nothing of the learner.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from mlroadmap.core.calendar.availability import Week
from mlroadmap.core.progress.progress import Progress

# So many weeks are looked back on, and so many of them must have study.
_WEEKS_BACK, _LEAST_WEEKS = 8, 4
# A weekday with less than this share of the minutes is not one of the learner's.
_LEAST_SHARE = 0.05


def studied_weekdays(
    progress: Progress, week: Week, today: date, entered: Collection[date]
) -> tuple[int, ...]:
    """Give the only weekdays of a planned week that have log entries, Monday 0.

    Of the days `entered`, the learner said that something was done, if not for how long.
    Empty where nothing can be suggested: they are all planned weekdays, or there is too
    little to go by.
    """
    minutes, weeks = [0] * 7, set[date]()
    first = today - timedelta(weeks=_WEEKS_BACK)
    for day, studies in progress.studied.items():
        if not first <= day < today:
            continue
        logged = sum(study.minutes for study in studies if not study.is_assumed)
        if not logged and day in entered:
            logged = sum(study.minutes for study in studies)
        minutes[day.weekday()] += logged
        if logged:
            weeks.add(day - timedelta(days=day.weekday()))
    total = sum(minutes)
    if len(weeks) < _LEAST_WEEKS:
        return ()
    planned = [day for day in range(7) if week[day]]
    studied = [day for day in planned if minutes[day] >= _LEAST_SHARE * total]
    return tuple(studied) if 0 < len(studied) < len(planned) else ()

"""The finish without the plan that leads to it.

No study time is left idle while there is work (rule R4), so the last day of study depends
on sums alone: on the capacity of the days, and on what cannot begin before which of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from graphlib import TopologicalSorter

from mlroadmap.core.progress.progress import Progress
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.errors import InfeasibleError


def finish_of(roadmap: Roadmap, progress: Progress, today: date) -> date | None:
    """Give the last day of study, planned or past; None when there is neither.

    It is the finish of the plan. Raises InfeasibleError when the remaining work does not
    end before the calendar does.
    """
    past = (
        topic.done_on or max(topic.study_days, default=None)
        for topic in progress.topics.values()
    )
    days = (_last_planned(roadmap, progress, today), *past)
    return max((day for day in days if day), default=None)


def _last_planned(roadmap: Roadmap, progress: Progress, today: date) -> date | None:
    waiting = 0
    work = work_by_day(roadmap, progress, today)
    coming = sorted((each for each in work.items() if each[1]), reverse=True)
    if not coming:
        return None
    for study_day in progress.availability.study_days(today, progress.used_minutes):
        while coming and coming[-1][0] <= study_day.day:
            waiting += coming.pop()[1]
        waiting -= min(waiting, study_day.free_minutes)
        if not (waiting or coming):
            return study_day.day
    raise infeasible()


def infeasible() -> InfeasibleError:
    """Make the error of work that does not end."""
    return InfeasibleError(
        "At these hours the plan does not end before the year 9999.",
        "Give more hours a week: mlroadmap plan --hours 10.",
    )


def work_by_day(roadmap: Roadmap, progress: Progress, today: date) -> Mapping[date, int]:
    """Give what remains by the day on which it can begin, if all before it is done.

    A topic cannot begin before its earliest date, or before that of anything it needs.
    """
    left = {
        name: minutes
        for name, topic in progress.topics.items()
        if (minutes := topic.remaining_minutes)
    }
    if not any(roadmap.topics[name].after for name in left):
        return {today: sum(left.values())}
    needs = {name: [*filter(left.__contains__, roadmap.topics[name].needs)] for name in left}
    earliest: dict[str, date] = {}
    work: Counter[date] = Counter()
    for name in TopologicalSorter(needs).static_order():
        own = roadmap.topics[name].after or today
        earliest[name] = max([own, today, *(earliest[need] for need in needs[name])])
        work[earliest[name]] += left[name]
    return work

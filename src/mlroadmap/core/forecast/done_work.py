"""On which days work was done, and which days went into work that is not done yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from mlroadmap.core.forecast.topics import FinishedTopic, OpenTopic
from mlroadmap.core.progress.estimates import restated
from mlroadmap.core.roadmap.model import Effort

# So much of its estimate is all that is planned of a topic; paces are rounded.
_USED_UP = 0.95


def accomplished(
    finished: Iterable[FinishedTopic], begun: Iterable[OpenTopic]
) -> Mapping[date, Sequence[Effort]]:
    """Give the effort that was finished on each day: topics, and steps of topics."""
    by_day: dict[date, list[Effort]] = defaultdict(list)
    for topic in finished:
        days = topic.studied if topic.is_spread and topic.studied else {topic.finished_on: 1}
        _spread(by_day, topic.effort, 1.0, days)
    for opened in begun:
        if opened.done_share:
            _spread(by_day, opened.work.effort, opened.done_share, opened.studied)
    return by_day


def _spread(
    by_day: dict[date, list[Effort]], effort: Effort, share: float, days: Mapping[date, int]
) -> None:
    """Add a share of an effort to days, by the minutes of each."""
    whole = sum(days.values())
    for day, minutes in days.items():
        part = restated(effort, round(effort.likely_minutes * share * minutes / whole))
        by_day[day].append(part)


def spent_on_open(
    finished: Sequence[FinishedTopic], begun: Iterable[OpenTopic]
) -> Mapping[date, int]:
    """Give the minutes of each day that went into open topics of which no step is done.

    A topic that is assumed to have begun because the time of another was used up has really
    begun after that was done.
    """
    spent: dict[date, int] = defaultdict(int)
    for opened in begun:
        if opened.done_share or not opened.studied:
            continue
        began = min(opened.studied)
        waiting = (topic.finished_on for topic in finished if _was_used_up(topic, began))
        since = max(waiting, default=date.min)
        for day, minutes in opened.studied.items():
            if day > since:
                spent[day] += minutes
    return spent


def _was_used_up(topic: FinishedTopic, began: date) -> bool:
    """Whether a topic that was not done yet had had its time when another was begun."""
    before = sum(minutes for day, minutes in topic.studied.items() if day < began)
    return began <= topic.finished_on and before >= _USED_UP * topic.effort.likely_minutes

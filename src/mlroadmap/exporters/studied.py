"""On which days the learner studied what, as far as the log says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from mlroadmap.core.events import Event, TimeLogged, TimerStopped, TopicsDone
from mlroadmap.core.progress import TopicProgress
from mlroadmap.exporters.material import Material


@dataclass(frozen=True, slots=True)
class Studied:
    """Minutes of a day that went to a topic; presumed ones were not said."""

    topic: str
    minutes: int
    presumed: bool


def studied_days(material: Material) -> Mapping[date, tuple[Studied, ...]]:
    """List what was studied on each day up to today, in the order of the days.

    The log has the minutes that were said. Of the presumed ones only the sum is known:
    they are spread over the topic's other days.
    """
    days: dict[date, list[Studied]] = defaultdict(list)
    logged: dict[str, set[date]] = defaultdict(set)
    for day, topic_id, minutes in _logged(material):
        days[day].append(Studied(topic_id, minutes, presumed=False))
        logged[topic_id].add(day)
    for topic_id, topic in material.outlook.progress.topics.items():
        for day, minutes in _presumed(topic, logged[topic_id]):
            days[day].append(Studied(topic_id, minutes, presumed=True))
    return {day: tuple(days[day]) for day in sorted(days)}


def _logged(material: Material) -> Iterator[tuple[date, str, int]]:
    ids = {
        name: topic.id
        for topic in material.roadmap.topics.values()
        for name in (topic.id, *topic.aliases)
    }
    for step in material.history.counting:
        match step.action:
            case TimeLogged(topic, minutes, _) | TimerStopped(topic, minutes, _):
                said = (topic, minutes)
            case TopicsDone((topic,), int(minutes), _):
                said = (topic, minutes)
            case _:
                continue
        if said[0] in ids and said[1]:
            yield _day(step.event, material.today), ids[said[0]], said[1]


def _day(event: Event, today: date) -> date:
    return min(event.day, today)


def _presumed(topic: TopicProgress, logged: set[date]) -> Iterator[tuple[date, int]]:
    days = [day for day in topic.study_days if day not in logged] or list(topic.study_days)
    if not days:
        return
    each, more = divmod(topic.presumed_minutes, len(days))
    for place, day in enumerate(days):
        minutes = each + (place < more)
        if minutes:
            yield day, minutes

"""The names that --first and --only take."""

from __future__ import annotations

from collections.abc import Iterable

from mlroadmap.cli.context import AppContext
from mlroadmap.cli.nearness import by_day
from mlroadmap.core.calendar.settings import NO_GOAL
from mlroadmap.core.roadmap.lookup import find_place, find_topics
from mlroadmap.core.roadmap.model import Topic
from mlroadmap.core.schedule.goals import Goal


def goal_topics(app: AppContext, names: Iterable[str] | None) -> tuple[str, ...] | None:
    """Give the ids of the topics that are named; none for `none`, None without a name.

    Raises UnknownTopicError or AmbiguousTopicError.
    """
    if names is None:
        return None
    words = list(_words(names))
    if words == [NO_GOAL]:
        return ()
    return tuple(topic.id for topic in find_topics(app.roadmap, words, by_day(app)))


def goals_of(app: AppContext, names: Iterable[str]) -> tuple[Goal, ...]:
    """Give the topics, sections and stages that are named, each as a goal.

    Raises UnknownTopicError or AmbiguousTopicError.
    """
    ranks = by_day(app)
    found = (find_place(app.roadmap, name, ranks) for name in _words(names))
    places = {place.id: place for place in found}
    return tuple(
        Goal(
            place.id,
            place.title,
            (place.id,)
            if isinstance(place, Topic)
            else tuple(topic.id for topic in place.topics),
        )
        for place in places.values()
    )


def _words(names: Iterable[str]) -> Iterable[str]:
    return (word.strip() for name in names for word in name.split(","))

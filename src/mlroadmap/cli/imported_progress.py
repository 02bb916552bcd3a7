"""What a roadmap file says was done before there was a log, taken over once."""

from __future__ import annotations

from mlroadmap.cli.context import AppContext
from mlroadmap.cli.output import warn
from mlroadmap.core.journal.actions import (
    TopicsDone,
    TopicsKnown,
    TopicsReopened,
    TopicsSkipped,
)
from mlroadmap.core.journal.kinds import Action
from mlroadmap.core.roadmap.model import Topic
from mlroadmap.core.text import count


def marks_to_take_over(app: AppContext) -> TopicsKnown | None:
    """Take topics that the file marks as done as known, unless the learner has spoken.

    What was ever said of a topic stands, even when it was undone.
    """
    spoken_of = {topic for event in app.history.entries for topic in _sorted_out(event.action)}
    fresh = [
        topic.id
        for topic in app.roadmap.topics.values()
        if topic.done and spoken_of.isdisjoint(_names(topic))
    ]
    return TopicsKnown(tuple(fresh)) if fresh else None


def mention_marks(marks: TopicsKnown) -> None:
    """Say which topics are taken as known."""
    fresh = marks.topics
    verb = "is" if len(fresh) == 1 else "are"
    warn(
        f"{count(len(fresh), 'topic')} {verb} marked as done in the roadmap, so known already."
    )


def _names(topic: Topic) -> tuple[str, ...]:
    return topic.id, *topic.aliases


def _sorted_out(action: Action) -> tuple[str, ...]:
    match action:
        case TopicsDone(topics=topics):
            return topics
        case TopicsKnown(topics) | TopicsSkipped(topics) | TopicsReopened(topics):
            return topics
        case _:
            return ()

"""Which topics a name means first: those of today, those under way, or those still open."""

from __future__ import annotations

from collections.abc import Sequence

from mlroadmap.cli.context import AppContext
from mlroadmap.core.roadmap.lookup import Rank, Ranks, find_topics


def by_day(app: AppContext) -> Ranks:
    """Rank topics for commands about what is studied: the next session's topics first."""
    state = app.study_state
    under_way = {
        topic_id
        for topic_id, topic in state.progress.topics.items()
        if topic.state in {"active", "awaiting"}
    }
    return {
        **_open_first(app),
        **dict.fromkeys(under_way, Rank.UNDER_WAY),
        **dict.fromkeys(state.next_topics, Rank.TODAY),
    }


def topics_to_finish(app: AppContext, names: Sequence[str]) -> list[str]:
    """Find the topics that are named as done; a section or a stage means what is left of it."""
    found = [topic.id for topic in find_topics(app.roadmap, names, by_day(app))]
    if len(found) <= len(names):
        return found
    progress = app.study_state.progress.topics
    return [topic for topic in found if not progress[topic].is_settled] or found


def to_leave_out(app: AppContext) -> Ranks:
    """Rank topics for commands that leave some out: what is near today is as likely as not."""
    return _open_first(app)


def to_reopen(app: AppContext) -> Ranks:
    """Rank topics for commands that bring some back: only settled ones can be meant."""
    return {
        topic_id: Rank.OPEN if topic.is_settled else Rank.SETTLED
        for topic_id, topic in app.study_state.progress.topics.items()
    }


def _open_first(app: AppContext) -> dict[str, int]:
    return {
        topic_id: Rank.SETTLED if topic.is_settled else Rank.OPEN
        for topic_id, topic in app.study_state.progress.topics.items()
    }

"""The question at the end of a topic: its outcome, and the check that shows it."""

from __future__ import annotations

from collections.abc import Sequence

from mlroadmap.cli.context import AppContext
from mlroadmap.cli.nearness import topics_to_finish
from mlroadmap.cli.output import say, tell
from mlroadmap.cli.prompts import can_ask, choose
from mlroadmap.core.calendar.durations import typed_duration
from mlroadmap.core.progress.topic_progress import remainder_minutes


def confirmed(app: AppContext, names: Sequence[str]) -> list[str]:
    """Ask at a terminal whether topics are done, and give those that are; elsewhere all."""
    if not can_ask():
        return list(names)
    return [topic_id for topic_id in topics_to_finish(app, names) if _is_done(app, topic_id)]


def _is_done(app: AppContext, topic_id: str) -> bool:
    topic, progress = app.planned().topic(topic_id)
    steps = app.steps_of(topic_id)
    check = steps[-1].check if steps else ""
    if progress.is_done or not (topic.outcome or check):
        return True
    from mlroadmap.views.checking import closing_check

    tell(closing_check(topic, check), app.options.color)
    if choose("Is it done?", ("yes", "no")) == "yes":
        return True
    rest = typed_duration(remainder_minutes(progress.effort_minutes))
    say(
        f"{topic.title} stays open. To plan more time for it:",
        f"mlroadmap left {topic_id} {rest}",
    )
    return False

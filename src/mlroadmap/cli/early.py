"""The question about topics that are completed far ahead of their time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mlroadmap.cli.change_summary import past_day
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.nearness import topics_to_finish
from mlroadmap.cli.prompts import EarlyAnswer, can_ask
from mlroadmap.cli.prompts import ask_about_early as ask
from mlroadmap.core.journal.actions import TopicsDone, TopicsKnown
from mlroadmap.core.progress.ahead import completed_ahead
from mlroadmap.views.units import duration

EarlyAnswers = Mapping[str, EarlyAnswer]


def ask_about_early(app: AppContext, names: Sequence[str], on: str | None) -> EarlyAnswers:
    """Ask at a terminal about those topics for which the calendar has too little time."""
    if not can_ask():
        return {}
    progress = app.planned().progress
    named = topics_to_finish(app, names)
    fresh = [topic_id for topic_id in named if not progress.topics[topic_id].is_done]
    ahead = completed_ahead(app.roadmap, progress, fresh, past_day(app, on))
    answers: dict[str, EarlyAnswer] = {}
    for number, topic_id in enumerate(ahead):
        reply = ask(_about(app, topic_id), len(ahead) - number)
        if reply.is_for_all:
            return answers | dict.fromkeys(ahead[number:], reply.answer)
        answers[topic_id] = reply.answer
    return answers


def completions(
    topics: Sequence[str],
    minutes: int | None,
    note: str,
    answers: EarlyAnswers,
    planned_minutes: Mapping[str, int] | None,
) -> Iterator[TopicsDone | TopicsKnown]:
    """Give what is to be stored: together where nothing was asked, else each by its answer.

    `planned_minutes` are those of today's plan that were studied, where that is to be said.
    """
    alone = [each for each in topics if answers.get(each, "elsewhere") != "elsewhere"]
    others = tuple(topic_id for topic_id in topics if topic_id not in alone)
    if others:
        planned = () if planned_minutes is None else map(planned_minutes.__getitem__, others)
        yield TopicsDone(others, minutes, note, tuple(planned))
    for topic_id in alone:
        answer = answers[topic_id]
        if isinstance(answer, int):
            yield TopicsDone((topic_id,), answer, note)
    known = tuple(topic_id for topic_id in alone if answers[topic_id] == "known")
    if known:
        yield TopicsKnown(known)


def _about(app: AppContext, topic_id: str) -> str:
    topic = app.roadmap.topics[topic_id]
    estimate = duration(topic.effort.likely_minutes)
    return f"{topic.title} is estimated at {estimate} and done early."

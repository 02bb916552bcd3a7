"""`test` of a stage or a section: what is proved to be known need not be studied."""

from __future__ import annotations

from mlroadmap.cli.change_summary import show_effect
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.opening import locked
from mlroadmap.cli.output import say
from mlroadmap.cli.prompts import can_ask
from mlroadmap.cli.quiz import ask_closed_book, questions_about
from mlroadmap.core.journal.actions import TopicsKnown
from mlroadmap.core.review.quiz import sample
from mlroadmap.core.roadmap.model import Section, Stage
from mlroadmap.errors import UsageError

QUESTIONS_A_TOPIC = 5


def place_by_test(app: AppContext, place: Stage | Section) -> None:
    """Ask about each open topic of a place, and mark those as known that are proved.

    What was proved before one quits counts. Raises UsageError where nobody can answer.
    """
    if not can_ask():
        raise UsageError(
            "test asks questions, and nobody can answer here.",
            f"Run it at a terminal, or say what you know: mlroadmap known {place.id}.",
        )
    proved = _proved(app, place)
    if not proved:
        say("Nothing is marked as known.")
        return
    with locked(app) as found:
        before = found.planned()
        after = found.recorded(TopicsKnown(proved))
    say(f"Known already, and no longer planned: {', '.join(map(after.title, proved))}.")
    show_effect(before, after)


def _proved(app: AppContext, place: Stage | Section) -> tuple[str, ...]:
    progress = app.study_state.progress.topics
    proved: list[str] = []
    for topic in place.topics:
        questions = sample(questions_about(app, topic.id), QUESTIONS_A_TOPIC)
        if progress[topic.id].is_settled or not questions:
            continue
        answers = ask_closed_book(topic.title, questions, app.options.color)
        if answers.was_quit:
            break
        if answers.are_enough:
            proved.append(topic.id)
            say(f"✓ {topic.title}: {_score(answers.right, len(questions))}.")
        else:
            say(f"{topic.title}: {_score(answers.right, len(questions))}, to be studied.")
    return tuple(proved)


def _score(right: int, asked: int) -> str:
    return f"{right} of {asked} right"

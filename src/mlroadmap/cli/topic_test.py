"""`test`: a topic's questions, closed book, and what follows from the answers."""

from __future__ import annotations

from mlroadmap.cli.arguments import TopicArgument
from mlroadmap.cli.change_summary import show_effect
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.nearness import by_day
from mlroadmap.cli.opening import locked, open_context
from mlroadmap.cli.output import say
from mlroadmap.cli.parameters import Commands
from mlroadmap.cli.placement import place_by_test
from mlroadmap.cli.prompts import ask, can_ask
from mlroadmap.cli.quiz import Answers, ask_closed_book, questions_about
from mlroadmap.core.calendar.durations import typed_duration
from mlroadmap.core.journal.actions import EstimateChanged, TopicsDone, TopicsReopened
from mlroadmap.core.review.quiz import PASS_PERCENT, drill_minutes
from mlroadmap.core.roadmap.lookup import find_place
from mlroadmap.core.roadmap.model import Topic
from mlroadmap.errors import UsageError
from mlroadmap.views.units import duration


def register(app: Commands) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap test numpy")(test)


def test(context: AppContext, name: TopicArgument) -> None:
    """Test yourself on a topic, closed book; with 80% right you can mark it as done."""
    app = open_context(context)
    app.planned()
    place = find_place(app.roadmap, name, by_day(app))
    if not isinstance(place, Topic):
        place_by_test(app, place)
        return
    topic = place
    questions = questions_about(app, topic.id)
    if not questions:
        say(
            f"{topic.title} has no questions. For its resources and outcome:",
            f"mlroadmap show {topic.id}",
        )
        return
    if not can_ask():
        raise UsageError(
            "test asks questions and needs a terminal.",
            f"Run it at a terminal, or see mlroadmap steps {topic.id} --answers.",
        )
    answers = ask_closed_book(topic.title, questions, app.options.color)
    say(_result(answers))
    for step in dict.fromkeys(each.step for each in answers.missed if each.step):
        say(f"Go over this again: {step}.")
    if not answers.was_quit:
        _conclude(app, topic, answers)


def _result(answers: Answers) -> str:
    asked = answers.right + len(answers.missed)
    right = f"{answers.right} of {asked} right"
    if answers.was_quit or not asked:
        return f"{right}; the test was not finished."
    verdict = "passed" if answers.are_enough else f"not passed, which takes {PASS_PERCENT}%"
    return f"{right}, {100 * answers.right // asked}%: {verdict}."


def _conclude(app: AppContext, topic: Topic, answers: Answers) -> None:
    progress = app.study_state.progress.topics[topic.id]
    drill = drill_minutes(progress.effort_minutes)
    length = typed_duration(drill)
    if progress.is_settled:
        wish = f"Take {topic.title} up again for {length}, to practise what you missed?"
        if not answers.are_enough and ask(wish) == "yes":
            _store(app, topic, TopicsReopened((topic.id,)), EstimateChanged(topic.id, drill))
    elif answers.are_enough:
        if ask(f"Mark {topic.title} as done?") == "yes":
            _store(app, topic, TopicsDone((topic.id,)))
    elif progress.remaining_minutes >= drill:
        left = duration(progress.remaining_minutes)
        say(f"{left} are still planned for it; use them to go over it.")
    elif ask(f"Plan {length} to practise what you missed?") == "yes":
        _store(app, topic, EstimateChanged(topic.id, drill))


def _store(
    context: AppContext,
    topic: Topic,
    *actions: TopicsDone | TopicsReopened | EstimateChanged,
) -> None:
    with locked(context) as app:
        before = app.planned()
        after = app.recorded(*actions)
    outcome = "done" if isinstance(actions[0], TopicsDone) else "more time planned"
    say(f"{topic.title}: {outcome}.")
    show_effect(before, after)

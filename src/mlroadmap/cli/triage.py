"""`known`, `skip` and `reopen`: what is not to be studied, and what is after all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated

from mlroadmap.cli.change_summary import show_effect
from mlroadmap.cli.completion import complete_topic
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.nearness import to_leave_out, to_reopen
from mlroadmap.cli.opening import locked, open_context
from mlroadmap.cli.output import say, tell
from mlroadmap.cli.parameters import Commands, argument, option
from mlroadmap.cli.prompts import ask, can_ask
from mlroadmap.cli.quiz import ask_closed_book, questions_about
from mlroadmap.core.journal.actions import TopicsKnown, TopicsReopened, TopicsSkipped
from mlroadmap.core.journal.kinds import Action
from mlroadmap.core.progress.topic_progress import TopicProgress
from mlroadmap.core.review.quiz import sample
from mlroadmap.core.roadmap.lookup import find_topics
from mlroadmap.core.roadmap.model import Topic
from mlroadmap.errors import UsageError

# So many questions about a topic prove that one knows it.
_QUESTIONS = 5

NamesArgument = Annotated[
    list[str],
    argument(
        metavar="NAME...",
        help="Topics, sections or stages: an id, its beginning, words of the title, a number.",
        completes=complete_topic,
    ),
]


def register(app: Commands) -> None:
    """Add the commands to the application."""
    app.command(epilog="Example: mlroadmap known numpy linear-algebra")(known)
    app.command(epilog="Example: mlroadmap skip 9")(skip)
    app.command(epilog="Example: mlroadmap reopen numpy")(reopen)


def known(
    context: AppContext,
    names: NamesArgument,
    check: Annotated[
        bool,
        option("--check", help="Ask about each outcome, with a few questions to prove it."),
    ] = False,
) -> None:
    """Mark what you already know; it is left out of the plan and the percentage."""
    chosen = _asked(open_context(context), names) if check else names
    if chosen:
        _sort_out(context, chosen, TopicsKnown, "known, no longer planned")
    else:
        say("Nothing is marked as known.")


def skip(context: AppContext, names: NamesArgument) -> None:
    """Skip topics you do not want to study."""
    _sort_out(context, names, TopicsSkipped, "skipped")


def reopen(context: AppContext, names: NamesArgument) -> None:
    """Put done, known or skipped topics back in the plan."""
    _sort_out(context, names, TopicsReopened, "back in the plan")


def _asked(app: AppContext, names: Sequence[str]) -> list[str]:
    """Ask about each outcome at a terminal, until one quits. Raises UsageError elsewhere.

    Where there are questions about a topic, some of them have to be answered.
    """
    if not can_ask():
        raise UsageError(
            "--check asks questions and needs a terminal.",
            f"To mark them without questions: mlroadmap known {' '.join(names)}",
        )
    from mlroadmap.views.checking import checked_topic

    progress = app.study_state.progress
    named = find_topics(app.roadmap, names, to_leave_out(app))
    topics = [topic for topic in named if not progress.topics[topic.id].is_settled]
    known: list[str] = []
    for number, topic in enumerate(topics, 1):
        tell(checked_topic(topic, number, len(topics)), app.options.color)
        answer = ask("Can you do that already?" if topic.outcome else "Do you know it already?")
        if answer == "quit":
            break
        if answer == "yes":
            questions = sample(questions_about(app, topic.id), _QUESTIONS)
            proof = ask_closed_book(topic.title, questions, app.options.color)
            if proof.was_quit:
                break
            known += [topic.id] if proof.are_enough else []
    return known


def _sort_out(
    context: AppContext,
    names: Sequence[str],
    make: Callable[[tuple[str, ...]], Action],
    outcome: str,
) -> None:
    takes_back = make is TopicsReopened
    with locked(context) as app:
        before = app.study_state
        ranks = to_reopen(app) if takes_back else to_leave_out(app)
        topics = find_topics(app.roadmap, names, ranks)
        fresh = [
            topic
            for topic in topics
            if _is_open(before.progress.topics[topic.id], takes_back=takes_back)
        ]
        action = make(tuple(topic.id for topic in fresh))
        after = app.recorded(action) if fresh else app
    if len(fresh) < len(topics):
        rest = [topic for topic in topics if topic not in fresh]
        verb = "is" if len(rest) == 1 else "are"
        reason = (
            "not done, known or skipped" if takes_back else "already done, known or skipped"
        )
        say(f"{_titles(rest)} {verb} {reason}.")
    if fresh:
        say(f"{_titles(fresh)}: {outcome}.")
        _mention_dependents(after, fresh, make)
        if after.last_plan:
            show_effect(before, after)


def _is_open(progress: TopicProgress, *, takes_back: bool) -> bool:
    """Whether a topic can be sorted out so: what is kept aside can in either way."""
    return progress.state == "aside" or progress.is_settled == takes_back


def _titles(topics: Sequence[Topic]) -> str:
    return ", ".join(topic.title for topic in topics)


def _mention_dependents(
    app: AppContext, topics: Sequence[Topic], make: Callable[[tuple[str, ...]], Action]
) -> None:
    if make is not TopicsSkipped:
        return
    skipped = {topic.id for topic in topics}
    progress = app.study_state.progress.topics
    dependents = [
        topic
        for topic in app.roadmap.topics.values()
        if skipped.intersection(topic.needs) and not progress[topic.id].is_settled
    ]
    if dependents:
        say(f"Still planned, although they build on what you skipped: {_titles(dependents)}.")

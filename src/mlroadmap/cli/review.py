"""`review`: the cards that are due, asked one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.deck import cards_today, learned_deck, next_due
from mlroadmap.cli.opening import locked, open_context
from mlroadmap.cli.output import say, show_document, tell
from mlroadmap.cli.parameters import Commands, option
from mlroadmap.cli.prompts import can_ask, choose, pause
from mlroadmap.core.calendar.durations import parse_duration
from mlroadmap.core.calendar.settings import USUAL_RETENTION
from mlroadmap.core.journal.actions import CardReviewed
from mlroadmap.core.review.deck import ReviewCard, find_card
from mlroadmap.core.review.memory import GRADES
from mlroadmap.core.review.queue import evened_due
from mlroadmap.core.review.record import read_record
from mlroadmap.core.text import count, nearest
from mlroadmap.errors import UsageError
from mlroadmap.views.units import date_in_words

_QUIT = "quit"
_GRADE = "How well did you know it: 1 not at all, 2 hardly, 3 well, 4 easily?"


def register(app: Commands) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap review --for 10m")(review)


def review(
    context: AppContext,
    available: Annotated[
        str | None,
        option(
            "--for", metavar="DURATION", help="Only as many cards as fit into this time: 10m."
        ),
    ] = None,
    grade: Annotated[
        tuple[str, str] | None,
        option(
            metavar="CARD GRADE",
            help="Grade the answer to one card: again, hard, good or easy, or 1 to 4.",
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Go through the cards that are due, so that you remember what you learned."""
    minutes = None if available is None else parse_duration(available)
    if grade is not None:
        _grade(context, *grade)
        return
    app = open_context(context)
    cards = cards_today(app, minutes)
    if as_json:
        from mlroadmap.views.cards import cards_document

        show_document(cards_document(cards, app.memories.cards))
    elif not cards:
        say(_nothing_due(app))
    elif not can_ask():
        raise UsageError(
            "review asks questions and needs a terminal.",
            "For programs: mlroadmap review --json, then mlroadmap review --grade CARD good.",
        )
    else:
        _ask(app, cards)


def _ask(app: AppContext, cards: Sequence[ReviewCard]) -> None:
    """Ask cards until one quits; each answer is stored at once."""
    from mlroadmap.views.cards import answer, card_name, question

    answered = 0
    for number, card in enumerate(cards, 1):
        shown = question(app.title(card.topic), card.question, number, len(cards))
        tell(shown, app.options.color)
        if not pause("Enter shows the answer, q stops"):
            break
        tell(answer(card.answer), app.options.color)
        tell(card_name(card.key), app.options.color)
        typed = choose(_GRADE, (*map(str, GRADES), _QUIT))
        if typed == _QUIT:
            break
        action = _reviewed(app, card, int(typed))
        app = app.recorded(action)
        answered += 1
    left = len(cards) - answered
    rest = f"; {left} left for today" if left else ""
    say(f"{count(answered, 'card')} reviewed{rest}.")


def _grade(context: AppContext, name: str, grade: str) -> None:
    wanted = grade.strip().casefold()
    grades = {word: number for number, word in GRADES.items()}
    number = grades.get(wanted) or (int(wanted) if wanted in {*map(str, GRADES)} else None)
    if number is None:
        raise UsageError(
            f"{grade!r} is not a grade.",
            "Give again, hard, good or easy, or a number from 1 to 4.",
            name=grade,
            examples=[nearest(wanted, grades) or "good"],
        )
    with locked(context) as app:
        app.planned()
        card = find_card(learned_deck(app), name)
        action = _reviewed(app, card, number)
        app.recorded(action)
    say(f"{card.key}: {GRADES[number]}, due again on {date_in_words(action.due, app.today)}.")


def _reviewed(app: AppContext, card: ReviewCard, grade: int) -> CardReviewed:
    """Say what an answer is worth and when the card comes again."""
    from mlroadmap.spacing.memory_model import recall_after

    memories = app.memories
    settings = app.settings
    wished = (settings.review if settings else 0) or USUAL_RETENTION
    retention = read_record(app.history.timeline, app.today).retention_for(wished)
    recall = recall_after(memories.cards.get(card.key), grade, app.today, retention)
    others = memories.due_days(app.roadmap.topics)
    if card.key in memories.cards:
        others[memories.cards[card.key].due] -= 1
    due = evened_due(app.today, recall.interval_days, others)
    return CardReviewed(card.key, grade, due, recall.stability, recall.difficulty)


def _nothing_due(app: AppContext) -> str:
    if app.settings and not app.settings.review:
        return "Reviews are off. To have them: mlroadmap plan --review 0.85"
    day = next_due(app)
    when = f" The next one is due on {date_in_words(day, app.today)}." if day else ""
    return f"No card is due today.{when}"

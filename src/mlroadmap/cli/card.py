"""`card`: the learner's own cards, and changes to those of the roadmap."""

from __future__ import annotations

from typing import Annotated

from mlroadmap.cli.arguments import TopicArgument
from mlroadmap.cli.card_import import import_deck
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.deck import whole_deck
from mlroadmap.cli.nearness import by_day
from mlroadmap.cli.opening import locked, open_context
from mlroadmap.cli.output import say
from mlroadmap.cli.parameters import Commands, argument
from mlroadmap.core.journal.actions import CardChanged
from mlroadmap.core.review.deck import ReviewCard, find_card
from mlroadmap.core.review.memory import card_key
from mlroadmap.core.roadmap.lookup import find_topic
from mlroadmap.core.text import clean
from mlroadmap.errors import UsageError
from mlroadmap.storage.log import random_id

_OWN = "own-"
_ID_LENGTH = 8

CardArgument = Annotated[
    str, argument(metavar="CARD", help="TOPIC/CARD, or the beginning of it.")
]
QuestionArgument = Annotated[str, argument(metavar="QUESTION")]
AnswerArgument = Annotated[str, argument(metavar="ANSWER")]


def register(app: Commands) -> None:
    """Add the command to the application."""
    example = 'Example: mlroadmap card add numpy "Shape of A @ b?" "(n,)"'
    cards = app.group(
        "card",
        "List the cards of a topic, add your own, change one, or turn one off.",
        epilog=example,
    )
    cards.command(epilog=example)(add)
    cards.command(epilog='Example: mlroadmap card edit numpy/own-1f "New?" "Yes."')(edit)
    cards.command(epilog="Example: mlroadmap card off numpy/broadcasting")(off)
    cards.command("list", epilog="Example: mlroadmap card list numpy")(list_cards)
    cards.command("import", epilog="Example: mlroadmap card import numpy deck.csv")(import_deck)


def add(
    context: AppContext,
    topic: TopicArgument,
    question: QuestionArgument,
    answer: AnswerArgument,
) -> None:
    """Add a card to a topic; it is due at once."""
    with locked(context) as app:
        app.planned()
        topic_id = find_topic(app.roadmap, topic, by_day(app)).id
        _refuse_twice(app, topic_id, question)
        card_id = _OWN + random_id()[:_ID_LENGTH]
        app.recorded(_changed(topic_id, card_id, question, answer))
    key = card_key(topic_id, card_id)
    say(f"Added: {key}. To leave it out again: mlroadmap card off {key}.")


def edit(
    context: AppContext,
    name: CardArgument,
    question: QuestionArgument,
    answer: AnswerArgument,
) -> None:
    """Give a card another question and answer; it stays as well known as it was."""
    with locked(context) as app:
        card = _named(app, name)
        app.recorded(_changed(card.topic, card.id, question, answer))
    say(f"Changed: {card.key}.")


def off(context: AppContext, name: CardArgument) -> None:
    """Never ask a card again; undo brings it back."""
    with locked(context) as app:
        card = _named(app, name)
        app.recorded(CardChanged(card.topic, card.id, is_off=True))
    say(f"{card.key} is not asked any more. To bring it back: mlroadmap undo.")


def list_cards(context: AppContext, topic: TopicArgument) -> None:
    """List the cards of a topic, those that have not come up yet too."""
    app = open_context(context)
    app.planned()
    topic_id = find_topic(app.roadmap, topic, by_day(app)).id
    cards = list(whole_deck(app, [topic_id]))
    if not cards:
        say(f"{app.title(topic_id)} has no cards. To add one: mlroadmap card add.")
    for card in cards:
        say(f"{card.key}: {card.question}")


def _named(app: AppContext, name: str) -> ReviewCard:
    """Find a card, whether it comes up already or not."""
    app.planned()
    topic, slash, _ = name.strip().casefold().partition("/")
    topics = [each for each in app.roadmap.topics if not slash or each.startswith(topic)]
    return find_card(whole_deck(app, topics), name)


def _refuse_twice(app: AppContext, topic_id: str, question: str) -> None:
    """Keep a topic from asking the same thing twice. Raises UsageError."""
    wanted = clean(question).casefold()
    for card in whole_deck(app, [topic_id]):
        if card.question.casefold() == wanted:
            raise UsageError(
                f"There is a card with this question: {card.key}.",
                f"To change it: mlroadmap card edit {card.key}.",
            )


def _changed(topic_id: str, card_id: str, question: str, answer: str) -> CardChanged:
    """Make the event of a card with its texts. Raises UsageError where one is empty."""
    change = CardChanged(topic_id, card_id, clean(question), clean(answer))
    if not (change.question and change.answer):
        raise UsageError(
            "A card needs a question and an answer.",
            f'Write both in quotes:\nmlroadmap card add {topic_id} "Question?" "Answer."',
        )
    return change

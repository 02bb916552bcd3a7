"""`card import`: the cards of a deck, made the learner's own cards of a topic."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from mlroadmap.cli.arguments import TopicArgument
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.nearness import by_day
from mlroadmap.cli.opening import locked
from mlroadmap.cli.output import say
from mlroadmap.cli.parameters import argument
from mlroadmap.core.journal.actions import CardChanged
from mlroadmap.core.roadmap.lookup import find_topic
from mlroadmap.core.text import clean, count
from mlroadmap.errors import UsageError

FileArgument = Annotated[
    Path, argument(metavar="FILE", help="CSV of question and answer, or Anki's notes.")
]
_LARGEST = 10_000_000
_LINES_SHOWN = 5


def import_deck(context: AppContext, topic: TopicArgument, file: FileArgument) -> None:
    """Add the cards of a deck to a topic; imported again, its cards change.

    Reads a CSV of question and answer, or notes exported from Anki as text.
    """
    from mlroadmap.importers.deck import read_deck
    from mlroadmap.importers.raw import SourceError
    from mlroadmap.storage.text_file import UnusableFileError, decode, read_bytes

    name = clean(str(file))
    try:
        deck = read_deck(decode(read_bytes(file, _LARGEST)))
    except UnusableFileError as unusable:
        raise UsageError(unusable.problem.located(name), "Give another file.") from unusable
    except SourceError as error:
        raise UsageError(f"{name}: {error}", "Export notes as text, or write a CSV.") from error
    with locked(context) as app:
        app.planned()
        topic_id = find_topic(app.roadmap, topic, by_day(app)).id
        known = app.memories.changes.get(topic_id, {})
        cards = [
            CardChanged(topic_id, each.id, each.question, each.answer) for each in deck.cards
        ]
        fresh = [card for card in cards if known.get(card.card) != card]
        if fresh:
            app.recorded(*fresh)
    changed = sum(card.card in known for card in fresh)
    added = count(len(fresh) - changed, "card")
    say(f"{app.title(topic_id)}: {added} added, {changed} changed.")
    if deck.left_out:
        say(f"Left out, without a question or an answer: {_lines(deck.left_out)}.")
    if deck.without_media:
        say(f"Taken over without their pictures and sounds: {_lines(deck.without_media)}.")


def _lines(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:_LINES_SHOWN]))
    more = ", ..." if len(numbers) > _LINES_SHOWN else ""
    return f"{'line' if len(numbers) == 1 else 'lines'} {shown}{more}"

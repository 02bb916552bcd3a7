"""What an imported topic is made of: steps where they fit into its hours, and cards.

What a source lists below a topic becomes its steps. Where that would leave less than the
shortest step for each, it stays a list of what the topic covers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from mlroadmap.core.roadmap.content import Card, Step, StepKind, TopicContent
from mlroadmap.core.roadmap.lengths import STEP_MINUTES
from mlroadmap.core.roadmap.model import ASSUMED_MINUTES, Resource
from mlroadmap.importers.hours import split_hours
from mlroadmap.importers.identity import Identity, IdSource
from mlroadmap.importers.names import key, printable, slug
from mlroadmap.importers.raw import RawCard, RawHours, RawLink, RawStep, RawTopic
from mlroadmap.importers.wording import is_url

WORDS_OF_STEPS = "what its steps take"

_SHORTEST = STEP_MINUTES[0]
_KINDS: Mapping[StepKind, re.Pattern[str]] = {
    "watch": re.compile(r"(?:watch|videos?)\b", re.IGNORECASE),
    "exercise": re.compile(
        r"(?:exercises?|practi[cs]e|solve|problem sets?|homework|labs?)\b", re.IGNORECASE
    ),
    "build": re.compile(r"(?:build|implement|projects?)\b", re.IGNORECASE),
    "check": re.compile(r"(?:quiz(?:zes)?|self-?tests?|exams?)\b", re.IGNORECASE),
}
_VIDEO = re.compile(r"https?://(?:www\.|m\.)?(?:youtube\.com|youtu\.be|vimeo\.com)/")

T = TypeVar("T")


class Before(Struct, frozen=True):
    """What stands beside the topics of the roadmap that an import replaces.

    `contents` are the steps and cards in its file, `in_files` the topics that have a
    content file, both by the topic's id. `assumed_minutes` are for topics without hours.
    """

    contents: Mapping[str, TopicContent] = {}
    in_files: Collection[str] = ()
    library: Mapping[str, Resource] = {}
    assumed_minutes: int = ASSUMED_MINUTES

    def content(self, topic_id: str) -> TopicContent:
        """Give the steps and cards that a topic had in the file itself."""
        return self.contents.get(topic_id, TopicContent())


NOTHING_BEFORE = Before()


class DraftStep(Struct, frozen=True):
    """A step with its id; without `minutes` it gets an equal share of the topic's hours."""

    id: str
    title: str
    kind: StepKind = "read"
    minutes: int | None = None
    link: RawLink | None = None
    where: str = ""
    check: str = ""
    answer: str = ""


class DraftContent(Struct, frozen=True):
    """What a topic is made of, and its hours where the steps say them."""

    covers: tuple[str, ...] = ()
    steps: tuple[DraftStep, ...] = ()
    cards: tuple[Card, ...] = ()
    hours: RawHours | None = None


def content_of(
    topic: RawTopic, identity: Identity, hours: RawHours | None, before: Before
) -> DraftContent:
    """Settle the steps and the cards of a topic; those that it had before keep their ids.

    What a person wrote into an earlier import stays where the source says nothing. A topic
    with a content file has its steps there, and those of the source are what it covers.
    """
    listed = [step for step in topic.steps if printable(step.title)]
    covers = tuple(text for text in topic.covers if printable(text))
    plain = DraftContent((*covers, *(step.title for step in listed)))
    if identity.id in before.in_files:
        return plain
    old = before.content(identity.before.id) if identity.before else TopicContent()
    total = hours.likely_minutes if hours else None
    if not listed:
        steps = tuple(_kept_steps(old.steps, total, before.library))
        return replace(plain, steps=steps, cards=_cards(topic.cards, old.cards, steps))
    read, lengths = _with_lengths(listed, total, before.assumed_minutes)
    if (total or before.assumed_minutes) < _SHORTEST * len(listed) and None in lengths:
        return replace(plain, cards=_cards(topic.cards, old.cards, ()))
    steps = tuple(_identified(read, lengths, old.steps))
    found = DraftContent(covers, steps, _cards(topic.cards, old.cards, steps))
    if total is not None or None in lengths:
        return found
    minutes = sum(each for each in lengths if each)
    return replace(found, hours=RawHours(minutes, minutes, minutes, WORDS_OF_STEPS))


def _with_lengths(
    steps: Sequence[RawStep], total: int | None, assumed: int
) -> tuple[list[RawStep], list[int | None]]:
    """Take the lengths out of the titles of steps where they go with the topic's hours.

    Lengths that are exact are part of no title, and grow with the topic.
    """
    read, lengths = zip(*map(_with_length, steps), strict=True)
    exact = [step.minutes for step in steps if step.minutes]
    if total is not None and len(exact) == len(steps):
        lengths = tuple(_scaled(exact, total))
    if _fit(lengths, total, assumed):
        return list(read), list(lengths)
    return list(steps), [None] * len(steps)


def _with_length(step: RawStep) -> tuple[RawStep, int | None]:
    if step.is_exact:
        return step, step.minutes
    title, hours = split_hours(step.title)
    if hours is None or not printable(title):
        return step, None
    return replace(step, title=title), hours.likely_minutes


def _scaled(lengths: Sequence[int], total: int) -> Iterator[int]:
    """Give lengths in their proportions that add up to a total."""
    whole = sum(lengths)
    ends = [round(end * total / whole) for end in accumulate(lengths, initial=0)]
    return (end - start for start, end in pairwise(ends))


def _fit(lengths: Sequence[int | None], total: int | None, assumed: int) -> bool:
    given = [minutes for minutes in lengths if minutes is not None]
    unknown = len(lengths) - len(given)
    if any(minutes not in STEP_MINUTES for minutes in given):
        return False
    if not unknown:
        return total is None or sum(given) == total
    return (total or assumed) - sum(given) >= _SHORTEST * unknown


def _identified(
    steps: Sequence[RawStep], lengths: Sequence[int | None], old: Sequence[Step]
) -> Iterator[DraftStep]:
    """Give each step the id that it had, with what was written to it, or a new one."""
    ids = IdSource(step.id for step in old)
    known = _by_title((step.title, step) for step in old)
    for step, minutes in zip(steps, lengths, strict=True):
        new = DraftStep(
            "", step.title, _kind(step), minutes, _link(step), step.where, step.check
        )
        same = _taken(step.title, known)
        if same is None:
            yield replace(new, id=ids.take(slug(step.title, "step")))
        else:
            where, check = step.where or same.where, step.check or same.check
            yield replace(new, id=same.id, where=where, check=check, answer=same.answer)


def _kept_steps(
    old: Sequence[Step], total: int | None, library: Mapping[str, Resource]
) -> Iterator[DraftStep]:
    """Keep steps as they were; their minutes too where they still add up."""
    lengths = [step.minutes for step in old]
    is_same = sum(lengths) == total and all(minutes in STEP_MINUTES for minutes in lengths)
    for step in old:
        found = library.get(step.resource)
        yield DraftStep(
            step.id,
            step.title,
            step.kind,
            step.minutes if is_same else None,
            RawLink(found.title, found.url, found.kind) if found else None,
            step.where,
            step.check,
            step.answer,
        )


def _cards(
    cards: Sequence[RawCard], old: Sequence[Card], steps: Sequence[DraftStep]
) -> tuple[Card, ...]:
    """Give cards the ids that they had, by their questions, or keep those that there were."""
    if not cards:
        names = {step.id for step in steps}
        return tuple(replace(c, step=c.step if c.step in names else "") for c in old)
    ids = IdSource(card.id for card in old)
    known = _by_title((card.question, card) for card in old)
    found = []
    for card in cards:
        same = _taken(card.question, known)
        own = same.id if same else ids.take(slug(card.question, "card"))
        found.append(Card(own, card.question, card.answer))
    return tuple(found)


def _link(step: RawStep) -> RawLink | None:
    """Give the resource of a step, if it can be one; a title alone only where it is exact."""
    link = step.link
    if link is None or not (is_url(printable(link.url)) or (step.is_exact and not link.url)):
        return None
    return link if printable(link.title) else replace(link, title=step.title)


def _kind(step: RawStep) -> StepKind:
    """Say what is done in a step, by its first words and where its link leads."""
    if step.kind != "read" or step.is_exact:
        return step.kind
    if step.link and _VIDEO.match(step.link.url):
        return "watch"
    return next((kind for kind, words in _KINDS.items() if words.match(step.title)), "read")


def _by_title(titled: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for title, each in titled:
        found.setdefault(key(title), []).append(each)
    return found


def _taken(title: str, known: Mapping[str, list[T]]) -> T | None:
    """Take what has a title; of several the first, as the source lists them in order."""
    found = known.get(key(title))
    return found.pop(0) if found else None

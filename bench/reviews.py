"""What reviews cost over the built-in roadmap, and how well they keep what was learned.

    python bench/reviews.py [--hours 10] [--retention 0.85] [--learners 3]

A simulated learner studies the built-in roadmap to the end as planned, and answers each day
the cards that `review` would ask. What is really remembered follows a memory of its own:
FSRS's, or one of four that know nothing of FSRS and forget exponentially. For each are
printed the share of all minutes that reviews took, the busiest week, the answers to a card,
the recall that was predicted and the real one, how many cards waited in vain for their first
time, and how much of all cards is known on the last day.
"""

from __future__ import annotations

import argparse
from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from statistics import fmean

from msgspec import Struct
from msgspec.structs import astuple, replace

from mlroadmap.core.calendar.availability import Availability, Pattern, spread_week
from mlroadmap.core.journal.actions import CardReviewed
from mlroadmap.core.progress.fold import fold
from mlroadmap.core.review.budget import most_cards, review_minutes, takes_new_cards
from mlroadmap.core.review.deck import ReviewCard
from mlroadmap.core.review.memory import (
    CardMemory,
    Memories,
    card_key,
    credit_needs,
    remembered,
)
from mlroadmap.core.review.queue import due_cards, evened_due
from mlroadmap.core.review.record import RecallRecord
from mlroadmap.core.schedule.plan import schedule
from mlroadmap.spacing.memory_model import recall_after
from mlroadmap.storage.content_files import load_content
from mlroadmap.storage.roadmap_file import LoadedRoadmap, builtin_roadmap_path, load_roadmap

START = date(2027, 1, 4)
A_DAY = timedelta(days=1)
AGAIN, GOOD = 1, 3


class Memory:
    """What is really remembered of one card, learned on a day: as FSRS assumes."""

    def __init__(self, rng: Random, day: date) -> None:
        self.rng, self.day = rng, day
        self._state: CardMemory | None = None

    def recall(self, day: date) -> float:
        """Give the probability with which the card is known on a day."""
        return self._state.recall(day) if self._state else 0.9

    def answer(self, day: date) -> bool:
        """Answer the card, and learn from it."""
        recall = self.recall(day)
        is_known = self.rng.random() < recall
        self.learn(day, recall, is_known=is_known)
        self.day = day
        return is_known

    def learn(self, day: date, recall: float, *, is_known: bool) -> None:
        """Take in an answer to a card that was known with some probability."""
        del recall
        after = recall_after(self._state, GOOD if is_known else AGAIN, day, 0.9)
        self._state = CardMemory(day, day, 1, after.stability, after.difficulty)


class Exponential(Memory):
    """Forgets a tenth every `lasts` days, `first` at first.

    An answer that was known makes it last up to `growth` times as long, the whole of that
    where a tenth or more had been forgotten; one that was not, `shrink` times as long.
    """

    first, growth, shrink = 6.0, 2.5, 0.4

    def __init__(self, rng: Random, day: date) -> None:
        super().__init__(rng, day)
        self.lasts = self.first * rng.lognormvariate(0, 0.5)

    def recall(self, day: date) -> float:
        """Give the probability with which the card is known on a day."""
        return float(0.9 ** ((day - self.day).days / self.lasts))

    def learn(self, day: date, recall: float, *, is_known: bool) -> None:
        """Take in an answer to a card that was known with some probability."""
        del day
        gap = min(1.0, (1 - recall) / 0.1)
        self.lasts *= 1 + (self.growth - 1) * gap if is_known else self.shrink
        self.lasts = max(1.0, self.lasts)


class Forgetful(Exponential):
    """Forgets twice as soon, and gains less by each answer."""

    first, growth, shrink = 3.0, 2.0, 0.3


class Resetting(Exponential):
    """Begins anew with each card that was not known."""

    first, growth, shrink = 3.0, 2.0, 0.0


class Harsh(Exponential):
    """Forgets three times as soon, and gains least."""

    first, growth, shrink = 2.0, 1.7, 0.3


class Result(Struct, frozen=True):
    """What came of one life; shares in per cent."""

    cost: float
    busiest_week: float
    answers: float
    predicted: float
    real: float
    never_asked: float
    known: float


class Life:
    """A learner's days from the plan's first to the roadmap's last."""

    def __init__(
        self,
        loaded: LoadedRoadmap,
        hours: float,
        retention: float,
        rng: Random,
        kind: type[Memory],
    ) -> None:
        self._shape, self._topics = loaded.roadmap.shape, loaded.roadmap.topics
        self._retention, self._rng, self._kind = retention, rng, kind
        self._hours = Availability((Pattern(START, spread_week(round(60 * hours), range(7))),))
        progress = replace(fold(self._shape, (), START), availability=self._hours)
        sessions = schedule(loaded.roadmap, self._hours, progress, START).sessions
        self._ahead = deque((each.topic, each.minutes, each.completes) for each in sessions)
        self._contents = {
            name: load_content(loaded.path, loaded.compiled, name) for name in self._topics
        }
        self._studied: Counter[str] = Counter()
        self._deck: list[ReviewCard] = []
        self._real: dict[str, Memory] = {}
        self._cards: dict[str, dict[str, CardMemory]] = {}
        self._asked: Counter[date] = Counter()
        self._predicted: list[float] = []
        self._known: list[bool] = []
        self._record = RecallRecord()

    def live(self) -> Result:
        """Study to the end, and say what came of it."""
        day = START
        while self._ahead:
            whole = self._hours.minutes_on(day)
            self._review(day, whole)
            self._study(day, whole - review_minutes(self._asked[day]))
            day += A_DAY
        return self._result(day)

    def _review(self, day: date, whole_minutes: int) -> None:
        by_key = {card_key(t, c): m for t, of in self._cards.items() for c, m in of.items()}
        memories = Memories(by_key, self._asked, {})
        due = memories.due_days(self._topics)
        deck: Iterable[ReviewCard] = self._deck
        if not takes_new_cards(self._asked, self._hours.minutes_on, day):
            deck = [card for card in deck if card.key in by_key]
        of_today = set(self._topics_within(whole_minutes))
        for card in due_cards(deck, memories, day, most_cards(whole_minutes), of_today):
            self._answer(card, by_key.get(card.key), day, due)

    def _topics_within(self, minutes: int) -> Iterable[str]:
        for (topic, length, _), end in zip(
            self._ahead, accumulate(each[1] for each in self._ahead), strict=True
        ):
            if end - length >= minutes:
                return
            yield topic

    def _answer(
        self, card: ReviewCard, memory: CardMemory | None, day: date, due: Counter[date]
    ) -> None:
        retention = self._record.retention_for(self._retention)
        is_known = self._real[card.key].answer(day)
        if memory:
            said = memory.recall(day)
            self._predicted.append(self._record.recall(said))
            self._known.append(is_known)
            answers, known, expected = astuple(self._record)
            self._record = RecallRecord(answers + 1, known + is_known, expected + said)
            due[memory.due] -= 1
        after = recall_after(memory, GOOD if is_known else AGAIN, day, retention)
        again = evened_due(day, after.interval_days, due)
        due[again] += 1
        answer = CardReviewed(card.key, GOOD, again, after.stability, after.difficulty)
        self._cards.setdefault(card.topic, {})[card.id] = remembered(answer, day)
        self._asked[day] += 1

    def _study(self, day: date, minutes: int) -> None:
        while minutes and self._ahead:
            topic, length, completes = self._ahead.popleft()
            now = min(minutes, length)
            minutes -= now
            self._studied[topic] += now
            if now < length:
                self._ahead.appendleft((topic, length - now, completes))
            is_finished = now == length and completes
            if is_finished:
                credit_needs(self._cards, self._shape, topic, day)
            self._learn(topic, day, is_finished=is_finished)

    def _learn(self, topic: str, day: date, *, is_finished: bool) -> None:
        content = self._contents[topic]
        ends = accumulate(step.minutes for step in content.steps)
        done = {
            step.id
            for step, end in zip(content.steps, ends, strict=True)
            if end <= self._studied[topic]
        }
        for card in content.cards:
            key = card_key(topic, card.id)
            if key not in self._real and (is_finished or card.step in done):
                self._real[key] = self._kind(self._rng, day)
                self._deck.append(ReviewCard(topic, card.id, card.question, card.answer))

    def _result(self, end: date) -> Result:
        minutes = {day: review_minutes(cards) for day, cards in self._asked.items()}
        days = [START + A_DAY * number for number in range((end - START).days)]
        weeks: Counter[int] = Counter()
        for day, spent in minutes.items():
            weeks[(day - START).days // 7] += spent
        asked = sum(map(len, self._cards.values()))
        return Result(
            cost=100 * sum(minutes.values()) / sum(map(self._hours.minutes_on, days)),
            busiest_week=100 * max(weeks.values()) / sum(self._hours.week_on(START)),
            answers=sum(self._asked.values()) / asked,
            predicted=100 * fmean(self._predicted),
            real=100 * fmean(self._known),
            never_asked=100 * (1 - asked / len(self._deck)),
            known=100 * fmean(each.recall(end) for each in self._real.values()),
        )


MEMORIES: Mapping[str, type[Memory]] = {
    "FSRS": Memory,
    "exponential": Exponential,
    "forgetful": Forgetful,
    "resetting": Resetting,
    "harsh": Harsh,
}


def mean(results: Sequence[Result]) -> Result:
    """Give the mean of several lives."""
    return Result(*map(fmean, zip(*map(astuple, results), strict=True)))


def main() -> None:
    """Print a row for each memory."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--hours", type=float, default=10)
    parser.add_argument("--retention", type=float, default=0.85)
    parser.add_argument("--learners", type=int, default=3)
    given = parser.parse_args()
    loaded = load_roadmap(builtin_roadmap_path(), None)
    print("per cent of    minutes  busiest week  predicted  real  never asked  known  answers")
    for name, kind in MEMORIES.items():
        lives = (
            Life(loaded, given.hours, given.retention, Random(seed), kind)  # noqa: S311
            for seed in range(given.learners)
        )
        found = mean([life.live() for life in lives])
        print(
            f"{name:12}{found.cost:10.1f}{found.busiest_week:14.1f}{found.predicted:11.0f}"
            f"{found.real:6.0f}{found.never_asked:13.0f}{found.known:7.0f}{found.answers:9.1f}"
        )


if __name__ == "__main__":
    main()

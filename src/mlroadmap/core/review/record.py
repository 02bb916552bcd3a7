"""How well a learner's answers bore out what the memory model had predicted of them.

FSRS's default weights are those of an average learner. Who forgets sooner than they say is
asked sooner: the retention asked of the model is raised until the record keeps the one that
was wished for. It costs no more, since every card that is forgotten begins anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import exp, log

from msgspec import Struct

from mlroadmap.core.journal.actions import CardReviewed
from mlroadmap.core.journal.history import Entry, ShapeChange
from mlroadmap.core.review.memory import recall_after_days

# The record weighs as much as what is expected of an average learner after so many answers.
_TRUSTED = 100
LEAST_RETENTION, MOST_RETENTION = 0.7, 0.97
_AGAIN = 1


class RecallRecord(Struct, frozen=True):
    """Of `answers` to cards asked before, how many were `known`, and `expected` to be."""

    answers: int = 0
    known: int = 0
    expected: float = 0.0

    @property
    def shift(self) -> float:
        """How much the odds of knowing a card differ from the model's, as a logarithm."""
        if not self.answers:
            return 0.0
        usual = self.expected / self.answers
        found = (self.known + _TRUSTED * usual) / (self.answers + _TRUSTED)
        return _log_odds(found) - _log_odds(usual)

    def recall(self, predicted: float) -> float:
        """Correct a recall that the model predicts by what the record says of it."""
        return _probability(_log_odds(predicted) + self.shift)

    def retention_for(self, wished: float) -> float:
        """Give the retention to ask of the model for the learner to keep the one wished for."""
        asked = _probability(_log_odds(wished) - self.shift)
        return min(max(asked, LEAST_RETENTION), max(MOST_RETENTION, wished))


def read_record(timeline: Iterable[Entry | ShapeChange], today: date) -> RecallRecord:
    """Hold the answers that count against what the model had made of those before them."""
    before: dict[str, tuple[CardReviewed, date]] = {}
    answers = known = 0
    expected = 0.0
    for each in timeline:
        answer = each.action if isinstance(each, Entry) else None
        if not isinstance(answer, CardReviewed):
            continue
        day = min(each.day, today)
        last = before.get(answer.card)
        if last and last[1] < day:
            answers += 1
            known += answer.grade > _AGAIN
            expected += recall_after_days(last[0].stability, (day - last[1]).days)
        before[answer.card] = (answer, day)
    return RecallRecord(answers, known, expected)


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, 0.001), 0.999)
    return log(bounded / (1 - bounded))


def _probability(log_odds: float) -> float:
    return 1 / (1 + exp(-log_odds))

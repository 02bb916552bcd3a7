"""What reviews will take of the hours until the roadmap is finished, as far as can be seen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import takewhile

from msgspec import Struct

from mlroadmap.core.calendar.availability import Availability
from mlroadmap.core.review.budget import MOST_OF_A_DAY_PERCENT, SECONDS_A_CARD


class AnswerDays(Struct, frozen=True):
    """How many days after they were learned so many cards were asked, in order."""

    cards: int
    days: Sequence[int]

    def answers(self, days: int) -> float:
        """Give how often a card is asked, on average, in so many days."""
        return bisect_right(self.days, days) / self.cards


def expected_minutes(
    answer_days: AnswerDays,
    cards: Mapping[str, int],
    learned_on: Mapping[str, date],
    today: date,
    finish: date,
) -> int:
    """Give the minutes that cards will take until the finish.

    Topics have so many `cards`, and are `learned_on` days that are past or planned.
    """
    answers = sum(
        number
        * (
            answer_days.answers((finish - learned_on[topic]).days)
            - answer_days.answers((today - learned_on[topic]).days - 1)
        )
        for topic, number in cards.items()
        if topic in learned_on
    )
    return round(answers * SECONDS_A_CARD / 60)


def spread(minutes: int, hours: Availability, today: date, finish: date) -> Mapping[date, int]:
    """Reserve minutes evenly on the days up to the finish, and as many a day beyond it."""
    # Days that are later than twice as far away are not looked at.
    last = finish + (finish - today)
    days = [*takewhile(lambda each: each.day <= last, hours.study_days(today))]
    whole = sum(each.whole_minutes for each in days if each.day <= finish)
    if not minutes or not whole:
        return {}
    share = min(minutes / whole, MOST_OF_A_DAY_PERCENT / 100)
    reserved: dict[date, int] = {}
    due = given = 0.0
    for each in days:
        due += share * each.whole_minutes
        reserved[each.day] = int(due - given)
        given += reserved[each.day]
    return reserved

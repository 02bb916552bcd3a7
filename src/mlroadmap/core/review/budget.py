"""What reviews take of the time for study: their cap, and the days ahead (rule R11)."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from mlroadmap.core.calendar.availability import StudyDay

MinutesOn = Callable[[date], int]
DaysFrom = Callable[[date], Iterable[StudyDay]]

SECONDS_A_CARD = 40
# Reviews take at most this share of a day's study time, and so of a week's.
MOST_OF_A_DAY_PERCENT = 15
# New cards wait while cards took more than this share of the last days.
_MOST_OF_WEEKS_PERCENT = 5
_RECENT_DAYS = 28
# Days that are later than this after the last card is due are not looked at.
_HORIZON = timedelta(days=366)


def review_minutes(cards: int) -> int:
    """Give the minutes that cards take, rounded up."""
    return -(-cards * SECONDS_A_CARD // 60)


def cards_within(minutes: int) -> int:
    """Give how many cards can be asked in so many minutes."""
    return minutes * 60 // SECONDS_A_CARD


def most_cards(study_minutes: int) -> int:
    """Give how many cards a day with so much study time may hold."""
    return cards_within(study_minutes * MOST_OF_A_DAY_PERCENT // 100)


def least_cards(
    least_minutes: int, asked: Mapping[date, int], minutes_on: MinutesOn, day: date
) -> int:
    """Give how many cards a day without hours may hold, within the share of its week."""
    monday = day - timedelta(days=day.weekday())
    others = [monday + timedelta(days=number) for number in range(7) if number != day.weekday()]
    most = most_cards(sum(map(minutes_on, others)))
    return min(cards_within(least_minutes), most - sum(asked.get(each, 0) for each in others))


def takes_new_cards(asked: Mapping[date, int], minutes_on: MinutesOn, today: date) -> bool:
    """Whether the cards of the last four weeks took so little that new ones may come.

    Who forgets sooner than others has more to ask again, and learns fewer cards, which last.
    """
    days = [today - timedelta(days=number) for number in range(1, _RECENT_DAYS + 1)]
    spent = sum(review_minutes(asked.get(day, 0)) for day in days)
    return spent * 100 <= _MOST_OF_WEEKS_PERCENT * sum(map(minutes_on, days))


def reserved_minutes(
    due_days: Mapping[date, int], days_from: DaysFrom, today: date, asked_today: int
) -> Mapping[date, int]:
    """Give the minutes of each day from today on that cards will take which are due by then.

    `due_days` count the cards that are due on each day, `days_from` gives the study days
    from a day on. What a day may not hold waits for the next. When a card comes after that
    is not known yet, and nor are cards to come.

    More hours never leave less time for study on any day. They leave nothing waiting that
    was not before, so that a day has more cards only where its cap was reached, and the cap
    grows by less than the hours. So rule R8 holds with reviews, too.
    """
    coming = deque(sorted(due_days.items()))
    until = max(max(due_days, default=today), today) + _HORIZON
    reserved: dict[date, int] = {}
    while coming:
        waiting = 0
        for study_day in days_from(max(today, coming[0][0])):
            day = study_day.day
            if day > until:
                return reserved
            while coming and coming[0][0] <= day:
                waiting += coming.popleft()[1]
            before = asked_today if day == today else 0
            cards = min(waiting, max(0, most_cards(study_day.whole_minutes) - before))
            if cards:
                reserved[day] = review_minutes(before + cards) - review_minutes(before)
            waiting -= cards
            if not waiting:
                break
        else:
            return reserved
    return reserved

"""Days and weeks looked at: what was planned, what was studied, and what spilled over.

The minutes planned for a past day are its capacity, whatever became of it. Those of today
and of days to come are the sessions still to be studied, with what was studied already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import astuple, replace

from mlroadmap.core.calendar.dates import days_between
from mlroadmap.core.progress.progress import Study
from mlroadmap.core.schedule.plan import Session
from mlroadmap.core.schedule.study_state import StudyState


class TopicShare(Struct, frozen=True):
    """What a day holds of a topic; `part` of `parts` counts the topic's days.

    `left_minutes` are planned and not yet studied; a `habit` may bring them.
    """

    topic: str
    part: int
    parts: int
    logged_minutes: int = 0
    assumed_minutes: int = 0
    left_minutes: int = 0
    habit: str = ""

    @property
    def minutes(self) -> int:
        """All of it, studied or still to be."""
        return self.logged_minutes + self.assumed_minutes + self.left_minutes


class Tally(Struct, frozen=True):
    """Minutes of a day or a week.

    Of those planned, some may have `spilled` over to later days; `extra` are those
    studied beyond what was planned.
    """

    planned_minutes: int = 0
    logged_minutes: int = 0
    assumed_minutes: int = 0
    spilled_minutes: int = 0
    extra_minutes: int = 0
    left_minutes: int = 0


class DayReview(Struct, frozen=True):
    """A day with its topics, those studied before those still to be."""

    day: date
    topics: tuple[TopicShare, ...]
    tally: Tally


class WeekReview(Struct, frozen=True):
    """A week from Monday to Sunday, seen from `today`; `year` and `number` are ISO 8601's."""

    today: date
    days: tuple[DayReview, ...]
    tally: Tally

    @property
    def is_present(self) -> bool:
        """Whether today is in it."""
        return self.days[0].day <= self.today <= self.days[-1].day

    @property
    def year(self) -> int:
        """The year that the week belongs to: the one of its Thursday."""
        return self.days[0].day.isocalendar().year

    @property
    def number(self) -> int:
        """The number of the week in its year, 1 to 53."""
        return self.days[0].day.isocalendar().week


def review_week(study_state: StudyState, day: date) -> WeekReview:
    """Look at the week in which a day lies."""
    monday = day - timedelta(days=day.weekday())
    days = _review(study_state, days_between(monday, monday + timedelta(days=6)))
    return WeekReview(study_state.today, days, _sum(review.tally for review in days))


def review_today(study_state: StudyState) -> DayReview:
    """Look at today."""
    return _review(study_state, (study_state.today,))[0]


def _review(study_state: StudyState, days: Sequence[date]) -> tuple[DayReview, ...]:
    sessions: dict[date, list[Session]] = {day: [] for day in days}
    parts = {
        topic: len(state.study_days) for topic, state in study_state.progress.topics.items()
    }
    for session in study_state.plan.sessions:
        parts[session.topic] = session.parts
        if session.day in sessions:
            sessions[session.day].append(session)
    return tuple(_review_day(study_state, day, sessions[day], parts) for day in days)


def _review_day(
    study_state: StudyState, day: date, sessions: Iterable[Session], parts: Mapping[str, int]
) -> DayReview:
    shares = {(topic, ""): share for topic, share in _studied(study_state, day, parts).items()}
    for session in sessions:
        key = session.topic, session.habit
        share = shares.get(key)
        share = share or TopicShare(
            session.topic, session.part, session.parts, habit=session.habit
        )
        left = share.left_minutes + session.minutes
        shares[key] = replace(share, left_minutes=left)
    topics = tuple(shares.values())
    return DayReview(day, topics, _tally(study_state, day, topics))


def _studied(
    study_state: StudyState, day: date, parts: Mapping[str, int]
) -> dict[str, TopicShare]:
    """Give what was studied on a day, by topic in the roadmap's order."""
    studied: dict[str, list[Study]] = defaultdict(list)
    for study in study_state.progress.studied.get(day, ()):
        studied[study.topic].append(study)
    shares: dict[str, TopicShare] = {}
    progress = study_state.progress
    former = sorted(topic for topic in studied if topic not in progress.topics)
    for topic in (*filter(studied.__contains__, progress.topics), *former):
        days = progress.topics[topic].study_days if topic in progress.topics else (day,)
        shares[topic] = TopicShare(
            topic,
            part=days.index(day) + 1,
            parts=parts.get(topic, 1),
            logged_minutes=sum(s.minutes for s in studied[topic] if not s.is_assumed),
            assumed_minutes=sum(s.minutes for s in studied[topic] if s.is_assumed),
        )
    return shares


def _tally(study_state: StudyState, day: date, topics: Iterable[TopicShare]) -> Tally:
    logged = sum(share.logged_minutes for share in topics)
    assumed = sum(share.assumed_minutes for share in topics)
    left = sum(share.left_minutes for share in topics)
    planned = _planned_minutes(study_state, day, logged + assumed, left)
    balance = logged + assumed + left - planned
    return Tally(planned, logged, assumed, max(0, -balance), max(0, balance), left)


def _planned_minutes(study_state: StudyState, day: date, studied: int, left: int) -> int:
    progress = study_state.progress
    capacity = progress.offered.minutes_on(day)
    if day < study_state.today:
        is_over = not progress.was_finished_on(day)
    else:
        is_over = day in progress.missed and not study_state.plan.is_finished
    if is_over:
        return capacity
    return min(studied, capacity) + left


def _sum(tallies: Iterable[Tally]) -> Tally:
    return Tally(*(sum(minutes) for minutes in zip(*map(astuple, tallies), strict=True)))

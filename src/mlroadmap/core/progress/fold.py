"""The fold of the log into progress, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby, repeat
from operator import itemgetter
from typing import assert_never

from msgspec import msgpack
from msgspec.structs import replace

from mlroadmap.core.calendar.availability import Pattern
from mlroadmap.core.calendar.day_hours import DayRanges
from mlroadmap.core.calendar.hours import Hours
from mlroadmap.core.journal.actions import (
    CardChanged,
    CardReviewed,
    DaysChanged,
    DaysMissed,
    DaysStudied,
    EntryEdited,
    EstimateChanged,
    HolidaysChanged,
    PlanMade,
    TimeLogged,
    TimerStarted,
    TimerStopped,
    TopicsDone,
    TopicsKnown,
    TopicsReopened,
    TopicsSkipped,
)
from mlroadmap.core.journal.history import Entry, ShapeChange, changes_in
from mlroadmap.core.journal.kinds import EntryAction
from mlroadmap.core.progress.assumed_study import AssumedStudy
from mlroadmap.core.progress.ledger import DayAnswers, Ledger
from mlroadmap.core.progress.progress import Progress, Timer
from mlroadmap.core.progress.topic_progress import Decision
from mlroadmap.core.roadmap.shape import RoadmapShape

_A_DAY = timedelta(days=1)

Timeline = Sequence[Entry | ShapeChange]

# What is read before the fold: it says of past days as a whole, or which timer runs.
_AHEAD = frozenset(
    {DaysMissed, DaysStudied, DaysChanged, HolidaysChanged, TimerStarted, TimerStopped}
)


def fold(
    shape: RoadmapShape,
    timeline: Iterable[Entry | ShapeChange],
    today: date,
    since: bytes | None = None,
) -> Progress:
    """Add up the entries that count, in the log's order, to where the learner is on `today`.

    Days before today are taken by the shapes of the roadmap that the log has, so that no
    later edit of the roadmap changes them (rule R9b); before the first shape in the log,
    by that one. `shape` is the roadmap as it is now. Entries dated after `today` (a clock
    that was set back) count as made today.

    With the state `since` which the timeline comes, that is gone on from. Whether that can
    be done without making a difference, core/progress/checkpoint.py decides.
    """
    assumed = _added_up(shape, list(timeline), today, since)
    assumed.until(today)
    assumed.ledger.adopt_shape(shape)
    return assumed.ledger.progress()


def state_after(timeline: Timeline, today: date) -> bytes:
    """Give what entries add up to before it is said what they come to on any later day.

    The timeline has a shape of the roadmap.
    """
    return msgpack.encode(_added_up(RoadmapShape(), timeline, today))


def _added_up(
    shape: RoadmapShape, counting: Timeline, today: date, since: bytes | None = None
) -> AssumedStudy:
    """Add up entries, and go no further than to the day of the last one."""
    ahead = [
        each for each in counting if isinstance(each, Entry) and type(each.action) in _AHEAD
    ]
    if since is None:
        first = next((each.shape for each in counting if isinstance(each, ShapeChange)), shape)
        ledger = Ledger.of(first, _answers(ahead, today), Hours(_corrected_hours(ahead)))
        assumed = AssumedStudy(ledger)
    else:
        assumed = msgpack.decode(since, type=AssumedStudy)
        ledger = assumed.ledger
    dated = list(_dated(counting, today))
    dated.reverse()
    # Sorting keeps the order of the log within a day.
    dated.sort(key=itemgetter(0))
    for day, group in groupby(dated, key=itemgetter(0)):
        assumed.until(day)
        for _, each in group:
            if isinstance(each, ShapeChange):
                ledger.adopt_shape(each.shape)
            else:
                # In another time zone it may have been tomorrow already.
                own_day = min(each.day, today + _A_DAY) if day == today else day
                _take(each.action, own_day, ledger, assumed)
                ledger.last_entry = day
    _run_timers(ledger.timers, ahead)
    return assumed


def _dated(timeline: Timeline, today: date) -> Iterator[tuple[date, Entry | ShapeChange]]:
    """Give the entries the days on which they take effect, the last one first.

    What was entered last of a topic holds: who reopens it today, and then says that it was
    done yesterday, has reopened it before that.
    """
    done_from: dict[str, date] = {}
    for each in reversed(timeline):
        day = min(each.day, today)
        if isinstance(each, ShapeChange):
            yield day, each
            continue
        match each.action:
            case TopicsKnown(topics) | TopicsSkipped(topics) | TopicsReopened(topics) as action:
                for topic in reversed(topics):
                    alone = replace(action, topics=(topic,))
                    yield min(day, done_from.get(topic, day)), replace(each, action=alone)
            case TopicsDone(topics=topics):
                for topic in topics:
                    done_from[topic] = min(day, done_from.get(topic, day))
                yield day, each
            case _:
                yield day, each


def _run_timers(running: dict[str, Timer], ahead: Sequence[Entry]) -> None:
    """Start and stop timers: one runs that was started on any device, and not stopped since.

    The order is that of the log: who changes time zones may stop a timer on an earlier
    day than it was started.
    """
    for each in ahead:
        if isinstance(each.action, TimerStarted):
            topic = each.action.topic
            running.pop(topic, None)
            running[topic] = Timer(topic, each.event.at, each.day)
        elif isinstance(each.action, TimerStopped) and isinstance(
            each.event.action, TimerStopped
        ):
            # A corrected topic is what was studied; the timer that stopped is the one that ran.
            running.pop(each.event.action.topic, None)


def _answers(ahead: Sequence[Entry], today: date) -> DayAnswers:
    """Give what was said last of each past day as a whole."""
    studied: set[date] = set()
    missed: set[date] = set()
    for each in ahead:
        match each.action:
            case DaysMissed(days, is_taken_back):
                studied.difference_update(days)
                (missed.difference_update if is_taken_back else missed.update)(days)
            case DaysStudied(days):
                missed.difference_update(days)
                studied.update(days)
            case _:
                pass
    return DayAnswers(
        frozenset(day for day in studied if day <= today),
        frozenset(day for day in missed if day <= today),
    )


def _corrected_hours(ahead: Sequence[Entry]) -> DayRanges:
    """Give the hours of days that were changed once the days were past; None for the usual."""
    corrected = DayRanges()
    for each in ahead:
        for change in changes_in(each.action):
            if change.last is not None and change.first < each.day:
                last = min(change.last, each.day - _A_DAY)
                corrected.put(change.first.toordinal(), last.toordinal(), change.week_minutes)
    return corrected


def _take(action: EntryAction, own_day: date, ledger: Ledger, assumed: AssumedStudy) -> None:
    """Take in what was entered on the day reached; `own_day` may be the day after it."""
    match action:
        case TimeLogged() | TimerStopped():
            ledger.log(action.topic, action.minutes, own_day)
        case PlanMade():
            assumed.sessions = None
            ledger.adopt(action)
        case DaysChanged() | HolidaysChanged():
            _change_hours(action, ledger)
        case TopicsKnown() | TopicsSkipped() | TopicsReopened():
            _decide(action, ledger)
        case TopicsDone():
            _complete(action, assumed)
        case CardReviewed() | CardChanged():
            _take_card(action, ledger)
        case EstimateChanged(topic, minutes):
            ledger.re_estimate(topic, minutes)
        case DaysMissed() | DaysStudied() | TimerStarted() | EntryEdited():
            # Days as a whole, the timer and edits take effect before the fold, or after it.
            pass
        case _:
            assert_never(action)


def _decide(action: TopicsKnown | TopicsSkipped | TopicsReopened, ledger: Ledger) -> None:
    decisions: Mapping[type, Decision] = {
        TopicsKnown: "known",
        TopicsSkipped: "skipped",
        TopicsReopened: "open",
    }
    for name in action.topics:
        ledger.decide(name, decisions[type(action)])


def _take_card(action: CardReviewed | CardChanged, ledger: Ledger) -> None:
    if isinstance(action, CardReviewed):
        ledger.review(action)
    else:
        ledger.cards.change(action)


def _complete(action: TopicsDone, assumed: AssumedStudy) -> None:
    for done in action.steps:
        assumed.ledger.finish_steps(done, action.minutes)
    planned = (*action.planned_minutes, *repeat(None, len(action.topics)))
    for name, minutes in zip(action.topics, planned, strict=False):
        assumed.complete(name, action.minutes, minutes)
        assumed.ledger.use_needs_of(name)


def _change_hours(action: DaysChanged | HolidaysChanged, ledger: Ledger) -> None:
    for change in changes_in(action):
        if change.last is not None:
            ledger.hours.change(change.first, change.last, change.week_minutes)
        elif change.week_minutes is not None:
            ledger.hours.begin(Pattern(change.first, change.week_minutes, is_change=True))
        else:
            ledger.hours.take_back(change.first)
        if change.caught_up_minutes:
            caught_up = ledger.caught_up.get(change.first, 0)
            ledger.caught_up[change.first] = caught_up + change.caught_up_minutes

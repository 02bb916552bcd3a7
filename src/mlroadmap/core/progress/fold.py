"""The fold of the log into progress, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter

from msgspec.structs import replace

from mlroadmap.core.journal.events import (
    Action,
    DaysChanged,
    DaysMissed,
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
from mlroadmap.core.journal.history import Step
from mlroadmap.core.progress.assumed_study import AssumedStudy
from mlroadmap.core.progress.ledger import Ledger
from mlroadmap.core.progress.progress import Progress, Timer
from mlroadmap.core.roadmap.model import Roadmap


def fold(roadmap: Roadmap, steps: Iterable[Step], today: date) -> Progress:
    """Add up the steps that count, in the log's order, to where the learner stands on `today`.

    Steps dated after `today` (a clock that was set back) count as said today.
    """
    counting = list(steps)
    ledger = Ledger(roadmap, _missed_days(counting, today))
    assumed_study = AssumedStudy(ledger)
    dated = list(_dated(counting, today))
    dated.reverse()
    # Sorting keeps the order of the log within a day.
    dated.sort(key=itemgetter(0))
    for day, said in groupby(dated, key=itemgetter(0)):
        assumed_study.until(day)
        for _, step in said:
            _take(step, ledger, assumed_study)
    assumed_study.until(today)
    ledger.timer = _running_timer(counting, ledger)
    return ledger.progress()


def _dated(steps: Sequence[Step], today: date) -> Iterator[tuple[date, Step]]:
    """Give the steps the days on which they take effect, the last step first.

    What is said last of a topic holds: who reopens it today, and then says that it was
    done yesterday, has reopened it before that.
    """
    done_from: dict[str, date] = {}
    for step in reversed(steps):
        day = min(step.event.day, today)
        match step.action:
            case TopicsKnown(topics) | TopicsSkipped(topics) | TopicsReopened(topics) as action:
                for topic in reversed(topics):
                    alone = replace(action, topics=(topic,))
                    yield min(day, done_from.get(topic, day)), replace(step, action=alone)
            case TopicsDone(topics=topics):
                for topic in topics:
                    done_from[topic] = min(day, done_from.get(topic, day))
                yield day, step
            case _:
                yield day, step


def _running_timer(steps: Iterable[Step], ledger: Ledger) -> Timer | None:
    """Find the timer that runs: started last, on any device, and not stopped since.

    The order is that of the log: who changes time zones may stop a timer on an earlier
    day than it was started.
    """
    running: dict[str, Timer] = {}
    for step in steps:
        match step.action:
            case TimerStarted(topic):
                for topic_id in ledger.known((topic,)):
                    running.pop(topic_id, None)
                    running[topic_id] = Timer(topic_id, step.event.at, step.event.day)
            case TimerStopped(topic):
                for topic_id in ledger.known((topic,)):
                    running.pop(topic_id, None)
            case _:
                pass
    return next(reversed(running.values()), None)


def _missed_days(steps: Iterable[Step], today: date) -> frozenset[date]:
    return frozenset(
        day
        for step in steps
        if isinstance(step.action, DaysMissed)
        for day in step.action.days
        if day <= today
    )


def _take(step: Step, ledger: Ledger, assumed_study: AssumedStudy) -> None:
    """Take in what was said on the day reached."""
    match step.action:
        case PlanMade() as plan:
            assumed_study.sessions = None
            ledger.adopt(plan)
        case DaysChanged() as change:
            ledger.change_days(change)
        case HolidaysChanged() as holidays:
            for change in holidays.changes:
                ledger.change_days(change)
        case TopicsKnown() | TopicsSkipped() | TopicsReopened() as sorting:
            for topic_id in ledger.known(sorting.topics):
                _sort_out(topic_id, sorting, ledger, assumed_study)
        case action:
            _take_study(action, ledger, assumed_study)


def _sort_out(
    topic_id: str,
    action: TopicsKnown | TopicsSkipped | TopicsReopened,
    ledger: Ledger,
    assumed_study: AssumedStudy,
) -> None:
    match action:
        case TopicsKnown():
            ledger.close_topic(topic_id, "known")
        case TopicsSkipped():
            ledger.close_topic(topic_id, "skipped")
        case _:
            ledger.reopen(topic_id)
            assumed_study.pause = None


def _take_study(action: Action, ledger: Ledger, assumed_study: AssumedStudy) -> None:
    match action:
        case TopicsDone(topics, minutes, _):
            for topic_id in ledger.known(topics):
                assumed_study.complete(topic_id, minutes)
        case TimeLogged(topic, minutes, _):
            for topic_id in ledger.known((topic,)):
                ledger.log(topic_id, minutes)
        case TimerStopped(topic, minutes, _):
            for topic_id in ledger.known((topic,) if minutes else ()):
                ledger.log(topic_id, minutes)
        case EstimateChanged(topic, minutes):
            for topic_id in ledger.known((topic,)):
                if not ledger.topics[topic_id].is_settled:
                    ledger.re_estimate(topic_id, minutes)
                    assumed_study.pause = None
        case _:
            pass

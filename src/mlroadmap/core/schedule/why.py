"""What put a topic where it is in the plan, and what would move it earlier.

Nothing here is guessed: each answer was planned without the constraint, and is given only
if the topic then starts earlier.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from itertools import takewhile
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from mlroadmap.core.allocation.agenda import Slot, StudiedOn, Task
from mlroadmap.core.allocation.habit_days import HabitPlan, allocate_with_habits
from mlroadmap.core.allocation.lanes import SLIVER_MINUTES
from mlroadmap.core.calendar.availability import PART_MINUTES, Availability, Pattern
from mlroadmap.core.calendar.durations import MINUTES_PER_DAY
from mlroadmap.core.progress.progress import tasks_of
from mlroadmap.core.schedule.habits import habit_plan
from mlroadmap.core.schedule.study_state import StudyState

Kind = Literal["need", "turn", "goal", "track", "after", "day-off", "start", "capacity"]
Place = tuple[date, int]


class Constraint(Struct, frozen=True):
    """Something that holds a topic back, and the day on which it would start without.

    `topics` are the need that ends last, the topics whose turn comes first, the last of
    which would have to go, or the goals that come first. `days` are the topic's earliest
    date, the days off, the plan's first day, or the day that would have to hold
    `extra_minutes` more, `day_minutes` in all. A need that comes first by its turn as well
    is of both kinds: to need it no longer would not do.
    """

    kinds: tuple[Kind, ...]
    start_without: date
    topics: tuple[str, ...] = ()
    days: tuple[date, ...] = ()
    extra_minutes: int = 0
    day_minutes: int = 0


class Reasons(Struct, frozen=True):
    """Why the next session of a topic is on a day; without constraints it comes first."""

    topic: str
    start: date
    constraints: tuple[Constraint, ...]


def reasons(study_state: StudyState, topic_id: str) -> Reasons:
    """Find what holds back the next session of a topic that is not settled."""
    case = _Case.of(study_state, topic_id)
    found = (
        _need(case),
        _turn(case),
        _goal(case, study_state),
        _track(case),
        _after(case),
        _day_off(case, study_state.progress.missed),
        _later_start(case, study_state),
        _capacity(case),
    )
    constraints = tuple(each for each in found if each)
    return Reasons(topic_id, case.place[0], constraints)


class _Case(Struct, frozen=True, dict=True):
    """A topic in the plan as it is: `before` are the slots that come before its first turn.

    What habits bring of a topic is no turn, unless they bring all of it. `ready` is how
    many slots had passed when its last need was finished.
    """

    topic: str
    tasks: tuple[Task, ...]
    availability: Availability
    today: date
    used_minutes: int
    studied_on: StudiedOn
    habits: HabitPlan
    is_all_habits: bool
    before: tuple[Slot, ...]
    ready: int
    place: Place

    @classmethod
    def of(cls, study_state: StudyState, topic_id: str) -> _Case:
        progress = study_state.progress
        tasks = tuple(tasks_of(study_state.roadmap.shape, progress))
        days = progress.availability.study_days(study_state.today, progress.used_minutes)
        habits = habit_plan(study_state.roadmap, progress.availability, progress)
        case = cls(
            topic=topic_id,
            tasks=tasks,
            availability=progress.availability,
            today=study_state.today,
            used_minutes=progress.used_minutes,
            studied_on=progress.minutes_on,
            habits=habits,
            is_all_habits=all(
                session.habit
                for session in study_state.plan.sessions
                if session.topic == topic_id
            ),
            before=(),
            ready=0,
            place=(study_state.today, 0),
        )
        slots = allocate_with_habits(tasks, days, progress.minutes_on, habits)
        before = tuple(takewhile(lambda slot: not case._begins(slot), slots))
        needs = study_state.roadmap.topics[topic_id].needs
        ready = max(
            (number for number, slot in enumerate(before, 1) if slot.topic in needs), default=0
        )
        return replace(case, before=before, ready=ready, place=case.place_with())

    def _begins(self, slot: Slot) -> bool:
        return slot.topic == self.topic and (self.is_all_habits or not slot.habit)

    def place_with(
        self, tasks: Sequence[Task] | None = None, availability: Availability | None = None
    ) -> Place:
        """Find the day of the topic's first slot, and the minutes of that day before it."""
        days = (availability or self.availability).study_days(self.today, self.used_minutes)
        given = self.tasks if tasks is None else tasks
        day, minutes, found = date.min, 0, (date.max, 0)
        for slot in allocate_with_habits(given, days, self.studied_on, self.habits):
            minutes = minutes if slot.day == day else 0
            day = slot.day
            if self._begins(slot):
                return (day, minutes)
            if slot.topic == self.topic:
                found = min(found, (day, minutes))
            minutes += slot.minutes
        # Here, habits bring all of the topic before its turn.
        return found

    def without(self, topics: Collection[str]) -> tuple[Task, ...]:
        return tuple(task for task in self.tasks if task.topic not in topics)


def _need(case: _Case) -> Constraint | None:
    """Ask whether the need that ends last holds the topic back."""
    if not case.ready:
        return None
    need = case.before[case.ready - 1].topic
    forgotten = tuple(
        replace(task, needs=tuple(each for each in task.needs if each != need))
        if task.topic == case.topic
        else task
        for task in case.tasks
    )
    if case.place_with(forgotten) < case.place:
        kinds: tuple[Kind, ...] = ("need",)
    elif case.ready == len(case.before):
        kinds = ("need", "turn")
    else:
        return None
    place = case.place_with(case.without({need}))
    return Constraint(kinds, place[0], (need,)) if place < case.place else None


def _turn(case: _Case) -> Constraint | None:
    """Ask which topics come first though the topic does not need them."""
    turns = (slot.topic for slot in case.before[case.ready :] if not slot.habit)
    first = tuple(dict.fromkeys(turns))
    if not first:
        return None
    place = case.place_with(case.without({first[-1]}))
    return Constraint(("turn",), place[0], first) if place < case.place else None


def _goal(case: _Case, study_state: StudyState) -> Constraint | None:
    """Ask whether the topic waits for goals that come first."""
    plan = study_state.progress.plan
    place = case.place_with([replace(task, is_goal=False) for task in case.tasks])
    if plan is None or place >= case.place:
        return None
    ids = study_state.roadmap.shape.present_ids
    goals = tuple(dict.fromkeys(ids[name] for name in plan.settings.first if name in ids))
    return Constraint(("goal",), place[0], goals)


def _track(case: _Case) -> Constraint | None:
    """Ask whether the topic waits for the turn of its track."""
    place = case.place_with([replace(task, track="") for task in case.tasks])
    return Constraint(("track",), place[0]) if place < case.place else None


def _after(case: _Case) -> Constraint | None:
    """Ask whether the topic waits for its earliest date."""
    after = next(task.after for task in case.tasks if task.topic == case.topic)
    if after is None:
        return None
    undated = (
        replace(task, after=None) if task.topic == case.topic else task for task in case.tasks
    )
    place = case.place_with(list(undated))
    return Constraint(("after",), place[0], days=(after,)) if place < case.place else None


def _day_off(case: _Case, missed: Collection[date]) -> Constraint | None:
    """Ask whether the topic could have started on the last days off before it."""
    off = sorted(
        day
        for day, minutes in case.availability.exceptions.items()
        if not minutes and case.today <= day < case.place[0] and day not in missed
    )
    while off:
        run = _run_to_the_end(off)
        place = case.place_with(availability=case.availability.with_days(run, None))
        if place < case.place:
            return Constraint(("day-off",), place[0], days=run)
        off = off[: -len(run)]
    return None


def _later_start(case: _Case, study_state: StudyState) -> Constraint | None:
    """Ask whether the topic waits for the plan's first day."""
    settings = study_state.progress.plan.settings if study_state.progress.plan else None
    if settings is None or settings.start <= case.today:
        return None
    at_once = case.availability.with_pattern(Pattern(case.today, settings.week_minutes))
    place = case.place_with(availability=at_once)
    if place >= case.place:
        return None
    return Constraint(("start",), place[0], days=(settings.start,))


def _capacity(case: _Case) -> Constraint | None:
    """Ask how much more the last study day before would have to hold."""
    start, _ = case.place
    last = max((slot.day for slot in case.before if slot.day < start), default=None)
    if last is None:
        return None
    missing = 1 + sum(slot.minutes for slot in case.before if slot.day == start)
    first = -(-missing // PART_MINUTES) * PART_MINUTES
    # A topic is not begun with a sliver of a day, so that it may take some minutes more.
    for extra in range(first, first + SLIVER_MINUTES + PART_MINUTES, PART_MINUTES):
        minutes = case.availability.unreserved.minutes_on(last) + extra
        longer = replace(
            case.availability, exceptions={**case.availability.exceptions, last: minutes}
        )
        place = case.place_with(availability=longer)
        if minutes <= MINUTES_PER_DAY and place[0] < start:
            return Constraint(("capacity",), place[0], (), (last,), extra, minutes)
    return None


def _run_to_the_end(days: Sequence[date]) -> tuple[date, ...]:
    """Give the last of some days in order, with all that come right before it."""
    run = list(days[-1:])
    for day in reversed(days[:-1]):
        if (run[0] - day).days > 1:
            break
        run.insert(0, day)
    return tuple(run)

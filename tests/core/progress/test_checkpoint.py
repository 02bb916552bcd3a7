"""Going on from a checkpoint gives what the whole log gives, or it is not gone on from."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from msgspec import msgpack

from mlroadmap.core.calendar.availability import NO_WEEK
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
    StepsDone,
    TimeLogged,
    TimerStarted,
    TimerStopped,
    TopicsDone,
    TopicsKnown,
    TopicsReopened,
    TopicsSkipped,
)
from mlroadmap.core.journal.event import Event
from mlroadmap.core.journal.history import History, last_notes, read_history
from mlroadmap.core.journal.kinds import Action
from mlroadmap.core.journal.notes import (
    ForecastMade,
    Percentiles,
    Redone,
    RoadmapChanged,
    Undone,
)
from mlroadmap.core.progress.checkpoint import Checkpoint, checkpoint_of
from mlroadmap.core.progress.fold import fold
from mlroadmap.core.progress.habits_taken import read_habits
from mlroadmap.core.review.memory import read_memories
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.roadmap.shape import RoadmapShape
from tests.builders import MONDAY, Diary, plan_made, random_roadmap, roadmap, topic
from tests.core.journal.strategies import actions
from tests.core.progress.test_past import edited

WEEK = (60, 90, 0, 30, 60, 240, 0)
A_DAY = timedelta(days=1)
OF = roadmap([topic("a", 120), topic("b", 60, needs=["a"])])


def drawn_action(rng: Random, of: Roadmap, day: date) -> Action:
    """Draw anything that a learner enters on a day and that leaves earlier days as they are."""
    names = [*of.topics, "former", "ghost"]
    name, minutes = rng.choice(names), rng.choice([0, 10, 25, 45, 90, 300])
    steps = StepsDone(
        name,
        {f"s{rng.randint(1, 4)}": 15},
        spent_minutes=rng.choice([0, 10]),
        planned_minutes=rng.choice([0, 20]),
        habit=rng.choice(["", "h0", "h1"]),
    )
    card, interval = f"{name}/c{rng.randint(1, 3)}", timedelta(days=rng.randint(1, 20))
    decided: tuple[Action, ...] = (
        TopicsKnown((name,)),
        TopicsSkipped((name,)),
        TopicsReopened((name,)),
    )
    plan = plan_made(
        WEEK,
        day + timedelta(days=rng.choice([0, 0, 0, 3])),
        unlogged=rng.choice(["assumed", "assumed", "missed"]),
        tracks=rng.choice([1, 2]),
        pace=rng.choice(["on", "on", "off", 150]),
        first=tuple(rng.sample(names, rng.choice([0, 0, 1]))),
        only=tuple(rng.sample(names, rng.choice([0, 0, 0, 2]))),
        review=rng.choice([0.85, 0.85, 0.0]),
    )
    given = rng.choice([None, None, minutes])
    actions: list[Action] = [
        TimeLogged(name, minutes, rng.choice(["", "so far"])),
        TimeLogged(name, minutes),
        TopicsDone((name,), given, planned_minutes=rng.choice([(), (20,)])),
        TopicsDone((name, rng.choice(names)), given),
        TopicsDone((), None, steps=(steps,)),
        TopicsDone((), minutes, steps=(steps,)),
        EstimateChanged(name, minutes),
        CardReviewed(card, rng.randint(1, 4), day + interval, 3.5, 5.25),
        CardChanged(name, "c1", "Why?", "So.", is_off=rng.random() < 0.5),
        TimerStarted(name),
        TimerStopped(name, minutes),
        plan,
        rng.choice(decided),
    ]
    return rng.choice(actions)


def drawn_word(rng: Random, of: Roadmap, day: date) -> Action:
    """Draw what is about other days, other entries, or the roadmap."""
    days = tuple(day + timedelta(days=rng.randint(-9, 0)) for _ in range(rng.randint(1, 4)))
    first = day + timedelta(days=rng.randint(-9, 9))
    target = f"e{rng.randint(1, 30)}"
    shape = edited(of, rng).shape
    actions: list[Action] = [
        DaysMissed(days, is_taken_back=rng.random() < 0.3),
        DaysStudied(days),
        DaysChanged(first, first + 3 * A_DAY, rng.choice([NO_WEEK, WEEK, None])),
        DaysChanged(first, None, rng.choice([WEEK, None])),
        HolidaysChanged("DE", dict.fromkeys(days, "Feast"), are_off=rng.random() < 0.8),
        RoadmapChanged(shape.shape_id, shape.topics),
        Undone(target),
        Redone(target),
        EntryEdited(target, minutes=rng.choice([None, 15]), day=rng.choice([None, *days])),
    ]
    return rng.choice(actions)


def drawn_log(rng: Random, of: Roadmap) -> list[Event]:
    """Draw what is said on some days, with silent days between them."""
    diary, day = Diary(of), MONDAY
    diary.say(day, RoadmapChanged(of.shape.shape_id, of.shape.topics))
    diary.say(day, plan_made(WEEK, day))
    for _ in range(rng.randint(0, 30)):
        day += timedelta(days=rng.choice([0, 0, 0, 1, 1, 2, 12]))
        is_late = rng.random() < 0.1
        about = day - timedelta(days=rng.randint(1, 5)) if is_late else day
        draw = drawn_word if rng.random() < 0.2 else drawn_action
        diary.say(about, draw(rng, of, about))
    return diary.events


def gone_on_from(
    made: Checkpoint, events: list[Event], shape: RoadmapShape, today: date
) -> list[object]:
    """Give what a checkpoint and the events after it come to."""
    kept = msgpack.decode(msgpack.encode(made), type=Checkpoint)
    later = read_history(events)
    return [
        fold(shape, later.timeline, today, kept.study),
        read_memories(later.timeline, shape, today, kept.memories),
        read_habits(later.timeline, today, kept.habits),
        later.last_plan or kept.plan,
        (*kept.shapes, *later.shapes),
        {**kept.notes, **last_notes(later.counting)},
    ]


def whole(history: History, shape: RoadmapShape, today: date) -> list[object]:
    """Give the same without one."""
    return [
        fold(shape, history.timeline, today),
        read_memories(history.timeline, shape, today),
        read_habits(history.timeline, today),
        history.last_plan,
        history.shapes,
        last_notes(history.counting),
    ]


@given(st.integers(0, 2**32), st.integers(1, 12), st.integers(0, 9))
def test_going_on_from_any_checkpoint_is_the_whole_log(
    seed: int, size: int, days_later: int
) -> None:
    rng = Random(seed)
    of = random_roadmap(rng, size)
    events = drawn_log(rng, of)
    shape = rng.choice([of, edited(of, rng)]).shape
    split = rng.randint(1, len(events))
    before, later = events[:split], events[split:]
    made_on = max(each.day for each in before) + rng.choice([0, 0, 1]) * A_DAY
    last = rng.choice([before, events])
    today = max(each.day for each in last) + timedelta(days=days_later)
    made = checkpoint_of(read_history(before), shape, made_on)
    if made is None or not made.goes_on_with(later) or not made.holds_for(shape, today):
        event("not used")
        return
    event(f"used, with entries after it: {bool(later)}")
    assert gone_on_from(made, later, shape, today) == whole(read_history(events), shape, today)


@given(st.integers(0, 2**32), st.integers(1, 12), st.integers(0, 20))
def test_a_life_of_plain_entries_goes_on_from_each_of_them(
    seed: int, size: int, days_later: int
) -> None:
    """Checkpoints follow one another, and each is used."""
    rng = Random(seed)
    of = random_roadmap(rng, size)
    shape, diary, day = of.shape, Diary(of), MONDAY
    diary.say(day, RoadmapChanged(shape.shape_id, shape.topics))
    diary.say(day, plan_made(WEEK, day))
    for _ in range(rng.randint(1, 25)):
        day += timedelta(days=rng.choice([0, 0, 1, 1, 3, 12]))
        diary.say(day, drawn_action(rng, of, day))
    today = day + timedelta(days=days_later)
    expected = whole(read_history(diary.events), shape, today)
    for split in range(2, len(diary.events) + 1, 3):
        before, later = diary.events[:split], diary.events[split:]
        made = checkpoint_of(read_history(before), shape, before[-1].day)
        assert made
        assert made.goes_on_with(later)
        assert made.holds_for(shape, today)
        assert gone_on_from(made, later, shape, today) == expected


@given(st.lists(st.tuples(actions, st.integers(0, 3)), min_size=1, max_size=8))
def test_whatever_a_log_can_hold_is_summed_up_and_gone_on_from(
    said: list[tuple[Action, int]],
) -> None:
    diary, day = Diary(OF), MONDAY
    diary.say(day, RoadmapChanged(OF.shape.shape_id, OF.shape.topics))
    for action, days in said:
        day += timedelta(days=days)
        diary.say(day, action)
    made = checkpoint_of(read_history(diary.events), OF.shape, day)
    if made:
        found = gone_on_from(made, [], OF.shape, day)
        assert found == whole(read_history(diary.events), OF.shape, day)


def begun() -> Diary:
    diary = Diary(OF)
    diary.say(MONDAY, RoadmapChanged(OF.shape.shape_id, OF.shape.topics))
    diary.say(MONDAY, plan_made(WEEK, MONDAY))
    diary.say(MONDAY + A_DAY, TimeLogged("a", 30))
    return diary


def summed(diary: Diary, today: date = MONDAY + A_DAY) -> Checkpoint | None:
    return checkpoint_of(read_history(diary.events), OF.shape, today)


@pytest.mark.parametrize(
    "action",
    [
        DaysMissed((MONDAY,)),
        DaysStudied((MONDAY,)),
        DaysChanged(MONDAY, MONDAY, NO_WEEK),
        HolidaysChanged("DE", {MONDAY: "Feast"}, are_off=True),
        EntryEdited("e3", minutes=5),
        Undone("e3"),
        Redone("e3"),
        RoadmapChanged(OF.shape.shape_id),
    ],
)
def test_what_is_about_more_than_its_day_is_not_gone_on_with(action: Action) -> None:
    diary = begun()
    made = summed(diary)
    diary.say(MONDAY + 2 * A_DAY, action)
    assert made
    assert not made.goes_on_with(diary.events[-1:])


def test_an_entry_of_an_earlier_day_is_not_gone_on_with() -> None:
    diary = begun()
    made = summed(diary)
    diary.say(MONDAY + A_DAY, TimeLogged("a", 10))
    diary.say(MONDAY, TimeLogged("a", 10))
    assert made
    assert made.goes_on_with(diary.events[-2:-1])
    assert not made.goes_on_with(diary.events[-1:])


def test_what_the_program_notes_makes_no_difference_whatever_its_day() -> None:
    diary = begun()
    made = summed(diary)
    diary.say(MONDAY, ForecastMade(Percentiles(*[MONDAY] * 5), {}))
    assert made
    assert made.goes_on_with(diary.events[-1:])


def test_it_holds_for_one_shape_and_not_before_its_day() -> None:
    made = summed(begun())
    assert made
    assert made.holds_for(OF.shape, MONDAY + A_DAY)
    assert not made.holds_for(OF.shape, MONDAY)
    assert not made.holds_for(roadmap([topic("a", 120)]).shape, MONDAY + A_DAY)


def test_entries_of_days_to_come_are_not_summed_up() -> None:
    assert summed(begun(), today=MONDAY) is None
    diary = begun()
    diary.say(MONDAY + A_DAY, DaysMissed((MONDAY + 3 * A_DAY,)))
    assert summed(diary) is None
    assert summed(diary, today=MONDAY + 3 * A_DAY)


def test_a_log_without_a_shape_is_not_summed_up() -> None:
    diary = Diary(OF)
    diary.say(MONDAY, PlanMade.of(plan_made(WEEK, MONDAY).settings, {}))
    assert summed(diary) is None


@pytest.mark.parametrize(("target", "is_summed_up"), [("e3", True), ("to come", False)])
def test_a_correction_of_what_is_to_come_is_waited_for(
    target: str, *, is_summed_up: bool
) -> None:
    diary = begun()
    diary.say(MONDAY + A_DAY, EntryEdited(target, minutes=5))
    assert (summed(diary) is not None) == is_summed_up

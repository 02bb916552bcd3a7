"""Rule R9b: the past depends on the log alone, whatever becomes of the roadmap."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from mlroadmap.core.journal.actions import (
    DaysMissed,
    DaysStudied,
    EstimateChanged,
    StepsDone,
    TimeLogged,
    TopicsDone,
    TopicsKnown,
    TopicsReopened,
)
from mlroadmap.core.journal.history import read_history
from mlroadmap.core.journal.kinds import Action
from mlroadmap.core.journal.notes import RoadmapChanged
from mlroadmap.core.progress.fold import fold
from mlroadmap.core.progress.progress import Progress
from mlroadmap.core.roadmap.model import Effort, Roadmap, Topic
from tests.builders import MONDAY, Diary, plan_made, random_roadmap, roadmap, topic

HOUR_A_DAY = (60, 60, 60, 60, 60, 60, 60)


class Device:
    """A learner's device: a log, and a roadmap whose shape is recorded before each entry."""

    def __init__(self, of: Roadmap, name: str = "one") -> None:
        self.roadmap = of
        self.diary = Diary(of)
        self.name = name

    def say(self, day: date, action: Action) -> None:
        shapes = read_history(self.diary.events).shapes
        shape = self.roadmap.shape
        if not shapes or shapes[-1] != shape:
            known = shape in shapes
            self._store(day, RoadmapChanged(shape.shape_id, None if known else shape.topics))
        self._store(day, action)

    def _store(self, day: date, action: Action) -> None:
        self.diary.say(day, action)
        event = self.diary.events[-1]
        clock = max((each.clock for each in self.diary.events[:-1]), default=0) + 1
        name = f"{self.name}-{clock}-{len(self.diary.events)}"
        self.diary.events[-1] = replace(event, id=name, device=self.name, clock=clock)

    def progress(self, today: date) -> Progress:
        timeline = read_history(self.diary.events).timeline
        return fold(self.roadmap.shape, timeline, today)


def merge(one: Device, other: Device) -> None:
    """Give both devices all events, in the order of the log."""
    union = {event.id: event for event in (*one.diary.events, *other.diary.events)}
    events = sorted(union.values(), key=lambda event: (event.order, event.id))
    one.diary.events, other.diary.events = list(events), list(events)


def past(progress: Progress, today: date) -> dict[date, tuple[int, int]]:
    """Give the minutes logged and assumed on each day before today."""
    days: dict[date, list[int]] = defaultdict(lambda: [0, 0])
    for day, studies in progress.studied.items():
        for study in studies if day < today else ():
            days[day][study.is_assumed] += study.minutes
    return {day: (logged, assumed) for day, (logged, assumed) in days.items()}


def original_finish(progress: Progress) -> date | None:
    assert progress.plan
    return max((dates.finish for dates in progress.plan.baseline.values()), default=None)


def edited(of: Roadmap, rng: Random) -> Roadmap:
    """Change a roadmap as an author might: every kind of edit there is."""
    topics = list(of.topics.values())
    place = rng.randrange(len(topics))
    chosen = topics[place]
    fresh = f"new{rng.randrange(10**6)}"
    kind = rng.choice(["insert", "remove", "split", "rename", "merge", "hours", "move", "need"])
    if kind == "insert":
        topics.insert(place, topic(fresh, rng.randint(1, 400)))
    elif kind == "remove" and len(topics) > 1:
        del topics[place]
    elif kind == "split":
        half = max(1, chosen.effort.likely_minutes // 2)
        rest = topic(fresh, half, needs=[chosen.id])
        topics[place : place + 1] = [replace(chosen, effort=Effort(half, half, half)), rest]
    elif kind == "rename":
        topics[place] = replace(chosen, id=fresh, aliases=(chosen.id, *chosen.aliases))
    elif kind == "merge" and len(topics) > 1:
        other = topics.pop((place + 1) % len(topics))
        place = topics.index(chosen)
        minutes = chosen.effort.likely_minutes + other.effort.likely_minutes
        names = (chosen.id, *chosen.aliases, other.id, *other.aliases)
        topics[place] = topic(fresh, minutes, aliases=names)
    elif kind == "hours":
        minutes = rng.randint(1, 500)
        topics[place] = replace(chosen, effort=Effort(minutes, minutes, minutes))
    elif kind == "move":
        topics.insert(rng.randrange(len(topics)), topics.pop(place))
    elif kind == "need" and place:
        topics[place] = replace(chosen, needs=(topics[place - 1].id,))
    return roadmap([_standing_alone(each, {other.id for other in topics}) for each in topics])


def _standing_alone(each: Topic, names: set[str]) -> Topic:
    """Drop needs that name nothing, or that might make a circle after a move."""
    kept = tuple(need for need in each.needs if need in names and need < each.id)
    return replace(each, needs=kept, helps=())


def fresh_step(rng: Random) -> str:
    return f"s{rng.randrange(10**6)}"


def anything(rng: Random, of: Roadmap, today: date) -> Action:
    name = rng.choice(list(of.topics))
    yesterday = today - timedelta(days=rng.randint(1, 3))
    actions: list[Action] = [
        TopicsDone((name,)),
        TopicsDone((name,), 30),
        TopicsDone((), steps=(StepsDone(name, {"s": 40}, rng.randint(0, 60), 20),)),
        TopicsDone((), 30, steps=(StepsDone(name, {fresh_step(rng): 20}, 10),)),
        TimeLogged(name, rng.randint(1, 90)),
        EstimateChanged(name, 90),
        TopicsKnown((name,)),
        TopicsReopened((name,)),
        DaysMissed((yesterday,)),
        DaysStudied((yesterday,)),
        plan_made(HOUR_A_DAY, today),
    ]
    return rng.choice(actions)


@settings(max_examples=150)
@given(st.integers(0, 2**32))
def test_no_edit_of_the_roadmap_changes_the_past(seed: int) -> None:
    rng = Random(seed)
    device = Device(edited(random_roadmap(rng, rng.randint(1, 8)), rng))
    device.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY))
    today = MONDAY
    for _ in range(rng.randint(1, 10)):
        today += timedelta(days=rng.choice([0, 1, 1, 3, 12]))
        before = device.progress(today)
        device.roadmap = edited(device.roadmap, rng)
        after = device.progress(today)
        assert past(after, today) == past(before, today)
        assert original_finish(after) == original_finish(before)
        assert after.unanswered == before.unanswered
        assert after.finished_spans == before.finished_spans
        assert after.logged_minutes == before.logged_minutes
        if rng.random() < 0.6:
            device.say(today, anything(rng, device.roadmap, today))
            said = device.progress(today)
            device.roadmap = edited(device.roadmap, rng)
            assert past(device.progress(today), today) == past(said, today)


@settings(max_examples=100)
@given(st.integers(0, 2**32))
def test_devices_with_other_versions_of_the_file_agree_on_the_past(seed: int) -> None:
    rng = Random(seed)
    of = edited(random_roadmap(rng, rng.randint(1, 8)), rng)
    one, other = Device(of, "one"), Device(edited(of, rng), "other")
    one.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY))
    today = MONDAY
    for _ in range(rng.randint(1, 8)):
        today += timedelta(days=rng.choice([0, 1, 2, 12]))
        device = rng.choice([one, other])
        if rng.random() < 0.3:
            device.roadmap = edited(device.roadmap, rng)
        device.say(today, anything(rng, device.roadmap, today))
        if rng.random() < 0.5:
            merge(one, other)
    merge(one, other)
    today += timedelta(days=rng.randint(0, 12))
    here, there = one.progress(today), other.progress(today)
    assert past(here, today) == past(there, today)
    assert here.unanswered == there.unanswered
    assert here.plan is not None
    assert there.plan is not None
    assert original_finish(here) == original_finish(there)


def device_with(*topics: Topic) -> Device:
    device = Device(roadmap(topics))
    device.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY))
    return device


def test_what_was_assumed_stays_with_the_topic_it_was_planned_for() -> None:
    device = device_with(topic("a", 240), topic("b", 360))
    today = MONDAY + timedelta(days=6)
    device.roadmap = roadmap([topic("d", 600), topic("a", 240, needs=["d"]), topic("b", 360)])
    progress = device.progress(today)
    assert {name: each.assumed_minutes for name, each in progress.topics.items()} == {
        "d": 0,
        "a": 240,
        "b": 120,
    }


def test_a_removed_topic_keeps_its_minutes_and_title() -> None:
    device = device_with(topic("a", 240), topic("b", 360))
    device.say(MONDAY, TimeLogged("a", 30))
    device.roadmap = roadmap([topic("b", 360)])
    progress = device.progress(MONDAY + timedelta(days=1))
    assert progress.former == {"a": "A"}
    assert progress.former_minutes == (30, 30)
    assert (progress.logged_minutes, progress.assumed_minutes) == (30, 30)


def test_merged_topics_keep_what_is_left_of_the_one_that_is_not_done() -> None:
    device = device_with(topic("a", 240), topic("b", 360))
    device.say(MONDAY, TopicsDone(("a",), 300))
    device.say(MONDAY, TimeLogged("b", 60))
    device.roadmap = roadmap([topic("ab", 600, aliases=["a", "b"])])
    merged = device.progress(MONDAY).topics["ab"]
    assert (merged.state, merged.logged_minutes, merged.remaining_minutes) == (
        *("active", 360, 300),
    )
    device.roadmap = roadmap([topic("ab", 700, aliases=["a", "b"])])
    assert device.progress(MONDAY).topics["ab"].remaining_minutes == 400
    device.say(MONDAY, TimeLogged("ab", 100))
    assert device.progress(MONDAY).topics["ab"].remaining_minutes == 300
    device.say(MONDAY, EstimateChanged("ab", 20))
    assert device.progress(MONDAY).topics["ab"].remaining_minutes == 20


def test_a_merged_topic_is_done_once_all_its_parts_are() -> None:
    device = device_with(topic("a", 240), topic("b", 360), topic("c", 10))
    device.say(MONDAY, TopicsDone(("a",)))
    device.say(MONDAY, TopicsKnown(("b",)))
    device.roadmap = roadmap([topic("ab", 600, aliases=["a", "b"]), topic("c", 10)])
    merged = device.progress(MONDAY).topics["ab"]
    assert (merged.state, merged.done_on) == ("done", MONDAY)
    device.say(MONDAY, TopicsReopened(("ab",)))
    assert device.progress(MONDAY).topics["ab"].state == "active"


def test_merged_topics_none_of_which_is_done_add_up() -> None:
    device = device_with(topic("a", 240), topic("b", 360))
    device.say(MONDAY, TimeLogged("a", 20))
    device.say(MONDAY, TimeLogged("b", 30))
    device.roadmap = roadmap([topic("ab", 600, aliases=["a", "b"])])
    merged = device.progress(MONDAY).topics["ab"]
    assert (merged.remaining_minutes, merged.is_re_estimated) == (550, False)
    device.roadmap = roadmap([topic("a", 240), topic("b", 360)])
    device.say(MONDAY, EstimateChanged("a", 500))
    device.roadmap = roadmap([topic("ab", 600, aliases=["a", "b"])])
    assert device.progress(MONDAY).topics["ab"].remaining_minutes == 500 + 330


def test_a_former_part_that_no_shape_had_counts_as_nothing_left() -> None:
    device = Device(roadmap([topic("ab", 600, aliases=["a", "b"])]))
    device.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY))
    device.say(MONDAY, EstimateChanged("ab", 100))
    device.say(MONDAY, TimeLogged("a", 40))
    assert device.progress(MONDAY).topics["ab"].remaining_minutes == 60


def test_a_renamed_topic_keeps_what_was_decided() -> None:
    device = device_with(topic("a", 240), topic("b", 360))
    device.say(MONDAY, TopicsDone(("a",), 60))
    device.roadmap = roadmap([topic("z", 240, aliases=["a"]), topic("b", 360)])
    renamed = device.progress(MONDAY).topics["z"]
    assert (renamed.state, renamed.logged_minutes) == ("done", 60)
    device.say(MONDAY, TimeLogged("z", 15))
    assert device.progress(MONDAY).topics["z"].logged_minutes == 75

"""Values for tests: small roadmaps by hand, large ones at random, and steps of a log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from mlroadmap.core.calendar.availability import Availability, Pattern, Week, spread_week
from mlroadmap.core.calendar.settings import PlanSettings
from mlroadmap.core.journal.actions import PlanMade
from mlroadmap.core.journal.event import Event
from mlroadmap.core.journal.history import Entry, ShapeChange, read_history
from mlroadmap.core.journal.kinds import Action
from mlroadmap.core.progress.fold import fold
from mlroadmap.core.progress.progress import Progress
from mlroadmap.core.roadmap.habits import Habit
from mlroadmap.core.roadmap.model import Effort, Roadmap, Section, Stage, Topic
from mlroadmap.core.roadmap.recurrence import parse_rule
from mlroadmap.core.schedule.plan import Plan, schedule

MONDAY = date(2027, 1, 4)


def chance() -> Random:
    return Random(1)


def topic(
    topic_id: str,
    minutes: int = 60,
    *,
    needs: Iterable[str] = (),
    helps: Iterable[str] = (),
    aliases: Iterable[str] = (),
    after: date | None = None,
) -> Topic:
    return Topic(
        id=topic_id,
        title=topic_id.replace("-", " ").title(),
        effort=Effort(max(1, minutes // 2), minutes, minutes * 2),
        needs=tuple(needs),
        helps=tuple(helps),
        aliases=tuple(aliases),
        after=after,
    )


def roadmap(*stages: Sequence[Topic] | Mapping[str, Sequence[Topic]]) -> Roadmap:
    """Build a roadmap from one list of topics a stage, or one for each of its tracks."""
    return roadmap_of_tracks(
        *(stage.items() if isinstance(stage, Mapping) else [("", stage)] for stage in stages)
    )


def roadmap_of_tracks(*stages: Iterable[tuple[str, Sequence[Topic]]]) -> Roadmap:
    """Build a roadmap from the sections of each stage, given by track."""
    return Roadmap(
        title="Test",
        stages=tuple(
            Stage(
                id=f"stage-{number}",
                number=number,
                title=f"Stage {number}",
                sections=tuple(
                    Section(
                        f"section-{number}{f'-{place}' * (place > 1)}",
                        f"Section {number}{f'.{place}' * (place > 1)}",
                        tuple(topics),
                        track=track,
                    )
                    for place, (track, topics) in enumerate(sections, 1)
                ),
            )
            for number, sections in enumerate(stages, 1)
        ),
    )


def random_roadmap(rng: Random, topics: int, *, dated: bool = True) -> Roadmap:
    """Build a roadmap whose needs have no cycle and often point against the order.

    Half of them have tracks. A third, unless it is not to be `dated`, has topics with an
    earliest date.
    """
    names = [f"t{number}" for number in range(topics)]
    rank = rng.sample(range(topics), topics)
    stages: list[list[tuple[str, list[Topic]]]] = [[("", [])]]
    smallest = rng.choice([1, 5, 30])
    tracks = rng.choice([[""], ["", "a", "b"]])
    is_dated = rng.random() < 0.3 and dated
    for place, name in enumerate(names):
        earlier = [names[other] for other in range(topics) if rank[other] < rank[place]]
        others = [other for other in names if other != name]
        after = MONDAY + timedelta(days=rng.randint(-9, 99))
        stages[-1][-1][1].append(
            topic(
                name,
                smallest * rng.randint(1, 20),
                needs=rng.sample(earlier, min(len(earlier), rng.choice([0, 0, 1, 2, 4]))),
                helps=rng.sample(others, min(len(others), rng.choice([0, 0, 1, 3]))),
                after=after if is_dated and rng.random() < 0.3 else None,
            )
        )
        if rng.random() < 0.15 and place + 1 < topics:
            stages.append([(rng.choice(tracks), [])])
        elif rng.random() < 0.3 and place + 1 < topics:
            stages[-1].append((rng.choice(tracks), []))
    return replace(roadmap_of_tracks(*stages), habits=tuple(random_habits(rng, names)))


def random_habits(rng: Random, topics: Sequence[str]) -> Iterator[Habit]:
    """Yield habits of topics, none for most roadmaps."""
    for number in range(rng.choice([0, 0, 1, 2, 5])):
        is_dated, is_counted = rng.random() < 0.3, rng.random() < 0.3
        yield habit(
            f"h{number}",
            rng.choice(topics),
            rng.choice(RULES),
            rng.choice([5, 10, 30, 60]),
            rng.choice([*topics, "stage-1", "section-1"]),
            until=rng.choice([*topics, ""]),
            until_day=MONDAY + timedelta(days=rng.randint(0, 99)) if is_dated else None,
            times=rng.randint(1, 20) if is_counted else None,
        )


RULES = (
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=9",
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;BYDAY=TU,SA",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO",
)


def habit(
    habit_id: str,
    topic_id: str,
    rule: str = "FREQ=DAILY",
    minutes: int = 10,
    begins: str = "",
    **ends: Any,
) -> Habit:
    """Build a habit of a topic, from the first day on unless something `begins` it."""
    recurrence = parse_rule(rule)
    assert recurrence is not None
    return Habit(habit_id, habit_id.title(), topic_id, recurrence, minutes, begins, **ends)


@st.composite
def roadmaps(
    draw: st.DrawFn, max_topics: int = 300, *, dated: bool = True, habits: bool = True
) -> Roadmap:
    size = draw(st.integers(1, 12) | st.integers(1, max_topics))
    found = random_roadmap(Random(draw(st.integers(0, 2**32))), size, dated=dated)
    return found if habits else replace(found, habits=())


@st.composite
def weeks(draw: st.DrawFn) -> Week:
    """Draw a weekly pattern, often with days off, never empty."""
    if draw(st.booleans()):
        weekdays = draw(st.lists(st.integers(0, 6), min_size=1, unique=True))
        return spread_week(draw(st.integers(7, 1440)), weekdays)
    minutes = draw(
        st.lists(
            st.integers(0, 60).map(lambda parts: parts * 5), min_size=7, max_size=7
        ).filter(any)
    )
    return (minutes[0], minutes[1], minutes[2], minutes[3], minutes[4], minutes[5], minutes[6])


def start_days() -> st.SearchStrategy[date]:
    """Draw days on every weekday, the ends of leap Februaries among them."""
    leap = st.sampled_from([date(2028, 2, 28), date(2028, 2, 29), date(2027, 12, 31)])
    return leap | st.dates(date(2026, 1, 1), date(2032, 12, 31))


def always(week: Week, since: date) -> Availability:
    return Availability((Pattern(since, week),))


def untouched(of: Roadmap, availability: Availability) -> Progress:
    """Give the progress of a learner who has said nothing yet."""
    return replace(fold(of.shape, (), MONDAY), availability=availability)


@st.composite
def orders(draw: st.DrawFn, of: Roadmap) -> PlanSettings:
    """Draw settings that differ in the order of the topics."""
    goals = draw(st.lists(st.sampled_from(list(of.topics)), max_size=2, unique=True))
    tracks = draw(st.sampled_from([2, 2, 1]))
    return PlanSettings((60,) * 7, MONDAY, first=tuple(goals), tracks=tracks)


def by_settings(progress: Progress, settings: PlanSettings) -> Progress:
    """Give the progress of a learner who plans with these settings."""
    return replace(progress, plan=PlanMade.of(settings, {}))


def plan_of(of: Roadmap, week: Week, today: date) -> Plan:
    availability = always(week, today)
    return schedule(of, availability, untouched(of, availability), today)


def plan_made(week: Week, start: date, **settings: object) -> PlanMade:
    made = PlanSettings(week_minutes=week, start=start)
    return PlanMade.of(replace(made, **settings), {})


class Diary:
    """A log in memory: says things on days and folds them."""

    def __init__(self, of: Roadmap) -> None:
        self.roadmap = of
        self.events: list[Event] = []

    def say(self, day: date, action: Action) -> str:
        number = len(self.events) + 1
        at = datetime(2027, 1, 1, tzinfo=UTC) + timedelta(minutes=number)
        event = Event(f"e{number}", "test", number, number, at, "UTC", day, action)
        self.events.append(event)
        return event.id

    def timeline(self) -> tuple[Entry | ShapeChange, ...]:
        return read_history(self.events).timeline

    def progress(self, today: date) -> Progress:
        return fold(self.roadmap.shape, self.timeline(), today)

    def plan(self, today: date) -> Plan:
        progress = self.progress(today)
        return schedule(self.roadmap, progress.availability, progress, today)

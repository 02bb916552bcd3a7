"""What the entries of a long log add up to, so that later ones need not go through them.

A checkpoint gives the same answers as the whole log, or it is not used: it is gone on from
only where nothing that was said after it is about what it sums up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from mlroadmap.core.journal.actions import (
    CardChanged,
    CardReviewed,
    DaysMissed,
    DaysStudied,
    EntryEdited,
    EstimateChanged,
    PlanMade,
    TimeLogged,
    TimerStarted,
    TimerStopped,
    TopicsDone,
    TopicsKnown,
    TopicsReopened,
    TopicsSkipped,
)
from mlroadmap.core.journal.event import Event
from mlroadmap.core.journal.history import Entry, History, ShapeChange, last_notes
from mlroadmap.core.journal.notes import ForecastMade, PlanExported
from mlroadmap.core.journal.unread import Unknown
from mlroadmap.core.progress.fold import Timeline, fold, state_after
from mlroadmap.core.progress.habits_taken import HabitsTaken, read_habits
from mlroadmap.core.progress.progress import Progress
from mlroadmap.core.review.memory import Memories, read_memories
from mlroadmap.core.roadmap.shape import RoadmapShape

# What is entered of a day and says nothing of earlier ones, as corrections, words about days
# as a whole and other shapes of the roadmap do.
_OF_ITS_DAY = frozenset(
    {
        CardChanged,
        CardReviewed,
        EstimateChanged,
        PlanMade,
        TimeLogged,
        TimerStarted,
        TimerStopped,
        TopicsDone,
        TopicsKnown,
        TopicsReopened,
        TopicsSkipped,
    }
)
# What adds nothing to what a checkpoint has.
_BESIDE_IT = frozenset({ForecastMade, PlanExported, Unknown})


class Checkpoint(Struct, frozen=True):
    """What all entries up to a point of the log come to, none of them later than its `day`.

    `plan` is the last one, `shapes` those that the roadmap had, and `notes` the last ones by
    topic. The `memories` are those by one `shape`. `study` is the state of the fold.
    """

    day: date
    shape: RoadmapShape
    plan: PlanMade | None
    shapes: tuple[RoadmapShape, ...]
    notes: Mapping[str, str]
    memories: Memories
    habits: HabitsTaken
    study: bytes

    def goes_on_with(self, later: Iterable[Event]) -> bool:
        """Whether events that come after it in the log's order leave it as it is."""
        return all(
            type(event.action) in _BESIDE_IT
            or (type(event.action) in _OF_ITS_DAY and event.day >= self.day)
            for event in later
        )

    def holds_for(self, shape: RoadmapShape, today: date) -> bool:
        """Whether it is of a roadmap with this shape, and no entry of it of a day to come."""
        return self.shape == shape and self.day <= today


class Said(Struct, frozen=True):
    """The entries that count, in the log's order, after those that a checkpoint sums up."""

    timeline: Timeline
    since: Checkpoint | None = None

    def progress(self, shape: RoadmapShape, today: date) -> Progress:
        """Add up where the learner is."""
        return fold(shape, self.timeline, today, self.since.study if self.since else None)

    def habits(self, today: date) -> HabitsTaken:
        """Add up which habits were taken."""
        return read_habits(self.timeline, today, self.since.habits if self.since else None)

    def memories(self, shape: RoadmapShape, today: date) -> Memories:
        """Read what is said of cards."""
        before = self.since.memories if self.since else None
        return read_memories(self.timeline, shape, today, before)


def checkpoint_of(history: History, shape: RoadmapShape, today: date) -> Checkpoint | None:
    """Sum up a log, for a roadmap of a shape.

    None where a later entry, or a later day, might make another sum of it.
    """
    timeline = history.timeline
    if not history.shapes or max(map(_last_day, timeline)) > today or _is_awaited(history):
        return None
    return Checkpoint(
        day=max(each.day for each in timeline),
        shape=shape,
        plan=history.last_plan,
        shapes=history.shapes,
        notes=last_notes(history.counting),
        memories=read_memories(timeline, shape, today),
        habits=read_habits(timeline, today),
        study=state_after(timeline, today),
    )


def _last_day(each: Entry | ShapeChange) -> date:
    """Give the last day that something says anything of."""
    if isinstance(each, Entry) and isinstance(each.action, DaysMissed | DaysStudied):
        return max((each.day, *each.action.days))
    return each.day


def _is_awaited(history: History) -> bool:
    """Whether an entry was corrected before there is one."""
    targets = {e.action.target for e in history.counting if isinstance(e.action, EntryEdited)}
    return bool(targets) and not targets <= {entry.event.id for entry in history.entries}

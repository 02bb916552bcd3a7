"""What the log says, gone through from a checkpoint on where that makes no difference."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property

from msgspec import Struct

from mlroadmap.core.journal.actions import PlanMade
from mlroadmap.core.journal.history import History, last_notes, read_history
from mlroadmap.core.progress.checkpoint import Checkpoint, Said, checkpoint_of
from mlroadmap.core.roadmap.shape import RoadmapShape
from mlroadmap.storage.log_reading import LogReading


class LogSummary(Struct, frozen=True, dict=True):
    """A reading of the log; `keep` keeps a checkpoint that is made of it."""

    reading: LogReading
    keep: Callable[[LogReading, Checkpoint], None]

    @cached_property
    def history(self) -> History:
        """What was said, with undo and redo applied: all of the log is gone through."""
        return read_history(self.reading.events)

    @cached_property
    def last_plan(self) -> PlanMade | None:
        """The last plan that counts."""
        return self._latest.last_plan or (self._checkpoint.plan if self._checkpoint else None)

    @cached_property
    def shapes(self) -> tuple[RoadmapShape, ...]:
        """The shapes that the roadmap had, in the log's order."""
        return (*(self._checkpoint.shapes if self._checkpoint else ()), *self._latest.shapes)

    @property
    def last_notes(self) -> Mapping[str, str]:
        """The last note on each topic, by the id that the log has of it."""
        earlier = self._checkpoint.notes if self._checkpoint else {}
        return {**earlier, **last_notes(self._latest.counting)}

    def said(self, shape: RoadmapShape, today: date) -> Said:
        """Give the entries that count, for a roadmap of a shape.

        Where no checkpoint of a long log holds, one is made of all of it, and kept.
        """
        if self._checkpoint and self._checkpoint.holds_for(shape, today):
            return Said(self._latest.timeline, self._checkpoint)
        if self.reading.summable and (made := checkpoint_of(self.history, shape, today)):
            self.keep(self.reading, made)
            return Said((), made)
        return Said(self.history.timeline)

    @cached_property
    def _checkpoint(self) -> Checkpoint | None:
        """What all but the latest events add up to, where these leave that as it is."""
        earlier, latest = self.reading.earlier, self.reading.latest
        is_left = earlier is not None and earlier.checkpoint.goes_on_with(latest)
        return earlier.checkpoint if earlier and is_left else None

    @cached_property
    def _latest(self) -> History:
        """What was said after the checkpoint, all of it where there is none."""
        return read_history(self.reading.latest) if self._checkpoint else self.history

"""What moved between two plans."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from msgspec import Struct

from mlroadmap.core.journal.actions import BaselineDates


class Changes(Struct, frozen=True):
    """The difference of two plans, topic by topic, both given as dates by topic id.

    `moved` are the topics in both whose start or finish differs.
    """

    moved: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    finish_before: date
    finish_after: date

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        same_finish = self.finish_before == self.finish_after
        return same_finish and not (self.moved or self.added or self.removed)


def compare(
    before: Mapping[str, BaselineDates],
    after: Mapping[str, BaselineDates],
    settled: Collection[str] = (),
) -> Changes:
    """Compare two plans; neither may be empty. Topics that are `settled` cannot move."""
    return Changes(
        moved=tuple(
            topic
            for topic in after
            if topic in before and topic not in settled and before[topic] != after[topic]
        ),
        added=tuple(topic for topic in after if topic not in before),
        removed=tuple(topic for topic in before if topic not in after),
        finish_before=max(dates.finish for dates in before.values()),
        finish_after=max(dates.finish for dates in after.values()),
    )

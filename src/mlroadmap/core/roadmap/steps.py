"""The steps of a topic against its minutes: which of them a session covers.

All minutes are counted from the topic's beginning, at the learner's pace: the steps share
the topic's effort, whatever it is by now, in proportion to what they are said to take.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from msgspec import Struct

from mlroadmap.core.roadmap.content import Step

# What a step of unknown length takes at least.
_LEAST_SHARE_MINUTES = 5


class CoveredStep(Struct, frozen=True):
    """What a session does of a step: `minutes` now, `left_minutes` afterwards.

    It `is_continued` when minutes before the session went into it.
    """

    step: Step
    minutes: int
    left_minutes: int
    is_continued: bool

    @property
    def is_finished(self) -> bool:
        """Whether the step ends in the session."""
        return self.left_minutes == 0


def shared_out(given: Sequence[int | None], total_minutes: int) -> tuple[int, ...]:
    """Share a topic's minutes among its steps; those of unknown length take equal parts.

    What the others leave is shared equally, at least 5 minutes each. Where that does not
    add up to the total, all become longer or shorter in proportion.
    """
    unknown = given.count(None)
    rest = total_minutes - sum(minutes or 0 for minutes in given)
    share = max(rest, _LEAST_SHARE_MINUTES * unknown)
    # In parts of a minute, so that equal shares are whole numbers.
    parts = max(unknown, 1)
    weights = [share if minutes is None else minutes * parts for minutes in given]
    return tuple(end - start for start, end in pairwise(_ends(weights, total_minutes)))


def covered_steps(
    steps: Sequence[Step], effort_minutes: int, credited_minutes: int, session_minutes: int
) -> tuple[CoveredStep, ...]:
    """Give the steps that a session covers, when so many minutes were credited before it.

    `effort_minutes` are what the steps take together at the learner's pace. Time beyond
    them goes into the last step.
    """
    until = credited_minutes + session_minutes
    ends = _ends([step.minutes for step in steps], effort_minutes)
    ends[-1] = max(ends[-1], until)
    return tuple(
        CoveredStep(
            step,
            minutes=min(end, until) - max(start, credited_minutes),
            left_minutes=max(end - until, 0),
            is_continued=start < credited_minutes,
        )
        for step, (start, end) in zip(steps, pairwise(ends), strict=True)
        if _overlaps(start, end, credited_minutes, until)
    )


def _ends(weights: Sequence[int], total: int) -> list[int]:
    """Divide a total in proportion to weights; gives 0 and the end of each part.

    The ends are rounded rather than the parts, so that the parts add up to the total.
    """
    whole = sum(weights)
    return [0, *((2 * total * part + whole) // (2 * whole) for part in accumulate(weights))]


def _overlaps(start: int, end: int, since: int, until: int) -> bool:
    """Whether a session has a share in a step; one of no minutes goes with what ends there."""
    if start == end:
        return since < end <= until or since == end == 0
    return start < until and end > since

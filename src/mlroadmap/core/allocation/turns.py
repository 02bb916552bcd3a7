"""Whose turn it is: how the tracks of a stage share a day.

The track that has taken the least time comes first. On a day that is long enough the
second one gets a share too, such that both have taken the same time at its end, or as
nearly so as a least share for each allows.
"""

from __future__ import annotations

from collections.abc import Mapping

from mlroadmap.core.allocation.lanes import Lane, Tier

LEAST_SHARE_MINUTES = 45
_PART_MINUTES = 5


class Turns:
    """A day's turns in one tier: a lane, and perhaps another that follows it.

    The first has `left_minutes` of its share to go, the last one all that is left of the
    day. `in_turn_minutes` are those that the lane in turn has had on this day.
    """

    def __init__(self, tier: Tier, free_minutes: int, studied: Mapping[Lane, int]) -> None:
        """Choose the lanes as when the day began, before anything was `studied` on it."""
        self.tier = tier
        self.next_lane: Lane | None = None
        self.left_minutes = free_minutes
        self.in_turn_minutes = 0
        lanes = tier.lanes
        if len(lanes) > 1:
            lanes = _first_lanes(tier, studied) if studied else tier.first_lanes()
        self.lane = lanes[0]
        if len(lanes) == 1:
            return
        self.in_turn_minutes = studied.get(self.lane, 0)
        whole_minutes = free_minutes + sum(studied.values())
        if whole_minutes >= 2 * LEAST_SHARE_MINUTES:
            share = _first_share(lanes[0], lanes[1], whole_minutes, studied)
            self.left_minutes = share - self.in_turn_minutes
            self.next_lane = lanes[1]

    def go_on(self) -> bool:
        """Pass the turn on where it is over; say whether the lane in turn has work."""
        next_lane = self.next_lane
        if (
            next_lane
            and next_lane.minutes
            and (self.left_minutes <= 0 or not self.lane.minutes)
        ):
            self.pass_on()
        return self.lane.minutes > 0

    def pass_on(self) -> None:
        """Give what is left of the day to the lane that follows."""
        self.lane, self.next_lane = self.next_lane or self.lane, None

    def limit(self, free_minutes: int) -> int:
        """Say how much of the free minutes the lane in turn may take."""
        if self.next_lane and self.next_lane.minutes:
            return min(free_minutes, self.left_minutes)
        return free_minutes

    def can_pass_on(self, free_minutes: int) -> bool:
        """Whether the turn may end early: the next lane can use whatever is free."""
        return (
            self.next_lane is not None
            and self.next_lane.minutes >= free_minutes > self.left_minutes
            and self.in_turn_minutes >= LEAST_SHARE_MINUTES
        )

    def work(self, minutes: int) -> None:
        """Count minutes of the lane in turn."""
        self.left_minutes -= minutes
        self.in_turn_minutes += minutes


def _first_lanes(tier: Tier, studied: Mapping[Lane, int]) -> list[Lane]:
    """Find the first two lanes as when the day began, those studied on it among them."""
    for lane, minutes in studied.items():
        lane.track.restate(-minutes)
    lanes = sorted({*tier.first_lanes(), *studied}, key=lambda lane: lane.rank)[:2]
    for lane, minutes in studied.items():
        lane.track.restate(minutes)
    return lanes


def _first_share(
    first: Lane, second: Lane, whole_minutes: int, studied: Mapping[Lane, int]
) -> int:
    """Give the first lane what makes it equal to the second, to 5 minutes.

    What the second one cannot use goes to the first as well: a lane that ran out in its
    turn would let the first go on with the topic that it had left.
    """
    head_start = second.track.minutes - studied.get(second, 0)
    head_start -= first.track.minutes - studied.get(first, 0)
    equal = (whole_minutes + head_start) // (2 * _PART_MINUTES) * _PART_MINUTES
    most = whole_minutes - LEAST_SHARE_MINUTES
    share = max(LEAST_SHARE_MINUTES, min(equal, most))
    if second.minutes:
        share = max(share, whole_minutes - studied.get(second, 0) - second.minutes)
    return share

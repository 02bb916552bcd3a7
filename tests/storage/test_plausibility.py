"""What no device can have written is found, and what any may have written is not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from mlroadmap.core.journal.actions import EstimateChanged, TimeLogged, TimerStopped, TopicsDone
from mlroadmap.core.journal.event import Event
from mlroadmap.core.journal.notes import Undone
from mlroadmap.errors import StateError, UsageError
from mlroadmap.storage.plausibility import (
    MOST_EVENTS_MISSING,
    Standing,
    implausibility,
    require_plausible,
    standing_of,
)
from mlroadmap.storage.record import MAX_COUNT

from .log_tools import event

LOG = [event(number) for number in range(1, 11)]
STANDING = standing_of(LOG)


def other(**changes: Any) -> Event:
    return replace(event(11, "zzzzzzzz"), **changes)


def test_where_a_log_stands() -> None:
    assert standing_of([]).events == 0
    assert standing_of([*LOG, *LOG]) == STANDING == Standing(10)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"clock": MAX_COUNT}, "its clock, 1,000,000,000,000,000, is far beyond"),
        ({"clock": MOST_EVENTS_MISSING + 11}, "is far beyond"),
        ({"number": 12}, "its number, 12, is beyond its clock, 11"),
        ({"action": TimeLogged("x", 1441)}, "its 1,441 minutes are more than the 1,440"),
        ({"action": TimerStopped("x", 1441)}, "more than the 1,440"),
        ({"action": TopicsDone(("x",), 600_001)}, "more than the 600,000"),
    ],
)
def test_what_no_device_can_have_written(changes: dict[str, Any], reason: str) -> None:
    assert reason in implausibility(other(**changes), STANDING)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"clock": MOST_EVENTS_MISSING + 10},
        {"number": 1},
        {"action": TimeLogged("x", 1440)},
        {"action": EstimateChanged("x", 600_000)},
        {"action": Undone("x")},
    ],
)
def test_what_any_device_may_have_written(changes: dict[str, Any]) -> None:
    assert implausibility(other(**changes), STANDING) == ""


@given(st.lists(st.integers(0, 3), max_size=60))
def test_whatever_devices_do_is_plausible(turns: list[int]) -> None:
    """Each counts on from what it has seen, which may be its own log alone."""
    logs: dict[int, list[Event]] = {}
    for place, device in enumerate(turns):
        seen = [each for log in logs.values() for each in log] if place % 3 else []
        own = logs.setdefault(device, [])
        clock = max((each.clock for each in [*seen, *own]), default=0) + 1
        made = replace(event(place + 1, f"d{device}"), clock=clock, number=len(own) + 1)
        own.append(made)
    everything = [each for log in logs.values() for each in log]
    standing = standing_of(everything)
    assert not any(implausibility(each, standing) for each in everything)


def test_an_entry_counts_only_after_all_others() -> None:
    standing, last = Standing(11), LOG[-1].order
    require_plausible(other(), standing, last)
    with pytest.raises(StateError, match="the last clock there is"):
        require_plausible(other(clock=10, number=1, device="a"), standing, last)
    with pytest.raises(StateError, match="beyond its clock"):
        require_plausible(other(number=12), standing, last)
    with pytest.raises(UsageError, match="1,441 minutes") as refused:
        require_plausible(other(action=TimeLogged("x", 1441)), standing, last)
    assert "less time" in refused.value.hint

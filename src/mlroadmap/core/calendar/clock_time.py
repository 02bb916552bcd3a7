"""Times of the day as people write them."""

from __future__ import annotations

import re
from datetime import time

from mlroadmap.errors import UsageError

_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")


def parse_time(text: str) -> time:
    """Read `19:00` or `7:30` as a time of the day. Raises UsageError for anything else."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        raise UsageError(
            f"{text!r} is not a time of the day.",
            "Write it as 19:00 or 7:30.",
            name=text,
            examples=["19:00"],
        )
    return time(int(match[1]), int(match[2]))

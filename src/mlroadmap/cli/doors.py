"""What a command asks of the process and the machine, and of nobody else.

tests/test_doors.py holds that no other module asks for the environment, the time, chance or
the streams, except for those it names with a reason.
"""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from mlroadmap.cli.clock import wall_clock, zone_name
from mlroadmap.cli.options import GlobalOptions
from mlroadmap.cli.surroundings import Surroundings
from mlroadmap.output_cache.recording import Recording
from mlroadmap.storage.paths import Paths, resolve_paths

if TYPE_CHECKING:
    from random import Random

# Any seed will do, as long as it is the same: the same log gives the same forecast.
_SEED = 1


class Doors(Struct, frozen=True, dict=True):
    """The options, the environment, the paths, the clock, chance and the output cache."""

    options: GlobalOptions
    surroundings: Surroundings
    now: datetime

    @cached_property
    def base(self) -> Paths:
        """Where the state of all roadmaps lives. Raises StateError."""
        return resolve_paths(self.options.state, self.surroundings.environ)

    @property
    def output_cache(self) -> Recording:
        """What is kept of this run, to be shown again."""
        return self.surroundings.output_cache

    @property
    def zone(self) -> str:
        """The name of the learner's time zone."""
        return zone_name(self.surroundings.environ)

    def wall(self, instant: datetime) -> datetime:
        """Give an instant as the learner's wall clock shows it."""
        return wall_clock(instant)

    def chance(self) -> Random:
        """Give draws for a simulation, the same ones each time."""
        # It takes 3 ms to import, and few commands simulate.
        from random import Random

        return Random(_SEED)  # noqa: S311 - for a simulation, not for secrets

"""What a run of the program is given by the process that it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from mlroadmap.output_cache.recording import Recording


class Surroundings(NamedTuple):
    """The environment, and the recording of what this run reads and says.

    cli/boundary.py finds them, and AppContext hands them on to whoever needs them.
    """

    environ: Mapping[str, str]
    output_cache: Recording

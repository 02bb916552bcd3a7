"""The only place where chance comes from."""

from __future__ import annotations

from random import Random

# Any seed will do, as long as it is the same: the same log gives the same forecast.
_SEED = 1


def chance() -> Random:
    """Give draws for a simulation, the same ones each time."""
    return Random(_SEED)  # noqa: S311 - for a simulation, not for secrets

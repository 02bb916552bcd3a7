"""Events that were read without being understood: they are kept, and have no effect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct


class Unknown(Struct, frozen=True):
    """An event of a kind that this version does not know; it has no effect."""

    kind: str
    payload: Mapping[str, Any]


class Unintelligible(Struct, frozen=True):
    """An event of a known kind whose payload cannot be understood; it has no effect."""

    kind: str
    payload: Mapping[str, Any]
    reason: str

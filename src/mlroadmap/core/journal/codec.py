"""The payload of an event, JSON in the log, as an action. Encoding is msgspec's alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from msgspec import ValidationError, convert, json

from mlroadmap.core.journal.kinds import KINDS, Action
from mlroadmap.core.journal.unread import Unintelligible, Unknown
from mlroadmap.core.text import harmless

# Escapes, and the UTF-8 of C1 controls and of marks that turn the direction of writing.
_SUSPICIOUS = re.compile(
    rb"\\|\x7f|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]"
)
# What earlier versions wrote for it.
_FORMER_WORDS: Mapping[Any, Any] = {"presumed": "assumed"}


def decode_action(kind: str, payload: bytes) -> Action | Unknown | Unintelligible:
    """Read the payload of an event, a JSON object. All text in it is cleaned.

    Raises ValueError when the payload is not JSON.
    """
    wanted = KINDS.get(kind)
    if wanted is None:
        return Unknown(kind, _cleaned(json.decode(payload, type=dict[str, Any])))
    if not _SUSPICIOUS.search(payload):
        try:
            return _decoder(wanted).decode(payload)
        except ValidationError:
            # It may be the spelling of an earlier version, which is read more slowly.
            pass
    return _decode_leniently(kind, wanted, json.decode(payload, type=dict[str, Any]))


@cache
def _decoder(wanted: type[Action]) -> json.Decoder[Action]:
    return json.Decoder(wanted)


def _decode_leniently(
    kind: str, wanted: type[Action], payload: dict[str, Any]
) -> Action | Unintelligible:
    cleaned = _cleaned(payload)
    given = {
        key: _FORMER_WORDS.get(value, value) if isinstance(value, str) else value
        for key, value in cleaned.items()
        if value is not None
    }
    try:
        return convert(given, wanted, str_keys=True)
    except ValidationError as error:
        return Unintelligible(kind, cleaned, harmless(str(error)))


def _cleaned(value: Any) -> Any:
    """Clean every text in a JSON value, keys included."""
    match value:
        case str():
            return harmless(value)
        case list():
            return [_cleaned(each) for each in value]
        case dict():
            return {harmless(key): _cleaned(each) for key, each in value.items()}
        case _:
            return value

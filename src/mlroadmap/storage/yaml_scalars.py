"""What other YAML readers make of a text without quotes.

mlroadmap takes texts as they are written. Most programs follow YAML 1.1, for which `no`
is false and `12:30` the number 750; PyYAML's own rules say what they would see.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import yaml
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

# Building a number takes time that grows faster than its length, and matching a pattern
# memory: nothing longer than a person writes is built, nothing absurd is matched.
_LONGEST_BUILT = 40
_LONGEST_MATCHED = 1_000

_NOUNS = {
    "tag:yaml.org,2002:null": "nothing",
    "tag:yaml.org,2002:bool": "a truth value",
    "tag:yaml.org,2002:int": "a number",
    "tag:yaml.org,2002:float": "a number",
    "tag:yaml.org,2002:timestamp": "a date",
}
_RESOLVER: Any = Resolver()
_CONSTRUCTOR = SafeConstructor()


def describe_reading(text: str) -> str | None:
    """Describe what YAML 1.1 makes of a plain text, or None where it sees the same text.

    A number that is written the way it is printed counts as the same text.
    """
    return _describe(text) if 0 < len(text) <= _LONGEST_MATCHED else None


@lru_cache(maxsize=4096)
def _describe(text: str) -> str | None:
    tag = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))
    noun = _NOUNS.get(tag)
    if noun is None or len(text) > _LONGEST_BUILT:
        return noun
    try:
        value = _CONSTRUCTOR.construct_object(yaml.ScalarNode(tag, text))
    except ValueError:
        return noun
    return _described(value, text)


def _described(value: object, text: str) -> str | None:
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case date():
            return f"the date {value.isoformat()}"
        case _:
            return None if str(value) == text else f"the number {value}"

"""The kinds of values in roadmap files: how each is read, and its JSON Schema."""

from __future__ import annotations

from typing import Any, get_args

from msgspec import Struct

from mlroadmap.core.roadmap.content import StepKind
from mlroadmap.core.roadmap.habit_values import read_end, read_rule
from mlroadmap.core.roadmap.lengths import (
    HABIT_TIMES,
    STEP_MINUTES,
    read_effort,
    read_habit_times,
    read_step_minutes,
)
from mlroadmap.core.roadmap.model import TopicEnd
from mlroadmap.core.roadmap.shape import TopicKind
from mlroadmap.core.roadmap.values import (
    FORMAT,
    HOURS_LIMIT,
    Reader,
    list_of,
    names_of,
    one_of,
    read_day,
    read_format,
    read_former_id,
    read_hours,
    read_id,
    read_remark,
    read_text,
    read_truth,
    read_url,
    read_word,
)

Schema = dict[str, Any]


class Value(Struct, frozen=True):
    """A value without keys of its own: how it is read, and its JSON Schema.

    `default` stands for one that is left out or cannot be read.
    """

    read: Reader[Any]
    schema: Schema
    default: Any = ""


def _choice(*words: str, default: str) -> Value:
    return Value(one_of(*words), {"enum": list(words)}, default)


_ID_SCHEMA: Schema = {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,63}$"}
_FORMER_ID_SCHEMA: Schema = {"type": "string", "pattern": "^[a-z0-9-]{1,64}$"}
_URL_SCHEMA: Schema = {"type": "string", "pattern": "^[hH][tT][tT][pP][sS]?://[^\\s/?#]+\\S*$"}
_HOURS_SCHEMA: Schema = {"type": "number", "exclusiveMinimum": 0, "maximum": HOURS_LIMIT}
_RANGE_SCHEMA: Schema = {
    "type": "object",
    "properties": dict.fromkeys(("low", "likely", "high"), _HOURS_SCHEMA),
    "required": ["low", "likely", "high"],
    "additionalProperties": False,
}


def _array(items: Schema, **limits: Any) -> Schema:
    return {"type": "array", "items": items, **limits}


TEXT = Value(read_text, {"type": "string", "minLength": 1})
REMARK = Value(read_remark, {"type": "string"})
TEXTS = Value(list_of(read_text), _array({"type": "string"}), ())
ID = Value(read_id, _ID_SCHEMA)
FORMER_IDS = Value(names_of(read_former_id), _array(_FORMER_ID_SCHEMA, uniqueItems=True), ())
NAME = Value(read_remark, {"type": "string"})
NAMES = Value(names_of(read_word), _array({"type": "string"}, uniqueItems=True), ())
LINK = Value(read_url, _URL_SCHEMA)
TRUTH = Value(read_truth, {"type": "boolean"}, default=False)
HOURS = Value(read_hours, _HOURS_SCHEMA, None)
EFFORT = Value(read_effort, {"anyOf": [_HOURS_SCHEMA, _RANGE_SCHEMA]}, None)
MINUTES = Value(
    read_step_minutes,
    {"type": "integer", "minimum": STEP_MINUTES[0], "maximum": STEP_MINUTES[-1]},
    None,
)
TIMES = Value(
    read_habit_times,
    {"type": "integer", "minimum": HABIT_TIMES[0], "maximum": HABIT_TIMES[-1]},
    None,
)
RULE = Value(read_rule, {"type": "string", "minLength": 1}, None)
END = Value(read_end, {"type": "string"}, None)
DAY = Value(read_day, {"type": "string", "pattern": "^2[01][0-9]{2}-[0-9]{2}-[0-9]{2}$"}, None)
VERSION = Value(read_format, {"const": FORMAT}, FORMAT)
TOPIC_KIND = _choice(*get_args(TopicKind), default="study")
TOPIC_END = _choice(*get_args(TopicEnd), default="finish")
STEP_KIND = _choice(*get_args(StepKind), default="read")
STRENGTH = _choice("strong", "fair", "weak", "none", default="none")

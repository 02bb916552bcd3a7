"""Write the JSON Schema of roadmap files, out of the model and the format's description.

Run `python docs/schema.py` after a change to either. Editors find the schema through the
first line of the files that mlroadmap writes.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from msgspec import Struct
from msgspec.structs import fields

from mlroadmap.core.roadmap.model import (
    Evidence,
    Resource,
    Roadmap,
    Section,
    Source,
    Stage,
    Topic,
)
from mlroadmap.core.roadmap.reading import FORMAT, STRENGTHS
from mlroadmap.core.roadmap.values import HOURS_LIMIT

HERE = Path(__file__).parent
TARGET = HERE.parent / "src" / "mlroadmap" / "roadmap.schema.json"
DOCUMENT = HERE / "roadmap-format.md"

Schema = dict[str, Any]

PARTS: dict[str, type[Struct]] = {
    "Stage": Stage,
    "Section": Section,
    "Topic": Topic,
    "Evidence": Evidence,
    "Resource": Resource,
    "Source": Source,
}
# What a field of the model is called in a file; None where it is not written there.
KEYS: dict[str, str | None] = {
    "effort": "hours",
    "minutes": "hours",
    "default_minutes": "default_hours",
    "number": None,
    "key": None,
    "hours_known": None,
}
ID: Schema = {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,63}$"}
FORMER_ID: Schema = {"type": "string", "pattern": "^[a-z0-9-]{1,64}$"}
LINK: Schema = {"type": "string", "pattern": "^[hH][tT][tT][pP][sS]?://[^\\s/?#]+\\S*$"}
NAMES: Schema = {"type": "array", "items": {"type": "string"}, "uniqueItems": True}
HOURS: Schema = {"type": "number", "exclusiveMinimum": 0, "maximum": HOURS_LIMIT}
RANGE: Schema = {
    "type": "object",
    "properties": dict.fromkeys(("low", "likely", "high"), HOURS),
    "required": ["low", "likely", "high"],
    "additionalProperties": False,
}
PLAIN = {str: "string", bool: "boolean"}
_SOME: dict[str, Schema] = {"string": {"minLength": 1}, "array": {"minItems": 1}}
SPECIAL: dict[str, Schema] = {
    "id": ID,
    "aliases": {"type": "array", "items": FORMER_ID, "uniqueItems": True},
    "needs": NAMES,
    "helps": NAMES,
    "url": LINK,
    "better_url": LINK,
    "minutes": HOURS,
    "default_minutes": HOURS,
    "effort": {"anyOf": [HOURS, RANGE]},
    "strength": {"enum": list(STRENGTHS)},
}


def schema() -> Schema:
    """Give the schema of a roadmap file."""
    document = DOCUMENT.read_text(encoding="utf-8")
    parts = {name: part(kind, _words(document, name)) for name, kind in PARTS.items()}
    _let_stages_have_topics(parts["Stage"], _words(document, "Stage"))
    whole = part(Roadmap, _words(document, "The file"))
    whole["properties"] = {"format": {"const": FORMAT}, **whole["properties"]}
    whole["required"].insert(0, "format")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A roadmap of mlroadmap, format {FORMAT}",
        **whole,
        "$defs": parts,
    }


def part(kind: type[Struct], words: dict[str, str]) -> Schema:
    """Give the schema of one part of a roadmap: its keys, and which must be there."""
    hints = get_type_hints(kind)
    properties: Schema = {}
    required = []
    for field in fields(kind):
        key = KEYS.get(field.name, field.name)
        if key is None:
            continue
        value = SPECIAL.get(field.name) or value_of(hints[field.name])
        properties[key] = {"description": words[key], **value}
        if field.required and field.name != "effort":
            required.append(key)
            properties[key] |= _SOME.get(value.get("type", ""), {})
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def value_of(hint: Any) -> Schema:
    """Give the schema of a value by its type in the model."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin is UnionType:
        return value_of(next(kind for kind in arguments if kind is not NoneType))
    if origin is tuple:
        return {"type": "array", "items": value_of(arguments[0])}
    if hint in PLAIN:
        return {"type": PLAIN[hint]}
    if hint in PARTS.values():
        return {"$ref": f"#/$defs/{hint.__name__}"}
    return {"type": "object", "additionalProperties": value_of(arguments[1])}


def text() -> str:
    """Spell the schema as it stands in the file."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def _let_stages_have_topics(stage: Schema, words: dict[str, str]) -> None:
    """Allow topics in place of the sections that every stage of the model has."""
    topics = {"description": words["topics"], **value_of(tuple[Topic, ...]), **_SOME["array"]}
    stage["properties"]["topics"] = topics
    stage["required"].remove("sections")
    stage["oneOf"] = [{"required": ["sections"]}, {"required": ["topics"]}]


def _words(document: str, heading: str) -> dict[str, str]:
    """Read what the format's description says of each key under a heading."""
    _, _, rest = document.partition(f"\n### {heading}\n")
    below = re.split(r"\n#{2,3} ", rest)[0]
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| ", below, re.MULTILINE)
    return {key: words.replace("`", "") for key, words in rows}


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
    print(f"{TARGET.name} is written.")

"""Write what follows from the grammar: the JSON Schema, and the tables of the description.

Run `python docs/schema.py` after a change to `core/roadmap/grammar.py`. Editors find the
schema through the first line of the files that mlroadmap writes.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from mlroadmap.core.roadmap.grammar import PARTS, ROADMAP, Key, Part, Parts
from mlroadmap.core.roadmap.value_kinds import Schema
from mlroadmap.core.roadmap.values import FORMAT

HERE = Path(__file__).parent
TARGET = HERE.parent / "src" / "mlroadmap" / "roadmap.schema.json"
DOCUMENT = HERE / "roadmap-format.md"


def schema() -> Schema:
    """Give the schema of a roadmap file; that of a content file is `$defs/TopicContent`."""
    others = [part for part in PARTS.values() if part is not ROADMAP]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A roadmap of mlroadmap, format {FORMAT}",
        **_part(ROADMAP),
        "$defs": {part.kind.__name__: _part(part) for part in others},
    }


def text() -> str:
    """Spell the schema as it stands in the file."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def document() -> str:
    """Give the format's description, with the tables of keys made anew."""
    found = DOCUMENT.read_text(encoding="utf-8")
    for heading, part in PARTS.items():
        before, title, rest = found.partition(f"\n### {heading}\n")
        rest = re.sub(r"(^\|.*\n)+", _table(part), rest, count=1, flags=re.MULTILINE)
        found = before + title + rest
    return found


def _part(part: Part) -> Schema:
    required = [key for key in part.keys if key.required]
    found: Schema = {
        "type": "object",
        "properties": {key.name: _key(key) for key in part.keys},
        "required": [key.name for key in required if not key.alternative],
        "additionalProperties": False,
    }
    for key in required:
        if key.alternative:
            found["oneOf"] = [{"required": [name]} for name in (key.name, key.alternative)]
    return found


def _key(key: Key) -> Schema:
    value = _parts(key.holds) if isinstance(key.holds, Parts) else key.holds.schema
    return {"description": key.words.replace("`", ""), **value}


def _parts(parts: Parts) -> Schema:
    each = {"$ref": f"#/$defs/{parts.part.kind.__name__}"}
    match parts.shape:
        case "one":
            return each
        case "list":
            return {"type": "array", "items": each} | ({"minItems": 1} if parts.some else {})
        case "mapping":
            return {"type": "object", "additionalProperties": each}


def _table(part: Part) -> str:
    rows = [f"| `{key.name}` | {key.words} | {_need(key)} |\n" for key in part.keys]
    return "".join(["| key | value | |\n", "| --- | --- | --- |\n", *rows])


def _need(key: Key) -> str:
    if key.alternative:
        return f"this or `{key.alternative}`"
    if key.required:
        return "required"
    default = "" if isinstance(key.holds, Parts) else key.holds.default
    shown = str(default).lower() if isinstance(default, bool) else default
    return f"optional, `{shown}`" if shown else "optional"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
    DOCUMENT.write_text(document(), encoding="utf-8")
    print(f"{TARGET.name} and the tables of {DOCUMENT.name} are written.")

"""The JSON Schema that editors use says what the reader of roadmap files says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from mlroadmap.core.roadmap.template import template
from mlroadmap.storage.roadmap_file import check_text, schema_uri
from tests.roadmap_texts import CARD, FIRST, HEAD, RESOURCE, STEP, TOPIC

ROOT = Path(__file__).parents[1]
SCHEMA = json.loads((ROOT / "src/mlroadmap/roadmap.schema.json").read_text(encoding="utf-8"))
*EXAMPLES, CONTENT = re.findall(
    r"```yaml\n(.*?)```",
    (ROOT / "docs/roadmap-format.md").read_text(encoding="utf-8"),
    re.DOTALL,
)
CONTENTS = [CONTENT, *(file.read_text("utf-8") for file in (ROOT / "roadmap").iterdir())]
CONTENT_SCHEMA = {"$ref": "#/$defs/TopicContent", "$defs": SCHEMA["$defs"]}
GOOD = [
    *EXAMPLES,
    (ROOT / "roadmap.yaml").read_text(encoding="utf-8"),
    (ROOT / "tests/data/sample.yaml").read_text(encoding="utf-8"),
    template("x"),
    FIRST,
    TOPIC,
    RESOURCE,
    STEP + "      minutes: 120\n",
    CARD + "      step: s\n",
]
BAD = [
    HEAD,
    HEAD + "stages: 1\n",
    FIRST.replace("format: 1", "format: 2"),
    FIRST.replace("id: a", "id: A"),
    FIRST.replace("hours: 1", "hours: 0"),
    FIRST.replace("hours: 1", "hours: {low: 1, likely: 2}"),
    FIRST.replace("hours: 1", "hours: 1, kind: exam"),
    FIRST.replace("hours: 1", "hours: 1, neeeds: [a]"),
    FIRST.replace("hours: 1", "hours: 1, aliases: [b, b]"),
    FIRST + "  sections: []\n",
    RESOURCE + "    url: www.example.org\n",
    TOPIC + "    evidence: {basis: x}\n",
    TOPIC + "    done: 1\n",
    STEP + "      minutes: 300\n",
    STEP + "      kind: learn\n",
    CARD + "      stpe: s\n",
    TOPIC + "    after: 1 March\n",
    TOPIC + "milestones: [{title: T}]\n",
]


def faults(text: str) -> Iterator[Any]:
    # To the YAML of editors, which is newer than that of PyYAML, a date is a text.
    read = json.loads(json.dumps(yaml.safe_load(text), default=str))
    yield from Draft202012Validator(SCHEMA).iter_errors(read)


def test_the_schema_is_the_one_that_the_model_gives() -> None:
    generator = run_path(str(ROOT / "docs" / "schema.py"))
    assert generator["text"]() == generator["TARGET"].read_text(encoding="utf-8")


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("text", GOOD)
def test_what_the_reader_takes_the_schema_takes(text: str) -> None:
    assert list(faults(text)) == []
    assert check_text(text)[0] is not None


@pytest.mark.parametrize("text", BAD)
def test_what_the_schema_refuses_the_reader_refuses(text: str) -> None:
    assert list(faults(text))
    assert check_text(text)[0] is None


@pytest.mark.parametrize("text", CONTENTS)
def test_the_schema_takes_content_files(text: str) -> None:
    validator = Draft202012Validator(CONTENT_SCHEMA)
    assert list(validator.iter_errors(yaml.safe_load(text))) == []
    assert list(validator.iter_errors({"steps": [{"title": "No id"}]}))


def test_the_schema_is_where_the_files_say() -> None:
    assert schema_uri().startswith("file:///")
    assert Path(schema_uri().removeprefix("file://")).is_file()

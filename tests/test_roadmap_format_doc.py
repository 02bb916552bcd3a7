"""The specification and the code say the same."""

from __future__ import annotations

import re
from pathlib import Path
from runpy import run_path

import pytest

from mlroadmap.core.roadmap.content_reading import read_content
from mlroadmap.core.roadmap.problems import PROBLEM_LIMIT, Code
from mlroadmap.core.roadmap.values import HOURS_LIMIT
from mlroadmap.storage.text_file import SIZE_LIMIT
from mlroadmap.storage.yaml_document import DEPTH_LIMIT, NODE_LIMIT
from tests.roadmap_texts import (
    CARD,
    FIRST,
    HEAD,
    RESOURCE,
    STEP,
    TOPIC,
    problems_in,
    tree,
    valid,
)

ROOT = Path(__file__).parents[1]
DOC = (ROOT / "docs" / "roadmap-format.md").read_text(encoding="utf-8")
GRAMMAR, _, CODE_TABLE = DOC.partition("## Problem codes")
MINIMAL, FULL, CONTENT = re.findall(r"```yaml\n(.*?)```", GRAMMAR, re.DOTALL)
KEYS = set(re.findall(r"^\| `(\w+)` \|", GRAMMAR, re.MULTILINE))
CODES = re.findall(r"^\| `([a-z0-9-]+)` \|", CODE_TABLE, re.MULTILINE)
EXAMPLES = re.findall(
    r"^\| `([a-z-]+)` \| [^|]+ \| `([a-z<\[, \]]+: [^`]+)`.* \|$", CODE_TABLE, re.MULTILINE
)
# Where an example belongs that is no line of a topic.
PLACES = {
    "format": FIRST.replace("format: 1", "EXAMPLE"),
    "about": FIRST + "EXAMPLE\n",
    "stages": HEAD + "EXAMPLE\n",
    "resource": STEP + "      EXAMPLE\n",
    "step": CARD + "      EXAMPLE\n",
    "url": RESOURCE + "    EXAMPLE\n",
    "rule": FIRST + "habits:\n- {EXAMPLE}\n",
    "times": FIRST + "habits:\n- {EXAMPLE}\n",
    "sources": TOPIC + "    evidence: {strength: fair, EXAMPLE}\n",
}
REQUIRED = {"id": "x", "title": "X", "hours": "1"}


def with_example(example: str) -> str:
    key = example.partition(":")[0]
    if key in PLACES:
        return PLACES[key].replace("EXAMPLE", example)
    lines = [f"{name}: {value}" for name, value in REQUIRED.items() if name != key]
    return FIRST + "  - " + "\n    ".join([*lines, example]) + "\n"


def test_the_minimal_example_is_valid() -> None:
    roadmap = valid(MINIMAL)
    assert roadmap.topics["loaf"].needs == ("dough",)
    assert roadmap.topics["loaf"].effort.likely_minutes == 90


def test_the_full_example_is_valid_and_uses_every_key() -> None:
    assert valid(FULL).topics["loaf"].kind == "project"
    assert set(re.findall(r"(\w+):", FULL)) >= KEYS


def test_the_example_of_a_content_file_fits_the_full_example() -> None:
    roadmap = valid(FULL)
    reading = read_content(tree(CONTENT), roadmap.topics["dough"], roadmap.library)
    assert reading.problems == ()
    assert reading.minutes == roadmap.topics["dough"].effort.likely_minutes


def test_the_tables_are_those_of_the_grammar() -> None:
    generator = run_path(str(ROOT / "docs" / "schema.py"))
    assert generator["document"]() == DOC


def test_every_problem_code_is_documented_once_and_exists() -> None:
    assert sorted(CODES) == sorted(code.value for code in Code)


@pytest.mark.parametrize(("code", "example"), EXAMPLES)
def test_an_example_of_a_problem_has_that_problem(code: str, example: str) -> None:
    assert code in {problem.code for problem in problems_in(with_example(example))}


def test_most_codes_have_an_example_that_is_tried() -> None:
    assert len(EXAMPLES) >= 18


@pytest.mark.parametrize(
    "limit",
    [
        f"{SIZE_LIMIT // 1024**2} MiB",
        f"{NODE_LIMIT:,} values",
        f"deeper than {DEPTH_LIMIT}",
        f"At most {PROBLEM_LIMIT} problems",
        f"at most {HOURS_LIMIT:,}",
    ],
)
def test_the_limits_are_the_ones_in_the_code(limit: str) -> None:
    assert limit in DOC

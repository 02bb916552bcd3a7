"""Every JSON document that is printed is as its JSON Schema says, and nothing more."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from mlroadmap.cli.command_line import kinds_of
from mlroadmap.cli.commands import COMMANDS, declared
from mlroadmap.cli.parameters import Command
from mlroadmap.views.schemas.catalogue import DOCUMENTS, document_schema
from tests.conftest import SAMPLE, Cli

SCHEMAS = Path(__file__).parents[2] / "docs" / "document_schemas.py"

# What each document is printed by, for a learner in the midst of things.
PRINTED: dict[str, list[tuple[str, ...]]] = {
    "check": [("check", str(SAMPLE))],
    "days": [("off",), ("hours",)],
    "doctor": [("doctor",)],
    "forecast": [("forecast",)],
    "forecast-score": [("forecast", "--score")],
    "formats": [("export",)],
    "history": [("history",)],
    "next": [("next",)],
    "paths": [("paths",)],
    "plan": [("plan",), ("export", "json")],
    "review": [("review",)],
    "roadmaps": [("roadmaps",)],
    "show": [("show", "vectors"), ("show", "1"), ("show", "projects")],
    "status": [("status",)],
    "steps": [("steps", "vectors"), ("steps", "calculus")],
    "today": [("today",)],
    "topics": [("topics",)],
    "week": [("week",), ("week", "+1")],
    "whatif": [("whatif", "--hours", "5,10"), ("whatif", "--skip", "2")],
    "whatif-first": [("whatif", "--first", "2,calculus")],
    "whatif-review": [("whatif", "--review", "off,0.9")],
    "why-day": [("why", "+1d"), ("why", "2027-01-20"), ("why", "yesterday")],
    "why-topic": [("why", "calculus"), ("why", "deep-project")],
}
CASES = [(name, words) for name, commands in PRINTED.items() for words in commands]
# These need a file; they have a test of their own below.
OTHERS = {"error", "export", "import", "import-progress"}


def closed(schema: Any) -> Any:
    """Give a schema that allows no keys but those it names."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(value) for key, value in schema.items()}
    return {"additionalProperties": False, **inner} if "properties" in inner else inner


def check(name: str, document: Any) -> None:
    schema = document_schema(name)
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(document)
    if name != "error":
        Draft202012Validator(closed(schema)).validate(document)


@pytest.fixture
def busy(planned: Cli) -> Cli:
    """A learner on the fourth day who has used about everything."""
    planned("log", "vectors", "50m")
    planned("forecast")
    planned("hours", "10", "--from", "2027-02-01")
    planned("off", "2027-01-20")
    planned.today = "2027-01-07"
    planned("done", "vectors", "--time", "2h", "--note", "at last")
    planned("skip", "flat-project")
    planned("undo")
    planned("plan", "--finish-by", "2027-06-30", "--hours", "7")
    planned("start", "calculus")
    return planned


def test_every_document_is_tried() -> None:
    assert {*PRINTED, *OTHERS} == set(DOCUMENTS)


@pytest.mark.parametrize(("name", "words"), CASES)
def test_what_is_printed_fits(busy: Cli, name: str, words: tuple[str, ...]) -> None:
    check(name, busy.document(*words))


@pytest.mark.parametrize("words", [("topics",), ("show", "vectors"), ("check", str(SAMPLE))])
def test_it_fits_without_a_plan_too(cli: Cli, words: tuple[str, ...]) -> None:
    check(words[0], cli.document(*words))


@pytest.mark.parametrize("name", ["next", "status", "today", "week", "plan", "forecast"])
def test_it_fits_when_all_is_done(planned: Cli, name: str) -> None:
    planned("done", "vectors", "calculus", "networks", "flat-project", "deep-project")
    check(name, planned.document(name))


def test_the_steps_of_today_fit(planned: Cli) -> None:
    document = planned.document("next")
    assert document["sessions"][0]["steps"]
    check("next", document)


def test_cards_that_are_due_fit(planned: Cli) -> None:
    planned("done", "vectors")
    planned.today = "2027-01-06"
    document = planned.document("review")
    assert document["cards"]
    check("review", document)


def test_damage_and_unusable_roadmaps_fit(planned: Cli, tmp_path: Path) -> None:
    (log,) = (planned.state / "log").iterdir()
    log.write_bytes(log.read_bytes() + b"nonsense\n")
    check("doctor", json.loads(planned("doctor", "--json", exits=6).stdout))
    bad = tmp_path / "bad.yaml"
    bad.write_text("format: 1\ntitle: 1\n", encoding="utf-8")
    check("check", json.loads(planned("check", str(bad), "--json", exits=4).stdout))


def test_roadmaps_side_by_side_fit(planned: Cli, tmp_path: Path) -> None:
    planned.roadmap = Path()
    for name in ("one", "two"):
        file = tmp_path / f"{name}.yaml"
        file.write_bytes(SAMPLE.read_bytes())
        planned("use", str(file), MLROADMAP_ROADMAP="")
    (tmp_path / "one.yaml").unlink()
    check("roadmaps", json.loads(planned("roadmaps", "--json", MLROADMAP_ROADMAP="").stdout))


def test_what_was_written_or_read_fits(planned: Cli, tmp_path: Path) -> None:
    tasks = tmp_path / "tasks.json"
    check("export", planned.document("export", "taskwarrior", "-o", str(tasks)))
    text = tasks.read_text(encoding="utf-8").replace('"pending"', '"completed"')
    tasks.write_text(text, encoding="utf-8")
    check("import-progress", planned.document("import", "--progress", str(tasks)))
    source = tmp_path / "source.md"
    source.write_text("# A\n## B\n- [x] One\n- [ ] Two (2 hours)\n## About\nx\n", "utf-8")
    target = str(tmp_path / "made.yaml")
    check("import", planned.document("import", str(source), "-o", target))


@pytest.mark.parametrize(
    ("words", "exits"), [(("show", "nothing"), 3), (("why", "project"), 3), (("week", "x"), 2)]
)
def test_errors_fit(planned: Cli, words: tuple[str, ...], exits: int) -> None:
    check("error", json.loads(planned(*words, "--json", exits=exits).stderr))


def commands_with_json() -> Iterator[str]:
    for name in COMMANDS:
        found = declared(name)
        if isinstance(found, Command) and "as_json" in kinds_of(found.run):
            yield name


def test_every_command_that_prints_a_document_has_its_schema() -> None:
    tried = {words[0] for _, words in CASES} | {"import", "export"}
    assert set(commands_with_json()) == tried


def test_the_published_schemas_are_those_of_the_shapes() -> None:
    generator = run_path(str(SCHEMAS))
    folder: Path = generator["TARGET"]
    files = {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}
    assert files == generator["texts"]()

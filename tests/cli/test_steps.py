"""Steps of topics: `steps`, `show`, and what `check` says of content files."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import Cli
from tests.roadmap_texts import FIRST


def test_steps_are_listed_with_what_ends_them(planned: Cli) -> None:
    said = planned.said("steps", "vectors")
    assert "Where does 2u - v end" in said
    assert "At (-1, 3)." not in said
    assert "At (-1, 3)." in planned.said("steps", "vectors", "--answers")


def test_the_document_has_every_step(planned: Cli) -> None:
    document = planned.document("steps", "vectors")
    assert document["topic"] == "vectors"
    assert [step["minutes"] for step in document["steps"]] == [50, 70, 15, 105]
    assert document["steps"][0]["resource"]["url"] == "https://example.org/pictures"
    assert document["steps"][3]["resource"] is None
    assert planned.document("show", "vectors")["topic"]["steps"] == document["steps"]


def test_a_topic_without_steps_says_so(planned: Cli) -> None:
    assert "Calculus has no steps" in planned.said("steps", "calculus")
    assert planned.document("steps", "calculus")["steps"] == []
    assert "No topic is called" in planned("steps", "nothing", exits=3).stderr


def test_a_change_to_a_content_file_is_seen_at_once(cli: Cli, tmp_path: Path) -> None:
    cli.roadmap = tmp_path / "my.yaml"
    cli.roadmap.write_text(FIRST, encoding="utf-8")
    cli("plan", "--hours", "7")
    assert "A has no steps" in cli.said("steps", "a")
    steps = tmp_path / "my" / "a.yaml"
    steps.parent.mkdir()
    steps.write_text("steps: [{id: one, title: First}]", encoding="utf-8")
    assert "First" in cli.said("steps", "a")
    steps.write_text("steps: [{id: one, title: Second}]", encoding="utf-8")
    assert "Second" in cli.said("steps", "a")
    steps.write_text("steps: [{id: one}]", encoding="utf-8")
    assert f"{steps}:1:9: missing-key" in cli("steps", "a", exits=4).stderr


def test_check_tells_warnings_from_problems(cli: Cli, tmp_path: Path) -> None:
    cli.roadmap = tmp_path / "my.yaml"
    cli.roadmap.write_text(FIRST, encoding="utf-8")
    steps = tmp_path / "my" / "a.yaml"
    steps.parent.mkdir()
    steps.write_text("steps: [{id: one, title: One, minutes: 30}]", encoding="utf-8")
    said = cli("check").stdout
    assert f"{steps}:1:8: steps-minutes: The steps take 30 minutes and the topic 60." in said
    assert said.endswith("1 warning; the roadmap can be used. 1 stage, 1 topic, 1h likely.\n")
    (problem,) = cli.document("check")["problems"]
    assert (problem["file"], problem["warning"]) == (str(steps), True)
    steps.write_text("steps: [{id: one, title: One, minutes: 3}]", encoding="utf-8")
    document = json.loads(cli("check", "--json", exits=4).stdout)
    assert document["topics"] is None
    assert [each["warning"] for each in document["problems"]] == [False]
    assert cli("check", exits=4).stdout.endswith(f"1 problem in {cli.roadmap}.\n")


def test_topics_say_what_the_roadmap_is_and_assumes(planned: Cli) -> None:
    assert "Nothing at all." in planned.said("topics")
    assert planned.document("topics")["assumes"] == "Nothing at all."

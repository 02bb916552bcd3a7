"""Names as people type them, on the built-in roadmap."""

from __future__ import annotations

import pytest

from mlroadmap.storage.roadmap_file import builtin_roadmap_path
from tests.conftest import Cli


@pytest.fixture
def learner(cli: Cli) -> Cli:
    """A learner on the first day: two topics of stage 1 are due."""
    cli.roadmap = builtin_roadmap_path()
    cli("plan", "--hours", "10")
    return cli


def states(cli: Cli) -> dict[str, str]:
    return {each["id"]: each["state"] for each in cli.document("plan")["topics"]}


@pytest.mark.parametrize(
    ("known", "name", "topic"),
    [
        ("key-responsibilities|skill-programming", "ml", "skill-ml-algorithms"),
        ("role-design-models", "data", "role-data-handling"),
        ("1|2|data-collection", "data", "data-cleaning"),
        ("1|linear-algebra", "python basics", "python-basics"),
    ],
)
def test_todays_topic_is_meant_first(learner: Cli, known: str, name: str, topic: str) -> None:
    learner("known", *known.split("|"))
    learner("log", name, "5m")
    learner("done", name)
    assert [each for each, state in states(learner).items() if state == "done"] == [topic]


@pytest.mark.parametrize(
    "name", ["deep learning", "stage 5", "5", "Deep Learning Fundamentals"]
)
def test_a_stage_is_skipped_by_its_name(learner: Cli, name: str) -> None:
    learner("skip", name)
    skipped = [each for each, state in states(learner).items() if state == "skipped"]
    assert len(skipped) == 6
    assert "deep-q-learning" not in skipped


@pytest.mark.parametrize("words", [["Advanced Topics"], ["stage", "8"], ["advanced", "topics"]])
def test_stage_8_is_not_a_topic_of_python(learner: Cli, words: list[str]) -> None:
    learner("skip", *words)
    skipped = [each for each, state in states(learner).items() if state == "skipped"]
    assert len(skipped) == 10
    assert "python-advanced" not in skipped


@pytest.mark.parametrize(
    ("words", "candidates"),
    [
        (("skip", "data"), ("role-data-handling", "data-preprocessing (stage 3)")),
        (("skip", "advanced"), ("python-advanced", "advanced-topics (stage 8)")),
        (("log", "deep learning", "5m"), ("deep-q-learning", "deep-learning (stage 5)")),
        (("start", "5"), ("neural-networks", "gans")),
    ],
)
def test_two_readings_change_nothing_and_are_shown(
    learner: Cli, words: tuple[str, ...], candidates: tuple[str, ...]
) -> None:
    before = states(learner)
    error = learner(*words, exits=3).stderr
    assert all(candidate in error for candidate in candidates)
    assert states(learner) == before


def test_done_takes_a_stage_and_leaves_what_is_settled_in_it(learner: Cli) -> None:
    learner("skip", "data-cleaning")
    learner("done", "3")
    after = states(learner)
    assert after["data-cleaning"] == "skipped"
    assert after["data-collection"] == after["feature-engineering"] == "done"
    assert "Data Collection was done on" in learner.said("done", "3")


def test_reopen_means_what_is_settled(learner: Cli) -> None:
    learner("known", "data-cleaning")
    learner("reopen", "data")
    assert states(learner)["data-cleaning"] == "todo"


def test_goals_and_corrections_take_the_nearest_reading_too(learner: Cli) -> None:
    learner("known", "key-responsibilities", "skill-programming")
    learner("plan", "--first", "ml")
    assert learner.document("plan")["first"] == ["skill-ml-algorithms"]
    learner("log", "numpy", "10m")
    entry = learner.document("history")["entries"][-1]["id"]
    learner("edit", entry, "--topic", "ml")
    assert "ML Algorithms" in learner.document("history")["entries"][-1]["what"]
    before = learner.document("plan")
    refused = learner("plan", "--only", "data", exits=3).stderr
    assert "mlroadmap plan --only data-" in refused
    assert learner.document("plan") == before

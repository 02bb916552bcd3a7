from __future__ import annotations

import os
from pathlib import Path

import pytest

from mlroadmap.core.roadmap.content import Step, TopicContent
from mlroadmap.core.roadmap.model import Effort
from mlroadmap.errors import RoadmapError
from mlroadmap.storage.content_files import hours_files, load_content
from mlroadmap.storage.roadmap_file import (
    LoadedRoadmap,
    builtin_roadmap_path,
    check_all,
    check_file,
    load_roadmap,
)
from tests.roadmap_texts import FIRST, TOPIC, TOPICS

STEPS = "steps:\n- {id: one, title: One, minutes: 60}\n"
ONE = TopicContent((Step("one", "One", 60),))
HOURLESS = TOPICS + "  - {id: a, title: A}\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "my.yaml"
    path.write_text(FIRST, encoding="utf-8")
    return path


def put(roadmap: Path, name: str, text: str) -> Path:
    path = roadmap.with_suffix("") / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def content(loaded: LoadedRoadmap, topic: str = "a", cache: Path | None = None) -> TopicContent:
    return load_content(loaded.path, loaded.compiled, topic, cache)


def found(roadmap: Path) -> list[tuple[str, str]]:
    return [(Path(p.file).name, p.code) for p in check_all(roadmap)[1]]


def test_a_topic_without_steps_has_empty_content(file: Path, tmp_path: Path) -> None:
    assert content(load_roadmap(file)) == TopicContent()
    bare = file.rename(tmp_path / "my")
    assert content(load_roadmap(bare)) == TopicContent()
    assert check_all(bare)[1] == ()


def test_content_lies_in_a_file_of_the_topics_name(file: Path) -> None:
    put(file, "a.yaml", STEPS)
    assert content(load_roadmap(file)) == ONE
    assert found(file) == []


def test_content_may_lie_in_the_roadmap_file(file: Path, tmp_path: Path) -> None:
    text = "    steps: [{id: one, title: One, minutes: 120}]\n"
    file.write_text(TOPIC + text, encoding="utf-8")
    first, again = (load_roadmap(file, tmp_path / "cache") for _ in range(2))
    assert first == again
    assert content(again, "b") == TopicContent((Step("one", "One", 120),))


def test_compiled_content_is_used_for_the_same_bytes_alone(file: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    path = put(file, "a.yaml", STEPS)
    loaded = load_roadmap(file)
    assert content(loaded, cache=cache) == ONE
    (kept,) = cache.iterdir()
    before = kept.stat().st_mtime_ns
    assert content(loaded, cache=cache) == ONE
    assert kept.stat().st_mtime_ns == before
    path.write_text(STEPS.replace("One", "Two"), encoding="utf-8")
    assert content(loaded, cache=cache).steps[0].title == "Two"
    # The minutes follow the topic's hours, so another roadmap means other content.
    file.write_text(FIRST.replace("hours: 1", "hours: 2"), encoding="utf-8")
    assert content(load_roadmap(file), cache=cache).steps[0].minutes == 120


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("steps: [", "yaml-syntax"),
        ("steps: [{id: one}]", "missing-key"),
        ("steps: &x []\n", "yaml-anchor"),
    ],
)
def test_content_that_cannot_be_used_is_refused_with_its_place(
    file: Path, text: str, code: str
) -> None:
    path = put(file, "a.yaml", text)
    loaded = load_roadmap(file)
    with pytest.raises(RoadmapError) as caught:
        content(loaded)
    assert caught.value.message.startswith(f"{path}:")
    assert f": {code}: " in caught.value.message
    assert f"mlroadmap check {file}" in caught.value.hint
    assert found(file) == [("a.yaml", code)]
    assert check_all(file)[0] is None


def test_files_that_are_none_are_refused(file: Path) -> None:
    path = put(file, "a.yaml", "")
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(RoadmapError, match="not-a-file"):
        content(load_roadmap(file))
    assert found(file) == [("a.yaml", "not-a-file")]
    path.unlink()
    path.write_bytes(b"\xff")
    assert found(file) == [("a.yaml", "not-utf-8")]


def test_steps_in_two_places_are_a_problem(file: Path) -> None:
    text = "    steps: [{id: one, title: One, minutes: 120}]\n"
    file.write_text(TOPIC + text, encoding="utf-8")
    put(file, "b.yaml", STEPS.replace("60", "120"))
    assert found(file) == [("b.yaml", "conflicting-keys")]
    assert check_all(file)[0] is None


def test_files_of_no_topic_are_a_warning(file: Path) -> None:
    file.write_text(TOPIC + "    aliases: [old]\n", encoding="utf-8")
    put(file, "old.yaml", STEPS)
    put(file, "a.yml", STEPS)
    put(file, "stray.yaml", STEPS)
    put(file, "notes.md", "")
    loaded, problems = check_all(file)
    assert loaded is not None
    assert [(Path(p.file).name, p.code) for p in problems] == [
        ("a.yml", "stray-file"),
        ("old.yaml", "stray-file"),
        ("stray.yaml", "stray-file"),
    ]
    hints = [problem.hint for problem in problems]
    assert hints == [
        "Did you mean a.yaml?",
        "Did you mean b.yaml?",
        "Rename it, or take it away.",
    ]


def test_steps_may_say_how_long_a_topic_takes(file: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    file.write_text(HOURLESS, encoding="utf-8")
    unknown = load_roadmap(file, cache)
    assert hours_files(file, unknown.compiled) == [file.with_suffix("")]
    path = put(file, "a.yaml", STEPS)
    for _ in range(2):
        loaded = load_roadmap(file, cache)
        topic = loaded.roadmap.topics["a"]
        assert (topic.effort, topic.hours_known) == (Effort(60, 60, 60), True)
        assert loaded.sha256 != unknown.sha256
        assert hours_files(file, loaded.compiled) == [path.parent, path]
        assert content(loaded) == ONE
        assert found(file) == []
    path.write_text(STEPS.replace("60", "90"), encoding="utf-8")
    assert load_roadmap(file, cache).roadmap.topics["a"].effort == Effort(90, 90, 90)
    path.write_text("steps: [{id: one, title: One}]", encoding="utf-8")
    assert not load_roadmap(file, cache).roadmap.topics["a"].hours_known
    path.unlink()
    assert load_roadmap(file, cache) == unknown


def test_steps_that_say_the_hours_and_cannot_be_used(file: Path, tmp_path: Path) -> None:
    file.write_text(HOURLESS, encoding="utf-8")
    cache = tmp_path / "cache"
    load_roadmap(file, cache)
    path = put(file, "a.yaml", "steps: [{id: one}]")
    loaded, (problem,) = check_file(file)
    assert loaded is None
    assert (problem.file, problem.code) == (str(path), "missing-key")
    path.unlink()
    path.mkdir()
    with pytest.raises(RoadmapError, match="not-a-file"):
        load_roadmap(file, cache)


def test_the_content_of_the_built_in_roadmap_is_whole() -> None:
    loaded, problems = check_all(builtin_roadmap_path())
    assert problems == ()
    assert loaded is not None
    contents = {topic: content(loaded, topic) for topic in loaded.roadmap.topics}
    minutes = {topic: sum(step.minutes for step in of.steps) for topic, of in contents.items()}
    assert minutes == {
        topic.id: topic.effort.likely_minutes for topic in loaded.roadmap.topics.values()
    }
    assert all(of.cards for of in contents.values())
    used = {step.resource for of in contents.values() for step in of.steps if step.resource}
    assert used <= loaded.roadmap.library.keys()
    assert all(resource.free and resource.url for resource in loaded.roadmap.library.values())

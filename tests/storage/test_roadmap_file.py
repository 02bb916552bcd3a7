from __future__ import annotations

import errno
import gc
import hashlib
import os
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.roadmap.problems import PROBLEM_LIMIT, Position
from mlroadmap.errors import ExitCode, RoadmapError
from mlroadmap.storage import roadmap_file
from mlroadmap.storage.roadmap_file import builtin_roadmap_path, check_file, load_roadmap
from mlroadmap.storage.text_file import SIZE_LIMIT
from tests.roadmap_texts import FIRST, HEAD, TOPICS, problems_in

BUILTIN = builtin_roadmap_path().read_text(encoding="utf-8")


def codes(path: Path) -> list[str]:
    loaded, problems = check_file(path)
    assert loaded is None
    return [problem.code for problem in problems]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "my.yaml"


def test_a_valid_file_is_loaded_with_its_hash(file: Path) -> None:
    file.write_text(FIRST, encoding="utf-8")
    loaded = load_roadmap(file)
    assert loaded.roadmap.title == "T"
    assert loaded.path == file
    assert loaded.sha256 == hashlib.sha256(FIRST.encode()).hexdigest()


def test_a_byte_order_mark_is_accepted_and_part_of_the_hash(file: Path) -> None:
    data = FIRST.encode("utf-8-sig")
    file.write_bytes(data)
    assert load_roadmap(file).sha256 == hashlib.sha256(data).hexdigest()


def test_a_bad_file_raises_with_every_problem_on_a_line(file: Path) -> None:
    file.write_text(HEAD + "stages: []\nabuot: x\n", encoding="utf-8")
    with pytest.raises(RoadmapError) as caught:
        load_roadmap(file)
    assert caught.value.exit_code == ExitCode.ROADMAP
    assert caught.value.message.splitlines() == [
        f"{file}:3:9: empty: 'stages' has no items. List at least one.",
        f"{file}:4:1: unknown-key: 'abuot' is no key of the roadmap. Did you mean 'about'?",
    ]
    assert f"mlroadmap check {file}" in caught.value.hint


@pytest.mark.parametrize(
    ("data", "mark", "code"),
    [
        (b"", Position(1, 1), "empty"),
        (b"\xef\xbb\xbf", Position(1, 1), "empty"),
        (b"# nothing\n", Position(1, 1), "empty"),
        (b"a: b\nc: \xc3\xa9\xff\n", Position(2, 5), "not-utf-8"),
        (b"\xef\xbb\xbfa\xff", Position(1, 2), "not-utf-8"),
        (b"\xed\xa0\x80", Position(1, 1), "not-utf-8"),
        (FIRST.encode("utf-16"), Position(1, 1), "not-utf-8"),
        (FIRST.encode("utf-16-be"), Position(1, 1), "not-text"),
        (b"a: b\nc: \x00\n", Position(2, 4), "not-text"),
    ],
)
def test_bytes_that_hold_no_roadmap(file: Path, data: bytes, mark: Position, code: str) -> None:
    file.write_bytes(data)
    loaded, (problem,) = check_file(file)
    assert loaded is None
    assert (problem.mark, problem.code) == (mark, code)


def test_utf_16_is_called_by_its_name(file: Path) -> None:
    file.write_text(FIRST, encoding="utf-16")
    _, (problem,) = check_file(file)
    assert "UTF-16" in problem.message


def test_a_missing_file(file: Path) -> None:
    assert codes(file) == ["missing-file"]


def test_a_directory(tmp_path: Path) -> None:
    assert codes(tmp_path) == ["not-a-file"]


def test_a_pipe_is_refused_without_waiting(file: Path) -> None:
    os.mkfifo(file)
    assert codes(file) == ["not-a-file"]


def test_a_device() -> None:
    assert codes(Path("/dev/null")) == ["not-a-file"]


def test_a_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s")
        assert codes(Path("s")) == ["unreadable-file"]


def test_a_loop_of_links(file: Path) -> None:
    file.symlink_to(file)
    assert codes(file) == ["unreadable-file"]


@pytest.mark.parametrize("name", ["a\0b", "a\ud800b", "x" * 5_000])
def test_names_that_no_file_can_have(name: str) -> None:
    loaded, (problem,) = check_file(Path(name))
    assert loaded is None
    assert problem.code in {"unreadable-file", "missing-file"}


def test_a_file_without_permission(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(os, "open", refuse)
    assert codes(file) == ["unreadable-file"]


def test_a_file_over_the_limit(file: Path) -> None:
    with file.open("wb") as sparse:
        sparse.truncate(SIZE_LIMIT + 1)
    assert codes(file) == ["too-large"]


def test_the_list_of_problems_ends_somewhere(file: Path) -> None:
    file.write_text(TOPICS + "  - {}\n" * 1_000, encoding="utf-8")
    found = codes(file)
    assert len(found) == PROBLEM_LIMIT + 1
    assert found[-1] == "too-many-problems"


def test_the_garbage_collector_is_left_as_it_was(file: Path) -> None:
    file.write_text(FIRST, encoding="utf-8")
    gc.disable()
    try:
        check_file(file)
        assert not gc.isenabled()
    finally:
        gc.enable()
    check_file(file)
    assert gc.isenabled()


def test_the_roadmap_inside_a_wheel_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roadmap_file, "_PACKAGE", tmp_path)
    assert builtin_roadmap_path() != tmp_path / "roadmap.yaml"
    (tmp_path / "roadmap.yaml").write_text(FIRST, encoding="utf-8")
    assert builtin_roadmap_path() == tmp_path / "roadmap.yaml"


def test_the_built_in_roadmap_is_whole() -> None:
    roadmap = load_roadmap(builtin_roadmap_path()).roadmap
    resources = [
        resource
        for stage in roadmap.stages
        for listed in (stage.resources, *(section.resources for section in stage.sections))
        for resource in listed
    ]
    likely = sum(topic.effort.likely_minutes for topic in roadmap.topics.values())
    assert (len(roadmap.stages), len(roadmap.topics), len(resources)) == (10, 69, 41)
    assert likely == 63_075


@given(st.data())
def test_no_change_to_a_valid_text_raises(data: st.DataObject) -> None:
    head, stages, body = BUILTIN.partition("\nstages:\n")
    lines = body.splitlines(keepends=True)
    size = data.draw(st.integers(0, 60))
    text = head[head.index("\nformat:") :] + stages + "".join(lines[:size])
    cut = data.draw(st.integers(0, len(text)))
    size = data.draw(st.integers(0, 30))
    new = data.draw(st.text(st.characters() | st.sampled_from("[]{}:,-&*!'\"\n #?|>%@")))
    for problem in problems_in(text[:cut] + new + text[cut + size :]):
        assert problem.message
        assert "\x1b" not in problem.located("f")


@given(st.binary(max_size=200))
def test_no_bytes_raise(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any-bytes.yaml"
    path.write_bytes(data)
    loaded, problems = check_file(path)
    assert loaded is None
    assert problems

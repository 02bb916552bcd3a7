"""Roadmaps and archives that somebody made to do harm."""

from __future__ import annotations

import resource
import zipfile
from pathlib import Path

import pytest

from .harness import Learner, Outcome, size

HEAD = """\
format: 1
title: T
stages:
  - id: s
    title: S
    sections:
      - id: p
        title: P
        topics:
"""
TOPIC = "- {{id: {id}, title: {title}, outcome: Can do it., hours: 1}}"


def roadmap(*topics: str) -> str:
    return HEAD + "".join(f"          {topic}\n" for topic in topics)


def bomb() -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return "\n".join(lines)


HOSTILE: dict[str, str] = {
    "bomb": bomb(),
    "merge bomb": "a: &a {x: 1}\n" + "\n".join(f"b{n}: {{<<: [*a, *a]}}" for n in range(100)),
    "brackets": "[" * 100_000,
    "braces": "{a: " * 100_000,
    "indentation": "".join(f"{' ' * n}a:\n" for n in range(2_000)),
    "a long number": roadmap(
        "- {id: a, title: A, outcome: Can., hours: " + "9" * 100_000 + "}"
    ),
    "names of files": roadmap(TOPIC.format(id="../../x", title="A")),
    "an object": "!!python/object/apply:os.system [touch owned]",
    "nul": "format: 1\0",
    "lone surrogate": roadmap(TOPIC.format(id="a", title='"\\ud800"')),
    "a million topics": roadmap(
        *(TOPIC.format(id=f"t{n}", title="A") for n in range(1_000_000))
    ),
}


def confined(learner: Learner, *words: str) -> Outcome:
    """Run with little memory and little time."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (2 * 2**30, 2 * 2**30))
        resource.setrlimit(resource.RLIMIT_CPU, (60, 60))

    return learner.run(*words, preexec=limit)


@pytest.mark.campaign
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_roadmap_is_refused(name: str, tmp_path: Path) -> None:
    learner = Learner(tmp_path)
    learner.plan()
    file = tmp_path / "hostile.yaml"
    file.write_text(HOSTILE[name], "utf-8")
    for words in (("check", str(file)), ("--roadmap", str(file), "plan", "--hours", "5")):
        outcome = confined(learner, *words)
        assert outcome.code == 4, (words, outcome.code, outcome.err[-500:])
        assert len(outcome.out + outcome.err) < 100_000
    assert not (tmp_path / "owned").exists()
    learner.check()


@pytest.mark.campaign
def test_many_topics(tmp_path: Path) -> None:
    learner = Learner(tmp_path)
    topics = size(5_000, 100_000)
    file = tmp_path / "many.yaml"
    file.write_text(roadmap(*(TOPIC.format(id=f"t{n}", title="A") for n in range(topics))))
    assert confined(learner, "--roadmap", str(file), "plan", "--hours", "40").code == 0
    assert confined(learner, "--roadmap", str(file), "next").code == 0


TRICKS = [
    "\x1b[2J\x1b]0;owned\x07",
    "\x9b31m",
    "\u202eevil\u202c",
    "\u2066x\u2069",
    "[bold red]x[/bold red] [/nope] [link=file:///etc/passwd]y[/link]",
    "a\rb\x08c",
]


@pytest.mark.campaign
@pytest.mark.parametrize("trick", TRICKS)
def test_no_text_steers_the_terminal(trick: str, tmp_path: Path) -> None:
    """Control characters in YAML are refused; escaped ones and notes are cleaned."""
    learner = Learner(tmp_path)
    escaped = '"' + "".join(f"\\u{ord(char):04x}" for char in trick) + '"'
    file = tmp_path / "tricks.yaml"
    file.write_text(roadmap(TOPIC.format(id="vectors", title=escaped)), "utf-8")
    learner.roadmap = file
    checked = learner.run("check")
    shown = [checked]
    if checked.code == 0:
        learner.plan()
        learner.log(f"note {trick}")
        commands = ("next", "plan", "topics", "show vectors", "history", "status", "doctor")
        shown += [learner.run(*words.split()) for words in commands]
    for outcome in shown:
        for char in "\x1b\x9b\x07\x08\r\u202e\u2066":
            assert char not in outcome.out + outcome.err, outcome


@pytest.mark.campaign
@pytest.mark.parametrize("name", ["../x.jsonl", "/x.jsonl", "log/../../x.jsonl", "x.sh"])
def test_a_hostile_archive_is_refused(name: str, tmp_path: Path) -> None:
    learner = Learner(tmp_path)
    learner.plan()
    learner.log("before")
    file = tmp_path / "hostile.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b"owned")
    before = sorted(tmp_path.rglob("*"))
    assert learner.run("restore", str(file)).code == 6
    assert sorted(tmp_path.rglob("*")) == before
    learner.check()


@pytest.mark.campaign
def test_an_archive_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    learner = Learner(tmp_path)
    file = tmp_path / "bomb.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(12):
            archive.writestr(f"log/{number}.jsonl", bytes(50 * 2**20))
    outcome = confined(learner, "restore", str(file))
    assert outcome.code == 6
    assert "it would unpack to 12 files, 629,145,600 bytes" in outcome.err

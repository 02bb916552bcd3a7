"""No text that others put into the log steers the terminal, whatever the view."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlroadmap.cli.formats import FORMATS
from tests.conftest import Cli
from tests.faults.harness import sealed

STATE_PAGE = Path(__file__).parents[2] / "docs" / "state.md"
STEERING = {chr(code) for code in (*range(10), *range(11, 32), *range(127, 160), 0x61C)} | set(
    "\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
TRICKS = (
    "\x1b[2J",
    "\x1b]0;owned\x07",
    "\x1b]8;;http://x\x1b\\",
    "\x9b31m",
    "\x9d",
    "\x1b",
    "\u202e",
    "\u2066",
    "\u061c",
    "[bold red]",
    "[/]",
    "[link=file:///etc/passwd]",
    "\r",
    "\x08",
    "\x7f",
    "\n",
    "\u2028",
    "`",
    "<b>",
    "é",
)
DAYS = ["2027-02-01", "2027-02-02", "2027-02-03", "2027-02-04", "2027-02-05"]

Payload = Callable[[str, str], dict[str, Any]]

# By kind, what an event says, given a topic and a text for everything else.
PAYLOADS: dict[str, Payload] = {
    "plan": lambda topic, text: {
        "week": [60] * 7,
        "start": "2027-01-04",
        "unlogged": "assumed",
        "day_begins": 4,
        "roadmap": {"path": text, "sha256": text},
        "promised": {topic: DAYS[:2], text: DAYS[:2]},
    },
    "done": lambda topic, text: {
        "topics": [topic],
        "minutes": 30,
        "note": text,
        "steps": [{"topic": topic, "steps": {text: 60}}],
    },
    "log": lambda topic, text: {"topic": topic, "minutes": 10, "note": text},
    "missed": lambda _, text: {"days": DAYS[:1], "note": text},
    "studied": lambda *_: {"days": DAYS[2:3]},
    "left": lambda topic, text: {"topic": topic, "minutes": 90, "note": text},
    "known": lambda topic, _: {"topics": [topic]},
    "skip": lambda topic, _: {"topics": [topic]},
    "reopen": lambda topic, _: {"topics": [topic]},
    "days": lambda _, text: {"from": DAYS[0], "to": DAYS[1], "week": [0] * 7, "note": text},
    "holidays": lambda _, text: {"region": text, "days": {DAYS[3]: text}, "off": True},
    "review": lambda topic, text: {
        "card": f"{topic}/{text}",
        "grade": 1,
        "due": DAYS[0],
        "stability": 1.5,
        "difficulty": 5,
    },
    "card": lambda topic, text: {
        "topic": topic,
        "card": text,
        "question": text,
        "answer": text,
    },
    "start": lambda topic, _: {"topic": topic},
    "stop": lambda topic, text: {"topic": topic, "minutes": 10, "note": text},
    "forecast": lambda topic, text: {"finish": DAYS, "stages": {topic: DAYS, text: DAYS}},
    "roadmap": lambda topic, text: {
        "shape": text,
        "topics": [[topic, text, 1, [60, 90, 120], text, [text], [text], [text], 1, None]],
    },
    "export": lambda _, text: {"identity": text},
    "edit": lambda _, text: {"target": str(UUID(int=4)), "note": text},
    "undo": lambda _, text: {"target": text},
    "redo": lambda _, text: {"target": text},
    "no-such-kind": lambda topic, text: {topic: text},
}
VIEWS = (
    *("next", "today", "week", "status", "topics", "history --limit 99", "plan", "plan --full"),
    *(
        "show vectors",
        "review --json",
        "why vectors",
        "off",
        "hours",
        "forecast",
        "forecast --score",
    ),
    *("whatif --hours 5", "paths", "roadmaps", "check", "doctor", "undo", "redo"),
)
EXPORTS = tuple(f"export {name}" for name in FORMATS)


def records(text: str) -> Iterator[bytes]:
    """Yield events of every kind, about a topic there is and about one of that name."""
    number = 1
    for topic in ("vectors", text):
        for kind, payload in PAYLOADS.items():
            number += 1
            yield sealed(
                {
                    "v": 1,
                    "id": str(UUID(int=number)),
                    "dev": "bbbbbbbb",
                    "n": number - 1,
                    "lc": number,
                    "at": "2027-01-04T18:00:00+00:00",
                    "tz": "[/]",
                    "day": "2027-01-04",
                    "k": kind,
                    "p": payload(topic, text),
                }
            )


def test_every_kind_of_event_is_tried() -> None:
    table = STATE_PAGE.read_text("utf-8").partition("### Kinds of events")[2]
    table = table.partition("## How to read it")[0]
    rows = re.findall(r"^\| ((?:`[a-z]+`(?:, )?)+) \|", table, re.MULTILINE)
    kinds = {kind for row in rows for kind in re.findall(r"[a-z]+", row)}
    assert kinds - {"k"} == PAYLOADS.keys() - {"no-such-kind"}


@settings(max_examples=8)
@given(st.lists(st.sampled_from(TRICKS), min_size=1, max_size=12).map("".join))
def test_no_view_shows_what_steers_a_terminal(text: str) -> None:
    with TemporaryDirectory() as folder:
        cli = Cli(Path(folder) / "state")
        cli("plan", "--hours", "7")
        log = cli.state / "log" / "bbbbbbbb.jsonl"
        log.write_bytes(b"".join(records(text)))
        assert len(cli.document("history", "--limit", "99")["entries"]) > 20
        for words in (*VIEWS, *(f"{view} --json" for view in VIEWS), *EXPORTS):
            shown = _shown(cli, *words.split())
            # Calendars end their lines with a carriage return.
            found = STEERING & set(shown.replace("\r\n", "\n"))
            assert not found, (words, found)


def _shown(cli: Cli, *words: str) -> str:
    result = cli(*words, exits=None)
    return result.stdout + result.stderr


@pytest.mark.parametrize("trick", TRICKS)
def test_no_name_of_a_file_steers_a_terminal(trick: str, planned: Cli, tmp_path: Path) -> None:
    name = f"x{trick}".replace("/", "")
    (planned.state / "log" / f"{name}.jsonl").write_bytes(b"garbage\n")
    (planned.state / "log" / f"{name}.jsonl~").write_bytes(b"garbage\n")
    file = tmp_path / f"{name}.zip"
    for words in (
        *((view,) for view in ("next", "doctor", "history")),
        ("doctor", "--json"),
        ("backup", str(file)),
        ("backup", "--verify", str(file)),
        ("restore", str(file)),
        ("export", "csv", "-o", str(tmp_path / name)),
        ("check", str(tmp_path / name)),
        ("import", str(tmp_path / name)),
    ):
        assert not STEERING & set(_shown(planned, *words)), words

"""The formats that are lines of text: what they say, and that any title is only a title."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec.structs import replace

from mlroadmap.core.journal.actions import TopicsDone, TopicsKnown, TopicsSkipped
from mlroadmap.core.text import clean
from mlroadmap.exporters.csv_table import to_csv
from mlroadmap.exporters.export_input import Exporter, ExportInput
from mlroadmap.exporters.markdown import to_markdown
from mlroadmap.exporters.mermaid import LONGEST_CHART, to_mermaid
from mlroadmap.exporters.obsidian import to_obsidian
from mlroadmap.exporters.taskwarrior import to_taskwarrior
from mlroadmap.exporters.todotxt import plain, to_todotxt
from mlroadmap.formats.export_format import CSV_COLUMNS, MARKDOWN_MARK, hours
from mlroadmap.formats.formula import FORMULA_STARTS, unprotected
from tests.builders import MONDAY, roadmap, topic
from tests.exporters.materials import (
    HOSTILE_TITLES,
    export_input,
    planned,
    small,
    titled,
    titles,
    with_steps,
)

NAMES = st.lists(titles(), min_size=1, max_size=4).filter(lambda names: all(map(clean, names)))


@pytest.fixture
def midway() -> ExportInput:
    """On the third day: one topic done, one known, one skipped."""
    diary, day = planned(small()), MONDAY + timedelta(days=2)
    diary.say(day, TopicsDone(("vectors",)))
    diary.say(day, TopicsKnown(("calculus",)))
    diary.say(day, TopicsSkipped(("deep-project",)))
    return export_input(small(), diary, day)


def test_markdown(midway: ExportInput) -> None:
    assert to_markdown(midway).splitlines() == [
        MARKDOWN_MARK,
        "",
        "# Test",
        "",
        "## Stage 1",
        "",
        "Mon 4 Jan 2027 to Wed 6 Jan 2027",
        "",
        "### Section 1",
        "",
        "- [x] Vectors (4 hours)",
        "- [x] Calculus (2.5 hours)",
        "  - Prerequisites:",
        "    - Vectors",
        "",
        "## Stage 2",
        "",
        "Thu 7 Jan 2027 to Thu 7 Jan 2027",
        "",
        "### Section 2",
        "",
        "- [ ] Networks (1 hour)",
        "  - Prerequisites:",
        "    - Calculus",
        "- [ ] ~~Deep Project~~ (5 hours)",
    ]


def test_a_stage_that_is_left_out_has_no_dates() -> None:
    diary = planned(small())
    diary.say(MONDAY, TopicsSkipped(("networks", "deep-project")))
    seen = export_input(small(), diary)
    assert to_markdown(seen).count(" to ") == 1
    assert "Stage 2" not in to_mermaid(seen)


def test_obsidian(midway: ExportInput) -> None:
    tasks = [line for line in to_obsidian(midway).splitlines() if line.startswith("- ")]
    assert tasks == [
        "- [x] Vectors (4 hours) 🆔 vectors 🛫 2027-01-04 📅 2027-01-06 ✅ 2027-01-06",
        "- [-] Calculus (2.5 hours) 🆔 calculus ⛔ vectors",
        "- [ ] Networks (1 hour) 🆔 networks ⛔ calculus 🛫 2027-01-07 📅 2027-01-07",
        "- [-] Deep Project (5 hours) 🆔 deep-project",
    ]


def test_mermaid(midway: ExportInput) -> None:
    assert to_mermaid(midway).splitlines() == [
        "gantt",
        "    title Test",
        "    dateFormat YYYY-MM-DD",
        "    axisFormat %b %Y",
        "    inclusiveEndDates",
        "    section Stage 1",
        "    Vectors :done, topic-vectors, 2027-01-04, 2027-01-06",
        "    section Stage 2",
        "    Networks :topic-networks, 2027-01-07, 2027-01-07",
    ]


def test_todotxt(midway: ExportInput) -> None:
    assert to_todotxt(midway).splitlines() == [
        "x 2027-01-06 2027-01-04 Vectors +test @stage-1 id:vectors",
        "2027-01-04 Networks +test @stage-2 id:networks t:2027-01-07 due:2027-01-07",
    ]


def test_todotxt_puts_today_first() -> None:
    first, second, *_ = to_todotxt(export_input(small())).splitlines()
    assert first.startswith("(A) 2027-01-04 Vectors ")
    assert second.startswith("2027-01-04 Calculus ")


def test_taskwarrior(midway: ExportInput) -> None:
    done, known, pending, skipped = json.loads(to_taskwarrior(midway))
    assert [known["status"], skipped["status"]] == ["deleted", "deleted"]
    assert known["end"] == "2027-01-06T12:00:00"
    assert done["status"] == "completed"
    assert done["end"] == "2027-01-06T12:00:00"
    assert pending["description"] == "Networks"
    assert pending["project"] == "test.stage-2"
    assert pending["scheduled"] == "2027-01-07T00:00:00"
    assert pending["due"] == "2027-01-07T23:59:00"
    assert "depends" not in pending
    assert UUID(pending["uuid"]).version == 5


def test_taskwarrior_depends_on_tasks_of_the_same_export() -> None:
    tasks = json.loads(to_taskwarrior(export_input(small())))
    assert tasks[1]["depends"] == [tasks[0]["uuid"]]
    assert json.loads(to_taskwarrior(export_input(small()))) == tasks


def test_steps_are_boxes_below_their_topic() -> None:
    of = with_steps(export_input(small()))
    assert """\
- [ ] Vectors (4 hours)
  - Steps:
    - [ ] watch: Arrows (2h)
      - Where: chapter 1
      - Done when: Where does it end?
    - [ ] exercise: Twenty sums (2h)
""" in to_markdown(of)


def test_csv(midway: ExportInput) -> None:
    header, first, second, *_ = csv.reader(StringIO(to_csv(midway), newline=""))
    assert tuple(header) == CSV_COLUMNS
    assert ",".join(first) == (
        "Stage 1,Section 1,vectors,Vectors,study,2,4,8,,,done,2027-01-04,2027-01-06,,,,"
    )
    assert second[8:11] == ["vectors", "", "known"]


@given(st.integers(1, 6_000_000))
def test_hours_are_exact_to_the_minute(minutes: int) -> None:
    assert round(60 * float(hours(minutes))) == minutes


@given(NAMES)
def test_csv_reads_back_and_holds_no_formula(names: list[str]) -> None:
    _, *rows = csv.reader(
        StringIO(to_csv(export_input(titled(*names))), newline=""), strict=True
    )
    assert [unprotected(row[3]) for row in rows] == [clean(name) for name in names]
    assert [unprotected(row[9]) for row in rows] == [clean(name) for name in names]
    cells = [cell for row in rows for cell in row]
    assert not any(cell.startswith(FORMULA_STARTS) and cell[:1] != "'" for cell in cells)


def plain_text(token: Token) -> str:
    """Give what a reader sees of a line; fails for anything but text and the known link."""
    children = token.children or []
    links = {child.attrs["href"] for child in children if child.type == "link_open"}
    assert links <= {"https://example.org/a?b=1&c=%3Cd%3E"}
    kinds = {child.type for child in children}
    assert kinds <= {"text", "text_special", "link_open", "link_close"}
    return "".join(child.content for child in children)


@pytest.mark.parametrize("exporter", [to_markdown, to_obsidian])
@given(names=NAMES)
def test_markdown_shows_titles_as_they_are(exporter: Exporter, names: list[str]) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(
        exporter(export_input(titled(*names)))
    )
    assert not [
        token
        for token in tokens
        if token.type in {"html_block", "table_open", "fence"}
        and token.content.strip() != MARKDOWN_MARK
    ]
    texts = [plain_text(token) for token in tokens if token.type == "inline"]
    assert texts[0] == clean(names[0])
    tasks = [text for text in texts if text.startswith("[ ] ")]
    assert len(tasks) == len(names)
    for task, name in zip(tasks, names, strict=True):
        assert task.startswith(f"[ ] {clean(name)} (1.5 hours)")


@given(NAMES)
def test_nothing_in_a_title_is_a_field_to_obsidian(names: list[str]) -> None:
    for line in to_obsidian(export_input(titled(*names))).splitlines():
        if line.startswith("- ["):
            end = r"\(1\.5 hours\) 🆔 t\d( ⛔ t0)? 🛫 [-\d]{10} 📅 [-\d]{10}$"
            assert re.search(end, line)
            assert not re.search(r"(?<!\\)#", line)


@given(NAMES)
def test_mermaid_names_are_no_syntax(names: list[str]) -> None:
    lines = to_mermaid(export_input(titled(*names))).splitlines()
    assert len(lines) == 6 + len(names)
    for line, name in zip(lines[6:], names, strict=True):
        title, colon, data = line.strip().partition(" :")
        assert colon
        assert re.fullmatch(r"topic-t\d, [-\d]{10}, [-\d]{10}", data)
        assert not re.search(r"[:{}%\"<>]", re.sub(r"#\d+;", "", title))
        assert re.sub(r"#(\d+);", lambda code: chr(int(code[1])), title) == clean(name)


@pytest.mark.parametrize("word", ["title x", "section", "Click a", "todayMarker off", "2027-1"])
def test_mermaid_keywords_are_spelled_as_codes(word: str) -> None:
    line = to_mermaid(export_input(titled(word))).splitlines()[-1].strip()
    assert line.startswith(f"#{ord(word[0])};{word[1:]} :")


def test_a_large_plan_is_several_charts_of_mermaid() -> None:
    stages = [[topic(f"s{n}-t{m}", 60) for m in range(700)] for n in range(3)]
    of = replace(roadmap(*stages), title="A #1")
    text = to_mermaid(export_input(of))
    assert text.startswith("# A \\#1\n\n## Part 1 of 3\n\n```mermaid\ngantt\n")
    charts = re.findall(r"^```mermaid\n(gantt\n.*?)^```$", text, re.DOTALL | re.MULTILINE)
    assert [f"({n} of 3)" in chart for n, chart in enumerate(charts, 1)] == [True] * 3
    assert all(LONGEST_CHART - 200 < len(chart) < 50_000 for chart in charts[:-1])
    bars = [re.findall(r":topic-(\S+),", chart) for chart in charts]
    assert [name for chart in bars for name in chart] == list(of.topics)
    for chart in charts:
        assert chart.splitlines()[5].startswith("    section ")


def test_a_plan_without_dates_is_an_empty_chart() -> None:
    diary = planned(small())
    diary.say(MONDAY, TopicsKnown(tuple(small().topics)))
    assert to_mermaid(export_input(small(), diary)).splitlines()[-1] == "    inclusiveEndDates"


@given(NAMES)
def test_todotxt_has_a_line_a_topic_and_only_our_tags(names: list[str]) -> None:
    lines = to_todotxt(export_input(titled(*names))).splitlines()
    assert len(lines) == len(names)
    for line in lines:
        words = re.fullmatch(r"(?:\(A\) )?2027-01-04 (.+)", line)
        assert words
        tags = re.findall(r"(?<!\S)([^\s:]+):[^\s:/]\S*", words[1])
        assert tags == ["id", "t", "due"]
        assert len(re.findall(r"(?<!\S)[+@]\S", words[1])) == 2


def test_todotxt_keeps_addresses_whole() -> None:
    assert plain("see https://example.org +more @home due:now") == (
        "see https://example.org + more @ home due: now"
    )


@given(NAMES)
def test_taskwarrior_descriptions_are_the_titles(names: list[str]) -> None:
    tasks: list[dict[str, Any]] = json.loads(to_taskwarrior(export_input(titled(*names))))
    assert [task["description"] for task in tasks] == [clean(name) for name in names]
    for task in tasks:
        seconds = [note["entry"] for note in task["annotations"]]
        assert len(set(seconds)) == len(seconds)


EXPORTERS: list[Callable[[ExportInput], str]] = [
    to_markdown,
    to_obsidian,
    to_csv,
    to_mermaid,
    to_taskwarrior,
    to_todotxt,
]


@pytest.mark.parametrize("exporter", EXPORTERS)
def test_no_control_character_gets_through(exporter: Exporter) -> None:
    text = exporter(export_input(titled(*filter(clean, HOSTILE_TITLES))))
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e]", text)


@pytest.mark.parametrize("exporter", EXPORTERS)
def test_the_same_material_gives_the_same_text(exporter: Exporter) -> None:
    assert exporter(export_input(small())) == exporter(export_input(small()))

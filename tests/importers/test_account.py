"""Everything in a source is taken or left out with a reason, and the counts say which."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.importers.account import UNCLAIMED, Account
from mlroadmap.importers.draft import draft
from mlroadmap.importers.losses import left_out_lines, taken
from mlroadmap.importers.markdown import import_markdown
from mlroadmap.importers.raw import LeftOut, RawRoadmap, Tally
from mlroadmap.importers.source import import_files
from mlroadmap.importers.table import import_csv
from tests.importers.imported import written

TITLES = st.sampled_from(
    ["Basics", "Motivation", "Index", "FAQ", "Contributing", "Week 1", "Resources", "Usage",
     "Prerequisites", "Syllabus", "Tips", "Module 3", "Table of Contents"]
)  # fmt: skip
LINES = st.sampled_from(
    ["# {h}", "## {h}", "### {h}", "- [ ] {w}", "- [x] {w}", "- {w}", "  - {w}", "  - [ ] {w}",
     "- [{w}](https://a.example/{w})", "    - ~~{w}~~", "- ~~{w}~~", "1. {w}", "text", "",
     "- [{w}](#x)", "\n| Topic | Notes |\n|-|-|\n| {w} | n |\n", "**Bold**", "> - {w}",
     "- Or", "Choose one:", "- [{w}](x.md)", "Resources:", "- **Lead**: {w}"]
)  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Draw a document in which each box, item, row and heading has a word of its own."""
    lines = []
    for number in range(draw(st.integers(1, 25))):
        heading = f"{draw(TITLES)} h{number}x"
        lines.append(draw(LINES).format(w=f"w{number}x", h=heading))
    return "\n".join(lines)


def check(raw: RawRoadmap) -> None:
    """The counts add up, and nothing is left out without a reason."""
    for tally in raw.tallies:
        left = sum(each.number for each in raw.left_out if each.kind == tally.kind)
        assert tally.found == tally.taken + left
    assert UNCLAIMED not in {left.reason for left in raw.left_out}


@given(documents())
def test_what_goes_in_comes_out_or_is_named(text: str) -> None:
    raw = import_markdown(text, "name")
    check(raw)
    counted = {tally.kind: tally for tally in raw.tallies}
    boxes = len(re.findall(r"(?m)^\s*- \[[ x]\] w\d+x$", text))
    assert counted.get("box", Tally("box", 0, 0)).found <= boxes


@given(documents())
def test_what_counts_as_taken_is_in_the_roadmap(text: str) -> None:
    raw = import_markdown(text, "name")
    data = "\n".join(
        line for line in written(draft(raw)).split("\n") if not line.lstrip().startswith("#")
    )
    kinds = {"box", "item", "row"}
    number = sum(tally.taken for tally in raw.tallies if tally.kind in kinds)
    plain = len(re.findall(r"(?m)^- Or$", text))
    assert len(set(re.findall(r"w\d+x", data))) + plain >= number


ROWS = st.lists(
    st.sampled_from(["a,b,1", ",b,2", "c,,x", "d,skipped,3", ",,", "e,f"]), max_size=9
)


@given(st.sampled_from(["Topic,Status,Hours", "Name,Section,Due", "x,y,z"]), ROWS)
def test_rows_and_columns_of_tables_are_accounted_for(header: str, rows: list[str]) -> None:
    raw = import_csv("\n".join([header, *rows]), "x")
    check(raw)
    filled = sum(bool(row.strip(",")) for row in rows)
    counts = {tally.kind: tally.found for tally in raw.tallies}
    assert counts.get("column", 0) == 3
    assert counts.get("row", 0) == filled


def test_files_of_a_folder_are_added_up() -> None:
    raw = import_files({"a.md": "- [ ] a\n- b\n", "b.md": "- [ ] c\n- ~~d~~\n"}, "x")
    check(raw)
    assert raw.tallies == (Tally("box", 2, 2), Tally("item", 2, 0))


def test_the_first_reason_stands_and_what_is_left_is_not_taken() -> None:
    account = Account()
    for unit in "abc":
        account.expect("box", unit, 1, unit)
    account.leave("a", "one")
    account.leave("a", "two")
    account.take("a", "b", "unknown")
    account.leave_open("b", "three")
    account.take_rest("item")
    assert account.tallies() == (Tally("box", 3, 1),)
    assert {left.what: left.reason for left in account.left_out()} == {
        "a": "one", "c": UNCLAIMED,
    }  # fmt: skip


def test_losses_are_told_in_lines() -> None:
    left = [
        LeftOut(7, "Motivation", "about", kind="heading", keep="Motivation"),
        LeftOut(7, "Motivation", "about", kind="item", number=150, keep="Motivation"),
        LeftOut(9, "", "nowhere", kind="link", number=3),
        LeftOut(0, "x", "struck through", kind="box", keep="Y Z"),
    ]
    assert left_out_lines(left) == [
        (
            "line 7: 1 heading, 150 items under 'Motivation': about "
            "(to take them: --keep Motivation)"
        ),
        "line 9: 3 links: nowhere",
        "x: struck through",
    ]
    assert taken([Tally("box", 2000, 1), Tally("link", 0, 0), Tally("row", 1, 1)]) == (
        "1 of 2,000 boxes, 1 of 1 row"
    )

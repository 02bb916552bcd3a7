"""Lines of iCalendar, read back by the icalendar package."""

from __future__ import annotations

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.exporters.icalendar_lines import LONGEST_LINE, content_line, text_line

TEXTS = st.text(
    st.sampled_from('abc \\;,:\n"é数🎓')
    | st.characters(codec="utf-8", exclude_categories=["C"]),
    max_size=300,
)


@given(TEXTS)
def test_texts_are_read_back(text: str) -> None:
    event = icalendar.Event.from_ical(
        f"BEGIN:VEVENT\r\n{text_line('SUMMARY', text)}END:VEVENT\r\n"
    )
    assert not event.errors
    assert event["SUMMARY"] == text


@given(TEXTS)
def test_lines_are_short_and_end_as_they_have_to(text: str) -> None:
    line = text_line("DESCRIPTION", text)
    assert line.endswith("\r\n")
    assert "\n" not in line.replace("\r\n", "")
    first, *others = line.removesuffix("\r\n").split("\r\n")
    assert all(len(each.encode("utf-8")) <= LONGEST_LINE for each in (first, *others))
    assert all(each.startswith(" ") and len(each) > 1 for each in others)


@pytest.mark.parametrize("length", range(LONGEST_LINE - 4, LONGEST_LINE + 3))
@pytest.mark.parametrize("end", ["é", "🎓", "\\,", "\\\\", "\\\\\\;"])
def test_no_character_and_no_escape_is_parted(length: int, end: str) -> None:
    pieces = content_line("x" * length + end + "rest").split("\r\n ")
    assert "".join(pieces) == "x" * length + end + "rest\r\n"
    assert not any((len(each) - len(each.rstrip("\\"))) % 2 for each in pieces)

"""The calendar, read back by the icalendar package."""

from __future__ import annotations

import re
from datetime import UTC, date, time, timedelta
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from mlroadmap.core.journal.actions import TimeLogged, TopicsDone
from mlroadmap.core.roadmap.model import Resource
from mlroadmap.core.text import clean
from mlroadmap.exporters.export_input import ExportInput
from mlroadmap.exporters.ics import CALLED_OFF_DAY, DETAILED_DAYS, CalendarOptions, to_ics
from tests.builders import MONDAY, roadmap, topic
from tests.exporters.materials import (
    STAMP,
    export_input,
    plan,
    planned,
    small,
    titled,
    titles,
    with_steps,
)

ALL_DAY = CalendarOptions()
EVENING = CalendarOptions(at=time(19), alarm_minutes=15)


def events(given_material: ExportInput, options: CalendarOptions = ALL_DAY) -> list[Any]:
    calendar = icalendar.Calendar.from_ical(to_ics(given_material, options))
    assert not calendar.errors
    return list(calendar.walk("VEVENT"))


def test_whole_days() -> None:
    first, *_, last = events(export_input(small()))
    assert first["DTSTART"].dt == MONDAY
    assert first["DTEND"].dt == MONDAY + timedelta(days=1)
    assert first["SUMMARY"] == "Vectors (1/4)"
    assert first["TRANSP"] == "TRANSPARENT"
    assert last["DTSTART"].dt == date(2027, 1, 16)
    assert not first.walk("VALARM")


def test_evenings_are_floating_and_last_as_long_as_the_study() -> None:
    first, *_ = events(export_input(small()), EVENING)
    assert first["DTSTART"].to_ical() == b"20270104T190000"
    assert first["DTEND"].to_ical() == b"20270104T200000"
    assert first["TRANSP"] == "OPAQUE"
    assert "TZID" not in to_ics(export_input(small()), EVENING)
    (alarm,) = first.walk("VALARM")
    assert alarm["TRIGGER"].dt == -timedelta(minutes=15)


def test_study_after_midnight_belongs_to_the_evening_before() -> None:
    first, *_ = events(export_input(small()), CalendarOptions(at=time(1, 30)))
    assert first["DTSTART"].to_ical() == b"20270105T013000"


def test_the_minutes_of_the_events_are_those_of_the_plan() -> None:
    seen = export_input(small())
    lengths = [each["DTEND"].dt - each["DTSTART"].dt for each in events(seen, EVENING)]
    assert sum(lengths, timedelta()) == timedelta(minutes=750)


def test_a_day_with_two_topics_is_one_event() -> None:
    mixed = next(each for each in events(export_input(small())) if "," in each["SUMMARY"])
    assert mixed["SUMMARY"] == "Calculus (3/3), Networks (1/2)"
    assert "Calculus: 30m, part 3 of 3" in mixed["DESCRIPTION"]
    assert "Afterwards: mlroadmap done calculus" in mixed["DESCRIPTION"]


def test_an_export_after_a_change_names_the_same_days_and_grows_the_sequence() -> None:
    diary = planned(small())
    before = {each["UID"]: each for each in events(export_input(small(), diary))}
    plan(diary, MONDAY, (0, 60, 60, 60, 60, 60, 60))
    after = {each["UID"]: each for each in events(export_input(small(), diary))}
    assert set(before) <= set(after)
    first = after[next(iter(before))]
    assert (first["STATUS"], first["DTSTART"].dt) == ("CANCELLED", CALLED_OFF_DAY)
    assert all(after[uid]["SEQUENCE"] > before[uid]["SEQUENCE"] for uid in before)
    fresh = events(export_input(small(), diary), CalendarOptions(is_fresh=True))
    assert {each["STATUS"] for each in fresh} == {"CONFIRMED"}


def test_a_day_gone_by_grows_the_sequence_too() -> None:
    diary = planned(small())
    today, later = (export_input(small(), diary, MONDAY + timedelta(days=n)) for n in (0, 1))
    assert later.revision > today.revision


def test_what_was_studied_is_told_apart_from_what_is_assumed() -> None:
    diary = planned(small())
    diary.say(MONDAY + timedelta(days=1), TimeLogged("vectors", 45))
    diary.say(MONDAY + timedelta(days=1), TopicsDone(("networks",), 15))
    first, second, *_ = events(export_input(small(), diary, MONDAY + timedelta(days=2)))
    assert first["DESCRIPTION"] == "Vectors: 1h assumed"
    lines = second["DESCRIPTION"].split("\n")
    assert sorted(lines) == ["Networks: 15m studied", "Vectors: 45m studied"]
    assert not first.walk("VALARM")


def test_a_topic_that_is_begun_today_is_named_once() -> None:
    diary = planned(small())
    diary.say(MONDAY, TimeLogged("vectors", 20))
    first, *_ = events(export_input(small(), diary))
    assert first["SUMMARY"] == "Vectors (1/4)"


def test_links_are_in_the_days_ahead_and_in_the_first_of_each_topic() -> None:
    of = roadmap([topic("long", 60 * 60), topic("later", 120, needs=["long"])])
    stage = of.stages[0]
    section = replace(stage.sections[0], resources=(Resource("Book", "https://a.example"),))
    of = replace(of, stages=(replace(stage, sections=(section,)),))
    found = ["https://a.example" in each["DESCRIPTION"] for each in events(export_input(of))]
    assert found == [*[True] * DETAILED_DAYS, *[False] * (60 - DETAILED_DAYS), True, False]


def test_the_steps_of_a_session_are_in_its_event() -> None:
    first, second, *_, last = events(with_steps(export_input(small())))
    assert "watch: Arrows (1h)\n  chapter 1" in first["DESCRIPTION"]
    assert "Twenty sums" not in second["DESCRIPTION"]
    assert "Arrows" not in last["DESCRIPTION"]


def test_every_event_has_the_stamp_of_the_export() -> None:
    assert {each["DTSTAMP"].dt for each in events(export_input(small()))} == {
        STAMP.astimezone(UTC)
    }


@given(st.lists(titles(), min_size=1, max_size=4).filter(lambda names: all(map(clean, names))))
def test_any_title_survives(names: list[str]) -> None:
    seen = export_input(titled(*names))
    text = to_ics(seen, EVENING)
    found = events(seen, EVENING)
    assert "".join(each["SUMMARY"] for each in found).startswith(clean(names[0]))
    assert len(found) == text.count("\r\nBEGIN:VEVENT\r\n")
    lines = text.split("\r\n")
    assert max(len(line.encode("utf-8")) for line in lines) <= 75
    assert not re.search(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e]", text)


@pytest.mark.parametrize("year", [2027, 8999])
def test_any_year(year: int) -> None:
    day = date(year, 3, 1)
    first, *_ = events(export_input(small(), planned(small(), day=day), day))
    assert first["DTSTART"].dt == day

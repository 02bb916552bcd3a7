from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.journal.actions import TimeLogged
from mlroadmap.core.journal.event import Event
from mlroadmap.storage.record import MAX_COUNT, Record, RecordError, decode, encode, scan
from tests.core.journal.strategies import actions

BERLIN = ZoneInfo("Europe/Berlin")
FIELDS: dict[str, Any] = {
    "v": 1,
    "id": "7b0f1c52-9d0e-4b6a-8a35-0c2f6a1d4e90",
    "dev": "a1b2c3d4",
    "n": 17,
    "lc": 42,
    "at": "2027-01-04T19:04:11+01:00",
    "tz": "Europe/Berlin",
    "day": "2027-01-04",
    "k": "log",
    "p": {"topic": "numpy", "minutes": 45},
}
EVENT = Event(
    id="7b0f1c52-9d0e-4b6a-8a35-0c2f6a1d4e90",
    device="a1b2c3d4",
    number=17,
    clock=42,
    at=datetime(2027, 1, 4, 18, 4, 11, tzinfo=UTC),
    zone="Europe/Berlin",
    day=date(2027, 1, 4),
    action=TimeLogged("numpy", 45),
)


def seal(body: bytes) -> bytes:
    return body + b',"c":"%08x"}' % crc32(body)


def sealed(**changes: Any) -> bytes:
    """A line with a right checksum; None takes a key away."""
    fields = {key: value for key, value in (FIELDS | changes).items() if value is not None}
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    return seal(text[:-1].encode("utf-8", "surrogatepass"))


counts = st.integers(1, MAX_COUNT)
events = st.builds(
    Event,
    id=st.uuids().map(str),
    device=st.from_regex(r"[0-9a-z]{1,32}", fullmatch=True),
    number=counts,
    clock=counts,
    at=st.datetimes(
        min_value=datetime(2000, 1, 3),  # noqa: DTZ001 - the strategy wants it naive
        max_value=datetime(2100, 12, 29),  # noqa: DTZ001
        timezones=st.just(UTC),
    ),
    zone=st.sampled_from(["Europe/Berlin", "America/Santiago", "UTC", "Mars/Olympus"]),
    day=st.dates(date(2000, 1, 1), date(2100, 12, 31)),
    action=actions,
)


def test_an_event_is_spelled_as_the_specification_says() -> None:
    assert encode(EVENT, BERLIN) == sealed() + b"\n"


def test_the_specification_s_example_is_a_record() -> None:
    page = Path(__file__).parents[2] / "docs" / "state.md"
    lines = re.findall(r"^ {4}(\{\"v\":1.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert [decode(line.encode()) for line in lines] == [Record(EVENT)]
    body = lines[0].encode()[:-16]
    page_text = page.read_text(encoding="utf-8")
    assert f"the {len(body)} bytes" in page_text
    assert f"is `{crc32(body):08x}`" in page_text


@given(event=events, wall=st.sampled_from([UTC, BERLIN, ZoneInfo("Asia/Kathmandu")]))
def test_what_is_written_is_read_back(event: Event, wall: tzinfo) -> None:
    line = encode(event, wall)
    assert line.count(b"\n") == 1
    assert decode(line) == Record(event)
    assert decode(line.removesuffix(b"\n")) == Record(event)


@given(event=events, data=st.data())
def test_a_changed_byte_makes_it_no_record(event: Event, data: st.DataObject) -> None:
    line = bytearray(encode(event).removesuffix(b"\n"))
    place = data.draw(st.integers(0, len(line) - 1))
    line[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(RecordError):
        decode(bytes(line))


@given(event=events, data=st.data())
def test_a_part_of_a_line_is_no_record(event: Event, data: st.DataObject) -> None:
    line = encode(event).removesuffix(b"\n")
    start = data.draw(st.integers(0, len(line) - 1))
    end = data.draw(st.integers(start, len(line) - (1 if start == 0 else 0)))
    with pytest.raises(RecordError):
        decode(line[start:end])


@given(noise=st.binary(max_size=100))
def test_noise_is_no_record_whatever_its_checksum(noise: bytes) -> None:
    for line in (noise, seal(noise)):
        with pytest.raises(RecordError):
            decode(line)


@pytest.mark.parametrize(
    ("zone", "local"),
    [
        ("Europe/Berlin", "2027-01-04T19:04:11+01:00"),
        ("America/St_Johns", "2027-01-04T14:34:11-03:30"),
        ("UTC", "2027-01-04T18:04:11+00:00"),
    ],
)
def test_the_instant_is_written_with_the_learner_s_offset(zone: str, local: str) -> None:
    assert json.loads(encode(EVENT, ZoneInfo(zone)))["at"] == local


def vars_of(event: Event) -> dict[str, Any]:
    return {name: getattr(event, name) for name in Event.__struct_fields__}


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    first = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    for instant in (first, first + timedelta(hours=1)):
        event = Event(**(vars_of(EVENT) | {"at": instant}))
        assert decode(encode(event, BERLIN)).event.at == instant


@pytest.mark.parametrize(("kind", "payload"), [("mood", {"fine": 7}), ("log", {"minutes": -1})])
def test_what_is_not_understood_is_spelled_as_it_was_read(
    kind: str, payload: dict[str, Any]
) -> None:
    event = decode(sealed(k=kind, p=payload)).event
    assert json.loads(encode(event))["p"] == payload
    assert decode(encode(event)).event == event


def test_what_json_cannot_say_is_not_written() -> None:
    with pytest.raises(RecordError, match="JSON"):
        encode(Event(**(vars_of(EVENT) | {"action": TimeLogged("numpy", 5, "\udc80")})))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"v": True}, r"`int`.*\$\.v"),
        ({"v": 0}, r">= 1.*\$\.v"),
        ({"v": "1"}, r"\$\.v"),
        ({"v": 1.0}, r"\$\.v"),
        ({"v": None}, "`v`"),
        ({"n": None}, "`n`"),
        ({"extra": 1}, "`extra`"),
        ({"id": "7b0f1c52"}, r"\$\.id"),
        ({"id": FIELDS["id"].upper()}, r"\$\.id"),
        ({"id": FIELDS["id"] + "\n"}, r"\$\.id"),
        ({"id": 7}, r"\$\.id"),
        ({"dev": ""}, r"\$\.dev"),
        ({"dev": "../x"}, r"\$\.dev"),
        ({"dev": "a" * 33}, r"\$\.dev"),
        ({"n": 0}, r"\$\.n"),
        ({"n": -1}, r"\$\.n"),
        ({"n": True}, r"\$\.n"),
        ({"n": 1.0}, r"\$\.n"),
        ({"lc": MAX_COUNT + 1}, r"\$\.lc"),
        ({"lc": "42"}, r"\$\.lc"),
        ({"day": "1899-12-31"}, "day is not in the years 1900 to 9000"),
        ({"day": "9001-01-01"}, "day is not in the years 1900 to 9000"),
        ({"day": "1926-12-31"}, "day 1926-12-31 is over 100 years from 2027"),
        ({"day": "2128-01-01"}, "day 2128-01-01 is over 100 years from 2027"),
        ({"at": "2027-01-04T19:04:11"}, "at is not a time"),
        ({"at": "2027-01-04T19:04:11Z"}, "at is not a time"),
        ({"at": "2027-01-04 19:04:11+01:00"}, "at is not a time"),
        ({"at": "20270104T190411+0100"}, "at is not a time"),
        ({"at": "2027-02-30T19:04:11+01:00"}, "day is out of range"),
        ({"at": "0001-01-01T00:00:00+14:00"}, "out of range"),
        ({"at": 1}, r"\$\.at"),
        ({"tz": ""}, r"\$\.tz"),
        ({"tz": "Europe/Berlin\x1b[2J"}, r"\$\.tz"),
        ({"tz": "x" * 65}, r"\$\.tz"),
        ({"day": "20270104"}, r"\$\.day"),
        ({"day": "2027-W01-1"}, r"\$\.day"),
        ({"day": "2027-02-29"}, r"\$\.day"),
        ({"day": "2027-01-04T00:00:00"}, r"\$\.day"),
        ({"day": ["2027-01-04"]}, r"\$\.day"),
        ({"k": ""}, r"\$\.k"),
        ({"k": "Log"}, r"\$\.k"),
        ({"k": "l" * 33}, r"\$\.k"),
        ({"p": []}, "p is not an object"),
        ({"p": "x" * (1 << 24)}, "longer than 16 MiB"),
    ],
)
def test_a_sealed_line_that_is_no_record_says_why(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(RecordError, match=reason) as caught:
        decode(sealed(**changes))
    assert not caught.value.newer


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"", "no checksum"),
        (b"{}", "no checksum"),
        (b"\0" * 200, "no checksum"),
        (b"<<<<<<< HEAD", "no checksum"),
        (sealed() + b"\r", "no checksum"),
        (sealed()[:-10] + sealed()[-10:].upper(), "no checksum"),
        (b" " + sealed(), "checksum is wrong"),
        (seal(b"[1"), "not a record"),
        (seal(b'["x"'), "not a record"),
        (seal(b'"x"'), "not a record"),
        (seal(b'{"v":NaN'), "not a record"),
        (seal(b'{"v":"\xff"'), "not a record"),
        (seal(b'{"v":"\\ud800"'), "not a record"),
        (seal(b'{"v":' + b"[" * 100_000), "not a record"),
        (seal(b'{"v":' + b"9" * 5_000), "not a record"),
    ],
)
def test_a_line_that_is_not_even_json_says_why(line: bytes, reason: str) -> None:
    with pytest.raises(RecordError, match=reason):
        decode(line)


def test_escapes_are_read() -> None:
    line = sealed(p={"topic": "numpy", "minutes": 1, "note": "x"}).removesuffix(b"\n")
    body = line[:-16].replace(b'"x"', rb'"\u00e9\ud83d\ude00"')
    assert decode(seal(body)).event.action == TimeLogged("numpy", 1, "\u00e9\U0001f600")


def test_a_newer_record_is_read_and_marked() -> None:
    record = decode(sealed(v=2, mood="fine"))
    assert record == Record(EVENT, version=2)
    assert record.newer


@pytest.mark.parametrize("changes", [{"p": None}, {"p": []}, {"at": "some time"}])
def test_a_newer_record_of_another_shape_is_known_to_be_newer(changes: dict[str, Any]) -> None:
    with pytest.raises(RecordError) as caught:
        decode(sealed(v=2, **changes))
    assert caught.value.newer


def test_a_log_is_scanned_line_by_line() -> None:
    line = sealed()
    found = list(scan(b"\n".join([line, b"", b"noise", line, b""])))
    assert [number for number, _, _ in found] == [1, 3, 4]
    assert [text for _, text, _ in found] == [line, b"noise", line]
    assert isinstance(found[1][2], RecordError)
    assert found[0][2] == found[2][2] == Record(EVENT)


def test_line_ends_that_another_program_changed_cost_nothing() -> None:
    line = sealed()
    found = [record for _, _, record in scan(line + b"\r\n\r\n" + line + b"\r")]
    assert found == [decode(line)] * 2


def test_another_offset_is_the_same_instant() -> None:
    east = timezone(timedelta(hours=5, minutes=45))
    line = sealed(at=EVENT.at.astimezone(east).isoformat())
    assert decode(line) == Record(EVENT)

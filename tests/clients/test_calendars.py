"""Calendars fed twice, before and after another plan: khal, and a Radicale server."""

from __future__ import annotations

import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import icalendar
import pytest

from tests.clients.conftest import exported, program
from tests.conftest import Cli

pytestmark = pytest.mark.clients

KHAL = """\
[calendars]
[[study]]
path = {folder}/calendar
[sqlite]
path = {folder}/khal.db
[locale]
local_timezone = Europe/Berlin
default_timezone = Europe/Berlin
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""
FORMAT = "{uid}|{status}|{start}|{end}|{title}"

Khal = Callable[..., str]
Rows = list[list[str]]


@pytest.fixture
def khal(tmp_path: Path) -> Khal:
    (tmp_path / "calendar").mkdir()
    config = tmp_path / "khal.conf"
    config.write_text(KHAL.format(folder=tmp_path))

    def run(*words: str, text: str = "") -> str:
        command = [program("khal"), "-c", str(config), *words]
        return subprocess.run(
            command, input=text, check=True, capture_output=True, encoding="utf-8"
        ).stdout

    return run


def fed(khal: Khal, tmp_path: Path, text: str) -> Rows:
    """Import a calendar, and list what khal shows of the two months."""
    file = tmp_path / "study.ics"
    file.write_bytes(text.encode("utf-8"))
    khal("import", "--batch", str(file))
    listed = khal("list", "--format", FORMAT, "--day-format", "", "2027-01-01", "60d")
    return [line.split("|") for line in listed.splitlines() if line]


def test_khal_updates_what_it_holds(planned: Cli, khal: Khal, tmp_path: Path) -> None:
    before = fed(khal, tmp_path, exported(planned, "ics", "--at", "19:00"))
    assert len(before) == 19
    assert before[0][2:] == [
        "2027-01-04 19:00",
        "2027-01-04 20:00",
        "Vectors [bold]not markup[/bold] (1/4)",
    ]
    assert fed(khal, tmp_path, exported(planned, "ics", "--at", "19:00")) == before
    planned("plan", "--days", "sat,sun")
    after = fed(khal, tmp_path, exported(planned, "ics", "--at", "19:00"))
    assert len({row[0] for row in after}) == len(after)
    sessions = planned.document("plan")["sessions"]
    days = {f"{session['date']} 19:00" for session in sessions}
    assert {row[2] for row in after} == days


def test_khal_reads_whole_days_and_hostile_titles(
    busy: Cli, khal: Khal, tmp_path: Path
) -> None:
    rows = fed(khal, tmp_path, exported(busy, "ics", "--alarm", "15m"))
    assert {row[2] for row in rows} >= {"2027-01-04", "2027-01-07"}


@pytest.fixture
def radicale(tmp_path: Path) -> Iterator[str]:
    """A CalDAV server of its own on this machine only; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "radicale", "--config", "", "--server-hosts", place]
    command += ["--auth-type", "none", "--storage-filesystem-folder", str(tmp_path / "dav")]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    ready = any("server ready" in line for line in server.stderr)
    assert ready
    ask("MKCOL", f"http://{place}/learner/")
    yield f"http://{place}/learner/study/"
    server.terminate()
    server.communicate()


def ask(method: str, address: str, text: str = "") -> bytes:
    """Ask our own server, whose answer has to be a good one."""
    request = urllib.request.Request(  # noqa: S310 - the address is our own server's
        address, text.encode("utf-8"), {"Content-Type": "text/calendar"}, method=method
    )
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - see above
        content: bytes = answer.read()
    return content


def held(address: str) -> dict[str, Any]:
    calendar = icalendar.Calendar.from_ical(ask("GET", address))
    events: list[Any] = calendar.walk("VEVENT")
    by_uid = {str(event["UID"]): event for event in events}
    assert len(by_uid) == len(events)
    return by_uid


def one_by_one(text: str) -> Iterator[tuple[str, str]]:
    """Split a calendar as a CalDAV client does: an object for each UID."""
    for event in icalendar.Calendar.from_ical(text).walk("VEVENT"):
        single = icalendar.Calendar()
        single.add("prodid", "-//test//EN")
        single.add("version", "2.0")
        single.add_component(event)
        yield str(event["UID"]), single.to_ical().decode("utf-8")


def test_radicale_replaces_a_whole_collection(planned: Cli, radicale: str) -> None:
    ask("PUT", radicale, exported(planned, "ics", "--fresh"))
    assert len(held(radicale)) == 19
    planned("plan", "--days", "sat,sun")
    ask("PUT", radicale, exported(planned, "ics", "--fresh"))
    days = {session["date"] for session in planned.document("plan")["sessions"]}
    assert {event["DTSTART"].dt.isoformat() for event in held(radicale).values()} == days


def test_radicale_updates_event_by_event(planned: Cli, radicale: str) -> None:
    ask("PUT", radicale, exported(planned, "ics"))
    before = held(radicale)
    planned("plan", "--days", "sat,sun")
    for uid, text in one_by_one(exported(planned, "ics")):
        ask("PUT", f"{radicale}{uid}.ics", text)
    after = held(radicale)
    assert set(before) < set(after)
    assert all(after[uid]["SEQUENCE"] > before[uid]["SEQUENCE"] for uid in before)
    days = {session["date"] for session in planned.document("plan")["sessions"]}
    kept = [event for event in after.values() if event["STATUS"] == "CONFIRMED"]
    assert {event["DTSTART"].dt.isoformat() for event in kept} == days

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlroadmap.core.journal.actions import TimeLogged
from mlroadmap.core.journal.kinds import Action
from mlroadmap.core.journal.unread import Unintelligible, Unknown
from mlroadmap.errors import StateError, UsageError
from mlroadmap.storage.log import LogStore
from mlroadmap.storage.log_reading import LogReading
from mlroadmap.storage.paths import resolve_paths
from mlroadmap.storage.record import MAX_COUNT, MAX_LINE_BYTES, encode

from .log_tools import (
    DAY,
    NOW,
    ZONE,
    add,
    event,
    log_file,
    mirror_file,
    reasons,
    store_at,
    without_mirror,
    worker_environment,
    write_log,
)
from .test_record import sealed


def other(**changes: Any) -> bytes:
    """A record with another id than `sealed` has."""
    return sealed(id="00000000-0000-4000-8000-000000000009", **changes)


RESTORED = "truncated or damaged: {} restored from the mirror"


def minutes(reading: LogReading) -> list[int]:
    return [
        event.action.minutes for event in reading.events if isinstance(event.action, TimeLogged)
    ]


# --- reading


def test_a_missing_directory_is_an_empty_log(tmp_path: Path) -> None:
    reading = store_at(tmp_path).read()
    assert reading == LogReading((), (), newer=False)
    assert reading.clock == 0
    assert list(tmp_path.iterdir()) == []


def test_what_was_appended_is_read(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    added = tuple(add(store, n) for n in (10, 20, 30))
    assert store.read() == LogReading(added, (), newer=False)
    assert [(x.number, x.clock, x.device) for x in added] == [
        (1, 1, "aaaaaaaa"),
        (2, 2, "aaaaaaaa"),
        (3, 3, "aaaaaaaa"),
    ]
    assert (added[0].at, added[0].day, added[0].zone) == (NOW, DAY, ZONE)
    assert log_file(store).read_bytes() == b"".join(encode(x) for x in added)
    assert mirror_file(store).read_bytes() == log_file(store).read_bytes()


def test_the_real_store_needs_nothing_but_paths(tmp_path: Path) -> None:
    store = LogStore(resolve_paths(tmp_path, {}))
    added = (add(store), add(store))
    assert LogStore(resolve_paths(tmp_path, {})).read().events == added
    assert added[0].id != added[1].id


def test_events_of_all_devices_are_in_one_order(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    theirs = [event(1, "b", 7), event(2, "b", 3), event(3, "a", 7), event(5, "a", 7)]
    write_log(store, "b.jsonl", *theirs)
    assert [(x.clock, x.device, x.number) for x in store.read().events] == [
        (3, "b", 2),
        (7, "a", 3),
        (7, "a", 5),
        (7, "b", 1),
    ]


def test_an_event_is_counted_once_however_many_copies_there_are(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    one, two, three = event(1), event(2), event(3)
    write_log(store, "b.jsonl", one, two, one)
    write_log(store, "b.sync-conflict-20270104.jsonl", two, three)
    write_log(store, "b (copy).jsonl", three)
    write_log(store, "b.jsonl~", event(4))
    assert store.read() == LogReading((one, two, three), (), newer=False)


def test_two_events_under_one_id_are_a_fault(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    body = encode(event(1)).replace(b'"minutes":1', b'"minutes":9')[:-17]
    from_elsewhere = sealed(**json.loads(body + b"}")) + b"\n"
    write_log(store, "b.jsonl", event(1), from_elsewhere)
    assert minutes(store.read()) == [1]
    assert reasons(store) == [("b.jsonl", 2, "another event has the same id")]


def test_lines_that_do_not_parse_are_counted_and_stop_nothing(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    write_log(
        store,
        "b.jsonl",
        b"<<<<<<< HEAD\n",
        event(1),
        b"=======\n",
        event(2),
        b">>>>>>> theirs\n",
        b"\0" * 300 + b"\n",
        b"\n",
        encode(event(3))[:-30] + b"\n",
        event(4),
        b"\xff\xfe torn",
    )
    assert minutes(store.read()) == [1, 2, 4]
    assert reasons(store) == [
        ("b.jsonl", line, "no checksum at its end") for line in (1, 3, 5, 6, 8, 10)
    ]


def test_a_last_line_without_its_newline_is_read(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    write_log(store, "b.jsonl", event(1), encode(event(2)).removesuffix(b"\n"))
    assert minutes(store.read()) == [1, 2]
    assert reasons(store) == []


def test_unknown_kinds_and_nonsense_of_known_kinds_are_kept(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    lines = (sealed(k="mood"), other(lc=43, p={"topic": "x"}))
    write_log(store, "b.jsonl", *(line + b"\n" for line in lines))
    reading = store.read()
    assert [type(x.action) for x in reading.events] == [Unknown, Unintelligible]
    assert [fault.line for fault in reading.faults] == [2]
    assert "minutes" in reading.faults[0].reason


def test_what_is_not_a_file_is_a_fault_and_blocks_nothing(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    target = write_log(store, "target", event(1))
    write_log(store, "b.jsonl", event(2))
    os.mkfifo(target.with_name("fifo.jsonl"))
    target.with_name("link.jsonl").symlink_to("target")
    target.with_name("dir.jsonl").mkdir()
    assert minutes(store.read()) == [2]
    assert reasons(store) == [
        (f"{name}.jsonl", 0, "not a regular file") for name in ("dir", "fifo", "link")
    ]


def test_a_log_that_vanishes_while_reading_is_no_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_at(tmp_path)
    path = write_log(store, "b.jsonl", event(1))
    monkeypatch.setattr(Path, "iterdir", lambda _: iter([path, path.with_name("c.jsonl")]))
    assert minutes(store.read()) == [1]


def test_a_log_directory_that_cannot_be_read_is_not_taken_for_empty(tmp_path: Path) -> None:
    (tmp_path / "log").write_bytes(b"a file")
    with pytest.raises(StateError, match="log"):
        store_at(tmp_path).read()


def test_a_log_that_cannot_be_read_is_not_taken_for_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    store = store_at(tmp_path)
    write_log(store, "b.jsonl", event(1))
    monkeypatch.setattr("mlroadmap.storage.log_reading.read_regular", refuse)
    with pytest.raises(StateError, match=r"b\.jsonl may not be used"):
        store.read()


def test_reading_opens_nothing_for_writing(tmp_path: Path) -> None:
    store = LogStore(resolve_paths(tmp_path, {}))
    add(store)
    log_file(store, add(store).device).write_bytes(b"damaged\n")
    program = (
        "import os, sys; from pathlib import Path\n"
        "from mlroadmap.storage.log import LogStore\n"
        "from mlroadmap.storage.paths import resolve_paths\n"
        "writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC\n"
        "changes = ('os.mkdir', 'os.rename', 'os.remove', 'os.truncate', 'os.chmod')\n"
        "def watch(name, args):\n"
        "    inside = any(str(arg).startswith(sys.argv[1]) for arg in args)\n"
        "    if inside and (name in changes or name == 'open' and args[2] & writing):\n"
        "        os._exit(9)\n"
        "sys.addaudithook(watch)\n"
        "print(len(LogStore(resolve_paths(Path(sys.argv[1]), {})).read().events))\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        env=worker_environment(),
    )
    assert (result.returncode, result.stdout) == (0, "2\n")


def test_a_read_only_state_is_read(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    added = add(store)
    places = [place for place in tmp_path.rglob("*") if place.is_dir()]
    for place in places:
        place.chmod(0o500)
    try:
        assert store.read().events == (added,)
    finally:
        for place in places:
            place.chmod(0o700)


# --- the mirror


def test_a_truncated_log_is_restored_from_the_mirror(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    for n in (10, 20, 30):
        add(store, n)
    whole = log_file(store).read_bytes()
    log_file(store).write_bytes(whole[: whole.index(b"\n") + 1])
    assert minutes(store.read()) == [10, 20, 30]
    assert reasons(store) == [("aaaaaaaa.jsonl", 0, RESTORED.format("2 events"))]
    assert add(store, 40).number == 4
    assert log_file(store).read_bytes().startswith(whole)
    assert minutes(store.read()) == [10, 20, 30, 40]
    assert reasons(store) == []


def test_a_deleted_log_is_restored_from_the_mirror(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    add(store, 10)
    log_file(store).unlink()
    assert minutes(store.read()) == [10]
    assert reasons(store) == [("aaaaaaaa.jsonl", 0, RESTORED.format("1 event"))]
    add(store, 20)
    without_mirror(store)
    assert minutes(store.read()) == [10, 20]
    assert reasons(store) == []


def test_a_damaged_line_is_restored_and_its_damage_reported(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    for n in (10, 20, 30):
        add(store, n)
    log_file(store).write_bytes(log_file(store).read_bytes().replace(b":20}", b":99}"))
    assert minutes(store.read()) == [10, 20, 30]
    damage = ("aaaaaaaa.jsonl", 2, "its checksum is wrong")
    assert reasons(store) == [damage, ("aaaaaaaa.jsonl", 0, RESTORED.format("1 event"))]
    add(store, 40)
    assert minutes(store.read()) == [10, 20, 30, 40]
    assert reasons(store) == [damage]
    assert mirror_file(store).read_bytes() == log_file(store).read_bytes()


@pytest.mark.parametrize("damage", [b"", b"\0" * 50, b"noise\n"])
def test_a_damaged_mirror_is_made_anew(damage: bytes, tmp_path: Path) -> None:
    store = store_at(tmp_path)
    add(store, 10)
    mirror_file(store).write_bytes(damage)
    assert reasons(store) == []
    add(store, 20)
    assert mirror_file(store).read_bytes() == log_file(store).read_bytes()
    assert minutes(store.read()) == [10, 20]


def test_an_event_that_another_copy_of_the_log_has_is_not_called_restored(
    tmp_path: Path,
) -> None:
    store = store_at(tmp_path)
    add(store, 10)
    log_file(store).rename(log_file(store).with_name("conflict.jsonl"))
    assert minutes(store.read()) == [10]
    assert reasons(store) == []


# --- appending


def test_an_event_comes_after_all_that_was_read(tmp_path: Path) -> None:
    ours, theirs = store_at(tmp_path), store_at(tmp_path, "bbbbbbbb")
    for n in (1, 2, 3):
        add(theirs, n)
    mine = add(ours, 4)
    assert (mine.number, mine.clock) == (1, 4)
    assert minutes(theirs.read()) == [1, 2, 3, 4]


def test_a_reading_at_hand_need_not_be_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_at(tmp_path)
    write_log(store, "b.jsonl", event(41))
    seen = store.read()
    monkeypatch.setattr(LogStore, "read", None)
    entries = [(DAY, TimeLogged("numpy", 5))]
    (first,) = store.append(entries, NOW, ZONE, seen)
    (second,) = store.append(entries, NOW, ZONE, seen)
    assert [(x.number, x.clock) for x in (first, second)] == [(1, 42), (2, 43)]


@pytest.mark.parametrize("clock", [2_000_000, MAX_COUNT])
def test_an_entry_that_would_not_count_is_not_stored(clock: int, tmp_path: Path) -> None:
    store = store_at(tmp_path)
    add(store)
    forged = write_log(store, "zzzzzzzz.jsonl", event(1, "zzzzzzzz", clock))
    with pytest.raises(StateError, match="would not count") as refused:
        add(store)
    assert "mlroadmap doctor --fix" in refused.value.hint
    assert len(store.read().events) == 2
    forged.unlink()
    assert add(store).clock == 2


def test_what_is_made_is_private(tmp_path: Path) -> None:
    store = store_at(tmp_path / "deep" / "down")
    add(store)
    modes = [
        place.stat().st_mode & 0o777
        for place in (tmp_path / "deep", log_file(store).parent, log_file(store))
    ]
    assert modes == [0o700, 0o700, 0o600]


def test_fractions_of_a_second_are_not_kept(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    (added,) = store.append([(DAY, TimeLogged("x", 1))], NOW.replace(microsecond=9), ZONE)
    assert added.at == NOW
    assert store.read().events == (added,)


def test_an_instant_without_an_offset_is_a_bug(tmp_path: Path) -> None:
    naive: datetime = NOW.replace(tzinfo=None)
    with pytest.raises(ValueError, match="offset"):
        store_at(tmp_path).append([(DAY, TimeLogged("x", 1))], naive, ZONE)


@pytest.mark.parametrize(
    ("action", "reason"),
    [
        (TimeLogged("numpy", 5, "\udcff"), "JSON"),
        (TimeLogged("numpy", 5, "x" * MAX_LINE_BYTES), "16 MiB"),
        (TimeLogged("numpy", -5), "minutes"),
    ],
)
def test_what_could_not_be_read_back_is_not_stored(
    action: Action, reason: str, tmp_path: Path
) -> None:
    store = store_at(tmp_path)
    with pytest.raises(UsageError, match=reason):
        store.append([(DAY, TimeLogged("numpy", 1)), (DAY, action)], NOW, ZONE)
    assert log_file(store).read_bytes() == b""
    assert add(store).number == 1


def test_several_actions_are_stored_as_one(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    add(store)
    actions = [TimeLogged("numpy", 5), TimeLogged("pandas", 6)]
    stored = store.append([(DAY, action) for action in actions], NOW, ZONE)
    assert [event.number for event in stored] == [event.clock for event in stored] == [2, 3]
    assert store.read().events[1:] == stored


@pytest.mark.parametrize("line", [sealed(v=2), sealed(v=2, p=None)])
@pytest.mark.parametrize("name", ["aaaaaaaa.jsonl", "bbbbbbbb.jsonl"])
def test_a_newer_log_is_read_and_not_written(line: bytes, name: str, tmp_path: Path) -> None:
    store = store_at(tmp_path)
    path = write_log(store, name, event(1), line + b"\n")
    reading = store.read()
    assert reading.newer
    assert 1 in minutes(reading)
    with pytest.raises(StateError, match="newer version") as caught:
        add(store)
    assert "upgrade" in caught.value.hint
    assert list(tmp_path.rglob("*.*")) == [path]


def test_a_log_that_became_newer_after_it_was_read_is_not_written(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    add(store)
    seen = store.read()
    with log_file(store).open("ab") as file:
        file.write(sealed(v=2) + b"\n")
    before = log_file(store).read_bytes()
    with pytest.raises(StateError, match="newer version"):
        store.append([(DAY, TimeLogged("numpy", 5))], NOW, ZONE, seen)
    assert log_file(store).read_bytes() == before


def test_a_newer_mirror_is_noticed(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    add(store)
    mirror_file(store).write_bytes(sealed(v=2) + b"\n")
    assert store.read().newer


def test_a_symbolic_link_is_not_written_through(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    add(store)
    elsewhere = tmp_path / "elsewhere"
    log_file(store).rename(elsewhere)
    before = elsewhere.read_bytes()
    log_file(store).symlink_to(elsewhere)
    with pytest.raises(StateError, match="link"):
        add(store)
    assert elsewhere.read_bytes() == before


def test_a_pipe_in_its_place_blocks_nothing(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    log_file(store).parent.mkdir()
    os.mkfifo(log_file(store))
    with pytest.raises(StateError, match="pipe"):
        add(store)


def test_merge_markers_do_not_stop_an_append(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    add(store, 10)
    without_mirror(store)
    line = log_file(store).read_bytes()
    log_file(store).write_bytes(b"<<<<<<< HEAD\n" + line + b"=======\n>>>>>>> theirs")
    assert add(store, 20).number == 2
    assert minutes(store.read()) == [10, 20]
    assert [line for _, line, _ in reasons(store)] == [1, 3, 4]


@pytest.mark.parametrize("mirrored", [True, False])
def test_a_tail_cut_at_any_byte_is_never_misread(mirrored: bool, tmp_path: Path) -> None:
    store = store_at(tmp_path)
    for n in (10, 20, 30):
        add(store, n)
    whole = log_file(store).read_bytes()
    ends = [place for place, byte in enumerate(whole) if byte == ord("\n")]
    for size in range(ends[0] + 1, len(whole) + 1):
        log_file(store).write_bytes(whole[:size])
        mirror_file(store).write_bytes(whole if mirrored else b"")
        kept = [10, 20, 30] if mirrored else [10, 20, 30][: sum(size >= e for e in ends)]
        assert minutes(store.read()) == kept
        assert add(store, 40).number == len(kept) + 1
        assert minutes(store.read()) == [*kept, 40]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_damage_never_yields_an_event_that_nobody_wrote(
    data: st.DataObject, tmp_path: Path
) -> None:
    store = store_at(tmp_path)
    written = [event(number) for number in range(1, 6)]
    content = bytearray(b"".join(map(encode, written)))
    start = data.draw(st.integers(0, len(content) - 1))
    noise = data.draw(
        st.binary(min_size=1, max_size=300) | st.integers(1, 300).map(lambda n: b"\0" * n)
    )
    content[start : start + data.draw(st.integers(0, 300))] = noise
    write_log(store, "b.jsonl", bytes(content))
    assert [x for x in store.read().events if x not in written] == []


def test_a_lock_that_is_never_free_is_explained(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    add(store)
    with log_file(store).open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(StateError, match="too long"):
            add(store)
    assert add(store).number == 2

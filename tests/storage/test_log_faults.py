"""What the log does when the machine does not: system calls, processes, full disks."""

from __future__ import annotations

import errno
import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mlroadmap.core.journal.actions import TimeLogged
from mlroadmap.errors import StateError
from mlroadmap.storage.log import LogStore
from mlroadmap.storage.log_reading import LogReading
from mlroadmap.storage.paths import resolve_paths

from .log_tools import (
    DAY,
    NOW,
    WORKER,
    ZONE,
    add,
    log_file,
    mirror_file,
    reasons,
    store_at,
    worker_environment,
)


def start_worker(state: Path, count: int, **options: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(WORKER), str(state), str(count)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=worker_environment(),
        **options,
    )


def stored(state: Path) -> list[str]:
    return [event.id for event in LogStore(resolve_paths(state, {})).read().events]


# --- the order of system calls


class Calls:
    """The calls that matter, in order, each with the place that it went to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
        self.names: list[str] = []
        self.root = root
        for name in ("write", "fsync", "ftruncate"):
            monkeypatch.setattr(os, name, self._noting(name, getattr(os, name)))

    def _noting(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def noted(fd: int, *rest: Any) -> Any:
            place = Path(f"/proc/self/fd/{fd}").readlink()
            if place.is_relative_to(self.root):
                self.names.append(f"{name} {place.relative_to(self.root)}")
            return call(fd, *rest)

        return noted


needs_proc = pytest.mark.skipif(
    not Path("/proc/self/fd").is_dir(), reason="the calls are recognised by /proc"
)


@needs_proc
def test_the_first_append_syncs_the_name_and_the_file_before_it_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "state"
    calls = Calls(monkeypatch, root)
    add(store_at(root))
    log = "log/aaaaaaaa.jsonl"
    assert calls.names[-5:] == [
        "fsync log",
        "fsync .",
        f"write {log}",
        f"fsync {log}",
        "write aaaaaaaa/mirror/aaaaaaaa.jsonl",
    ]


@needs_proc
def test_a_later_append_is_one_write_and_one_sync(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_at(tmp_path)
    add(store)
    calls = Calls(monkeypatch, tmp_path)
    add(store)
    log = "log/aaaaaaaa.jsonl"
    mirror = "aaaaaaaa/mirror/aaaaaaaa.jsonl"
    assert calls.names == [f"write {log}", f"fsync {log}", f"write {mirror}"]


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_the_kernel_sees_that_order_too(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    state = tmp_path / "state"
    watched = "trace=openat,write,fsync,flock,ftruncate"
    worker = [sys.executable, str(WORKER), str(state), "2"]
    result = subprocess.run(
        ["strace", "-y", "-o", str(trace), "-e", watched, *worker],
        capture_output=True,
        text=True,
        check=False,
        env=worker_environment(),
    )
    if not trace.exists() or "ptrace" in result.stderr:
        pytest.skip("tracing is not allowed here")
    text = trace.read_text(encoding="utf-8", errors="replace")
    pattern = r"^(write|fsync|flock)\((?:\d+<[^>]*(/log|\.jsonl)>|(1)<)"
    calls = re.findall(pattern, text, re.MULTILINE)
    seen = [call + (place or out) for call, place, out in calls]
    first = ["flock.jsonl", "fsync/log", "write.jsonl", "fsync.jsonl", "write.jsonl", "write1"]
    second = [call for call in first if call != "fsync/log"]
    assert seen == first + second
    opened = re.search(r"/log/\w+\.jsonl\", (O_RDWR\S+), 0600", text)
    assert opened
    assert {"O_APPEND", "O_CREAT", "O_NOFOLLOW", "O_CLOEXEC"} <= set(opened[1].split("|"))


# --- refused system calls


def failing(number: int) -> Callable[..., Any]:
    def fail(*_: Any, **__: Any) -> Any:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize(
    ("call", "number"),
    [
        ("os.open", errno.EMFILE),
        ("os.open", errno.EROFS),
        ("os.open", errno.EACCES),
        ("os.fstat", errno.EIO),
        ("os.write", errno.ENOSPC),
        ("os.write", errno.EIO),
        ("os.write", errno.EDQUOT),
        ("os.fsync", errno.EIO),
        ("os.fsync", errno.ENOSPC),
        ("fcntl.flock", errno.ENOLCK),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_refused_call_stores_nothing_and_says_so(
    call: str, number: int, first: bool, tmp_path: Path
) -> None:
    store = store_at(tmp_path)
    add(store)
    if first:
        log_file(store).unlink()
        mirror_file(store).unlink()
    seen = store.read()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(call, failing(number))
        with pytest.raises(StateError, match=re.escape(os.strerror(number))):
            add_after(store, seen)
    assert store.read() == seen
    assert add(store).number == len(seen.events) + 1
    assert reasons(store) == []


def add_after(store: LogStore, seen: LogReading) -> None:
    store.append([(DAY, TimeLogged("numpy", 5))], NOW, ZONE, seen)


def test_a_short_write_is_taken_back(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    add(store)
    before = log_file(store).read_bytes()
    write = os.write
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "write", lambda fd, content: write(fd, content[:50]))
        with pytest.raises(StateError, match="cannot grow"):
            add(store)
    assert log_file(store).read_bytes() == before


def test_a_mirror_that_fails_does_not_fail_the_append(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    add(store)
    shutil.rmtree(store.paths.mirror_dir)
    store.paths.mirror_dir.write_bytes(b"in the way")
    assert add(store).number == 2
    store.paths.mirror_dir.unlink()
    assert add(store).number == 3
    assert mirror_file(store).read_bytes() == log_file(store).read_bytes()


# --- processes


def test_processes_that_append_at_once_store_every_event_once(tmp_path: Path) -> None:
    workers = [start_worker(tmp_path, 20) for _ in range(8)]
    acknowledged = [line for worker in workers for line in worker.communicate()[0].split()]
    assert [worker.returncode for worker in workers] == [0] * 8
    assert len(acknowledged) == 160
    assert sorted(stored(tmp_path)) == sorted(acknowledged)
    reading = LogStore(resolve_paths(tmp_path, {})).read()
    assert [event.number for event in reading.events] == list(range(1, 161))
    assert reading.faults == ()


def test_a_killed_process_costs_no_acknowledged_event(tmp_path: Path) -> None:
    with start_worker(tmp_path, 10_000) as worker:
        assert worker.stdout
        acknowledged = [worker.stdout.readline().strip() for _ in range(25)]
        worker.kill()
        # Not by communicate(), which does not know what readline() has read ahead.
        acknowledged += worker.stdout.read().split()
    assert stored(tmp_path)[: len(acknowledged)] == acknowledged
    assert start_worker(tmp_path, 1).communicate()[0].strip() == stored(tmp_path)[-1]


def test_a_full_disk_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))

    worker = start_worker(tmp_path, 50, preexec_fn=limit)
    output, complaint = worker.communicate()
    acknowledged = output.split()
    assert worker.returncode == 6
    assert complaint.count("\n") == 1
    assert "cannot grow" in complaint
    assert 5 < len(acknowledged) < 50
    assert stored(tmp_path) == acknowledged
    more = start_worker(tmp_path, 1).communicate()[0].split()
    assert stored(tmp_path) == acknowledged + more


def test_a_copied_home_writes_a_log_of_its_own(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for _ in range(2):
        add(LogStore(resolve_paths(here, {})))
    shutil.copytree(here, there)
    copied = LogStore(resolve_paths(there, {}))
    added = add(copied)
    assert (added.number, added.clock) == (1, 3)
    for path in (there / "log").iterdir():
        shutil.copy(path, here / "log")
    assert len(stored(here)) == 3
    assert len(stored(there)) == 3

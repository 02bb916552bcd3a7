from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from mlroadmap.storage.append import Tail, commit, find_tail
from mlroadmap.storage.record import encode

from .log_tools import event
from .test_record import sealed

ONE, TWO, THREE = (encode(event(number)) for number in (1, 2, 3))


@pytest.mark.parametrize(
    ("content", "copy", "tail"),
    [
        (b"", b"", Tail(0, 0, b"", newer=False)),
        (ONE + TWO, ONE + TWO, Tail(2, 2, b"", newer=False)),
        (ONE + TWO, ONE, Tail(2, 2, b"", newer=False)),
        (ONE + TWO, b"", Tail(2, 2, b"", newer=False)),
        (ONE + TWO[:-1], ONE, Tail(2, 2, b"\n", newer=False)),
        (ONE + TWO[:-2], ONE, Tail(1, 1, b"\n", newer=False)),
        (ONE + TWO[:9] + b"\n", ONE, Tail(1, 1, b"", newer=False)),
        (ONE, ONE + TWO + THREE, Tail(3, 3, TWO + THREE, newer=False)),
        (b"", ONE + TWO, Tail(2, 2, ONE + TWO, newer=False)),
        (b"\0" * 99, ONE, Tail(1, 1, b"\n" + ONE, newer=False)),
        (b"\0" + ONE + TWO, ONE + TWO, Tail(2, 2, ONE, newer=False)),
        (ONE, b"\0" * 99 + b"\n" + TWO, Tail(2, 2, TWO, newer=False)),
        (THREE + ONE + b"noise\n", b"", Tail(3, 3, b"", newer=False)),
        (sealed(v=2) + b"\n", b"", Tail(17, 42, b"", newer=True)),
        (sealed(v=2, p=None) + b"\n", b"", Tail(0, 0, b"", newer=True)),
        (ONE, ONE + sealed(v=2) + b"\n", Tail(17, 42, sealed(v=2) + b"\n", newer=True)),
    ],
)
def test_the_tail_tells_where_the_log_stands(content: bytes, copy: bytes, tail: Tail) -> None:
    assert find_tail(content, copy) == tail


def test_a_commit_that_fails_leaves_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    path = tmp_path / "log"
    path.write_bytes(ONE)
    monkeypatch.setattr(os, "fsync", interrupt)
    with path.open("ab") as file, pytest.raises(KeyboardInterrupt):
        commit(file.fileno(), TWO, size_before=len(ONE), directory=tmp_path)
    assert path.read_bytes() == ONE


def test_a_disk_that_refuses_even_the_cut_keeps_the_first_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(number: int) -> None:
        raise OSError(number, os.strerror(number))

    path = tmp_path / "log"
    path.write_bytes(ONE)
    monkeypatch.setattr(os, "fsync", lambda _: refuse(errno.ENOSPC))
    monkeypatch.setattr(os, "ftruncate", lambda *_: refuse(errno.EIO))
    with path.open("ab") as file, pytest.raises(OSError, match="space"):
        commit(file.fileno(), TWO, size_before=len(ONE), directory=tmp_path)

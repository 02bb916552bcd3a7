"""A command in a real terminal of its own, answered like a person would."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType
from typing import Self

PATIENCE_SECONDS = 120

# The leader of a session that opens a terminal gets its interrupts.
_IN_TERMINAL = 'exec "$@" <>"$0" >&0 2>&1'


class Terminal:
    """Runs a command line; `read_until` and `type` are the two sides of the screen."""

    def __init__(self, *words: str, environ: Mapping[str, str]) -> None:
        self._screen, inside = pty.openpty()
        self._seen = ""
        command = [sys.executable, "-m", "mlroadmap", *words]
        self._process = subprocess.Popen(
            ["bash", "-c", _IN_TERMINAL, os.ttyname(inside), *command],
            env={
                "PATH": os.environ["PATH"],
                "TERM": "xterm",
                "MLROADMAP_BACKGROUND": "off",
                **environ,
            },
            start_new_session=True,
        )
        self._inside = inside

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._inside)
        os.close(self._screen)

    def read_until(self, expected: str) -> str:
        """Wait for words to appear after those waited for before; give what came first."""
        while expected not in self._seen:
            ready, _, _ = select.select([self._screen], [], [], PATIENCE_SECONDS)
            assert ready, f"never saw {expected!r} after {self._seen!r}"
            self._seen += os.read(self._screen, 4096).decode()
        before, _, self._seen = self._seen.partition(expected)
        return before

    def type(self, text: str) -> None:
        """Type on the keyboard."""
        os.write(self._screen, text.encode())

    def leave(self, key: str) -> int:
        """Type a key until the program has ended, as one does, and give the exit code.

        Ctrl-C between the interpreter's last look for signals and its reading of the
        terminal wakes nobody, and a test types fast enough to hit that moment.
        """
        for _ in range(PATIENCE_SECONDS):
            self.type(key)
            with suppress(subprocess.TimeoutExpired):
                return self._process.wait(1)
        raise AssertionError(f"{key!r} did not end it")

    def code(self) -> int:
        """Wait for the end and give the exit code."""
        return self._process.wait(PATIENCE_SECONDS)

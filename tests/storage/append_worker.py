"""Append events in a process of its own: STATE COUNT; prints the id of each one stored."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path

from mlroadmap.core.journal.actions import TimeLogged
from mlroadmap.errors import MlroadmapError
from mlroadmap.storage.log import LogStore
from mlroadmap.storage.paths import resolve_paths


def main(state: str, count: str) -> int:
    store = LogStore(resolve_paths(Path(state), {}))
    for _ in range(int(count)):
        try:
            entries = [(date(2027, 1, 4), TimeLogged("numpy", 5))]
            (event,) = store.append(entries, datetime.now(UTC), "Europe/Berlin")
        except MlroadmapError as error:
            sys.stderr.write(f"{error.message}\n")
            return error.exit_code
        sys.stdout.write(f"{event.id}\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

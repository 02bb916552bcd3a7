"""Run the real command many times in one process, as if each line were typed.

Reads a JSON list of words a line from stdin and prints a line for each when it is over:
the exit code and, as JSON, the words. `now INSTANT` sets the clock of the commands after
it. FAULTS_WITHOUT in the environment names calls that do nothing (fsync, directory-fsync).
"""

from __future__ import annotations

import io
import json
import os
import sys
from datetime import datetime
from unittest.mock import patch

from typer.main import get_command

from mlroadmap.cli.app import app


def main() -> None:
    misbehave()
    out = sys.stdout
    for line in sys.stdin:
        words = json.loads(line)
        if words[0] == "now":
            set_clock(words[1])
            continue
        sys.stdout = io.StringIO()
        try:
            get_command(app)(words, prog_name="mlroadmap")
        except SystemExit as end:
            out.write(f"{end.code} {json.dumps(words)}\n")
            out.flush()


def misbehave() -> None:
    without = os.environ.get("FAULTS_WITHOUT", "").split()
    if "fsync" in without:
        patch("os.fsync").start()
    if "directory-fsync" in without:
        patch("mlroadmap.storage.files._sync_directory").start()


def set_clock(now: str) -> None:
    instant = datetime.fromisoformat(now).astimezone()
    patch("mlroadmap.cli.context.local_now", return_value=instant).start()


if __name__ == "__main__":
    main()

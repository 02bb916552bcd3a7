"""What the tests with real programs share: a learner's command line, and where programs are."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.conftest import Cli


def program(name: str) -> str:
    """Find a program of this environment or of the system; its absence is a failure."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    assert found, f"{name} is missing: see CONTRIBUTING.md"
    return found


@pytest.fixture
def busy(planned: Cli) -> Cli:
    """A learner on the fourth day, with something done, logged and skipped."""
    planned("log", "vectors", "50m")
    planned.today = "2027-01-07"
    planned("done", "vectors", "--time", "2h")
    planned("log", "networks", "20m")
    planned("skip", "flat-project")
    return planned


def exported(cli: Cli, *words: str) -> str:
    """Export, and give the text as it is."""
    return cli("export", *words).stdout_bytes.decode("utf-8")

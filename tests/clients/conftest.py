"""What the tests with real programs share: a learner's command line, and where programs are."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import Cli

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def program(name: str) -> str:
    """Find a program of this environment or of the system; its absence is a failure."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    assert found, f"{name} is missing: see CONTRIBUTING.md"
    return found


def node_module(path: str) -> Path:
    """Find a file of a package from npm; its absence is a failure."""
    found = Path(__file__).parent / "node_modules" / path
    assert found.exists(), f"{path} is missing: see CONTRIBUTING.md"
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Without the group `clients` these tests are not run, but they are collected.
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - see above

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=program("chromium"), args=list(FLAGS)
        )
        yield chromium
        chromium.close()


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

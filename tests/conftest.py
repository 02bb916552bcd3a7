from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from typer.testing import CliRunner, Result

from mlroadmap.cli.app import app
from tests.clock import Clock

SAMPLE = Path(__file__).parent / "data" / "sample.yaml"

settings.register_profile(
    "default",
    deadline=None,
    max_examples=100,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile(
    "thorough", settings.get_profile("default"), max_examples=2000, derandomize=False
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


class Cli:
    """Runs the command line in this process, with a state of its own."""

    def __init__(self, state: Path) -> None:
        self.state = state
        self.today = "2027-01-04"
        self.roadmap = SAMPLE
        self.columns = 80
        self.typed = b""

    def __call__(self, *words: str, exits: int | None = 0, **environ: str) -> Result:
        """Run a command line and check its exit code, if given. A bug is raised as it is."""
        env = {
            "COLUMNS": str(self.columns),
            "MLROADMAP_STATE": str(self.state),
            "MLROADMAP_TODAY": self.today,
            "MLROADMAP_ROADMAP": str(self.roadmap),
            "TERM": "xterm-256color",
            **environ,
        }
        result = CliRunner().invoke(
            app, list(words), input=self.typed, env=env, prog_name="mlroadmap"
        )
        if isinstance(result.exception, Exception):
            raise result.exception
        assert exits in {None, result.exit_code}, result.output
        return result

    def said(self, *words: str, **environ: str) -> str:
        """Run a command and give what it says as one line."""
        return " ".join(self(*words, exits=0, **environ).stdout.split())

    def document(self, *words: str) -> Any:
        """Run a command with --json and read what it prints."""
        return json.loads(self(*words, "--json").stdout)


@contextmanager
def read_only(state: Path) -> Iterator[None]:
    """Take the right to write in a state away, and check that nothing was written."""
    places = [state, *state.rglob("*")]
    for place in places:
        place.chmod(stat.S_IRUSR | (stat.S_IXUSR if place.is_dir() else 0))
    before = {place: place.stat().st_mtime_ns for place in places}
    try:
        yield
        assert {place: place.stat().st_mtime_ns for place in places} == before
    finally:
        for place in places:
            place.chmod(stat.S_IRWXU)


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    return Cli(tmp_path / "state")


@pytest.fixture
def planned(cli: Cli) -> Cli:
    """A learner who planned an hour a day on Mon 04 Jan 2027."""
    cli("plan", "--hours", "7")
    return cli


@pytest.fixture
def clock(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that tests set; the command line goes by it instead of by --today."""
    cli.today = ""
    return Clock(monkeypatch)


@pytest.fixture
def entry_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give entries the same ids in every run."""
    rng = Random(1)
    monkeypatch.setattr("uuid.uuid4", lambda: UUID(int=rng.getrandbits(128), version=4))


@pytest.fixture(autouse=True)
def _no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test away from the user's own files and settings."""
    for name in list(os.environ):
        if name.startswith(("MLROADMAP_", "XDG_", "NO_COLOR", "FORCE_COLOR", "TTY_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TZ", "UTC")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare text with a file in `golden/`; UPDATE_GOLDEN=1 writes the file instead."""

    def compare(name: str, text: str) -> None:
        file = Path(request.path).parent / "golden" / name
        if os.environ.get("UPDATE_GOLDEN"):
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8")

    return compare

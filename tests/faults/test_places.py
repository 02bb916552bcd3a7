"""Where there is no home, no locale, no room on the screen, or something in the way."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from .harness import Learner

STATE = "MLROADMAP_STATE"
KINDS = ("fifo", "directory", "socket")
HOMELESS = (
    "import pwd, sys\n"
    "def unknown(_): raise KeyError\n"
    "pwd.getpwuid = unknown\n"
    "from mlroadmap.__main__ import main\n"
    "main()\n"
)


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    return Learner(tmp_path)


def test_no_home_and_no_passwd_entry(learner: Learner) -> None:
    outside = {k: v for k, v in learner.environment.items() if k not in {"HOME", STATE}}
    outcome = subprocess.run(
        [sys.executable, "-c", HOMELESS, "plan", "--hours", "7"],
        env=outside,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert outcome.returncode == 6
    assert "--state DIR" in outcome.stderr
    assert len(outcome.stderr.splitlines()) == 2


@pytest.mark.campaign
def test_relative_paths_of_the_platform_are_ignored(learner: Learner) -> None:
    learner.environ = {STATE: "", "XDG_DATA_HOME": "here", "XDG_STATE_HOME": "there"}
    learner.plan()
    assert (learner.root / ".local" / "share" / "mlroadmap" / "log").is_dir()
    assert not (learner.root / "here").exists()


@pytest.mark.campaign
def test_a_relative_state_is_where_one_is(learner: Learner) -> None:
    assert learner.run("--state", "mine", "plan", "--hours", "7").code == 0
    assert (learner.root / "mine" / "log").is_dir()


@pytest.mark.campaign
def test_everything_is_private_whatever_the_umask(learner: Learner) -> None:
    def no_umask() -> None:
        os.umask(0)

    learner.run("plan", "--hours", "7", preexec=no_umask)
    learner.log("note", preexec=no_umask)
    learner.logs[0].write_bytes(learner.logs[0].read_bytes() + b"garbage\n")
    learner.run("doctor", "--fix", preexec=no_umask)
    learner.run("backup", "backup.zip", preexec=no_umask)
    places = [learner.root / "backup.zip", *learner.state.rglob("*")]
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in places}
    assert {mode & 0o077 for mode in modes.values()} == {0}, modes
    learner.check()


@pytest.mark.parametrize(
    "kind",
    ["link", *(pytest.param(k, marks=pytest.mark.campaign) for k in KINDS)],
)
def test_something_else_where_the_log_should_be(kind: str, learner: Learner) -> None:
    learner.plan()
    log = learner.logs[0]
    kept = log.with_name("kept")
    log.rename(kept)
    if kind == "link":
        log.symlink_to(kept.name)
    elif kind == "fifo":
        os.mkfifo(log)
    elif kind == "directory":
        log.mkdir()
    else:
        os.mknod(log, stat.S_IFSOCK | 0o600)
    assert learner.run("next").code == 0
    assert learner.log("refused").code == 6
    assert learner.run("doctor").code == 6
    assert learner.run("doctor", "--fix").code == 6
    assert kept.is_file()
    log.rmdir() if kind == "directory" else log.unlink()
    kept.rename(log)
    learner.check()


@pytest.mark.campaign
@pytest.mark.parametrize(
    "environ",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "en_US.ISO-8859-1", "PYTHONIOENCODING": "latin-1"},
        {"TERM": "dumb", "COLUMNS": "1"},
        {"TERM": "", "COLUMNS": "0"},
        {"COLUMNS": "nonsense", "LINES": "-1"},
        {"TZ": ":/nonsense", "LANG": "xx_YY"},
    ],
)
def test_odd_surroundings(environ: dict[str, str], learner: Learner) -> None:
    learner.environ = environ
    learner.plan()
    learner.log("é ½ 学")
    for words in (("next",), ("doctor",), ("plan", "--full")):
        outcome = learner.run(*words)
        assert (outcome.code, outcome.err) == (0, ""), (words, outcome)
    learner.check()


@pytest.mark.campaign
def test_names_that_are_no_text(learner: Learner) -> None:
    learner.state = learner.root / os.fsdecode(b"st\xff\x1b[31mate")
    learner.plan()
    for words in (("paths",), ("doctor",), ("doctor", "--json"), ("paths", "--json")):
        outcome = learner.run(*words)
        assert outcome.code == 0
        assert "\x1b" not in outcome.out
    learner.check()

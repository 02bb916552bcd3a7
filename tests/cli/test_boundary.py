"""Failures become messages and exit codes in one place; help and version."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
import typer.main
from typer.core import TyperGroup

from mlroadmap import __version__
from mlroadmap.__main__ import main
from mlroadmap.cli import next_
from mlroadmap.cli.app import app
from tests.conftest import Cli

README = Path(__file__).parents[2] / "README.md"
GROUP = typer.main.get_command(app)
assert isinstance(GROUP, TyperGroup)
COMMANDS = sorted(GROUP.commands)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(cli: Cli, command: str) -> None:
    shown = cli(command, "--help").stdout
    assert f"Example: mlroadmap {command}" in shown
    assert cli(command, "-h").stdout == shown


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(command: str) -> None:
    assert re.search(rf"^\|.*`{command}[ `]", README.read_text("utf-8"), re.MULTILINE)


def test_help_and_version(cli: Cli) -> None:
    assert "dated plan" in cli.said("--help")
    assert cli("--version").stdout == f"mlroadmap {__version__}\n"


@pytest.mark.parametrize(
    ("words", "exits", "code"),
    [
        (("next", "--json"), 7, "no-plan"),
        (("show", "nothing", "--json"), 3, "unknown-topic"),
        (("show", "de", "--json"), 3, "ambiguous-topic"),
        (("plan", "--hours", "0", "--json"), 2, "usage"),
        (("plan", "--nonsense", "--json"), 2, "usage"),
        (("next", "--json", "--roadmap", "/nowhere"), 7, "no-plan"),
        (("topics", "--json", "--roadmap", "/nowhere"), 4, "bad-roadmap"),
        (("next", "--json", "--today", "soon"), 2, "usage"),
    ],
)
def test_errors_are_documents_for_scripts(
    cli: Cli, words: tuple[str, ...], exits: int, code: str
) -> None:
    if code == "usage" and "next" in words:
        cli("plan", "--hours", "7")
    result = cli(*words, exits=exits)
    assert result.stdout == ""
    document = json.loads(result.stderr)
    assert document["schema_version"] == 2
    assert document["error"]["code"] == code
    assert document["error"]["message"]
    assert document["error"]["hint"]


def test_an_unknown_command_is_a_usage_error(cli: Cli) -> None:
    result = cli("stauts", exits=2)
    assert "no command 'stauts'" in result.stderr
    assert "status" in result.stderr


def test_a_global_option_may_come_last(planned: Cli) -> None:
    assert planned("next", "--today", "2027-01-05").stdout.startswith("Today, Tue 5 Jan")


def test_control_characters_never_reach_the_terminal(planned: Cli) -> None:
    evil = "\x1b]0;pwned\x07\u202e"
    assert evil not in planned("done", evil, exits=3).stderr
    planned("log", "vectors", "5m", "--note", f"note {evil}")
    for words in (("history",), ("show", "vectors")):
        assert "\x1b" not in planned(*words).stdout
        assert "\u202e" not in planned(*words).stdout


def test_an_interrupt_ends_with_130(planned: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(next_, "open_context", interrupt)
    result = planned("next", exits=130)
    assert result.output == ""


def test_a_bug_is_reported_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError("nothing to share")

    monkeypatch.setattr(next_, "open_context", fail)
    monkeypatch.setattr(sys, "argv", ["mlroadmap", "next"])
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setenv("MLROADMAP_STATE", str(tmp_path))
    with pytest.raises(ZeroDivisionError) as caught:
        main()
    sys.excepthook(caught.type, caught.value, caught.tb)
    said = capsys.readouterr().err
    assert "this is a bug: ZeroDivisionError: nothing to share" in said
    assert "Traceback" not in said


def test_a_bug_can_be_debugged(monkeypatch: pytest.MonkeyPatch) -> None:
    hook = sys.excepthook
    monkeypatch.setattr(sys, "argv", ["mlroadmap", "--version"])
    monkeypatch.setenv("MLROADMAP_DEBUG", "1")
    with pytest.raises(SystemExit) as exited:
        main()
    assert exited.value.code == 0
    assert sys.excepthook is hook


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        (("help", "doen"), "mlroadmap help done"),
        (("help", "qqqq"), "mlroadmap help"),
        (("today", "next week"), "mlroadmap today"),
        (("week", "-1", "-1"), "mlroadmap week -1"),
        (("log", "vectors", "5m", "--jon"), "mlroadmap log numpy 45m --on yesterday"),
        (("use", "builtin", "--name", "x"), "mlroadmap use builtin"),
        (("--state=", "next"), "mlroadmap next --for 20m"),
        (("--today=", "next"), "mlroadmap next --for 20m"),
        (("next", "--short", "--for", "20m"), "mlroadmap next --for 20m"),
        (("hours", "200"), "mlroadmap plan --hours 10"),
    ],
)
def test_a_refusal_ends_with_a_command_that_works(
    planned: Cli, words: tuple[str, ...], instead: str
) -> None:
    assert planned(*words, exits=2).stderr.rstrip().endswith(f"\n{instead}")


def test_empty_words_are_no_directory_and_no_day(planned: Cli) -> None:
    for words in (("check", ""), ("new", ""), ("import", ""), ("backup", "")):
        assert "the path is empty" in planned(*words, exits=2).stderr


def test_two_dashes_alone_are_the_default_command(planned: Cli) -> None:
    assert planned("--").stdout == planned().stdout

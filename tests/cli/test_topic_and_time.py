"""`log TOPIC DURATION` and `left TOPIC DURATION`, as people type them."""

from __future__ import annotations

import pytest

from tests.conftest import Cli


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("log", "vectors", "1h", "30m"), "1h 30m logged"),
        (("log", "a", "vectors", "45", "min"), "No topic is called 'a vectors'"),
        (("log", "deep", "project", "1h30"), "Deep Project: 1h 30m logged"),
        (("log", "flat project", "90"), "Flat Project: 1h 30m logged"),
        (("left", "deep", "project", "2", "hours"), "Deep Project: 2h left"),
        (("left", "vectors", "1,5h"), "1h 30m left"),
    ],
)
def test_neither_needs_quotes(planned: Cli, words: tuple[str, ...], said: str) -> None:
    refused = said.startswith("No topic")
    result = planned(*words, exits=3 if refused else 0)
    assert said in " ".join((result.stderr if refused else result.stdout).split())


@pytest.mark.parametrize(
    ("words", "said", "command"),
    [
        (("log", "vectors"), "How long for 'vectors'?", "mlroadmap log vectors 45m"),
        (("log", "45m"), "45m for which topic?", "mlroadmap log vectors 45m"),
        (("log", "1h", "30m"), "1h 30m for which topic?", "mlroadmap log vectors '1h 30m'"),
        (("log", "45m", "vectors"), "The time comes last.", "mlroadmap log vectors 45m"),
        (("left", "2h", "deep", "project"), "comes last", "mlroadmap left 'deep project' 2h"),
        (("left", "vectors", "0h"), "With no time left, Vectors", "mlroadmap done vectors"),
        (("left", "vectors", "0"), "With no time left, Vectors", "mlroadmap done vectors"),
    ],
)
def test_what_is_missing_is_shown_in_a_command_that_works(
    planned: Cli, words: tuple[str, ...], said: str, command: str
) -> None:
    lines = planned(*words, exits=2).stderr.splitlines()
    assert said in lines[0]
    assert lines[-1] == command
    assert len(planned.document("history")["entries"]) == 1


def test_without_anything_planned_no_topic_is_named(planned: Cli) -> None:
    planned("known", "1", "2", "3")
    assert "mlroadmap log TOPIC 45m" in planned("log", "45m", exits=2).stderr

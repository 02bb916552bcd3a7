"""What doctor shows, to the letter, at the widths that people have."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from mlroadmap.cli.output import console_for, render
from mlroadmap.core.findings import Finding
from mlroadmap.views.health import Checkup, health_view

DAMAGED = Finding(
    "damaged",
    "/home/ada/.local/share/mlroadmap/log/a1b2c3d4.jsonl",
    17,
    "its checksum is wrong",
    "takes the line out; a copy keeps it",
)
LOST = Finding(
    "lost-topic",
    "/home/ada/\x1b[31mroadmap.yaml",
    0,
    "has no topic 'numpy', which 3 entries of the log name",
    "Nothing is lost. If it has another id now, give that topic: aliases: [old-id]",
    fixable=False,
)
COPY = "/home/ada/.local/state/mlroadmap/copies/000001.zip"

CHECKUPS = {
    "well": Checkup((), (), 12, None, ()),
    "copies": Checkup((), (), 1, None, (COPY,)),
    "damaged": Checkup((DAMAGED, LOST), (), 12, None, ()),
    "mended": Checkup((LOST,), (DAMAGED,), 12, COPY, (COPY,)),
}


def test_events_that_are_not_known_are_not_counted() -> None:
    shown = render(
        health_view(Checkup((), (), None, None, ())), console_for(sys.stdout, "never")
    )
    assert shown == "All is well.\n"


@pytest.mark.parametrize("columns", [60, 80, 140])
@pytest.mark.parametrize("name", CHECKUPS)
def test_health(
    name: str,
    columns: int,
    golden: Callable[[str, str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    text = render(health_view(CHECKUPS[name]), console_for(sys.stdout, "never"))
    assert "\x1b" not in text
    golden(f"health-{name}-{columns}.txt", text)

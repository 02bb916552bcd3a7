from __future__ import annotations

import pytest


@pytest.fixture
def without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for the disk in this process; those that are tested have their own."""
    monkeypatch.setattr("os.fsync", lambda _: None)

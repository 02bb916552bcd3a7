from __future__ import annotations

import pytest

from mlroadmap.views.assumptions import assumption
from tests.roadmap_texts import TOPICS, valid

UNKNOWN = "  - {id: a, title: A}\n"
KNOWN = "  - {id: b, title: B, hours: 1}\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TOPICS + UNKNOWN, "the only topic has no hours in the roadmap; it counts as 5h"),
        (TOPICS + UNKNOWN + KNOWN, "1 topic of 2 has no hours in the roadmap; it counts as 5h"),
        (
            "default_hours: 1.5\n" + TOPICS + UNKNOWN + "  - {id: c, title: C}\n" + KNOWN,
            "2 topics of 3 have no hours in the roadmap; each counts as 1h 30m",
        ),
    ],
)
def test_what_is_assumed_is_said(text: str, said: str) -> None:
    origin = "from its default_hours." if "default" in text else "which is a guess. "
    found = assumption(valid(text))
    assert found.startswith(f"{said}, {origin}")
    assert found.endswith(("hours.", "to the file."))


def test_nothing_is_assumed_where_all_is_known() -> None:
    assert assumption(valid(TOPICS + KNOWN)) == ""

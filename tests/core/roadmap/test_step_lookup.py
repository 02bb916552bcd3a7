from __future__ import annotations

import pytest

from mlroadmap.core.roadmap.content import Step
from mlroadmap.core.roadmap.step_lookup import find_step
from mlroadmap.errors import AmbiguousTopicError, UnknownTopicError

STEPS = (
    Step("knead", "Knead the dough", 20),
    Step("rest", "Let the dough rest", 60),
    Step("rest-again", "Rest in the form", 30),
)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("knead", "knead"),
        ("1", "knead"),
        ("3", "rest-again"),
        ("kn", "knead"),
        ("rest", "rest"),
        ("rest-", "rest-again"),
        ("REST dough", "rest"),
    ],
)
def test_a_step_is_found_by_what_is_typed(name: str, found: str) -> None:
    assert find_step("bread", STEPS, name).id == found


def test_a_name_of_several_steps_is_refused() -> None:
    with pytest.raises(
        AmbiguousTopicError, match="'re' could be several steps: rest, rest-again"
    ):
        find_step("bread", STEPS, "re")


@pytest.mark.parametrize("name", ["", "4", "0", "bake"])
def test_a_name_of_no_step_is_refused(name: str) -> None:
    with pytest.raises(UnknownTopicError, match="bread has no step"):
        find_step("bread", STEPS, name)

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.roadmap.graph import find_cycles

NAMES = st.sampled_from("abcdefgh")
GRAPHS = st.dictionaries(NAMES, st.lists(NAMES, max_size=4), max_size=8)
LONG = 100_000


def chain(last_needs: list[str]) -> dict[str, list[str]]:
    needs = {f"t{number}": [f"t{number + 1}"] for number in range(LONG - 1)}
    return needs | {f"t{LONG - 1}": last_needs}


@pytest.mark.parametrize(
    ("needs", "cycles"),
    [
        ({}, []),
        ({"a": [], "b": ["a"], "c": ["a", "b"]}, []),
        ({"a": ["a"]}, [("a",)]),
        ({"a": ["b"], "b": ["c"], "c": ["a"]}, [("a", "b", "c")]),
        ({"x": ["c"], "a": ["b"], "b": ["c"], "c": ["a"]}, [("a", "b", "c")]),
        ({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"]}, [("a", "b"), ("c", "d")]),
        ({"a": ["b", "c"], "b": ["a"], "c": ["a"]}, [("a", "b"), ("a", "c")]),
        ({"a": ["b", "b"], "b": ["a", "a"]}, [("a", "b")]),
        ({"a": ["nowhere"]}, []),
    ],
)
def test_each_cycle_is_found_once(
    needs: dict[str, list[str]], cycles: list[tuple[str, ...]]
) -> None:
    assert list(find_cycles(needs)) == cycles


@given(GRAPHS)
def test_cycles_are_found_exactly_where_the_standard_library_finds_one(
    needs: dict[str, list[str]],
) -> None:
    known = {name: [need for need in before if need in needs] for name, before in needs.items()}
    cycles = list(find_cycles(needs))
    try:
        TopologicalSorter(known).prepare()
    except CycleError:
        assert cycles
    else:
        assert not cycles


@given(GRAPHS)
def test_every_cycle_found_is_real_and_distinct(needs: dict[str, list[str]]) -> None:
    cycles = list(find_cycles(needs))
    assert len(set(cycles)) == len(cycles)
    for cycle in cycles:
        assert len(set(cycle)) == len(cycle)
        for name, need in zip(cycle, (*cycle[1:], cycle[0]), strict=True):
            assert need in needs[name]


def test_a_very_long_chain_has_no_cycle() -> None:
    assert list(find_cycles(chain([]))) == []


def test_a_very_long_cycle_is_found() -> None:
    (cycle,) = find_cycles(chain(["t0"]))
    assert len(cycle) == LONG

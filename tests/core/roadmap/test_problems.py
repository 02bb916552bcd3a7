from __future__ import annotations

import pytest

from mlroadmap.core.roadmap.problems import (
    PROBLEM_LIMIT,
    Code,
    Position,
    Problem,
    ProblemList,
    TooManyProblemsError,
    shown,
)


def problem(line: int) -> Problem:
    return Problem(Position(line, 1), "empty", "It is empty.", "Fill it.")


def test_a_problem_is_one_line_that_editors_understand() -> None:
    assert problem(7).located("my.yaml") == "my.yaml:7:1: empty: It is empty. Fill it."


def test_problems_are_shown_in_the_order_of_the_file() -> None:
    assert shown([problem(2), problem(1)]) == (problem(1), problem(2))


def test_a_full_list_needs_no_closing_line() -> None:
    lines = [problem(line) for line in range(1, PROBLEM_LIMIT + 1)]
    assert shown(lines) == tuple(lines)


def test_too_many_problems_are_cut_and_the_last_line_says_so() -> None:
    listed = shown(problem(line) for line in range(1, PROBLEM_LIMIT + 50))
    assert len(listed) == PROBLEM_LIMIT + 1
    assert listed[-1].code == Code.TOO_MANY
    assert listed[-1].mark == Position(PROBLEM_LIMIT + 1, 1)


def test_notes_stop_the_reading_when_they_are_full() -> None:
    notes = ProblemList()
    assert not notes
    for line in range(PROBLEM_LIMIT):
        notes.add(Position(line + 1, 1), Code.EMPTY, "It is empty.", "Fill it.")
    assert notes
    with pytest.raises(TooManyProblemsError):
        notes.add(Position(999, 1), Code.EMPTY, "It is empty.", "Fill it.")
    assert len(list(notes)) == PROBLEM_LIMIT + 1

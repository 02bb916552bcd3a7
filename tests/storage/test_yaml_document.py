from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.roadmap.document import Mapping, Scalar, Sequence
from mlroadmap.core.roadmap.problems import PROBLEM_LIMIT, Position
from mlroadmap.storage import yaml_document
from mlroadmap.storage.text_file import mark_at
from mlroadmap.storage.yaml_document import read_document
from tests.roadmap_texts import tree

# Pieces of YAML that mean something to its parsers, joined at random below.
MARKS = "a|'|\"|\n| |  |- |? |: |:|[|]|{|}|,|&a |*a |!t |!<|<<: |---\n|...\n|%YAML 1.|>|#|\t|@"
ODDITIES = (
    "|\n",
    '"\\UFFFFFFFF"',
    '"\\ud800"',
    "9" * 5000,
    "12:30",
    "no",
    "\u2028",
    "\ufeff",
    "\0",
)
PIECES = st.sampled_from((*MARKS.split("|"), *ODDITIES))


@pytest.fixture(params=["C parser", "Python parser"])
def either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "Python parser":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)


@pytest.mark.usefixtures("either_parser")
def test_a_document_becomes_a_tree_with_marks() -> None:
    root = tree("a: 'no'\nb:\n- no\n- [x, {}]\n")
    assert root == Mapping(
        (
            (Scalar("a", Position(1, 1)), Scalar("no", Position(1, 4), plain=False)),
            (
                Scalar("b", Position(2, 1)),
                Sequence(
                    (
                        Scalar("no", Position(3, 3), reads_as="false"),
                        Sequence(
                            (Scalar("x", Position(4, 4)), Mapping((), Position(4, 7))),
                            Position(4, 3),
                        ),
                    ),
                    Position(3, 1),
                ),
            ),
        ),
        Position(1, 1),
    )


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize("opening", ["[", "- ", "? ", "{a: ", "[{a: ", "{"])
def test_deep_nesting_stops_the_reading_at_once(opening: str) -> None:
    root, (problem,) = read_document(opening * 30_000)
    assert root is None
    assert problem.code == "too-deep"


@pytest.mark.usefixtures("either_parser")
def test_fifty_levels_are_allowed() -> None:
    assert isinstance(tree("[" * 50 + "]" * 50), Sequence)


@pytest.mark.usefixtures("either_parser")
def test_a_bomb_is_not_expanded() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    root, problems = read_document("\n".join(lines))
    assert root is None
    assert len(problems) == PROBLEM_LIMIT + 1
    assert {problem.code for problem in problems} == {"yaml-anchor", "yaml-alias"}


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize(
    "text",
    [
        "%YAML 2.0\n---\na",
        '"\\UFFFFFFFF"',
        f"%YAML 1.{'9' * 5000}\n---\na",
        "a: @x",
        "[a",
    ],
)
def test_what_is_no_yaml_is_one_problem(text: str) -> None:
    root, (problem,) = read_document(text)
    assert root is None
    assert problem.code == "yaml-syntax"
    assert problem.mark >= Position(1, 1)


@pytest.mark.usefixtures("either_parser")
def test_a_byte_order_mark_moves_no_columns() -> None:
    assert tree("\ufeffa: b") == tree("a: b")


@pytest.mark.usefixtures("either_parser")
def test_lines_count_the_way_editors_count_them() -> None:
    root = tree("a: 'x\u2028y\x85z'\r\nb: c\rd: e\n")
    assert isinstance(root, Mapping)
    assert [key.mark for key, _ in root.entries] == [
        Position(1, 1),
        Position(2, 1),
        Position(3, 1),
    ]


def test_a_duplicate_key_keeps_the_first_value() -> None:
    root, problems = read_document("a: 1\nb: 2\na: 3\n")
    assert isinstance(root, Mapping)
    assert [key.text for key, _ in root.entries] == ["a", "b"]
    assert [(problem.code, problem.mark) for problem in problems] == [
        ("duplicate-key", Position(3, 1))
    ]


def test_a_file_of_too_many_values_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_document, "NODE_LIMIT", 10)
    root, (problem,) = read_document("- a\n" * 20)
    assert root is None
    assert (problem.code, problem.mark) == ("too-large", Position(10, 3))


@pytest.mark.parametrize(
    ("text", "index", "mark"),
    [("", 0, Position(1, 1)), ("ab\ncd", 4, Position(2, 2)), ("a\r\nb\rc", 5, Position(3, 1))],
)
def test_mark_at_counts_from_one(text: str, index: int, mark: Position) -> None:
    assert mark_at(text, index) == mark


@given(st.lists(PIECES).map("".join) | st.text(st.characters()))
def test_no_text_raises_with_the_parser_in_c(text: str) -> None:
    root, problems = read_document(text)
    assert root is not None or problems


@given(st.lists(PIECES).map("".join) | st.text(st.characters()))
def test_no_text_raises_with_the_parser_in_python(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(yaml, "CSafeLoader", raising=False)
        root, problems = read_document(text)
    assert root is not None or problems

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.text import (
    EXCERPT_LENGTH,
    cell_width,
    clean,
    excerpt,
    fold_lines,
    fold_message,
    harmless,
    nearest,
    unbroken,
    with_spaces,
)

ANY_TEXT = st.text(st.characters())
DIRECTION_MARKS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("plain", "plain"),
        ("  two\n\twords  ", "two words"),
        ("a\x1b[31mred\x1b[0m", "ared"),
        ("a\x1b[38;2;1;2;3mb\x1b[?25lc\x1b[2 qd", "abcd"),
        ("a\x9b31mb", "ab"),
        ("a\x1b]0;Bézier\x07b\x1b]8;;http://x\x1b\\c\x9d0;t\x9cd", "abcd"),
        ("a\x1b]0;never ended", "a]0;never ended"),
        ("a\x1b]0;\x1b[31mb\x07", "a]0;b"),
        ("a\x1b[31", "a[31"),
        ("a\x1b\x1b[31mb\x1b", "ab"),
        ("a\x07\x7f\x00b", "ab"),
        ("a\u2028b\u2029c\x85d", "a b c d"),
        (f"a{DIRECTION_MARKS}b", "ab"),
        ("a\ud800b", "ab"),
        ("caf\udce9.md", "caf\\xe9.md"),
        ("Bézier 機械 🤖", "Bézier 機械 🤖"),
        ("[bold]x[/bold]", "[bold]x[/bold]"),
        ("\x1b\u202e", ""),
    ],
)
def test_clean_leaves_only_what_can_be_shown(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@given(ANY_TEXT)
def test_cleaned_text_holds_nothing_that_drives_a_terminal(text: str) -> None:
    cleaned = clean(text)
    assert not [char for char in cleaned if unicodedata.category(char) in {"Cc", "Cs"}]
    assert not set(cleaned) & set(DIRECTION_MARKS + "\u2028\u2029")
    cleaned.encode("utf-8")


@given(ANY_TEXT)
def test_harmless_text_keeps_its_spaces(text: str) -> None:
    kept = harmless(text)
    assert harmless(kept) == kept
    assert not [char for char in kept if unicodedata.category(char) in {"Cc", "Cs"}]
    assert not set(kept) & set(DIRECTION_MARKS + "\u2028\u2029")
    if text.isprintable():
        assert kept == text
    assert " ".join(kept.split()) == clean(text)


@given(st.text(st.sampled_from("\x1b\x9b\x9d\x9c\x07[]\\;0 m~é")))
def test_sequences_leave_nothing_that_drives_a_terminal(text: str) -> None:
    cleaned = clean(text)
    assert not set(cleaned) & set("\x1b\x9b\x9d\x9c\x07")
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    "part", ["\x1b[", "\x1b[0", "\x1b]", "\x1b]0", "\x9d", "\x9d\x9b0 ", "0"]
)
def test_sequences_that_never_end_take_no_longer_than_others(part: str) -> None:
    clean("\x1b]" + part * 300_000)
    clean("\x1b[" + part * 300_000)


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(ANY_TEXT)
def test_cleaned_text_has_single_spaces_and_no_loose_ends(text: str) -> None:
    cleaned = clean(text)
    assert cleaned == cleaned.strip()
    assert "  " not in cleaned


@given(ANY_TEXT)
def test_an_excerpt_is_short_and_clean(text: str) -> None:
    shown = excerpt(text * 40)
    assert len(shown) <= EXCERPT_LENGTH + 2
    assert clean(shown) in {shown, shown.replace("' ", "'")}


def test_a_long_excerpt_says_that_it_is_cut() -> None:
    assert excerpt("x" * 100) == "'" + "x" * 57 + "...'"


def test_the_nearest_word_is_suggested() -> None:
    assert nearest("tilte", ["id", "title", "hours"]) == "title"


def test_nothing_near_means_no_suggestion() -> None:
    assert nearest("zzz", ["id", "title"]) is None


def test_nothing_is_suggested_for_a_word_of_absurd_length() -> None:
    assert nearest("x" * 65, ["x" * 65]) is None


@given(st.text(max_size=60), st.integers(2, 20))
def test_folding_keeps_every_word_and_the_width(text: str, width: int) -> None:
    lines = list(fold_lines(text, width))
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_width(line) <= width for line in lines)
    if all(cell_width(word) <= width for word in text.split()):
        assert " ".join(lines).split() == text.split()


def test_wide_characters_take_two_columns_and_marks_none() -> None:
    assert cell_width("a\u6587\u0301") == 3
    assert list(fold_lines("\u6587\u6587 b", 4)) == ["\u6587\u6587", "b"]
    assert list(fold_lines("abcdef gh", 3)) == ["abc", "def", "gh"]


@given(st.text(st.characters(exclude_characters="\u2800"), max_size=20))
def test_what_is_unbroken_has_its_spaces_back_when_it_is_written(text: str) -> None:
    assert with_spaces(unbroken(text)) == text
    assert cell_width(unbroken(text)) == cell_width(text)


def test_unbroken_text_stays_on_one_line() -> None:
    text = f"Vectors {unbroken('1h 30m')} left"
    assert list(fold_lines(text, 10)) == ["Vectors", unbroken("1h 30m"), "left"]
    assert " " not in clean(unbroken("Mon 4 Jan"))


def test_a_message_folds_and_its_commands_do_not() -> None:
    text = (
        "mlroadmap: What is too wide is folded at the spaces.\n"
        "To see more of it: mlroadmap whatif --hours 5,10,15,20 --skip numpy\n"
        "mlroadmap log numpy 45m --note 'a few words to remember'\n"
        "  an indented line that is too wide stays\nshort"
    )
    assert list(fold_message(text, 30)) == [
        "mlroadmap: What is too wide is",
        "folded at the spaces.",
        "To see more of it:",
        "mlroadmap whatif --hours 5,10,15,20 --skip numpy",
        "mlroadmap log numpy 45m --note 'a few words to remember'",
        "  an indented line that is too wide stays",
        "short",
    ]

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mlroadmap.storage.yaml_scalars import describe_reading


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("", None),
        ("numpy", None),
        ("12", None),
        ("-3", None),
        ("1.5", None),
        ("1e3", None),
        ("=", None),
        ("09", None),
        ("no", "false"),
        ("On", "true"),
        ("true", "true"),
        ("~", "nothing"),
        ("null", "nothing"),
        ("012", "the number 10"),
        ("0x1F", "the number 31"),
        ("1_000", "the number 1000"),
        ("12:30", "the number 750"),
        ("1.50", "the number 1.5"),
        (".inf", "the number inf"),
        ("2027-01-04", "the date 2027-01-04"),
        ("2027-01-04 10:00:00", "the date 2027-01-04T10:00:00"),
        ("2027-13-04", "a date"),
        ("9" * 5_000, None),
        ("9" * 999, "a number"),
    ],
)
def test_a_plain_text_is_described_as_yaml_reads_it(text: str, reading: str | None) -> None:
    assert describe_reading(text) == reading


@given(st.text(st.sampled_from("0123456789:._-+TZ exob")) | st.text())
@example("1:" * 400 + "1")
@example("2027-01-04 10:00:00 +99:99")
@example("9999-12-31 23:59:59-23:59")
def test_no_text_raises(text: str) -> None:
    describe_reading(text)

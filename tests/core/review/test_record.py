from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.journal.actions import CardReviewed, TimeLogged
from mlroadmap.core.review.record import RecallRecord, read_record
from tests.builders import MONDAY, Diary, roadmap, topic


def after(days: int) -> date:
    return MONDAY + timedelta(days=days)


def test_without_answers_the_model_holds() -> None:
    assert RecallRecord().shift == 0.0
    assert RecallRecord().recall(0.8) == pytest.approx(0.8)
    assert RecallRecord().retention_for(0.85) == pytest.approx(0.85)


@given(st.integers(0, 500), st.floats(0.05, 0.99), st.floats(0.5, 0.99))
def test_who_knows_less_than_expected_is_asked_sooner(
    known: int, usual: float, wished: float
) -> None:
    record = RecallRecord(500, known, 500 * usual)
    if known < 500 * usual - 1:
        assert record.recall(wished) < wished
        assert record.retention_for(wished) >= min(wished, 0.97)
    elif known > 500 * usual + 1:
        assert record.recall(wished) > wished
        assert record.retention_for(wished) <= max(wished, 0.7)


def test_a_few_answers_weigh_little() -> None:
    few, many = RecallRecord(5, 1, 4.5), RecallRecord(500, 100, 450.0)
    assert many.recall(0.9) < 0.5 < few.recall(0.9) < 0.9
    assert many.retention_for(0.85) == 0.97
    assert RecallRecord(500, 500, 250.0).retention_for(0.85) == 0.7
    assert RecallRecord(500, 250, 450.0).retention_for(0.99) == 0.99


def test_the_record_is_of_answers_on_later_days() -> None:
    log = Diary(roadmap([topic("a")]))
    for day, grade in ((0, 3), (0, 1), (5, 3), (9, 1)):
        log.say(after(day), CardReviewed("a/x", grade, after(99), 5.0, 4.0))
    log.say(after(9), TimeLogged("a", 5))
    found = read_record(log.timeline(), after(9))
    assert (found.answers, found.known) == (2, 1)
    assert found.expected == pytest.approx(0.9 + 0.9146, abs=0.001)
    # A clock that was set back: nothing was asked on a later day than before.
    assert read_record(log.timeline(), after(0)).answers == 0

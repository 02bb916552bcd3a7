from __future__ import annotations

from random import Random

from mlroadmap.spacing.answer_days import answer_days


def test_who_wants_to_remember_more_is_asked_more_often() -> None:
    often, seldom = (answer_days(share, 400, Random(1), cards=100) for share in (0.95, 0.8))
    assert often.answers(400) > seldom.answers(400) > seldom.answers(30) > 1
    assert often.answers(0) == 1

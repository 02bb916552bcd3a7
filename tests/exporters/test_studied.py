"""Days of study out of the log."""

from __future__ import annotations

from datetime import date, timedelta

from mlroadmap.core.events import TimeLogged, TopicsDone
from mlroadmap.exporters.studied import Studied, studied_days
from tests.builders import MONDAY, roadmap, topic
from tests.exporters.materials import material, planned, small


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def test_presumed_minutes_are_spread_over_the_days() -> None:
    days = studied_days(material(small(), today=day(3)))
    assert days == {day(n): (Studied("vectors", 60, presumed=True),) for n in range(3)}


def test_logged_minutes_stay_on_their_day() -> None:
    diary = planned(small())
    diary.say(day(0), TimeLogged("vectors", 50))
    diary.say(day(1), TopicsDone(("vectors",), 70))
    days = studied_days(material(small(), diary, day(2)))
    assert days[day(0)] == (Studied("vectors", 50, presumed=False),)
    assert days[day(1)] == (Studied("vectors", 70, presumed=False),)


def test_the_sum_is_what_the_progress_credits() -> None:
    diary = planned(small())
    diary.say(day(2), TimeLogged("vectors", 20))
    for today in range(8):
        seen = material(small(), diary, day(max(2, today)))
        topics = seen.outlook.progress.topics.values()
        entries = [entry for entries in studied_days(seen).values() for entry in entries]
        assert sum(entry.minutes for entry in entries) == sum(
            t.credited_minutes for t in topics
        )


def test_aliases_count_and_strangers_do_not() -> None:
    of = roadmap([topic("vectors", aliases=["arrows"])])
    diary = planned(of)
    diary.say(day(0), TimeLogged("arrows", 5))
    diary.say(day(0), TimeLogged("unknown", 5))
    diary.say(day(0), TopicsDone(("vectors",)))
    assert studied_days(material(of, diary)) == {
        day(0): (Studied("vectors", 5, presumed=False),)
    }

from __future__ import annotations

from datetime import timedelta

from mlroadmap.core.journal.actions import DaysMissed, TimeLogged
from mlroadmap.core.journal.as_of import until_day
from mlroadmap.core.journal.history import Entry
from tests.builders import MONDAY, Diary, roadmap, topic

TUESDAY = MONDAY + timedelta(days=1)


def test_what_was_done_later_does_not_hold_yet_and_words_on_days_do() -> None:
    diary = Diary(roadmap([topic("a")]))
    logged = TimeLogged("a", 10)
    missed = DaysMissed((MONDAY,))
    diary.say(MONDAY, logged)
    diary.say(TUESDAY, TimeLogged("a", 20))
    diary.say(TUESDAY, missed)
    held = [e.action for e in until_day(diary.timeline(), MONDAY) if isinstance(e, Entry)]
    assert held == [logged, missed]

from __future__ import annotations

from datetime import date, timedelta

from mlroadmap.core.journal.actions import CardChanged, CardReviewed, TimeLogged, TopicsDone
from mlroadmap.core.journal.notes import Undone
from mlroadmap.core.review.memory import Memories, read_memories
from tests.builders import MONDAY, Diary, roadmap, topic


def after(days: int) -> date:
    return MONDAY + timedelta(days=days)


def reviewed(card: str, due: int) -> CardReviewed:
    return CardReviewed(card, 3, after(due), 5.0, 4.0)


def diary() -> Diary:
    return Diary(
        roadmap([topic("one", aliases=["first"]), topic("two", needs=["one"]), topic("three")])
    )


LATER = after(50)


def read(of: Diary, today: date = LATER) -> Memories:
    return read_memories(of.timeline(), of.roadmap.shape, today)


def test_the_last_answer_holds() -> None:
    log = diary()
    log.say(after(0), reviewed("one/a", 4))
    log.say(after(4), reviewed("one/a", 14))
    log.say(after(4), TimeLogged("two", 10))
    found = read(log)
    memory = found.cards["one/a"]
    assert (memory.day, memory.due, memory.interval_days) == (after(4), after(14), 10)
    assert found.asked == {after(0): 1, after(4): 1}
    assert found.due_days({"one"}) == {after(14): 1}
    assert memory.overdue(after(24)) == 1.0


def test_an_undone_answer_does_not_count() -> None:
    log = diary()
    log.say(after(0), reviewed("one/a", 4))
    log.say(after(4), Undone(log.say(after(4), reviewed("one/a", 14))))
    found = read(log)
    assert found.cards["one/a"].due == after(4)
    assert found.asked == {after(0): 1}


def test_a_renamed_topic_keeps_its_cards() -> None:
    log = diary()
    log.say(after(0), reviewed("first/a", 4))
    log.say(after(0), CardChanged("first", "mine", "Q?", "A."))
    found = read(log)
    assert found.cards.keys() == {"one/a"}
    assert found.changes["one"]["mine"].question == "Q?"


def test_finishing_a_topic_counts_as_use_of_what_it_needs() -> None:
    log = diary()
    log.say(after(0), reviewed("one/a", 10))
    log.say(after(0), reviewed("three/b", 10))
    log.say(after(8), reviewed("one/c", 18))
    log.say(after(8), TopicsDone(("two", "gone")))
    found = read(log)
    assert found.cards["one/a"].due == after(18)
    assert found.cards["one/a"].day == after(0)
    assert found.cards["one/c"].due == after(18)
    assert found.cards["three/b"].due == after(10)


def test_an_answer_of_the_future_was_given_today() -> None:
    log = diary()
    log.say(after(9), reviewed("one/a", 5))
    memory = read(log, after(4)).cards["one/a"]
    assert (memory.day, memory.interval_days) == (after(4), 1)

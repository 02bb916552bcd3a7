from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.calendar.availability import NO_WEEK
from mlroadmap.core.journal.actions import (
    CardChanged,
    CardReviewed,
    DaysChanged,
    TopicsDone,
    TopicsSkipped,
)
from mlroadmap.core.progress.progress import Progress
from mlroadmap.core.review.deck import ReviewCard
from mlroadmap.core.review.memory import Memories, read_memories
from mlroadmap.core.roadmap.content import Card, TopicContent
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.schedule.study_state import CardSource, StudyState, project_state
from mlroadmap.core.schedule.todays_cards import choose_cards
from tests.builders import MONDAY, Diary, plan_made, roadmap, topic

TUESDAY = MONDAY + timedelta(days=1)
HOUR_A_DAY = (60,) * 7


def content(number: int) -> TopicContent:
    return TopicContent((), tuple(Card(f"c{n}", f"Q{n}?", "A.") for n in range(number)))


def learner(of: Roadmap, **settings: object) -> Diary:
    log = Diary(of)
    log.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY, **settings))
    return log


def state_of(log: Diary, cards: Mapping[str, int], limit: int | None = None) -> StudyState:
    def content_of(name: str) -> TopicContent:
        return content(cards.get(name, 0))

    def choose(progress: Progress, memories: Memories) -> tuple[ReviewCard, ...]:
        return choose_cards(log.roadmap, progress, memories, TUESDAY, content_of, limit)

    source = CardSource(
        lambda: read_memories(log.timeline(), log.roadmap.shape, TUESDAY), choose
    )
    return project_state(log.roadmap, log.timeline(), TUESDAY, source)


def planned(state: StudyState, days: int = 2) -> list[int]:
    found = partial(state.progress.availability.minutes_on)
    return [found(TUESDAY + timedelta(days=number)) for number in range(days)]


THREE = roadmap([topic("a", 60), topic("b", 600), topic("c", 600)])


def test_new_cards_take_their_minutes_from_today_alone() -> None:
    log = learner(THREE)
    log.say(MONDAY, TopicsDone(("a",)))
    state = state_of(log, {"a": 30})
    assert len(state.cards) == 13
    assert planned(state) == [51, 60]
    assert sum(session.minutes for session in state.plan.today_sessions) == 51


def test_due_cards_that_do_not_fit_wait_for_tomorrow() -> None:
    log = learner(THREE)
    log.say(MONDAY, TopicsDone(("a",)))
    for number in range(16):
        log.say(MONDAY, CardReviewed(f"a/c{number}", 3, TUESDAY, 5.0, 4.0))
    state = state_of(log, {"a": 20})
    assert len(state.cards) == 13
    assert planned(state, 3) == [51, 58, 60]


def test_nothing_is_kept_free_on_a_day_without_hours() -> None:
    log = learner(THREE, least_minutes=10)
    log.say(MONDAY, TopicsDone(("a",)))
    log.say(MONDAY, DaysChanged(TUESDAY, TUESDAY, NO_WEEK))
    state = state_of(log, {"a": 30})
    assert len(state.cards) == 15
    assert planned(state) == [0, 60]


def test_without_reviews_no_card_is_asked() -> None:
    log = learner(THREE, review=0)
    log.say(MONDAY, TopicsDone(("a",)))
    assert state_of(log, {"a": 30}).cards == ()
    assert not state_of(log, {"a": 30}, limit=5).cards


def test_a_limit_of_cards_may_be_given() -> None:
    log = learner(THREE)
    assert not state_of(log, {}).cards
    log.say(MONDAY, TopicsDone(("a",)))
    assert len(state_of(log, {"a": 30}, limit=3).cards) == 3
    assert state_of(log, {"a": 30}, limit=0).cards == ()


def test_new_cards_wait_while_others_take_much() -> None:
    log = learner(THREE)
    log.say(MONDAY, TopicsDone(("a",)))
    for number in range(9):
        log.say(MONDAY, CardReviewed(f"a/c{number}", 3, TUESDAY, 5.0, 4.0))
    assert len(state_of(log, {"a": 30}).cards) == 9


def test_own_cards_of_what_is_left_out_wait() -> None:
    log = learner(THREE)
    log.say(MONDAY, CardChanged("c", "own-1", "Q?", "A."))
    log.say(MONDAY, CardChanged("c", "deck-1", "Q?", "A."))
    log.say(MONDAY, CardChanged("c", "c0", "Other?", "A."))
    assert [card.key for card in state_of(log, {"c": 3}, limit=9).cards] == ["c/own-1"]
    log.say(MONDAY, TopicsSkipped(("c",)))
    assert state_of(log, {"c": 3}, limit=9).cards == ()


@given(cards=st.integers(0, 60), own=st.integers(0, 30), asked=st.integers(0, 30))
def test_no_day_is_asked_for_more_than_its_hours(cards: int, own: int, asked: int) -> None:
    log = learner(THREE)
    log.say(MONDAY, TopicsDone(("a",)))
    for number in range(own):
        log.say(MONDAY, CardChanged("b", f"own-{number}", "Q?", "A."))
    for number in range(asked):
        log.say(TUESDAY, CardReviewed(f"a/c{number}", 3, TUESDAY + timedelta(9), 5.0, 4.0))
    state = state_of(log, {"a": cards})
    study = sum(session.minutes for session in state.plan.today_sessions)
    assert study + -(-(asked + len(state.cards)) * 40 // 60) <= max(60, -(-asked * 40 // 60))


def test_no_card_is_chosen_for_a_learner_without_reviews_or_a_plan() -> None:
    for log in (Diary(THREE), learner(THREE, review=0)):
        log.say(MONDAY, TopicsDone(("a",)))
        memories = read_memories(log.timeline(), log.roadmap.shape, TUESDAY)
        progress = log.progress(TUESDAY)
        assert choose_cards(THREE, progress, memories, TUESDAY, lambda _: content(9), 5) == ()

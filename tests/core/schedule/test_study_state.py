from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.calendar.availability import NO_WEEK, Week
from mlroadmap.core.journal.actions import (
    BaselineDates,
    CardChanged,
    CardReviewed,
    DaysChanged,
    DaysMissed,
    EstimateChanged,
    PlanMade,
    TimeLogged,
    TopicsDone,
    TopicsKnown,
)
from mlroadmap.core.progress.fold import fold
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.schedule.study_state import StudyState, project_state
from mlroadmap.errors import InfeasibleError, RuleBreachError
from tests.builders import MONDAY, Diary, plan_made, roadmap, roadmaps, topic, weeks

HOUR_A_DAY = (60, 60, 60, 60, 60, 60, 60)


@pytest.fixture
def diary() -> Diary:
    return Diary(roadmap([topic("a", 100), topic("b", 100, needs=["a"])]))


def state_of(diary: Diary) -> StudyState:
    return project_state(diary.roadmap, diary.timeline(), MONDAY)


def test_before_the_first_plan_there_are_no_dates(diary: Diary) -> None:
    study_state = state_of(diary)
    assert study_state.plan.dates == {}
    assert study_state.original_finish is None
    assert study_state.finish == study_state.today == MONDAY
    assert study_state.last_day is None
    assert not study_state.next_topics
    assert not study_state.first_sessions


def test_the_original_finish_is_that_of_the_last_topic(diary: Diary) -> None:
    made = plan_made(HOUR_A_DAY, MONDAY)
    week = MONDAY + timedelta(days=7)
    baseline = {"a": BaselineDates(MONDAY, MONDAY), "b": BaselineDates(MONDAY, week)}
    diary.say(MONDAY, PlanMade.of(made.settings, baseline))
    assert state_of(diary).original_finish == week


def test_a_known_state_gives_its_plan_when_only_the_promise_differs(diary: Diary) -> None:
    assert project_state(diary.roadmap, (), MONDAY, known=[state_of(diary)]).plan.dates == {}
    diary.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY))
    known = state_of(diary)
    promised = {"a": BaselineDates(MONDAY, MONDAY)}
    diary.say(MONDAY, PlanMade.of(plan_made(HOUR_A_DAY, MONDAY).settings, promised))
    after = project_state(diary.roadmap, diary.timeline(), MONDAY, known=[known])
    assert after.plan is known.plan
    assert after.original_finish == MONDAY
    without_plan = project_state(diary.roadmap, (), MONDAY)
    for said in (TopicsDone(("a",)), plan_made((90,) * 7, MONDAY)):
        diary.say(MONDAY, said)
        found = project_state(
            diary.roadmap, diary.timeline(), MONDAY, known=[without_plan, known, after]
        )
        assert found == state_of(diary)
        assert found.plan is not known.plan
    tomorrow = MONDAY + timedelta(days=1)
    later = project_state(diary.roadmap, diary.timeline(), tomorrow, known=[state_of(diary)])
    assert later.plan.today == tomorrow


def test_only_plans_that_are_shown_are_checked(
    diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    diary.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY))
    monkeypatch.setattr(
        "mlroadmap.core.schedule.rules.breaches", lambda *_: iter(["R1: a breach"])
    )
    assert project_state(diary.roadmap, diary.timeline(), MONDAY, is_shown=False).plan.dates
    with pytest.raises(RuleBreachError):
        state_of(diary)


def test_without_hours_not_even_a_plan_that_is_not_shown_has_an_end(diary: Diary) -> None:
    diary.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY))
    diary.say(MONDAY, DaysChanged(MONDAY, None, NO_WEEK))
    for is_shown in (True, False):
        with pytest.raises(InfeasibleError):
            project_state(diary.roadmap, diary.timeline(), MONDAY, is_shown=is_shown)


def test_unmet_needs_are_those_not_done(diary: Diary) -> None:
    assert state_of(diary).unmet_needs("b") == ("a",)
    diary.say(MONDAY, TopicsDone(("a",)))
    assert state_of(diary).unmet_needs("b") == ()
    assert state_of(diary).percent == 50


def reviewed(card: str, due: int) -> CardReviewed:
    return CardReviewed(card, 3, MONDAY + timedelta(days=due), 5.0, 4.0)


def reviewing(of: Roadmap, week: Week, seed: int, **settings: object) -> StudyState:
    """Project the state of a learner who has answered cards of many topics."""
    log, rng = Diary(of), Random(seed)
    log.say(MONDAY, plan_made(week, MONDAY, **settings))
    for number in range(rng.randint(0, 60)):
        name = rng.choice(list(of.topics))
        log.say(MONDAY, reviewed(f"{name}/{number}", rng.randint(0, 40)))
    return project_state(of, log.timeline(), MONDAY)


@given(of=roadmaps(max_topics=30), week=weeks(), seed=st.integers(0, 99))
def test_the_rules_hold_beside_reviews(of: Roadmap, week: Week, seed: int) -> None:
    # The state is checked against R1 to R5 where it is projected.
    found = reviewing(of, week, seed)
    without = reviewing(of, week, seed, review=0)
    assert found.plan == reviewing(of, week, seed).plan
    assert found.plan.finish >= without.plan.finish
    assert not without.progress.availability.reserved


@given(
    of=roadmaps(max_topics=30, dated=False),
    week=weeks(),
    seed=st.integers(0, 99),
    more=st.integers(1, 60),
)
def test_more_hours_never_make_the_finish_later_beside_reviews(
    of: Roadmap, week: Week, seed: int, more: int
) -> None:
    first, second, third, fourth, fifth, sixth, last = (
        min(1440, minutes + more) for minutes in week
    )
    longer = (first, second, third, fourth, fifth, sixth, last)
    assert reviewing(of, longer, seed).plan.finish <= reviewing(of, week, seed).plan.finish


def test_reviews_that_are_due_take_their_minutes_first() -> None:
    of = roadmap([topic("a", 60), topic("b", 60)])
    log = Diary(of)
    log.say(MONDAY, plan_made((60,) * 7, MONDAY))
    for card in ("a/1", "a/2", "a/3", "b/1", "b/2"):
        log.say(MONDAY, reviewed(card, 2))
    wednesday = MONDAY + timedelta(days=2)
    log.say(wednesday, TopicsKnown(("b",)))
    log.say(wednesday, CardChanged("a", "3", is_off=True))
    log.say(wednesday, EstimateChanged("a", 120))

    def minutes() -> list[int]:
        state = project_state(of, log.timeline(), wednesday)
        return [session.minutes for session in state.plan.sessions]

    assert minutes() == [58, 60, 2]
    log.say(wednesday, reviewed("a/1", 9))
    assert minutes() == [58, 60, 2]
    log.say(wednesday, reviewed("a/2", 9))
    assert minutes() == [58, 60, 2]
    log.say(wednesday, reviewed("a/4", 9))
    assert minutes() == [58, 60, 2]
    log.say(wednesday, reviewed("a/5", 9))
    assert minutes() == [57, 60, 3]


def test_cards_that_were_asked_are_not_assumed_to_be_study() -> None:
    of = roadmap([topic("a", 600)])
    log = Diary(of)
    log.say(MONDAY, plan_made((60,) * 7, MONDAY))
    for number in range(3):
        log.say(MONDAY, reviewed(f"a/{number}", 9))
    tuesday = MONDAY + timedelta(days=1)
    assert project_state(of, log.timeline(), tuesday).progress.assumed_minutes == 58


def test_time_kept_for_cards_on_silent_days_is_not_assumed_to_be_study() -> None:
    of = roadmap([topic("a", 600), topic("b", 600, needs=["a"])])
    log = Diary(of)
    log.say(MONDAY, plan_made((60,) * 7, MONDAY))
    for card in ("a/1", "a/2", "a/3", "a/off", "gone/1"):
        log.say(MONDAY, reviewed(card, 2))
    log.say(MONDAY, CardChanged("a", "off", is_off=True))
    friday = MONDAY + timedelta(days=4)

    def studied() -> list[int]:
        found = fold(of.shape, log.timeline(), friday).studied
        return [sum(each.minutes for each in studies) for studies in found.values()]

    assert studied() == [56, 60, 58, 60]
    log.say(MONDAY + timedelta(days=1), TopicsDone(("b",), minutes=0))
    # What b needs was used on Tuesday: its cards wait.
    assert studied() == [56, 60, 60, 58]
    log.say(MONDAY + timedelta(days=1), DaysMissed((MONDAY + timedelta(days=3),)))
    assert studied() == [56, 60, 60]
    log.say(MONDAY + timedelta(days=1), plan_made((60,) * 7, MONDAY, review=0))
    assert studied() == [56, 60, 60]


def test_a_plan_waits_when_all_that_is_left_has_had_its_time(diary: Diary) -> None:
    diary.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY))
    assert not state_of(diary).is_waiting
    diary.say(MONDAY, TimeLogged("a", 100))
    diary.say(MONDAY, TimeLogged("b", 100))
    assert state_of(diary).is_waiting
    diary.say(MONDAY, TopicsDone(("a", "b")))
    assert not state_of(diary).is_waiting


@given(roadmaps(max_topics=30), weeks(), st.integers(0, 40), st.integers(0, 90))
def test_the_first_sessions_are_those_of_the_plan(
    of: Roadmap, week: Week, days: int, minutes: int
) -> None:
    said, today = Diary(of), MONDAY + timedelta(days=days)
    said.say(MONDAY, plan_made(week, MONDAY))
    said.say(today, TimeLogged(next(iter(of.topics)), minutes))
    found = project_state(of, said.timeline(), today)
    plan = found.plan
    assert found.first_sessions == (*plan.today_sessions, *plan.upcoming_sessions)

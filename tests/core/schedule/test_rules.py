from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from mlroadmap.core.calendar.availability import Availability, Week
from mlroadmap.core.journal.actions import DaysMissed, TimeLogged, TopicsDone
from mlroadmap.core.progress.progress import Progress
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.schedule.plan import Plan, Session, schedule
from mlroadmap.core.schedule.rules import assert_rules, breaches
from mlroadmap.errors import RuleBreachError
from tests.builders import (
    MONDAY,
    Diary,
    always,
    plan_made,
    roadmap,
    roadmaps,
    start_days,
    topic,
    untouched,
    weeks,
)

Sessions = tuple[Session, ...]
Mutation = Callable[[Sessions], Sessions]
Case = tuple[Roadmap, Availability, Progress, Plan]

SIX_HOURS: Week = (60, 60, 60, 60, 60, 60, 0)
A_DAY = timedelta(days=1)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def good_case() -> Case:
    """Plan on a Monday with 15 minutes spent; Thursday is closed and Sunday off.

    Mon: a 45 | Tue: a 40, b 20 | Wed: b 60 | Thu closed | Fri: b 20, c 40 | Sat: c 60
    Sun off | Mon: d 60 | Tue: d 40
    """
    of = roadmap(
        [topic("a", 100), topic("b", 100, needs=["a"]), topic("old", 60)],
        [topic("c", 100, needs=["old"]), topic("d", 100, needs=["c", "a"])],
    )
    diary = Diary(of)
    diary.say(MONDAY, plan_made(SIX_HOURS, MONDAY))
    diary.say(MONDAY, TopicsDone(("old",), minutes=0))
    diary.say(MONDAY, TimeLogged("a", 15))
    diary.say(MONDAY, DaysMissed((day(3),)))
    progress = diary.progress(MONDAY)
    availability = progress.availability.with_days([day(3)], (0,) * 7)
    return of, availability, progress, schedule(of, availability, progress, MONDAY)


def rules_broken(case: Case, mutated: Sessions) -> set[str]:
    of, availability, progress, plan = case
    changed = replace(plan, sessions=mutated)
    return {phrase[:2] for phrase in breaches(of, availability, progress, changed)}


def with_changed(place: int, **changes: object) -> Mutation:
    """Change the fields of one session."""

    def mutate(sessions: Sessions) -> Sessions:
        mutated = list(sessions)
        mutated[place] = replace(mutated[place], **changes)
        return tuple(mutated)

    return mutate


def with_swapped(*, topics: tuple[int, int]) -> Mutation:
    """Swap what two sessions are about; their days and minutes stay."""

    def mutate(sessions: Sessions) -> Sessions:
        mutated = list(sessions)
        first, second = topics
        mutated[first] = replace(sessions[second], day=sessions[first].day)
        mutated[second] = replace(sessions[first], day=sessions[second].day)
        return tuple(mutated)

    return mutate


def with_swapped_days(first: int, second: int) -> Mutation:
    """Swap the days of two sessions without moving them in the list."""

    def mutate(sessions: Sessions) -> Sessions:
        mutated = list(sessions)
        mutated[first] = replace(sessions[first], day=sessions[second].day)
        mutated[second] = replace(sessions[second], day=sessions[first].day)
        return tuple(mutated)

    return mutate


def with_order(*places: int) -> Mutation:
    return lambda sessions: tuple(sessions[place] for place in places)


def shifted(days: int, since: int = 0) -> Mutation:
    """Move all sessions from a place in the list on by some days."""
    return lambda sessions: (
        *sessions[:since],
        *(replace(s, day=s.day + timedelta(days=days)) for s in sessions[since:]),
    )


def test_a_good_plan_breaks_no_rule() -> None:
    case = good_case()
    *_, plan = case
    assert [(s.day, s.topic, s.minutes) for s in plan.sessions] == [
        (day(0), "a", 45),
        (day(1), "a", 40),
        (day(1), "b", 20),
        (day(2), "b", 60),
        (day(4), "b", 20),
        (day(4), "c", 40),
        (day(5), "c", 60),
        (day(7), "d", 60),
        (day(8), "d", 40),
    ]
    assert rules_broken(case, plan.sessions) == set()
    assert_rules(*case)


@pytest.mark.parametrize(
    ("rule", "mutate"),
    [
        pytest.param("R1", lambda s: s[:-1], id="the last session is dropped"),
        pytest.param("R1", lambda s: s[1:], id="the first session is dropped"),
        pytest.param("R1", lambda s: s[:-2], id="a whole topic is dropped"),
        pytest.param("R1", lambda _: (), id="everything is dropped"),
        pytest.param("R1", lambda s: (*s, s[-1]), id="a session comes twice"),
        pytest.param("R1", with_changed(8, minutes=39), id="a minute too few"),
        pytest.param("R1", with_changed(8, minutes=41), id="a minute too many"),
        pytest.param("R1", with_changed(8, topic="c"), id="minutes of another topic"),
        pytest.param("R1", with_changed(8, topic="old"), id="minutes of a topic that is done"),
        pytest.param("R1", with_changed(8, topic="who"), id="minutes of an unknown topic"),
        pytest.param(
            "R1", lambda s: (*s, replace(s[-1], topic="who")), id="an unknown topic besides"
        ),
        pytest.param(
            "R1",
            lambda s: (*s[:-1], replace(s[-1], minutes=0, completes=False), s[-1]),
            id="a session of no minutes",
        ),
        pytest.param(
            "R1",
            lambda s: (
                *s[:-1],
                replace(s[-1], minutes=-10, completes=False),
                replace(s[-1], minutes=50),
            ),
            id="a session of negative minutes",
        ),
        pytest.param("R1", with_changed(8, completes=False), id="an end unsaid"),
        pytest.param("R1", with_changed(7, completes=True), id="an end said too early"),
        pytest.param("R2", with_changed(1, day=day(0)), id="more than the day has"),
        pytest.param("R2", with_changed(0, minutes=46), id="more than is left of today"),
        pytest.param("R2", with_changed(8, day=day(6)), id="a weekday off"),
        pytest.param("R2", with_changed(3, day=day(3)), id="a closed day"),
        pytest.param("R2", with_changed(0, day=day(-1)), id="a day off before today"),
        pytest.param("R2", with_changed(0, day=day(-2)), id="a study day before today"),
        pytest.param("R3", with_order(2, 0, 1, 3, 4, 5, 6, 7, 8), id="before any of its need"),
        pytest.param(
            "R3", with_order(0, 2, 1, 3, 4, 5, 6, 7, 8), id="before the end of its need"
        ),
        pytest.param("R3", with_swapped(topics=(6, 7)), id="before the last day of its need"),
        pytest.param("R3", with_swapped_days(6, 7), id="days swapped, list as it was"),
        pytest.param("R3", lambda s: s[2:], id="its need is never studied"),
        pytest.param("R4", shifted(1, since=8), id="the last day comes a day late"),
        pytest.param("R4", shifted(7), id="everything comes a week late"),
        pytest.param("R4", with_changed(3, minutes=59), id="a minute of a day is idle"),
        pytest.param("R4", with_changed(0, minutes=44), id="a minute of today is idle"),
        pytest.param("R5", with_swapped(topics=(3, 6)), id="a later stage goes first"),
        pytest.param("R5", with_swapped_days(0, 7), id="sessions are not in order of days"),
        pytest.param("R5", lambda s: tuple(reversed(s)), id="sessions are turned round"),
    ],
)
def test_a_broken_rule_is_reported(rule: str, mutate: Mutation) -> None:
    case = good_case()
    of, availability, progress, plan = case
    mutated = mutate(plan.sessions)
    assert mutated != plan.sessions
    assert rule in rules_broken(case, mutated)
    with pytest.raises(RuleBreachError, match="breaks its own rules"):
        assert_rules(of, availability, progress, replace(plan, sessions=mutated))


def written(*pieces: tuple[int, str, int]) -> Sessions:
    """Write sessions by hand as (day, topic, minutes); the last of a topic completes it."""
    last = {name: place for place, (_, name, _) in enumerate(pieces)}
    return tuple(
        Session(day(number), name, minutes, "study", 1, 1, completes=last[name] == place)
        for place, (number, name, minutes) in enumerate(pieces)
    )


A_B_C = ((0, "a", 45), (1, "a", 40), (1, "b", 20), (2, "b", 60), (4, "b", 20), (4, "c", 40))


@pytest.mark.parametrize(
    ("rule", "sessions"),
    [
        ("R1", written(*A_B_C, (5, "c", 60), (7, "d", 60), (8, "d", 39))),
        ("R2", written(*A_B_C, (5, "c", 60), (7, "d", 100))),
        (
            "R3",
            written(
                *((0, "b", 45), (1, "b", 55), (1, "a", 5), (2, "a", 60), (4, "a", 20)),
                *((4, "c", 40), (5, "c", 60), (7, "d", 60), (8, "d", 40)),
            ),
        ),
        ("R4", written(*A_B_C, (5, "c", 60), (7, "d", 60), (9, "d", 40))),
        (
            "R5",
            written(
                *((0, "c", 45), (1, "c", 55), (1, "a", 5), (2, "a", 60), (4, "a", 20)),
                *((4, "b", 40), (5, "b", 60), (7, "d", 60), (8, "d", 40)),
            ),
        ),
        (
            "R5",
            written(
                *((0, "a", 45), (1, "a", 40), (1, "c", 20), (2, "c", 60), (4, "c", 20)),
                *((4, "d", 40), (5, "d", 60), (7, "b", 60), (8, "b", 40)),
            ),
        ),
    ],
)
def test_a_plan_that_breaks_one_rule_is_not_blamed_for_others(
    rule: str, sessions: Sessions
) -> None:
    assert rules_broken(good_case(), sessions) == {rule}


def test_a_stage_that_waits_for_a_later_one_is_no_breach() -> None:
    of = roadmap([topic("deep", 60, needs=["nets"])], [topic("nets", 60), topic("rest", 60)])
    availability = always(SIX_HOURS, MONDAY)
    progress = untouched(of, availability)
    case = (of, availability, progress, schedule(of, availability, progress, MONDAY))
    assert (
        rules_broken(case, written((0, "nets", 60), (1, "deep", 60), (2, "rest", 60))) == set()
    )
    assert rules_broken(case, written((0, "nets", 60), (1, "rest", 60), (2, "deep", 60))) == {
        "R5"
    }


def test_a_topic_of_any_earlier_stage_that_waits_is_a_breach() -> None:
    of = roadmap([topic("a", 60)], [topic("b", 60)], [topic("c", 60)])
    availability = always(SIX_HOURS, MONDAY)
    progress = untouched(of, availability)
    case = (of, availability, progress, schedule(of, availability, progress, MONDAY))
    sessions = written((0, "a", 60), (1, "c", 60), (2, "b", 60))
    changed = replace(case[-1], sessions=sessions)
    assert list(breaches(of, availability, progress, changed)) == [
        "R5: c runs while stage 2 has a topic ready"
    ]


def test_a_topic_before_its_need_is_reported_once() -> None:
    of, availability, progress, plan = good_case()
    sessions = with_order(2, 3, 4, 0, 1, 5, 6, 7, 8)(plan.sessions)
    phrases = breaches(of, availability, progress, replace(plan, sessions=sessions))
    assert [phrase for phrase in phrases if phrase.startswith("R3")] == [
        "R3: b comes before the end of a, which it needs"
    ]


def test_a_minute_of_an_unknown_topic_is_a_breach() -> None:
    of, availability, progress, plan = good_case()
    stranger = Session(day(8), "who", 1, "study", 1, 1, completes=True)
    changed = replace(plan, sessions=(*plan.sessions, stranger))
    assert list(breaches(of, availability, progress, changed)) == [
        "R1: who has 1 planned minutes for 0 remaining"
    ]


def test_the_error_names_the_first_breaches_only() -> None:
    of, availability, progress, plan = good_case()
    with pytest.raises(RuleBreachError) as caught:
        assert_rules(of, availability, progress, replace(plan, sessions=()))
    assert caught.value.message == (
        "The plan breaks its own rules: R1: a has 0 planned minutes for 85 remaining; "
        "R1: b has 0 planned minutes for 100 remaining; "
        "R1: c has 0 planned minutes for 100 remaining."
    )
    assert "Report it" in caught.value.hint


def drawn_case(of: Roadmap, week: Week, today: date) -> Case:
    availability = always(week, today - timedelta(days=60))
    progress = untouched(of, availability)
    return of, availability, progress, schedule(of, availability, progress, today)


@given(roadmaps(max_topics=30), weeks(), start_days(), st.data())
def test_any_session_left_out_breaks_r1(
    of: Roadmap, week: Week, today: date, data: st.DataObject
) -> None:
    case = drawn_case(of, week, today)
    sessions = case[-1].sessions
    place = data.draw(st.integers(0, len(sessions) - 1))
    assert "R1" in rules_broken(case, (*sessions[:place], *sessions[place + 1 :]))


@given(roadmaps(max_topics=30), weeks(), start_days(), st.data())
def test_any_session_on_an_earlier_day_breaks_r2(
    of: Roadmap, week: Week, today: date, data: st.DataObject
) -> None:
    case = drawn_case(of, week, today)
    sessions = case[-1].sessions
    place = data.draw(st.integers(0, len(sessions) - 1))
    earlier = st.dates(today - timedelta(days=30), sessions[place].day - A_DAY)
    mutated = with_changed(place, day=data.draw(earlier))(sessions)
    assert "R2" in rules_broken(case, mutated)


@given(roadmaps(max_topics=30), weeks(), start_days(), st.data())
def test_a_topic_before_its_need_breaks_r3(
    of: Roadmap, week: Week, today: date, data: st.DataObject
) -> None:
    case = drawn_case(of, week, today)
    sessions = case[-1].sessions
    needing = [name for name, value in of.topics.items() if value.needs]
    assume(needing)
    name = data.draw(st.sampled_from(needing))
    need = data.draw(st.sampled_from(of.topics[name].needs))
    renamed = {name: need, need: name}
    mutated = tuple(replace(s, topic=renamed.get(s.topic, s.topic)) for s in sessions)
    assert "R3" in rules_broken(case, mutated)


@given(roadmaps(max_topics=30), weeks(), start_days(), st.data())
def test_a_plan_put_off_breaks_r4(
    of: Roadmap, week: Week, today: date, data: st.DataObject
) -> None:
    case = drawn_case(of, week, today)
    weeks_later = data.draw(st.integers(1, 3))
    assert rules_broken(case, shifted(7 * weeks_later)(case[-1].sessions)) == {"R4"}


def any_sessions(of: Roadmap, today: date) -> st.SearchStrategy[Sessions]:
    session = st.builds(
        Session,
        day=st.dates(today - timedelta(days=9), today + timedelta(days=60)),
        topic=st.sampled_from([*of.topics, "who"]),
        minutes=st.integers(-5, 99),
        kind=st.just("study"),
        part=st.just(1),
        parts=st.just(1),
        completes=st.booleans(),
    )
    return st.lists(session, max_size=12).map(tuple)


@given(roadmaps(max_topics=5), weeks(), start_days(), st.integers(0, 200), st.data())
def test_every_day_is_checked(
    of: Roadmap, week: Week, today: date, spent: int, data: st.DataObject
) -> None:
    off = data.draw(st.lists(st.integers(-5, 40).map(lambda days: today + days * A_DAY)))
    availability = always(week, today - 3 * A_DAY).with_days(off, (0,) * 7)
    progress = replace(untouched(of, availability), used_minutes=spent)
    sessions = data.draw(any_sessions(of, today))
    expected = []
    last = max((session.day for session in sessions), default=today)
    for day in (today + days * A_DAY for days in range(-9, 61)):
        free = availability.minutes_on(day) - (spent if day == today else 0)
        minutes = [session.minutes for session in sessions if session.day == day]
        if sum(minutes) > max(0, free) or (minutes and day < today):
            expected.append(f"R2: {day} holds {sum(minutes)} minutes")
        elif today <= day < last and sum(minutes) < max(0, free):
            expected.append(f"R4: {day} has idle minutes")
    plan = Plan(today, sessions, {})
    phrases = list(breaches(of, availability, progress, plan))
    assert [phrase for phrase in phrases if phrase[:2] in {"R2", "R4"}] == expected


@given(roadmaps(max_topics=12), weeks(), start_days(), st.data())
def test_the_checker_never_fails_on_a_broken_plan(
    of: Roadmap, week: Week, today: date, data: st.DataObject
) -> None:
    case = drawn_case(of, week, today)
    sessions = data.draw(any_sessions(of, today))
    if sessions != case[-1].sessions:
        assert rules_broken(case, sessions)

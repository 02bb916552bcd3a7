from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from mlroadmap.core.allocation.agenda import Agenda, Slot
from mlroadmap.core.calendar.availability import StudyDay, Week
from mlroadmap.core.journal.actions import (
    BaselineDates,
    DaysChanged,
    DaysMissed,
    DaysStudied,
    EstimateChanged,
    HolidaysChanged,
    TimeLogged,
    TimerStarted,
    TimerStopped,
    TopicsDone,
    TopicsKnown,
    TopicsReopened,
    TopicsSkipped,
)
from mlroadmap.core.journal.kinds import Action
from mlroadmap.core.progress.ledger import Ledger
from mlroadmap.core.progress.progress import Study, remaining_tasks
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.schedule.rules import breaches
from tests.builders import MONDAY, Diary, plan_made, roadmap, roadmaps, start_days, topic, weeks

HOUR_A_DAY: Week = (60, 60, 60, 60, 60, 60, 60)
A_DAY = timedelta(days=1)


def days(count: int) -> timedelta:
    return timedelta(days=count)


@pytest.fixture
def diary() -> Diary:
    """A learner with an hour a day who planned three topics of 100 minutes."""
    book = Diary(roadmap([topic("a", 100), topic("b", 100), topic("c", 100)]))
    book.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY))
    return book


@settings(max_examples=30)
@given(roadmaps(max_topics=20, habits=False), weeks(), start_days())
def test_living_by_done_and_answers_finishes_on_the_original_day(
    of: Roadmap, week: Week, start: date
) -> None:
    diary = Diary(of)
    diary.say(start, plan_made(week, start))
    original = diary.plan(start).finish
    # Each day is planned anew from the whole log, which takes minutes for plans of years.
    assume(original - start < timedelta(days=300))
    finished: list[str] = []
    today = start
    while not diary.plan(today).is_finished:
        if question := diary.progress(today).open_question:
            diary.say(today, DaysStudied(question))
        plan = diary.plan(today)
        assert plan.finish == original
        for session in plan.today_sessions:
            if session.completes:
                assert set(of.topics[session.topic].needs) <= set(finished)
                finished.append(session.topic)
                diary.say(today, TopicsDone((session.topic,)))
        today += A_DAY
    assert sorted(finished) == sorted(of.topics)
    assert today - A_DAY == original
    progress = diary.progress(today)
    assert progress.achieved_minutes == progress.total_minutes
    assert progress.remaining_minutes == 0


@settings(max_examples=30)
@given(roadmaps(max_topics=12), weeks(), start_days())
def test_saying_done_the_next_morning_keeps_the_finish_too(
    of: Roadmap, week: Week, start: date
) -> None:
    diary = Diary(of)
    diary.say(start, plan_made(week, start))
    original = diary.plan(start).finish
    assume(original - start < timedelta(days=300))
    today = start
    while today <= original:
        if question := diary.progress(today).open_question:
            diary.say(today, DaysStudied(question))
        assert diary.plan(today).finish == original
        today += A_DAY
        if awaiting := diary.progress(today).awaiting:
            diary.say(today, TopicsDone(awaiting))
    assert diary.plan(today).is_finished


@settings(max_examples=60)
@given(roadmaps(max_topics=12), weeks(), st.data())
def test_r9a_logging_honestly_never_makes_the_finish_later_than_saying_nothing(
    of: Roadmap, week: Week, data: st.DataObject
) -> None:
    """Log what was studied of the day's sessions, all of it or a part, on some days."""
    silent, honest = Diary(of), Diary(of)
    for diary in (silent, honest):
        diary.say(MONDAY, plan_made(week, MONDAY))
    today = MONDAY
    for _ in range(data.draw(st.integers(1, 7))):
        for session in honest.plan(today).today_sessions:
            share = data.draw(st.sampled_from([0, 1, 2, 2]))
            if share:
                minutes = max(1, session.minutes * share // 2)
                honest.say(today, TimeLogged(session.topic, minutes))
        today += A_DAY
    honest_plan, silent_plan = honest.plan(today), silent.plan(today)
    if honest_plan.sessions:
        assert honest_plan.finish <= silent_plan.finish


@settings(max_examples=60)
@given(roadmaps(max_topics=25), weeks(), start_days(), st.data())
def test_the_order_in_which_a_day_is_reported_makes_no_difference(
    of: Roadmap, week: Week, start: date, data: st.DataObject
) -> None:
    diary = Diary(of)
    diary.say(start, plan_made(week, start))
    sessions = diary.plan(start).sessions
    today = sessions[0].day
    completing = [s.topic for s in sessions if s.completes and s.day == today]
    reordered = Diary(of)
    reordered.events = list(diary.events)
    assume(completing)
    diary.say(today, TopicsDone(tuple(completing)))
    for topic_id in data.draw(st.permutations(completing)):
        reordered.say(today, TopicsDone((topic_id,)))
    assert diary.progress(today) == reordered.progress(today)


@settings(max_examples=60)
@given(roadmaps(max_topics=25), weeks(), start_days(), st.data())
def test_any_life_leaves_a_plan_that_keeps_the_rules(
    of: Roadmap, week: Week, start: date, data: st.DataObject
) -> None:
    names = st.sampled_from(list(of.topics))
    diary = Diary(of)
    diary.say(start, plan_made(week, start))
    today = start
    for _ in range(data.draw(st.integers(1, 8))):
        today += days(data.draw(st.integers(0, 9)))
        said = today - days(data.draw(st.integers(0, 3)))
        name = data.draw(names)
        actions: list[Action] = [
            TopicsDone((name,)),
            TopicsDone((name,), minutes=40),
            TimeLogged(name, 25),
            EstimateChanged(name, 90),
            DaysMissed((said,)),
            plan_made(week, today + days(4)),
        ]
        action = data.draw(st.sampled_from(actions))
        diary.say(said, action)
        progress = diary.progress(today)
        plan = diary.plan(today)
        assert list(breaches(of, progress.availability, progress, plan)) == []


@settings(max_examples=60)
@given(roadmaps(max_topics=25), weeks(), start_days(), st.data())
def test_r8_a_finished_topic_never_makes_the_finish_later(
    of: Roadmap, week: Week, start: date, data: st.DataObject
) -> None:
    diary = Diary(of)
    diary.say(start, plan_made(week, start))
    today = start + days(data.draw(st.integers(0, 30)))
    before = diary.plan(today)
    diary.say(today, TopicsDone((data.draw(st.sampled_from(list(of.topics))),)))
    after = diary.plan(today)
    if not after.is_finished:
        assert after.finish <= before.finish


def test_past_days_are_assumed_across_topics(diary: Diary) -> None:
    progress = diary.progress(MONDAY + A_DAY)
    assert progress.topics["a"].assumed_minutes == 60
    assert progress.topics["a"].state == "active"
    progress = diary.progress(MONDAY + days(3))
    assert progress.topics["a"].assumed_minutes == 100
    assert progress.topics["b"].assumed_minutes == 80
    assert progress.awaiting == ("a",)
    assert diary.plan(MONDAY + days(3)).finish == diary.plan(MONDAY).finish


def test_days_are_assumed_for_a_week_and_unanswered_after_it() -> None:
    book = Diary(roadmap([topic("a", 6000), topic("b", 60)]))
    book.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY))
    progress = book.progress(MONDAY + days(11))
    assert progress.topics["a"].assumed_minutes == 8 * 60
    assert (
        progress.unanswered
        == progress.open_question
        == (*(MONDAY + days(n) for n in (8, 9, 10)),)
    )
    book.say(MONDAY + days(11), TimeLogged("a", 30))
    later = book.progress(MONDAY + days(13))
    assert later.topics["a"].assumed_minutes == 8 * 60 + 30 + 60
    assert later.unanswered == progress.unanswered
    assert later.open_question == ()


def test_unanswered_days_can_be_answered_either_way() -> None:
    book = Diary(roadmap([topic("a", 6000)]))
    book.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY))
    today = MONDAY + days(12)
    silent = book.progress(today)
    book.say(today, DaysStudied((MONDAY + days(8), MONDAY + days(9))))
    book.say(today, DaysMissed((MONDAY + days(10),)))
    answered = book.progress(today)
    assert answered.topics["a"].assumed_minutes == silent.topics["a"].assumed_minutes + 120
    assert answered.unanswered == (MONDAY + days(11),)
    assert answered.open_question == ()
    assert MONDAY + days(10) in answered.missed
    book.say(today, DaysMissed((MONDAY + days(9),)))
    book.say(today, DaysStudied((MONDAY + days(10),)))
    assert book.progress(today).topics["a"] == replace(
        answered.topics["a"],
        study_days=(*answered.topics["a"].study_days[:-1], MONDAY + days(10)),
    )


def test_missed_days_can_be_taken_back(diary: Diary) -> None:
    before = diary.progress(MONDAY + days(2))
    diary.say(MONDAY + days(2), DaysMissed((MONDAY,)))
    assert diary.progress(MONDAY + days(2)).missed == {MONDAY}
    diary.say(MONDAY + days(2), DaysMissed((MONDAY,), is_taken_back=True))
    assert diary.progress(MONDAY + days(2)).studied == before.studied


def test_done_answers_open_days_up_to_the_end_of_the_topic() -> None:
    book = Diary(roadmap([topic("a", 600), topic("b", 600)]))
    book.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY))
    today = MONDAY + days(15)
    assert len(book.progress(today).open_question) == 7
    book.say(today, TopicsDone(("a",)))
    progress = book.progress(today)
    assert progress.topics["a"].assumed_minutes == 600
    assert progress.unanswered == tuple(MONDAY + days(n) for n in range(10, 15))
    assert book.plan(today).today_sessions[0].minutes == 60
    book.say(today, TopicsDone(("b",)))
    assert book.progress(today).topics["b"].assumed_minutes == 5 * 60 + 60
    assert book.progress(today).unanswered == ()


def test_done_with_a_time_answers_nothing() -> None:
    book = Diary(roadmap([topic("a", 600), topic("b", 600)]))
    book.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY))
    today = MONDAY + days(15)
    book.say(today, TopicsDone(("a",), 45))
    assert len(book.progress(today).unanswered) == 7


def test_an_awaiting_topic_lets_the_next_one_go_on(diary: Diary) -> None:
    awaiting = diary.progress(MONDAY + days(2)).topics["a"]
    assert awaiting.remaining_minutes == 0
    assert awaiting.state == "awaiting"
    assert not awaiting.is_over_estimate


def test_a_topic_that_needs_an_awaiting_one_goes_on() -> None:
    book = Diary(roadmap([topic("a", 60), topic("b", 60, needs=["a"])]))
    book.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY))
    today = MONDAY + A_DAY
    assert [s.topic for s in book.plan(today).sessions] == ["b"]
    progress = book.progress(today)
    assert list(breaches(book.roadmap, progress.availability, progress, book.plan(today))) == []


def test_done_on_the_day_keeps_the_plan(diary: Diary) -> None:
    before = diary.plan(MONDAY)
    diary.say(MONDAY + A_DAY, TopicsDone(("a",)))
    after = diary.plan(MONDAY + A_DAY)
    assert after.finish == before.finish
    assert [(s.topic, s.minutes) for s in after.today_sessions] == [("b", 20)]


def test_done_the_next_morning_keeps_the_plan(diary: Diary) -> None:
    baseline = diary.plan(MONDAY).finish
    today = MONDAY + days(2)
    diary.say(today, TopicsDone(("a",)))
    assert diary.plan(today).finish == baseline
    assert diary.progress(today).topics["b"].assumed_minutes == 20


def test_done_later_keeps_the_plan_within_a_week(diary: Diary) -> None:
    original = diary.plan(MONDAY).finish
    diary.say(MONDAY + days(3), TopicsDone(("a",)))
    assert diary.plan(MONDAY + days(3)).finish == original


@pytest.mark.parametrize("first", ["a", "b"])
def test_the_order_of_two_awaiting_topics_makes_no_difference(first: str) -> None:
    book = Diary(roadmap([topic("a", 90), topic("b", 60), topic("c", 120)]))
    book.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY))
    today = MONDAY + days(3)
    assert book.progress(today).awaiting == ("a", "b")
    for name in (first, "ab".replace(first, "")):
        book.say(today, TopicsDone((name,)))
    progress = book.progress(today)
    assert [progress.topics[name].assumed_minutes for name in "abc"] == [90, 60, 30]


def test_done_late_for_the_day_itself_restores_the_plan(diary: Diary) -> None:
    baseline = diary.plan(MONDAY).finish
    today = MONDAY + days(3)
    diary.say(MONDAY + A_DAY, TopicsDone(("a",)))
    assert diary.plan(today).finish == baseline


def test_done_early_frees_the_rest_of_the_topic(diary: Diary) -> None:
    diary.say(MONDAY, TopicsDone(("a",)))
    plan = diary.plan(MONDAY)
    assert plan.today_sessions == ()
    assert plan.finish == MONDAY + days(4)


def test_done_out_of_order_leaves_today_as_it_is(diary: Diary) -> None:
    diary.say(MONDAY, TopicsDone(("c",)))
    plan = diary.plan(MONDAY)
    assert [(s.topic, s.minutes) for s in plan.today_sessions] == [("a", 60)]
    assert plan.finish == MONDAY + days(3)


def test_done_twice_counts_once(diary: Diary) -> None:
    diary.say(MONDAY, TopicsDone(("a",)))
    once = diary.progress(MONDAY)
    diary.say(MONDAY, TopicsDone(("a",), minutes=40))
    assert diary.progress(MONDAY) == once


def test_done_with_time_logs_it_and_uses_the_day(diary: Diary) -> None:
    diary.say(MONDAY, TopicsDone(("a",), minutes=45))
    progress = diary.progress(MONDAY)
    assert progress.topics["a"].logged_minutes == 45
    assert progress.topics["a"].assumed_minutes == 0
    assert progress.used_minutes == 45
    assert diary.plan(MONDAY).today_sessions[0].minutes == 15


def test_the_rest_of_a_day_with_logged_time_is_assumed_when_it_ends(diary: Diary) -> None:
    diary.say(MONDAY, TimeLogged("b", 20))
    assert diary.progress(MONDAY).topics["a"].credited_minutes == 0
    assert diary.progress(MONDAY + A_DAY).topics["a"].assumed_minutes == 40
    assert diary.progress(MONDAY + days(2)).topics["a"].assumed_minutes == 100


def test_r9_minutes_logged_today_count_against_today(diary: Diary) -> None:
    diary.say(MONDAY, TimeLogged("b", 45))
    sessions = diary.plan(MONDAY).today_sessions
    assert [(s.topic, s.minutes) for s in sessions] == [("a", 15)]
    diary.say(MONDAY, TimeLogged("b", 45))
    assert diary.plan(MONDAY).today_sessions == ()


@pytest.mark.parametrize(("effort", "remainder"), [(100, 30), (600, 120), (151, 31)])
def test_r9_a_topic_past_its_estimate_keeps_a_remainder(effort: int, remainder: int) -> None:
    book = Diary(roadmap([topic("a", effort)]))
    book.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY))
    book.say(MONDAY, TimeLogged("a", effort + 500))
    over = book.progress(MONDAY).topics["a"]
    assert over.is_over_estimate
    assert over.state == "active"
    assert over.remaining_minutes == remainder


def test_the_remainder_of_a_topic_past_its_estimate_is_assumed_like_the_rest(
    diary: Diary,
) -> None:
    diary.say(MONDAY, TimeLogged("a", 120))
    assert diary.progress(MONDAY + A_DAY).topics["a"].state == "active"
    after = diary.progress(MONDAY + days(2)).topics["a"]
    assert (after.state, after.assumed_minutes) == ("awaiting", 30)
    diary.say(MONDAY + days(2), TimeLogged("a", 10))
    again = diary.progress(MONDAY + days(2)).topics["a"]
    assert (again.state, again.remaining_minutes) == ("active", 30)


def test_a_topic_logged_to_its_estimate_awaits(diary: Diary) -> None:
    diary.say(MONDAY, TimeLogged("a", 100))
    logged = diary.progress(MONDAY).topics["a"]
    assert (logged.state, logged.remaining_minutes) == ("awaiting", 0)
    assert not logged.is_over_estimate


def test_a_missed_day_is_not_assumed(diary: Diary) -> None:
    baseline = diary.plan(MONDAY).finish
    diary.say(MONDAY + A_DAY, DaysMissed((MONDAY,)))
    progress = diary.progress(MONDAY + A_DAY)
    assert progress.topics["a"].credited_minutes == 0
    assert diary.plan(MONDAY + A_DAY).finish == baseline + A_DAY


def test_missing_today_moves_today(diary: Diary) -> None:
    diary.say(MONDAY, DaysMissed((MONDAY,)))
    assert diary.plan(MONDAY).sessions[0].day == MONDAY + A_DAY


def test_days_missed_in_the_future_do_not_count_yet(diary: Diary) -> None:
    diary.say(MONDAY, DaysMissed((MONDAY + A_DAY,)))
    assert diary.plan(MONDAY).sessions[1].day == MONDAY + A_DAY


def test_left_gives_way_to_nothing_but_the_learner(diary: Diary) -> None:
    today = MONDAY + days(2)
    diary.say(today, EstimateChanged("a", 200))
    left = diary.progress(today).topics["a"]
    assert (left.state, left.remaining_minutes, left.effort_minutes) == ("active", 200, 300)


def test_left_before_any_study_replaces_the_estimate(diary: Diary) -> None:
    diary.say(MONDAY, EstimateChanged("b", 30))
    fresh = diary.progress(MONDAY).topics["b"]
    assert (fresh.state, fresh.remaining_minutes) == ("todo", 30)


def test_left_says_nothing_about_a_topic_that_is_done(diary: Diary) -> None:
    diary.say(MONDAY, TopicsDone(("a",)))
    diary.say(MONDAY, EstimateChanged("a", 30))
    assert diary.progress(MONDAY).topics["a"].remaining_minutes == 0


def test_assumed_study_can_be_switched_off() -> None:
    book = Diary(roadmap([topic("a", 100), topic("b", 100)]))
    book.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY, unlogged="missed"))
    assert book.progress(MONDAY + days(5)).topics["a"].credited_minutes == 0
    book.say(MONDAY, TopicsDone(("a",)))
    assert book.plan(MONDAY).today_sessions[0].minutes == 60


def test_a_plan_that_starts_later_has_no_time_before() -> None:
    book = Diary(roadmap([topic("a", 100)]))
    book.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY + days(7)))
    assert book.plan(MONDAY).sessions[0].day == MONDAY + days(7)
    assert book.progress(MONDAY + days(7)).topics["a"].credited_minutes == 0


def test_new_hours_count_from_the_day_they_were_planned(diary: Diary) -> None:
    diary.say(MONDAY + A_DAY, plan_made((20, 20, 20, 20, 20, 20, 20), MONDAY))
    assert diary.progress(MONDAY + days(2)).topics["a"].assumed_minutes == 80


def test_steps_dated_in_the_future_count_as_said_today(diary: Diary) -> None:
    diary.say(MONDAY + days(30), TopicsDone(("a",)))
    assert diary.progress(MONDAY).topics["a"].done_on == MONDAY


def test_former_ids_lead_to_the_topic_and_unknown_ones_are_kept() -> None:
    book = Diary(roadmap([topic("a", aliases=["old-a"]), topic("b")]))
    book.say(MONDAY, TopicsDone(("old-a", "gone")))
    book.say(MONDAY, TimeLogged("gone", 5))
    book.say(MONDAY, EstimateChanged("gone", 5))
    book.say(MONDAY, TimerStarted("gone"))
    progress = book.progress(MONDAY)
    assert progress.topics["a"].is_done
    assert progress.former == {"gone": "gone"}
    assert progress.done_topics == 1


def test_time_logged_after_done_stays_done(diary: Diary) -> None:
    diary.say(MONDAY, TopicsDone(("a",)))
    diary.say(MONDAY, TimeLogged("a", 15))
    assert diary.progress(MONDAY).topics["a"].is_done


def test_the_promise_of_a_renamed_topic_is_still_its_own() -> None:
    book = Diary(roadmap([topic("a", aliases=["old-a"])]))
    made = plan_made(HOUR_A_DAY, MONDAY)
    promise = BaselineDates(MONDAY, MONDAY)
    book.say(MONDAY, replace(made, baseline={"old-a": promise}))
    adopted = book.progress(MONDAY).plan
    assert adopted is not None
    assert adopted.baseline == {"a": promise}


@pytest.mark.parametrize(
    ("action", "state"), [(TopicsKnown(("a",)), "known"), (TopicsSkipped(("a",)), "skipped")]
)
def test_topics_known_or_skipped_count_neither_way(
    diary: Diary, action: Action, state: str
) -> None:
    diary.say(MONDAY, action)
    progress = diary.progress(MONDAY)
    assert progress.topics["a"].state == state
    assert progress.topics["a"].remaining_minutes == 0
    assert (progress.total_minutes, len(progress.counted)) == (200, 2)
    assert "a" not in diary.plan(MONDAY).dates
    assert diary.plan(MONDAY).sessions[0].topic == "b"


def test_time_on_a_skipped_topic_is_kept_and_leaves_it_skipped(diary: Diary) -> None:
    diary.say(MONDAY, TopicsSkipped(("a",)))
    diary.say(MONDAY, TimeLogged("a", 20))
    skipped = diary.progress(MONDAY).topics["a"]
    assert (skipped.state, skipped.logged_minutes) == ("skipped", 20)


def test_a_skipped_topic_can_be_done_all_the_same(diary: Diary) -> None:
    diary.say(MONDAY, TopicsSkipped(("a",)))
    diary.say(MONDAY, TopicsDone(("a",)))
    assert diary.progress(MONDAY).topics["a"].is_done


@pytest.mark.parametrize(
    "action", [TopicsKnown(("a",)), TopicsSkipped(("a",)), TopicsDone(("a",))]
)
def test_reopening_takes_it_back(diary: Diary, action: Action) -> None:
    before = diary.progress(MONDAY).topics["a"].remaining_minutes
    diary.say(MONDAY, action)
    diary.say(MONDAY, TopicsReopened(("a",)))
    reopened = diary.progress(MONDAY).topics["a"]
    assert reopened.done_on is None
    assert reopened.remaining_minutes == before - reopened.credited_minutes


def test_days_off_and_other_hours_move_the_work(diary: Diary) -> None:
    baseline = diary.plan(MONDAY).finish
    diary.say(MONDAY, DaysChanged(MONDAY + A_DAY, MONDAY + days(2), (0,) * 7))
    assert diary.plan(MONDAY).finish == baseline + days(2)
    diary.say(MONDAY, DaysChanged(MONDAY + A_DAY, MONDAY + A_DAY, (240,) * 7))
    assert diary.plan(MONDAY).finish == MONDAY + A_DAY
    diary.say(MONDAY, DaysChanged(MONDAY, MONDAY + days(9), None))
    assert diary.plan(MONDAY).finish == baseline


def test_a_missed_day_stays_missed_when_its_hours_are_changed(diary: Diary) -> None:
    diary.say(MONDAY, DaysMissed((MONDAY,)))
    diary.say(MONDAY, DaysChanged(MONDAY, MONDAY, None))
    assert diary.plan(MONDAY).sessions[0].day == MONDAY + A_DAY


def test_a_timer_runs_until_it_is_stopped(diary: Diary) -> None:
    diary.say(MONDAY, TimerStarted("a"))
    timer = diary.progress(MONDAY).timer
    assert timer is not None
    assert timer.topic == "a"
    diary.say(MONDAY, TimerStopped("a", 25))
    stopped = diary.progress(MONDAY)
    assert stopped.timer is None
    assert stopped.topics["a"].logged_minutes == 25


def test_a_timer_that_is_discarded_logs_nothing(diary: Diary) -> None:
    diary.say(MONDAY, TimerStarted("a"))
    diary.say(MONDAY, TimerStopped("a", 0))
    assert diary.progress(MONDAY).topics["a"].logged_minutes == 0
    assert not diary.progress(MONDAY).topics["a"].study_days


def test_of_timers_on_several_devices_the_last_runs_and_each_is_stopped(diary: Diary) -> None:
    diary.say(MONDAY, TimerStarted("a"))
    diary.say(MONDAY, TimerStarted("b"))
    timer = diary.progress(MONDAY).timer
    assert timer is not None
    assert timer.topic == "b"
    diary.say(MONDAY, TimerStopped("b", 5))
    timer = diary.progress(MONDAY).timer
    assert timer is not None
    assert timer.topic == "a"


def test_a_timer_started_on_an_earlier_day_of_another_zone_runs(diary: Diary) -> None:
    diary.say(MONDAY + days(1), TimerStarted("a"))
    diary.say(MONDAY + days(1), TimerStopped("a", 5))
    diary.say(MONDAY, TimerStarted("b"))
    timer = diary.progress(MONDAY + days(2)).timer
    assert timer is not None
    assert timer.topic == "b"


def test_public_holidays_take_days_off_and_give_them_back(diary: Diary) -> None:
    names = {MONDAY + days(1): "One", MONDAY + days(3): "Two"}
    diary.say(MONDAY, HolidaysChanged("DE", names, are_off=True))
    off = diary.progress(MONDAY).availability
    assert [off.minutes_on(MONDAY + days(n)) for n in range(5)] == [60, 0, 60, 0, 60]
    diary.say(MONDAY, HolidaysChanged("DE", names, are_off=False))
    assert diary.progress(MONDAY).availability.exceptions == {}


def test_a_day_off_that_was_missed_too_was_offered_no_time(diary: Diary) -> None:
    diary.say(MONDAY, DaysChanged(MONDAY + days(1), MONDAY + days(1), (0,) * 7))
    diary.say(MONDAY + days(2), DaysMissed((MONDAY + days(1), MONDAY + days(2))))
    progress = diary.progress(MONDAY + days(3))
    assert [progress.offered.minutes_on(MONDAY + days(n)) for n in range(4)] == [60, 0, 60, 60]
    assert [progress.availability.minutes_on(MONDAY + days(n)) for n in range(4)] == [
        *(60, 0, 0, 60)
    ]


def timed(diary: Diary, topics: int, minutes: int) -> None:
    """Finish topics, one each second day, in so many logged minutes each."""
    for number in range(topics):
        diary.say(MONDAY + days(2 * number), TopicsDone((f"t{number}",), minutes))


@pytest.fixture
def timed_diary() -> Diary:
    """A learner who logs every minute of twelve topics of 100 minutes."""
    book = Diary(roadmap([topic(f"t{number}", 100) for number in range(12)]))
    book.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY, unlogged="missed"))
    return book


def test_the_plan_takes_the_pace_up_once_it_helps(timed_diary: Diary) -> None:
    timed(timed_diary, 4, 200)
    assert timed_diary.progress(MONDAY + days(7)).topics["t9"].effort_minutes == 100
    timed_diary.say(MONDAY + days(8), TopicsDone(("t4",), 200))
    progress = timed_diary.progress(MONDAY + days(9))
    assert progress.experience.helps
    percent = progress.experience.percent_of((1, "study"))
    assert percent > 130
    assert progress.topics["t9"].effort_minutes == percent
    assert progress.remaining_minutes == 7 * percent


def test_the_learners_own_word_is_not_scaled(timed_diary: Diary) -> None:
    timed_diary.say(MONDAY, EstimateChanged("t9", 100))
    timed(timed_diary, 6, 200)
    assert timed_diary.progress(MONDAY + days(12)).topics["t9"].effort_minutes == 100


def test_assumed_minutes_are_no_evidence_of_pace(diary: Diary) -> None:
    diary.say(MONDAY + days(1), TopicsDone(("a",), 60))
    progress = diary.progress(MONDAY + days(1))
    assert progress.topics["a"].assumed_minutes == 60
    assert progress.topics["a"].timed_minutes == 0
    assert progress.experience.pace.sample_size == 0


def test_the_pace_forgets_what_was_reopened(timed_diary: Diary) -> None:
    timed(timed_diary, 6, 200)
    timed_diary.say(MONDAY + days(12), TopicsReopened(("t0",)))
    five = timed_diary.progress(MONDAY + days(12)).experience.pace
    timed_diary.say(MONDAY + days(13), TimeLogged("t1", 400))
    slower = timed_diary.progress(MONDAY + days(13)).experience.pace
    assert five.sample_size == slower.sample_size == 5
    assert slower.value != five.value


def test_a_topic_that_awaits_has_time_left_when_the_pace_shows_it_takes_longer() -> None:
    book = Diary(roadmap([topic(f"t{number}", 100) for number in range(12)]))
    book.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY))
    for number in range(4):
        book.say(MONDAY, TopicsDone((f"t{number}",), 200))
    assert book.progress(MONDAY + days(3)).awaiting == ("t4",)
    book.say(MONDAY + days(3), TopicsDone(("t6",), 200))
    progress = book.progress(MONDAY + days(3))
    assert progress.topics["t4"].state == "active"
    assert progress.topics["t4"].remaining_minutes == (
        progress.experience.percent_of((1, "study")) - 100
    )


def test_each_day_has_what_was_studied_on_it(diary: Diary) -> None:
    diary.say(MONDAY + days(1), TimeLogged("b", 10))
    diary.say(MONDAY + days(1), TimeLogged("b", 5))
    studied = diary.progress(MONDAY + days(3)).studied
    assert studied == {
        MONDAY: (Study("a", 60, is_assumed=True),),
        MONDAY + days(1): (
            Study("a", 40, is_assumed=True),
            Study("b", 15),
            Study("b", 5, is_assumed=True),
        ),
        MONDAY + days(2): (Study("b", 60, is_assumed=True),),
    }


def anything_said(names: list[str]) -> st.SearchStrategy[Action]:
    name = st.sampled_from(names)
    alone = name.map(lambda each: (each,))
    return (
        st.builds(TopicsDone, alone, st.none() | st.integers(0, 200))
        | st.builds(TimeLogged, name, st.integers(1, 90))
        | st.builds(EstimateChanged, name, st.integers(1, 200))
        | st.builds(TopicsReopened, alone)
        | st.builds(TopicsSkipped, alone)
    )


@given(roadmaps(max_topics=12), weeks(), st.data())
def test_assuming_goes_by_what_a_new_plan_would_be(
    of: Roadmap, week: Week, data: st.DataObject
) -> None:
    diary = Diary(of)
    diary.say(MONDAY, plan_made(week, MONDAY))
    today = MONDAY
    said = st.tuples(st.integers(0, 9), anything_said(list(of.topics)))
    for gap, action in data.draw(st.lists(said, max_size=12)):
        today += days(gap)
        diary.say(today, action)

    def plan_anew(ledger: Ledger, days: Iterable[StudyDay]) -> Iterator[Slot]:
        tasks = remaining_tasks(ledger.shape, ledger.topics, ledger.plan)
        return Agenda(tasks).allocate(days, ledger.minutes_on)

    def has_nothing_left(ledger: Ledger) -> bool:
        return not any(topic.remaining_minutes for topic in ledger.topics.values())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Ledger, "allocate", plan_anew)
        patch.setattr(Ledger, "is_finished", property(has_nothing_left))
        expected = diary.progress(today + days(9))
    assert diary.progress(today + days(9)) == expected


def test_a_plan_of_some_topics_only_keeps_the_rest_aside() -> None:
    diary = Diary(roadmap([topic("a", 60), topic("b", 60), topic("c", 60, needs=["a"])]))
    diary.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY))
    diary.say(MONDAY, TimeLogged("b", 20))
    diary.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY, only=("c", "gone")))
    progress = diary.progress(MONDAY)
    assert [topic.state for topic in progress.topics.values()] == ["todo", "aside", "todo"]
    assert (progress.total_minutes, progress.remaining_minutes) == (120, 120)
    assert [s.topic for s in diary.plan(MONDAY).sessions] == ["a", "a", "c", "c"]
    diary.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY, only=("gone",)))
    progress = diary.progress(MONDAY)
    assert [topic.state for topic in progress.topics.values()] == ["todo", "active", "todo"]
    assert progress.total_minutes == 180


def test_what_was_done_or_reopened_is_not_kept_aside() -> None:
    diary = Diary(roadmap([topic("a", 60), topic("b", 60), topic("c", 60)]))
    diary.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY, unlogged="missed"))
    diary.say(MONDAY, TopicsDone(("a",), 60))
    diary.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY, unlogged="missed", only=("c",)))
    diary.say(MONDAY, TopicsReopened(("b",)))
    diary.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY, unlogged="missed", only=("c",)))
    progress = diary.progress(MONDAY)
    assert [topic.state for topic in progress.topics.values()] == ["done", "todo", "todo"]


def test_days_without_a_word_go_by_the_order_of_their_plan() -> None:
    diary = Diary(roadmap([topic("a", 200), topic("b", 200)]))
    diary.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY))
    diary.say(MONDAY + days(1), plan_made(HOUR_A_DAY, MONDAY + days(1), first=("b",)))
    topics = diary.progress(MONDAY + days(3)).topics
    assert [each.assumed_minutes for each in topics.values()] == [60, 120]


@given(st.lists(st.tuples(st.integers(0, 20), st.sampled_from("abc"))))
def test_a_topic_knows_the_days_on_which_it_was_studied(said: list[tuple[int, str]]) -> None:
    book = Diary(roadmap([topic("a", 100), topic("b", 100), topic("c", 100)]))
    book.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY))
    for day, name in said:
        book.say(MONDAY + days(day), TimeLogged(name, 5))
    progress = book.progress(MONDAY + days(20))
    for name in "abc":
        studied = {
            day
            for day, studies in progress.studied.items()
            if name in {study.topic for study in studies}
        }
        assert progress.topics[name].study_days == tuple(sorted(studied))


@pytest.mark.parametrize("said", [TopicsReopened(("a",)), TopicsSkipped(("a",))])
def test_what_is_said_last_of_a_topic_holds_whatever_day_it_is_about(said: Action) -> None:
    book = Diary(roadmap([topic("a", 100), topic("b", 100)]))
    book.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY, unlogged="missed"))
    book.say(MONDAY, TopicsDone(("a",), 60))
    book.say(MONDAY + days(2), said)
    book.say(MONDAY + days(1), TopicsDone(("a",), 57))
    found = book.progress(MONDAY + days(2)).topics["a"]
    assert found.state == "done"
    assert found.done_on == MONDAY + days(1)
    assert found.logged_minutes == 117


def test_time_of_tomorrow_in_another_zone_is_shown_on_its_own_day(diary: Diary) -> None:
    diary.say(MONDAY + A_DAY, TimeLogged("a", 30))
    progress = diary.progress(MONDAY)
    assert progress.studied == {MONDAY + A_DAY: (Study("a", 30),)}
    assert (progress.used_minutes, progress.topics["a"].logged_minutes) == (0, 30)
    assert diary.progress(MONDAY + A_DAY).used_minutes == 30


def test_what_is_left_of_merged_topics_that_no_shape_describes() -> None:
    book = Diary(roadmap([topic("a", 100, aliases=["old-a", "old-b"])]))
    book.say(MONDAY, TopicsDone(("old-a",)))
    book.say(MONDAY, TimeLogged("old-b", 30))
    merged = book.progress(MONDAY).topics["a"]
    assert not merged.is_done
    assert merged.logged_minutes == 30
    assert merged.remaining_minutes == 0


def test_what_today_had_for_a_topic_answers_for_no_day_before() -> None:
    diary = Diary(roadmap([topic("a", 540), topic("b", 2400)]))
    diary.say(MONDAY, plan_made((60,) * 7, MONDAY))
    day = MONDAY + timedelta(days=16)
    before = diary.progress(day)
    diary.say(day, TopicsDone(("a",), planned_minutes=(60,)))
    after = diary.progress(day)
    assert after.topics["a"].assumed_minutes == before.topics["a"].assumed_minutes + 60
    assert after.unanswered == before.unanswered

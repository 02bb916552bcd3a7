from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.calendar.availability import NO_WEEK, Availability, Pattern, spread_week
from mlroadmap.core.forecast.evidence import Evidence, evidence_of
from mlroadmap.core.forecast.gathering import gather, remaining_work
from mlroadmap.core.forecast.readings import Span
from mlroadmap.core.forecast.topics import FinishedTopic, OpenTopic, Work
from mlroadmap.core.forecast.work_ahead import WorkAhead
from mlroadmap.core.journal.actions import (
    CardReviewed,
    DaysMissed,
    EstimateChanged,
    StepsDone,
    TimeLogged,
    TopicsDone,
)
from mlroadmap.core.progress.pace import TimedTopic
from mlroadmap.core.roadmap.model import Effort
from tests.builders import MONDAY, Diary, always, plan_made, roadmap, topic

HOUR_A_DAY = spread_week(420, range(7))
EFFORT = Effort(60, 120, 240)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def finished(number: int, minutes: int = 0) -> FinishedTopic:
    return FinishedTopic(EFFORT, minutes, day(number))


def seen(*topics: FinishedTopic, today: int, used_minutes: int = 0) -> Evidence:
    return evidence_of(
        topics, [], always(HOUR_A_DAY, MONDAY), day(today), used_minutes=used_minutes
    )


def diary(unlogged: str = "assumed") -> Diary:
    said = Diary(roadmap([topic("a", 120), topic("b", 240), topic("c", 60)]))
    said.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY, unlogged=unlogged))
    return said


def test_time_is_cut_at_the_first_finished_topic_after_a_week() -> None:
    evidence = seen(finished(2), finished(8), finished(20), today=25)
    assert evidence.readings[0].spans == (
        Span(9 * 60, (EFFORT, EFFORT), 9),
        Span(12 * 60, (EFFORT,), 12),
    )
    assert evidence.readings[0].pending_minutes == 4 * 60


def test_a_last_time_under_a_week_is_kept_short() -> None:
    evidence = seen(finished(7), finished(9), today=10)
    assert evidence.readings[0].spans[-1] == Span(2 * 60, (EFFORT,), 2)


def test_topics_of_one_day_share_its_time() -> None:
    evidence = seen(finished(9), finished(9), today=10)
    assert evidence.readings[0].spans == (Span(10 * 60, (EFFORT, EFFORT), 10),)


def test_of_today_only_the_used_minutes_count() -> None:
    assert seen(finished(9), today=9).readings[0].spans == (Span(9 * 60, (EFFORT,), 9),)
    assert seen(finished(9), today=9, used_minutes=25).readings[0].spans == (
        Span(565, (EFFORT,), 10),
    )


def test_before_the_first_plan_there_is_no_evidence() -> None:
    assert evidence_of([], [], Availability(), MONDAY) == Evidence(weekly_minutes=1)


def test_the_week_is_the_one_that_holds_today_unless_it_is_empty() -> None:
    patterns = (
        Pattern(MONDAY, HOUR_A_DAY),
        Pattern(day(10), NO_WEEK),
        Pattern(day(20), spread_week(840, range(7))),
    )
    planned = Availability(patterns)
    weeks = [evidence_of([], [], planned, day(n)).weekly_minutes for n in (5, 15, 25)]
    assert weeks == [420, 840, 840]


@pytest.mark.parametrize(
    ("evidence", "logs"),
    [
        (Evidence(420), False),
        (Evidence(420, open=(OpenTopic(Work(EFFORT), 30),)), True),
        (Evidence(420, 0, (finished(1),), open=(OpenTopic(Work(EFFORT), 30),)), False),
        (Evidence(420, 0, (finished(1, 90),)), True),
        (Evidence(420, 0, (finished(1, 90), finished(2))), False),
    ],
)
def test_who_logs_most_topics_is_one_who_logs(evidence: Evidence, logs: bool) -> None:
    assert evidence.logs_minutes is logs


def test_only_topics_with_minutes_are_timed() -> None:
    assert Evidence(420, 0, (finished(1, 90), finished(2))).timed == (TimedTopic(EFFORT, 90),)


def test_minutes_of_a_topic_that_was_partly_assumed_are_not_known() -> None:
    said = diary()
    said.say(day(3), TopicsDone(("a",), 150))
    evidence = gather(said.roadmap, said.progress(day(5)), day(5))
    assert [topic.logged_minutes for topic in evidence.finished] == [0]


def test_gathering_reads_what_was_logged() -> None:
    said = diary("missed")
    said.say(day(3), TopicsDone(("a",), 150))
    said.say(day(4), TimeLogged("b", 45))
    evidence = gather(said.roadmap, said.progress(day(5)), day(5))
    assert [topic.logged_minutes for topic in evidence.finished] == [150]
    assert [topic.logged_minutes for topic in evidence.open] == [45]
    assert evidence.readings[0].spans == (Span(4 * 60, (said.roadmap.topics["a"].effort,), 4),)
    assert evidence.readings[0].pending_minutes == 60


def test_the_next_topic_is_open_when_none_is_begun() -> None:
    said = diary()
    efforts = [topic.effort for topic in said.roadmap.topics.values()]
    opened = gather(said.roadmap, said.progress(MONDAY), MONDAY).open
    assert opened == (OpenTopic(Work(efforts[0], (1, "study"), "a")),)


def test_missed_days_are_capacity_that_was_planned() -> None:
    said = diary()
    said.say(day(4), DaysMissed((day(1), day(2))))
    said.say(day(4), TopicsDone(("a",)))
    evidence = gather(said.roadmap, said.progress(day(5)), day(5))
    assert sum(span.planned_minutes for span in evidence.readings[0].spans) == 5 * 60


def test_what_is_left_is_whole_and_in_the_learners_words() -> None:
    said = diary()
    said.say(day(3), TopicsDone(("a",), 150))
    said.say(day(4), TimeLogged("b", 40))
    said.say(day(4), EstimateChanged("b", 440))
    progress = said.progress(day(5))
    left = remaining_work(said.roadmap, progress)
    efforts = {name: work.effort for name, work in left.items()}
    assert efforts == {"b": Effort(270, 540, 1080), "c": said.roadmap.topics["c"].effort}


def test_the_learners_own_word_has_the_pace_in_it_already() -> None:
    said = diary("missed")
    said.say(day(4), TopicsDone(("a",), 300))
    said.say(day(4), EstimateChanged("b", 480))
    progress = said.progress(day(5))
    pace = progress.experience.of_group((1, "study")).ratio
    left = remaining_work(said.roadmap, progress)
    assert pace > 1.1
    assert left["b"].effort.likely_minutes * pace == pytest.approx(480, abs=1)
    assert left["c"].effort == said.roadmap.topics["c"].effort
    assert gather(said.roadmap, progress, day(5)).open == (OpenTopic(left["b"]),)


@given(st.integers(0, 10_000))
def test_restated_efforts_stay_in_order(minutes: int) -> None:
    said = diary()
    said.say(MONDAY, EstimateChanged("a", minutes))
    effort = remaining_work(said.roadmap, said.progress(MONDAY))["a"].effort
    assert 0 < effort.low_minutes <= effort.likely_minutes <= effort.high_minutes


def test_minutes_of_reviews_are_no_study_that_took_less_time() -> None:
    plain, reviewing = diary("missed"), diary("missed")
    for said in (plain, reviewing):
        said.say(day(4), TopicsDone(("a",), 120))
    for number in range(9):
        reviewing.say(day(5), CardReviewed(f"a/{number}", 3, day(60), 5.0, 5.0))
    for said in (plain, reviewing):
        said.say(day(8), TopicsDone(("b",), 240))
    for today in (day(8), day(9), day(20)):
        without, with_cards = (
            gather(said.roadmap, said.progress(today), today) for said in (plain, reviewing)
        )
        assert with_cards.readings == without.readings


def test_reviews_of_today_are_time_that_has_passed() -> None:
    said = diary("missed")
    for number in range(9):
        said.say(MONDAY, CardReviewed(f"a/{number}", 3, day(60), 5.0, 5.0))
    evidence = gather(said.roadmap, said.progress(MONDAY), MONDAY)
    assert evidence.readings[0].planned_minutes == 6
    assert gather(said.roadmap, said.progress(day(1)), day(1)).readings[0].planned_minutes == 60


def test_a_topic_that_waits_for_done_is_left() -> None:
    said = diary()
    progress = said.progress(day(6))
    assert progress.awaiting == ("a", "b")
    assert list(remaining_work(said.roadmap, progress)) == ["a", "b", "c"]
    evidence = gather(said.roadmap, progress, day(6))
    assert [opened.work.topic for opened in evidence.open] == ["a", "b"]


def test_steps_are_work_that_is_done() -> None:
    said = diary("missed")
    said.say(day(3), TopicsDone((), 60, steps=(StepsDone("b", {"one": 60}, 60),)))
    evidence = gather(said.roadmap, said.progress(day(5)), day(5))
    (opened,) = evidence.open
    assert opened.done_share == pytest.approx(60 / 240)
    assert opened.logged_minutes == 0
    (span,) = evidence.readings[0].spans
    assert [effort.likely_minutes for effort in span.efforts] == [60]
    assert WorkAhead.of(evidence, [opened.work]).minutes == pytest.approx(0.75 * 260)


def test_the_last_step_leaves_little_but_something() -> None:
    said = diary("missed")
    said.say(day(3), TopicsDone((), 240, steps=(StepsDone("b", {"all": 240}, 240),)))
    (opened,) = gather(said.roadmap, said.progress(day(5)), day(5)).open
    assert 0.9 < opened.done_share < 1


def test_a_pace_set_by_hand_stands_in_for_the_estimates() -> None:
    said = diary("missed")
    said.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY, unlogged="missed", pace=200))
    said.say(day(3), TopicsDone(("a",), 240))
    said.say(day(4), TopicsDone((), 60, steps=(StepsDone("b", {"one": 60}, 60),)))
    progress = said.progress(day(5))
    evidence = gather(said.roadmap, progress, day(5))
    assert [topic.effort for topic in evidence.finished] == [Effort(120, 240, 480)]
    assert remaining_work(said.roadmap, progress)["c"].effort == Effort(60, 120, 240)
    steps = evidence.open[0].steps
    assert steps
    assert (steps.effort.likely_minutes, steps.done_minutes) == (480, 120)
    # What took twice the estimates took what the learner said.
    assert evidence.experience.level.log_pace == pytest.approx(-0.05, abs=0.2)

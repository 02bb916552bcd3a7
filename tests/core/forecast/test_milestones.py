from __future__ import annotations

from datetime import date, timedelta
from operator import le
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import astuple, replace

from mlroadmap.core.calendar.availability import Availability, spread_week
from mlroadmap.core.forecast.gathering import gather
from mlroadmap.core.forecast.milestones import forecast_of, milestones_of
from mlroadmap.core.journal.actions import TimeLogged, TopicsDone, TopicsSkipped
from mlroadmap.core.journal.notes import ForecastMade
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.schedule.study_state import StudyState, project_state
from tests.builders import MONDAY, Diary, plan_made, roadmap, roadmaps, topic

WEEK = spread_week(600, range(7))


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def diary(of: Roadmap) -> Diary:
    said = Diary(of)
    said.say(MONDAY, plan_made(WEEK, MONDAY))
    return said


def two_stages() -> Diary:
    return diary(
        roadmap(
            [topic("a", 600), topic("b", 600, needs=["c"])],
            [topic("c", 600), topic("d", 6000)],
        )
    )


def study_state(said: Diary, today: date = MONDAY) -> StudyState:
    return project_state(said.roadmap, said.timeline(), today)


def made(ahead: StudyState) -> ForecastMade:
    evidence = gather(ahead.roadmap, ahead.progress, ahead.today)
    finish = forecast_of(ahead, evidence, Random(1))
    assert finish
    return milestones_of(ahead, evidence, finish, Random(1))


@settings(max_examples=30)
@given(roadmaps(max_topics=25), st.integers(0, 60))
def test_every_unfinished_stage_ends_by_the_finish_and_not_in_the_past(
    of: Roadmap, days: int
) -> None:
    ahead = study_state(diary(of), day(days))
    topics = ahead.progress.topics
    unfinished = {
        stage.id
        for stage in of.stages
        if any(not topics[topic.id].is_settled for topic in stage.topics)
    }
    assume(unfinished)
    milestones = made(ahead)
    assert milestones.stages.keys() == unfinished
    for stage in milestones.stages.values():
        for by_stage, by_finish in zip(astuple(stage), astuple(milestones.finish), strict=True):
            assert ahead.today <= by_stage <= by_finish


def test_the_last_stage_but_one_ends_by_the_finish_though_fewer_runs_say_so() -> None:
    short_last = diary(roadmap([topic("a", 6000), topic("b", 6000)], [topic("c", 1)]))
    for seed in range(5):
        ahead = study_state(short_last)
        evidence = gather(ahead.roadmap, ahead.progress, ahead.today)
        finish = forecast_of(ahead, evidence, Random(seed))
        assert finish
        milestones = milestones_of(ahead, evidence, finish, Random(seed))
        stage = milestones.stages["stage-1"]
        assert all(map(le, astuple(stage), astuple(milestones.finish)))


def test_a_stage_ends_with_what_the_plan_needs_before_it() -> None:
    milestones = made(study_state(two_stages()))
    alone = diary(roadmap([topic("a", 600), topic("b", 600), topic("c", 600)]))
    difference = milestones.stages["stage-1"].p50 - made(study_state(alone)).finish.p50
    assert abs(difference) <= timedelta(days=3)
    assert milestones.stages["stage-2"] == milestones.finish


def test_finished_stages_and_stages_left_out_are_not_forecast() -> None:
    said = two_stages()
    said.say(day(1), TopicsDone(("a", "b")))
    assert made(study_state(said, day(2))).stages.keys() == {"stage-2"}
    said.say(day(2), TopicsSkipped(("c", "d")))
    ahead = study_state(said, day(3))
    assert forecast_of(ahead, gather(said.roadmap, ahead.progress, day(3)), Random(1)) is None


def test_without_capacity_no_stage_has_an_end() -> None:
    ahead = study_state(two_stages())
    evidence = gather(ahead.roadmap, ahead.progress, MONDAY)
    finish = forecast_of(ahead, evidence, Random(1))
    assert finish
    nowhere = replace(ahead, progress=replace(ahead.progress, availability=Availability()))
    # No plan can be made without hours; this one was made before they were gone.
    nowhere.__dict__["plan"] = ahead.plan
    stages = milestones_of(nowhere, evidence, finish, Random(1)).stages
    assert stages.keys() == {"stage-2"}


def test_study_of_a_later_topic_brings_no_earlier_stage_nearer() -> None:
    said = two_stages()
    for number in range(30):
        said.say(day(number), TimeLogged("d", 85))
    ahead = study_state(said, day(30))
    assert made(ahead).stages["stage-1"].p50 > day(30 + 14)


def test_evidence_may_come_from_another_outlook() -> None:
    said = two_stages()
    ahead = study_state(said)
    evidence = gather(said.roadmap, ahead.progress, MONDAY)
    double = Diary(said.roadmap)
    double.say(MONDAY, plan_made(spread_week(1200, range(7)), MONDAY))
    usual = forecast_of(ahead, evidence, Random(1))
    faster = forecast_of(study_state(double), evidence, Random(1))
    assert usual
    assert faster
    assert faster.p50 < usual.p50

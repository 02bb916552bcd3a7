"""Every kind of action, drawn at random; a kind that is missing fails a test."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from mlroadmap.core.calendar.settings import RoadmapFile
from mlroadmap.core.journal.actions import (
    BaselineDates,
    CardChanged,
    CardReviewed,
    DaysChanged,
    DaysMissed,
    DaysStudied,
    EntryEdited,
    EstimateChanged,
    HolidaysChanged,
    PlanMade,
    StepsDone,
    TimeLogged,
    TimerStarted,
    TimerStopped,
    TopicsDone,
    TopicsKnown,
    TopicsReopened,
    TopicsSkipped,
)
from mlroadmap.core.journal.kinds import Action
from mlroadmap.core.journal.notes import (
    ForecastMade,
    Percentiles,
    PlanExported,
    Redone,
    RoadmapChanged,
    Undone,
)
from mlroadmap.core.roadmap.shape import TopicShape
from mlroadmap.core.text import clean

# Text is cleaned when it is read.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map(clean)
minutes = st.integers(0, 10_000)
topics = st.from_regex(r"[a-z0-9-]{1,64}", fullmatch=True)
study_days = st.dates(date(1900, 1, 1), date(9000, 12, 31))
within_a_lifetime = st.dates(date(2000, 1, 1), date(2090, 12, 31))
targets = st.uuids().map(str)
weeks = st.tuples(*[st.integers(0, 1440)] * 7)
plans = st.builds(
    PlanMade,
    week_minutes=weeks,
    start=study_days,
    unlogged=st.sampled_from(["assumed", "missed"]),
    day_begins=st.integers(0, 23),
    roadmap=st.builds(
        RoadmapFile, path=texts, sha256=st.from_regex(r"[0-9a-f]{64}", fullmatch=True)
    ),
    finish_by=st.none() | study_days,
    first=st.lists(topics, max_size=3).map(tuple),
    only=st.lists(topics, max_size=3).map(tuple),
    tracks=st.integers(1, 2),
    review=st.floats(0, 1, exclude_max=True),
    pace=st.sampled_from(["on", "off"]) | st.integers(10, 1000),
    least_minutes=st.integers(0, 30),
    baseline=st.dictionaries(
        topics, st.builds(BaselineDates, start=st.dates(), finish=st.dates()), max_size=5
    ),
)
percentiles = st.lists(st.dates(), min_size=5, max_size=5).map(
    lambda days: Percentiles(*sorted(days))
)
shapes = st.builds(
    TopicShape,
    id=topics,
    title=texts,
    stage=st.integers(1, 99),
    efforts=st.tuples(minutes, minutes, minutes),
    kind=st.sampled_from(["study", "project"]),
    needs=st.lists(topics, max_size=3).map(tuple),
    helps=st.lists(topics, max_size=3).map(tuple),
    aliases=st.lists(topics, max_size=3).map(tuple),
    track=texts,
    after=st.none() | study_days,
)
by_kind: dict[type, st.SearchStrategy[Action]] = {
    PlanMade: plans,
    RoadmapChanged: st.builds(
        RoadmapChanged,
        shape_id=texts,
        topics=st.none() | st.lists(shapes, max_size=3).map(tuple),
    ),
    TopicsDone: st.builds(
        TopicsDone,
        topics=st.lists(topics, max_size=4).map(tuple),
        minutes=st.none() | minutes,
        note=texts,
        planned_minutes=st.lists(minutes, max_size=4).map(tuple),
        steps=st.lists(
            st.builds(
                StepsDone,
                topic=topics,
                steps=st.dictionaries(topics, minutes, max_size=3),
                spent_minutes=minutes,
                planned_minutes=minutes,
                habit=st.just("") | topics,
            ),
            max_size=2,
        ).map(tuple),
    ),
    TimeLogged: st.builds(TimeLogged, topic=topics, minutes=minutes, note=texts),
    DaysMissed: st.builds(
        DaysMissed,
        days=st.lists(study_days, max_size=4).map(tuple),
        is_taken_back=st.booleans(),
    ),
    DaysStudied: st.builds(DaysStudied, days=st.lists(study_days, max_size=4).map(tuple)),
    EstimateChanged: st.builds(EstimateChanged, topic=topics, minutes=minutes),
    **{
        kind: st.builds(kind, topics=st.lists(topics, max_size=4).map(tuple))
        for kind in (TopicsKnown, TopicsSkipped, TopicsReopened)
    },
    DaysChanged: st.builds(
        DaysChanged,
        first=within_a_lifetime,
        last=st.none() | within_a_lifetime,
        week_minutes=st.none() | weeks,
        caught_up_minutes=minutes,
    ),
    HolidaysChanged: st.builds(
        HolidaysChanged,
        region=texts,
        names=st.dictionaries(study_days, texts, min_size=1, max_size=4),
        are_off=st.booleans(),
    ),
    CardReviewed: st.builds(
        CardReviewed,
        card=texts,
        grade=st.integers(1, 4),
        due=study_days,
        stability=st.floats(0.001, 40_000),
        difficulty=st.floats(1, 10),
    ),
    CardChanged: st.builds(
        CardChanged,
        topic=topics,
        card=topics,
        question=texts,
        answer=texts,
        is_off=st.booleans(),
    ),
    TimerStarted: st.builds(TimerStarted, topic=topics),
    TimerStopped: st.builds(TimerStopped, topic=topics, minutes=minutes, note=texts),
    ForecastMade: st.builds(
        ForecastMade,
        finish=percentiles,
        stages=st.dictionaries(topics, percentiles, max_size=3),
    ),
    PlanExported: st.builds(PlanExported, identity=targets),
    EntryEdited: st.builds(
        EntryEdited,
        target=targets,
        topic=st.none() | topics,
        minutes=st.none() | minutes,
        day=st.none() | study_days,
        note=st.none() | texts,
    ),
    Undone: st.builds(Undone, target=targets),
    Redone: st.builds(Redone, target=targets),
}
actions: st.SearchStrategy[Action] = st.one_of(*by_kind.values())

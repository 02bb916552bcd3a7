from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.forecast.evidence import Evidence
from mlroadmap.core.forecast.topics import FinishedTopic, OpenTopic, Work
from mlroadmap.core.forecast.work_ahead import WorkAhead
from mlroadmap.core.progress.estimates import mean_minutes, total_variance
from mlroadmap.core.roadmap.model import Effort
from mlroadmap.core.roadmap.shape import Group
from tests.builders import MONDAY

EFFORT = Effort(300, 600, 1200)
STAGES = (1, 2, 3)

groups = st.tuples(st.sampled_from(STAGES), st.sampled_from(["study", "project"]))
works = st.lists(
    st.builds(Work, st.integers(10, 900).map(lambda n: Effort(n // 2, n, 2 * n)), groups),
    min_size=1,
    max_size=12,
)


def finished(group: Group, minutes: int = 0, day: date = MONDAY) -> FinishedTopic:
    return FinishedTopic(EFFORT, minutes, day, group)


@given(works, st.lists(st.builds(finished, groups, st.integers(1, 2000)), max_size=6))
def test_the_sums_are_those_of_all_topics_at_once(
    left: list[Work], done: list[FinishedTopic]
) -> None:
    evidence = Evidence(600, 600, tuple(done))
    ahead = WorkAhead.of(evidence, left)
    efforts = [work.effort for work in left]
    whole = sum(map(mean_minutes, efforts))
    assert ahead.minutes == pytest.approx(whole)
    assert ahead.variance == pytest.approx(total_variance(efforts))
    assert ahead.pace.variance > 0
    stages = dict.fromkeys(STAGES, 0.0)
    for work in left:
        stages[work.group[0]] += mean_minutes(work.effort) / whole
    for topic in done:
        stages[topic.group[0]] -= 1 / len(done)
    assert ahead.unlikeness == pytest.approx(sum(each**2 for each in stages.values()), abs=1e-9)


def test_work_of_one_group_has_the_pace_of_the_group() -> None:
    here: Group = (1, "study")
    evidence = Evidence(600, 600, tuple(finished(here, 900) for _ in range(6)))
    predicted = WorkAhead.of(evidence, [Work(EFFORT, here)] * 3).pace
    assert predicted.log_pace == pytest.approx(evidence.experience.of_group(here).log_pace)
    assert predicted.variance == pytest.approx(evidence.experience.of_group(here).variance)


def test_logged_minutes_are_behind_the_learner_but_never_all_of_a_topic() -> None:
    work = Work(EFFORT, topic="a")
    logs = WorkAhead.of(Evidence(600, open=(OpenTopic(work, 120),)), [work])
    assert logs.credit(None, 1.0) == pytest.approx(120 * 650 / 600)
    over = WorkAhead.of(Evidence(600, open=(OpenTopic(work, 9000),)), [work])
    assert over.credit(None, 1.0) == pytest.approx(0.8 * 650)


def test_without_logged_minutes_the_time_since_the_last_topic_counts() -> None:
    work = Work(EFFORT, topic="a")
    ahead = WorkAhead.of(Evidence(600, open=(OpenTopic(work),)), [work])
    assert ahead.credit(300.0, 1.5) == pytest.approx(200)
    assert WorkAhead.of(Evidence(600), [work]).credit(300.0, 1.5) == 0

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.calendar.availability import spread_week
from mlroadmap.core.forecast.score import Reached, Score, Tally, score_of
from mlroadmap.core.journal.actions import TopicsDone, TopicsReopened, TopicsSkipped
from mlroadmap.core.journal.notes import ForecastMade, Percentiles
from tests.builders import MONDAY, Diary, plan_made, roadmap, topic


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def range_of(*numbers: int) -> Percentiles:
    return Percentiles(*map(day, numbers))


EARLY, LATE = range_of(1, 2, 3, 4, 5), range_of(10, 20, 30, 40, 50)


def diary() -> Diary:
    said = Diary(roadmap([topic("a"), topic("b")], [topic("c")]))
    said.say(MONDAY, plan_made(spread_week(420, range(7)), MONDAY))
    return said


def score(said: Diary, *made: tuple[date, ForecastMade], today: int = 60) -> Score:
    return score_of(made, said.roadmap, said.progress(day(today)))


BOTH = (MONDAY, ForecastMade(LATE, {"stage-1": EARLY, "stage-2": LATE}))


def test_without_forecasts_there_is_nothing_to_score() -> None:
    assert score(diary()) == Score((), 0, 0)
    assert score(diary()).total == Tally()


def test_what_is_not_over_is_open() -> None:
    said = diary()
    said.say(day(3), TopicsDone(("a",)))
    assert score(said, BOTH, BOTH) == Score((), 3, 2)


def test_a_stage_is_over_with_its_last_topic() -> None:
    said = diary()
    said.say(day(2), TopicsDone(("b",)))
    said.say(day(4), TopicsDone(("a",)))
    reached = Reached("stage-1", day(4), Tally(1, 0, 0, 1, 1))
    assert score(said, BOTH) == Score((reached,), 2, 1)


def test_the_finish_is_over_with_everything() -> None:
    said = diary()
    said.say(day(20), TopicsDone(("a", "b", "c")))
    found = score(said, BOTH)
    assert found.reached[-1] == Reached("", day(20), Tally(1, 1, 1, 1, 1))
    assert [each.tally.by_p95 for each in found.reached] == [0, 1, 1]
    assert found.total == Tally(3, 2, 2, 2, 2)
    assert found.open_milestones == 0


def test_what_was_reopened_is_open_again() -> None:
    said = diary()
    said.say(day(4), TopicsDone(("a", "b")))
    said.say(day(5), TopicsReopened(("a",)))
    assert score(said, BOTH).reached == ()


def test_what_ended_by_being_left_out_was_not_foretold() -> None:
    said = diary()
    said.say(day(4), TopicsDone(("a",)))
    said.say(day(9), TopicsSkipped(("b", "c")))
    later = (day(6), BOTH[1])
    found = score(said, BOTH, later)
    assert [(each.stage, each.tally.forecasts) for each in found.reached] == [
        ("stage-1", 1),
        ("", 1),
    ]
    assert found.open_milestones == 0


def test_forecasts_of_another_roadmaps_stages_are_passed_over() -> None:
    said = diary()
    said.say(day(4), TopicsDone(("a", "b", "c")))
    strange = (MONDAY, ForecastMade(LATE, {"elsewhere": EARLY}))
    assert [each.stage for each in score(said, strange).reached] == [""]


@given(st.dates(), st.lists(st.dates(), min_size=5, max_size=5).map(sorted))
def test_a_day_by_p50_is_by_p80_and_p95_too(end: date, days: list[date]) -> None:
    tally = Tally.of(end, Percentiles(*days))
    assert tally.by_p50 <= tally.by_p80 <= tally.by_p95 <= tally.forecasts == 1

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.journal.events import (
    DaysChanged,
    Event,
    ForecastMade,
    HolidaysChanged,
    Percentiles,
    Redone,
    TimeLogged,
    TopicsDone,
    Undone,
)
from mlroadmap.core.journal.history import History, Step, read_history
from tests.builders import MONDAY, Diary, roadmap, topic


@pytest.fixture
def diary() -> Diary:
    return new_diary()


def new_diary() -> Diary:
    return Diary(roadmap([topic("a")]))


def log(diary: Diary, minutes: int = 5) -> str:
    return diary.say(MONDAY, TimeLogged("a", minutes))


def undo(diary: Diary, target: str) -> None:
    diary.say(MONDAY, Undone(target))


def redo(diary: Diary, target: str) -> None:
    diary.say(MONDAY, Redone(target))


def history(diary: Diary) -> History:
    return read_history(diary.events)


def counting(diary: Diary) -> list[str]:
    return [step.event.id for step in history(diary).counting]


def id_of(step: Step | None) -> str | None:
    return None if step is None else step.event.id


def offered(diary: Diary) -> tuple[str | None, str | None]:
    """Give what undo and what redo would act on."""
    read = history(diary)
    return id_of(read.to_undo), id_of(read.to_redo)


def stranger(kind: str) -> Event:
    at = datetime(2027, 1, 4, tzinfo=UTC)
    return Event("x", "other", 1, 99, at, "UTC", MONDAY, kind, {"what": "ever"})


def test_an_empty_log_has_no_history() -> None:
    assert read_history(()) == History((), None, None)


def test_steps_say_what_was_done_in_the_order_of_the_log(diary: Diary) -> None:
    log(diary, 5)
    diary.say(MONDAY, TopicsDone(("a",)))
    read = history(diary)
    assert [step.action for step in read.steps] == [TimeLogged("a", 5), TopicsDone(("a",))]
    assert [step.event for step in read.steps] == diary.events
    assert read.counting == read.steps
    assert (read.to_undo, read.to_redo) == (read.steps[1], None)


def test_undo_takes_back_the_last_step_and_offers_it_to_redo(diary: Diary) -> None:
    first, second = log(diary), log(diary)
    undo(diary, second)
    assert counting(diary) == [first]
    assert offered(diary) == (first, second)
    assert [step.event.id for step in history(diary).steps] == [first, second]
    assert [step.counts for step in history(diary).steps] == [True, False]


def test_redo_brings_steps_back_in_turn(diary: Diary) -> None:
    first, second = log(diary), log(diary)
    undo(diary, second)
    undo(diary, first)
    assert offered(diary) == (None, first)
    redo(diary, first)
    assert offered(diary) == (first, second)
    redo(diary, second)
    assert counting(diary) == [first, second]
    assert offered(diary) == (second, None)


def test_a_command_after_an_undo_ends_the_chance_to_redo(diary: Diary) -> None:
    first, second = log(diary), log(diary)
    undo(diary, second)
    third = log(diary)
    assert offered(diary) == (third, None)
    redo(diary, second)
    assert counting(diary) == [first, third]


def test_two_devices_that_undo_one_step_undo_it_once(diary: Diary) -> None:
    first, second = log(diary), log(diary)
    undo(diary, second)
    undo(diary, second)
    assert counting(diary) == [first]
    assert offered(diary) == (first, second)
    redo(diary, second)
    assert offered(diary) == (second, None)


def test_two_devices_that_redo_one_step_redo_it_once(diary: Diary) -> None:
    only = log(diary)
    undo(diary, only)
    redo(diary, only)
    redo(diary, only)
    assert counting(diary) == [only]
    undo(diary, only)
    assert counting(diary) == []


def test_a_device_may_undo_what_is_not_the_last_step_any_more(diary: Diary) -> None:
    first, second = log(diary), log(diary)
    undo(diary, first)
    assert counting(diary) == [second]
    assert offered(diary) == (second, first)
    redo(diary, first)
    assert counting(diary) == [first, second]
    assert offered(diary) == (first, None)


@pytest.mark.parametrize("action", [Undone("gone"), Redone("gone"), Redone("e1")])
def test_undo_and_redo_of_what_is_not_there_change_nothing(
    diary: Diary, action: Undone | Redone
) -> None:
    only = log(diary)
    diary.say(MONDAY, action)
    assert counting(diary) == [only]
    assert offered(diary) == (only, None)


def test_an_undo_cannot_be_undone(diary: Diary) -> None:
    only = log(diary)
    diary.say(MONDAY, Undone(only))
    undo(diary, diary.events[-1].id)
    assert counting(diary) == []
    assert offered(diary) == (None, only)


def test_kinds_of_a_newer_version_are_left_out(diary: Diary) -> None:
    first, second = log(diary), log(diary)
    undo(diary, second)
    diary.events.append(stranger("streak"))
    assert counting(diary) == [first]
    assert offered(diary) == (first, second)
    undo(diary, "x")
    assert offered(diary) == (first, second)


@given(st.lists(st.sampled_from(["say", "undo", "redo"]), max_size=40))
def test_undo_and_redo_walk_back_and_forth_as_in_an_editor(commands: list[str]) -> None:
    diary = new_diary()
    done: list[str] = []
    undone: list[str] = []
    for command in commands:
        to_undo, to_redo = offered(diary)
        if command == "say":
            done.append(log(diary))
            undone.clear()
        elif command == "undo" and to_undo is not None:
            undo(diary, to_undo)
            undone.append(done.pop())
        elif command == "redo" and to_redo is not None:
            redo(diary, to_redo)
            done.append(undone.pop())
        assert counting(diary) == done
        assert offered(diary) == (done[-1] if done else None, undone[-1] if undone else None)


@given(st.integers(1, 12), st.data())
def test_undo_then_redo_is_the_identity(steps: int, data: st.DataObject) -> None:
    diary = new_diary()
    for _ in range(steps):
        log(diary)
    for _ in range(data.draw(st.integers(0, steps - 1))):
        undo(diary, offered(diary)[0] or "")
    before = history(diary)
    depth = data.draw(st.integers(1, len(before.counting)))
    for _ in range(depth):
        undo(diary, offered(diary)[0] or "")
    for _ in range(depth):
        redo(diary, offered(diary)[1] or "")
    assert history(diary) == before


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 6)), max_size=30))
def test_no_order_of_undo_and_redo_counts_a_step_twice(
    moves: list[tuple[bool, int]],
) -> None:
    diary = new_diary()
    steps = [log(diary) for _ in range(5)]
    counts = dict.fromkeys(steps, True)
    for is_undo, number in moves:
        target = f"e{number}"
        diary.say(MONDAY, Undone(target) if is_undo else Redone(target))
        if target in counts:
            counts[target] = not is_undo
    assert counting(diary) == [step for step in steps if counts[step]]


def test_changes_of_days_stand_until_newer_ones_cover_them() -> None:
    off, busy = (0, 0, 0, 0, 0, 0, 0), (60, 60, 60, 60, 60, 60, 60)
    monday, friday, later = date(2027, 1, 4), date(2027, 1, 8), date(2027, 3, 1)
    for_good = DaysChanged(later, None, busy)
    diary = Diary(roadmap([topic("a")]))
    diary.say(monday, for_good)
    diary.say(monday, DaysChanged(friday, friday, off))
    diary.say(monday, DaysChanged(monday, monday, off))
    assert [change.first for change in read_history(diary.events).changed_days] == [
        monday,
        friday,
        later,
    ]
    diary.say(monday, DaysChanged(monday, friday, None))
    assert read_history(diary.events).changed_days == (for_good,)
    diary.say(monday, DaysChanged(later, None, None))
    assert read_history(diary.events).changed_days == ()


def test_public_holidays_are_days_off_with_names_until_other_words_cover_them() -> None:
    diary = Diary(roadmap([topic("a")]))
    names = {date(2027, 1, 6): "Epiphany", date(2027, 3, 26): "Good Friday"}
    diary.say(MONDAY, HolidaysChanged("DE-BY", names))
    off = history(diary)
    assert [change.first for change in off.changed_days] == list(names)
    assert off.holidays_off() == off.holidays_off("de-by") == names
    assert off.holidays_off("DE") == {}
    diary.say(MONDAY, DaysChanged(date(2027, 1, 6), date(2027, 1, 6), None))
    assert list(history(diary).holidays_off()) == [date(2027, 3, 26)]
    diary.say(MONDAY, HolidaysChanged("DE-BY", names, are_off=False))
    assert history(diary).changed_days == ()
    assert history(diary).holidays_off() == {}


FORECAST = ForecastMade(Percentiles(*[MONDAY] * 5), {})
TUESDAY = MONDAY + timedelta(days=1)


def test_a_forecast_is_no_step_and_leaves_undo_and_redo_alone(diary: Diary) -> None:
    first, second = log(diary), log(diary)
    undo(diary, second)
    before = history(diary)
    diary.say(MONDAY, FORECAST)
    assert offered(diary) == (first, second)
    assert history(diary).steps == before.steps
    assert history(diary).forecasts == ((MONDAY, FORECAST),)


def test_a_forecast_that_somebody_undoes_stays(diary: Diary) -> None:
    first = log(diary)
    undo(diary, diary.say(MONDAY, FORECAST))
    assert offered(diary) == (first, None)
    assert len(history(diary).forecasts) == 1


def test_a_day_is_forecast_until_the_log_says_more(diary: Diary) -> None:
    first = log(diary)
    diary.say(MONDAY, FORECAST)
    diary.say(TUESDAY, FORECAST)
    assert history(diary).forecast_days == {MONDAY, TUESDAY}
    diary.events.append(stranger("mood"))
    assert history(diary).forecast_days == {MONDAY, TUESDAY}
    undo(diary, first)
    assert history(diary).forecast_days == set()
    assert len(history(diary).forecasts) == 2


some_days = st.integers(0, 12).map(lambda day: MONDAY + timedelta(days=day))
some_changes = st.builds(
    DaysChanged, some_days, st.none() | some_days, st.none() | st.just((0,) * 7)
)


@given(st.lists(some_changes, max_size=15))
def test_a_change_of_days_stands_until_a_later_one_covers_it(said: list[DaysChanged]) -> None:
    diary = new_diary()
    standing: list[DaysChanged] = []
    for change in said:
        diary.say(MONDAY, change)
        standing = [old for old in standing if not covers(change, old)]
        standing += [change] if change.week_minutes is not None else []
    standing.sort(key=lambda change: change.first)
    assert history(diary).changed_days == tuple(standing)


def covers(change: DaysChanged, old: DaysChanged) -> bool:
    if change.last is None or old.last is None:
        return change.first == old.first and change.last == old.last
    return change.first <= old.first and old.last <= change.last

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.journal.actions import (
    DaysChanged,
    EntryEdited,
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
from mlroadmap.core.journal.event import Event
from mlroadmap.core.journal.history import Entry, History, read_history
from mlroadmap.core.journal.kinds import Action
from mlroadmap.core.journal.notes import (
    ForecastMade,
    Percentiles,
    PlanExported,
    Redone,
    RoadmapChanged,
    Undone,
)
from mlroadmap.core.journal.unread import Unknown
from mlroadmap.core.roadmap.shape import RoadmapShape, TopicShape
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
    return [entry.event.id for entry in history(diary).counting]


def id_of(entry: Entry | None) -> str | None:
    return None if entry is None else entry.event.id


def offered(diary: Diary) -> tuple[str | None, str | None]:
    """Give what undo and what redo would act on."""
    read = history(diary)
    return id_of(read.to_undo), id_of(read.to_redo)


def stranger(kind: str) -> Event:
    at = datetime(2027, 1, 4, tzinfo=UTC)
    return Event("x", "other", 1, 99, at, "UTC", MONDAY, Unknown(kind, {"what": "ever"}))


def test_an_empty_log_has_no_history() -> None:
    assert read_history(()) == History((), None, None)


def test_steps_say_what_was_done_in_the_order_of_the_log(diary: Diary) -> None:
    log(diary, 5)
    diary.say(MONDAY, TopicsDone(("a",)))
    read = history(diary)
    assert [entry.action for entry in read.entries] == [TimeLogged("a", 5), TopicsDone(("a",))]
    assert [entry.event for entry in read.entries] == diary.events
    assert read.counting == read.entries
    assert (read.to_undo, read.to_redo) == (read.entries[1], None)


def test_undo_takes_back_the_last_step_and_offers_it_to_redo(diary: Diary) -> None:
    first, second = log(diary), log(diary)
    undo(diary, second)
    assert counting(diary) == [first]
    assert offered(diary) == (first, second)
    assert [entry.event.id for entry in history(diary).entries] == [first, second]
    assert [entry.counts for entry in history(diary).entries] == [True, False]


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


def test_an_entry_can_be_redone_after_later_ones(diary: Diary) -> None:
    first, second = log(diary), log(diary)
    undo(diary, first)
    third = log(diary)
    assert offered(diary) == (third, first)
    redo(diary, first)
    assert counting(diary) == [first, second, third]


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
        elif command == "undo" and to_undo is not None:
            undo(diary, to_undo)
            undone.append(done.pop())
        elif command == "redo" and to_redo is not None:
            redo(diary, to_redo)
            done.append(undone.pop())
        assert set(counting(diary)) == set(done)
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
    diary.say(MONDAY, HolidaysChanged("DE-BY", names, are_off=True))
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
    assert history(diary).entries == before.entries
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


def test_an_edit_corrects_an_entry_and_can_be_undone(diary: Diary) -> None:
    entry = log(diary, 5)
    edit = diary.say(TUESDAY, EntryEdited(entry, "b", 45, TUESDAY, "right"))
    found = history(diary).entries[0]
    assert found.action == TimeLogged("b", 45, "right")
    assert (found.day, found.event.day, found.is_edited) == (TUESDAY, MONDAY, True)
    undo(diary, edit)
    assert history(diary).entries[0].action == TimeLogged("a", 5)
    assert offered(diary) == (entry, edit)


def test_the_last_of_several_edits_holds_field_by_field(diary: Diary) -> None:
    entry = diary.say(MONDAY, TopicsDone(("a",), 5, "note"))
    diary.say(MONDAY, EntryEdited(entry, topic="b", minutes=10))
    diary.say(MONDAY, EntryEdited(entry, minutes=20))
    assert history(diary).entries[0].action == TopicsDone(("b",), 20, "note")


def test_an_edit_leaves_what_an_entry_does_not_have(diary: Diary) -> None:
    off = DaysChanged(MONDAY, MONDAY, (0,) * 7)
    entry = diary.say(MONDAY, off)
    diary.say(MONDAY, EntryEdited(entry, "b", 45, TUESDAY, "x"))
    found = history(diary).entries[0]
    assert (found.action, found.day) == (off, MONDAY)


@pytest.mark.parametrize(
    ("action", "corrected"),
    [
        (TimerStarted("a"), TimerStarted("b")),
        (TimerStopped("a", 5, "n"), TimerStopped("b", 45, "x")),
        (EstimateChanged("a", 5), EstimateChanged("b", 45)),
        (TopicsKnown(("a", "c")), TopicsKnown(("b",))),
        (TopicsSkipped(("a",)), TopicsSkipped(("b",))),
        (TopicsReopened(("a",)), TopicsReopened(("b",))),
    ],
)
def test_each_kind_is_corrected_where_it_can_be(
    diary: Diary, action: Action, corrected: Action
) -> None:
    diary.say(MONDAY, EntryEdited(diary.say(MONDAY, action), "b", 45, None, "x"))
    assert history(diary).entries[0].action == corrected


def test_the_roadmap_s_shapes_are_read_by_name(diary: Diary) -> None:
    one, two = (
        RoadmapShape((TopicShape(name, name.upper(), 1, (1, 2, 3)),)) for name in ("one", "two")
    )
    diary.say(MONDAY, RoadmapChanged(one.shape_id, one.topics))
    diary.say(MONDAY, RoadmapChanged(two.shape_id, two.topics))
    log(diary)
    diary.say(MONDAY, RoadmapChanged(one.shape_id))
    diary.say(MONDAY, RoadmapChanged("unheard of"))
    read = history(diary)
    assert read.shapes == (one, two, one)
    assert len(read.entries) == 1
    assert [read.title(name, two) for name in ("one", "two", "three")] == [
        "ONE",
        "TWO",
        "three",
    ]


def test_exports_are_kept_beside_the_entries(diary: Diary) -> None:
    log(diary)
    diary.say(MONDAY, PlanExported("it"))
    assert [event.action for event in history(diary).exports] == [PlanExported("it")]
    assert len(history(diary).entries) == 1


@given(st.lists(st.uuids(), min_size=1, max_size=60, unique=True))
def test_short_ids_tell_all_entries_apart(names: list[UUID]) -> None:
    at = datetime(2027, 1, 4, tzinfo=UTC)
    events = [
        Event(str(name), "d", n, n, at, "UTC", MONDAY, TimeLogged("a", 1))
        for n, name in enumerate(names, 1)
    ]
    short = read_history(events).short_ids()
    for name, prefix in short.items():
        assert len(prefix) >= 4
        assert [other for other in short if other.startswith(prefix)] == [name]
        shorter = prefix[:-1]
        assert len(prefix) == 4 or sum(other.startswith(shorter) for other in short) > 1


def test_no_entries_have_no_ids() -> None:
    assert read_history(()).short_ids() == {}


def test_minutes_of_an_entry_being_replaced_do_not_count(diary: Diary) -> None:
    log(diary, 5)
    log(diary, 10)
    read = history(diary)
    assert read.minutes_logged_on(MONDAY) == 15
    assert read.minutes_logged_on(MONDAY, apart_from=read.entries[0]) == 10

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.calendar.settings import PaceSetting, PlanSettings
from mlroadmap.core.journal.codec import KINDS, read_action, write_action
from mlroadmap.core.journal.events import (
    Action,
    BaselineDates,
    DaysChanged,
    DaysMissed,
    EstimateChanged,
    Event,
    ForecastMade,
    HolidaysChanged,
    Percentiles,
    PlanMade,
    Redone,
    TimeLogged,
    TimerStarted,
    TimerStopped,
    TopicsDone,
    TopicsKnown,
    TopicsReopened,
    TopicsSkipped,
    Undone,
)

minutes = st.integers(0, 10_000)
topics = st.from_regex(r"[a-z0-9-]{1,64}", fullmatch=True)
study_days = st.dates(date(1900, 1, 1), date(9000, 12, 31))
targets = st.uuids().map(str)
plans = st.builds(
    PlanMade,
    settings=st.builds(
        PlanSettings,
        week_minutes=st.tuples(*[st.integers(0, 1440)] * 7),
        start=study_days,
        unlogged=st.sampled_from(["assumed", "missed"]),
        day_begins=st.integers(0, 23),
        roadmap_path=st.text(),
    ),
    roadmap_sha256=st.from_regex(r"[0-9a-f]{64}", fullmatch=True),
    baseline=st.dictionaries(
        topics, st.builds(BaselineDates, start=st.dates(), finish=st.dates()), max_size=5
    ),
)
percentiles = st.lists(st.dates(), min_size=5, max_size=5).map(
    lambda days: Percentiles(*sorted(days))
)
actions: st.SearchStrategy[Action] = st.one_of(
    plans,
    st.builds(
        TopicsDone,
        topics=st.lists(topics, max_size=4).map(tuple),
        minutes=st.none() | minutes,
        note=st.text(),
    ),
    st.builds(TimeLogged, topic=topics, minutes=minutes, note=st.text()),
    st.builds(DaysMissed, days=st.lists(study_days, max_size=4).map(tuple)),
    st.builds(EstimateChanged, topic=topics, minutes=minutes),
    *(
        st.builds(kind, topics=st.lists(topics, max_size=4).map(tuple))
        for kind in (TopicsKnown, TopicsSkipped, TopicsReopened)
    ),
    st.builds(
        DaysChanged,
        first=study_days,
        last=st.none() | study_days,
        week_minutes=st.none() | st.tuples(*[st.integers(0, 1440)] * 7),
    ),
    st.builds(
        HolidaysChanged,
        region=st.text(),
        names=st.dictionaries(study_days, st.text(), min_size=1, max_size=4),
        are_off=st.booleans(),
    ),
    st.builds(TimerStarted, topic=topics),
    st.builds(TimerStopped, topic=topics, minutes=minutes, note=st.text()),
    st.builds(
        ForecastMade,
        finish=percentiles,
        stages=st.dictionaries(topics, percentiles, max_size=3),
    ),
    st.builds(Undone, target=targets),
    st.builds(Redone, target=targets),
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=7) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)
DAYS = ["2027-01-04", "2027-02-04", "2027-03-04", "2027-04-04", "2027-05-04"]
PLAN: dict[str, Any] = {
    "week": [90, 90, 85, 85, 85, 85, 80],
    "start": "2027-01-04",
    "unlogged": "assumed",
    "day_begins": 4,
    "roadmap": {"path": "", "sha256": "00"},
    "promised": {"numpy": ["2027-01-04", "2027-01-20"]},
}


@given(action=actions)
def test_an_action_is_read_back_from_what_is_written(action: Action) -> None:
    assert read_action(*write_action(action)) == action


@given(action=actions)
def test_payloads_survive_json(action: Action) -> None:
    kind, payload = write_action(action)
    assert read_action(kind, json.loads(json.dumps(payload))) == action


def test_blanks_are_left_out() -> None:
    assert write_action(TopicsDone(("numpy",))) == ("done", {"topics": ["numpy"]})
    assert write_action(TimeLogged("numpy", 0)) == ("log", {"topic": "numpy", "minutes": 0})


def test_an_unknown_kind_says_nothing() -> None:
    assert read_action("mood", {"fine": True}) is None


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("plan", {}),
        ("plan", PLAN | {"week": [90] * 6}),
        ("plan", PLAN | {"week": [90] * 6 + ["90"]}),
        ("plan", PLAN | {"week": [90] * 6 + [True]}),
        ("plan", PLAN | {"week": 600}),
        ("plan", PLAN | {"week": [1441] + [0] * 6}),
        ("plan", PLAN | {"unlogged": "maybe"}),
        ("plan", PLAN | {"start": "20270104"}),
        ("plan", PLAN | {"start": "9999-12-31"}),
        ("plan", PLAN | {"day_begins": 24}),
        ("plan", PLAN | {"roadmap": {"path": None, "sha256": "00"}}),
        ("plan", PLAN | {"start": "some day"}),
        ("plan", PLAN | {"start": 20270104}),
        ("plan", PLAN | {"day_begins": 4.0}),
        ("plan", PLAN | {"roadmap": "roadmap.yaml"}),
        ("plan", PLAN | {"promised": ["numpy"]}),
        ("plan", PLAN | {"promised": {"numpy": ["2027-01-04"]}}),
        ("plan", PLAN | {"promised": {"numpy": None}}),
        ("done", {}),
        ("done", {"topics": 7}),
        ("done", {"topics": "numpy"}),
        ("done", {"topics": [7]}),
        ("done", {"topics": ["numpy"], "note": 7}),
        ("done", {"topics": ["numpy"], "minutes": -1}),
        ("done", {"topics": ["numpy"], "minutes": "45"}),
        ("log", {"minutes": 45}),
        ("log", {"topic": "numpy"}),
        ("log", {"topic": "numpy", "minutes": 1.5}),
        ("log", {"topic": "numpy", "minutes": True}),
        ("missed", {}),
        ("missed", {"days": ["2027-02-29"]}),
        ("missed", {"days": "2027-01-04"}),
        ("missed", {"days": ["0001-01-01"]}),
        ("missed", {"days": [None]}),
        ("left", {"topic": "numpy"}),
        ("left", {"topic": "numpy", "minutes": -5}),
        ("known", {"topics": "numpy"}),
        ("days", {"from": "2027-01-04", "to": "2027-01-05", "week": [0] * 6}),
        ("days", {"to": "2027-01-04", "week": None}),
        ("holidays", {"region": "DE", "days": {"2027-01-01": "New Year"}}),
        ("holidays", {"region": "DE", "days": {"2027-01-01": "New Year"}, "off": 1}),
        ("holidays", {"region": "DE", "days": {"2027-01-01": 7}, "off": True}),
        ("holidays", {"region": "DE", "days": {"27-01-01": "New Year"}, "off": True}),
        ("holidays", {"region": "DE", "days": ["2027-01-01"], "off": True}),
        ("holidays", {"region": "DE", "days": {}, "off": True}),
        ("start", {}),
        ("stop", {"topic": "numpy"}),
        ("forecast", {"finish": DAYS}),
        ("forecast", {"finish": DAYS, "stages": []}),
        ("forecast", {"finish": DAYS[:4], "stages": {}}),
        ("forecast", {"finish": DAYS[::-1], "stages": {}}),
        ("forecast", {"finish": DAYS, "stages": {"basics": "soon"}}),
        ("undo", {}),
        ("redo", {"id": "x"}),
    ],
)
def test_a_malformed_payload_is_refused(kind: str, payload: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_action(kind, payload)


def test_what_is_optional_may_be_missing_or_null() -> None:
    days = {"from": "2027-01-04"}
    for kind, payload, optional in (
        ("plan", PLAN, ("finish_by", "pace")),
        ("done", {"topics": ["numpy"]}, ("minutes", "note")),
        ("log", {"topic": "numpy", "minutes": 45}, ("note",)),
        ("stop", {"topic": "numpy", "minutes": 45}, ("note",)),
        ("days", days, ("to", "week", "caught_up")),
    ):
        read = read_action(kind, payload | dict.fromkeys(optional))
        assert read == read_action(kind, payload)
        assert read


@pytest.mark.parametrize(
    ("kind", "payload", "words"),
    [
        ("log", {"minutes": 45}, "it has no topic"),
        ("plan", {**PLAN, "roadmap": {"path": ""}}, "it has no sha256"),
        ("log", {"topic": 5, "minutes": 45}, "5 is not text"),
        ("done", {"topics": "numpy"}, "'numpy' is not a list"),
        ("holidays", {"region": "DE", "days": [], "off": True}, "[] has no values by name"),
        ("undo", {"target": [0] * 99}, f"{[0] * 99!r:.40} is not text"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(
    kind: str, payload: dict[str, Any], words: str
) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(words)}$"):
        read_action(kind, payload)


@given(
    kind=st.sampled_from(sorted(KINDS.values())),
    payload=st.dictionaries(
        st.sampled_from(
            [
                *(*PLAN, "topics", "topic", "minutes", "note", "days", "target"),
                *("region", "off", "finish", "stages"),
            ],
        ),
        json_values,
    ),
)
def test_any_payload_is_read_or_refused(kind: str, payload: dict[str, Any]) -> None:
    try:
        action = read_action(kind, payload)
    except ValueError:
        return
    assert type(action) in KINDS


def test_a_week_s_minutes_add_up() -> None:
    settings = PlanSettings((90, 90, 85, 85, 85, 85, 80), date(2027, 1, 4))
    assert settings.weekly_minutes == 600


def test_events_are_ordered_by_clock_then_device_then_number() -> None:
    at = datetime(2027, 1, 4, tzinfo=UTC)
    event = Event("x", "a1b2", 17, 42, at, "UTC", at.date(), "log", {})
    assert event.order == (42, "a1b2", 17)


@pytest.mark.parametrize("pace", ["on", "off", 130])
def test_the_pace_of_a_plan_is_kept(pace: PaceSetting) -> None:
    settings = PlanSettings((60,) * 7, date(2027, 1, 4), pace=pace)
    made = PlanMade(settings, "0" * 64, {})
    assert read_action(*write_action(made)) == made


@pytest.mark.parametrize("pace", ["fast", 5, 2000, 1.3, True])
def test_another_pace_is_refused(pace: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_action("plan", {**PLAN, "pace": pace})

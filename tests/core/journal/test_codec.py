from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import json
from msgspec.structs import fields

from mlroadmap.core.calendar.settings import PlanSettings
from mlroadmap.core.journal.actions import DaysChanged, PlanMade, TimeLogged, TopicsDone
from mlroadmap.core.journal.codec import decode_action
from mlroadmap.core.journal.event import Event
from mlroadmap.core.journal.kinds import KINDS, Action
from mlroadmap.core.journal.unread import Unintelligible, Unknown

from .strategies import actions, by_kind

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
REVIEW: dict[str, Any] = {
    "card": "numpy/axis",
    "grade": 3,
    "due": "2027-01-06",
    "stability": 2.3,
    "difficulty": 2.1,
}


def read(kind: str, payload: Any) -> Action | Unknown | Unintelligible:
    return decode_action(kind, json.encode(payload))


def test_every_kind_is_drawn() -> None:
    assert set(by_kind) == set(KINDS.values())


@given(action=actions)
def test_an_action_is_read_back_from_what_is_written(action: Action) -> None:
    assert decode_action(action.kind, json.encode(action)) == action


def test_blanks_are_left_out() -> None:
    assert json.encode(TopicsDone(("numpy",))) == b'{"topics":["numpy"]}'
    assert json.encode(TimeLogged("numpy", 0)) == b'{"topic":"numpy","minutes":0}'


def test_an_unknown_kind_is_a_value_too() -> None:
    assert read("mood", {"fine": "\x1b[31myes"}) == Unknown("mood", {"fine": "yes"})


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
        ("plan", PLAN | {"first": "numpy"}),
        ("plan", PLAN | {"only": [1]}),
        ("plan", PLAN | {"tracks": 3}),
        ("plan", PLAN | {"tracks": True}),
        ("plan", PLAN | {"tracks": "2"}),
        *(("plan", PLAN | {"pace": pace}) for pace in ("fast", 5, 2000, 1.3, True)),
        ("plan", PLAN | {"start": "20270104"}),
        ("plan", PLAN | {"start": "9999-12-31"}),
        ("plan", PLAN | {"day_begins": 24}),
        ("plan", PLAN | {"roadmap": {"path": 7, "sha256": "00"}}),
        ("plan", PLAN | {"start": "some day"}),
        ("plan", PLAN | {"start": 20270104}),
        ("plan", PLAN | {"day_begins": 4.0}),
        ("plan", PLAN | {"roadmap": "roadmap.yaml"}),
        ("plan", PLAN | {"promised": ["numpy"]}),
        ("plan", PLAN | {"promised": {"numpy": ["2027-01-04"]}}),
        ("plan", PLAN | {"promised": {"numpy": ["2027-01-04"] * 3}}),
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
        ("log", {"topic": "numpy", "minutes": 100_000_001}),
        ("missed", {}),
        ("missed", {"days": ["2027-02-29"]}),
        ("missed", {"days": "2027-01-04"}),
        ("missed", {"days": ["0001-01-01"]}),
        ("missed", {"days": [None]}),
        ("studied", {"days": ["9999-12-31"]}),
        ("left", {"topic": "numpy"}),
        ("left", {"topic": "numpy", "minutes": -5}),
        ("known", {"topics": "numpy"}),
        ("days", {"from": "2027-01-04", "to": "2027-01-05", "week": [0] * 6}),
        ("days", {"from": "2027-01-04", "to": "9999-12-31"}),
        ("days", {"to": "2027-01-04", "week": None}),
        ("holidays", {"region": "DE", "days": {"2027-01-01": "New Year"}}),
        ("holidays", {"region": "DE", "days": {"2027-01-01": "New Year"}, "off": 1}),
        ("holidays", {"region": "DE", "days": {"2027-01-01": 7}, "off": True}),
        ("holidays", {"region": "DE", "days": {"27-01-01": "New Year"}, "off": True}),
        ("holidays", {"region": "DE", "days": ["2027-01-01"], "off": True}),
        ("holidays", {"region": "DE", "days": {}, "off": True}),
        ("plan", PLAN | {"review": 1}),
        ("plan", PLAN | {"review": "off"}),
        ("review", {"card": "numpy/axis", "grade": 5}),
        ("review", REVIEW | {"grade": 0}),
        ("review", REVIEW | {"due": "9999-12-31"}),
        ("review", REVIEW | {"stability": 0}),
        ("review", REVIEW | {"difficulty": 11}),
        ("card", {"topic": "numpy", "question": "?"}),
        ("start", {}),
        ("stop", {"topic": "numpy"}),
        ("forecast", {"finish": DAYS}),
        ("forecast", {"finish": DAYS, "stages": []}),
        ("forecast", {"finish": DAYS[:4], "stages": {}}),
        ("forecast", {"finish": DAYS[::-1], "stages": {}}),
        ("forecast", {"finish": DAYS, "stages": {"basics": "soon"}}),
        ("roadmap", {"topics": []}),
        ("roadmap", {"shape": "0", "topics": [["numpy"]]}),
        ("export", {}),
        ("edit", {"topic": "numpy"}),
        ("undo", {}),
        ("redo", {"id": "x"}),
    ],
)
def test_a_malformed_payload_is_unintelligible(kind: str, payload: dict[str, Any]) -> None:
    found = read(kind, payload)
    assert isinstance(found, Unintelligible)
    assert found.reason


def test_what_is_optional_may_be_missing_or_null() -> None:
    days = {"from": "2027-01-04"}
    for kind, payload, optional in (
        ("plan", PLAN, ("finish_by", "first", "only", "tracks", "pace")),
        ("done", {"topics": ["numpy"]}, ("minutes", "note")),
        ("log", {"topic": "numpy", "minutes": 45}, ("note",)),
        ("stop", {"topic": "numpy", "minutes": 45}, ("note",)),
        ("days", days, ("to", "week", "caught_up")),
    ):
        found = read(kind, payload | dict.fromkeys(optional))
        assert found == read(kind, payload)
        assert isinstance(found, KINDS[kind])


def test_former_words_are_understood() -> None:
    assert read("plan", PLAN | {"unlogged": "presumed"}) == read("plan", PLAN)


def test_the_reason_names_what_is_missing() -> None:
    found = read("log", {"minutes": 45})
    assert isinstance(found, Unintelligible)
    assert "`topic`" in found.reason


@given(
    kind=st.sampled_from(sorted(KINDS)),
    payload=st.dictionaries(
        st.sampled_from(
            [
                *(*PLAN, "topics", "topic", "minutes", "note", "days", "target"),
                *("region", "off", "finish", "stages", "shape", "identity"),
            ],
        ),
        json_values,
    ),
)
def test_any_payload_is_read_or_unintelligible(kind: str, payload: dict[str, Any]) -> None:
    assert isinstance(read(kind, payload), (KINDS[kind], Unintelligible))


@given(
    action=st.sampled_from(
        [
            TimeLogged("nu\x1b[31mmpy", 5, "a\u202eb\x07"),
            TopicsDone(("\x9b1m",), note="x\x1b]0;title\x07y\n"),
            DaysChanged(date(2027, 1, 4)),
        ]
    )
)
def test_text_is_cleaned_where_it_is_read(action: Action) -> None:
    found = decode_action(action.kind, json.encode(action))
    assert isinstance(found, type(action))
    for name in found.__struct_fields__:
        value = getattr(found, name)
        texts = value if isinstance(value, tuple) else (value,)
        assert all(text.isprintable() for text in texts if isinstance(text, str))


def test_a_plan_has_its_settings() -> None:
    settings = PlanSettings((90, 90, 85, 85, 85, 85, 80), date(2027, 1, 4))
    assert settings.weekly_minutes == 600
    assert PlanMade.of(settings, {}).settings == settings


def test_events_are_ordered_by_clock_then_device_then_number() -> None:
    at = datetime(2027, 1, 4, tzinfo=UTC)
    event = Event("x", "a1b2", 17, 42, at, "UTC", at.date(), TimeLogged("x", 1))
    assert event.order == (42, "a1b2", 17)


def test_the_specification_has_each_kind_with_its_keys() -> None:
    page = (Path(__file__).parents[3] / "docs" / "state.md").read_text("utf-8")
    table = page.split("### Kinds of events")[1].split("\n\n")[1]
    rows = [row.split(" | ") for row in table.splitlines()[2:]]
    specified = {
        kind.strip("`"): set(re.findall(r"`([a-z_]+)`", keys))
        for row, keys, *_ in rows
        for kind in re.findall(r"`[a-z]+`", row)
    }
    assert specified.keys() == KINDS.keys()
    for kind, action in KINDS.items():
        names = {field.encode_name for field in fields(action)}
        assert names <= specified[kind], kind

"""Habits in a roadmap file."""

from __future__ import annotations

from datetime import date

import pytest

from mlroadmap.core.roadmap.habits import Habit
from mlroadmap.core.roadmap.recurrence import Recurrence, Weeks
from tests.roadmap_texts import HEAD, STAGE, problems_in, valid

TOPICS = """\
  sections:
  - id: tools
    title: Tools
    topics:
    - {id: a, title: A, hours: {low: 1, likely: 3, high: 9}, aliases: [old]}
    - {id: b, title: B, hours: 2}
"""
LEAST = {"id": "h", "title": "H", "topic": "a", "rule": "FREQ=DAILY", "minutes": "30"}


def text(**keys: str) -> str:
    given = LEAST | {"from": "b"} | {key.rstrip("_"): value for key, value in keys.items()}
    lines = "\n  ".join(f"{key}: {value}" for key, value in given.items())
    return f"{STAGE}{TOPICS}habits:\n- {lines}\n"


def habit(**keys: str) -> Habit:
    (found,) = valid(text(**keys)).habits
    return found


def test_every_key_arrives_in_the_model() -> None:
    found = habit(
        rule="FREQ=WEEKLY;BYDAY=TU,TH",
        from_="b",
        until="s",
        times="4",
    )
    assert found == Habit(
        id="h",
        title="H",
        topic="a",
        rule=Recurrence("FREQ=WEEKLY;BYDAY=TU,TH", ((1, 3),)),
        minutes=30,
        starts_after="b",
        until="s",
        times=4,
    )


@pytest.mark.parametrize(
    ("rule", "weeks"),
    [
        ("freq=weekly;interval=2;byday=we", ((2,), ())),
        ("FREQ=DAILY;INTERVAL=2", ((0, 2, 4, 6), (1, 3, 5))),
        ("FREQ=WEEKLY", ((0,),)),
    ],
)
def test_a_rule_names_days_of_weeks(rule: str, weeks: Weeks) -> None:
    assert habit(rule=rule).rule == Recurrence(rule.upper(), weeks)


@pytest.mark.parametrize(
    "rule", ["RRULE:FREQ=WEEKLY;BYDAY=WE", "BYDAY=WE; FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=WE;"]
)
def test_a_rule_may_be_written_as_calendars_do(rule: str) -> None:
    assert habit(rule=f"'{rule}'").rule.weeks == ((2,),)


def test_a_habit_may_name_a_section_a_stage_or_a_topic() -> None:
    roadmap = valid(text())
    assert [roadmap.topics_in(name) for name in ("b", "tools", "s", "")] == [
        ("b",),
        ("a", "b"),
        ("a", "b"),
        (),
    ]


@pytest.mark.parametrize("until", ["2027-03-01", "'2027-03-01'"])
def test_an_end_may_be_a_day(until: str) -> None:
    found = habit(until=until)
    assert (found.until, found.until_day) == ("", date(2027, 3, 1))


@pytest.mark.parametrize(
    ("keys", "code", "words"),
    [
        ({"rule": "every day"}, "bad-rule", "FREQ=WEEKLY;BYDAY=TU,TH"),
        ({"rule": "INTERVAL=2"}, "bad-rule", "no rule"),
        ({"rule": "FREQ=WEEKLY;COUNT=3"}, "bad-rule", "use the key 'times'"),
        ({"rule": "FREQ=DAILY;UNTIL=20270301"}, "bad-rule", "use the key 'until'"),
        ({"rule": "FREQ=MONTHLY"}, "bad-rule", "Use FREQ=DAILY or WEEKLY"),
        ({"rule": "'RRULE:'"}, "bad-rule", "no rule"),
        ({"rule": "FREQ=WEEKLY;FREQ=DAILY"}, "bad-rule", "no rule"),
        ({"rule": "FREQ=WEEKLY;;"}, "bad-rule", "no rule"),
        ({"rule": "FREQ=DAILY;INTERVAL=0"}, "bad-rule", "no rule"),
        ({"rule": "FREQ=WEEKLY;BYDAY=1MO"}, "bad-rule", "no rule"),
        ({"rule": "[FREQ=WEEKLY]"}, "wrong-type", "'rule' is a list"),
        ({"times": "0"}, "bad-times", "from 1 to 1000"),
        ({"minutes": "1"}, "bad-minutes", "from 5 to 240"),
        ({"from_": "bb"}, "unknown-topic", "Did you mean 'b'?"),
        ({"from_": "old"}, "unknown-topic", "Did you mean 'a'?"),
        ({"from_": "[a]"}, "wrong-type", "'from' is a list"),
        ({"until": "tolls"}, "unknown-topic", "Did you mean 'tools'?"),
        ({"until": "2027-02-30"}, "bad-date", "no day"),
        ({"until": "[a]"}, "wrong-type", "'until' is a list"),
        ({"topic": "c"}, "unknown-topic", "no topic 'c'"),
        ({"id": "a"}, "duplicate-id", "'a' is a topic, or was one."),
        ({"id": "old"}, "duplicate-id", "'old' is a topic, or was one."),
    ],
)
def test_faults_are_named(keys: dict[str, str], code: str, words: str) -> None:
    (problem,) = problems_in(text(**keys))
    assert problem.code == code
    assert words in problem.located("f")


def test_missing_keys_and_double_ids_are_named() -> None:
    codes = [problem.code for problem in problems_in(text() + "- {id: h}\n- {}\n")]
    assert codes.count("missing-key") == 5 + 6
    assert codes.count("duplicate-id") == 1


def test_a_topic_without_an_id_has_no_habits() -> None:
    broken = HEAD + "stages:\n- {id: s, title: S, topics: [{title: A, hours: 1}]}\n"
    assert [problem.code for problem in problems_in(broken)] == ["missing-key"]


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"from_": "a"}, "its topic 'a' is a part of that"),
        ({"from_": "tools"}, "its topic 'a' is a part of that"),
        ({"topic": "b", "from_": "c"}, "its topic 'b' is a part of that"),
        ({"until": "b"}, "'b', its end, is finished when 'b' is"),
        ({"from_": "c", "until": "b"}, "'b', its end, is finished when 'c' is"),
    ],
)
def test_a_habit_that_ends_before_it_begins_is_warned_of(
    keys: dict[str, str], words: str
) -> None:
    more = "    - {id: c, title: C, hours: 2, needs: [b]}\n"
    (problem,) = problems_in(text(**keys).replace("habits:", f"{more}habits:"))
    assert (problem.code, problem.is_warning) == ("idle-habit", True)
    assert words in problem.message

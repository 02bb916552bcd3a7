from __future__ import annotations

from textwrap import dedent

import pytest

from mlroadmap.importers.raw import RawHours, RawLink, SourceError
from mlroadmap.importers.table import import_csv
from tests.importers.imported import reasons, roadmap, titles, topic

FULL = """\
    id,Stage,Section,Title,Low,Likely,High,Needs,Done,Link,Covers,Outcome,Kind,Note
    np,Basics,Arrays,NumPy,1,2,4,,x,https://a.example/np https://a.example/2,a; b,Can add,,Hi
    ,Basics,Arrays,"Pandas, and more",,3,,NumPy,,not a link,,,project,
    ,Basics,,Git,,,,"Pandas, and more; unknown",,,,,,

    ,,,,,,,NumPy,,,,,,
    ,End,,Rest,,30-40,,Arrays,no,,,,,
"""


def test_a_row_becomes_a_topic_under_its_stage_and_section() -> None:
    raw = import_csv(dedent(FULL), "plan")
    assert raw.title == "plan"
    assert titles(raw) == {
        "Basics": {"Arrays": ["NumPy", "Pandas, and more"], "Basics": ["Git"]},
        "End": {"End": ["Rest"]},
    }
    numpy = topic(raw, "NumPy")
    assert numpy.hours == RawHours(60, 120, 240, "1; 2; 4")
    assert numpy.wanted_id == "np"
    assert numpy.done
    assert numpy.covers == ("a", "b")
    assert (numpy.outcome, numpy.note, numpy.line) == ("Can add", "Hi", 2)
    assert numpy.links == (
        RawLink("NumPy", "https://a.example/np"),
        RawLink("NumPy", "https://a.example/2"),
    )
    pandas = topic(raw, "Pandas, and more")
    assert pandas.is_project
    assert pandas.links == (RawLink("not a link"),)
    assert not topic(raw, "Rest").done
    assert reasons(raw) == [(6, "NumPy", "a row without a title")]


def test_it_becomes_a_roadmap() -> None:
    made = roadmap(import_csv(dedent(FULL), "plan"))
    assert list(made.topics) == ["np", "pandas-and-more", "git", "rest"]
    assert made.topics["git"].needs == ("pandas-and-more",)
    assert made.topics["git"].note == "Prerequisites: unknown."
    assert made.topics["rest"].needs == ("np", "pandas-and-more")
    assert made.topics["rest"].effort.likely_minutes == 35 * 60


@pytest.mark.parametrize(
    "text",
    ["Topic,Duration (weeks),Effort (hours/week)\nA,6,3-5\n",
     "Course;Weeks;Hours per week\nA;6;3-5\n",
     "name\tstudy hours\nA\t18-30\n",
     "\ufeffskill|minutes\r\nA|1080-1800\r\n"],
)  # fmt: skip
def test_headers_say_what_numbers_mean(text: str) -> None:
    hours = topic(import_csv(text, "x"), "A").hours
    assert hours is not None
    assert (hours.low_minutes, hours.likely_minutes, hours.high_minutes) == (1080, 1440, 1800)


def test_the_first_column_is_the_title_where_none_is_called_so() -> None:
    assert titles(import_csv("Was,Dauer\nBrot,x\n", "x")) == {"x": {"x": ["Brot"]}}
    assert titles(import_csv("Week,Section\n1,Brot\n", "x")) == {"Week 1": {"Week 1": ["Brot"]}}
    assert import_csv("Week,Hours\n1,2\n", "x").stages == ()


def test_rows_that_are_skipped_are_left_out() -> None:
    raw = import_csv("title,state\na,known\nb,skipped\nc,ready\n", "x")
    assert [(topic.title, topic.done) for topic in raw.topics] == [("a", True), ("c", False)]
    assert reasons(raw) == [(3, "b", "skipped")]


def test_nothing_and_rubbish() -> None:
    assert import_csv("", "x").stages == ()
    assert import_csv("title\n", "x").stages == ()
    with pytest.raises(SourceError, match="line 2 is no row"):
        import_csv("title\n" + "x" * 200_000, "x")


def test_weeks_are_stages_where_they_hold_several_topics() -> None:
    lone = import_csv("Week,Topic\n1,Sets\n2,Maps\n,Total\n", "x")
    assert titles(lone) == {"x": {"x": ["Sets", "Maps"]}}
    assert [topic.note for topic in lone.topics] == ["Week 1.", "Week 2."]
    below = import_csv("Part,Week,Topic,Note\nA,1,Sets,easy\nA,2,Maps,\nB,3,Sums,\n", "x")
    assert titles(below) == {"A": {"A": ["Sets", "Maps"]}, "B": {"B": ["Sums"]}}
    assert next(below.topics).note == "Week 1. easy"
    for text in ("Week,Topic\n1,Sets\n,Maps\n2,Sums\n", "Week,Topic\n1,Sets\n1,Maps\n2,Sums\n"):
        assert titles(import_csv(text, "x")) == {
            "Week 1": {"Week 1": ["Sets", "Maps"]},
            "Week 2": {"Week 2": ["Sums"]},
        }

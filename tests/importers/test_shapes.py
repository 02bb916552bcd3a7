"""Shapes of curricula that people write: hours anywhere, alternatives, links of every kind."""

from __future__ import annotations

import pytest

from mlroadmap.importers.columns import read_columns
from mlroadmap.importers.headers import role_of
from mlroadmap.importers.hours import read_clock, read_hours, shared, split_stage_hours
from mlroadmap.importers.markdown import import_markdown
from mlroadmap.importers.options import ImportOptions
from mlroadmap.importers.raw import RawHours, RawLink, RawRoadmap, SourceError
from mlroadmap.importers.table import import_csv
from tests.importers.imported import markdown, reasons, titles, topic


def minutes(raw: RawRoadmap) -> list[int]:
    return [topic.hours.likely_minutes if topic.hours else 0 for topic in raw.topics]


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Topic", "title"), ("Thema", "title"), ("Título", "title"), ("Урок", "title"),
        ("Lernziele", "outcome"), ("Objetivos", "outcome"), ("Learning Objectives", "outcome"),
        ("Woche", "week"), ("Semana", "week"), ("Неделя", "week"), ("Stunden", "hours"),
        ("Horas", "hours"), ("Часы", "hours"), ("Durée", "length"), ("Prérequis", "needs"),
        ("Voraussetzungen", "needs"), ("Blocked by", "needs"), ("Estado", "done"),
        ("Lien", "link"), ("Ссылка", "link"), ("Bereich", "stage"), ("Módulo", "section"),
        ("Due Date", "aside"), ("Linked Lesson", "link"), ("Lesson Grouping", "section"),
        ("Lesson Number", "number"), ("Homework", ""), ("", ""),
    ],
)  # fmt: skip
def test_headers_in_many_languages(header: str, role: str) -> None:
    assert role_of(header) == role


def test_of_several_columns_with_titles_the_most_exact_is_the_topic() -> None:
    raw = markdown("""\
        | Module | Lesson | Topic | Homework |
        | --- | --- | --- | --- |
        | Basics | L1 | Sets | Page 3 |
        | Basics | L2 | Maps | none |
        """)
    assert titles(raw) == {"Basics": {"Basics": ["Sets", "Maps"]}}
    assert topic(raw, "Sets").note == "Homework: Page 3."
    assert reasons(raw) == [(1, "Lesson", "numbers of the rows")]


def test_a_plural_column_beside_the_title_is_what_a_topic_covers() -> None:
    raw = import_csv('Course,Topics\nAlgebra,"vectors, matrices"\nLogic,"and, or"\n', "x")
    assert [(topic.title, topic.covers) for topic in raw.topics] == [
        ("Algebra", ("vectors, matrices",)), ("Logic", ("and, or",)),
    ]  # fmt: skip


def test_a_row_without_a_place_belongs_where_the_row_above_does() -> None:
    raw = import_csv("Week,Topic\n1,a\n,b\n2,c\n", "x")
    assert titles(raw) == {"Week 1": {"Week 1": ["a", "b"]}, "Week 2": {"Week 2": ["c"]}}


def test_columns_can_be_named() -> None:
    options = ImportOptions(columns=(("title", "was"), ("stage", "wo")))
    raw = import_csv("Title,Was,Wo\nx,Brot,Ofen\n", "x", options)
    assert titles(raw) == {"Ofen": {"Ofen": ["Brot"]}}
    with pytest.raises(SourceError, match="has no column 'was', only 'a', 'b'"):
        read_columns(["a", "b"], (), options)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6 months; 5 hours/week", 7800), ("10 days; 2 hours/day", 1200),
        ("2 hours/day for 3 weeks", 2520), ("8 Stunden", 480), ("10 horas", 600),
        ("5 h/Woche; 3 Wochen", 900), ("1:56:20", 116), ("PT3H53M", 233), ("3 часа", 180),
    ],
)  # fmt: skip
def test_lengths(text: str, expected: int) -> None:
    hours = read_hours(text)
    assert hours is not None
    assert hours.likely_minutes == expected


def test_clocks_of_videos_and_of_times() -> None:
    def length(text: str, *, is_video: bool) -> int | None:
        hours = read_clock(text, "video" if is_video else "time")
        return hours.likely_minutes if hours else None

    assert length("10:05", is_video=True) == 10
    assert length("10:05", is_video=False) == 605
    assert length("0:02:10", is_video=True) == 2
    assert length("0:10", is_video=True) == 1
    assert length("P1DT1H", is_video=True) == 1500
    assert length("PT", is_video=True) is None
    assert length("0:00", is_video=True) is None
    assert length("soon", is_video=True) is None


def test_hours_of_a_heading_are_shared_by_what_is_below_it() -> None:
    raw = markdown("""\
        # Plan
        ## Week 1-2: Python (10 hours)
        - a
        - b
        ## Weeks 3-4: Maths (12 hours/week)
        - c
        - d
        ## Rest (5 hours)
        - e (1 hour)
        - f
        """)
    assert [stage.title for stage in raw.stages] == [
        "Week 1-2: Python", "Weeks 3-4: Maths", "Rest",
    ]  # fmt: skip
    assert minutes(raw) == [300, 300, 720, 720, 60, 0]
    assert split_stage_hours("Maths (3 hours/week)") == ("Maths (3 hours/week)", None)
    assert shared(RawHours(1, 1, 1, "1 minute"), 2) is None


def test_lines_that_end_with_a_length_are_topics() -> None:
    raw = markdown("""\
        # Plan
        ## Weeks 1-2
        Goal: Begin.
        Days 1-4: Statistics (8 hours).
        Days 5-9: Regression (16 hours).
        ## Weeks 3-4
        Models (14 hours)
        """)
    assert minutes(raw) == [480, 960, 840]


def test_one_of_several_is_planned_and_the_others_are_kept_aside() -> None:
    raw = markdown("""\
        # Plan
        ## Languages (choose one)
        - [Python](https://a.example/p)
        - [R](https://a.example/r)
        ## Courses
        - [First](https://a.example/1)
        - or
        - [Second](https://a.example/2)
        - Third

        Pick one of these:

        - A
        - B
        """)
    assert [topic.title for topic in raw.topics] == ["Python", "First", "Third", "A"]
    python = topic(raw, "Python")
    assert python.note == "Or: R."
    assert python.links == (
        RawLink("Python", "https://a.example/p"), RawLink("R", "https://a.example/r"),
    )  # fmt: skip
    assert (4, "R", "an alternative to Python") in reasons(raw)
    assert (14, "B", "an alternative to A") in reasons(raw)


def test_relative_and_html_links_with_an_address() -> None:
    text = '# T\n- [a](x.md)\n- <a href="b/">b</a>\n- [c](#c)\n- c\n\n<h2>H</h2>\n\n- d\n'
    raw = import_markdown(text, "x", ImportOptions(base="https://a.example/r/README.md"))
    assert [[link.url for link in topic.links] for topic in raw.topics] == [
        ["https://a.example/r/x.md"], ["https://a.example/r/b/"], [], [],
    ]  # fmt: skip
    assert raw.stages[1].title == "H"
    without = import_markdown(text, "x")
    assert [left.number for left in without.left_out if "add --base" in left.reason] == [2]


def test_headings_that_lead_somewhere_are_the_topics() -> None:
    raw = markdown("""\
        # Course
        ## Syllabus
        ### [Module 1](01/)
        - Sets
        ### [Module 2](02/)
        - Maps
        ### Final project
        Apply both.
        """)
    assert titles(raw) == {"Syllabus": {"Syllabus": ["Module 1", "Module 2", "Final project"]}}
    assert [[step.title for step in topic.steps] for topic in raw.topics] == [
        ["Sets"], ["Maps"], [],
    ]  # fmt: skip
    assert topic(raw, "Final project").note == "Apply both."


def test_headings_with_words_only_are_topics_where_there_is_nothing_else() -> None:
    raw = markdown("# T\n## A | Day 1\nWords.\n## B | Day 2\n## C\nWords.\n")
    assert titles(raw) == {"T": {"T": ["A | Day 1", "B | Day 2", "C"]}}


def test_lone_lessons_among_lists_are_topics() -> None:
    raw = markdown("# T\n## A\n- x\n- y\n- z\n## Capstone project\nBuild.\n## Words\nNone.\n")
    assert titles(raw) == {"A": {"A": ["x", "y", "z"]}, "T": {"T": ["Capstone project"]}}
    assert reasons(raw) == [(8, "Words", "nothing to study under it")]


def test_the_curriculum_of_a_document_is_all_there_is() -> None:
    text = (
        "# T\n## Steps\n- join\n## Syllabus\n### A\n- a\n- b\n### B\n- c\n## Team life\n- d\n"
    )
    raw = markdown(text)
    assert [topic.title for topic in raw.topics] == ["a", "b", "c"]
    assert {reason for _, _, reason in reasons(raw)} == {"beside the curriculum"}
    kept = import_markdown(text, "x", ImportOptions(keep=("steps",)))
    assert [topic.title for topic in kept.topics] == ["join", "a", "b", "c"]


def test_subjects_that_sound_like_something_else() -> None:
    raw = markdown("""\
        # Engineer
        ## Basics
        - [ ] Shell
        # Motivation
        - [ ] Dream
        ## Languages
        - [ ] Python
        ## FAQ
        - [ ] Ask
        """)
    assert len(list(raw.topics)) == 4
    assert raw.left_out == ()


def test_translations_and_comparisons_are_left_out() -> None:
    raw = markdown("""\
        # T
        ## Translations
        - [Deutsch](de.md)
        ## How fast
        | | Live | Alone |
        | - | - | - |
        | Start | May | any |
        ## A
        | Topic | Hours |
        | - | - |
        | x | 1 |
        """)
    assert [topic.title for topic in raw.topics] == ["x"]
    assert {reason for _, _, reason in reasons(raw)} == {
        "translations of the document",
        "a table that compares",
        "nothing to study under it",
        "relative: add --base with the address of the file",
    } - {"relative: add --base with the address of the file"}


def test_weeks_in_a_list_are_headings() -> None:
    raw = markdown("# T\n- Week 1\n  - a\n  - b\n- Week 2: more\n  - c\n")
    assert titles(raw) == {
        "Week 1": {"Week 1": ["a", "b"]},
        "Week 2: more": {"Week 2: more": ["c"]},
    }


def test_tables_and_lists_inside_of_a_topic_are_steps() -> None:
    raw = markdown("""\
        - [ ] Sets
            - Effort: 2 hours
                - in the evening

            | Part | Page |
            | - | - |
            | One | 1 |

            #### Words
        """)
    sets = topic(raw, "Sets")
    assert [step.title for step in sets.steps] == ["in the evening", "One, 1"]
    assert sets.note == "Words"

from __future__ import annotations

import pytest

from mlroadmap.importers.raw import RawLink
from tests.importers.imported import markdown, reasons, titles, topic

BOXES = """\
    # Learn to bake

    Some words, and a [shop](https://shop.example).

    ## Contents
    - [Bread](#bread)

    ## Bread
    - [ ] [Dough](https://a.example/dough) (2 hours)
        - [ ] Knead
        - [x] Rest
        - ~~Wait~~
        - [A film](https://a.example/film)
    - [x] Loaf:
        - Prerequisites: Dough
        - Effort: 3-5 hours
    - Not to be ticked
        - [ ] Rolls
    - Resources:
        - [Book](https://a.example/book)
        - An old book
    - [ ] ~~Toast~~

    ## Sweets
    - ### Cakes
        - [ ] Sponge
    - **Pies**
        - [ ] Crust
    - [ ] Jam

    ## Shopping
    - Flour
    - Water
"""


def test_boxes_become_topics_under_headings_of_every_kind() -> None:
    raw = markdown(BOXES)
    assert raw.title == "Learn to bake"
    assert titles(raw) == {
        "Bread": {"Bread": ["Dough", "Loaf", "Rolls"]},
        "Sweets": {"Sweets": ["Jam"], "Cakes": ["Sponge"], "Pies": ["Crust"]},
    }


def test_what_stands_inside_of_a_topic() -> None:
    raw = markdown(BOXES)
    dough, loaf = topic(raw, "Dough"), topic(raw, "Loaf")
    assert dough.line == 9
    assert dough.source == "- [ ] [Dough](https://a.example/dough) (2 hours)"
    assert dough.hours is not None
    assert dough.hours.likely_minutes == 120
    assert [step.title for step in dough.steps] == ["Knead", "Rest"]
    assert dough.links == (
        RawLink("Dough", "https://a.example/dough"),
        RawLink("A film", "https://a.example/film"),
    )
    assert not dough.done
    assert loaf.done
    assert loaf.needs == (RawLink("Dough"),)
    assert loaf.hours is not None
    assert loaf.hours.high_minutes == 300


def test_resources_are_kept_with_or_without_a_link() -> None:
    bread = markdown(BOXES).stages[0].sections[0]
    assert bread.links == (RawLink("Book", "https://a.example/book"), RawLink("An old book"))


def test_what_is_left_out_is_said() -> None:
    found = reasons(markdown(BOXES))
    assert found == [
        (3, "shop", "not near a topic"),
        (5, "Contents", "about the document, not the subject"),
        (6, "Bread", "about the document, not the subject"),
        (6, "Bread", "about the document, not the subject"),
        (12, "Wait", "struck through"),
        (17, "Not to be ticked", "a label around boxes"),
        (22, "Toast", "struck through"),
        (31, "Shopping", "nothing to study under it"),
        (32, "Shopping", "no box as elsewhere in the document"),
    ]


def test_everything_is_accounted_for() -> None:
    raw = markdown(BOXES)
    assert [(tally.kind, tally.taken, tally.found) for tally in raw.tallies] == [
        ("heading", 4, 6), ("link", 3, 5), ("item", 8, 13), ("box", 8, 9),
    ]  # fmt: skip


def test_rows_of_tables_become_topics() -> None:
    raw = markdown("""\
        # Computing
        ## Core
        ### Programming
        Topics covered: a, b

        Courses | Duration | Effort | Prerequisites | Discussion | Completed
        :-- | :-- | :-- | :-- | :-- | :--
        [Design](https://a.example/d) | 13 weeks | 8-10 hours/week | none | [chat](https://discord.gg/x) | yes
        [Classes: in Java](pages/classes.md) | 5 weeks | | Design, school maths | | no
        ~~[Old](https://a.example/o)~~ | 1 week | 2 hours/week | | |
        | | 1 week | 2 hours/week | | | |
        ### Theory
        Nr | Lesson | Topic
        -- | -- | --
        1 | 01 | [Logic](https://a.example/l) ([book](https://a.example/b))
    """)
    assert titles(raw) == {
        "Programming": {"Programming": ["Design", "Classes: in Java"]},
        "Theory": {"Theory": ["Logic"]},
    }
    design, classes = topic(raw, "Design"), topic(raw, "Classes: in Java")
    assert design.hours is not None
    assert design.hours.likely_minutes == 117 * 60
    assert design.links == (RawLink("Design", "https://a.example/d"),)
    assert (design.done, design.needs) == (True, ())
    assert (classes.done, classes.hours) == (False, None)
    assert classes.needs == (RawLink("Design, school maths"),)
    assert reasons(raw) == [
        (6, "Discussion", "about people, dates or the tool, not the subject"),
        (8, "chat", "leading to chats or badges"),
        (9, "Classes: in Java", "relative: add --base with the address of the file"),
        (10, "Old", "not near a topic"),
        (10, "Old", "struck through"),
        (11, "1 week | 2 hours/week", "a row without a title"),
        (13, "Nr", "numbers of the rows"),
        (13, "Lesson", "numbers of the rows"),
    ]


def test_boxes_in_cells_say_what_is_done() -> None:
    raw = markdown("""\
        | Done | Topic |
        | --- | --- |
        | [x] | Algorithms |
        | [ ] | Graphs |
        | ~~[ ]~~ | ~~Trees~~ |
        """)
    assert [(topic.title, topic.done) for topic in raw.topics] == [
        ("Algorithms", True), ("Graphs", False),
    ]  # fmt: skip
    assert reasons(raw) == [(5, "Trees", "struck through")]


def test_what_is_struck_in_other_ways_is_left_out() -> None:
    raw = markdown("""\
        # R
        - [ ] ~~Toast~~ (20 hours)
        - [-] Jam
        - [ ] <del>Rolls</del>
        - [x] <s>Buns</s> (1h)
        - [ ] <b>Bread</b> and ~~water~~
        - [ ] :white_check_mark: Salt</s>
        """)
    assert [topic.title for topic in raw.topics] == ["Bread and water", "Salt"]
    assert topic(raw, "Salt").done
    assert [line for line, _, reason in reasons(raw) if reason == "struck through"] == [
        2, 3, 4, 5,
    ]  # fmt: skip


def test_rows_that_are_skipped_are_left_out() -> None:
    raw = markdown("| Topic | State |\n| --- | --- |\n| a | known |\n| b | Skipped |\n")
    assert [(topic.title, topic.done) for topic in raw.topics] == [("a", True)]
    assert reasons(raw) == [(4, "b", "skipped")]


def test_a_label_may_stand_on_a_line_of_the_title() -> None:
    raw = markdown("""\
        # R
        - [ ] Alpha
          and more
        - [ ] Beta (2h 30m)
          **Prerequisites:** Alpha
          and more
          Outcome: Can *count*
        - [ ] Gamma
          Duration: 3 hours
        """)
    assert [topic.title for topic in raw.topics] == ["Alpha and more", "Beta", "Gamma"]
    beta = topic(raw, "Beta")
    assert beta.needs == (RawLink("Alpha and more"),)
    assert beta.outcome == "Can count"
    gamma = topic(raw, "Gamma").hours
    assert gamma is not None
    assert gamma.likely_minutes == 180


def test_a_line_may_say_that_a_topic_is_a_project() -> None:
    raw = markdown("- [ ] Oven\n  - Kind: project\n- [ ] Pan\n  - Kind: iron\n")
    assert [topic.is_project for topic in raw.topics] == [True, False]
    assert [step.title for step in topic(raw, "Pan").steps] == ["Kind: iron"]


def test_items_beside_boxes_are_left_out_by_name() -> None:
    raw = markdown("""\
        # R
        - [ ] Dough
        - Flour
        - [Film](https://a.example/film)
        - Later
            - [ ] Rolls
        - [ ] ***
        - [ ]
        """)
    assert [topic.title for topic in raw.topics] == ["Dough", "Rolls"]
    assert reasons(raw) == [
        (3, "Flour", "unlike the items beside it"),
        (5, "Later", "a label around boxes"),
        (7, "***", "no words for a title"),
        (8, "", "no words for a title"),
    ]


def test_list_items_become_topics_where_there_is_nothing_better() -> None:
    raw = markdown("""\
        ---
        title: "My way"
        ---
        ## 1. Mathematics
        ### Vectors
        **Prerequisites:** Numbers

        - **Addition:** How to add them. Then more.
        - [Length](https://a.example/l) - how long they are
        - https://a.example/bare
        - A very long item that goes on and on: it has many words, really far too many words for the title of a single topic, so it has to be cut
        - ...
        - ✅ Angles
        - Resources:
            - <https://a.example/r>
        - Join our [chat](https://discord.gg/x)
        - Prerequisites: Patience

        **Exercises**
        1. First
        2. Second

        References:
        - Book: https://a.example/b

        [Back to top](#top)

        **[Back to top](#top)**
        - Third
        ## Prerequisites
        - Paper
        ## 2. Physics
        [Course](https://a.example/physics)
        """)
    assert raw.title == "My way"
    assert titles(raw) == {
        "Mathematics": {
            "Vectors": [
                "Addition",
                "Length",
                "https://a.example/bare",
                "A very long item that goes on and on",
                "Angles",
                "Join our chat",
            ],
            "Vectors > Exercises": ["First", "Second", "Third"],
        },
        "Physics": {"Physics": ["Physics"]},
    }
    addition = topic(raw, "Addition")
    assert addition.note == "How to add them. Then more."
    assert addition.needs == (RawLink("Numbers"), RawLink("Patience"))
    assert topic(raw, "Length").note == "how long they are"
    assert topic(raw, "Angles").done
    assert topic(raw, "Join our chat").links == ()
    vectors, exercises = raw.stages[0].sections
    assert vectors.links == (RawLink("https://a.example/r", "https://a.example/r"),)
    assert exercises.links == (RawLink("Book", "https://a.example/b"),)
    assert topic(raw, "Physics").links == (RawLink("Course", "https://a.example/physics"),)
    assert reasons(raw) == [
        (12, "...", "no words for a title"),
        (16, "chat", "leading to chats or badges"),
        (26, "", "leading elsewhere in the document or to another note"),
        (30, "Prerequisites", "what is to be known before"),
        (31, "Paper", "what is to be known before"),
    ]


def test_paragraphs_that_hold_a_lone_link_become_topics() -> None:
    raw = markdown(
        """\
        <h3>Open School</h3>

        ## Curriculum
        - [One](#one)

        ### One
        _Skip this if you can._

        [Intro](pages/intro.md) (3 hours)

        [Next](https://a.example/next) ([book](https://a.example/book)) or [other](https://a.example/o) ✅

        Much more is found on [this page](https://a.example/page).

        [![badge](https://a.example/b.svg)](https://a.example/b)

        ### Two
        [Last](https://a.example/last)

        ### Afterwards
        - Rest
        """,
        "file",
    )
    assert raw.title == "Open School"
    assert titles(raw) == {"One": {"One": ["Intro", "Next"]}, "Two": {"Two": ["Last"]}}
    intro, following = topic(raw, "Intro"), topic(raw, "Next")
    assert intro.hours is not None
    assert intro.hours.likely_minutes == 180
    assert following.done
    assert [link.title for link in following.links] == ["Next", "book", "other"]
    assert raw.stages[0].sections[0].links == (RawLink("this page", "https://a.example/page"),)
    assert reasons(raw) == [
        (4, "One", "leading elsewhere in the document or to another note"),
        (4, "One", "a table of contents"),
        (9, "Intro", "relative: add --base with the address of the file"),
        (20, "Afterwards", "nothing to study under it"),
        (21, "Rest", "no paragraph with a link as elsewhere in the document"),
    ]


def test_more_that_stands_inside_of_a_topic() -> None:
    raw = markdown("""\
        - [ ] Vectors (prerequisites: Numbers, Sets)

            Words about them, with a [link](https://a.example/w).

            Resources:

            - [R](https://a.example/r)
                - good
            - [chat](https://discord.gg/x)
            -
        - [ ] **Matrices** - [course](https://a.example/m) (3 hours) - Requires: Vectors
            - Time: in the evening
            - Time: 2-4 weeks
            - References: [A](https://a.example/a)
            -
        - [ ] Wait https://a.example/bare here
        - [ ] 12345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345
        -
        ## Links
        - [ ] Ticked
        ## Other
        - x
        - Links: [B](https://a.example/b)
    """)
    vectors, matrices = topic(raw, "Vectors"), topic(raw, "Matrices")
    assert vectors.needs == (RawLink("Numbers, Sets"),)
    assert vectors.note == "Words about them, with a link."
    assert [link.title for link in vectors.links] == ["link", "R"]
    assert matrices.needs == (RawLink("Vectors"),)
    assert matrices.hours is not None
    assert matrices.hours.likely_minutes == 180
    assert [step.title for step in matrices.steps] == ["Time: in the evening"]
    assert [link.title for link in matrices.links] == ["course", "A"]
    assert topic(raw, "Wait here").links == (RawLink("Wait here", "https://a.example/bare"),)
    assert [topic.title[-3:] for topic in raw.topics][3:] == ["...", "ked"]


def test_a_heading_around_everything_is_no_stage() -> None:
    raw = markdown("# A\n## B\n### C\n#### D\n- x\n#### E\n- y\n### F\n- z\n")
    assert titles(raw) == {"C": {"D": ["x"], "E": ["y"]}, "F": {"F": ["z"]}}
    assert titles(markdown("- x\n", "file")) == {"file": {"file": ["x"]}}
    assert titles(markdown("# A\n- x\n", "file")) == {"A": {"A": ["x"]}}
    assert titles(markdown("# A\n- x\n# B\n- y\n")) == {"A": {"A": ["x"]}, "B": {"B": ["y"]}}


def test_headings_between_a_stage_and_a_section_are_its_group() -> None:
    raw = markdown("# A\n## B\n- a\n## C\n### D\n#### E\n- b\n##### F\n- c\n")
    assert titles(raw) == {"B": {"B": ["a"]}, "C": {"D > E": ["b"], "D / E > F": ["c"]}}


def test_headings_that_are_struck_or_empty() -> None:
    raw = markdown("# A\n## ~~Gone~~\n- a\n## B\n##\n- b\n")
    assert titles(raw) == {"B": {"B": ["b"]}}
    assert reasons(raw) == [(2, "Gone", "struck through"), (3, "a", "struck through")]


def test_resources_for_all_go_to_the_stage_before() -> None:
    raw = markdown("# A\n## B\n- a\n## Resources\n- [R](https://a.example/r)\n")
    assert raw.stages[0].links == (RawLink("R", "https://a.example/r"),)


@pytest.mark.parametrize("text", ["", "words", "```\n- x\n```", "> - x", "# Contents\n- x"])
def test_no_topics(text: str) -> None:
    raw = markdown(text)
    assert raw.stages == ()
    assert "task-list boxes" in raw.looked_for


def test_few_boxes_among_many_items_are_the_exception() -> None:
    raw = markdown("## A\n" + "- x\n" * 30 + "## B\n- [ ] y\n- [x] z\n")
    assert [len(stage.sections[0].topics) for stage in raw.stages] == [30, 2]
    assert topic(raw, "z").done


@pytest.mark.parametrize(
    "text",
    ["*a " * 3000 + "a*" * 3000, ">" * 5000 + "a", "- " * 3000 + "a", "[" * 5000, "<div>" * 5000,
     "#" * 5000, "|" * 5000 + "\n" + "|-" * 5000, "[a](" * 3000, "~~" * 5000, "`" * 9999,
     "- [ ] " + "a" * 100_000],
    ids=str,
)  # fmt: skip
def test_hostile_nesting_ends(text: str) -> None:
    markdown(text)

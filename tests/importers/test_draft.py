"""Ids, prerequisites and the text of the file."""

from __future__ import annotations

from textwrap import dedent

import pytest

from mlroadmap.core.roadmap.model import Effort, Roadmap
from mlroadmap.importers import prerequisites
from mlroadmap.importers.draft import draft
from mlroadmap.importers.losses import left_out_lines
from mlroadmap.importers.raw import LeftOut, RawRoadmap
from mlroadmap.importers.yaml_scalars import scalar
from mlroadmap.storage.roadmap_file import check_text
from tests.importers.imported import markdown, roadmap, written

OLD = """\
    # R
    ## A
    - Intro
    - [First](https://a.example/1)
    - Same
    ## B
    - Same
    - Gone
"""


def test_ids_are_slugs_and_those_of_equal_titles_name_their_section() -> None:
    assert list(roadmap(markdown(OLD)).topics) == ["intro", "first", "same-a", "same-b", "gone"]
    raw = markdown("# R\n## A\n- x\n- x\n- x\n")
    assert list(roadmap(raw).topics) == ["x-a", "x-a-2", "x-a-3"]


def test_a_newer_version_keeps_ids_wherever_a_topic_went() -> None:
    before = roadmap(markdown(OLD))
    raw = markdown("""\
        # R
        ## New
        - Same
        - Intro
        ## B
        - Same
        - Renamed [First](https://a.example/1)
        - Intro
    """)
    made = draft(raw, before)
    after = roadmap(raw, before)
    assert list(after.topics) == [
        "same-a", "intro-new", "same-b", "renamed-first", "intro-b",
    ]  # fmt: skip
    assert after.topics["renamed-first"].aliases == ("first",)
    assert made.changes.removed == ("intro", "gone")


def test_a_rename_onto_a_name_that_is_taken_keeps_the_old_id() -> None:
    before = roadmap(markdown("# R\n## A\n- x\n- [y](https://a.example/1)\n"))
    raw = markdown("# R\n## A\n- x\n- [x](https://a.example/1)\n")
    assert set(roadmap(raw, before).topics) == {"x", "y"}


def test_hours_that_a_person_added_stay() -> None:
    before, _ = check_text(
        written(draft(markdown("- a\n- b (1 hour)\n"))).replace(
            "title: a\n", "title: a\n        hours: {low: 1, likely: 2, high: 3}\n"
        )
    )
    assert before is not None
    after = roadmap(markdown("- a\n- b (2 hours)\n"), before)
    assert after.topics["a"].effort == Effort(60, 120, 180)
    assert after.topics["b"].effort.likely_minutes == 120


def needs(text: str) -> dict[str, tuple[str, ...]]:
    made = roadmap(markdown(text))
    return {topic.title: topic.needs for topic in made.topics.values()}


def test_prerequisites_by_title_beginning_link_and_section() -> None:
    found = needs("""\
        # R
        ## Base
        - Logic: the art of it
        - [Sets](https://a.example/sets)
        - Sets, and more
        ## Rest
        - a
            - Prerequisites: logic; Sets, and more
        - b
            - Prerequisites: [that](https://a.example/sets/)
        - c
            - Prerequisites:
                - Base
                - [x](#rest)
        - d
            - Prerequisites: Logic, Sets and nothing
    """)
    assert found["a"] == ("logic-the-art-of-it", "sets-and-more")
    assert found["b"] == ("sets",)
    assert found["c"] == ("logic-the-art-of-it", "sets", "sets-and-more")
    assert found["d"] == ("logic-the-art-of-it", "sets")


def test_of_equal_titles_the_last_one_before_is_meant() -> None:
    found = needs("# R\n## A\n- x\n## B\n- x\n- y\n  - Prerequisites: x\n## C\n- x\n")
    assert found["y"] == ("x-b",)
    found = needs("# R\n## A\n- y\n  - Prerequisites: x\n## B\n- x\n")
    assert found["y"] == ("x",)


def test_what_matches_nothing_stays_text() -> None:
    made = roadmap(markdown("# R\n- a\n  - words\n  - Prerequisites: maths, a\n"))
    assert made.topics["a"].note == "Prerequisites: maths, a."
    assert made.topics["a"].covers == ()


def test_topics_that_would_wait_for_one_another() -> None:
    raw = markdown("""\
        # R
        - a
            - Prerequisites: c
        - b
            - Prerequisites: a
        - c
            - Prerequisites: b
    """)
    made = draft(raw)
    assert [topic.needs for topic in made.topics] == [(), ("a",), ("b",)]
    assert made.left_out == (LeftOut(2, "a needs c", "topics that would wait for one another"),)


def test_a_cycle_is_cut_once() -> None:
    made = draft(
        markdown("""\
        # R
        - a
            - Prerequisites: b
        - b
            - Prerequisites: c
        - c
            - Prerequisites: a
    """)
    )
    assert [topic.needs for topic in made.topics] == [(), ("c",), ("a",)]
    assert len(made.left_out) == 1


def test_circles_that_share_a_need_are_cut_there() -> None:
    made = draft(
        markdown("""\
        # R
        - a
            - Prerequisites: d
        - b
            - Prerequisites: a
        - c
            - Prerequisites: a
        - d
            - Prerequisites: b; c
    """)
    )
    assert [topic.needs for topic in made.topics] == [(), ("a",), ("a",), ("b", "c")]
    assert [left.what for left in made.left_out] == ["a needs d"]


def test_links_and_the_text_around_them_are_needs() -> None:
    made = draft(
        markdown("""\
        | Topic | Prerequisites |
        | --- | --- |
        | Logic | - |
        | [Sets](https://a.example/sets) | Logic ([hear why](https://a.example/x)) |
        | Proofs | Logic, and [that](https://a.example/sets) and patience |
    """)
    )
    assert [topic.needs for topic in made.topics] == [(), ("logic",), ("sets", "logic")]
    assert [topic.unmatched for topic in made.topics] == [(), ("hear why",), ("patience",)]


def test_too_many_prerequisites_stay_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prerequisites, "_MOST_NEEDS", 1)
    made = draft(markdown("# R\n## Base\n- a\n- b\n## B\n- c\n  - Prerequisites: Base\n"))
    assert made.topics[2].needs == ()
    assert made.topics[2].unmatched == ("Base",)


def test_the_summary_counts_what_is_unknown() -> None:
    text = "- [x] a (1 hour)\n- [ ] b\n  - Prerequisites: a\n- [ ] c\n  - Prerequisites: z\n"
    assert draft(markdown(text)).summary == (
        "3 topics, 1 with hours, 2 unknown, 1 with prerequisites, "
        "1 with prerequisites kept as text, 1 done already"
    )
    assert draft(markdown("- a\n")).summary == "1 topic, 0 with hours, 1 unknown"


def test_the_file_carries_the_lines_of_the_source() -> None:
    raw = markdown("# R: 1\n## no\n- [x] ~~a~~\n- [x] [b](https://a.example) (1-3 hours)\n")
    assert written(draft(raw), 90) == dedent("""\
        # yaml-language-server: $schema=schema.json
        # Imported by mlroadmap from source.md; comments give its lines.
        # 1 topic, 1 with hours, 0 unknown, 1 done already.
        # Taken: 2 of 2 headings, 1 of 2 boxes, 1 of 1 link.
        #
        # Left out, 1 part:
        #   line 3: a: struck through

        format: 1
        title: "R: 1"
        # Not from the source, but assumed for every topic without hours:
        default_hours: 1.5

        stages:
          # line 2
          - id: "no"
            title: "no"
            topics:
              # line 4: - [x] [b](https://a.example) (1-3 hours)
              - id: b
                title: b
                hours: {low: 1, likely: 2, high: 3}  # 1-3 hours
                done: true
                resources:
                  - title: b
                    url: "https://a.example"
        """)


def test_a_long_list_of_what_was_left_out_ends() -> None:
    raw = RawRoadmap(
        "R", markdown("- a\n").stages, tuple(LeftOut(line, "x", "y") for line in range(1, 1000))
    )
    text = written(draft(raw))
    assert "# Left out, 999 parts:" in text
    assert "#   and 499 more" in text


def test_what_was_left_out_is_said_in_a_line() -> None:
    assert left_out_lines([LeftOut(3, "a", "b", "f.md")]) == ["f.md, line 3: a: b"]
    assert left_out_lines([LeftOut(0, "", "b")]) == ["b"]


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("Plain words (1)", "Plain words (1)"),
        ("Yes", '"Yes"'),
        ("a: b", '"a: b"'),
        ("12:30", '"12:30"'),
        ('say "hi"', '"say \\"hi\\""'),
        ("back\\slash", '"back\\\\slash"'),
        ("\ufeff", '""'),
        ("日本", '"日本"'),
    ],
)
def test_texts_are_spelled_so_that_every_reader_sees_them(text: str, spelled: str) -> None:
    assert scalar(text) == spelled


def test_very_long_texts_are_cut() -> None:
    assert len(scalar("a" * 9000)) == 4000


def test_sections_of_one_name_get_ids_of_their_own() -> None:
    made: Roadmap = roadmap(markdown("# R\n## A\n### X\n- a\n## B\n### X\n- b\n### X\n- c\n"))
    assert [section.id for stage in made.stages for section in stage.sections] == [
        "x", "b-x", "b-x-2",
    ]  # fmt: skip

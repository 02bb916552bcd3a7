"""What was exported imports back, where the format can hold it."""

from __future__ import annotations

import csv
from io import StringIO
from itertools import pairwise
from typing import get_args
from urllib.parse import unquote

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from mlroadmap.core.journal.actions import TopicsKnown, TopicsSkipped
from mlroadmap.core.roadmap.content import Step, StepKind, TopicContent
from mlroadmap.core.roadmap.model import Effort, Resource, Roadmap, Section, Stage, Topic
from mlroadmap.core.text import clean
from mlroadmap.exporters.csv_table import to_csv
from mlroadmap.exporters.export_input import ExportInput
from mlroadmap.exporters.markdown import to_markdown
from mlroadmap.exporters.obsidian import to_obsidian
from mlroadmap.formats.export_links import read_link_cell
from mlroadmap.importers.draft import draft
from mlroadmap.importers.markdown import import_markdown
from mlroadmap.importers.names import key, printable
from mlroadmap.importers.raw import RawRoadmap
from mlroadmap.importers.table import import_csv
from mlroadmap.storage.content_files import load_content
from mlroadmap.storage.roadmap_file import builtin_roadmap_path, load_roadmap
from tests.builders import MONDAY, roadmap
from tests.exporters.materials import export_input, planned, small, titles, with_steps
from tests.importers.imported import contents
from tests.importers.imported import roadmap as imported


def readable(title: str) -> bool:
    """Whether a roadmap file can hold a title as it is."""
    return bool(title) and printable(title) == title


# Titles that say more than a name anywhere else: a length, a tick, a list, a heading.
TELLING = (
    '=HYPERLINK("http://x.example","a")', "'=1", "''", "Wait (8 hours)",
    "Wait (hours unknown)", "Resources:", "[x] ticked", "[-] gone", "\u2705 done",
    "Read (completed)", "None", "no", "FAQ", "Contents", "About", "Prerequisites", "License",
    "~~struck~~", "<del>gone</del>", "<!-- x -->", "P; Q; R", "A | B",
    "Apples, pears and more", "C", "C++", "c#", "- a dash", "1. one", "+ plus", "# heading",
    "Outcome: fake", "Prerequisites: t1", "Kind: project", "https://x.example/y",
    "[link](http://x.example)", ":white_check_mark:", "Course: 3 hours", "***", "---", "\\",
    "Course (prerequisites: P)", "&amp;", "here", "...", "1)", "[a]: b",
)  # fmt: skip
FREE = st.text("abcXYZ =,;|:.()[]<>~\"'+-@#\n\u6587\U0001f393&\\", min_size=1, max_size=20)
TITLES = (st.sampled_from(TELLING) | FREE | titles()).map(clean).filter(readable)
EFFORTS = st.tuples(st.integers(1, 600), st.integers(0, 600), st.integers(0, 600)).map(
    lambda parts: Effort(parts[0], parts[0] + parts[1], sum(parts))
)


URLS = st.sampled_from(
    [
        "", "https://a.example/b", "http://a.example/(c)_d?e=1&f=2&lt;=3#g", "https://a.example/<h>",
        "https://a.example/*i*_j_\\\\k", "https://a.example/l]m[n",
    ]
)  # fmt: skip
RESOURCES = st.lists(st.builds(Resource, TITLES, URLS), max_size=3).map(tuple)


@st.composite
def roadmaps(draw: st.DrawFn) -> Roadmap:
    """Draw a roadmap of one to three stages; no two names of stages or topics are equal."""
    names = draw(st.lists(TITLES, min_size=1, max_size=8, unique=True))
    topics = [draw(topics_called(number, name)) for number, name in enumerate(names)]
    places = draw(st.lists(TITLES, min_size=6, max_size=6, unique=True))
    cuts = sorted(draw(st.lists(st.integers(1, len(topics)), max_size=2)))
    parts = [topics[a:b] for a, b in pairwise([0, *cuts, len(topics)]) if a < b]
    stages = []
    for number, part in enumerate(parts):
        title = places[2 * number]
        is_lone = draw(st.booleans())
        section = Section(
            f"c{number}",
            title if is_lone else places[2 * number + 1],
            tuple(part),
            draw(RESOURCES),
        )
        stages.append(Stage(f"s{number}", number + 1, title, (section,), draw(RESOURCES)))
    return Roadmap(title="Test", stages=tuple(stages))


@st.composite
def topics_called(draw: st.DrawFn, number: int, title: str) -> Topic:
    needs = draw(st.sets(st.integers(0, number - 1), max_size=2)) if number else ()
    known = draw(st.booleans())
    return Topic(
        id=f"t{number}",
        title=title,
        effort=draw(EFFORTS) if known else Effort.assumed(300),
        hours_known=known,
        outcome=draw(st.sampled_from(["", "Can do = it, | \u201cwell\u201d", "Outcome: x"])),
        kind=draw(st.sampled_from(["study", "project"])),
        needs=tuple(f"t{need}" for need in sorted(needs)),
        resources=draw(RESOURCES),
    )


def facts(of: Roadmap) -> list[tuple[object, ...]]:
    """Give what CSV can hold of each topic."""
    return [
        (
            topic.id,
            topic.title,
            topic.kind,
            topic.hours_known and topic.effort,
            topic.outcome,
            set(topic.needs),
        )
        for topic in of.topics.values()
    ]


def named_facts(of: Roadmap) -> list[tuple[object, ...]]:
    """Give what a task list can hold of each topic."""
    return [
        (
            topic.title,
            topic.kind,
            topic.hours_known and topic.effort.likely_minutes,
            topic.outcome,
            {of.topics[need].title for need in topic.needs},
        )
        for topic in of.topics.values()
    ]


def links(of: Roadmap) -> list[set[tuple[str, str]]]:
    """Give what there is to learn from for each topic; Markdown has addresses encoded."""
    return [
        {(each.title, unquote(each.best_url)) for each in of.resources_of(topic_id)}
        for topic_id in of.topics
    ]


def places(of: Roadmap) -> list[tuple[str, str]]:
    return [(stage.title, section.title) for stage, section in of.places.values()]


@given(roadmaps())
@settings(max_examples=50)
def test_csv_comes_back(of: Roadmap) -> None:
    back = imported(import_csv(to_csv(export_input(of)), "name"))
    assert facts(back) == facts(of)
    assert places(back) == places(of)
    assert links(back) == links(of)


@given(roadmaps())
@settings(max_examples=50)
def test_markdown_comes_back(of: Roadmap) -> None:
    back = imported(import_markdown(to_markdown(export_input(of)), "name"))
    assert named_facts(back) == named_facts(of)
    assert places(back) == places(of)
    assert links(back) == links(of)


@given(roadmaps())
@settings(max_examples=50)
def test_tasks_of_obsidian_come_back(of: Roadmap) -> None:
    back = imported(import_markdown(to_obsidian(export_input(of)), "name"))
    assert places(back) == places(of)
    for topic, found in zip(of.topics.values(), back.topics.values(), strict=True):
        assert (found.id, found.title) == (topic.id, topic.title)
        assert set(found.needs) == set(topic.needs)
        assert found.effort.likely_minutes == topic.effort.likely_minutes


def test_the_builtin_roadmap_comes_back() -> None:
    of = load_roadmap(builtin_roadmap_path()).roadmap
    table = imported(import_csv(to_csv(export_input(of)), "name"))
    assert facts(table) == facts(of)
    tasks = imported(import_markdown(to_markdown(export_input(of)), "name"))
    assert named_facts(tasks) == named_facts(of)
    assert places(table) == places(tasks) == places(of)
    assert links(table) == links(tasks) == links(of)


def test_a_resource_that_looks_like_a_ticked_box_keeps_its_title() -> None:
    stage = small().stages[0]
    of = replace(small(), stages=(replace(stage, resources=(Resource("[x] ticked", ""),)),))
    back = imported(import_markdown(to_markdown(export_input(of)), "name"))
    assert links(back) == links(of)


def test_a_skipped_topic_keeps_the_links_of_its_section_and_stage() -> None:
    book = (Resource("Book", "https://a.example"),)
    stage = small().stages[0]
    section = replace(stage.sections[0], resources=book)
    of = Roadmap("Test", (replace(stage, sections=(section,), resources=book),))
    diary = planned(of)
    diary.say(MONDAY, TopicsSkipped(("vectors",)))
    raw = import_csv(to_csv(export_input(of, diary)), "name")
    links = (*raw.stages[0].links, *raw.stages[0].sections[0].links)
    assert [link.url for link in links] == ["https://a.example"] * 2


def test_a_table_of_an_earlier_version_reads_back() -> None:
    rows = csv.reader(StringIO(to_csv(export_input(small())), newline=""))
    text = StringIO(newline="")
    csv.writer(text).writerows(row[:-3] for row in rows)
    assert facts(imported(import_csv(text.getvalue(), "name"))) == facts(small())


def test_a_cell_that_a_person_wrote_is_a_title() -> None:
    assert read_link_cell("Some book") == (("Some book", ""),)
    assert read_link_cell("") == ()


def test_what_is_known_or_skipped_stays_so() -> None:
    diary = planned(small())
    diary.say(MONDAY, TopicsKnown(("vectors",)))
    diary.say(MONDAY, TopicsSkipped(("deep-project",)))
    of = export_input(small(), diary)
    for raw in (import_csv(to_csv(of), "x"), import_markdown(to_markdown(of), "x")):
        assert [(topic.title, topic.done) for topic in raw.topics] == [
            ("Vectors", True), ("Calculus", False), ("Networks", False),
        ]  # fmt: skip
        assert [left.what for left in raw.left_out] == ["Deep Project"]


STEPS = st.builds(
    Step,
    id=st.just(""),
    title=TITLES,
    minutes=st.integers(5, 240),
    kind=st.sampled_from(get_args(StepKind)),
    resource=st.sampled_from(["", "book", "place"]),
    where=st.just("") | TITLES,
    check=st.just("") | TITLES,
)


def in_each_format(of: ExportInput) -> list[RawRoadmap]:
    """Export to each of the formats that hold steps, and read that back."""
    return [
        import_csv(to_csv(of), "x"),
        import_markdown(to_markdown(of), "x"),
        import_markdown(to_obsidian(of), "x"),
    ]


@given(st.lists(STEPS, min_size=1, max_size=6), TITLES, TITLES)
def test_steps_come_back_to_the_letter(steps: list[Step], book: str, place: str) -> None:
    library = {
        "book": Resource(book, "https://a.example/b"),
        "place": Resource(place if key(place) != key(book) else f"{place} 2"),
    }
    steps = [replace(step, id=f"s{number}") for number, step in enumerate(steps)]
    topic = Topic("a", "A topic", Effort(*3 * [sum(step.minutes for step in steps)]))
    of = replace(
        export_input(
            replace(roadmap([topic], [Topic("b", "B", Effort(60, 60, 60))]), library=library)
        ),
        contents={"a": TopicContent(tuple(steps))},
    )
    for raw in in_each_format(of):
        first, other = raw.topics
        assert (first.covers, other.steps) == ((), ())
        back, made = imported(raw), contents(draft(raw))
        assert [
            replace(step, id=f"s{number}", resource=titles_of(back, step))
            for number, step in enumerate(next(iter(made.values())).steps)
        ] == [
            replace(step, resource=library[step.resource].title if step.resource else "")
            for step in steps
        ]


def titles_of(of: Roadmap, step: Step) -> str:
    return of.library[step.resource].title if step.resource else ""


def test_the_steps_of_the_builtin_roadmap_come_back() -> None:
    loaded = load_roadmap(builtin_roadmap_path())
    of = replace(
        export_input(loaded.roadmap),
        contents={
            name: load_content(loaded.path, loaded.compiled, name)
            for name in loaded.roadmap.topics
        },
    )
    for raw in in_each_format(of):
        back, made = imported(raw), contents(draft(raw))
        assert len(made) == len(of.contents)
        for found, content in zip(made.values(), of.contents.values(), strict=True):
            assert [
                replace(step, id="", resource=titles_of(back, step)) for step in found.steps
            ] == [
                replace(step, id="", answer="", resource=titles_of(loaded.roadmap, step))
                for step in content.steps
            ]


def test_steps_share_hours_that_are_not_known() -> None:
    topic = Topic("a", "A topic", Effort.assumed(300), hours_known=False)
    steps = (Step("a", "A", 200), Step("b", "B", 100))
    of = replace(export_input(roadmap([topic])), contents={"a": TopicContent(steps)})
    for raw in in_each_format(of)[:2]:
        assert [topic.hours_known for topic in imported(raw).topics.values()] == [False]
        assert [step.minutes for step in next(raw.topics).steps] == [None, None]


def test_a_step_written_by_hand_is_to_be_read() -> None:
    text = to_markdown(with_steps(export_input(small()), "Arrows"))
    changed = text.replace("watch: Arrows (4h)", "Note: arrows")
    first, *_ = import_markdown(changed, "x").topics
    (step,) = first.steps
    assert (step.title, step.kind) == ("Note: arrows", "read")


def test_an_export_may_be_changed_by_hand() -> None:
    text = to_markdown(export_input(small())).partition("\n")[0]
    raw = import_markdown(
        f"""\
{text}
- [ ] Before
# Mine
## Stage
### Empty
### Section
- [x] [Linked](https://a.example/b) (2 hours)
  - Prerequisites: Before; Other
  - A detail
  -
-
- [ ]
""",
        "name",
    )
    before, linked = raw.topics
    assert raw.title == "Mine"
    assert [stage.title for stage in raw.stages] == ["name", "Stage"]
    assert [section.title for section in raw.stages[1].sections] == ["Section"]
    assert (before.title, linked.title, linked.done) == ("Before", "Linked", True)
    assert [need.title for need in linked.needs] == ["Before", "Other"]
    assert linked.covers == ("A detail",)
    assert [link.url for link in linked.links] == ["https://a.example/b"]


def test_a_row_of_an_export_without_a_title_is_left_out() -> None:
    text = to_csv(export_input(small())).replace("Calculus", "")
    assert [left.reason for left in import_csv(text, "x").left_out] == ["a row without a title"]


def test_hours_that_are_not_known_stay_so() -> None:
    of = roadmap([Topic("a", "A topic", Effort.assumed(300), hours_known=False)])
    for back in (
        imported(import_csv(to_csv(export_input(of)), "name")),
        imported(import_markdown(to_markdown(export_input(of)), "name")),
    ):
        assert [topic.hours_known for topic in back.topics.values()] == [False]

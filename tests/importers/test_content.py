"""What is listed below a topic becomes its steps, within its hours and with lasting ids."""

from __future__ import annotations

from msgspec.structs import replace

from mlroadmap.core.roadmap.content import Card, Step, TopicContent
from mlroadmap.core.roadmap.model import Resource
from mlroadmap.importers.content import Before
from mlroadmap.importers.draft import Draft, draft
from mlroadmap.importers.raw import (
    RawCard,
    RawHours,
    RawRoadmap,
    RawSection,
    RawStage,
    RawStep,
    RawTopic,
)
from tests.importers.imported import contents, markdown, read_back, written


def of(text: str) -> Draft:
    made = draft(markdown(text))
    read_back(made)
    return made


def steps(made: Draft, topic: str = "bread") -> list[tuple[str, str, int]]:
    found = contents(made).get(topic, TopicContent())
    return [(step.id, step.title, step.minutes) for step in found.steps]


def covers(made: Draft) -> list[tuple[str, ...]]:
    return [topic.content.covers for topic in made.topics]


def again(text: str, before: Draft, **kept: object) -> Draft:
    made = draft(markdown(text), read_back(before), replace(Before(contents(before)), **kept))
    read_back(made)
    return made


def in_one_topic(*steps: RawStep, minutes: int = 60) -> RawRoadmap:
    topic = RawTopic("Bread", hours=RawHours(minutes, minutes, minutes), steps=steps)
    return RawRoadmap("R", (RawStage("S", (RawSection("S", (topic,)),)),))


def test_items_below_a_topic_share_its_hours() -> None:
    made = of("- [ ] Bread (2 hours)\n  - [ ] Knead\n  1. Rest\n  2. Bake\n")
    assert steps(made) == [("knead", "Knead", 40), ("rest", "Rest", 40), ("bake", "Bake", 40)]
    assert covers(made) == [()]
    assert made.summary == "1 topic, 1 with hours, 0 unknown, 3 steps"


def test_lengths_of_steps_count_where_they_go_with_the_topic() -> None:
    text = "- [ ] Bread (1 hour)\n  - Knead (45 min)\n  - Bake\n"
    assert steps(of(text)) == [("knead", "Knead", 45), ("bake", "Bake", 15)]
    made = of(text.replace("45 min", "58 min"))
    assert steps(made) == [("knead-58-min", "Knead (58 min)", 30), ("bake", "Bake", 30)]
    made = of(text.replace("Bake", "Bake (30 min)"))
    assert [title for _, title, _ in steps(made)] == ["Knead (45 min)", "Bake (30 min)"]
    made = of("- [ ] Bread (9 hours)\n  - Knead (5 hours)\n  - Bake (4 hours)\n")
    assert [minutes for *_, minutes in steps(made)] == [270, 270]


def test_a_topic_without_hours_takes_as_long_as_its_steps() -> None:
    made = of("- [ ] Bread\n  - Knead (45 min)\n  - Bake (30 min)\n")
    assert steps(made) == [("knead", "Knead", 45), ("bake", "Bake", 30)]
    assert read_back(made).topics["bread"].effort.likely_minutes == 75
    assert "hours: 1.25  # what its steps take" in written(made)
    made = of("- [ ] Bread\n  - Knead (45 min)\n  - Bake\n")
    assert not read_back(made).topics["bread"].hours_known
    assert [minutes for *_, minutes in steps(made)] == [45, 255]


def test_steps_too_short_to_be_any_are_what_the_topic_covers() -> None:
    made = of("- [ ] Bread (14 min)\n  - Flour\n  - Water\n  - Salt\n")
    assert (steps(made), covers(made)) == ([], [("Flour", "Water", "Salt")])
    many = "- [ ] Bread\n" + "".join(f"  - Part {number}\n" for number in range(61))
    assert len(covers(of(many))[0]) == 61
    few = draft(markdown("- [ ] Bread\n  - a\n  - b\n"), None, Before(assumed_minutes=9))
    assert covers(few) == [("a", "b")]


def test_links_of_steps_become_their_resources() -> None:
    made = of(
        """\
        - [ ] Bread
          - [ ] [Knead](https://youtu.be/1)
          - Practice [rising](https://a.example/2) twice
          - [A book](https://a.example/3)
          - Implement an oven
          - Quiz
        - [ ] Rolls
          1. [The same film](https://youtu.be/1)
        """
    )
    roadmap, bread = read_back(made), contents(made)["bread"].steps
    assert [(step.title, step.kind, step.resource) for step in bread] == [
        ("Knead", "watch", "knead"),
        ("Practice rising twice", "exercise", "practice-rising-twice"),
        ("Implement an oven", "build", ""),
        ("Quiz", "check", ""),
    ]
    assert contents(made)["rolls"].steps[0].resource == "knead"
    assert roadmap.library["knead"].url == "https://youtu.be/1"
    assert [each.title for each in roadmap.topics["bread"].resources] == [
        "Knead", "rising", "A book",
    ]  # fmt: skip


def test_steps_keep_their_ids() -> None:
    before = of("- [ ] Bread\n  - Rest\n  - Knead\n  - Rest\n")
    assert [name for name, *_ in steps(before)] == ["rest", "knead", "rest-2"]
    after = again("- [ ] Bread\n  - Sift\n  - KNEAD\n  - rest\n  - Rest\n  - Rest\n", before)
    assert [name for name, *_ in steps(after)] == ["sift", "knead", "rest", "rest-2", "rest-3"]


def test_what_was_written_to_a_step_stays() -> None:
    before = of("- [ ] Bread (1 hour)\n  - Knead\n")
    step = Step("mine", "Knead", 60, where="Page 3", check="Smooth?", answer="Yes.")
    kept = {"bread": TopicContent((step,), (Card("c", "Why?", "So.", step="mine"),))}
    after = again("- [ ] Bread (1 hour)\n  - Knead\n  - Rest\n", before, contents=kept)
    found = contents(after)["bread"]
    assert found.steps[0] == replace(step, minutes=30)
    assert found.cards == kept["bread"].cards


def test_steps_of_a_person_stay_where_the_source_has_none() -> None:
    before = of("- [ ] Bread (1 hour)\n")
    written_steps = (Step("a", "A", 50, "watch", "film"), Step("b", "B", 10))
    kept = {"bread": TopicContent(written_steps, (Card("c", "Why?", "So.", step="b"),))}
    library = {"film": Resource("Film", "https://a.example", "video")}
    same = again("- [ ] Bread (1 hour)\n", before, contents=kept, library=library)
    assert contents(same)["bread"] == kept["bread"]
    assert read_back(same).library == library
    longer = again("- [ ] Bread (2 hours)\n", before, contents=kept)
    assert [minutes for *_, minutes in steps(longer)] == [60, 60]
    listed = again("- [ ] Bread (1 hour)\n  - Other\n", before, contents=kept)
    assert contents(listed)["bread"].cards == (Card("c", "Why?", "So."),)


def test_steps_of_our_exports_stay_as_they_stand() -> None:
    steps = (RawStep("Watch out (45 min)"), RawStep("Rest"))
    first = contents(draft(in_one_topic(*steps)))["bread"].steps[0]
    assert (first.title, first.kind, first.minutes) == ("Watch out", "watch", 45)
    exact = tuple(replace(step, is_exact=True) for step in steps)
    first = contents(draft(in_one_topic(*exact)))["bread"].steps[0]
    assert (first.title, first.kind, first.minutes) == ("Watch out (45 min)", "read", 30)


def test_exact_lengths_keep_their_proportions() -> None:
    of_60 = [RawStep("A", minutes=40, is_exact=True), RawStep("B", minutes=20, is_exact=True)]
    for hours, lengths in ((60, [40, 20]), (90, [60, 30]), (600, [300, 300])):
        made = draft(in_one_topic(*of_60, minutes=hours))
        assert [step.minutes for step in contents(made)["bread"].steps] == lengths
    one = replace(of_60[1], minutes=None)
    made = draft(in_one_topic(of_60[0], one, minutes=90))
    assert [step.minutes for step in contents(made)["bread"].steps] == [40, 50]


def test_a_topic_with_a_content_file_gets_no_steps_beside_it() -> None:
    text = "- [ ] Bread\n  - Knead\n"
    made = draft(markdown(text), None, Before(in_files={"bread"}))
    assert (contents(made), covers(made)) == ({}, [("Knead",)])


def test_a_topic_whose_steps_become_topics_is_split() -> None:
    before = of("- [ ] Bread\n  - Knead\n  - Bake\n- [ ] Jam\n")
    after = again("- [ ] Knead\n- [ ] Bake\n- [ ] Jam\n", before)
    assert after.changes.split == {"Bread": ("Knead", "Bake")}


def test_cards_keep_their_ids() -> None:
    def made(*questions: str, before: Draft | None = None) -> Draft:
        cards = tuple(RawCard(question, "An answer") for question in questions)
        topic = RawTopic("Bread", steps=(RawStep("Knead", "check"),), cards=cards)
        raw = RawRoadmap("R", (RawStage("S", (RawSection("S", (topic,)),)),))
        if before is None:
            return draft(raw)
        return draft(raw, read_back(before), Before(contents(before)))

    first = made("Why?", "How?")
    second = made("How?", "When?", "why", before=first)
    assert [card.id for card in contents(second)["bread"].cards] == ["how", "when", "why"]
    assert contents(second)["bread"].steps[0].kind == "check"
    assert second.summary.endswith("1 step, 3 cards")

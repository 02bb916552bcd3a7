from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from mlroadmap.core.roadmap.lookup import find_place, find_topic
from mlroadmap.core.roadmap.model import Roadmap, Section, Stage, Topic
from mlroadmap.errors import AmbiguousTopicError, UnknownTopicError
from tests.builders import roadmap, topic


def titled(topic_id: str, title: str, *aliases: str) -> Topic:
    return replace(topic(topic_id, aliases=aliases), title=title)


def stage(number: int, stage_id: str, title: str, *sections: Section) -> Stage:
    return Stage(stage_id, number, title, sections)


ROADMAP = Roadmap(
    title="Test",
    stages=(
        stage(
            1,
            "foundation",
            "Develop a Strong Foundation",
            Section(
                "calculus",
                "Calculus",
                (
                    titled("svd", "Singular Value Decomposition (SVD)", "singular-values"),
                    titled("python-basics", "Start with the Basics", "py1"),
                    titled("python-advanced", "Move to Advanced Topics"),
                    titled("bayes-theorem", "Bayes\u2019 Theorem"),
                ),
            ),
        ),
        stage(
            2,
            "projects",
            "Practice with Projects",
            Section(
                "nlp",
                "Natural Language Processing (NLP)",
                (
                    titled("nlp-foundations", "NLP Foundations"),
                    titled("portfolio-site", "Showcase Your Projects"),
                    titled("bert", "BERT"),
                    titled("bert-large", "BERT at Scale"),
                    titled("qa", "Python"),
                ),
            ),
            Section(
                "computer-vision", "Computer Vision", (titled("cv-1", "Vision on a Computer"),)
            ),
        ),
    ),
)


@pytest.mark.parametrize(
    ("name", "topic_id"),
    [
        ("svd", "svd"),
        ("  SVD ", "svd"),
        ("s", "svd"),
        ("singular-values", "svd"),
        (" Singular-Values ", "svd"),
        ("py1", "python-basics"),
        ("bert", "bert"),
        ("bert-", "bert-large"),
        ("bay", "bayes-theorem"),
        ("python-a", "python-advanced"),
        ("python", "qa"),
        ("Singular Value Decomposition (SVD)", "svd"),
        ("singular  value   decomposition (svd)", "svd"),
        ("decomposition singular", "svd"),
        ("(SVD)", "svd"),
        ("value svd", "svd"),
        ("bayes' theorem", "bayes-theorem"),
        ("theorem bayes", "bayes-theorem"),
        ("at scale", "bert-large"),
        ("foundations", "nlp-foundations"),
    ],
)
def test_a_topic_is_found_by_what_people_type(name: str, topic_id: str) -> None:
    assert find_topic(ROADMAP, name).id == topic_id


@pytest.mark.parametrize(
    ("name", "candidates"),
    [
        ("pyth", "python-basics or python-advanced"),
        ("BER", "bert or bert-large"),
    ],
)
def test_an_ambiguous_name_lists_its_candidates(name: str, candidates: str) -> None:
    with pytest.raises(AmbiguousTopicError) as caught:
        find_topic(ROADMAP, name)
    assert caught.value.message == f"{name!r} could be {candidates}."
    assert caught.value.hint == "Type more of the name."


def test_topics_that_share_a_title_are_ambiguous() -> None:
    of = roadmap([titled("a", "Exercises"), titled("exercises-b", "exercises")])
    with pytest.raises(AmbiguousTopicError, match="a or exercises-b"):
        find_topic(of, "Exercises")


def test_a_long_list_of_candidates_is_cut() -> None:
    of = roadmap([topic(f"topic-{number}") for number in range(20)])
    with pytest.raises(AmbiguousTopicError) as caught:
        find_topic(of, "topic")
    assert caught.value.message.endswith("topic-6, topic-7 or 12 more.")


@pytest.mark.parametrize(
    ("name", "suggested"),
    [
        ("brt", "Did you mean bert?"),
        ("bert-lrge", "Did you mean bert-large or bert?"),
        ("singulr value decomposition", "Did you mean svd?"),
        ("baies theorem", "Did you mean bayes-theorem?"),
    ],
)
def test_an_unknown_name_suggests_the_nearest(name: str, suggested: str) -> None:
    with pytest.raises(UnknownTopicError) as caught:
        find_topic(ROADMAP, name)
    assert caught.value.message == f"No topic is called {name!r}."
    assert caught.value.hint == f"{suggested} All names: mlroadmap topics."


@pytest.mark.parametrize(
    "name", ["", "   ", "()", "!", "xyzzyxyzzy", "1", "\x1b[31m", "q" * 10_000]
)
def test_a_name_like_no_other_suggests_nothing(name: str) -> None:
    with pytest.raises(UnknownTopicError) as caught:
        find_topic(ROADMAP, name)
    assert caught.value.hint == "All names: mlroadmap topics."
    assert "\x1b" not in caught.value.message


def test_no_more_than_three_names_are_suggested() -> None:
    of = roadmap([topic(f"topic-{number}") for number in range(9)])
    with pytest.raises(UnknownTopicError) as caught:
        find_topic(of, "topik-1")
    assert caught.value.hint.count("topic-") == 3


def test_an_id_is_suggested_before_another_topic_of_that_title() -> None:
    of = roadmap([titled("statistics", "Numbers"), titled("stats", "Statistics")])
    with pytest.raises(UnknownTopicError, match="No topic") as caught:
        find_topic(of, "statistiks")
    assert caught.value.hint.startswith("Did you mean statistics")


@given(st.text(max_size=20))
def test_any_name_is_a_topic_or_an_error_with_a_hint(name: str) -> None:
    for find in (find_topic, find_place):
        try:
            found = find(ROADMAP, name)
        except (UnknownTopicError, AmbiguousTopicError) as error:
            hint = error.hint
        else:
            hint = found.id
        assert hint


@pytest.mark.parametrize("name", list(ROADMAP.topics))
def test_every_topic_is_found_by_its_id_and_by_its_title(name: str) -> None:
    expected = ROADMAP.topics[name]
    for find in (find_topic, find_place):
        assert find(ROADMAP, expected.id.upper()) == expected
        assert find(ROADMAP, expected.title) == expected


def test_every_stage_and_section_is_found_by_its_id_and_by_its_title() -> None:
    for of_stage in ROADMAP.stages:
        assert find_place(ROADMAP, str(of_stage.number)) == of_stage
        places: tuple[Stage | Section, ...] = (of_stage, *of_stage.sections)
        for place in places:
            assert find_place(ROADMAP, place.id) == place
            assert find_place(ROADMAP, place.title.upper()) == place


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("svd", "svd"),
        ("singular-values", "svd"),
        (" 2 ", "projects"),
        ("calc", "calculus"),
        ("strong", "foundation"),
        ("language", "nlp"),
        ("computer", "computer-vision"),
        ("nlp-f", "nlp-foundations"),
        ("projects showcase", "portfolio-site"),
    ],
)
def test_a_place_is_found_by_what_people_type(name: str, place_id: str) -> None:
    assert find_place(ROADMAP, name).id == place_id


def test_topics_go_before_stages_and_sections() -> None:
    of = roadmap([topic("stage-1"), topic("2"), topic("section")], [topic("c")])
    assert find_place(of, "stage-1") == of.topics["stage-1"]
    assert find_place(of, "2") == of.topics["2"]
    assert find_place(of, "sect") == of.topics["section"]
    assert find_place(of, "stage 2") == of.stages[1]


def test_an_ambiguous_place_lists_its_candidates() -> None:
    of = roadmap([topic("a")], [topic("b")])
    with pytest.raises(AmbiguousTopicError, match="section-1 or section-2"):
        find_place(of, "sec")


@pytest.mark.parametrize("name", ["0", "3", "01", "-1", "\u0661"])
def test_there_is_no_stage_of_another_number(name: str) -> None:
    with pytest.raises(UnknownTopicError):
        find_place(ROADMAP, name)


def test_an_unknown_place_suggests_stages_and_sections_too() -> None:
    with pytest.raises(UnknownTopicError) as caught:
        find_place(ROADMAP, "calculos")
    assert caught.value.hint == "Did you mean calculus? All names: mlroadmap topics."


@pytest.mark.parametrize("name", ["sta", "in", "bay theorem", "deco"])
def test_the_beginning_of_a_word_is_not_enough(name: str) -> None:
    with pytest.raises(UnknownTopicError):
        find_topic(ROADMAP, name)


def test_a_stage_is_found_by_its_number() -> None:
    assert find_place(ROADMAP, "stage 2") is find_place(ROADMAP, "2") is ROADMAP.stages[1]

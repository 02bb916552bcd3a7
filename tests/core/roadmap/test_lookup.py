from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from mlroadmap.core.roadmap.lookup import Rank, Ranks, find_place, find_topic, find_topics
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
    assert caught.value.hint == "Did you mean one of these?"


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
    "name", ["", "   ", "()", "!", "-", "xyzzyxyzzy", "\x1b[31m", "q" * 10_000]
)
def test_a_name_like_no_other_suggests_nothing(name: str) -> None:
    with pytest.raises(UnknownTopicError) as caught:
        find_topic(ROADMAP, name)
    assert caught.value.hint == "All names:\nmlroadmap topics"
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
        ("computer vision", "computer-vision"),
        ("computer-v", "computer-vision"),
        ("nlp-f", "nlp-foundations"),
        ("projects showcase", "portfolio-site"),
    ],
)
def test_a_place_is_found_by_what_people_type(name: str, place_id: str) -> None:
    assert find_place(ROADMAP, name).id == place_id


def candidates_of(error: AmbiguousTopicError | UnknownTopicError) -> object:
    return error.details["candidates"]


@pytest.mark.parametrize(
    ("name", "candidates"),
    [
        ("stage-1", ["topic stage-1", "stage stage-1"]),
        ("2", ["topic 2", "stage-2"]),
        ("sect", ["section", "section-1", "section-2"]),
    ],
)
def test_sections_and_stages_compete_equally_with_topics(
    name: str, candidates: list[str]
) -> None:
    of = roadmap([topic("stage-1"), topic("2"), topic("section")], [topic("c"), topic("d")])
    with pytest.raises(AmbiguousTopicError) as caught:
        find_place(of, name)
    assert candidates_of(caught.value) == candidates
    found = [find_place(of, candidate) for candidate in candidates]
    assert len(found) == len(set(found)) == len(candidates)


def test_a_topic_needs_no_kind_where_only_topics_count() -> None:
    of = roadmap([topic("stage-1"), topic("2")])
    assert find_topic(of, "stage-1").id == "stage-1"
    assert find_topic(of, "2").id == "2"


def test_an_ambiguous_place_lists_its_candidates() -> None:
    of = roadmap([topic("a")], [topic("b")])
    with pytest.raises(AmbiguousTopicError) as caught:
        find_place(of, "s")
    assert caught.value.message == (
        "'s' could be section-1 (section), section-2 (section), stage-1 (stage 1) "
        "or stage-2 (stage 2)."
    )
    assert caught.value.details["name"] == "s"


def test_readings_that_mean_the_same_topics_are_one() -> None:
    of = roadmap([topic("calculus")], [topic("b")])
    alone = Section("calculus-basics", "Calculus Basics", (of.topics["calculus"],))
    of = Roadmap("Test", (Stage("maths", 1, "Maths", (alone,)),))
    assert find_place(of, "calc") == of.topics["calculus"]


@pytest.mark.parametrize("name", ["0", "3", "01", "-1", "\u0661", "stage 3", "section 1"])
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


@pytest.mark.parametrize("name", ["stage 2", "Stage-2", "2", "\uff12", "stage projects"])
def test_a_stage_is_found_by_its_number(name: str) -> None:
    assert find_place(ROADMAP, name) is ROADMAP.stages[1]


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("section nlp", "nlp"),
        ("topic nlp", "nlp-foundations"),
        ("section calc", "calculus"),
        ("stage practice projects", "projects"),
        ("Topic BERT", "bert"),
    ],
)
def test_a_name_may_follow_the_word_for_its_kind(name: str, place_id: str) -> None:
    assert find_place(ROADMAP, name).id == place_id


@pytest.mark.parametrize("name", ["topic calculus", "section bert", "stage nlp", "topic"])
def test_there_is_nothing_of_that_name_in_another_kind(name: str) -> None:
    with pytest.raises(UnknownTopicError):
        find_place(ROADMAP, name)


WORLD = roadmap(
    [
        titled("cafe", "Caf\u00e9 statistics"),
        titled("strasse", "Stra\u00dfe"),
        titled("kikai", "\u6a5f\u68b0\u5b66\u7fd2\u5165\u9580"),
        titled("deta", "\u30c7\u30fc\u30bf\u3068\u6a5f\u68b0"),
        titled(
            "thai",
            "\u0e40\u0e23\u0e35\u0e22\u0e19\u0e23\u0e39\u0e49\u0e40\u0e04\u0e23\u0e37\u0e48\u0e2d\u0e07",
        ),
        titled("hindi", "\u0939\u093f\u0928\u094d\u0926\u0940 \u092d\u093e\u0937\u093e"),
        titled("rest", "Machine learning"),
    ]
)


@pytest.mark.parametrize(
    ("name", "topic_id"),
    [
        ("cafe\u0301", "cafe"),
        ("CAFE\u0301 statistics", "cafe"),
        ("STRASSE", "strasse"),
        ("\u5b66\u7fd2", "kikai"),
        ("\u6a5f\u68b0 \u5165\u9580", "kikai"),
        ("\u30c7\u30fc\u30bf", "deta"),
        ("\uff83\uff9e\uff70\uff80", "deta"),
        ("\u0e40\u0e04\u0e23\u0e37\u0e48\u0e2d\u0e07", "thai"),
        ("\u0939\u093f\u0928\u094d\u0926\u0940", "hindi"),
        ("\uff2d\uff41chine", "rest"),
    ],
)
def test_titles_match_in_any_script(name: str, topic_id: str) -> None:
    assert find_topic(WORLD, name).id == topic_id


@pytest.mark.parametrize("name", ["\u6a5f\u68b0", "\u68b0"])
def test_part_of_a_title_without_spaces_may_be_ambiguous(name: str) -> None:
    with pytest.raises(AmbiguousTopicError, match="kikai or deta"):
        find_topic(WORLD, name)


@pytest.mark.parametrize("name", ["\u0939", "mach"])
def test_part_of_a_word_is_not_enough_in_other_scripts(name: str) -> None:
    with pytest.raises(UnknownTopicError):
        find_topic(WORLD, name)


SPOKEN = Roadmap(
    title="Spoken",
    stages=(
        stage(
            1,
            "role",
            "Understand the Role",
            Section(
                "skills",
                "Skills",
                (
                    titled("role-data-handling", "Data Handling"),
                    titled("skill-ml", "ML Algorithms and Techniques"),
                ),
            ),
        ),
        stage(
            2,
            "data-preprocessing",
            "Learn Data Handling and Preprocessing",
            Section(
                "steps",
                "Steps",
                (titled("data-cleaning", "Data Cleaning"), titled("deep-q", "Deep Q-Learning")),
            ),
            Section("one-topic", "Only One", (titled("single", "Alone"),)),
        ),
        stage(
            3,
            "deep-learning",
            "Deep Learning Fundamentals",
            Section(
                "core",
                "Core",
                (titled("layers", "Layers"), titled("ml-questions", "ML-Specific Questions")),
            ),
        ),
        stage(
            4,
            "advanced-topics",
            "Explore Advanced Topics",
            Section(
                "rest",
                "Rest",
                (
                    titled("python-basics", "Start with the Basics"),
                    titled("python-advanced", "Move to Advanced Topics"),
                ),
            ),
        ),
    ),
)
TODAY, UNDER_WAY, OPEN, SETTLED = Rank


def ids(names: str, ranks: Ranks | None = None) -> list[str]:
    return [each.id for each in find_topics(SPOKEN, names.split("|"), ranks or {})]


@pytest.mark.parametrize(
    ("name", "ranks", "topic_id"),
    [
        ("ml", {"skill-ml": TODAY}, "skill-ml"),
        ("ml", {"ml-questions": UNDER_WAY}, "ml-questions"),
        ("ml", {"ml-questions": SETTLED}, "skill-ml"),
        ("data", {"role-data-handling": TODAY}, "role-data-handling"),
        (
            "data",
            {"role-data-handling": TODAY, "data-cleaning": UNDER_WAY},
            "role-data-handling",
        ),
        ("data", {"data-cleaning": TODAY}, "data-cleaning"),
        ("python basics", {"python-advanced": TODAY}, "python-basics"),
        ("deep-q", {"layers": TODAY}, "deep-q"),
    ],
)
def test_what_is_nearest_is_meant(name: str, ranks: dict[str, int], topic_id: str) -> None:
    assert find_topic(SPOKEN, name, ranks).id == topic_id
    assert ids(name, ranks) == [topic_id]


def test_without_a_nearest_all_candidates_are_shown() -> None:
    for name, candidates in {
        "ml": ["skill-ml", "ml-questions"],
        "data": ["role-data-handling", "data-cleaning", "data-preprocessing"],
        "advanced": ["python-advanced", "advanced-topics"],
    }.items():
        with pytest.raises(AmbiguousTopicError) as caught:
            ids(name)
        assert candidates_of(caught.value) == candidates


@pytest.mark.parametrize("name", ["deep learning", "Deep Learning", "deep|learning"])
def test_an_id_typed_with_spaces_wins_unless_a_topic_like_it_is_under_way(name: str) -> None:
    assert ids(name) == ids("deep-learning") == ["layers", "ml-questions"]
    for ranks in ({"deep-q": TODAY}, {"deep-q": UNDER_WAY}):
        assert ids("deep-learning", ranks) == ["layers", "ml-questions"]
        assert ids("deep learning fundamentals", ranks) == ["layers", "ml-questions"]
        with pytest.raises(AmbiguousTopicError) as caught:
            ids(name, ranks)
        assert candidates_of(caught.value) == ["deep-learning", "deep-q"]


@pytest.mark.parametrize(
    "name", ["Advanced Topics", "advanced|topics", "stage 4", "stage|4", "4"]
)
def test_a_stage_is_meant_by_its_whole_name(name: str) -> None:
    assert ids(name) == ["python-basics", "python-advanced"]


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ("python|basics", ["python-basics"]),
        ("data|cleaning", ["data-cleaning"]),
        ("layers|single", ["layers", "single"]),
        ("layers|layers", ["layers"]),
        ("layers|stage 4", ["layers", "python-basics", "python-advanced"]),
        ("questions|specific", ["ml-questions"]),
        ("layers|basics", ["layers", "python-basics"]),
        ("alone|section core", ["single", "layers", "ml-questions"]),
    ],
)
def test_words_are_one_name_each_or_one_name_together(names: str, found: list[str]) -> None:
    assert ids(names) == found


def test_words_with_two_readings_are_ambiguous() -> None:
    of = roadmap(
        [titled("a", "Graph theory of games"), titled("b", "Games"), titled("c", "Graph")]
    )
    assert [each.id for each in find_topics(of, ["graph", "games"])] == ["c", "b"]
    of = roadmap(
        [titled("a", "Graph and game"), titled("b", "Game one"), titled("graph-c", "C")]
    )
    ranks = {"b": UNDER_WAY, "graph-c": UNDER_WAY}
    with pytest.raises(AmbiguousTopicError) as caught:
        find_topics(of, ["graph", "game"], ranks)
    assert caught.value.message == "'graph game' could be a, graph-c or b."


@pytest.mark.parametrize("names", ["layers|nothing", "nothing|layers", "stage|layers", "stage"])
def test_one_word_that_is_unknown_stops_them_all(names: str) -> None:
    with pytest.raises(UnknownTopicError):
        ids(names)


def test_a_section_of_one_topic_is_that_topic() -> None:
    assert find_topic(SPOKEN, "one-topic").id == find_topic(SPOKEN, "only one").id == "single"


@pytest.mark.parametrize(
    ("name", "shown"), [("3", "deep-learning (stage 3)"), ("core", "core (section)")]
)
def test_a_stage_is_not_one_topic(name: str, shown: str) -> None:
    with pytest.raises(AmbiguousTopicError) as caught:
        find_topic(SPOKEN, name, {"ml-questions": TODAY})
    assert caught.value.message == f"{shown} has 2 topics: ml-questions and layers."
    assert candidates_of(caught.value) == ["ml-questions", "layers"]


def test_a_stage_and_a_topic_like_it_are_both_shown() -> None:
    with pytest.raises(AmbiguousTopicError) as caught:
        find_topic(SPOKEN, "deep learning")
    assert caught.value.message == "'deep learning' could be deep-q or deep-learning (stage 3)."


def test_no_section_is_meant_where_a_topic_has_the_name() -> None:
    assert find_topic(SPOKEN, "advanced").id == "python-advanced"


@given(
    st.text(max_size=20),
    st.dictionaries(st.sampled_from([*SPOKEN.topics]), st.sampled_from(Rank)),
)
def test_an_id_means_its_topic_whatever_is_near(typed: str, ranks: dict[str, int]) -> None:
    for topic_id, expected in SPOKEN.topics.items():
        assert find_topic(SPOKEN, topic_id, ranks) == expected
        assert find_place(SPOKEN, topic_id.upper(), ranks) == expected
    with suppress(UnknownTopicError, AmbiguousTopicError):
        assert find_topics(SPOKEN, typed.split() or [""], ranks)

from __future__ import annotations

import pytest

from mlroadmap.importers.names import is_id, key, shortened, slug
from mlroadmap.importers.part_words import heading, is_about_itself, is_resources
from mlroadmap.importers.wording import (
    after_duration,
    after_prerequisites,
    is_chat_or_badge,
    is_link_word,
    is_prerequisites,
    is_url,
    is_yes,
    split_done,
)


@pytest.mark.parametrize(
    "title",
    ["Contents", "📚 Table of Contents", "About", "About this guide", "How to use this guide",
     "How to Contribute", "FAQ", "Frequently Asked Questions", "LICENSE", "Licence", "1. About",
     "Contributing", "Code of conduct", "Community", "Why use it?", "Tips"],
)  # fmt: skip
def test_headings_about_the_document(title: str) -> None:
    assert is_about_itself(title)


@pytest.mark.parametrize(
    "title",
    [
        "About Arrays",
        "How computers process a program",
        "Why we sort",
        "Tries",
        "",
        "Index",
        "Languages",
        "Usage",
        "Motivation",
        "Feedback",
        "Contributing to Open Source",
        "Translation and sentiment analysis",
    ],
)
def test_headings_about_the_subject(title: str) -> None:
    assert not is_about_itself(title)


@pytest.mark.parametrize(
    "title", ["Resources", "Additional Resources:", "References", "**Resources**", "Links"]
)
def test_labels_of_resources(title: str) -> None:
    assert is_resources(title)
    assert not is_resources(f"{title} rent")


def test_lines_with_a_label() -> None:
    assert after_prerequisites("Prerequisites: a, b") == "a, b"
    assert after_prerequisites("Depends on: a") == "a"
    assert after_prerequisites("Prerequisites are many") is None
    assert after_duration("Effort: 5 hours") == "5 hours"
    assert after_duration("5 hours") is None
    assert after_duration("Hours: 30") == "30 hours"
    assert after_duration("Time: 30") == "30"
    assert is_prerequisites("Prerequisites")
    assert not is_prerequisites("Prerequisites of all")


def test_headings_lose_their_number_and_colon() -> None:
    assert heading("1. Basics:") == "Basics"
    assert heading("2.1) Basics") == "Basics"
    assert heading("2 Basics") == "2 Basics"
    assert heading("42") == "42"


def test_links_that_say_nothing() -> None:
    assert is_link_word("🔗 Link to Course")
    assert is_link_word("here")
    assert not is_link_word("Linked lists")


@pytest.mark.parametrize(
    "text",
    ["x", "[x]", "Yes", "✅", "✔️ Jan", "Completed", "100%", "known", ":heavy_check_mark:"],
)
def test_what_says_done(text: str) -> None:
    assert is_yes(text)


@pytest.mark.parametrize("text", ["", "[ ]", "no", "in progress", "-"])
def test_what_does_not_say_done(text: str) -> None:
    assert not is_yes(text)


def test_a_tick_is_taken_out_of_a_title() -> None:
    assert split_done("✅ Vectors") == ("Vectors", True)
    assert split_done("Vectors (Completed)") == ("Vectors", True)
    assert split_done("Completed forms") == ("Completed forms", False)


def test_chats_and_badges() -> None:
    assert is_chat_or_badge("https://discord.gg/x")
    assert is_chat_or_badge("https://team.slack.com/x")
    assert is_chat_or_badge("https://img.shields.io/x")
    assert not is_chat_or_badge("https://notdiscord.gg.example/x")
    assert not is_chat_or_badge("http://[broken")


def test_addresses() -> None:
    assert is_url("HTTPS://a.example/b")
    assert not is_url("ftp://a.example")
    assert not is_url("https://a b")


def test_slugs() -> None:
    assert slug("Naïve Bayes & C++", "topic") == "naive-bayes-and-c-plus-plus"
    assert slug("Straße", "topic") == "strasse"
    assert slug("日本語", "topic") == slug("日本語", "topic")
    assert slug("日本語", "topic").startswith("topic-")
    assert slug("日本語", "topic") != slug("中文", "topic")
    assert is_id(slug("word " * 40, "topic"))
    assert shortened("a" * 70) == "a" * 64
    assert shortened("ab-" * 30) == "ab-" * 20 + "ab"


def test_keys_compare_titles() -> None:
    assert key("**Linear  Algebra!**") == key("linear algebra")
    assert key("[ ]") == "[ ]"
    assert key("\ufeff") == "untitled"

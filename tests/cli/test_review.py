"""review and card: what was learned, asked again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mlroadmap.cli import review
from tests.conftest import Cli


@pytest.fixture
def learned(planned: Cli) -> Cli:
    """A learner who has finished Vectors, whose one card is due a day later."""
    planned("done", "vectors")
    planned("done", "calculus")
    planned.today = "2027-01-05"
    return planned


def answer(monkeypatch: pytest.MonkeyPatch, *answers: str) -> Iterator[str]:
    """Let someone sit at the terminal and type these."""
    waiting = iter(answers)
    monkeypatch.setattr(review, "can_ask", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(waiting))
    return waiting


def due(cli: Cli) -> list[str]:
    return [card["card"] for card in cli.document("review")["cards"]]


def test_nothing_is_due_before_anything_is_learned(planned: Cli) -> None:
    assert planned.said("review") == "No card is due today."
    assert planned.document("next")["reviews"] == {"cards": 0, "minutes": 0}
    assert "review" not in planned.said("next")


def test_a_card_is_due_once_its_step_is_done(planned: Cli) -> None:
    planned("done", "vectors/lists", "--on", "2027-01-04")
    planned.today = "2027-01-06"
    assert "vectors/length" in due(planned)


def test_next_begins_with_what_is_due(learned: Cli) -> None:
    said = learned("next").stdout
    assert said.startswith("1 card, 1m: mlroadmap review\n")
    assert learned.document("next")["reviews"] == {"cards": 1, "minutes": 1}


def test_cards_are_asked_and_graded(learned: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    learned("card", "add", "vectors", "Is v + w = w + v?", "Yes.")
    waiting = answer(monkeypatch, "", "5", "3", "", "1")
    shown = learned("review")
    assert list(waiting) == []
    assert shown.stdout == "2 cards reviewed.\n"
    assert "1 of 2  Vectors" in shown.stderr
    assert "What is the length of (3, 4)?\n  5\n  vectors/length\n" in shown.stderr
    assert due(learned) == []
    assert learned.said("review") == ("No card is due today. The next one is due on Wed.")
    assert "card vectors/length reviewed: good" in learned.said("history")


@pytest.mark.parametrize("typed", [["", "2", "q"], ["", "2", "", "QUIT"]])
def test_quitting_keeps_what_was_answered(
    learned: Cli, monkeypatch: pytest.MonkeyPatch, typed: list[str]
) -> None:
    learned("card", "add", "vectors", "Is v + w = w + v?", "Yes.")
    answer(monkeypatch, *typed)
    assert learned.said("review") == "1 card reviewed; 1 left for today."
    assert len(due(learned)) == 1


def test_nobody_is_asked_without_a_terminal(learned: Cli) -> None:
    assert "mlroadmap review --json" in learned("review", exits=2).stderr


def test_other_programs_grade_cards(learned: Cli) -> None:
    card = learned.document("review")["cards"][0]
    assert (card["question"], card["answer"]) == ("What is the length of (3, 4)?", "5")
    assert card["due"] is None
    said = learned.said("review", "--grade", "vectors/length", "good")
    assert said == "vectors/length: good, due again on Sat."
    learned.today = "2027-01-09"
    assert learned.document("review")["cards"][0]["due"] == "2027-01-09"
    learned("review", "--grade", "length", "4")
    assert due(learned) == []
    assert "Undone: card vectors/length reviewed: easy" in learned.said("undo")
    assert due(learned) == ["vectors/length"]
    assert "is not a grade" in learned("review", "--grade", "length", "fine", exits=2).stderr
    assert "no card 'x'" in learned("review", "--grade", "x", "good", exits=3).stderr


def test_the_hours_of_the_day_limit_the_cards(learned: Cli) -> None:
    for number in range(20):
        learned("card", "add", "vectors", f"Question {number}?", "Yes.")
    learned("skip", "2", "3")
    assert len(due(learned)) == 13
    assert len(learned.document("review", "--for", "2m")["cards"]) == 3
    learned("off", "2027-01-05")
    assert due(learned) == []
    assert len(learned.document("review", "--for", "1h")["cards"]) == 21


def test_a_third_at_most_is_of_what_is_studied_today(learned: Cli) -> None:
    learned("log", "networks", "30m")
    for number in range(20):
        learned("card", "add", "networks", f"Question {number}?", "Yes.")
    found = due(learned)
    assert len(found) == 2
    assert "vectors/length" in found
    for number in range(5):
        learned("card", "add", "vectors", f"Question {number}?", "Yes.")
    found = due(learned)
    assert len(found) == 9
    assert sum(card.startswith("networks/") for card in found) == 3


def test_reviews_can_be_turned_off(learned: Cli) -> None:
    learned("plan", "--review", "off")
    assert "Reviews are off" in learned.said("review")
    assert learned.document("next")["reviews"]["cards"] == 0
    learned("review", "--grade", "length", "good")
    learned("plan", "--review", "0.9")
    assert learned.document("plan")["review"] == 0.9
    for share in ("2", "half"):
        assert "share of the cards" in learned("plan", "--review", share, exits=2).stderr


def test_a_higher_retention_asks_sooner(learned: Cli) -> None:
    learned("plan", "--review", "0.95")
    assert "due again on Wed" in learned.said("review", "--grade", "length", "good")


def test_learners_have_cards_of_their_own(learned: Cli) -> None:
    said = learned.said("card", "add", "networks", "Why \x1b[1mReLU?", "It is cheap.")
    key = said.removeprefix("Added: ").partition(".")[0]
    assert key.startswith("networks/own-")
    card = learned.document("review")["cards"][1]
    assert (card["card"], card["question"]) == (key, "Why ReLU?")
    learned("card", "edit", key, "Why a ReLU?", "Cheap.")
    assert learned.document("review")["cards"][1]["answer"] == "Cheap."
    learned("card", "off", key)
    assert due(learned) == ["vectors/length"]
    said = learned.said("history")
    assert f"card {key}: Why a ReLU?" in said
    assert f"card {key} turned off" in said
    learned("undo")
    assert key in due(learned)
    assert "needs a question" in learned("card", "edit", key, " ", "x", exits=2).stderr


def test_cards_of_the_roadmap_can_be_changed_and_turned_off(learned: Cli) -> None:
    learned("card", "edit", "vectors/length", "How long is (5, 12)?", "13")
    assert learned.document("review")["cards"][0]["answer"] == "13"
    learned("reopen", "vectors")
    learned("known", "vectors")
    assert due(learned) == []
    learned("reopen", "vectors")
    learned("done", "vectors")
    learned("card", "off", "length")
    assert due(learned) == []


def test_cards_need_a_plan(cli: Cli) -> None:
    for words in (("review",), ("card", "add", "vectors", "Q?", "A."), ("card", "off", "x")):
        assert "no plan yet" in cli(*words, exits=7).stderr


def test_cards_are_exported_for_anki(learned: Cli) -> None:
    rows = learned("export", "anki").stdout.splitlines()[6:]
    assert rows == ['mlroadmap/vectors/length,"What is the length of (3, 4)?",5,vectors']
    assert learned("export", "csv").stdout


def test_the_plan_says_what_reviews_take(learned: Cli) -> None:
    assert "Reviews take 1m of the next 7 days." in learned.said("plan")
    learned("review", "--grade", "length", "good")
    assert "Reviews take 1m of the next 7 days." in learned.said("plan")
    assert "Reviews take" not in learned.said("plan", "--review", "off")


def test_status_says_what_is_likely_still_known(learned: Cli) -> None:
    assert learned.document("status")["study_days"] == {"studied": 1, "assumed": 0, "of": 2}
    assert "Likely still known" not in learned.said("status")
    card = due(learned)[0]
    learned("review", "--grade", card, "good")
    learned.today = "2027-01-09"
    found = learned.document("status")
    assert found["remembered"][0]["cards"] == 1
    assert 80 <= found["remembered"][0]["known_percent"] <= 95
    assert "Likely still known: Stage 1 8" in learned.said("status")


def test_a_day_without_hours_may_offer_a_small_review(learned: Cli) -> None:
    learned("off", "2027-01-06")
    learned.today = "2027-01-06"
    assert due(learned) == []
    learned("plan", "--least", "10m")
    assert due(learned)
    assert "more than a small review" in learned("plan", "--least", "2h", exits=2).stderr
    learned("plan", "--least", "off")
    assert due(learned) == []


def test_exports_show_the_time_for_cards(learned: Cli) -> None:
    learned("review", "--grade", due(learned)[0], "again")
    learned.today = "2027-01-06"
    calendar = learned("export", "ics", "--at", "18:00").stdout.replace("\r\n ", "")
    assert "SUMMARY:Cards\\, " in calendar
    assert "Cards: 1m\\, mlroadmap review" in calendar
    assert "Cards to review, 1m" in learned("export", "html").stdout


def test_the_cards_of_today_take_their_minutes_from_its_study(learned: Cli) -> None:
    for number in range(6):
        learned("card", "add", "vectors", f"Question {number}?", "Yes.")
    reviews = learned.document("next")["reviews"]
    assert reviews == {"cards": 7, "minutes": 5}
    assert learned.document("today")["planned_minutes"] == 55
    assert learned.document("week")["days"][1]["planned_minutes"] == 55
    assert "Today, Tue 5 Jan 55m" in learned.said("next")
    learned("review", "--grade", "length", "good")
    assert learned.document("next")["reviews"]["minutes"] == 4
    assert learned.document("today")["planned_minutes"] == 55
    assert learned.document("week")["days"][2]["planned_minutes"] == 60


def test_own_cards_of_what_is_left_out_are_not_asked(learned: Cli) -> None:
    learned("card", "add", "networks", "Why ReLU?", "It is cheap.")
    assert len(due(learned)) == 2
    for said in ("skip", "known"):
        learned(said, "networks")
        assert due(learned) == ["vectors/length"]
        learned("undo")


def test_cards_are_changed_and_turned_off_before_they_come_up(planned: Cli) -> None:
    planned("card", "edit", "vectors/length", "How long is (5, 12)?", "13")
    planned("done", "vectors")
    planned.today = "2027-01-05"
    assert planned.document("review")["cards"][0]["answer"] == "13"
    planned("undo")
    planned("card", "off", "length")
    planned("done", "vectors", "--on", "2027-01-04")
    assert due(planned) == []


def test_today_week_status_and_the_short_line_say_how_many_cards_there_are(
    learned: Cli,
) -> None:
    for command in ("today", "week", "status"):
        assert learned(command).stdout.startswith("1 card, 1m: mlroadmap review\n")
    assert learned.said("next", "--short").startswith("1 card, ")
    assert learned.said("next", "--for", "20m").startswith("1 card, 1m: ")
    assert "card" not in learned.said("week", "+1").partition("Vectors")[0]
    learned("plan", "--review", "off")
    assert "1 card" not in learned.said("today") + learned.said("next", "--short")


def test_days_of_study_are_those_that_were_entered(learned: Cli) -> None:
    assert "Studied on 1 of the last 2 days." in learned.said("week")
    learned("studied", "2027-01-05")
    learned.today = "2027-01-08"
    found = learned.document("status")["study_days"]
    assert found == {"studied": 2, "assumed": 2, "of": 5}
    for command in ("status", "week"):
        said = learned.said(command)
        assert "Studied on 2 of the last 5 days, and on 2 more as assumed." in said
    learned.today = "2027-03-08"
    assert "of the last 28 days." in learned.said("status")
    learned.today = "2027-01-08"
    assert "Studied on" not in learned.said("week", "+1")


def test_what_was_answered_today_is_not_known_for_sure(learned: Cli) -> None:
    learned("review", "--grade", "length", "again")
    assert learned.document("status")["remembered"][0]["known_percent"] < 100


def test_a_changed_setting_is_no_unchanged_plan(learned: Cli) -> None:
    said = learned.said("plan", "--least", "10m")
    assert "The plan is changed; no date has moved." in said


def test_the_cards_of_a_topic_are_listed(planned: Cli) -> None:
    said = planned.said("card", "list", "vectors")
    assert said == "vectors/length: What is the length of (3, 4)?"
    assert "has no cards" in planned.said("card", "list", "networks")


def test_a_question_is_not_asked_twice(learned: Cli) -> None:
    learned("card", "add", "networks", "Why ReLU?", "It is cheap.")
    again = learned("card", "add", "networks", " why  ReLU? ", "Yes.", exits=2).stderr
    assert "There is a card with this question: networks/own-" in again


def test_a_share_may_be_given_in_per_cent(planned: Cli) -> None:
    for share in ("85", "85%", "0.85"):
        planned("plan", "--review", share)
        assert planned.document("plan")["review"] == 0.85

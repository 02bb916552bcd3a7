"""whatif."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.conftest import Cli


def test_hours_are_compared_and_nothing_is_stored(planned: Cli) -> None:
    before = planned.document("history")
    document = planned.document("whatif", "--hours", "3.5,7,14")
    present, half, same, double = document["scenarios"]
    assert present["present"]
    forecast = planned.document("forecast")
    assert {key: present[key] for key in ("finish", "p50", "p80", "p90")} == {
        key: forecast[key] for key in ("finish", "p50", "p80", "p90")
    }
    assert {**same, "present": True} == present
    for key in ("finish", "p10", "p50", "p80", "p90"):
        assert half[key] > same[key] > double[key]
    assert [each["weekly_minutes"] for each in document["scenarios"]] == [420, 210, 420, 840]
    assert planned.document("history") == before


def test_the_finish_is_the_one_that_such_a_plan_has(planned: Cli) -> None:
    supposed = planned.document("whatif", "--hours", "10", "--days", "mon-fri", "--skip", "3")
    planned("skip", "3")
    planned("plan", "--hours", "10", "--days", "mon-fri")
    assert planned.document("plan")["finish"] == supposed["scenarios"][1]["finish"]


def test_days_off_and_fewer_topics_are_supposed(planned: Cli) -> None:
    now, off = planned.document("whatif", "--off", "2027-01-06..2027-01-12")["scenarios"]
    assert off["finish"] > now["finish"]
    assert off["p80"] > now["p80"]
    now, less = planned.document("whatif", "--skip", "vectors")["scenarios"]
    assert less["remaining_minutes"] == now["remaining_minutes"] - 240
    assert less["finish"] < now["finish"]
    assert "as it is" in planned.said("whatif", "--skip", "vectors")
    assert "earlier" in planned.said("whatif", "--skip", "vectors")
    planned("done", "vectors")
    now, less = planned.document("whatif", "--skip", "vectors")["scenarios"]
    assert less["finish"] == now["finish"]


def test_a_plan_without_an_end_says_so(planned: Cli) -> None:
    planned("left", "vectors", "9999h")
    assert "never" in planned.said("whatif", "--hours", "1m")
    assert planned.document("whatif", "--hours", "1m")["scenarios"][1]["finish"] is None


@pytest.mark.parametrize("words", [(), ("--hours", "5,x"), ("--hours", ""), ("--off", "soon")])
def test_nonsense_is_refused(planned: Cli, words: tuple[str, ...]) -> None:
    planned("whatif", *words, exits=2)


def test_every_line_fits_sixty_columns(planned: Cli) -> None:
    planned.columns = 60
    lines = planned("whatif", "--hours", "3,20").stdout.splitlines()
    assert max(map(len, lines)) <= 60


def test_reviews_have_their_price(planned: Cli) -> None:
    said = planned.said("whatif", "--review", "off,0.9")
    assert "Reviews They take Of the hours Finish" in said
    found = planned.document("whatif", "--review", "off,0.9")["reviews"]
    assert [each["review"] for each in found] == [0, 0.9]
    assert found[0]["review_minutes"] == 0 < found[1]["review_minutes"]
    assert found[0]["finish"] <= found[1]["finish"]
    assert "no share of the cards" in planned("whatif", "--review", "9", exits=2).stderr
    assert "of the hours. To compare" in planned("plan", "--review", "0.9").stderr


def test_rows_say_what_they_suppose_and_the_present_hours_come_once(planned: Cli) -> None:
    said = planned.said("whatif", "--hours", "7,14")
    assert said.count(" 7h ") == 1
    assert "no change" in planned.said("whatif", "--hours", "7")
    said = planned.said("whatif", "--skip", "networks", "--off", "fri")
    assert "All rows but the first: skip networks, off fri." in said


@pytest.fixture
def full_of_cards(cli: Cli, tmp_path: Path) -> Cli:
    """A learner of six topics of 4 hours, with 25 cards each."""
    cards = "".join(
        f"\n          - {{id: c{n}, question: 'Q{n}?', answer: A}}" for n in range(25)
    )
    topics = "".join(
        f"\n      - id: t{n}\n        title: T{n}\n        hours: 4\n        cards:{cards}"
        for n in range(6)
    )
    cli.roadmap = tmp_path / "cards.yaml"
    stages = f"\nstages:\n  - id: one\n    title: One\n    topics:{topics}\n"
    cli.roadmap.write_text(f"format: 1\ntitle: Cards{stages}")
    return cli


def test_plan_says_what_reviews_cost_as_whatif_does(full_of_cards: Cli) -> None:
    cli = full_of_cards
    first = cli.said("plan", "--hours", "7")
    off, with_reviews = cli.document("whatif", "--review", "off,0.85")["reviews"]
    days = (date.fromisoformat(with_reviews["finish"]) - date.fromisoformat(off["finish"])).days
    assert days > 0
    assert f"Finish: Wed 27 Jan, in 3 weeks; with reviews about {days} days later" in first
    assert f"with reviews about {days} days later" in cli.said("plan")
    assert "with reviews" not in cli.said("plan", "--review", "off")
    assert ", without reviews. Nothing" in cli.said("whatif", "--review", "off,0.85")


def test_reviews_take_no_more_than_their_share(full_of_cards: Cli) -> None:
    full_of_cards("plan", "--hours", "7")
    for cost in full_of_cards.document("whatif", "--review", "0.85,0.97")["reviews"]:
        assert 10 < cost["percent"] <= 15


def test_dates_are_not_broken_at_narrow_terminals(full_of_cards: Cli) -> None:
    full_of_cards("plan", "--hours", "7")
    full_of_cards.columns = 60
    assert "Wed 27 Jan" in full_of_cards("whatif", "--review", "off,0.85").stdout

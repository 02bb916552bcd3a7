"""off --holidays: public holidays as days off."""

from __future__ import annotations

import sys

import pytest

from tests.conftest import Cli


@pytest.fixture
def bavarian(planned: Cli) -> Cli:
    """A learner who takes the public holidays of Bavaria off."""
    planned("off", "--holidays", "de-by")
    return planned


def off_days(cli: Cli) -> dict[str, str | None]:
    changes = cli.document("off")["changes"]
    return {change["from"]: change["holiday"] for change in changes}


def capacity(cli: Cli, day: str) -> int:
    sessions = cli.document("plan")["sessions"]
    return sum(session["minutes"] for session in sessions if session["date"] == day)


def test_holidays_become_days_off_with_their_names(planned: Cli) -> None:
    said = planned.said("off", "--holidays", "DE-BY")
    assert "public holidays of DE-BY, Wed 6 Jan to" in said
    assert "Wed 6 Jan off, Epiphany" in said
    assert "1 day later" in said
    assert capacity(planned, "2027-01-06") == 0
    listed = off_days(planned)
    assert listed["2027-12-25"] == "Christmas Day"
    assert listed["2028-01-01"] == "New Year's Day"
    assert all("2027-01-04" <= day < "2028-01-04" for day in listed)
    assert "off, Epiphany" in planned.said("off")


def test_it_is_one_step(bavarian: Cli) -> None:
    assert "Undone:" in bavarian.said("undo")
    assert off_days(bavarian) == {}
    bavarian("redo")
    assert "2027-01-06" in off_days(bavarian)
    assert bavarian.document("history")["entries"][-1]["what"].endswith(": off")


def test_saying_it_twice_changes_nothing(bavarian: Cli) -> None:
    assert "nothing changed" in bavarian.said("off", "--holidays", "DE-BY")
    assert len(bavarian.document("history")["entries"]) == 2


def test_the_same_commands_take_them_back(bavarian: Cli) -> None:
    bavarian("off", "2027-01-06", "--remove")
    assert "2027-01-06" not in off_days(bavarian)
    assert capacity(bavarian, "2027-01-06") == 60
    said = bavarian.said("off", "--holidays", "DE-By", "--remove")
    assert "the usual hours" in said
    assert off_days(bavarian) == {}
    assert "nothing changed" in bavarian.said("off", "--holidays", "DE-BY", "--remove")


def test_a_vacation_around_holidays_outlives_them(planned: Cli) -> None:
    planned("off", "2027-01-05..2027-01-07")
    planned("off", "--holidays", "DE-BY")
    assert off_days(planned)["2027-01-05"] is None
    planned("off", "--holidays", "DE-BY", "--remove")
    assert list(off_days(planned)) == ["2027-01-05"]
    assert capacity(planned, "2027-01-06") == 0


def test_a_year_or_a_range_can_be_chosen(planned: Cli) -> None:
    planned("off", "--holidays", "DE", "--year", "2028")
    assert min(off_days(planned)) == "2028-01-01"
    assert max(off_days(planned)) == "2028-12-26"
    planned("off", "--holidays", "DE", "--year", "2028", "--remove")
    planned("off", "2027-03-01..2027-03-31", "--holidays", "DE")
    assert list(off_days(planned)) == ["2027-03-26", "2027-03-29"]


def test_two_regions_are_told_apart(bavarian: Cli) -> None:
    bavarian("off", "--holidays", "US")
    bavarian("off", "--holidays", "DE-BY", "--remove")
    assert "2027-07-04" in off_days(bavarian)
    assert "2027-01-06" not in off_days(bavarian)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--holidays", "germany"), "Did you mean DE (Germany)?"),
        (("--holidays", "ZZ"), "No country with known holidays has the code 'ZZ'"),
        (("--holidays", "DE-Bayren"), "Did you mean BY?"),
        (("--holidays", "DE-QQ"), "Give one of BB, BE"),
        (("--holidays", "AI-QQ"), "Say --holidays AI."),
        (("--holidays", ""), "No country"),
        (("--holidays", "DE", "--year", "2026"), "is in the past"),
        (("--holidays", "DE", "--year", "2300"), "Choose a nearer year"),
        (("--holidays", "DE", "--year", "2027", "fri"), "Leave one of them out"),
        (("--year", "2027"), "mlroadmap off --holidays DE"),
    ],
)
def test_what_cannot_be_is_refused(planned: Cli, words: tuple[str, ...], said: str) -> None:
    assert said in " ".join(planned("off", *words, exits=2).stderr.split())
    assert len(planned.document("history")["entries"]) == 1


def test_without_the_package_it_says_how_to_install_it(
    bavarian: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)
    told = bavarian("off", "--holidays", "US", exits=2).stderr
    assert "python -m pip install 'mlroadmap[holidays]'" in told
    assert "Epiphany" in bavarian.said("off")
    bavarian("off", "--holidays", "DE-BY", "--remove")
    assert off_days(bavarian) == {}


def test_without_a_plan_there_is_nothing_to_take_off(cli: Cli) -> None:
    cli("off", "--holidays", "DE", exits=7)

"""Words that say what is meant, and lines that stay whole on narrow terminals."""

from __future__ import annotations

import re

import pytest

from tests.conftest import Cli

DATE = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{1,2} [A-Z][a-z]{2} \d+")


def test_a_roadmap_of_which_all_is_skipped_is_not_finished(planned: Cli) -> None:
    said = planned.said("skip", "1", "2", "3")
    assert "Nothing is left to study: every topic is skipped." in said
    for command in ("next", "plan", "forecast", "status"):
        said = planned.said(command)
        assert "every topic is skipped" in said
        assert "finished" not in said
        assert "0 of 0" not in said
        assert "All" not in said
        assert "today" not in said
    assert planned.said("next", "--short") == "every topic is skipped"
    assert "Finished on" not in planned("export", "html", "--output", "-").stdout


def test_what_is_known_or_skipped_is_called_so(planned: Cli) -> None:
    planned("known", "vectors")
    planned("skip", "1", "2", "3")
    assert "every topic is skipped or known" in planned.said("status")


def test_the_date_to_keep_is_called_that_and_comes_first(cli: Cli) -> None:
    cli("plan", "--hours", "7", "--finish-by", "2027-03-01")
    said = cli.said("forecast")
    assert said.index("Your date, Mon 1 Mar: 9 in 10.") < said.index("even odds by")
    assert "▽ Your date" in said
    assert "Original" not in said
    assert "Original" not in cli.said("status")
    assert "To finish by" in cli("export", "html", "--output", "-").stdout


def test_without_such_a_date_the_original_finish_is_called_that(planned: Cli) -> None:
    planned("off", "2027-01-05")
    said = planned.said("forecast")
    assert "▽ Original finish" in said
    assert "Your date" not in said


def test_the_shades_of_the_band_are_explained(planned: Cli) -> None:
    said = planned.said("forecast")
    assert "Finished by then, at least: ▒ 1 in 10 ▓ even odds █ 8 in 10" in said


@pytest.mark.parametrize("columns", [40, 50, 60, 80])
def test_no_date_or_label_is_cut_on_narrow_terminals(cli: Cli, columns: int) -> None:
    cli("plan", "--hours", "1", "--finish-by", "2028-12-31")
    cli.columns = columns
    for words in (("forecast",), ("whatif", "--hours", "0.5,10"), ("history",)):
        lines = cli(*words).stdout.splitlines()
        assert all(len(line) <= columns for line in lines)
        for line in lines:
            for found in DATE.findall(line):
                assert len(found.split()[3]) == 4, line
    said = cli.said("forecast")
    assert "▼ As planned" in said
    assert "If you keep at it" in said


def test_a_narrow_table_names_its_columns_in_each_row(planned: Cli) -> None:
    planned.columns = 40
    assert "From today" in planned.said("forecast")
    assert planned("forecast").stdout.count("Finished by ") > 2


def test_days_of_study_are_not_counted_before_the_first(planned: Cli) -> None:
    assert "Studied on" not in planned.said("status")
    assert "Studied on" not in planned.said("week")
    planned("log", "vectors", "1h", "--on", "2027-01-02")
    assert "Studied on 1 of the last 3 days." in planned.said("status")

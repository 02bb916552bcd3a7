from __future__ import annotations

from pathlib import Path
from shutil import rmtree

import pytest

from tests.conftest import Cli

SMALL = """\
format: 1
title: Baking
stages:
- {id: a, title: A, topics: [{id: dough, title: Dough, hours: 2}, {id: loaf, title: Loaf}]}
"""


@pytest.fixture
def alone(cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Cli:
    """A learner without --roadmap, with a roadmap file in a folder of their own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "roadmap", "")
    (tmp_path / "Baking 1.yaml").write_text(SMALL, encoding="utf-8")
    return cli


def test_each_roadmap_keeps_its_own_progress(alone: Cli, tmp_path: Path) -> None:
    alone("plan", "--hours", "10")
    said = alone("use", "Baking 1.yaml")
    assert "In use: Baking (baking-1). It has no plan yet." in " ".join(said.stdout.split())
    assert "1 topic of 2 has no hours" in said.stderr
    alone("next", exits=7)
    alone("plan", "--hours", "7")
    alone("done", "dough")
    assert (alone.state / "roadmaps" / "baking-1" / "log").is_dir()
    assert (alone.state / "state" / "roadmaps" / "baking-1" / "mirror").is_dir()
    assert "baking-1" in alone.said("paths")
    assert "In use: How to Become" in alone.said("use", "builtin")
    assert alone.document("status")["progress"]["done_topics"] == 0
    (tmp_path / "sub").mkdir()
    alone("use", "baking-1")
    assert alone.document("status")["progress"]["done_topics"] == 1


def test_the_roadmaps_are_listed(alone: Cli) -> None:
    alone("use", "Baking 1.yaml", "--name", "bread")
    alone("plan", "--hours", "7")
    shown = alone.said("roadmaps")
    assert "builtin How to Become" in shown
    assert "0 of 69 no plan" in shown
    assert "▸ bread Baking 0 of 2" in shown
    found = alone.document("roadmaps")
    assert found["current"] == "bread"
    assert [row["name"] for row in found["roadmaps"]] == ["builtin", "bread"]
    assert found["roadmaps"][1]["finish"] == "2027-01-10"


def test_a_roadmap_that_is_gone_is_still_listed(alone: Cli, tmp_path: Path) -> None:
    alone("use", "Baking 1.yaml")
    alone("plan", "--hours", "7")
    (tmp_path / "Baking 1.yaml").unlink()
    assert "There is no such file" in alone.said("roadmaps")
    assert "missing-file" in alone("use", "baking-1", exits=4).stderr
    (alone.state / "state" / "roadmaps.json").unlink()
    assert "baking-1 its file is not known here" in alone.said("roadmaps")
    assert "is not known here" in alone("use", "baking-1", exits=4).stderr
    assert alone.document("roadmaps")["current"] == "builtin"
    (alone.state / "roadmaps" / "other").mkdir()
    assert "its file is not known here" in alone.said("roadmaps")


def test_a_damaged_choice_is_not_taken_for_another_roadmap(alone: Cli) -> None:
    alone("use", "Baking 1.yaml")
    (alone.state / "state" / "roadmaps.json").write_text("{", encoding="utf-8")
    assert "mlroadmap use builtin" in alone("next", exits=6).stderr
    alone("use", "builtin")
    assert "Baking" not in alone.said("topics")


@pytest.mark.parametrize(
    ("old", "new"),
    [('"current": "bread"', '"current": "braed"'), ("bread.yaml", ""), ('"bread": ', '"b": ')],
)
def test_a_roadmap_without_a_file_is_not_taken_for_the_built_in_one(
    alone: Cli, tmp_path: Path, old: str, new: str
) -> None:
    (tmp_path / "Baking 1.yaml").rename(tmp_path / "bread.yaml")
    alone("use", "bread.yaml")
    alone("plan", "--hours", "7")
    place = alone.state / "state" / "roadmaps.json"
    text = place.read_text(encoding="utf-8").replace(f"{tmp_path}/", "")
    assert old in text
    place.write_text(text.replace(old, new), encoding="utf-8")
    for words in (("plan", "--hours", "5"), ("topics",)):
        assert "is not known here" in alone(*words, exits=4).stderr
    for words in (("status",), ("log", "dough", "20m")):
        alone(*words, exits=7 if "braed" in new else 4)
    assert "names no file of the roadmap" in alone("doctor", exits=6).stdout
    assert "is not known here" in alone("paths").stderr
    assert ("its file is not known here" in alone.said("roadmaps")) is ("braed" not in new)


def test_a_file_that_has_moved_keeps_its_name(alone: Cli, tmp_path: Path) -> None:
    alone("use", "Baking 1.yaml")
    (tmp_path / "there").mkdir()
    (tmp_path / "Baking 1.yaml").rename(tmp_path / "there" / "Baking 1.yaml")
    alone("use", "there/Baking 1.yaml")
    assert [row["name"] for row in alone.document("roadmaps")["roadmaps"]] == [
        "builtin", "baking-1",
    ]  # fmt: skip


def moved(alone: Cli, tmp_path: Path, text: str) -> str:
    """Put another file in place of one that was planned with, and that is gone."""
    alone("use", "Baking 1.yaml")
    alone("plan", "--hours", "7")
    alone("done", "dough")
    alone("use", "builtin")
    (tmp_path / "there").mkdir()
    (tmp_path / "Baking 1.yaml").unlink()
    (tmp_path / "there" / "Baking 1.yaml").write_text(text, encoding="utf-8")
    return "there/Baking 1.yaml"


def test_progress_moves_with_its_file(alone: Cli, tmp_path: Path) -> None:
    alone("use", moved(alone, tmp_path, SMALL))
    assert alone.document("status")["progress"]["done_topics"] == 1


@pytest.mark.parametrize("is_known", [True, False])
def test_another_file_of_the_same_name_does_not_take_over_progress(
    is_known: bool, alone: Cli, tmp_path: Path
) -> None:
    other = moved(alone, tmp_path, SMALL.replace("Baking", "Cooking"))
    if not is_known:
        (alone.state / "state" / "roadmaps.json").unlink()
    refused = " ".join(alone("use", other, exits=2).stderr.split())
    gone = f"{tmp_path}/Baking 1.yaml, which is gone" if is_known else "another file"
    assert f"'baking-1' holds the progress of {gone}" in refused
    assert f"mlroadmap use '{tmp_path}/{other}' --name baking-1" in refused
    assert alone.document("roadmaps")["current"] == "builtin"
    alone("use", other, "--name", "cooking")
    assert alone.document("roadmaps")["roadmaps"][2]["done_topics"] == 0
    alone("use", "builtin")


def test_who_names_it_takes_the_progress_along(alone: Cli, tmp_path: Path) -> None:
    other = moved(alone, tmp_path, SMALL.replace("Baking", "Cooking"))
    alone("use", other, "--name", "baking-1")
    assert alone.document("status")["progress"]["done_topics"] == 1


def test_two_files_of_one_name(alone: Cli, tmp_path: Path) -> None:
    alone("use", "Baking 1.yaml")
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "Baking 1.yaml").write_text(SMALL, encoding="utf-8")
    assert "Give this one another" in alone("use", "there/Baking 1.yaml", exits=2).stderr
    alone("use", "there/Baking 1.yaml", "--name", "second")


def test_no_file_takes_the_name_of_another(alone: Cli, tmp_path: Path) -> None:
    alone("use", "Baking 1.yaml")
    (tmp_path / "other.yaml").write_text(SMALL, encoding="utf-8")
    refused = alone("use", "other.yaml", "--name", "baking-1", exits=2)
    assert "is the name of" in refused.stderr
    alone("use", "Baking 1.yaml", "--name", "baking-1")


@pytest.mark.parametrize("name", ["../x", "builtin", "", "A b"])
def test_names_that_cannot_be(alone: Cli, name: str) -> None:
    alone("use", "Baking 1.yaml", "--name", name, exits=2)


def test_what_there_is_not(alone: Cli, tmp_path: Path) -> None:
    assert "Did you mean builtin?" in alone("use", "bultin", exits=2).stderr
    assert "\nmlroadmap roadmaps\n" in alone("use", "../nowhere", exits=2).stderr
    (tmp_path / "bad.yaml").write_text("x", encoding="utf-8")
    alone("use", "bad.yaml", exits=4)
    assert alone.document("roadmaps")["current"] == "builtin"


def test_an_option_still_wins(alone: Cli) -> None:
    result = alone("--roadmap", "Baking 1.yaml", "use", "builtin")
    assert "still puts another file in its place" in result.stderr


def test_a_new_roadmap_is_valid_and_not_written_over(alone: Cli, tmp_path: Path) -> None:
    assert "Fill it in" in alone.said("new", "mine.yaml")
    assert "no problems" in alone.said("check", "mine.yaml")
    assert (tmp_path / "mine.yaml").read_text(encoding="utf-8").startswith("# yaml-language")
    assert "is there already" in alone("new", "mine.yaml", exits=2).stderr
    assert "cannot be written" in alone("new", "no/mine.yaml", exits=1).stderr


def test_a_roadmap_of_one_s_own_is_kept_compiled(alone: Cli) -> None:
    """It is the only one that was ever planned: the built-in one has no log."""
    alone("use", "Baking 1.yaml")
    alone("plan", "--hours", "7")
    compiled = alone.state / "cache" / "roadmaps"
    rmtree(compiled)
    alone("next")
    assert list(compiled.iterdir())

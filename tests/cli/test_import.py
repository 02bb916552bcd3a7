from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Cli

SOURCE = """\
# Learn to bake
## About
Words.
## Bread
- [x] [Dough](https://a.example/dough) (2 hours)
- [ ] Loaf
    - Prerequisites: Dough
## Shopping
- Flour
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "bake.md"
    path.write_text(SOURCE, encoding="utf-8")
    return path


@pytest.fixture
def alone(cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Cli:
    """A learner without --roadmap, in a folder of their own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "roadmap", "")
    return cli


def test_an_import_says_what_it_found_and_what_not(alone: Cli, source: Path) -> None:
    said = alone.said("import", str(source), "-o", "bake.yaml")
    assert said.startswith(
        "2 topics, 1 with hours, 1 unknown, 1 with prerequisites, 1 done already. "
        "Taken: 2 of 4 headings, 2 of 2 boxes, 1 of 1 link, 1 of 2 items. Left out, 3 parts: "
        "line 2: About: about the document, not the subject (to take them: --keep About) "
        "line 8: Shopping: nothing to study under it "
        "line 9: Flour: no box as elsewhere in the document (to take them: --keep Shopping)"
    )
    assert "Topics without hours will be planned with 5h each, unless you give" in said
    assert "What is done already counts as known from the first plan on." in said
    assert said.endswith("Next: mlroadmap use bake.yaml")
    assert "no problems" in alone.said("check", "bake.yaml")


def test_the_imported_roadmap_is_planned_with_what_is_assumed(alone: Cli, source: Path) -> None:
    alone("import", str(source), "-o", "bake.yaml")
    result = alone("plan", "--roadmap", "bake.yaml", "--hours", "7")
    assert "1 topic is marked as done in the roadmap, so known already." in result.stderr
    assert "1 topic of 2 has no hours in the roadmap; it counts as 5h" in result.stderr
    plan = alone.document("plan")
    assert [topic["state"] for topic in plan["topics"]] == ["known", "todo"]
    assert plan["remaining_minutes"] == 300
    assert "assumed" in alone.said("topics")
    assert "assumed: the roadmap does not say" in alone.said("show", "loaf")


def test_what_the_learner_says_stands_against_the_marks(alone: Cli, source: Path) -> None:
    alone("import", str(source), "-o", "bake.yaml")
    alone("plan", "--roadmap", "bake.yaml", "--hours", "7", "--dry-run")
    alone("plan", "--roadmap", "bake.yaml", "--hours", "7")
    alone("reopen", "dough")
    source.write_text(SOURCE + "## More\n- [x] Rolls\n", encoding="utf-8")
    alone("import", str(source), "-o", "bake.yaml")
    alone("plan")
    states = {topic["id"]: topic["state"] for topic in alone.document("plan")["topics"]}
    assert states == {"dough": "todo", "loaf": "todo", "rolls": "known"}


def test_a_newer_version_keeps_what_was_logged(alone: Cli, source: Path) -> None:
    alone("import", str(source), "-o", "bake.yaml")
    alone("use", "bake.yaml")
    alone("plan", "--hours", "7")
    alone("log", "loaf", "45m")
    newer = (
        SOURCE.replace("[Dough]", "[A good dough]").replace("Loaf", "Loaf") + "## Z\n- [ ] Z\n"
    )
    source.write_text(newer, encoding="utf-8")
    said = alone.said("import", str(source), "-o", "bake.yaml", "--default-hours", "2")
    assert "planned with 2h each, as you said" in said
    assert "The file as it was is kept as" in said
    assert (source.parent / "bake.yaml.bak").is_file()
    text = (source.parent / "bake.yaml").read_text(encoding="utf-8")
    assert "- id: a-good-dough" in text
    assert "aliases: [dough]" in text
    topics = {topic["id"]: topic for topic in alone.document("plan")["topics"]}
    assert topics["loaf"]["logged_minutes"] == 45
    assert topics["a-good-dough"]["state"] == "known"
    assert topics["z"]["effort_minutes"] == 120
    alone("import", str(source), "-o", "bake.yaml")
    assert "default_hours: 2" in (source.parent / "bake.yaml").read_text(encoding="utf-8")


def test_topics_that_are_gone_are_named(alone: Cli, tmp_path: Path) -> None:
    source = tmp_path / "a.md"
    source.write_text("".join(f"- topic {number}\n" for number in range(15)), encoding="utf-8")
    alone("import", "a.md", "-o", "a.yaml")
    source.write_text("- topic 0\n- topic 1\n", encoding="utf-8")
    alone("import", "a.md", "-o", "b.yaml")
    changes = " ".join(alone("import", "a.md", "-o", "b.yaml").stderr.split())
    assert changes == ""
    source.write_text("- topic 3\n", encoding="utf-8")
    changes = " ".join(alone("import", "a.md", "-o", "b.yaml").stderr.split())
    assert changes == (
        "Changes: Added (1): topic 3 "
        "Removed; what was logged stays in the log (2): topic-0, topic-1"
    )


def test_without_a_file_the_roadmap_goes_to_stdout(alone: Cli, source: Path) -> None:
    result = alone("import", str(source))
    assert result.stdout.startswith("# yaml-language-server: $schema=file:///")
    assert "2 topics, 1 with hours" in result.stderr
    assert "Next:" not in result.stderr


def test_the_document(alone: Cli, source: Path) -> None:
    found = json.loads(alone("import", str(source), "-o", "bake.yaml", "--json").stdout)
    assert found["schema_version"] == 2
    assert (found["topics"], found["with_hours"], found["unknown_hours"]) == (2, 1, 1)
    assert found["done"] == ["dough"]
    assert found["left_out"][0] == {
        "file": "",
        "line": 2,
        "what": "About",
        "kind": "heading",
        "number": 1,
        "reason": "about the document, not the subject",
    }
    assert "Add -o FILE" in alone("import", str(source), "--json", exits=2).stderr


def test_a_folder(alone: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "courses"
    (folder / ".git").mkdir(parents=True)
    (folder / ".git" / "x.md").write_text("- hidden\n", encoding="utf-8")
    (folder / "a.md").write_text("- one\n", encoding="utf-8")
    (folder / "b.csv").write_text("title,hours\ntwo,3\n", encoding="utf-8")
    (folder / "bad.md").write_bytes(b"\xff")
    (folder / ".hidden.md").write_text("- hidden\n", encoding="utf-8")
    (folder / "link.md").symlink_to(folder / "a.md")
    said = alone.said("import", "courses", "-o", "c.yaml")
    assert "2 topics, 1 with hours, 1 unknown." in said
    assert "bad.md: The byte 0xFF here is not UTF-8." in said


def test_many_things_left_out_are_not_all_shown(alone: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("- [ ] a\n" + "- ~~b~~\n" * 14, encoding="utf-8")
    assert "and 4 more, listed at the head" in alone.said("import", "a.md", "-o", "a.yaml")


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("a.md", b"nothing here", 4, "No topics were found in 'a'. Looked for task-list boxes"),
        ("a.md", b"\xff\xfe", 4, "a.md:1:1: not-utf-8"),
        ("a.md", b"- x\x00\x1b[31m\n", 0, ""),
        ("a.json", b'{"mockup": {"controls": []}}', 4, "a.json is one of roadmap.sh's old"),
        ("a.json", b"[" * 100_000, 4, "a.json is"),
        ("a.csv", b"title\n" + b"x" * 200_000, 4, "a.csv line 2 is no row"),
        ("a.yaml", b"", 2, "needs no import"),
    ],
)
def test_what_cannot_be_imported(
    alone: Cli, tmp_path: Path, name: str, content: bytes, code: int, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    result = alone("import", name, exits=code)
    assert words in " ".join(result.stderr.split())
    assert "\x1b" not in result.output
    assert "\x00" not in result.output


def test_sources_that_are_not_there(alone: Cli, tmp_path: Path) -> None:
    assert "missing-file" in alone("import", "none.md", exits=4).stderr
    assert "does not use the network" in alone("import", "https://a.example/x", exits=2).stderr
    (tmp_path / "empty").mkdir()
    assert "nothing to import" in alone("import", "empty", exits=4).stderr
    with (tmp_path / "big.md").open("wb") as sparse:
        sparse.truncate(5 * 1024 * 1024)
    assert "larger than 4 MiB" in alone("import", "big.md", exits=4).stderr


def test_a_file_that_is_no_roadmap_is_not_replaced(alone: Cli, source: Path) -> None:
    other = source.with_name("other.yaml")
    other.write_text("mine: true\n", encoding="utf-8")
    result = alone("import", str(source), "-o", "other.yaml", exits=4)
    assert "is there already and is no valid roadmap" in result.stderr
    assert other.read_text(encoding="utf-8") == "mine: true\n"
    assert (
        "cannot be written"
        in alone("import", str(source), "-o", "no/such/place.yaml", exits=1).stderr
    )


@pytest.mark.parametrize("hours", ["0", "-1", "x", "1e9"])
def test_default_hours_that_cannot_be(alone: Cli, source: Path, hours: str) -> None:
    alone("import", str(source), f"--default-hours={hours}", exits=2)


def test_a_result_that_is_not_valid_is_our_bug(
    alone: Cli, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mlroadmap.importers.yaml_text.write_yaml", lambda *_: "format: 1")
    assert "nothing was written" in alone("import", str(source), "-o", "b.yaml", exits=1).stderr
    assert not (source.parent / "b.yaml").exists()


def test_text_on_standard_input(alone: Cli) -> None:
    alone.typed = b"Week 1: Sets\nWeek 2: Maps\n"
    result = alone("import", "-")
    assert "from standard input" in result.stdout
    assert "2 topics" in result.stderr
    alone.typed = b"x" * (4 * 1024 * 1024 + 1)
    assert "larger than 4 MiB" in alone("import", "-", exits=4).stderr
    alone.typed = b"\xff"
    assert "0xFF here is not UTF-8" in alone("import", "-", exits=4).stderr


def test_what_looks_like_no_curriculum_is_not_written(alone: Cli, tmp_path: Path) -> None:
    rows = "".join(f"aircAruvn{number},2026\n" for number in range(10, 14))
    (tmp_path / "a.csv").write_text(f"Video ID,Time\n{rows}", encoding="utf-8")
    said = " ".join(alone("import", "a.csv", "-o", "a.yaml", exits=4).stderr.split())
    assert "4 of 4 titles are numbers, ids or markup: 'aircAruvn10'" in said
    assert "Takeout names videos by their ids only" in said
    assert "Add --force to write it all the same" in said
    assert not (tmp_path / "a.yaml").exists()
    assert "4 topics" in alone.said("import", "a.csv", "-o", "a.yaml", "--force")
    (tmp_path / "b.md").write_text("# T\n- x\n## FAQ\n" + "- c\n" * 18, encoding="utf-8")
    said = " ".join(alone("import", "b.md", "-o", "b.yaml", exits=4).stderr.split())
    assert "18 of 19 items are left out, more than are taken" in said
    assert "18 items under 'FAQ'" in said
    assert "19 topics" in alone.said("import", "b.md", "-o", "b.yaml", "--keep", "FAQ")
    links = "".join(f"- [x{n}](https://a.example/{n})\n" for n in range(1000))
    (tmp_path / "c.md").write_text(f"# T\n{links}", encoding="utf-8")
    said = " ".join(alone("import", "c.md", "-o", "c.yaml", exits=4).stderr.split())
    assert "the stage 'T' is a list of 1,000 links" in said


def test_options_about_the_source(alone: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Title,Was\nx,Brot\n", encoding="utf-8")
    alone("import", "a.csv", "-o", "a.yaml", "--columns", "title=Was")
    assert "title: Brot" in (tmp_path / "a.yaml").read_text(encoding="utf-8")
    (tmp_path / "b.md").write_text("- [x](x.md)\n", encoding="utf-8")
    alone("import", "b.md", "-o", "b.yaml", "--base", "https://a.example/r/README.md")
    assert "https://a.example/r/x.md" in (tmp_path / "b.yaml").read_text(encoding="utf-8")
    assert "Roles:" in alone("import", "a.csv", "--columns", "size=Was", exits=2).stderr
    assert "no column 'No'" in alone("import", "a.csv", "--columns", "title=No", exits=4).stderr
    assert "not 'x'" in alone("import", "b.md", "--base", "x", exits=2).stderr
    (tmp_path / "deck.apkg").write_bytes(b"x")
    assert "export notes as plain text" in alone("import", "deck.apkg", exits=4).stderr


def test_a_topic_that_was_split(alone: Cli, tmp_path: Path) -> None:
    source = tmp_path / "a.md"
    source.write_text("- Sets\n- Maps\n- Old\n  - one\n  - two\n", encoding="utf-8")
    alone("import", "a.md", "-o", "a.yaml")
    source.write_text("- Sets 1\n- Sets 2\n- Maps\n- one\n- two\n", encoding="utf-8")
    result = alone("import", "a.md", "-o", "a.yaml")
    changes = " ".join(result.stderr.split())
    assert changes == (
        "Changes: Split; what was logged counts for the first part (2): "
        "Sets into Sets 1 and Sets 2, Old into one and two"
    )
    text = (tmp_path / "a.yaml").read_text(encoding="utf-8")
    assert "aliases: [sets]" in text
    assert "aliases: [old]" in text


def test_other_files_of_a_folder_are_counted(alone: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "course"
    folder.mkdir()
    (folder / "a.md").write_text("- [ ] one\n", encoding="utf-8")
    for name in ("a.png", "b.png", "c"):
        (folder / name).write_bytes(b"x")
    said = alone.said("import", "course", "-o", "c.yaml")
    assert "2 files: of a kind that cannot be imported" in said


def test_steps_outlast_an_import_of_a_newer_source(alone: Cli, tmp_path: Path) -> None:
    source = tmp_path / "bake.md"
    source.write_text("# Bake\n- [ ] Bread (2 hours)\n  - Knead\n  - Bake\n", "utf-8")
    said = alone.said("import", "bake.md", "-o", "bake.yaml")
    assert said.startswith("1 topic, 1 with hours, 0 unknown, 2 steps.")
    alone("use", "bake.yaml")
    alone("plan", "--hours", "7")
    alone("done", "bread/knead")
    source.write_text("# Bake\n- [ ] Bread (2 hours)\n  - Sift\n  - Knead\n  - Bake\n", "utf-8")
    alone("import", "bake.md", "-o", "bake.yaml")
    steps = alone.document("steps", "bread")["steps"]
    assert [step["id"] for step in steps] == ["sift", "knead", "bake"]
    assert "Bread: knead done" in alone("history").stdout


def test_a_content_file_beside_the_roadmap_is_not_contradicted(
    alone: Cli, tmp_path: Path
) -> None:
    (tmp_path / "bake.md").write_text("# Bake\n- [ ] Bread\n  - Knead\n", "utf-8")
    content = tmp_path / "bake" / "bread.yaml"
    content.parent.mkdir()
    content.write_text("steps:\n  - id: own\n    title: My own\n    minutes: 30\n", "utf-8")
    alone("import", "bake.md", "-o", "bake.yaml")
    assert "no problems" in alone.said("check", "bake.yaml")
    alone("import", "bake.md", "-o", "bake.yaml")
    assert "covers:\n          - Knead" in (tmp_path / "bake.yaml").read_text("utf-8")

"""The README's pictures show what the commands print today."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from pathlib import Path
from runpy import run_path

import pytest

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / "docs" / "pictures.py"
PICTURES = run_path(str(SCRIPT))


def words_of(svg: str) -> list[str]:
    """Give the words in a picture, however the installed Rich lays them out."""
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    return html.unescape(" ".join(texts)).replace("\xa0", " ").split()


@pytest.mark.parametrize("name", PICTURES["SCENES"])
def test_the_picture_is_current(name: str) -> None:
    stored = (PICTURES["FOLDER"] / f"{name}.svg").read_text(encoding="utf-8")
    assert words_of(stored) == words_of(PICTURES["draw"](name))


def test_the_readme_shows_every_picture() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"docs/pictures/(\w+)\.svg", readme))
    assert shown == set(PICTURES["SCENES"])
    assert {file.stem for file in PICTURES["FOLDER"].iterdir()} == shown


def test_the_script_tells_a_picture_that_is_out_of_date(tmp_path: Path) -> None:
    copy = tmp_path / "docs" / "pictures.py"
    copy.parent.mkdir()
    copy.write_text(SCRIPT.read_text(encoding="utf-8"), encoding="utf-8")

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(copy), *words], check=False, capture_output=True, text=True
        )

    assert run("--check").returncode == 1
    assert run().returncode == 0
    assert run("--check").returncode == 0

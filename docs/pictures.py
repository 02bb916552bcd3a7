"""Draw the README's pictures: real runs on a fixed day, exported as SVG by Rich.

python docs/pictures.py          draws them anew
python docs/pictures.py --check  exits with 1 when one is out of date
"""

from __future__ import annotations

import argparse
import os
import sys
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.text import Text
from typer.testing import CliRunner

from mlroadmap.cli.app import app

FOLDER = Path(__file__).parent / "pictures"
WIDTH = 84

TODAY = "2027-01-04"
SCENES: dict[str, list[tuple[str, str]]] = {
    "plan": [(TODAY, "plan --hours 10")],
    "next": [(TODAY, "plan --hours 10"), (TODAY, "next")],
    "status": [
        (TODAY, "plan --hours 10"),
        (TODAY, "done role-design-models role-data-handling"),
        ("2027-01-05", "status"),
    ],
}


def draw(name: str) -> str:
    """Run a scene in a state of its own and draw its last command as SVG."""
    with TemporaryDirectory() as state:
        for today, line in SCENES[name]:
            text = run(line, today=today, state=state)
    console = Console(record=True, width=WIDTH, file=StringIO(), legacy_windows=False)
    console.print(Text(f"$ mlroadmap {SCENES[name][-1][1]}"))
    console.print(Text.from_ansi(text))
    return console.export_svg(title="mlroadmap", unique_id=f"mlroadmap-{name}")


def run(line: str, *, today: str, state: str) -> str:
    """Run a command line and give what it prints, in colour. Raises for a failure."""
    environment = {
        "COLUMNS": str(WIDTH),
        "MLROADMAP_STATE": state,
        "MLROADMAP_TODAY": today,
        "MLROADMAP_ROADMAP": "",
        "TERM": "xterm-256color",
        "TZ": "UTC",
    }
    words = [*line.split(), "--color", "always"]
    result = CliRunner().invoke(app, words, env={**os.environ, **environment})
    if result.exit_code:
        raise RuntimeError(result.output)
    return result.stdout


def main() -> int:
    """Draw or check all pictures."""
    parser = argparse.ArgumentParser(description="Draw the README's pictures.")
    parser.add_argument("--check", action="store_true", help="only compare")
    check = parser.parse_args().check
    stale = []
    for name in SCENES:
        file, picture = FOLDER / f"{name}.svg", draw(name)
        if check:
            stale += [] if file.is_file() and file.read_text("utf-8") == picture else [name]
        else:
            FOLDER.mkdir(exist_ok=True)
            file.write_text(picture, encoding="utf-8")
    for name in stale:
        print(f"{name}.svg is out of date: run python docs/pictures.py", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())

"""Each file of the corpus, whole and cut, and the fuzzer itself for a while."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from .fuzz.targets import TARGETS
from .harness import REPOSITORY, size

CORPUS = REPOSITORY / "tests" / "faults" / "fuzz" / "corpus"
FILES = sorted(path for path in CORPUS.rglob("*") if path.is_file())


@pytest.mark.parametrize("file", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_was_found_before(file: Path, tmp_path: Path) -> None:
    data = file.read_bytes()
    for end in {len(data), len(data) // 2, len(data) // 3}:
        TARGETS[file.parent.name](data[:end], tmp_path)


@pytest.mark.campaign
@pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None,
    reason="atheris is in the dependency group fuzz",
)
@pytest.mark.parametrize("target", TARGETS)
def test_fuzzing(target: str, tmp_path: Path) -> None:
    limits = [f"-max_total_time={size(10, 600)}", "-timeout=60", "-rss_limit_mb=4096"]
    result = subprocess.run(
        [
            *(sys.executable, "-m", "tests.faults.fuzz", target),
            *limits,
            f"-artifact_prefix={tmp_path}/",
        ],
        cwd=REPOSITORY,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    assert result.returncode == 0, result.stderr[-3000:]

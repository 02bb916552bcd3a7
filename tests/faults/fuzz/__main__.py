"""Fuzz a target: python -m tests.faults.fuzz log|roadmap|source [options of libFuzzer].

Needs atheris (the dependency group "fuzz"). What it finds is written to crash-*; put it
into corpus/ under a name that says what it is, and mend what it shows.
"""

from __future__ import annotations

import importlib
import sys
import tempfile
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"


def main() -> None:
    atheris = importlib.import_module("atheris")
    name, *options = sys.argv[1:]
    with atheris.instrument_imports(include=["mlroadmap"]):
        targets = importlib.import_module("tests.faults.fuzz.targets")
    target = targets.TARGETS[name]
    # New inputs go into a scratch directory, so that the corpus stays small.
    with tempfile.TemporaryDirectory() as found, tempfile.TemporaryDirectory() as scratch:
        words = [sys.argv[0], found, str(CORPUS / name), *options]
        atheris.Setup(words, lambda data: target(data, Path(scratch)))
        atheris.Fuzz()


if __name__ == "__main__":
    main()

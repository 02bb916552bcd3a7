"""The core asks nobody: no files, no clock, no chance."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import mlroadmap

CORE = Path(mlroadmap.__file__).parent / "core"
FORBIDDEN_CALLS = {"open", "input", "print", "exec", "eval", "__import__"}
FORBIDDEN_ATTRIBUTES = {"now", "utcnow", "today", "fromtimestamp"}


def impurities(source: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Name(name) if name in FORBIDDEN_CALLS:
                found.append(name)
            case ast.Attribute(ast.Name("date" | "datetime"), name):
                found.extend([name] if name in FORBIDDEN_ATTRIBUTES else [])
            case _:
                pass
    return found


@pytest.mark.parametrize(
    "module", sorted(CORE.rglob("*.py")), ids=lambda path: path.relative_to(CORE).as_posix()
)
def test_the_core_is_pure(module: Path) -> None:
    assert impurities(module.read_text()) == []


def test_the_check_sees_impurity() -> None:
    assert impurities("open('x'); date.today(); datetime.now()") == ["open", "today", "now"]

"""The process and the machine are asked in a few places alone, each named here with a reason.

Commands get all of it from AppContext (cli/doors.py), and no module keeps what changes.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import mlroadmap

SOURCE = Path(mlroadmap.__file__).parent

# What is asked for, by the names that give it.
ENVIRONMENT = {"os.environ", "os.getenv", "os.environb"}
TIME = {
    *("datetime.now", "datetime.utcnow", "datetime.today", "date.today"),
    *("time.time", "time.time_ns", "time.monotonic", "time.perf_counter", "time.localtime"),
    "localtime",
}
CHANCE = {"os.urandom", "uuid4", "uuid.uuid4", "Random", "random.Random", "random.random"}
STREAMS = {"sys.stdin", "sys.stdout", "sys.stderr", "sys.argv", "input", "print"}
CACHES = {"cache", "lru_cache", "functools.cache", "functools.lru_cache"}

DOORS: Mapping[str, tuple[set[str], Mapping[str, str]]] = {
    "the environment": (
        ENVIRONMENT,
        {
            "__main__.py": "before anything else is imported",
            "cli/boundary.py": "hands it to AppContext",
            "cli/streams.py": "how wide a learner wants the terminal to be",
        },
    ),
    "the time": (
        TIME,
        {
            "cli/clock.py": "the clock of AppContext",
            "output_cache/reprint.py": "before anything else is imported",
            "output_cache/recording.py": "how fresh a file is, whatever the learner's day",
            "storage/files.py": "how long a lock is waited for",
        },
    ),
    "chance": (
        CHANCE,
        {
            "cli/doors.py": "the draws of AppContext",
            "storage/log.py": "the ids of events; tests give others",
            "storage/device.py": "the id of a device; tests give others",
            "storage/kept_checkpoint.py": "a key that nobody else has",
            "storage/file_writer.py": "a name that no other file has",
        },
    ),
    "the streams": (
        STREAMS,
        {
            "__main__.py": "the words typed, and a bug that nothing else can report",
            "cli/boundary.py": "the words typed, and output that failed",
            "cli/streams.py": "reads them, and makes them fit to write to",
            "cli/output.py": "writes to them",
            "cli/answering_ahead.py": "puts silent ones in their place, in the background",
            "output_cache/recording.py": "listens to them",
        },
    ),
    "a cache": (
        CACHES,
        {
            "core/journal/codec.py": "decoders, made of the classes alone",
            "spacing/answer_days.py": "the memories of one simulation, which it ends with",
            "spacing/memory_model.py": "the model, made of its parameters alone",
            "storage/cache_file.py": "the shape of classes, which never changes",
            "storage/yaml_scalars.py": "what words of YAML mean, which never changes",
        },
    ),
}


def spelled(node: ast.AST) -> str:
    """Give a dotted name as it is written."""
    match node:
        case ast.Name(name):
            return name
        case ast.Attribute(ast.Name(owner), name):
            return f"{owner}.{name}"
        case _:
            return ""


def asked(tree: ast.AST, names: set[str]) -> set[str]:
    """Find which of some names are used: called, decorated with, or read as attributes."""
    found = set()
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=function):
                found.add(spelled(function))
            case ast.Attribute():
                found.add(spelled(node))
            case ast.FunctionDef(decorator_list=decorators):
                found.update(map(spelled, decorators))
            case _:
                pass
    return found & names


CHANGING = {
    *("append", "add", "update", "setdefault", "pop", "popitem", "clear", "extend"),
    *("insert", "remove", "discard", "difference_update", "sort"),
}


def kept_state(tree: ast.Module) -> Iterator[str]:
    """Name what a function changes of its module, or of a class: it outlives the call."""
    kept = {
        target.id
        for node in tree.body
        for target in targets_of(node)
        if isinstance(target, ast.Name)
    }
    classes = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.Lambda):
            local = locals_of(function)
            for node in ast.walk(function):
                yield from changed(node, kept - local, classes)


def targets_of(node: ast.AST) -> list[ast.expr]:
    match node:
        case ast.Assign(targets=targets):
            return list(targets)
        case ast.AnnAssign(target=target) | ast.AugAssign(target=target):
            return [target]
        case _:
            return []


def locals_of(function: ast.FunctionDef | ast.Lambda) -> set[str]:
    given = {each.arg for each in ast.walk(function) if isinstance(each, ast.arg)}
    stored = (each for each in ast.walk(function) if isinstance(each, ast.Name))
    return given | {each.id for each in stored if isinstance(each.ctx, ast.Store)}


def changed(node: ast.AST, kept: set[str], classes: set[str]) -> Iterator[str]:
    if isinstance(node, ast.Global):
        yield from node.names
    for target in targets_of(node):
        match target:
            case ast.Subscript(ast.Name(name)) if name in kept:
                yield name
            case ast.Attribute(ast.Name(name)) if name in kept | classes:
                yield name
            case _:
                pass
    match node:
        case ast.Call(func=ast.Attribute(ast.Name(name), method)):
            if name in kept and method in CHANGING:
                yield name
        case _:
            pass


MODULES = {path.relative_to(SOURCE).as_posix(): path for path in SOURCE.rglob("*.py")}
TREES = {name: ast.parse(path.read_text()) for name, path in sorted(MODULES.items())}


@pytest.mark.parametrize("what", DOORS)
def test_nobody_asks_for_it_but_the_doors(what: str) -> None:
    names, doors = DOORS[what]
    found = {name for name, tree in TREES.items() if asked(tree, names)}
    assert found == set(doors)


@pytest.mark.parametrize("name", TREES)
def test_no_module_keeps_what_changes(name: str) -> None:
    assert list(kept_state(TREES[name])) == []


def test_the_checks_see_what_they_are_for() -> None:
    tree = ast.parse(
        "seen = {}\nclass Runs:\n current = None\n"
        "def f():\n seen[1] = os.environ\n seen.update(x=datetime.now())\n"
        " Runs.current = sys.stdin\n"
        "def g():\n seen = {}\n seen[1] = 2\n"
    )
    assert list(kept_state(tree)) == ["seen", "Runs", "seen"]
    assert asked(tree, ENVIRONMENT | TIME | STREAMS) == {
        *("os.environ", "datetime.now", "sys.stdin")
    }

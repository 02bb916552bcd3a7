"""strace: which system calls a command makes on its state, and what if one goes wrong."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from .harness import Learner, Outcome

_CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)$")
# All that touches a file, but for the moves of a descriptor's place and the like.
TRACED = (
    "trace=openat,close,read,write,fsync,flock,ftruncate,newfstatat,fstat,getdents64,"
    "mkdir,rename,unlink,link,access,faccessat,faccessat2,chmod,fchmodat"
)


def _can_trace() -> bool:
    if shutil.which("strace") is None:
        return False
    return (
        subprocess.run(["strace", "-qq", "true"], capture_output=True, check=False).returncode
        == 0
    )


needs_strace = pytest.mark.skipif(
    not _can_trace(), reason="strace is not installed, or may not trace here"
)

QUICK = "--seccomp-bpf"


@dataclass(frozen=True)
class Call:
    """The `number`th call of a name that touches the state."""

    name: str
    number: int
    what: str


def state_places(learner: Learner) -> list[Path]:
    """Everything in a state that a command may touch, whether it is there already or not."""
    state, own = learner.state, learner.state / "state"
    names = [log.name for log in learner.logs] or [f"{device_of(learner)}.jsonl"]
    return [
        state,
        state / "log",
        own,
        own / "mirror",
        own / "turn",
        own / "device",
        own / "device.lock",
        *(state / "log" / name for name in names),
        *(own / "mirror" / name for name in names),
    ]


def device_of(learner: Learner) -> str:
    try:
        return (learner.state / "state" / "device").read_text().split()[0]
    except FileNotFoundError:
        return "unknown"


def fresh_names(folder: Path) -> list[Path]:
    """Name the files that the writer creates in a folder when its names are fixed."""
    return [folder / f".mlroadmap-{number:016x}" for number in range(1, 5)]


def traced_calls(
    learner: Learner, *words: str, places: Sequence[Path] = (), fault: str = ""
) -> list[Call]:
    """Run a command and list the calls that it made, on its state and on other places.

    Without a fault it has to succeed. The names of new files are the same each time.
    """
    trace = learner.root / "trace"
    injections = [fault] if fault else []
    prefix = strace(learner, trace, *injections, places=places)
    outcome = learner.run(*words, prefix=prefix)
    assert fault or outcome.code == 0, outcome
    counts: Counter[str] = Counter()
    calls: list[Call] = []
    for line in trace.read_text(errors="replace").splitlines():
        match = _CALL.match(line)
        if match:
            counts[match[1]] += 1
            calls.append(Call(match[1], counts[match[1]], match[2][:80]))
    return calls


def calls_of_an_append(learner: Learner) -> list[Call]:
    """List the calls that one more entry makes."""
    learner.attempted.append("counted")
    return traced_calls(learner, "log", "vectors", "1m", "--note", "counted")


def injected(call: Call, fault: str) -> str:
    return f"inject={call.name}:{fault}:when={call.number}"


def strace(
    learner: Learner, trace: Path, *expressions: str, places: Sequence[Path] = ()
) -> list[str]:
    """The words that put a command under strace."""
    learner.environ["FAULTS_FIXED_NAMES"] = "1"
    watched = [*state_places(learner), *places]
    watched += [fresh for place in watched if place.is_dir() for fresh in fresh_names(place)]
    given_places = [word for place in watched for word in ("-P", str(place))]
    given = [word for expression in (TRACED, *expressions) for word in ("-e", expression)]
    # Quicker, but a signal would not arrive.
    quick = [] if any(":signal=" in expression for expression in expressions) else [QUICK]
    return ["strace", "-f", "-qq", "-o", str(trace), *quick, *given_places, *given]


def log_with(learner: Learner, note: str, *expressions: str) -> Outcome:
    """Log under strace, with faults injected."""
    return learner.log(note, prefix=strace(learner, learner.root / "trace", *expressions))

"""A learner with the real command: what it acknowledged, and what is really stored.

The reader here is written after docs/state.md and shares no code with the program.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

REPOSITORY = Path(__file__).parents[2]
SAMPLE = REPOSITORY / "tests" / "data" / "sample.yaml"
PATIENCE_SECONDS = 300
TODAY = "2027-01-04"

IS_FULL = os.environ.get("CAMPAIGN") == "full"


def size(usual: int, full: int) -> int:
    """How many times to try: CAMPAIGN=full tries as often as the promise was tested."""
    return full if IS_FULL else usual


@dataclass(frozen=True)
class Outcome:
    """How a run of the command ended."""

    code: int
    out: str
    err: str

    @property
    def complaints(self) -> list[str]:
        """The lines that say what failed; mentions of old damage are warnings, not failures."""
        return [line for line in self.err.splitlines() if line.startswith("mlroadmap: ")]


@dataclass
class Learner:
    """A state directory and the command that works on it."""

    root: Path
    roadmap: Path = SAMPLE
    environ: dict[str, str] = field(default_factory=dict)
    state: Path = field(init=False)
    acknowledged: list[str] = field(default_factory=list)
    attempted: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        self.state = self.root / "state"

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.root),
            "PYTHONPATH": os.pathsep.join([str(REPOSITORY), *filter(None, sys.path)]),
            "PYTHONDONTWRITEBYTECODE": "1",
            "MLROADMAP_STATE": str(self.state),
            "MLROADMAP_ROADMAP": str(self.roadmap),
            "MLROADMAP_TODAY": TODAY,
            **self.environ,
        }

    def run(
        self,
        *words: str,
        prefix: Sequence[str] = (),
        preexec: Callable[[], None] | None = None,
        **environ: str,
    ) -> Outcome:
        """Run the command in a process of its own; a traceback or a bug is never right."""
        result = subprocess.run(
            [*prefix, sys.executable, "-m", "mlroadmap", *words],
            env=self.environment | environ,
            cwd=self.root,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=False,
            timeout=PATIENCE_SECONDS,
            preexec_fn=preexec,
        )
        outcome = Outcome(result.returncode, result.stdout, result.stderr)
        assert "Traceback" not in outcome.err, outcome
        assert "this is a bug" not in outcome.err, outcome
        return outcome

    def plan(self) -> None:
        outcome = self.run("plan", "--hours", "7")
        assert outcome.code == 0, outcome

    def log(self, note: str, **options: Any) -> Outcome:
        """Log a minute under a note, and remember whether it was acknowledged.

        A failure says so in one message, and shows no sign of success.
        """
        self.attempted.append(note)
        outcome = self.run("log", "vectors", "1m", "--note", note, **options)
        if outcome.code == 0:
            self.acknowledged.append(note)
        elif outcome.code > 0:
            assert outcome.code == 6, outcome
            assert len(outcome.complaints) >= 1, outcome
            assert len(outcome.err.splitlines()) == len(outcome.complaints) + 1, outcome
            assert "logged" not in outcome.out, outcome
            assert "✓" not in outcome.out, outcome
        return outcome

    def driver(self, **environ: str) -> Driver:
        return Driver(self, environ)

    def drive(self, notes: Iterable[str], *, day: str = TODAY, **environ: str) -> None:
        """Log many notes in one process."""
        driver = self.driver(**environ)
        for note in notes:
            driver.ask("log", "vectors", "1m", "--on", day, "--note", note)
        driver.finish()

    @property
    def logs(self) -> list[Path]:
        return sorted((self.state / "log").glob("*.jsonl"))

    def stored(self) -> Counter[str]:
        """Count the notes of the events that the command lists."""
        outcome = self.run("history", "--json", "--limit", "1000000")
        assert outcome.code == 0, outcome
        notes = {r["id"]: r["p"].get("note", "") for r in records_in(self.logs)}
        listed = Counter(notes[step["id"]] for step in json.loads(outcome.out)["entries"])
        del listed[""]
        return listed

    def check(self) -> None:
        """The invariant: what was acknowledged is stored, once, and the next append works."""
        after = f"after-{len(self.attempted)}"
        outcome = self.log(after)
        assert outcome.code == 0, outcome
        check_notes(self.stored(), self.acknowledged, self.attempted)
        check_notes(notes_in(self.logs), self.acknowledged, self.attempted)


class Driver:
    """A process that runs one command after another (driver.py)."""

    def __init__(
        self, learner: Learner, environ: dict[str, str], prefix: Sequence[str] = ()
    ) -> None:
        self.learner = learner
        self.process = subprocess.Popen(
            [*prefix, sys.executable, "-m", "tests.faults.driver"],
            env=learner.environment | environ,
            cwd=learner.root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # What a buffer holds after `answer`, the last look at the pipe would never see.
            bufsize=0,
        )

    def ask(self, *words: str) -> None:
        """Hand in a command; it runs when its turn comes."""
        assert self.process.stdin
        if "--note" in words:
            self.learner.attempted.append(words[words.index("--note") + 1])
        self.process.stdin.write(json.dumps(words).encode() + b"\n")

    def answer(self) -> str:
        """Wait for the next command to be over; gives its line, nothing at the end."""
        assert self.process.stdout
        line: str = self.process.stdout.readline().decode()
        self._take(line)
        return line

    def finish_killed(self) -> None:
        """Wait until it is killed, and take in what it had acknowledged."""
        _, err = self._take_rest()
        assert self.process.returncode in {0, -9}, err

    def finish(self) -> None:
        """Wait for the end; all commands must have worked."""
        lines, err = self._take_rest()
        assert self.process.returncode == 0, err
        assert "Traceback" not in err, err
        assert all(line.startswith("0 ") for line in lines), (lines, err)

    def _take_rest(self) -> tuple[list[str], str]:
        out, err = self.process.communicate(timeout=PATIENCE_SECONDS)
        lines = out.decode().splitlines()
        for line in lines:
            self._take(line)
        return lines, err.decode()

    def _take(self, line: str) -> None:
        if line.startswith("0 ") and line.rstrip().endswith("]"):
            words = json.loads(line[2:])
            if "--note" in words:
                self.learner.acknowledged.append(words[words.index("--note") + 1])


def check_notes(
    stored: Counter[str], acknowledged: Iterable[str], attempted: Iterable[str]
) -> None:
    """All that was acknowledged is there once; nothing is there that nobody said."""
    lost = [note for note in acknowledged if not stored[note]]
    assert not lost, f"lost: {lost}"
    known = set(attempted)
    doubled = [note for note in known if stored[note] > 1]
    assert not doubled, f"doubled: {doubled}"
    assert stored.keys() <= known, f"nobody said: {stored.keys() - known}"


def records_in(logs: Iterable[Path]) -> list[dict[str, Any]]:
    """Read logs as docs/state.md says: each event once, in order, damaged lines passed over."""
    records: dict[str, dict[str, Any]] = {}
    for log in logs:
        for line in log.read_bytes().replace(b"\r\n", b"\n").split(b"\n"):
            if line[-16:-10] != b',"c":"' or line[-2:] != b'"}':
                continue
            if line[-10:-2] == b"%08x" % crc32(line[:-16]):
                record = json.loads(line)
                records.setdefault(record["id"], record)
    return sorted(records.values(), key=lambda r: (r["lc"], r["dev"], r["n"], r["id"]))


def sealed(fields: dict[str, Any]) -> bytes:
    """Spell a record as docs/state.md says, with a checksum of its own."""
    body = {key: value for key, value in fields.items() if key != "c"}
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()[:-1]
    return text + b',"c":"%08x"}\n' % crc32(text)


def notes_in(logs: Iterable[Path]) -> Counter[str]:
    return Counter(r["p"]["note"] for r in records_in(logs) if r["p"].get("note"))


def limit_file_size(limit: int) -> Callable[[], None]:
    """Let no file grow beyond a size, as a full disk or a quota does."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

"""Files and records that somebody else put beside ours."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from .harness import SAMPLE, Learner, records_in, sealed, size
from .tracing import injected, needs_strace, traced_calls

CURRICULUM = "# A\n\n- [ ] One (2h)\n- [ ] Two (3h)\n"
WRITING = {
    "import": ("import", "c.md", "-o", "out"),
    "new": ("new", "out"),
    "export": ("export", "csv", "-o", "out"),
    "backup": ("backup", "out"),
    "backup --force": ("backup", "--force", "out"),
}


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    learner = Learner(tmp_path)
    (tmp_path / "c.md").write_text(CURRICULUM, "utf-8")
    learner.plan()
    return learner


def planted_names(name: str) -> Iterator[str]:
    """Name what a program may be expected to write on its way to a file."""
    yield from (f".{name}.new", f"{name}.new", f"{name}.tmp", f".{name}.tmp", f"{name}~")
    yield from (f"{name}.bak", f".{name}.swp", f"{name}.part", f".{name}.{os.getpid()}.new")


def forged(**changes: object) -> bytes:
    fields: dict[str, object] = {
        "v": 1,
        "id": str(UUID(int=99)),
        "dev": "zzzzzzzz",
        "n": 1,
        "lc": 2,
        "at": "2027-01-04T18:00:00+00:00",
        "tz": "UTC",
        "day": "2027-01-04",
        "k": "log",
        "p": {"topic": "vectors", "minutes": 5},
    }
    return sealed(fields | changes)


@pytest.mark.parametrize("kind", WRITING)
@pytest.mark.parametrize("victim", ["victim", "state/log"])
def test_planted_links_lead_nowhere(kind: str, victim: str, learner: Learner) -> None:
    (learner.root / "victim").write_text("precious", "utf-8")
    target = learner.logs[0] if victim == "state/log" else learner.root / "victim"
    for name in planted_names("out"):
        (learner.root / name).symlink_to(target)
    before = target.read_bytes()
    assert learner.run(*WRITING[kind]).code == 0
    assert (learner.root / "out").stat().st_size
    # An export may enter its own identity in the log; nothing else touches it.
    assert target.read_bytes().startswith(before)
    assert all((learner.root / name).is_symlink() for name in planted_names("out"))
    learner.check()


def test_planted_links_in_the_state_lead_nowhere(learner: Learner) -> None:
    victim = learner.root / "victim"
    victim.write_text("precious", "utf-8")
    own = learner.state / "state"
    log = learner.logs[0]
    mirror = own / "mirror" / log.name
    for place in (own / "roadmaps.json", own / "device", log, mirror):
        for name in planted_names(place.name):
            (place.parent / name).symlink_to(victim)
    mirror.unlink()
    mirror.symlink_to(victim)
    learner.run("next")
    learner.run("use", str(SAMPLE), "--name", "mine")
    learner.run("use", "builtin")
    log.write_bytes(log.read_bytes() + b"garbage\n")
    learner.run("doctor", "--fix")
    assert victim.read_text("utf-8") == "precious"
    learner.check()


def test_a_copy_never_replaces_an_older_one(learner: Learner) -> None:
    source, out = learner.root / "c.md", learner.root / "out.yaml"
    contents = []
    for number in range(4):
        source.write_text(f"# A\n\n- [ ] Topic {number}\n", "utf-8")
        assert learner.run("import", "c.md", "-o", "out.yaml").code == 0
        contents.append(out.read_bytes())
    kept = {path.read_bytes() for path in learner.root.glob("out.yaml*")}
    assert kept == set(contents)


@needs_strace
@pytest.mark.campaign
@pytest.mark.parametrize("kind", ["import", "export", "backup --force"])
def test_killed_at_every_call_a_file_is_the_old_one_or_the_new_one(
    kind: str, learner: Learner
) -> None:
    """Nor does the next command of its kind find anything left behind."""
    out = learner.root / "out"
    words = WRITING[kind]
    assert learner.run(*words).code == 0
    old = out.read_bytes()
    (learner.root / "c.md").write_text(CURRICULUM + "- [ ] Three\n", "utf-8")
    learner.log("new")
    kept = [out, *learner.root.glob("out.*")]
    calls = [
        call
        for call in traced_calls(learner, *words, places=[learner.root, out])
        if call.name in {"openat", "write", "fsync", "rename", "link", "unlink", "fchmod"}
    ]
    new = out.read_bytes()
    assert new != old
    assert len(calls) >= 3
    for call in calls[:: 1 if size(0, 1) else 2]:
        for place in kept:
            place.unlink(missing_ok=True)
        out.write_bytes(old)
        traced_calls(
            learner,
            *words,
            places=[learner.root, out],
            fault=injected(call, "signal=KILL"),
        )
        assert out.read_bytes() in {old, new}, call
        assert learner.run(*words).code == 0
        assert not list(learner.root.glob(".mlroadmap-*")), call


@pytest.mark.parametrize("change", [{"lc": 10**15}, {"lc": 10**9, "dev": "0"}])
def test_an_impossible_clock_takes_no_command_away(
    change: dict[str, object], learner: Learner
) -> None:
    (learner.state / "log" / "zzzzzzzz.jsonl").write_bytes(forged(**change))
    for words in (("plan", "--hours", "3"), ("done", "vectors"), ("undo",)):
        outcome = learner.run(*words)
        assert outcome.code == 6, outcome
        assert "mlroadmap doctor --fix" in outcome.err
    assert "no device can have written" in learner.run("doctor").out
    assert learner.run("doctor", "--fix").code == 0
    assert learner.run("plan", "--hours", "3").code == 0
    planned = json.loads(learner.run("plan", "--json").out)
    assert planned["weekly_minutes"] == 180
    learner.check()


def test_undo_takes_back_what_was_done_last(learner: Learner) -> None:
    own = learner.logs[0].stem
    (learner.state / "log" / "copy of it.jsonl").write_bytes(
        forged(dev=own, n=10**15, lc=10**15)
    )
    learner.run("doctor", "--fix")
    learner.run("done", "vectors")
    assert learner.run("undo").code == 0
    done = json.loads(learner.run("status", "--json").out)["progress"]["done_topics"]
    assert done == 0
    learner.check()


@pytest.mark.parametrize(
    "change",
    [
        {"day": "0001-01-01"},
        {"day": "9999-12-31"},
        {"n": 10**15},
        {"p": {"topic": "vectors", "minutes": 5000}},
    ],
)
def test_what_nobody_can_have_written_is_refused(
    change: dict[str, object], learner: Learner
) -> None:
    (learner.state / "log" / "zzzzzzzz.jsonl").write_bytes(forged(**change))
    assert learner.run("backup", "forged.zip").code == 0
    assert learner.run("backup", "--verify", "forged.zip").code == 6
    assert learner.run("doctor").code == 6
    assert learner.run("doctor", "--fix").code == 0
    restored = learner.run("restore", "forged.zip")
    assert "0 events restored" in restored.out
    for words in (("export", "html"), ("export", "ics"), ("status",), ("forecast",)):
        assert learner.run(*words).code == 0
    assert all(record["dev"] != "zzzzzzzz" for record in records_in(learner.logs))
    learner.check()


def test_odd_names_stop_nothing(learner: Learner) -> None:
    folder = learner.state / "log"
    content = learner.logs[0].read_bytes()
    for spelled in (b"conflit\xe9.jsonl", b"X.jsonl.orig", b"X.jsonl~", b"X.JSONL"):
        (folder / os.fsdecode(spelled)).write_bytes(content)
    assert learner.run("backup", "all.zip").code == 0
    found = json.loads(learner.run("doctor", "--json").out)["findings"]
    strays = {Path(each["file"]).name for each in found if each["code"] == "stray"}
    assert strays == {"X.jsonl.orig", "X.jsonl~", "X.JSONL"}
    assert "conflit\\xe9.jsonl" in learner.run("doctor").out
    fixed = learner.run("doctor", "--fix")
    assert (fixed.code, "conflit\\xe9.jsonl" in fixed.out) == (6, True)
    for name in strays:
        (folder / name).unlink()
    assert learner.run("doctor").code == 0
    learner.check()


def test_progress_stays_with_its_roadmap(learner: Learner) -> None:
    learner.environ = {"MLROADMAP_ROADMAP": ""}
    for name in ("a", "b"):
        (learner.root / name).mkdir()
    shutil.copy(SAMPLE, learner.root / "a" / "r.yaml")
    text = SAMPLE.read_text("utf-8").replace("title:", "title: Another", 1)
    (learner.root / "b" / "r.yaml").write_text(text, "utf-8")
    learner.run("use", "a/r.yaml")
    learner.plan()
    learner.run("done", "vectors")
    (learner.root / "a" / "r.yaml").unlink()
    refused = learner.run("use", "b/r.yaml")
    assert (refused.code, "--name" in refused.err) == (2, True)


def test_a_range_of_days_off_ends(learner: Learner) -> None:
    """A range of thousands of years is no entry, typed or forged."""
    payload = {"from": "1900-01-01", "to": "9000-01-01", "week": [0] * 7}
    (learner.state / "log" / "zzzzzzzz.jsonl").write_bytes(forged(k="days", p=payload))
    shown = learner.run("next")
    assert (shown.code, "more than 100 years" in shown.err) == (0, True)
    assert learner.run("doctor").code == 6
    assert learner.run("off", "2027-02-01..8999-01-01").code == 2

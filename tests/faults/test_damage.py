"""Files that the disk, or a program that knows nothing of the log, has spoiled."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from mlroadmap.core.journal.actions import TimeLogged
from mlroadmap.core.journal.event import Event
from mlroadmap.storage.log import LogStore
from mlroadmap.storage.paths import resolve_paths

from .harness import Learner, size

pytestmark = pytest.mark.usefixtures("without_waiting")

Damage = Callable[[bytes, random.Random], bytes]
NOTES = [f"note-{number}" for number in range(60)]


def flip_a_byte(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content))
    return _with(content, place, bytes([content[place] ^ chance.randrange(1, 256)]))


def zero_a_block(content: bytes, chance: random.Random) -> bytes:
    return _with(content, chance.randrange(len(content)) & ~0xFF, bytes(1024), len(content))


def write_garbage(content: bytes, chance: random.Random) -> bytes:
    return _with(content, chance.randrange(len(content)), chance.randbytes(512), len(content))


def insert_garbage(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content))
    return content[:place] + chance.randbytes(chance.randrange(1, 600)) + content[place:]


def truncate(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def repeat_a_part(content: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.randrange(len(content)) for _ in range(2))
    return content + content[start:end]


def change_line_ends(content: bytes, _: random.Random) -> bytes:
    return content.replace(b"\n", b"\r\n")


DAMAGES: list[Damage] = [
    flip_a_byte,
    zero_a_block,
    write_garbage,
    insert_garbage,
    truncate,
    repeat_a_part,
    change_line_ends,
]


def _with(content: bytes, place: int, block: bytes, most: int | None = None) -> bytes:
    return (content[:place] + block + content[place + len(block) :])[:most]


class Patient:
    """A learner whose log can be spoiled and put right again, at the same place."""

    def __init__(self, root: Path) -> None:
        self.learner = Learner(root)
        self.learner.plan()
        self.learner.drive(NOTES)
        self.log = self.learner.logs[0]
        self.mirror = self.learner.state / "state" / "mirror" / self.log.name
        self.content = self.log.read_bytes()
        self.events = self.read()

    def spoil(self, content: bytes, *, mirror: bool) -> None:
        """Put a log in place, beside a mirror that is whole or that is missing."""
        for log in self.learner.logs:
            log.unlink()
        self.log.write_bytes(content)
        self.log.chmod(0o600)
        self.mirror.unlink(missing_ok=True)
        if mirror:
            self.mirror.write_bytes(self.content)
            self.mirror.chmod(0o600)
        self.learner.attempted = list(NOTES)
        self.learner.acknowledged = list(NOTES) if mirror else []

    def read(self) -> dict[str, Event]:
        reading = LogStore(resolve_paths(self.learner.state, {})).read()
        return {event.id: event for event in reading.events}

    def append(self) -> Event:
        store = LogStore(resolve_paths(self.learner.state, {}))
        entries = [(date(2027, 1, 4), TimeLogged("vectors", 1))]
        return store.append(entries, datetime.now(UTC), "UTC")[0]

    def check(self, *, mirror: bool) -> None:
        """No value is wrong, nothing is lost that the mirror has, and an append works."""
        found = self.read()
        assert found.items() <= self.events.items()
        assert len(found) == len(self.events) or not mirror
        added = self.append()
        assert self.read() == found | {added.id: added}


@pytest.fixture(scope="module")
def patient(tmp_path_factory: pytest.TempPathFactory) -> Patient:
    return Patient(tmp_path_factory.mktemp("patient"))


def test_some_damage(patient: Patient) -> None:
    chance = random.Random(0)
    for damage in DAMAGES:
        patient.spoil(damage(patient.content, chance), mirror=True)
        patient.check(mirror=True)


@pytest.mark.campaign
@pytest.mark.parametrize("mirror", [True, False])
@pytest.mark.parametrize("damage", DAMAGES)
def test_damage(damage: Damage, mirror: bool, patient: Patient) -> None:
    chance = random.Random(1)
    for _ in range(300):
        patient.spoil(damage(patient.content, chance), mirror=mirror)
        patient.check(mirror=mirror)


@pytest.mark.campaign
@pytest.mark.parametrize("mirror", [True, False])
def test_a_tail_cut_at_every_byte(mirror: bool, patient: Patient) -> None:
    ends = [place for place, byte in enumerate(patient.content) if byte == ord("\n")]
    for place in range(ends[-size(2, 5)], len(patient.content) + 1):
        patient.spoil(patient.content[:place], mirror=mirror)
        whole = sum(end <= place for end in ends)
        assert len(patient.read()) == (len(patient.events) if mirror else whole)
        patient.check(mirror=mirror)


@pytest.mark.campaign
@pytest.mark.parametrize("mirror", [True, False])
@pytest.mark.parametrize("damage", DAMAGES)
def test_the_command_and_the_doctor_after_damage(
    damage: Damage, mirror: bool, patient: Patient
) -> None:
    chance = random.Random(2)
    learner = patient.learner
    for _ in range(size(1, 10)):
        patient.spoil(damage(patient.content, chance), mirror=mirror)
        before = patient.read()
        assert learner.run("next").code in {0, 7}
        assert learner.run("doctor").code == 6, damage
        fixed = learner.run("doctor", "--fix")
        assert fixed.code == 0, fixed
        assert patient.read() == before
        shown = learner.run("next")
        assert ".jsonl" not in shown.err
        if shown.code == 7:
            # The damaged line was the plan's, and there was no mirror to bring it back.
            learner.plan()
        learner.check()

"""What a command printed is shown again while nothing that it depends on has changed.

A command that is typed twenty times a day, or sits in a prompt, mostly gives the answer
that it gave before. This module knows that answer again before anything else is imported;
output_cache/recording.py decides which answers are kept. One path computes, this one only
remembers: an answer is shown if and only if the question is the same (words, terminal,
environment, the program itself), it is still the same day, and every file that was read is
as it was.

Kept to the modules that Python has loaded anyway: pathlib alone would cost as much as all
that happens here.
"""

from __future__ import annotations

import os
import sys
from time import localtime
from zlib import crc32

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MAGIC = b"mlroadmap-answer 2"
STDOUT, STDERR = 1, 2
EVERY_DAY = "-"
NO_FILE = "-"

_ENVIRONMENT = (
    *("COLORTERM", "FORCE_COLOR", "HOME", "LINES", "NO_COLOR", "TERM", "TZ"),
    "UNICODE_VERSION",
)
_COMPLETING = "_MLROADMAP_COMPLETE"
_PLACES = ("--state", "--roadmap")
_PREFIXES = ("COLUMNS", "COMP_", "MLROADMAP_", "TTY_", "XDG_", "_MLROADMAP_", "_TYPER_")


def reprint(words: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Show what was printed before; False when it has to be computed."""
    try:
        folder = answers_folder(words, environ)
        if folder is None:
            return False
        asked = question(words, environ)
        said = _still_true(_read(answer_path(folder, asked)), asked)
        return said is not None and _say_again(said)
    except (OSError, ValueError):
        return False


def question(words: Sequence[str], environ: Mapping[str, str]) -> bytes:
    """Spell everything that an answer depends on but files and the day.

    Raises OSError where the current directory matters and is gone.
    """
    given = sorted(
        f"{name}={value}"
        for name, value in environ.items()
        if name in _ENVIRONMENT or name.startswith(_PREFIXES)
    )
    here = os.getcwd() if _is_relative(words, environ) else ""
    around = [sys.version, program(), here, *map(_terminal, range(3)), *given]
    parts = [*around, "", *words]
    return "\0".join(parts).encode(errors="surrogateescape")


def _is_relative(words: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Say whether a place is given that depends on the current directory."""
    if is_completing(environ):
        # The words are in the environment, spelled as each shell does.
        return True
    given = [environ.get("MLROADMAP_STATE", ""), environ.get("MLROADMAP_ROADMAP", "")]
    for place, word in enumerate(words):
        if word in _PLACES:
            given += words[place + 1 : place + 2]
        elif word.startswith(tuple(f"{option}=" for option in _PLACES)):
            given.append(word.partition("=")[2])
    return any(place and not place.startswith(("/", "~")) for place in given)


def is_completing(environ: Mapping[str, str]) -> bool:
    """Say whether a shell asks what a command line may go on with."""
    return bool(environ.get(_COMPLETING))


def answers_folder(words: Sequence[str], environ: Mapping[str, str]) -> str | None:
    """Find where answers are kept: in the cache of the state in use."""
    state = environ.get("MLROADMAP_STATE")
    for place, word in enumerate(words):
        if word == "--state" and place + 1 < len(words):
            state = words[place + 1]
        elif word.startswith("--state="):
            state = word.partition("=")[2]
    if state:
        return os.path.join(os.path.abspath(os.path.expanduser(state)), "cache", "answers")
    cache = environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(cache):
        home = environ.get("HOME", "")
        cache = os.path.join(home, ".cache") if os.path.isabs(home) else ""
    return os.path.join(cache, "mlroadmap", "answers") if cache else None


def answer_path(folder: str, asked: bytes) -> str:
    """Name the file of an answer; it holds the question too, for two may share a name."""
    return os.path.join(folder, f"{crc32(asked):08x}")


def signature(path: str) -> str:
    """Spell what changes whenever a file or directory does."""
    try:
        found = os.stat(path)
    except OSError:
        return NO_FILE
    return f"{found.st_mtime_ns} {found.st_ctime_ns} {found.st_size} {found.st_ino}"


def spell_answer(
    asked: bytes,
    days: str,
    files: Iterable[tuple[str, str]],
    said: Iterable[tuple[int, bytes]],
) -> bytes:
    """Spell an answer with what it depends on, sealed with a checksum.

    `said` is what was written to which descriptor, in order.
    """
    seen = "\0".join(f"{mark}\0{path}" for path, mark in files)
    pieces = (b"%d%s" % piece for piece in said)
    sections = (asked, days.encode(), os.fsencode(seen), *pieces)
    sizes = " ".join(str(len(section)) for section in sections)
    body = b"%s\n%s" % (sizes.encode(), b"".join(sections))
    return b"%s %08x\n%s" % (MAGIC, crc32(body), body)


def question_of(content: bytes) -> bytes:
    """Give the question that a file answers, which need not be true any more."""
    sizes, _, rest = content.partition(b"\n")[2].partition(b"\n")
    return rest[: int(sizes.split()[0])]


def _read(path: str) -> bytes:
    """Read a file, and nothing from what is no file: a pipe must not keep us waiting."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    with open(descriptor, "rb") as file:
        return file.read()


def _still_true(content: bytes, asked: bytes) -> list[tuple[int, bytes]] | None:
    """Give what was written to which descriptor, unless something has changed since."""
    head, _, body = content.partition(b"\n")
    if head != b"%s %08x" % (MAGIC, crc32(body)):
        return None
    sizes, _, rest = body.partition(b"\n")
    sections = []
    for size in map(int, sizes.split()):
        sections.append(rest[:size])
        rest = rest[size:]
    was_asked, days, seen, *pieces = sections
    if was_asked != asked or not _is_day(days.decode()) or not _is_unchanged(seen):
        return None
    return [(int(piece[:1]), piece[1:]) for piece in pieces]


def _is_unchanged(seen: bytes) -> bool:
    fields = os.fsdecode(seen).split("\0") if seen else []
    marks = zip(fields[::2], fields[1::2], strict=True)
    return all(signature(path) == mark for mark, path in marks)


def _is_day(days: str) -> bool:
    """Say whether it is still the learner's day: `days` are it, the next, and its hour."""
    if days == EVERY_DAY:
        return True
    day, following, begins = days.split()
    now = localtime()
    date = f"{now.tm_year:04d}-{now.tm_mon:02d}-{now.tm_mday:02d}"
    return date == (day if now.tm_hour >= int(begins) else following)


def _say_again(said: Iterable[tuple[int, bytes]]) -> bool:
    """Write an answer; False when none of it could be, so that what computes it says why."""
    is_begun = False
    for descriptor, text in said:
        rest = memoryview(text)
        try:
            while rest:
                rest = rest[os.write(descriptor, rest) :]
                is_begun = is_begun or descriptor == STDOUT
        except BrokenPipeError:
            continue
        except OSError as error:
            # A message that nobody can read is left unsaid, as when it is said first.
            if descriptor == STDOUT:
                _give_up(error, is_begun=is_begun)
    return True


def _give_up(error: OSError, *, is_begun: bool) -> None:
    """Leave an answer to what computes it, but never say a part of it twice."""
    if not is_begun:
        raise error
    sys.exit(f"mlroadmap: The output could not be written: {error.strerror}.")


def program() -> str:
    """Spell what changes whenever a module of this program or a library does."""
    package = os.path.dirname(__file__)
    # The directory above is where the libraries lie that are installed beside it.
    marks = [str(os.stat(os.path.dirname(package)).st_mtime_ns)]
    folders = [package]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.name.endswith(".py"):
                    found = entry.stat()
                    marks.append(f"{entry.name} {found.st_mtime_ns} {found.st_size}")
                elif entry.is_dir() and entry.name != "__pycache__":
                    folders.append(entry.path)
    return f"{crc32(' '.join(sorted(marks)).encode()):08x}"


def _terminal(descriptor: int) -> str:
    """Spell what a stream is: a terminal of some width, or none."""
    try:
        return str(os.get_terminal_size(descriptor).columns)
    except OSError:
        return NO_FILE

"""todo.txt: a line is a topic, its first project is its stage.

The rules are those of github.com/todotxt/todo.txt: a mark of completion, a priority, dates,
then words, of which `+project`, `@context` and `key:value` mean something.
"""

from __future__ import annotations

import re

from mlroadmap.core.text import clean
from mlroadmap.importers.gathering import Gathering
from mlroadmap.importers.hours import read_hours, split_hours
from mlroadmap.importers.links import urls_in
from mlroadmap.importers.names import is_id
from mlroadmap.importers.raw import RawLink, RawRoadmap, RawTopic
from mlroadmap.importers.reasons import NO_WORDS

LOOKED_FOR = "lines of words"

_START = re.compile(
    r"(?P<done>x )?(?:\([A-Z]\) )?(?:\d{4}-\d\d-\d\d )?(?:\d{4}-\d\d-\d\d )?(?P<rest>.*)"
)
_PROJECT = re.compile(r"(?<!\S)\+(\S+)")
_CONTEXT = re.compile(r"(?<!\S)@\S+")
_TAG = re.compile(r"(?<!\S)([A-Za-z][\w-]*):([^\s:/][^\s]*)")
_EFFORTS = ("est", "estimate", "effort", "time", "dur", "duration")


def is_todotxt(text: str) -> bool:
    """Whether most lines of a text bear a mark of the format, and none one of Markdown."""
    lines = [line for line in text.splitlines() if line.strip()]
    marked = sum(_is_marked(line) for line in lines)
    return bool(lines) and 2 * marked > len(lines) and not re.search(r"(?m)^(?:#|[-*] )", text)


def import_todotxt(text: str, name: str) -> RawRoadmap:
    """Read the lines of a list."""
    found = Gathering(name, LOOKED_FOR)
    for number, line in enumerate(text.splitlines(), start=1):
        match = _START.fullmatch(line.strip())
        if match is None or not match["rest"].strip():
            continue
        topic = _topic(match["rest"], number, is_done=match["done"] is not None)
        reason = "" if topic.title else NO_WORDS
        found.expect("line", number, (number, clean(line)), reason)
        found.expect_links(match["rest"], number)
        projects = _PROJECT.findall(match["rest"])
        if topic.title:
            found.add([clean(projects[0]).replace("_", " ") if projects else ""], topic)
    return found.roadmap()


def _is_marked(line: str) -> bool:
    match = _START.match(line)
    starts = match is not None and match.start("rest") > 0
    return starts or _PROJECT.search(line) is not None or _TAG.search(line) is not None


def _topic(rest: str, line: int, *, is_done: bool) -> RawTopic:
    tags = {match[1].lower(): match[2] for match in _TAG.finditer(rest)}
    words = _TAG.sub("", _CONTEXT.sub("", _PROJECT.sub("", rest)))
    title, hours = split_hours(clean(words))
    effort = next((tags[name] for name in _EFFORTS if name in tags), "")
    return RawTopic(
        title=title,
        line=line,
        source=clean(rest)[:1000],
        hours=read_hours(effort) or hours,
        links=tuple(RawLink(title, url) for url in urls_in(rest)),
        done=is_done,
        wanted_id=tags["id"] if is_id(tags.get("id", "")) else "",
    )

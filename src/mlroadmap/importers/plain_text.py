"""A syllabus as plain text, such as a pasted page or the text of a PDF.

It is rewritten, line by line, as the Markdown that says the same: signs of bullets become
list items, lines such as `Week 3: Graphs` or `Lecture 4 - Sorting` items or headings.
"""

from __future__ import annotations

import re

from mlroadmap.importers.part_words import is_curriculum

_BULLET = re.compile(r"(\s*)[•●▪◦‣∙·–—➢✓❖○■□o]\s+(?=\S)")
_NUMBER = re.compile(r"\s*\d{1,3}(?:\.\d{1,3}){0,2}[.):]?\s+(?=[^\W\d])")
_UNIT = re.compile(
    r"\s*(?:week|weeks|lecture|lesson|module|unit|session|class|chapter|day|part|topic|woche|"
    r"semana|semaine|lektion|kapitel|modul|clase|unidad|неделя|лекция)\s*\#?\d{1,3}\b.*",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(r"(?m)^\s*(?:#{1,6}\s|[-*+]\s|\d{1,3}[.)]\s|\|)")
_SHORT = 200


def is_plain(text: str) -> bool:
    """Whether a text has no structure of Markdown, but lines that name units."""
    return _MARKDOWN.search(text) is None and any(map(_says_something, text.split("\n")))


def as_markdown(text: str) -> str:
    """Write a text as Markdown with the same lines."""
    lines = text.split("\n")
    units = [at for at, line in enumerate(lines) if _UNIT.fullmatch(line[:_SHORT])]
    has_bullets = any(_BULLET.match(line) for line in lines)
    rewritten = []
    for at, line in enumerate(lines):
        bullet = _BULLET.match(line)
        if bullet:
            rewritten.append(f"{bullet[1][:4]}- {line[bullet.end() :]}")
        elif at in units:
            rewritten.append(f"{'##' if has_bullets else '-'} {line.strip()}")
        elif is_curriculum(line):
            rewritten.append(f"# {line.strip()}")
        elif not units and _NUMBER.match(line) and len(line) < _SHORT:
            rewritten.append(f"- {_NUMBER.sub('', line, count=1)}")
        else:
            rewritten.append(line if line.strip() else "")
    return "\n".join(rewritten)


def _says_something(line: str) -> bool:
    return any(pattern.match(line) for pattern in (_BULLET, _UNIT, _NUMBER))

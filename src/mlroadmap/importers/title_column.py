"""Which column of a table holds the titles, by the headers and by the words in the cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from mlroadmap.importers.headers import Role

_CODE = re.compile(r"[\W\d_]*|[A-Za-z]{1,3}[-. ]?\d{1,4}")
_LISTED = re.compile(r"[,;•\n|]")
_LEVELS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:courses?|programs?|subjects?|books?)\b",
        r"\b(?:modules?|units?|skills?)\b",
        r"\b(?:lessons?|lectures?|chapters?|projects?)\b",
    )
)
_FEWEST_ROWS = 3
_SHORT = 60
_MONTHS = (
    "jan|feb|mar|mär|mrz|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]|ene|abr|ago|dic|fev|set|"
    "out|fév|avr|juin|juil|août|янв|фев|март|апр|ма[йя]|июн|июл|авг|сент|окт|нояб|дек"
)
_DAYS = "mon|tue|wed|thu|fri|sat|sun|lun|jue|vie|sáb|dom|пн|вт|ср|чт|пт|сб|вс"
_DATE = re.compile(
    rf"(?=.*\d)(?:\b(?:\d{{1,4}}(?:st|nd|rd|th|er)?|(?:{_MONTHS}|{_DAYS})\w*|"
    r"al?|to|bis|au|des?|del|of|до|по|с|mo|di|mi|do|fr|sa|so)\b|[\W_])+",
    re.IGNORECASE,
)


def settle_titles(
    roles: list[Role], headers: Sequence[str], rows: Sequence[Sequence[str]]
) -> None:
    """Leave one column that holds titles; others that are called so are around it."""
    titles = [at for at, role in enumerate(roles) if role == "title"]
    for at in titles[1:]:
        if headers[at].strip("*: ").lower().endswith("s") and _holds_lists(at, rows):
            roles[at] = "covers"
    titles = [at for at in titles if roles[at] == "title"]
    if len(titles) > 1:
        worded = [at for at in titles if _holds_words(at, rows)] or titles
        # `Module | Lesson | Topic`: the most exact one is the topic, the others are around it.
        best = max(worded, key=lambda at: (_exactness(headers[at]), -at))
        for at in titles:
            if at == best:
                continue
            is_around = _exactness(headers[at]) < _exactness(headers[best])
            repeats = _distinct(at, rows) < len(rows) and not _mostly(_is_long, at, rows)
            around: Role = "section" if is_around and repeats else "note"
            roles[at] = around if at in worded else "number"
    if not titles:
        _settle_without(roles, rows)
    _settle_repeated(roles, rows)


def _settle_repeated(roles: list[Role], rows: Sequence[Sequence[str]]) -> None:
    """Take a column beside the titles in their place where these repeat and it does not.

    Such are `Topic | Microtopic`, where the former is a section.
    """
    at = roles.index("title") if "title" in roles else len(roles)
    beside = at + 1
    if beside >= len(roles) or roles[beside] not in {"", "covers"} or len(rows) < _FEWEST_ROWS:
        return
    own, other = _distinct(at, rows), _distinct(beside, rows)
    if 2 * own <= len(rows) and 10 * other >= 9 * len(rows) and _holds_words(beside, rows):
        roles[at], roles[beside] = "section", "title"


def _distinct(at: int, rows: Sequence[Sequence[str]]) -> int:
    return len({row[at].strip() for row in rows if at < len(row) and row[at].strip()})


def _settle_without(roles: list[Role], rows: Sequence[Sequence[str]]) -> None:
    """Choose a column for the titles where none is called like one."""
    for at, role in enumerate(roles):
        if role == "" and _mostly(_is_date, at, rows):
            roles[at] = "aside"
    if _settle_place(roles, rows):
        return
    candidates = [at for at, role in enumerate(roles) if role in {"", "section", "link"}]
    unnamed = [at for at in candidates if roles[at] == "" and _is_filled(at, rows)]
    worded = [at for at in unnamed if _holds_words(at, rows)]
    if candidates:
        roles[(worded or unnamed or candidates)[0]] = "title"


def _settle_place(roles: list[Role], rows: Sequence[Sequence[str]]) -> bool:
    """Take the first column of stages or sections for the titles if no two are the same."""
    for at, role in enumerate(roles):
        cells = [row[at].strip() if at < len(row) else "" for row in rows]
        is_own = len(cells) >= _FEWEST_ROWS and all(cells) and len(set(cells)) == len(cells)
        if role in {"stage", "section"} and is_own and _holds_words(at, rows):
            roles[at] = "title"
            return True
    return False


def _mostly(holds: Callable[[str], bool], at: int, rows: Sequence[Sequence[str]]) -> bool:
    """Whether something holds for most cells of a column that have words."""
    cells = [row[at] for row in rows if at < len(row) and row[at].strip()]
    return 2 * sum(map(holds, cells)) > len(cells)


def _is_long(cell: str) -> bool:
    return len(cell) > _SHORT


def _is_date(cell: str) -> bool:
    words = cell.strip()
    return len(words) <= _SHORT and _DATE.fullmatch(words) is not None


def _is_filled(at: int, rows: Sequence[Sequence[str]]) -> bool:
    """Whether at least half of the cells of a column hold something."""
    return 2 * sum(at < len(row) and bool(row[at].strip()) for row in rows) >= len(rows)


def _holds_words(at: int, rows: Sequence[Sequence[str]]) -> bool:
    """Whether most cells of a column hold more than numbers and codes."""
    cells = [row[at] for row in rows if at < len(row) and row[at].strip()]
    return not cells or 2 * sum(map(_is_code, cells)) < len(cells)


def _holds_lists(at: int, rows: Sequence[Sequence[str]]) -> bool:
    """Whether most cells of a column name several things."""
    return _mostly(lambda cell: _LISTED.search(cell) is not None, at, rows)


def _is_code(cell: str) -> bool:
    return _CODE.fullmatch(cell.strip()) is not None


def _exactness(header: str) -> int:
    """Say how far down in a curriculum a thing of this name stands."""
    words = header.lower()
    return next((i for i, names in enumerate(_LEVELS) if names.search(words)), len(_LEVELS))

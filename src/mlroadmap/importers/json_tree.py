"""JSON of any form that nests objects with titles.

The innermost are topics, the others stages and sections. Keys mean what headers of a table
mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mlroadmap.core.text import clean
from mlroadmap.importers.columns import Cell, read_columns
from mlroadmap.importers.gathering import Gathering
from mlroadmap.importers.options import ImportOptions
from mlroadmap.importers.raw import RawRoadmap
from mlroadmap.importers.rows import RowReader

LOOKED_FOR = "objects with a title or a name"

_TITLES = ("title", "name", "label", "topic", "text")
_DEEPEST = 12


def import_tree(data: object, name: str, options: ImportOptions) -> RawRoadmap:
    """Read nested objects; those without a title are only passed through."""
    found = Gathering(name, LOOKED_FOR)
    _walk(data, (), found, options)
    title = _title(data) if isinstance(data, dict) else ""
    found.guess("objects with a title and none inside are the topics")
    return found.roadmap(title)


def _walk(
    data: object, path: tuple[str, ...], found: Gathering, options: ImportOptions
) -> None:
    if len(path) > _DEEPEST:
        return
    if isinstance(data, list):
        for each in data:
            _walk(each, path, found, options)
    elif isinstance(data, dict):
        title, inside = _title(data), [value for value in data.values() if _has_titles(value)]
        if title and not inside:
            _add(data, path, found, options)
        for value in inside:
            _walk(value, (*path, title) if title else path, found, options)


def _add(
    data: Mapping[str, Any], path: tuple[str, ...], found: Gathering, options: ImportOptions
) -> None:
    """Read an object as a row whose headers are its keys."""
    plain = {key: _text(value) for key, value in data.items() if _text(value)}
    headers = [clean(key) for key in plain]
    columns = read_columns(headers, (), options)
    reader, unit = RowReader(columns), id(data)
    words = _title(data)
    found.account.expect("object", unit, 0, words)
    row = [Cell(value) for value in plain.values()]
    found.expect_links(" ".join(plain.values()), 0)
    topic = reader.read(row, 0, words, (found.account, unit))
    if topic:
        found.add((*path, *reader.path(row)), topic)


def _has_titles(value: object, depth: int = 0) -> bool:
    """Whether there is an object with a title in a value."""
    if depth > _DEEPEST:
        return False
    if isinstance(value, dict):
        return bool(_title(value)) or any(_has_titles(v, depth + 1) for v in value.values())
    return isinstance(value, list) and any(_has_titles(each, depth + 1) for each in value)


def _title(data: Mapping[str, Any]) -> str:
    return next((_text(data[key]) for key in _TITLES if _text(data.get(key))), "")


def _text(value: object) -> str:
    """Write a plain value, or a list of them, as the text of a cell."""
    if isinstance(value, list) and all(isinstance(each, str | int | float) for each in value):
        return "; ".join(clean(str(each)) for each in value)
    if isinstance(value, bool):
        return "yes" if value else ""
    return clean(str(value)) if isinstance(value, str | int | float) else ""

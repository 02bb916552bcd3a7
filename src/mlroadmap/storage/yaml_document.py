"""YAML as a tree with marks, read so that no text can crash it, blow it up or slip through.

The parser's events are taken one at a time: nothing recurses, nothing is expanded, and
what a roadmap has no use for (anchors, aliases, tags, merge keys) is refused.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import yaml
from msgspec import Struct, field
from yaml.reader import Reader

from mlroadmap.core.roadmap.document import Mapping, Node, Scalar, Sequence
from mlroadmap.core.roadmap.problems import (
    Code,
    Position,
    Problem,
    ProblemList,
    TooManyProblemsError,
)
from mlroadmap.core.text import excerpt
from mlroadmap.storage.text_file import mark_at
from mlroadmap.storage.yaml_scalars import describe_reading
from mlroadmap.storage.yaml_syntax import explain_syntax

DEPTH_LIMIT = 50
NODE_LIMIT = 2_000_000

# Line ends to YAML 1.1 but neither to YAML 1.2 nor to an editor, whose line numbers are
# the ones that count.
_PARSERS_OWN_LIMIT = "exceeded maximum nesting depth"
_TOO_DEEP = f"Lists and mappings are nested deeper than {DEPTH_LIMIT} here."
_DEEP_ENOUGH = "A roadmap needs no more than 8 levels."
_BEGIN = "Begin with 'format: 1' and 'title: ...'."
_UNUSUAL_LINE_ENDS = str.maketrans("\x85\u2028\u2029", "   ")
# What leaves a hole in the tree; further problems found in the rest would be made up.
_LOSSY = frozenset(
    {
        Code.YAML_SYNTAX,
        Code.YAML_ALIAS,
        Code.YAML_MERGE,
        Code.YAML_KEY,
        Code.TOO_DEEP,
        Code.TOO_LARGE,
        Code.EMPTY,
    }
)


def read_document(text: str, hint: str = _BEGIN) -> tuple[Node | None, list[Problem]]:
    """Read the one YAML document in a text.

    Returns the tree together with the problems, or None where what is wrong leaves no
    whole tree. Problems are in the order of the text, PROBLEM_LIMIT and one at most. The
    `hint` says how to begin a file that is empty.
    """
    notes = ProblemList()
    text = text.removeprefix("\ufeff").translate(_UNUSUAL_LINE_ENDS)
    unprintable = Reader.NON_PRINTABLE.search(text)
    if unprintable:
        _note_unprintable(text, unprintable.start(), notes)
        return None, list(notes)
    builder = _Builder(notes)
    with suppress(TooManyProblemsError):
        _build(text, builder, notes)
        _check_presence(builder.root, hint, notes)
    problems = list(notes)
    is_whole = _LOSSY.isdisjoint(problem.code for problem in problems)
    return builder.root if is_whole else None, problems


def _check_presence(root: Node | None, hint: str, notes: ProblemList) -> None:
    if not notes and (root is None or (isinstance(root, Scalar) and root.is_blank)):
        message = "There is nothing here: the file is empty, or all comments."
        notes.add(Position(1, 1), Code.EMPTY, message, hint)


def _note_unprintable(text: str, index: int, notes: ProblemList) -> None:
    message = f"There is a control character here (U+{ord(text[index]):04X})."
    hint = "Save the file as plain UTF-8 text without control characters."
    notes.add(mark_at(text, index), Code.NOT_TEXT, message, hint)


def _build(text: str, builder: _Builder, notes: ProblemList) -> None:
    # The parser in C is ten times as fast; it is missing where PyYAML was built without.
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        for event in yaml.parse(text, Loader=loader):
            builder.take(event)
            if builder.stopped:
                return
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # The Python parser lets ValueError and OverflowError out for absurd numbers.
        mark, message, hint = explain_syntax(error)
        if _PARSERS_OWN_LIMIT in str(error):
            # Newer parsers look ahead, and find it too deep before we do.
            notes.add(mark, Code.TOO_DEEP, _TOO_DEEP, _DEEP_ENOUGH)
        else:
            notes.add(mark, Code.YAML_SYNTAX, message, hint)


class _OpenSequence(Struct):
    """A list whose end has not come yet."""

    mark: Position
    items: list[Node] = field(default_factory=list)

    def add(self, node: Node, _notes: ProblemList) -> None:
        self.items.append(node)

    def close(self) -> Node:
        return Sequence(tuple(self.items), self.mark)


class _OpenMapping(Struct):
    """A mapping whose end has not come yet; `key` waits for its value."""

    mark: Position
    entries: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)
    key: Node | None = None

    def add(self, node: Node, notes: ProblemList) -> None:
        if self.key is None:
            self.key = node
            self._check_key(node, notes)
            return
        if isinstance(self.key, Scalar):
            self.entries.setdefault(self.key.text, (self.key, node))
        self.key = None

    def close(self) -> Node:
        return Mapping(tuple(self.entries.values()), self.mark)

    def _check_key(self, key: Node, notes: ProblemList) -> None:
        if not isinstance(key, Scalar):
            hint = "Write a plain word before the ':'."
            notes.add(key.mark, Code.YAML_KEY, "A list or mapping cannot be a key.", hint)
        elif key.plain and key.text == "<<":
            hint = "Write the keys out where they are wanted."
            notes.add(key.mark, Code.YAML_MERGE, "Merge keys ('<<') are refused.", hint)
        elif key.text in self.entries:
            first, _ = self.entries[key.text]
            message = f"The key {excerpt(key.text)} is on line {first.mark.line} already."
            notes.add(key.mark, Code.DUPLICATE_KEY, message, "Keep one of the two.")


class _Builder:
    """Puts a tree together from events, until it has to stop."""

    def __init__(self, notes: ProblemList) -> None:
        self.root: Node | None = None
        self.stopped = False
        self._notes = notes
        self._open: list[_OpenSequence | _OpenMapping] = []
        self._count = 0

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.ScalarEvent():
                self._check_properties(event, event.tag)
                self._add(_scalar(event))
            case yaml.MappingStartEvent():
                self._check_properties(event, event.tag)
                self._begin(_OpenMapping(_mark(event)))
            case yaml.SequenceStartEvent():
                self._check_properties(event, event.tag)
                self._begin(_OpenSequence(_mark(event)))
            case yaml.CollectionEndEvent():
                self._add(self._open.pop().close())
            case yaml.AliasEvent():
                self._refuse_alias(event)
            case yaml.DocumentStartEvent() if self.root is not None:
                message = "A second document begins here; a roadmap is one document."
                self._stop(event, Code.YAML_DOCUMENTS, message, "Take out this '---' line.")

    def _add(self, node: Node) -> None:
        if self._open:
            self._open[-1].add(node, self._notes)
        else:
            self.root = node

    def _begin(self, collection: _OpenSequence | _OpenMapping) -> None:
        self._open.append(collection)

    def _refuse_alias(self, event: yaml.AliasEvent) -> None:
        message = f"Aliases are refused ({excerpt(f'*{event.anchor}')})."
        hint = "Write out what it stands for."
        self._notes.add(_mark(event), Code.YAML_ALIAS, message, hint)
        self._add(Scalar(f"*{event.anchor}", _mark(event)))

    def _check_properties(self, event: yaml.NodeEvent, tag: str | None) -> None:
        self._check_size(event)
        if event.anchor is not None:
            message = f"Anchors are refused ({excerpt(f'&{event.anchor}')})."
            self._notes.add(_mark(event), Code.YAML_ANCHOR, message, "Take it out.")
        if tag is not None:
            message = f"Tags are refused ({excerpt(tag)})."
            self._notes.add(_mark(event), Code.YAML_TAG, message, "Take it out.")

    def _check_size(self, event: yaml.NodeEvent) -> None:
        self._count += 1
        if len(self._open) >= DEPTH_LIMIT and isinstance(event, yaml.CollectionStartEvent):
            self._stop(event, Code.TOO_DEEP, _TOO_DEEP, _DEEP_ENOUGH)
        elif self._count > NODE_LIMIT:
            message = f"The file holds more than {NODE_LIMIT:,} values."
            self._stop(event, Code.TOO_LARGE, message, "Split it into several roadmaps.")

    def _stop(self, event: yaml.Event, code: Code, message: str, hint: str) -> None:
        self.stopped = True
        self._notes.add(_mark(event), code, message, hint)


def _scalar(event: yaml.ScalarEvent) -> Scalar:
    plain = not event.style
    reads_as = describe_reading(event.value) if plain else None
    return Scalar(event.value, _mark(event), plain, reads_as)


def _mark(event: yaml.Event) -> Position:
    place: Any = event.start_mark
    return Position(place.line + 1, place.column + 1)

"""Names as people type them: when one means a topic, a section or a stage, and how exactly."""

from __future__ import annotations

import re
from collections.abc import Callable
from unicodedata import category, normalize

from msgspec import Struct

from mlroadmap.core.roadmap.habits import Habit
from mlroadmap.core.roadmap.model import Section, Stage, Topic

Place = Topic | Section | Stage
Named = Place | Habit

# Scripts that put no spaces between words: Thai, Lao, Tibetan, Burmese, Khmer, the Japanese
# syllabaries and the Chinese characters.
_UNSPACED = (
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\U00020000-\U0003ffff]"
)

_KINDS: dict[str, type[Place]] = {"topic": Topic, "section": Section, "stage": Stage}


def normal(name: str) -> str:
    """Fold what makes no difference in a name: case, compatibility forms, `-` and spaces.

    A trailing hyphen stays a space, so that `bert-` is the beginning of `bert-large` only.
    """
    if name.isascii():
        folded = name.lower()
    else:
        # Caseless matching as in the Unicode standard, section 3.13, definition D146.
        folded = normalize("NFKC", normalize("NFKC", name).casefold())
    return " ".join(folded.split()).replace("-", " ")


class TypedName(Struct, frozen=True):
    """A name as typed, prepared for being compared with every place of a roadmap.

    `verbatim` has its hyphens, `folded` has none, and `words` are those of `folded`.
    """

    typed: str
    verbatim: str
    folded: str
    words: tuple[str, ...]


def read_name(typed: str) -> TypedName:
    """Prepare a name for being compared."""
    folded = normal(typed)
    return TypedName(typed, " ".join(typed.split()).lower(), folded, tuple(_words(folded)))


def is_named(place: Named, name: TypedName) -> bool:
    """Whether a place has this very id, number or former id."""
    if isinstance(place, Topic) and name.verbatim in place.aliases:
        return True
    return name.verbatim == place.id or _is_number(place, name.verbatim)


def is_titled(place: Named, name: TypedName) -> bool:
    """Whether a name is the full title of a place."""
    return normal(place.title) == name.folded


def is_spelled(place: Named, name: TypedName) -> bool:
    """Whether a name is the id of a place, or a former one, with spaces for hyphens."""
    if normal(place.id) == name.folded or _is_number(place, name.folded):
        return True
    return isinstance(place, Topic) and name.folded in map(normal, place.aliases)


def is_like(place: Named, name: TypedName) -> bool:
    """Whether a name is the beginning of an id, or words of a title.

    In scripts without spaces a word is any part of the title.
    """
    if normal(place.id).startswith(name.folded):
        return True
    if not name.words or name.folded != name.folded.strip():
        return False
    title = normal(place.title)
    words = _words(title)
    return all(word in words or (word in title and _is_unspaced(word)) for word in name.words)


def _is_unspaced(word: str) -> bool:
    # The pattern takes 2 ms to compile, and most names are ASCII.
    return not word.isascii() and re.search(_UNSPACED, word) is not None


# From the surest to the vaguest.
EXACTLY: tuple[Callable[[Named, TypedName], bool], ...] = (is_named, is_titled, is_spelled)


def with_kind(name: TypedName) -> tuple[type[Place], TypedName] | None:
    """Read `stage NAME`, `section NAME` or `topic NAME`; None for other names."""
    word, _, rest = name.verbatim.partition(" ")
    kind = _KINDS.get(word)
    return (kind, read_name(rest)) if kind and rest else None


def describe(place: Place) -> str:
    """Write a place so that a reader knows which it is: `numpy`, `deep-learning (stage 5)`."""
    if isinstance(place, Topic):
        return place.id
    which = f"stage {place.number}" if isinstance(place, Stage) else "section"
    return f"{place.id} ({which})"


def kind_of(place: Place) -> str:
    """Give the word that goes before a name to say which kind of place is meant."""
    return next(word for word, kind in _KINDS.items() if isinstance(place, kind))


def _is_number(place: Named, name: str) -> bool:
    return isinstance(place, Stage) and name.removeprefix("stage ") == str(place.number)


def _words(text: str) -> list[str]:
    if text.isascii():
        return re.findall(r"\w+", text)
    # Marks belong to the letter before them; `\w` would break words there.
    kept = (c if c.isalnum() or category(c)[0] == "M" else " " for c in text)
    return "".join(kept).split()

"""Finding habits by what a person types, among topics, sections and stages."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from mlroadmap.core.roadmap.habits import Habit
from mlroadmap.core.roadmap.lookup import name_list, places_of
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.roadmap.names import EXACTLY, Place, describe, is_like, read_name
from mlroadmap.errors import AmbiguousTopicError, UsageError


class _Reading(Struct, frozen=True):
    """What a name may mean, as surely as it means anything."""

    habits: Sequence[Habit]
    places: Sequence[Place]
    is_exact: bool


def find_habit(roadmap: Roadmap, name: str) -> Habit | None:
    """Find the habit that a name means; None where it means no habit.

    The id of a habit always means it. Else a name is read as that of a topic is, and what
    fits it best is meant. Raises AmbiguousTopicError where that is several habits, or a
    topic, section or stage, too.
    """
    found = _read(roadmap, name)
    if len(found.habits) + len(found.places) > 1 and found.habits:
        raise _ambiguous(name, found)
    return found.habits[0] if found.habits else None


def find_habits(roadmap: Roadmap, words: Sequence[str]) -> list[Habit]:
    """Find the habits that words name, one each or all together; none where topics are meant.

    Raises AmbiguousTopicError, or UsageError where only some of the words name habits.
    """
    if not roadmap.habits:
        return []
    whole = " ".join(words)
    together = _read(roadmap, whole)
    if len(words) < 2 or together.is_exact:
        habit = find_habit(roadmap, whole)
        return [habit] if habit else []
    try:
        return _singly(roadmap, words)
    except (AmbiguousTopicError, UsageError):
        if len(together.habits) == 1 and not together.places:
            return [together.habits[0]]
        raise


def _singly(roadmap: Roadmap, words: Sequence[str]) -> list[Habit]:
    habits = [habit for word in words if (habit := find_habit(roadmap, word))]
    if 0 < len(habits) < len(words):
        raise UsageError(
            "Habits and topics cannot be marked together.",
            f"Mark the habit alone: mlroadmap done {habits[0].id}",
        )
    return list(dict.fromkeys(habits))


def _read(roadmap: Roadmap, name: str) -> _Reading:
    wanted, places = read_name(name), places_of(roadmap)
    named = [habit for habit in roadmap.habits if habit.id == wanted.verbatim]
    if named:
        return _Reading(named, (), is_exact=True)
    for fits in (*EXACTLY, is_like) if wanted.folded else ():
        habits = [habit for habit in roadmap.habits if fits(habit, wanted)]
        found = [place for place in places if fits(place, wanted)]
        if habits or found:
            return _Reading(habits, found, is_exact=fits is not is_like)
    return _Reading((), (), is_exact=False)


def _ambiguous(name: str, found: _Reading) -> AmbiguousTopicError:
    habits = [f"{habit.id} (habit)" for habit in found.habits]
    candidates = [*found.habits, *found.places]
    return AmbiguousTopicError(
        f"{name!r} could be {name_list([*habits, *map(describe, found.places)], 'or')}.",
        "Did you mean one of these?",
        name=name,
        candidates=[each.id for each in candidates],
    )

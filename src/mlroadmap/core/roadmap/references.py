"""What a roadmap's parts call one another: ids that are unique, names that exist, no cycles."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from mlroadmap.core.roadmap.document import Scalar
from mlroadmap.core.roadmap.graph import find_cycles
from mlroadmap.core.roadmap.problems import Code, Position, ProblemList
from mlroadmap.core.text import excerpt, nearest

Names = Sequence[Scalar]

# Longer than any cycle that a person writes, shorter than a message that fills the screen.
_LONGEST_CYCLE_SHOWN = 50


class References:
    """Takes down names while a roadmap is read and, once all are known, checks them.

    `habits` are the places of habits in the file, by id.
    """

    def __init__(self, notes: ProblemList) -> None:
        self._notes = notes
        self._places: dict[str, Position] = {}
        self._topics: dict[str, Position] = {}
        self._former: dict[str, str] = {}
        self._needs: dict[str, list[Scalar]] = {}
        self._helps: list[tuple[str, Scalar]] = []
        self._cited: list[Scalar] = []
        self._used: list[Scalar] = []
        self._named: list[Scalar] = []
        self.habits: dict[str, Position] = {}
        self._bounds: list[Scalar] = []

    def add_place(self, place_id: Scalar | None) -> None:
        """Take down a stage or a section."""
        if place_id is not None:
            self._claim(self._places, place_id)

    def add_topic(
        self, topic_id: Scalar | None, needs: Names, helps: Names, aliases: Names
    ) -> None:
        """Take down a topic, what comes before it, and the ids that it had before."""
        name = "" if topic_id is None else topic_id.text
        if topic_id is not None:
            self._claim(self._topics, topic_id)
        for former in aliases:
            self._claim(self._topics, former)
            self._former[former.text] = name
        self._needs.setdefault(name, []).extend(needs)
        self._helps += ((name, helper) for helper in helps)

    def add_cited(self, sources: Names) -> None:
        """Take down the sources that a piece of evidence names."""
        self._cited += sources

    def add_used(self, resource: Scalar | None) -> None:
        """Take down the key of a resource in the library."""
        if resource is not None:
            self._used.append(resource)

    def add_named(self, topic_id: Scalar | None) -> None:
        """Take down a topic that something else than a topic names."""
        if topic_id is not None:
            self._named.append(topic_id)

    def add_habit(self, habit_id: Scalar | None, bounds: Names) -> None:
        """Take down a habit, and the topics, sections or stages that bound it."""
        if habit_id is not None:
            self._claim(self.habits, habit_id)
        self._bounds += bounds

    def check(self, sources: Collection[str], library: Collection[str]) -> None:
        """Note names of what does not exist, and needs that never end."""
        for needs in self._needs.values():
            for name in needs:
                self._check_topic(name)
        for topic_id, name in self._helps:
            self._check_topic(name)
            if name.text == topic_id:
                message = f"{excerpt(topic_id)} names itself under 'helps'."
                self._notes.add(name.mark, Code.CYCLE, message, "Take it out.")
        for name in self._named:
            self._check_topic(name)
        self._check_habits()
        for name in self._cited:
            self._check_key(name, sources, Code.UNKNOWN_SOURCE, "source")
        for name in self._used:
            self._check_key(name, library, Code.UNKNOWN_RESOURCE, "resource in the library")
        self._check_cycles()

    def _claim(self, names: dict[str, Position], name: Scalar) -> None:
        known = names.setdefault(name.text, name.mark)
        if known is not name.mark:
            # A stage is taken down after the sections in it.
            names[name.text], later = sorted((known, name.mark))
            message = f"{excerpt(name.text)} is taken by line {names[name.text].line} already."
            hint = "Give each its own id; former ids count too."
            self._notes.add(later, Code.DUPLICATE_ID, message, hint)

    def _check_topic(self, name: Scalar) -> None:
        if name.text in self._former:
            self._note_unknown(name, Code.UNKNOWN_TOPIC, "topic", self._former[name.text])
        elif name.text not in self._topics:
            near = nearest(name.text, self._topics)
            current = self._former.get(near, near) if near else None
            self._note_unknown(name, Code.UNKNOWN_TOPIC, "topic", current)

    def _check_habits(self) -> None:
        for name in self._bounds:
            if name.text in self._former:
                self._check_topic(name)
            elif name.text not in self._topics and name.text not in self._places:
                near = nearest(name.text, [*self._topics, *self._places])
                self._note_unknown(name, Code.UNKNOWN_TOPIC, "topic, section or stage", near)
        for habit, mark in self.habits.items():
            if habit in self._topics:
                message = f"{excerpt(habit)} is a topic, or was one."
                hint = "Give the habit an id of its own."
                self._notes.add(mark, Code.DUPLICATE_ID, message, hint)

    def _check_key(self, name: Scalar, known: Collection[str], code: Code, what: str) -> None:
        if name.text not in known:
            self._note_unknown(name, code, what, nearest(name.text, known))

    def _note_unknown(self, name: Scalar, code: Code, what: str, near: str | None) -> None:
        hint = (
            f"Did you mean {excerpt(near)}?"
            if near
            else f"Add this {what}, or take its name out."
        )
        message = f"There is no {what} {excerpt(name.text)}."
        self._notes.add(name.mark, code, message, hint)

    def _check_cycles(self) -> None:
        graph = {topic: [need.text for need in needs] for topic, needs in self._needs.items()}
        for cycle in find_cycles(graph):
            follower = cycle[1 % len(cycle)]
            place = next(need for need in self._needs[cycle[0]] if need.text == follower)
            message = f"These topics wait for one another: {_spelled(cycle)}."
            hint = "Take out one of these needs, or make it a 'helps'."
            self._notes.add(place.mark, Code.CYCLE, message, hint)


def _spelled(cycle: Sequence[str]) -> str:
    shown = [excerpt(name).strip("'") for name in (*cycle, cycle[0])]
    if len(shown) > _LONGEST_CYCLE_SHOWN:
        half = _LONGEST_CYCLE_SHOWN // 2
        left_out = len(shown) - 2 * half
        shown = [*shown[:half], f"({left_out:,} more)", *shown[-half:]]
    return " needs ".join(shown)

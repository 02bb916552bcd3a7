"""Finding a step of a topic by what a person types."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mlroadmap.core.roadmap.content import Step
from mlroadmap.errors import AmbiguousTopicError, UnknownTopicError


def find_step(topic_id: str, steps: Sequence[Step], name: str) -> Step:
    """Find a step by its id, its number, the beginning of its id, or words of its title.

    Raises UnknownTopicError or AmbiguousTopicError.
    """
    wanted = name.strip().casefold()
    numbered = dict(enumerate(steps, 1))
    fits: tuple[Callable[[Step], bool], ...] = (
        lambda step: step.id == wanted,
        lambda step: wanted.isdecimal() and numbered.get(int(wanted)) == step,
        lambda step: step.id.startswith(wanted),
        lambda step: set(wanted.split()) <= set(step.title.casefold().split()),
    )
    for fit in fits if wanted else ():
        found = [step for step in steps if fit(step)]
        if len(found) == 1:
            return found[0]
        if found:
            ids = ", ".join(step.id for step in found[:8])
            raise AmbiguousTopicError(
                f"{name!r} could be several steps: {ids}.",
                f"Type more of one: mlroadmap done {topic_id}/{found[0].id}.",
            )
    raise UnknownTopicError(
        f"{topic_id} has no step {name!r}.", f"See them:\nmlroadmap steps {topic_id}"
    )

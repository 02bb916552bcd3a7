"""What a learner opens to study a topic, as every format lists it."""

from __future__ import annotations

from mlroadmap.core.roadmap.model import Resource, Roadmap


def study_links(roadmap: Roadmap, topic_id: str, most: int) -> tuple[Resource, ...]:
    """Give up to `most` recommended resources with an address, the best first.

    They are the topic's own, or what serves better, or else its section's and its stage's.
    """
    named = roadmap.topics[topic_id].resources
    own = {*named, *(roadmap.library[each.instead] for each in named if each.instead)}
    linked = [each for each in roadmap.recommended(topic_id) if each.best_url]
    return tuple(([each for each in linked if each in own] or linked)[:most])

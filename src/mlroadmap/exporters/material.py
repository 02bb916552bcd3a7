"""What a learner opens to study a topic, as every format lists it."""

from __future__ import annotations

from mlroadmap.core.roadmap.model import Resource, Roadmap


def study_links(roadmap: Roadmap, topic_id: str, most: int) -> tuple[Resource, ...]:
    """Give up to `most` resources with an address: the topic's own, or else those around it.

    Those around it are its section's and its stage's. Free ones come first.
    """
    linked = [each for each in roadmap.resources_of(topic_id) if each.best_url]
    own = [each for each in linked if each in roadmap.topics[topic_id].resources]
    return tuple((own or linked)[:most])

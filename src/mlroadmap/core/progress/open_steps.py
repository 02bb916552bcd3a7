"""What is left of topics some of whose steps are done, by the steps that they have now.

The log says which steps are done and what they made up of the topic then. A roadmap that has
other steps or hours by now says what the others take.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from mlroadmap.core.progress.progress import Progress
from mlroadmap.core.progress.topic_progress import TopicProgress
from mlroadmap.core.roadmap.content import Step
from mlroadmap.core.roadmap.model import Roadmap

# Gives the steps of a topic.
StepsOf = Callable[[str], Sequence[Step]]


def with_open_steps(progress: Progress, roadmap: Roadmap, steps_of: StepsOf) -> Progress:
    """Let the steps that are not done take what the roadmap gives them now."""
    begun = dict(_begun(progress, roadmap, steps_of))
    return replace(progress, topics={**progress.topics, **begun}) if begun else progress


def _begun(
    progress: Progress, roadmap: Roadmap, steps_of: StepsOf
) -> Iterator[tuple[str, TopicProgress]]:
    for topic_id, topic in progress.topics.items():
        steps = steps_of(topic_id) if topic.steps_done and not topic.is_settled else ()
        if not steps:
            continue
        whole = sum(step.minutes for step in steps)
        left = sum(step.minutes for step in steps if step.id not in topic.steps_done)
        likely = roadmap.topics[topic_id].effort.likely_minutes
        rest = (2 * likely * left + whole) // (2 * max(1, whole))
        own = topic.rest_minutes if topic.is_re_estimated else rest
        yield topic_id, replace(topic, rest_minutes=own, roadmap_rest_minutes=rest)

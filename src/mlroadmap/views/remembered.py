"""What is likely still known of each stage, and the days of study."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from mlroadmap.core.review.known import Known
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.text import count
from mlroadmap.views.documents.fields import Document
from mlroadmap.views.topic import facts

_INDENT = 2


def study_days_line(studied: int, assumed: int, of_days: int) -> RenderableType:
    """Show on how many days there was study, by entries and as far as it is assumed.

    On the first day there is nothing to count yet.
    """
    if of_days == 1:
        return Group(Text(), Text("Studied today.")) if studied else Group()
    more = f", and on {assumed} more as assumed" if assumed else ""
    return Group(Text(), Text(f"Studied on {studied} of the last {of_days} days{more}."))


def remembered_view(roadmap: Roadmap, known: Mapping[str, Known]) -> RenderableType:
    """Show each stage that has cards which were asked."""
    stages = list(_stages(roadmap, known))
    if not stages:
        return Group()
    return Group(Text("Likely still known:"), Padding(facts(stages), (0, 0, 0, _INDENT)))


def _stages(roadmap: Roadmap, known: Mapping[str, Known]) -> Iterator[tuple[str, Text]]:
    for stage in roadmap.stages:
        found = known.get(stage.id, Known())
        if found.cards:
            cards = count(found.cards, "card")
            yield f"Stage {stage.number}", Text(f"{found.percent}% of {cards}")


def remembered_documents(roadmap: Roadmap, known: Mapping[str, Known]) -> list[Document]:
    """Give what is likely still known of each stage, and of how many cards that was asked."""
    return [
        {
            "stage": stage.id,
            "cards": known.get(stage.id, Known()).cards,
            "known_percent": known[stage.id].percent
            if known.get(stage.id, Known()).cards
            else None,
        }
        for stage in roadmap.stages
    ]

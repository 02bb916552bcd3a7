"""The states of topics as marks and words: never by colour alone."""

from __future__ import annotations

from collections.abc import Mapping

from mlroadmap.core.progress.progress import TopicState
from mlroadmap.core.roadmap.model import Resource
from mlroadmap.exporters.page.markup import Element, element, hidden

_MARKS: Mapping[TopicState, tuple[str, str]] = {
    "todo": ("·", "to do"),
    "active": ("▸", "under way"),
    "awaiting": ("?", "finished?"),
    "done": ("✓", "done"),
    "known": ("=", "known"),
    "skipped": ("-", "left out"),
    "aside": ("○", "kept aside"),
}


def state_mark(state: TopicState) -> Element:
    """Show a topic's state as a mark, and say it in a word."""
    mark, word = _MARKS[state]
    shown = element("span", mark, aria_hidden="true")
    return element("span", shown, hidden(f"{word}: "), class_=f"mark {state}")


def link(resource: Resource) -> Element:
    """Link to a resource, if its address is one of the web."""
    address = resource.best_url
    if not address.lower().startswith(("https://", "http://")):
        return element("span", resource.title)
    return element("a", resource.title, href=address, rel="noreferrer noopener")

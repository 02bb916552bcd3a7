"""States and days as the page words them: never by colour alone."""

from __future__ import annotations

from collections.abc import Mapping

from mlroadmap.core.progress.topic_progress import TopicState
from mlroadmap.core.roadmap.model import Resource
from mlroadmap.core.schedule.plan import TopicDates
from mlroadmap.exporters.page.markup import Element, element
from mlroadmap.exporters.page.scale import month_name, short_day

STATE_WORDS: Mapping[TopicState, str] = {
    "todo": "",
    "active": "in progress",
    "awaiting": "time is up",
    "done": "done",
    "known": "known",
    "skipped": "skipped",
    "aside": "kept aside",
}


def period(dates: TopicDates | None) -> str:
    """Write the days from one to another: `4 to 9 Jan 2027`."""
    if dates is None:
        return ""
    first, last = dates.start, dates.finish
    end = f"{last.day} {month_name(last)}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {end}"
    year = "" if first.year == last.year else f" {first.year:04d}"
    return f"{short_day(first)}{year} to {end}"


def link(resource: Resource) -> Element:
    """Link to a resource, if its address is one of the web."""
    address = resource.best_url
    if not address.lower().startswith(("https://", "http://")):
        return element("span", resource.title)
    return element("a", resource.title, href=address, rel="noreferrer noopener")

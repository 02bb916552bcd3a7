"""What is to be studied today, or when study goes on."""

from __future__ import annotations

from collections.abc import Iterator

from mlroadmap.core.dates import format_day
from mlroadmap.core.durations import format_duration
from mlroadmap.core.plan import Session
from mlroadmap.exporters.material import Material
from mlroadmap.exporters.page.markup import Element, element
from mlroadmap.exporters.page.words import link
from mlroadmap.exporters.parts import nearest_resources

LINKS_SHOWN = 5


def today_section(material: Material) -> Iterator[Element]:
    """Show the day's sessions with their outcome and links, and what waits for an answer."""
    outlook = material.outlook
    for topic_id in outlook.progress.awaiting:
        topic = material.roadmap.topics[topic_id]
        command = element("code", f"mlroadmap done {topic.id}")
        yield element("p", f"Have you finished {topic.title}? Then say ", command, ".")
    sessions = outlook.plan.today_sessions
    if not sessions:
        yield element("p", _rest(material))
    for session in sessions:
        yield _session(material, session)


def _rest(material: Material) -> str:
    upcoming = material.outlook.plan.upcoming_sessions
    if not upcoming:
        return "Everything is done."
    titles = [material.roadmap.topics[session.topic].title for session in upcoming]
    return f"Nothing more today. Next, on {format_day(upcoming[0].day)}: {', '.join(titles)}."


def _session(material: Material, session: Session) -> Element:
    topic = material.roadmap.topics[session.topic]
    length = f"{format_duration(session.minutes)}, part {session.part} of {session.parts}"
    resources = nearest_resources(material.roadmap, topic.id, LINKS_SHOWN)
    links = [element("li", link(resource)) for resource in resources]
    return element(
        "article",
        element("h3", topic.title),
        element("p", length, class_="quiet"),
        element("p", topic.outcome) if topic.outcome else None,
        element("ul", *links) if links else None,
    )

"""What is to be studied today, or when study goes on."""

from __future__ import annotations

from collections.abc import Iterator

from mlroadmap.core.calendar.dates import format_day
from mlroadmap.core.calendar.durations import format_duration
from mlroadmap.core.roadmap.steps import CoveredStep
from mlroadmap.core.schedule.plan import Session
from mlroadmap.exporters.export_input import ExportInput
from mlroadmap.exporters.material import study_links
from mlroadmap.exporters.page.markup import Element, element
from mlroadmap.exporters.page.words import link
from mlroadmap.exporters.review_time import review_paragraph

LINKS_SHOWN = 5


def today_section(export_input: ExportInput) -> Iterator[Element]:
    """Show the day's sessions with their outcome and links, and what waits for an answer."""
    study_state = export_input.study_state
    for topic_id in study_state.progress.awaiting:
        topic = export_input.roadmap.topics[topic_id]
        command = element("code", f"mlroadmap done {topic.id}")
        yield element("p", f"Is {topic.title} done? Then run ", command, ".")
    yield from review_paragraph(export_input)
    sessions = study_state.plan.today_sessions
    if not sessions:
        yield element("p", _rest(export_input))
    for session in sessions:
        yield _session(export_input, session)


def _rest(export_input: ExportInput) -> str:
    upcoming = export_input.study_state.plan.upcoming_sessions
    if not upcoming:
        return "Everything is done."
    titles = [export_input.roadmap.topics[session.topic].title for session in upcoming]
    return f"Nothing more today. Next, on {format_day(upcoming[0].day)}: {', '.join(titles)}."


def _session(export_input: ExportInput, session: Session) -> Element:
    topic = export_input.roadmap.topics[session.topic]
    length = f"{format_duration(session.minutes)}, part {session.part} of {session.parts}"
    if session.habit:
        length = f"{format_duration(session.minutes)}, a habit of {topic.title}"
    resources = study_links(export_input.roadmap, topic.id, LINKS_SHOWN)
    links = [element("li", link(resource)) for resource in resources]
    steps = [_step(export_input, each) for each in export_input.session_steps.get(session, ())]
    return element(
        "article",
        element("h3", export_input.study_state.session_title(topic.id, session.habit)),
        element("p", length, class_="quiet"),
        element("p", topic.outcome) if topic.outcome else None,
        element("ol", *steps) if steps else element("ul", *links) if links else None,
    )


def _step(export_input: ExportInput, covered: CoveredStep) -> Element:
    """Say what a step is, where it is done, and what ends it."""
    step = covered.step
    resource = export_input.roadmap.library.get(step.resource)
    place = [link(resource)] if resource else []
    where = f"{': ' if resource else ''}{step.where}" if step.where else None
    return element(
        "li",
        element("b", step.title),
        f" ({step.kind}, {format_duration(covered.minutes)})",
        element("p", *place, where) if resource or where else None,
        element("p", f"Done when: {step.check}", class_="quiet") if step.check else None,
    )

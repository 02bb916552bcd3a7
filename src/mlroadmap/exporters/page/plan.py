"""The plan by stage: each stage a row that opens to its topics, at a scale of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mlroadmap.core.progress.progress import percent_done
from mlroadmap.core.roadmap.model import Stage
from mlroadmap.core.schedule.plan import TopicDates
from mlroadmap.exporters.export_input import ExportInput
from mlroadmap.exporters.page.bars import bars, chart, dates_of, topic_row
from mlroadmap.exporters.page.markup import Element, element
from mlroadmap.exporters.page.scale import Scale
from mlroadmap.exporters.page.words import period


def plan_section(export_input: ExportInput) -> Iterator[Element]:
    """Draw a row for each stage, which holds a row for each of its topics."""
    scale = _scale(export_input)
    rows = (_stage(export_input, stage, scale) for stage in export_input.roadmap.stages)
    yield chart(scale, export_input.today, rows, tag="div")


def _scale(export_input: ExportInput) -> Scale:
    dates = export_input.study_state.plan.dates.values()
    first = min((days.start for days in dates), default=export_input.today)
    return Scale(
        min(first, export_input.today),
        max(export_input.study_state.plan.finish, export_input.today),
    )


def _stage(export_input: ExportInput, stage: Stage, scale: Scale) -> Element:
    dates = _whole(dates_of(export_input, topic) for topic in stage.topics)
    topics = [export_input.study_state.progress.topics[topic.id] for topic in stage.topics]
    counted = [topic for topic in topics if topic.is_counted]
    share = percent_done(topics)
    done = f"{sum(topic.is_done for topic in counted)} of {len(counted)} done, {share}%"
    said = (period(dates), done if counted else "skipped or known")
    summary = element(
        "summary",
        element("b", f"{stage.number}. {stage.title}"),
        element("span", ", ".join(filter(None, said))),
        bars(dates, share / 100, scale),
    )
    own = Scale(dates.start, dates.finish) if dates else scale
    rows = (topic_row(export_input, topic, own) for topic in stage.topics)
    return element("details", summary, chart(own, export_input.today, rows))


def _whole(dates: Iterable[TopicDates | None]) -> TopicDates | None:
    known = [each for each in dates if each]
    if not known:
        return None
    return TopicDates(min(each.start for each in known), max(each.finish for each in known))

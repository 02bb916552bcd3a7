"""The figures that matter, and progress by stage."""

from __future__ import annotations

from collections.abc import Iterator

from mlroadmap.core.calendar.dates import format_day
from mlroadmap.core.calendar.durations import format_duration
from mlroadmap.core.progress.progress import percent_done
from mlroadmap.core.roadmap.model import Stage
from mlroadmap.exporters.export_input import ExportInput
from mlroadmap.exporters.page.markup import Element, element, percent, svg


def figures(export_input: ExportInput) -> Element:
    """List the finish, its range, what was promised, and how much is done."""
    pairs = [
        element("div", element("dt", label), element("dd", value))
        for label, value in _pairs(export_input)
    ]
    return element("dl", *pairs, class_="figures")


def _pairs(export_input: ExportInput) -> Iterator[tuple[str, str]]:
    study_state, progress = export_input.study_state, export_input.study_state.progress
    finish = study_state.plan.finish
    yield (
        ("Finished on" if study_state.is_finished else "Finish, as planned"),
        format_day(finish),
    )
    if export_input.drawn:
        yield "With 80 % by", format_day(export_input.drawn.p80)
    if study_state.original_finish and study_state.original_finish != finish:
        yield "Promised", format_day(study_state.original_finish)
    yield "Topics done", f"{progress.done_topics} of {len(progress.counted)}"
    done, total = progress.achieved_minutes, progress.total_minutes
    yield "Effort done", f"{format_duration(done)} of {format_duration(total)}"


def stage_table(export_input: ExportInput) -> Element:
    """Show each stage with its share done."""
    heads = [("Stage", ""), ("Topics done", "number"), ("Done", "number")]
    return element(
        "table",
        element("caption", "Progress by stage"),
        element(
            "thead",
            element(
                "tr",
                *(
                    element("th", text, scope="col", class_=kind or None)
                    for text, kind in heads
                ),
                element("td", class_="wide"),
            ),
        ),
        element(
            "tbody", *(_stage_row(export_input, stage) for stage in export_input.roadmap.stages)
        ),
    )


def _stage_row(export_input: ExportInput, stage: Stage) -> Element:
    topics = [export_input.study_state.progress.topics[topic.id] for topic in stage.topics]
    counted = [topic for topic in topics if topic.is_counted]
    done, share = sum(topic.is_done for topic in counted), percent_done(topics)
    bar = svg(
        element("rect", class_="rest", width="100%", height="10"),
        element("rect", class_="full", width=percent(share / 100), height="10"),
        height="10",
        aria_hidden="true",
    )
    return element(
        "tr",
        element("th", f"{stage.number}. {stage.title}", scope="row"),
        element("td", f"{done} of {len(counted)}", class_="number"),
        element("td", f"{share} %", class_="number"),
        element("td", bar, class_="wide"),
    )

"""The figures that matter, and progress by stage."""

from __future__ import annotations

from collections.abc import Iterator

from mlroadmap.core.dates import format_day
from mlroadmap.core.durations import format_duration
from mlroadmap.core.model import Stage
from mlroadmap.core.progress import percent_done
from mlroadmap.exporters.material import Material
from mlroadmap.exporters.page.markup import Element, element, percent, svg


def figures(material: Material) -> Element:
    """List the finish, its range, what was promised, and how much is done."""
    pairs = [
        element("div", element("dt", label), element("dd", value))
        for label, value in _pairs(material)
    ]
    return element("dl", *pairs, class_="figures")


def _pairs(material: Material) -> Iterator[tuple[str, str]]:
    outlook, progress = material.outlook, material.outlook.progress
    finish = outlook.plan.finish
    yield (
        ("Finished on" if outlook.plan.is_finished else "Finish, as planned"),
        format_day(finish),
    )
    if material.drawn:
        yield "With 80 % by", format_day(material.drawn.p80)
    if outlook.promised_finish and outlook.promised_finish != finish:
        yield "Promised", format_day(outlook.promised_finish)
    yield "Topics done", f"{progress.done_topics} of {len(progress.counted)}"
    done, total = progress.achieved_minutes, progress.total_minutes
    yield "Effort done", f"{format_duration(done)} of {format_duration(total)}"


def stage_table(material: Material) -> Element:
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
        element("tbody", *(_stage_row(material, stage) for stage in material.roadmap.stages)),
    )


def _stage_row(material: Material, stage: Stage) -> Element:
    topics = [material.outlook.progress.topics[topic.id] for topic in stage.topics]
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

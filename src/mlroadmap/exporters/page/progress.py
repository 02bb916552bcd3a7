"""The figures that matter."""

from __future__ import annotations

from collections.abc import Iterator

from mlroadmap.core.calendar.dates import format_day
from mlroadmap.core.calendar.durations import format_duration
from mlroadmap.core.text import count
from mlroadmap.exporters.export_input import ExportInput
from mlroadmap.exporters.page.markup import Element, element


def figures(export_input: ExportInput) -> Element:
    """List the finish, its range, the original finish, and how much is done."""
    pairs = [
        element("div", element("dt", label), element("dd", value))
        for label, value in _pairs(export_input)
    ]
    return element("dl", *pairs, class_="figures")


def _pairs(export_input: ExportInput) -> Iterator[tuple[str, str]]:
    study_state, progress = export_input.study_state, export_input.study_state.progress
    finish = study_state.plan.finish
    if study_state.is_waiting:
        yield "Waiting for done", count(len(progress.awaiting), "topic")
    elif progress.counted:
        label = "Finished on" if study_state.is_finished else "Planned finish"
        yield label, format_day(finish)
    if export_input.drawn:
        yield "80% chance by", format_day(export_input.drawn.p80)
    original = study_state.original_finish
    if original and original != finish and progress.counted:
        label = "To finish by" if study_state.finish_by else "Original finish"
        yield label, format_day(original)
    yield "Topics done", f"{progress.done_topics} of {len(progress.counted)}"
    yield "Study remaining", format_duration(progress.remaining_minutes)

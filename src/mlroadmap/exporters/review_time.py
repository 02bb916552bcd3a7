"""The time that reviews take of a day, as exports show it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mlroadmap.core.calendar.durations import format_duration
from mlroadmap.exporters.export_input import ExportInput
from mlroadmap.exporters.page.markup import Element, element


def review_minutes_on(export_input: ExportInput, day: date) -> int:
    """Give the minutes of a day to come, or of today, that are kept for cards."""
    if day < export_input.today:
        return 0
    return export_input.study_state.progress.availability.reserved.get(day, 0)


def review_line(export_input: ExportInput, day: date) -> Iterator[str]:
    """Say how long the cards of a day take, and what asks them."""
    minutes = review_minutes_on(export_input, day)
    if minutes:
        yield f"Cards: {format_duration(minutes)}, mlroadmap review"


def review_paragraph(export_input: ExportInput) -> Iterator[Element]:
    """Say on a page how long the cards of today take."""
    minutes = review_minutes_on(export_input, export_input.today)
    if minutes:
        command = element("code", "mlroadmap review")
        yield element("p", f"Cards to review, {format_duration(minutes)}: ", command, ".")

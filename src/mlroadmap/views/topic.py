"""What there is to say about a topic: used by several views."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mlroadmap.core.roadmap.model import Resource
from mlroadmap.views.theme import QUIET, link
from mlroadmap.views.units import duration


def facts(rows: Iterable[tuple[str, RenderableType | None]]) -> Table:
    """Lay out labelled facts; those without a value are left out."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style=QUIET, no_wrap=True)
    table.add_column(overflow="fold")
    for label, value in rows:
        if value is not None:
            table.add_row(label, value)
    return table


def resource_block(resources: Sequence[Resource], indent: int = 0) -> RenderableType:
    """Show resources, each with its link on a line of its own, which is never broken."""
    lines: list[RenderableType] = []
    for resource in resources:
        lines.append(Padding(_title(resource), (0, 0, 0, indent)))
        if resource.best_url:
            url = Text(" " * (indent + 2) + resource.best_url, style=QUIET)
            url.no_wrap, url.overflow = True, "ignore"
            lines.append(url)
    return Group(*lines)


def _title(resource: Resource) -> Text:
    text = link(resource.title, resource.best_url)
    provider = "" if resource.provider == resource.by else resource.provider
    details = [resource.kind, f"by {resource.by}" if resource.by else "", provider]
    if resource.free:
        details.append("free")
    if resource.minutes:
        details.append(duration(resource.minutes))
    known = ", ".join(detail for detail in details if detail)
    text.append(f" ({known})" if known else "", style=QUIET)
    if resource.url_issue and not resource.better_url:
        text.append(f"\n{resource.url_issue}", style=QUIET)
    return text

"""The page as a whole: its head, its sections, and what it may load, which is nothing."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256

from mlroadmap.core.calendar.dates import format_day
from mlroadmap.exporters.export_input import ExportInput
from mlroadmap.exporters.page.burnup import burn_up
from mlroadmap.exporters.page.heatmap import heat_map
from mlroadmap.exporters.page.markup import Element, element, written
from mlroadmap.exporters.page.plan import plan_section
from mlroadmap.exporters.page.progress import figures
from mlroadmap.exporters.page.style import STYLE
from mlroadmap.exporters.page.today import today_section
from mlroadmap.exporters.page.weeks import weeks_section

_SECTIONS = (
    ("today", "Today"),
    ("weeks", "These weeks"),
    ("plan", "Plan by stage"),
    ("progress", "Progress"),
    ("days", "Days of study"),
)


def to_html(export_input: ExportInput) -> str:
    """Write the plan as a page that needs nothing but itself."""
    page = element("html", _head(export_input), _body(export_input), lang="en")
    return written(page)


def _head(export_input: ExportInput) -> Element:
    policy = element("meta", content=_policy())
    policy.set("http-equiv", "Content-Security-Policy")
    style = element("style")
    style.text = STYLE
    return element(
        "head",
        element("meta", charset="utf-8"),
        policy,
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", f"{export_input.roadmap.title}: the plan"),
        element("link", rel="icon", href="data:,"),
        style,
    )


def _policy() -> str:
    digest = b64encode(sha256(STYLE.encode("utf-8")).digest()).decode("ascii")
    parts = (
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(parts)


def _body(export_input: ExportInput) -> Element:
    entries = [
        element("li", element("a", heading, href=f"#{name}")) for name, heading in _SECTIONS
    ]
    header = element(
        "header",
        element("h1", export_input.roadmap.title),
        element("p", f"The plan as of {format_day(export_input.today)}", class_="quiet"),
        figures(export_input),
        element("nav", element("ul", *entries), aria_label="On this page"),
    )
    return element(
        "body",
        element("a", "Skip to the plan", href="#main", class_="skip"),
        header,
        element("main", *_sections(export_input), id="main", tabindex="-1"),
        element(
            "footer",
            element(
                "p",
                "Made with mlroadmap. Run mlroadmap export html again after an entry.",
            ),
            class_="quiet",
        ),
    )


def _sections(export_input: ExportInput) -> Iterator[Element]:
    contents: tuple[Iterable[Element], ...] = (
        today_section(export_input),
        weeks_section(export_input),
        plan_section(export_input),
        (burn_up(export_input),),
        heat_map(export_input),
    )
    for (name, heading), content in zip(_SECTIONS, contents, strict=True):
        title = element("h2", heading, id=f"{name}-heading")
        yield element("section", title, *content, id=name, aria_labelledby=f"{name}-heading")

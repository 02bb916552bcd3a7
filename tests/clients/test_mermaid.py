"""Charts drawn by Mermaid itself, with the limits that it has unless it is told otherwise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from mlroadmap.core.text import clean
from mlroadmap.exporters.mermaid import to_mermaid
from tests.builders import roadmap, topic
from tests.clients.conftest import node_module
from tests.exporters.materials import HOSTILE_TITLES, export_input, small, titled

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.clients

DRAW = """async text => (await mermaid.render('chart', text)).svg"""


def drawn(browser: Browser, *charts: str) -> list[str]:
    """Draw charts; a text that Mermaid does not take is a failure."""
    page = browser.new_page()
    page.add_script_tag(path=node_module("mermaid/dist/mermaid.min.js"))
    page.evaluate("mermaid.initialize({startOnLoad: false})")
    found = [page.evaluate(DRAW, chart) for chart in charts]
    page.close()
    assert not any("Maximum text size" in svg for svg in found)
    return found


def test_a_plan_is_a_chart(browser: Browser) -> None:
    (svg,) = drawn(browser, to_mermaid(export_input(small())))
    for name in ("Stage 1", "Vectors", "Deep Project"):
        assert name in svg


def test_a_large_plan_is_several_charts(browser: Browser) -> None:
    stages = [[topic(f"s{n}-t{m}", 60) for m in range(100)] for n in range(20)]
    text = to_mermaid(export_input(roadmap(*stages)))
    charts = re.findall(r"^```mermaid\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    tasks = [len(re.findall(r'<rect id="[^"]*topic-', svg)) for svg in drawn(browser, *charts)]
    assert sum(tasks) == 2_000


def test_hostile_titles_are_drawn(browser: Browser) -> None:
    (svg,) = drawn(browser, to_mermaid(export_input(titled(*filter(clean, HOSTILE_TITLES)))))
    assert "<script" not in svg

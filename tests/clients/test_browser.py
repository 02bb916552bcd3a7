"""The page in a headless Chromium: widths, schemes, paper, console and requests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from mlroadmap.core.text import clean
from mlroadmap.exporters.page.document import to_html
from tests.clients.conftest import program
from tests.conftest import Cli
from tests.exporters.materials import HOSTILE_TITLES, export_input, titled

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.clients

ColorScheme = Literal["light", "dark"]

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE, DESK = 360, 1280


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Without the group `clients` these tests are not run, but they are collected.
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - see above

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=program("chromium"), args=list(FLAGS)
        )
        yield chromium
        chromium.close()


def opened(
    browser: Browser, file: Path, width: int = DESK, scheme: ColorScheme = "light"
) -> Page:
    """Open a page; anything that it says or asks for is a failure."""
    page = browser.new_page(
        viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=True
    )
    asked: list[str] = []
    page.on("console", lambda message: asked.append(message.text))
    page.on("pageerror", lambda error: asked.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    assert asked == [file.as_uri()]
    return page


@pytest.fixture
def file(busy: Cli, tmp_path: Path) -> Path:
    target = tmp_path / "plan.html"
    busy("export", "html", "-o", str(target))
    return target


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_and_says_everything(
    browser: Browser, file: Path, width: int, scheme: ColorScheme
) -> None:
    page = opened(browser, file, width, scheme)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate("document.compatMode") == "CSS1Compat"
    for name in ("Today", "Progress", "Plan", "Days of study"):
        assert page.get_by_role("region", name=name).is_visible()
    assert page.get_by_role("img", name="Effort done and planned over time").is_visible()
    chart = page.get_by_role("table", name="Every topic with its dates")
    assert chart.get_by_role("rowheader", name="Deep Project").is_visible()
    dark = "rgb(20, 24, 28)" if scheme == "dark" else "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    bars = page.locator(".gantt tbody rect").all()
    assert bars
    boxes = [box for bar in bars if (box := bar.bounding_box())]
    assert all(box["width"] > 0 and box["x"] + box["width"] <= width for box in boxes)


# The parts of WCAG's contrast that can be computed: text against what is behind it.
CONTRAST = """() => {
  const parse = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = node => {
    for (; node; node = node.parentElement) {
      const colour = parse(getComputedStyle(node).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  return Math.min(...[...document.querySelectorAll('body *')]
    .filter(node => !node.closest('svg') && [...node.childNodes].some(c => c.nodeType === 3
      && c.data.trim()))
    .map(node => {
      const pair = [light(parse(getComputedStyle(node).color)), light(behind(node))].sort();
      return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    }));
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_told_from_its_ground(
    browser: Browser, file: Path, scheme: ColorScheme
) -> None:
    assert opened(browser, file, DESK, scheme).evaluate(CONTRAST) >= 4.5


def test_the_keyboard_reaches_the_plan(browser: Browser, file: Path) -> None:
    page = opened(browser, file)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the plan")
    assert skip.evaluate("link => link === document.activeElement")
    box = skip.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_it_prints(browser: Browser, file: Path) -> None:
    page = opened(browser, file, DESK, "dark")
    page.emulate_media(media="print")
    assert (
        page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    )
    assert not page.get_by_role("navigation").is_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_hostile_titles_do_nothing(browser: Browser, tmp_path: Path) -> None:
    names = [clean(name) for name in HOSTILE_TITLES if clean(name)]
    target = tmp_path / "hostile.html"
    target.write_text(to_html(export_input(titled(*names))), encoding="utf-8")
    for width in (PHONE, DESK):
        page = opened(browser, target, width)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.evaluate("document.scripts.length") == 0
        shown = page.locator(".gantt .name").all_inner_texts()
        assert shown == [" ".join(name.split()) for name in names]

"""The page in a headless Chromium: widths, schemes, paper, console and requests."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from mlroadmap.core.text import clean
from mlroadmap.exporters.page.document import to_html
from tests.builders import roadmap, topic
from tests.clients.conftest import node_module
from tests.conftest import Cli
from tests.exporters.materials import HOSTILE_TITLES, export_input, titled

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.clients

ColorScheme = Literal["light", "dark"]

PHONE, DESK = 360, 1280


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
    for name in ("Today", "These weeks", "Plan by stage", "Progress", "Days of study"):
        assert page.get_by_role("region", name=name).is_visible()
    assert page.get_by_role("img", name="Effort done and planned over time").is_visible()
    for stage in page.locator("#plan summary").all():
        stage.click()
    assert page.get_by_role("listitem").filter(has_text="Deep Project").last.is_visible()
    dark = "rgb(20, 24, 28)" if scheme == "dark" else "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    bars = page.locator(".rows rect").all()
    assert bars
    boxes = [box for bar in bars if (box := bar.bounding_box())]
    assert all(box["width"] > 0 and box["x"] + box["width"] <= width for box in boxes)


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    browser: Browser, file: Path, width: int, scheme: ColorScheme
) -> None:
    # Our own policy lets no script in, axe's neither.
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(file.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.add_script_tag(path=node_module("axe-core/axe.min.js"))
    assert page.evaluate("axe.run().then(found => found.violations)") == []
    context.close()


def test_a_phone_shows_a_plan_of_two_thousand_topics_on_a_few_screens(
    browser: Browser, tmp_path: Path
) -> None:
    stages = [[topic(f"s{n}-t{m}", 90) for m in range(100)] for n in range(20)]
    target = tmp_path / "large.html"
    target.write_text(to_html(export_input(roadmap(*stages))), encoding="utf-8")
    page = opened(browser, target, PHONE)
    assert page.evaluate("document.documentElement.scrollHeight") < 6 * 800


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
        shown = page.locator("#weeks li b").all_inner_texts()
        assert shown == [" ".join(name.split()) for name in names[: len(shown)]]
        assert len(shown) > 10

"""Elements of HTML and SVG. Text and attributes are escaped when the tree is written."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from mlroadmap.core.text import clean

Element = ET.Element
Child = Element | str | None


def element(tag: str, *children: Child, **attributes: str | None) -> Element:
    """Make an element; None stands for no child and for no attribute.

    An attribute's trailing underscore is dropped, others become hyphens: `class_`,
    `aria_label`.
    """
    made = ET.Element(tag)
    for name, value in attributes.items():
        if value is not None:
            made.set(name.rstrip("_").replace("_", "-"), clean(value))
    for child in children:
        if isinstance(child, str):
            _add_text(made, _visible(child))
        elif child is not None:
            made.append(child)
    return made


def svg(*children: Child, **attributes: str | None) -> Element:
    """Make a drawing with lengths in per cent of its size, so that text never shrinks."""
    return element("svg", *children, **attributes)


def plane(*children: Child, height: str) -> Element:
    """Make a part of a drawing in which 1000 by 1000 units are stretched over all of it."""
    made = element("svg", *children, width="100%", height=height)
    made.set("viewBox", "0 0 1000 1000")
    made.set("preserveAspectRatio", "none")
    return made


def line(x: float, **attributes: str) -> Element:
    """Draw an upright line at a share of the width."""
    return element("line", x1=percent(x), x2=percent(x), y1="0", y2="100%", **attributes)


def percent(share: float) -> str:
    """Write a share as a length."""
    return f"{100 * share:.2f}".rstrip("0").rstrip(".") + "%"


def hidden(text: str) -> Element:
    """Make text for those who listen to the page."""
    return element("span", text, class_="heard")


def written(page: Element) -> str:
    """Write a page out."""
    return f"<!DOCTYPE html>\n{ET.tostring(page, encoding='unicode', method='html')}\n"


def _add_text(parent: Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _visible(text: str) -> str:
    """Clean text, and keep a space at either end that parts it from its neighbours."""
    before, after = text[:1] == " ", text[-1:] == " "
    return f"{' ' * before}{clean(text)}{' ' * after}"

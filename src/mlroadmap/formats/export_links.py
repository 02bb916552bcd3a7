r"""Links as our own exports spell them, so that they read back to the letter.

In a table they are `Title <https://...>`, one after the other; `<>` stands behind what has
no address. In a title, `<` and `\` have a backslash before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

RESOURCES_LABEL = "Resources:"

Link = tuple[str, str]

_SPECIAL = re.compile(r"[\\<]")
_ENTRY = re.compile(r"((?:\\.|[^\\<])*) <(\S*)>(?:\s|$)")
_ESCAPE = re.compile(r"\\(.)")


def link_cell(links: Iterable[Link]) -> str:
    """Write links, each a title and an address, which is empty where there is none."""
    return "\n".join(f"{_escaped(title)} <{url}>" for title, url in links)


def read_link_cell(cell: str) -> tuple[Link, ...]:
    """Read links back; what a person put in their place is a title without an address."""
    found = tuple((_ESCAPE.sub(r"\1", title), url) for title, url in _ENTRY.findall(cell))
    return found or (((cell, ""),) if cell else ())


def _escaped(title: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", title)

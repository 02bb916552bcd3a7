"""Imports that would bring more with them than is used."""

from __future__ import annotations

import sys


def import_msgspec() -> None:
    """Import msgspec as where typing_extensions is not installed.

    It takes two functions of it that typing has too, and importing it takes a tenth of the
    time of a command.
    """
    name = "typing_extensions"
    if name in sys.modules:
        return
    # Importing what is None fails, as the language reference says.
    sys.modules[name] = None  # type: ignore[assignment]
    import msgspec  # noqa: F401 - for those that import it after us

    del sys.modules[name]

"""The entry point of the command and of `python -m mlroadmap`."""

from __future__ import annotations

import gc
import os
import sys

from mlroadmap.output_cache.reprint import reprint

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType


def main() -> None:
    """Run the command line and exit with its code."""
    if reprint(sys.argv[1:], os.environ):
        return
    # One command makes little garbage that refers to itself; searching for it while modules
    # are loaded takes a tenth of the command's time.
    gc.disable()
    if not os.environ.get("MLROADMAP_DEBUG"):
        sys.excepthook = _report_bug
    # Imported here so that `import mlroadmap` stays free of the command line.
    from mlroadmap.cli.boundary import run_command_line  # noqa: PLC0415

    try:
        run_command_line()
    finally:
        # Else the interpreter looks through all that was loaded once more on its way out.
        gc.freeze()


def _report_bug(
    kind: type[BaseException], error: BaseException, _: TracebackType | None
) -> None:
    """Tell a user about a fault of ours without a traceback; an interrupt is none."""
    if issubclass(kind, KeyboardInterrupt):
        return
    sys.stderr.write(
        f"mlroadmap: this is a bug: {kind.__name__}: {error}\n"
        "Run it again with MLROADMAP_DEBUG=1 to see where, and please report it.\n"
    )


if __name__ == "__main__":
    main()

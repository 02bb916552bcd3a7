"""`check`: a roadmap's problems, all at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.opening import open_context
from mlroadmap.cli.output import show_document, write
from mlroadmap.cli.parameters import Commands, argument
from mlroadmap.core.calendar.durations import format_duration
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.roadmap.problems import Problem
from mlroadmap.core.text import clean, count
from mlroadmap.errors import ExitCode
from mlroadmap.storage.roadmap_file import check_all
from mlroadmap.views.assumptions import assumption


def register(app: Commands) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap check my-roadmap.yaml")(check)


def check(
    context: AppContext,
    file: Annotated[
        Path | None,
        argument(metavar="FILE", help="By default the roadmap in use."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Check a roadmap file; exits with 4 when it cannot be used, and lists every problem."""
    path = file or open_context(context).roadmap_path
    name = clean(str(path))
    loaded, problems = check_all(path)
    roadmap = loaded.roadmap if loaded else None
    if as_json:
        from mlroadmap.views.documents.roadmap import check_document

        show_document(check_document(name, problems, roadmap))
    else:
        write(_listing(name, problems) + (_size(roadmap) if roadmap else ""))
    if roadmap is None:
        raise SystemExit(ExitCode.ROADMAP)


def _listing(name: str, problems: Sequence[Problem]) -> str:
    if not problems:
        return f"{name}: no problems. "
    lines = [problem.located(name) for problem in problems]
    warnings = sum(problem.is_warning for problem in problems)
    if warnings == len(problems):
        summary = f"{count(warnings, 'warning')}; the roadmap can be used. "
    else:
        summary = f"{count(len(problems), 'problem')} in {name}.\n"
    return "\n".join([*lines, summary])


def _size(roadmap: Roadmap) -> str:
    minutes = sum(topic.effort.likely_minutes for topic in roadmap.topics.values())
    stages, topics = count(len(roadmap.stages), "stage"), count(len(roadmap.topics), "topic")
    size = f"{stages}, {topics}, {format_duration(minutes)} likely.\n"
    return size + (f"{assumption(roadmap)}\n" if roadmap.unestimated else "")

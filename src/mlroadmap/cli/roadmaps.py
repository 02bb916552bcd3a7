"""`use` and `roadmaps`: several roadmaps side by side, each with progress of its own."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import Annotated

from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.output import say, show, show_document, warn
from mlroadmap.cli.parameters import Commands, argument, option
from mlroadmap.core.journal.actions import PlanMade
from mlroadmap.core.text import clean, excerpt, nearest
from mlroadmap.errors import MlroadmapError, RoadmapError, UsageError
from mlroadmap.storage.paths import Paths
from mlroadmap.storage.registry import BUILTIN, Registry, choose, names_of, read_registry
from mlroadmap.views.assumptions import assumption


def register(app: Commands) -> None:
    """Add the commands to the application."""
    app.command(epilog="Example: mlroadmap use my-roadmap.yaml")(use)
    app.command(epilog="Example: mlroadmap roadmaps")(roadmaps)


def use(
    context: AppContext,
    roadmap: Annotated[
        str,
        argument(
            metavar="NAME|FILE", help="A name that mlroadmap roadmaps lists, or a roadmap file."
        ),
    ],
    name: Annotated[
        str | None, option(metavar="NAME", help="Name it this instead of after its file.")
    ] = None,
) -> None:
    """Switch to another roadmap; each keeps its own plan and progress."""
    base = context.base
    if name is not None and roadmap == BUILTIN:
        raise UsageError("The built-in roadmap has its name.", "mlroadmap use builtin")
    chosen = _chosen(base, roadmap, name)
    app = context.of_roadmap(chosen)
    # Loaded first: nothing is chosen that cannot be used.
    title = app.roadmap.title
    if name is None:
        _refuse_the_progress_of_another(app, base)
    registry = choose(base, chosen.current, chosen.file)
    say(f"In use: {title} ({registry.current}).")
    if app.roadmap.unestimated:
        warn(assumption(app.roadmap))
    if context.options.roadmap:
        warn("--roadmap or MLROADMAP_ROADMAP still puts another file in its place.")
    if app.last_plan is None:
        say("It has no plan yet. Make one: mlroadmap plan --hours 10.")


def roadmaps(context: AppContext, as_json: JsonOption = False) -> None:
    """List your roadmaps with the progress of each."""
    registry = read_registry(context.base)
    found = {
        name: context.of_roadmap(Registry(name, registry.files))
        for name in names_of(context.base)
    }
    if as_json:
        from mlroadmap.views.roadmaps import shelf_document

        show_document(shelf_document(registry.current, [_row(*item) for item in found.items()]))
    else:
        from mlroadmap.views.roadmaps import shelf_view

        rows = [_row(*item) for item in found.items()]
        show(shelf_view(registry.current, rows, context.today), context.options.color)


def _row(name: str, app: AppContext) -> dict[str, object]:
    """Sum a roadmap up; one that cannot be loaded is listed with the reason."""
    try:
        row: dict[str, object] = {"name": name, "file": clean(str(app.roadmap_path))}
    except RoadmapError:
        fault = f"its file is not known here; mlroadmap use FILE --name {name}"
        return {"name": name, "file": "", "fault": fault}
    try:
        progress = app.study_state.progress
    except MlroadmapError as error:
        return row | {"fault": clean(error.message.partition("\n")[0])}
    return row | {
        "title": app.roadmap.title,
        "topics": len(progress.counted),
        "done_topics": progress.done_topics,
        "finish": app.study_state.plan.finish if app.last_plan else None,
    }


def _chosen(base: Paths, roadmap: str, name: str | None) -> Registry:
    """Find out what is meant: a name there is, or a file. Raises UsageError."""
    known = names_of(base)
    if name is None and roadmap in known:
        return Registry(roadmap, _files(base))
    path = Path(roadmap)
    if not path.exists():
        near = nearest(roadmap, known)
        hint = f"Did you mean {near}?" if near else "The names:\nmlroadmap roadmaps"
        raise UsageError(
            f"There is no roadmap or file {excerpt(roadmap)}.",
            hint,
            name=roadmap,
            examples=[near] if near else [],
        )
    return _of_file(base, path.absolute(), name)


def _of_file(base: Paths, path: Path, name: str | None) -> Registry:
    from mlroadmap.importers.names import is_id, slug

    files = _files(base)
    by_file = {Path(file): known for known, file in files.items()}
    own = by_file.get(path) or slug(path.stem, "roadmap")
    wanted = own if name is None else name
    if not is_id(wanted) or wanted == BUILTIN:
        raise UsageError(
            f"A roadmap cannot be called {excerpt(wanted)}.",
            "Give it a --name out of a-z, 0-9 and '-', such as --name baking.",
        )
    taken = files.get(wanted)
    if taken and Path(taken) != path and Path(taken).exists():
        raise UsageError(
            f"{excerpt(wanted)} is the name of {clean(taken)} already.",
            f"Give this one another: mlroadmap use {clean(str(path))} --name NAME.",
        )
    return Registry(wanted, {**files, wanted: str(path)})


def _refuse_the_progress_of_another(app: AppContext, base: Paths) -> None:
    """Raise UsageError when a file would take over what was said about another one.

    It is the same roadmap at the place where it was, or with the content of one of its plans.
    """
    name, file = app.registry.current, app.registry.files.get(app.registry.current)
    before = _files(base).get(name)
    if file is None or file == before or not app.history.entries:
        return
    plans = [e.action for e in app.history.entries if isinstance(e.action, PlanMade)]
    if any(file == plan.roadmap.path for plan in plans):
        return
    if any(app.loaded.sha256 == plan.roadmap.sha256 for plan in plans):
        return
    shown = quote(clean(file))
    was = f"{clean(before)}, which is gone" if before else "another file"
    raise UsageError(
        f"{excerpt(name)} holds the progress of {was}, and {shown} is not as it was.",
        f"If it is the same roadmap, moved and changed: mlroadmap use {shown} --name {name}. "
        f"If it is another one: mlroadmap use {shown} --name NAME.",
    )


def _files(base: Paths) -> dict[str, str]:
    try:
        return dict(read_registry(base).files)
    except MlroadmapError:
        return {}

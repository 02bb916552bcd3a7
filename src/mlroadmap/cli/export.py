"""`export`: the plan as a document of another program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.opening import open_context, try_locked
from mlroadmap.cli.output import show, show_document, warn, write
from mlroadmap.cli.parameters import Commands, argument, option
from mlroadmap.core.calendar.clock_time import parse_time
from mlroadmap.core.calendar.durations import parse_duration
from mlroadmap.core.journal.identity import export_identity, recorded_identity
from mlroadmap.core.journal.kinds import Action
from mlroadmap.core.journal.notes import PlanExported
from mlroadmap.core.text import clean
from mlroadmap.errors import UsageError

if TYPE_CHECKING:
    from mlroadmap.cli.formats import Format
    from mlroadmap.core.forecast.simulate import Forecast
    from mlroadmap.core.review.deck import ReviewCard
    from mlroadmap.exporters.export_input import ExportInput
    from mlroadmap.exporters.ics import CalendarOptions

_TO_STDOUT = Path("-")


def register(app: Commands) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap export ics --at 19:00 -o study.ics")(export)


def complete_format(_: AppContext, beginning: str) -> list[tuple[str, str]]:
    """Offer the formats whose name begins with what was typed."""
    from mlroadmap.cli.formats import FORMATS

    found = (each for name, each in FORMATS.items() if name.startswith(beginning.lower()))
    return [(each.name, each.what) for each in found]


def export(
    context: AppContext,
    format_name: Annotated[
        str,
        argument(
            metavar="[FORMAT]",
            help="One of the formats; without it, they are listed.",
            completes=complete_format,
            show_default=False,
        ),
    ] = "",
    output: Annotated[
        Path | None,
        option("--output", "-o", metavar="FILE", help="Write there, not to stdout."),
    ] = None,
    at: Annotated[
        str | None,
        option(metavar="TIME", help="ics: study begins then (19:00), not all day."),
    ] = None,
    alarm: Annotated[
        str | None, option(metavar="DURATION", help="ics: ring so long before, as 15m.")
    ] = None,
    fresh: Annotated[bool, option("--fresh", help="ics: leave out cancelled events.")] = False,
    force: Annotated[
        bool, option("--force", help="Write over a file that holds a roadmap.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Write the plan as a calendar, a web page, a task list or a table."""
    from mlroadmap.cli.formats import find_format

    if not format_name and output is None:
        _list_formats(context, as_json=as_json)
        return
    target = None if output == _TO_STDOUT else output
    chosen = find_format(format_name)
    if as_json and target is None and chosen.name != "json":
        raise UsageError(
            "The export itself goes to stdout, so there is no room for --json.",
            "Add -o FILE, or have the plan in JSON: mlroadmap export json.",
        )
    options = _calendar_options(chosen.name, at, alarm, fresh=fresh)
    with try_locked(context) as is_ours:
        app = open_context(context)
        app.planned()
        if target is not None:
            _check_target(context, target, force=force)
        if is_ours:
            app.note(*_identity_to_record(app))
    text = chosen.write(export_input(app, chosen), options)
    if target is None:
        write(text)
    else:
        _write_file(target, text.encode("utf-8"))
        _report(chosen.name, target, as_json=as_json)
    app.mention_changed_roadmap()


def _calendar_options(
    format_name: str, at: str | None, alarm: str | None, *, fresh: bool
) -> CalendarOptions:
    from mlroadmap.exporters.ics import CalendarOptions

    if format_name != "ics" and (at is not None or alarm is not None or fresh):
        raise UsageError(
            f"--at, --alarm and --fresh are for calendars, not for {format_name}.",
            f"Leave them out, or export a calendar:\nmlroadmap export {format_name}\n"
            "mlroadmap export ics",
        )
    if alarm is not None and at is None:
        warn("study of a whole day begins at midnight, and the alarm is before that; see --at.")
    return CalendarOptions(
        at=None if at is None else parse_time(at),
        alarm_minutes=None if alarm is None else parse_duration(alarm),
        is_fresh=fresh,
    )


def export_input(app: AppContext, chosen: Format) -> ExportInput:
    """Give what exporters of a format work on. Raises NoPlanError without a plan."""
    from mlroadmap.exporters.export_input import ExportInput

    topics = chosen.topics_with_steps(app.planned())
    return ExportInput(
        app.planned(),
        app.reading.events,
        app.now,
        app.loaded.sha256,
        export_identity(app.reading.events, app.device),
        _drawn(app) if chosen.name == "html" else None,
        _cards(app) if chosen.name == "anki" else (),
        {topic: app.content_of(topic) for topic in dict.fromkeys(topics)},
    )


def _cards(app: AppContext) -> tuple[ReviewCard, ...]:
    from mlroadmap.cli.deck import learned_deck

    return tuple(learned_deck(app))


def _identity_to_record(app: AppContext) -> Iterator[Action]:
    """Give what fixes the identity of this device's exports, unless it is fixed."""
    if recorded_identity(app.reading.events, app.device) is None:
        yield PlanExported(export_identity(app.reading.events, app.device))


def _drawn(app: AppContext) -> Forecast | None:
    from mlroadmap.core.forecast.gathering import gather
    from mlroadmap.core.forecast.milestones import forecast_of

    study_state = app.planned()
    evidence = gather(app.roadmap, study_state.progress, app.today)
    return forecast_of(study_state, evidence, app.chance())


def _check_target(context: AppContext, target: Path, *, force: bool) -> None:
    """Refuse to write over what mlroadmap reads, before anything is recorded.

    What another export is in goes, as `-o` says; a roadmap is somebody's work.
    """
    from mlroadmap.cli.output_paths import check_target
    from mlroadmap.storage.reserved_paths import holds_roadmap

    check_target(context, target)
    if not force and holds_roadmap(target):
        raise UsageError(
            f"{clean(str(target))} holds a roadmap, and the export would replace it.",
            "Name another file, or add --force.",
        )


def _write_file(target: Path, content: bytes) -> None:
    from mlroadmap.storage.output_file import write_output

    write_output(target, content)


def _report(format_name: str, target: Path, *, as_json: bool) -> None:
    if as_json:
        from mlroadmap.views.exports import exported_document

        show_document(exported_document(format_name, str(target.absolute())))
    else:
        warn(f"written to {target}.")


def _list_formats(context: AppContext, *, as_json: bool) -> None:
    from mlroadmap.cli.formats import FORMATS
    from mlroadmap.views.exports import formats_document, formats_view

    rows = [(each.name, each.ending, each.what) for each in FORMATS.values()]
    if as_json:
        show_document(formats_document(rows))
    else:
        show(formats_view(rows), context.options.color)

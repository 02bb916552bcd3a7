"""`edit`: correct an entry; what it said before stays in the log."""

from __future__ import annotations

from typing import Annotated, Any

from mlroadmap.cli.change_summary import minutes_of_day, past_day, refuse_overfull, show_effect
from mlroadmap.cli.completion import complete_topic
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.nearness import by_day
from mlroadmap.cli.opening import locked
from mlroadmap.cli.output import say
from mlroadmap.cli.parameters import Commands, argument, option
from mlroadmap.core.journal.actions import EntryEdited
from mlroadmap.core.journal.corrections import editable
from mlroadmap.core.journal.history import Entry, topics_in
from mlroadmap.core.journal.lookup import find_entry
from mlroadmap.core.roadmap.lookup import find_topic
from mlroadmap.core.text import clean
from mlroadmap.errors import UsageError

_OPTIONS = {"topic": "--topic", "minutes": "--time", "day": "--on", "note": "--note"}


def register(app: Commands) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap edit 3f2a --time 45m --on yesterday")(edit)


def edit(
    context: AppContext,
    entry_id: Annotated[
        str, argument(metavar="ID", help="The entry's id in mlroadmap history.")
    ],
    topic: Annotated[
        str | None,
        option(metavar="TOPIC", help="The right topic.", completes=complete_topic),
    ] = None,
    time: Annotated[
        str | None, option(metavar="DURATION", help="The right time, such as 45m.")
    ] = None,
    on: Annotated[str | None, option(metavar="DATE", help="The right day.")] = None,
    note: Annotated[str | None, option(metavar="TEXT", help="The right note.")] = None,
) -> None:
    """Correct an entry: its topic, time, day or note."""
    with locked(context) as before:
        entry = find_entry(before.history, entry_id)
        if not entry.counts:
            short = before.history.short_ids()[entry.event.id]
            raise UsageError(
                f"This entry is undone: {_described(before, entry)}.",
                f"Bring it back first: mlroadmap redo {short}.",
            )
        correction = _correction(before, entry, topic, time, on, note)
        after = before.recorded(correction)
    say(f"Corrected: {_described(after, entry)}.")
    if after.last_plan:
        show_effect(before.study_state, after)


def _correction(
    app: AppContext,
    entry: Entry,
    topic: str | None,
    time: str | None,
    on: str | None,
    note: str | None,
) -> EntryEdited:
    """Read what is to be corrected. Raises UsageError for what the entry does not have."""
    day = past_day(app, on) if on is not None else None
    several = len(topics_in(entry.action)) > 1
    if several and (topic is not None or time is not None):
        raise UsageError(
            f"This entry is about several topics or steps: {_described(app, entry)}.",
            "Take it back, and enter them singly: "
            f"mlroadmap undo {app.history.short_ids()[entry.event.id]}.",
        )
    if day is not None and time is None:
        minutes = getattr(entry.action, "minutes", None) or 0
        refuse_overfull(app, day, minutes, apart_from=entry)
    correction = EntryEdited(
        target=entry.event.id,
        topic=find_topic(app.roadmap, topic, by_day(app)).id if topic is not None else None,
        minutes=_minutes(app, entry, time, day or entry.day),
        day=day,
        note=clean(note) if note is not None else None,
    )
    given = [name for name in _OPTIONS if getattr(correction, name) is not None]
    _refuse_what_does_not_fit(app, entry, given)
    return correction


def _minutes(app: AppContext, entry: Entry, time: str | None, day: Any) -> int | None:
    """Read the right time; the entry's own does not count against the day's 24 hours."""
    if time is None:
        return None
    return minutes_of_day(app, time, day, apart_from=entry)


def _refuse_what_does_not_fit(app: AppContext, entry: Entry, given: list[str]) -> None:
    fields = editable(entry.action)
    short = app.history.short_ids()[entry.event.id]
    if not fields:
        raise UsageError(
            f"This entry cannot be corrected: {_described(app, entry)}.",
            f"Take it back and enter it again: mlroadmap undo {short}.",
        )
    options = ", ".join(_OPTIONS[name] for name in fields)
    unfit = [_OPTIONS[name] for name in given if name not in fields]
    if unfit or not given:
        problem = f"{unfit[0]} does not fit" if unfit else "What is to be corrected in"
        raise UsageError(
            f"{problem} this entry: {_described(app, entry)}.",
            f"Use {options}, such as: mlroadmap edit {short} {_OPTIONS[fields[0]]} ...",
        )


def _described(app: AppContext, entry: Entry) -> str:
    from mlroadmap.views.entries import describe

    present = {each.event.id: each for each in app.history.entries}[entry.event.id]
    return describe(app.title, present, app.today)

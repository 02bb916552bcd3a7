"""`done`: topics, steps, or what is planned for today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from shlex import join, quote
from typing import Annotated

from msgspec.structs import replace

from mlroadmap.cli.arguments import NoteOption, OnOption
from mlroadmap.cli.change_summary import minutes_of_day, past_day, refuse_overfull, show_effect
from mlroadmap.cli.closing_check import confirmed
from mlroadmap.cli.completion import complete_topic_or_habit
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.done_habit import done_habits
from mlroadmap.cli.done_steps import done_steps, done_today
from mlroadmap.cli.early import EarlyAnswers, ask_about_early, completions
from mlroadmap.cli.nearness import topics_to_finish
from mlroadmap.cli.notices import show_running
from mlroadmap.cli.opening import locked, open_context
from mlroadmap.cli.output import say
from mlroadmap.cli.parameters import Commands, argument, option
from mlroadmap.cli.topic_and_time import due_topic
from mlroadmap.core.calendar.dates import format_past_day
from mlroadmap.core.calendar.durations import is_duration
from mlroadmap.core.journal.actions import EntryEdited, TopicsDone
from mlroadmap.core.roadmap.habit_lookup import find_habits
from mlroadmap.core.text import clean, unbroken
from mlroadmap.errors import UsageError
from mlroadmap.views.units import date_in_table


def register(app: Commands) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap done numpy --time 1h30m --on yesterday")(done)


def done(
    context: AppContext,
    topics: Annotated[
        list[str] | None,
        argument(
            metavar="[TOPIC[/STEP]...]",
            help="Topics, steps or habits; without a name, all that next shows for today.",
            completes=complete_topic_or_habit,
        ),
    ] = None,
    time: Annotated[
        str | None, option(metavar="DURATION", help="Time spent on it: 90m, 1h30m.")
    ] = None,
    on: OnOption = None,
    note: NoteOption = "",
    yes: Annotated[
        bool,
        option(
            "--yes",
            "-y",
            help="Ask nothing, neither for the closing check nor about topics done early.",
        ),
    ] = False,
) -> None:
    """Mark topics or steps as done and update the plan."""
    if topics and len(topics) > 1 and _is_time(topics[-1]):
        *names, spent = topics
        raise UsageError(
            "The time needs its option.", f"mlroadmap done {join(names)} --time {quote(spent)}"
        )
    if topics and any("/" in name for name in topics):
        _refuse_mixed(topics, time)
        done_steps(context, topics, time, on, note)
        return
    found = open_context(context, is_shown=False)
    if not topics:
        _refuse_options_of_today(found, time, on)
        done_today(context, note, is_sure=yes)
    elif habits := find_habits(found.roadmap, topics):
        done_habits(context, habits, time, on, note)
    else:
        _done_topics(context, found, topics, time, on, note, is_sure=yes)


def _is_time(word: str) -> bool:
    """Whether a word is a length of time and no number of a stage."""
    return is_duration(word) and not word.isdecimal()


def _refuse_mixed(names: Sequence[str], time: str | None) -> None:
    """Refuse steps beside whole topics, and one length of time for several steps."""
    steps = [name for name in names if "/" in name]
    others = [name for name in names if "/" not in name]
    if others:
        raise UsageError(
            "Steps and whole topics are marked separately.",
            f"mlroadmap done {join(steps)}\nmlroadmap done {join(others)}",
        )
    if time is not None and len(steps) > 1:
        raise UsageError(
            "--time is for one step.",
            f"Mark them singly:\nmlroadmap done {quote(steps[0])} --time {quote(time)}",
        )


def _refuse_options_of_today(app: AppContext, time: str | None, on: str | None) -> None:
    given = {"--time": time, "--on": on}
    words = [word for name, value in given.items() if value for word in (name, value)]
    if words:
        raise UsageError(
            "--time and --on need a topic.", f"mlroadmap done {join([due_topic(app), *words])}"
        )


def _done_topics(
    context: AppContext,
    found: AppContext,
    names: Sequence[str],
    time: str | None,
    on: str | None,
    note: str,
    *,
    is_sure: bool,
) -> None:
    answers: EarlyAnswers = {}
    if not is_sure:
        names = confirmed(found, names)
        if not names:
            return
        if time is None:
            answers = ask_about_early(found, names, on)
    with locked(context) as app:
        before = app.planned()
        named = topics_to_finish(app, names)
        fresh = tuple(name for name in named if not before.progress.topics[name].is_done)
        if time is not None and len(named) > 1:
            raise UsageError(
                "--time is for one topic.",
                f"Log them singly:\nmlroadmap done {named[0]} --time {quote(time)}",
            )
        is_correction = not fresh and len(named) == 1 and bool(time or on or note)
        day = past_day(app, on)
        after = app
        if is_correction:
            after = _corrected(app, named[0], time, day if on else None, note)
        elif fresh:
            minutes = minutes_of_day(app, time, day) if time is not None else None
            planned = _planned_minutes(app, fresh) if day == app.today else None
            actions = completions(fresh, minutes, clean(note), answers, planned)
            after = app.recorded(*actions, day=day)
    if is_correction and after is not app:
        say(f"Corrected: {_when_done(after, named[0])}.")
    else:
        _report(after, named, fresh, day)
    if after is not app:
        show_effect(before, after)
        show_running(after)


def _planned_minutes(app: AppContext, topics: Sequence[str]) -> Mapping[str, int] | None:
    """Give what today's plan has for topics whose time was not logged today.

    Without any time logged today that goes without saying.
    """
    progress = app.study_state.progress
    logged = progress.minutes_on(app.today)
    if not logged or progress.plan is None or progress.plan.unlogged != "assumed":
        return None
    minutes = dict.fromkeys(topics, 0)
    for session in app.study_state.plan.today_sessions:
        if session.topic in minutes and not logged.get(session.topic):
            minutes[session.topic] += session.minutes
    return minutes


def _corrected(
    app: AppContext, topic_id: str, time: str | None, day: date | None, note: str
) -> AppContext:
    """Correct the entry that a topic was done with, if it was entered alone."""
    names = {topic_id, *app.roadmap.topics[topic_id].aliases}
    for entry in reversed(app.history.counting):
        match entry.action:
            case TopicsDone(topics, spent) if names.intersection(topics):
                if len(topics) > 1:
                    return app
                edit = EntryEdited(entry.event.id, day=day, note=clean(note) or None)
                if day is not None and time is None:
                    refuse_overfull(app, day, spent or 0, apart_from=entry)
                if time is not None:
                    minutes = minutes_of_day(app, time, day or entry.day, apart_from=entry)
                    edit = replace(edit, minutes=minutes)
                return app.recorded(edit)
            case _:
                pass
    return app


def _report(app: AppContext, named: Sequence[str], fresh: Sequence[str], day: date) -> None:
    for topic_id in named:
        if topic_id not in fresh:
            say(
                f"{_when_done(app, topic_id)} already. To correct its entry, find the id in:",
                "mlroadmap history",
            )
    if fresh:
        topics = app.study_state.progress.topics
        known = [topic_id for topic_id in fresh if topics[topic_id].state == "known"]
        done_now = [topic_id for topic_id in fresh if topic_id not in known]
        if done_now:
            when = unbroken(format_past_day(day, app.today))
            say(f"✓ {', '.join(map(app.title, done_now))}: done on {when}.")
        if known:
            say(f"{', '.join(map(app.title, known))}: known, no longer planned.")
        _mention_unmet_needs(app, done_now)


def _when_done(app: AppContext, topic_id: str) -> str:
    topic, progress = app.study_state.topic(topic_id)
    on = f" on {date_in_table(progress.done_on, app.today)}" if progress.done_on else ""
    return f"{topic.title} was done{on}"


def _mention_unmet_needs(app: AppContext, fresh: Sequence[str]) -> None:
    """Name what is not done yet of what these topics build on."""
    unmet = dict.fromkeys(
        need for topic_id in fresh for need in app.study_state.unmet_needs(topic_id)
    )
    if unmet:
        builds = f"{app.title(fresh[0])} builds" if len(fresh) == 1 else "These build"
        say(f"{builds} on topics that are not done yet: {', '.join(map(app.title, unmet))}.")

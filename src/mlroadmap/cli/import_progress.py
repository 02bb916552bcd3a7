"""`import --progress`: topics that were completed as tasks in Taskwarrior."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mlroadmap.cli.change_summary import show_effect
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.export import export_input
from mlroadmap.cli.formats import find_format
from mlroadmap.cli.opening import locked
from mlroadmap.cli.output import say, show_document
from mlroadmap.cli.streams import read_input
from mlroadmap.core.calendar.dates import learner_day
from mlroadmap.core.journal.actions import TopicsDone
from mlroadmap.core.text import clean, count
from mlroadmap.errors import UsageError
from mlroadmap.views.units import date_in_table

if TYPE_CHECKING:
    from mlroadmap.importers.taskwarrior import CompletedTask

_STDIN = Path("-")
_HINT = "Pipe the tasks in: task export | mlroadmap import --progress -"
# About a hundred thousand tasks.
_LARGEST_EXPORT = 64 * 1024 * 1024


def import_progress(context: AppContext, source: Path, *, as_json: bool) -> None:
    """Mark topics as done whose tasks are completed; others' tasks are passed over.

    Raises UsageError for a source that is no export of Taskwarrior.
    """
    tasks = _completed(source)
    with locked(context) as app:
        before = app.planned()
        names = _topics_by_uuid(app)
        done = _fresh(app, tasks, names)
        after = app
        for day, topics in sorted(done.items()):
            after = after.recorded(TopicsDone(tuple(topics)), day=day)
    others = sum(task.uuid not in names for task in tasks)
    if as_json:
        from mlroadmap.views.imported import progress_document

        show_document(progress_document(done, others))
        return
    for day, topics in sorted(done.items()):
        titles = ", ".join(app.roadmap.topics[topic].title for topic in topics)
        say(f"✓ {titles}: done on {date_in_table(day, after.today)}.")
    if not done:
        say("No topic was completed in Taskwarrior that is still to be done here.")
    if others:
        say(f"{count(others, 'completed task')} left out: not a topic of this plan.")
    if done:
        show_effect(before, after)


def _completed(source: Path) -> tuple[CompletedTask, ...]:
    from mlroadmap.importers.raw import SourceError
    from mlroadmap.importers.taskwarrior import completed_tasks
    from mlroadmap.storage.text_file import UnusableFileError, decode, read_bytes

    try:
        data = (
            read_input(_LARGEST_EXPORT)
            if source == _STDIN
            else read_bytes(source, _LARGEST_EXPORT)
        )
        return completed_tasks(decode(data))
    except UnusableFileError as unusable:
        raise UsageError(unusable.problem.located(clean(str(source))), _HINT) from unusable
    except SourceError as error:
        raise UsageError(str(error), _HINT) from error


def _topics_by_uuid(app: AppContext) -> Mapping[str, str]:
    """Give the id of each topic by the uuids of its task, in the exports of any device."""
    from msgspec.structs import replace

    from mlroadmap.core.journal.identity import identities
    from mlroadmap.exporters.taskwarrior import task_uuid

    exported = export_input(app, find_format("taskwarrior"))
    exports = [
        replace(exported, identity=identity) for identity in identities(app.reading.events)
    ]
    return {
        task_uuid(export, exported.lasting_id(topic)): topic.id
        for topic in app.roadmap.topics.values()
        for export in exports
    }


def _fresh(
    app: AppContext, tasks: tuple[CompletedTask, ...], names: Mapping[str, str]
) -> dict[date, list[str]]:
    """Give the topics that are not settled yet, by the day on which they were completed."""
    done: dict[date, list[str]] = {}
    seen: set[str] = set()
    for task in tasks:
        topic = names.get(task.uuid)
        if topic is None or topic in seen or app.study_state.progress.topics[topic].is_settled:
            continue
        seen.add(topic)
        done.setdefault(_day(app, task), []).append(topic)
    return done


def _day(app: AppContext, task: CompletedTask) -> date:
    """Give the learner's day of an end; an unknown one, or one to come, is today."""
    if task.end is None:
        return app.today
    return min(app.today, learner_day(app.wall(task.end), app.day_begins))

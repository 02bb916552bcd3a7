"""The dashboard: each stage with its share done, and the dates that matter."""

from __future__ import annotations

from datetime import date

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mlroadmap.core.dates import format_day
from mlroadmap.core.deadline import Cushion
from mlroadmap.core.durations import format_duration
from mlroadmap.core.outlook import Outlook
from mlroadmap.core.pace import Experience
from mlroadmap.core.progress import percent_done
from mlroadmap.core.text import count
from mlroadmap.views.theme import STRONG, listing, progress_bar
from mlroadmap.views.topic import facts
from mlroadmap.views.words import day_and_distance, session_summary, share, shift

_BAR_WIDTH = 10


def status_view(outlook: Outlook) -> RenderableType:
    """Show progress by stage, today's study and the finish against the promise."""
    title = Text(outlook.roadmap.title, style=STRONG)
    return Group(title, Padding(_stages(outlook), (1, 0)), _summary(outlook))


def _stages(outlook: Outlook) -> Table:
    with_cushion = outlook.cushion is not None
    cushions = ("Cushion",) if with_cushion else ()
    table = listing("#", "Stage", "Done", "Progress", "", *cushions, right=(0, 2, 4, 5))
    for stage in outlook.roadmap.stages:
        topics = [outlook.progress.topics[topic.id] for topic in stage.topics]
        percent = percent_done(topics)
        done = sum(topic.is_done for topic in topics)
        counted = sum(topic.is_counted for topic in topics)
        table.add_row(
            str(stage.number),
            Text(stage.title),
            f"{done}/{counted}",
            progress_bar(_BAR_WIDTH, percent),
            f"{percent}%",
            *((_days_to_spare(outlook.stage_cushion(stage)),) if with_cushion else ()),
        )
    return table


def _days_to_spare(cushion: Cushion | None) -> str:
    return count(cushion.days, "day") if cushion else ""


def _summary(outlook: Outlook) -> Table:
    progress, plan = outlook.progress, outlook.plan
    logged = sum(topic.logged_minutes for topic in progress.topics.values())
    presumed = sum(topic.presumed_minutes for topic in progress.topics.values())
    studied = f"{format_duration(logged)} logged, {format_duration(presumed)} presumed"
    return facts(
        [
            ("Done", Text(_done(outlook))),
            ("Studied", Text(studied)),
            ("Pace", _pace(progress.experience)),
            ("Today", Text(_today(outlook))),
            ("Awaiting", _titles(outlook, progress.awaiting)),
            ("Finish", Text(day_and_distance(plan.finish, plan.today))),
            ("Promised", _promised(outlook.promised_finish, plan.finish)),
            ("Cushion", _cushion(outlook.cushion)),
        ]
    )


def _pace(experience: Experience) -> Text | None:
    pace = experience.pace
    if not pace.sample_size:
        return None
    of_kinds = [
        f"{kind} {each.value:.2f} from {each.sample_size}"
        for kind, each in experience.paces.items()
        if len(experience.by_kind) > 1
    ]
    sample = ", ".join([f"from {count(pace.sample_size, 'topic')}", *of_kinds])
    use = "the plan reckons with it" if experience.helps else "not yet used in the plan"
    return Text(f"{pace.value:.2f} times the estimates ({sample}); {use}")


def _done(outlook: Outlook) -> str:
    progress = outlook.progress
    topics = f"{progress.done_topics} of {count(len(progress.counted), 'topic')}"
    total = format_duration(progress.total_minutes)
    return f"{topics}, {share(outlook)} of {total}"


def _today(outlook: Outlook) -> str:
    sessions = outlook.plan.today_sessions
    if sessions:
        return ", ".join(session_summary(outlook, session) for session in sessions)
    upcoming = outlook.plan.upcoming_sessions
    if not upcoming:
        return "nothing left to study"
    return f"nothing more; next study day {format_day(upcoming[0].day)}"


def _titles(outlook: Outlook, topics: tuple[str, ...]) -> Text | None:
    if not topics:
        return None
    return Text(", ".join(outlook.roadmap.topics[topic].title for topic in topics))


def _promised(promised: date | None, finish: date) -> Text | None:
    if promised is None:
        return None
    moved = shift(promised, finish)
    return Text(f"{format_day(promised)}; {f'now {moved}' if moved else 'on schedule'}")


def _cushion(cushion: Cushion | None) -> Text | None:
    if cushion is None:
        return None
    if cushion.minutes < 0:
        return Text(f"none: {format_duration(-cushion.minutes)} too few until the date")
    days = count(cushion.days, "study day")
    return Text(f"{format_duration(cushion.minutes)}: {days} can be missed before it slips")

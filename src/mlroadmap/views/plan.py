"""The plan in a form a person can take in: by stage, by week, or session by session."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from msgspec import Struct
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mlroadmap.core.progress.topic_progress import TopicProgress
from mlroadmap.core.roadmap.model import Roadmap, Stage
from mlroadmap.core.schedule.changes import Changes
from mlroadmap.core.schedule.plan import Session, by_day
from mlroadmap.core.schedule.study_state import StudyState
from mlroadmap.core.text import count
from mlroadmap.views.listing import listing
from mlroadmap.views.theme import QUIET, STRONG, bar, command
from mlroadmap.views.units import date_in_table, duration, span_of_days
from mlroadmap.views.words import (
    day_and_distance,
    finish_change,
    nothing_counts,
    sentence,
    shift,
    uncounted,
)

WEEKS_AHEAD = 4
TOPICS_A_WEEK = 4
_SHORTEST_BAR = 6


def plan_view(
    study_state: StudyState, finish_with_reviews: date | None = None, *, full: bool = False
) -> RenderableType:
    """Show the plan by stage and the weeks ahead; `full` shows every session instead.

    `finish_with_reviews` is foreseen with all cards to come, too.
    """
    if full:
        tables = [_sessions_table(study_state)]
    else:
        tables = [_stages_table(study_state), _weeks_table(study_state)]
    spaced = [Padding(table, (1, 0, 0, 0)) for table in tables if table.row_count]
    return Group(
        _heading(study_state), *spaced, Text(), _finish(study_state, finish_with_reviews)
    )


def first_steps_view(roadmap: Roadmap) -> RenderableType:
    """Say what to type after the first plan: what is known already, and tomorrow.

    Roadmaps tend to begin with an introduction, so the second stage is asked about.
    """
    stage = roadmap.stages[:2][-1].number
    return Group(
        Text(),
        Text.assemble("If you know some of it already:   ", command(f"known {stage} --check")),
        Text.assemble("Tomorrow and on every study day:  ", command("next")),
    )


def changes_view(changes: Changes, today: date, *, is_new: bool = False) -> RenderableType:
    """Say what moved since the plan that was stored before; a new one may move nothing."""
    if changes.is_empty and is_new:
        return Text("The plan is changed; no date has moved.")
    if changes.is_empty:
        return Text("Nothing has changed since the last plan.")
    counted = [
        f"{count(len(topics), 'topic')} {verb}"
        for topics, verb in (
            (changes.moved, "moved"),
            (changes.added, "added"),
            (changes.removed, "removed"),
        )
        if topics
    ]
    finish = finish_change(changes.finish_before, changes.finish_after, today)
    return Text(sentence("; ".join(filter(None, [", ".join(counted), finish]))))


def _heading(study_state: StudyState) -> RenderableType:
    settings = study_state.progress.plan.settings if study_state.progress.plan else None
    hours = duration(sum(study_state.week_minutes)) if settings else "no time"
    title = Text(study_state.roadmap.title, style=STRONG)
    start = settings.start if settings else study_state.today
    line = f"{hours} a week from {date_in_table(start, study_state.today)}"
    return Group(title, Text(line, style=QUIET))


def _stages_table(study_state: StudyState) -> Table:
    table = listing("#", "Stage", "Hours", right=(0, 2))
    dates = study_state.plan.dates
    first = min((topic.start for topic in dates.values()), default=study_state.today)
    whole = (first, study_state.plan.finish + timedelta(days=1))
    width = len(date_in_table(study_state.plan.finish, study_state.today)) * 2 + len(" to ")
    for stage in study_state.roadmap.stages:
        planned = [dates[topic.id] for topic in stage.topics if topic.id in dates]
        span = (
            (min(t.start for t in planned), max(t.finish for t in planned)) if planned else None
        )
        topics = [study_state.progress.topics[topic.id] for topic in stage.topics]
        unplanned = uncounted(topics) or _ended(topics)
        minutes = sum(topic.whole_minutes for topic in topics if topic.is_counted)
        table.add_row(
            str(stage.number),
            _StageCell(stage, study_state.today, span, unplanned, whole, width),
            duration(minutes) if minutes else "",
        )
    return table


def _ended(topics: Sequence[TopicProgress]) -> str:
    return "done" if all(topic.is_settled for topic in topics) else "time is up"


class _StageCell(Struct, frozen=True, dict=True):
    """A stage's title above its dates and its place in the plan, or why it has none."""

    stage: Stage
    today: date
    span: tuple[date, date] | None
    unplanned: str
    whole: tuple[date, date]
    dates_width: int

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Text(self.stage.title)
        if self.span is None:
            yield Text(self.unplanned, style=QUIET)
            return
        first, last = self.span
        dates = span_of_days((first, last), self.today)
        line = Text(f"{dates:<{self.dates_width}}", style=QUIET)
        width = min(options.max_width, 72) - self.dates_width - 2
        if width >= _SHORTEST_BAR:
            start, end = self.whole
            days = (end - start).days
            line.append("  ")
            line.append_text(
                bar(width, (first - start).days / days, ((last - start).days + 1) / days)
            )
        yield line


def _weeks_table(study_state: StudyState) -> Table:
    table = listing("Week of", "Hours", "Topics", right=(1,), whole=(0,))
    for monday, sessions in list(_by_week(study_state.plan.sessions))[:WEEKS_AHEAD]:
        minutes = sum(session.minutes for session in sessions)
        table.add_row(
            Text(date_in_table(monday, study_state.today)),
            duration(minutes),
            _topics_of(study_state.roadmap, sessions),
        )
    return table


def _by_week(sessions: Sequence[Session]) -> Iterator[tuple[date, tuple[Session, ...]]]:
    def monday(session: Session) -> date:
        return session.day - timedelta(days=session.day.weekday())

    for week, group in groupby(sessions, key=monday):
        yield week, tuple(group)


def _topics_of(roadmap: Roadmap, sessions: Sequence[Session]) -> Text:
    titles = [
        roadmap.topics[topic].title
        for topic in dict.fromkeys(session.topic for session in sessions)
    ]
    hidden = len(titles) - TOPICS_A_WEEK
    more = [f"and {hidden} more"] if hidden > 0 else []
    return Text(", ".join([*titles[:TOPICS_A_WEEK], *more]))


def _sessions_table(study_state: StudyState) -> Table:
    table = listing("Day", "Time", "Topic", "Part", right=(1, 3), whole=(0,))
    for day, sessions in by_day(study_state.plan.sessions):
        for place, session in enumerate(sessions):
            table.add_row(
                Text("" if place else date_in_table(day, study_state.today)),
                duration(session.minutes),
                Text(study_state.roadmap.topics[session.topic].title),
                f"{session.part} of {session.parts}",
            )
    return table


def _reviews(study_state: StudyState) -> Iterator[Text]:
    """Say what cards take of the hours of seven days, if any are due."""
    reserved = study_state.progress.availability.reserved
    days = [study_state.today + timedelta(days=number) for number in range(7)]
    minutes = sum(reserved.get(day, 0) for day in days)
    if minutes:
        yield Text(f"Reviews take {duration(minutes)} of the next 7 days.", style=QUIET)


def _habits(study_state: StudyState) -> Iterator[Text]:
    """Say what habits take of the hours of four weeks, if any come."""
    until = study_state.today + timedelta(days=28)
    sessions = study_state.plan.sessions
    minutes = sum(each.minutes for each in sessions if each.habit and each.day < until)
    if minutes:
        words = f"Habits take {duration(minutes)} of the next 28 days; the finish stays."
        yield Text(words, style=QUIET)


def _finish(study_state: StudyState, with_reviews: date | None) -> RenderableType:
    plan = study_state.plan
    if study_state.progress.awaiting and plan.is_finished:
        waiting = ", ".join(map(study_state.title, study_state.progress.awaiting))
        return Text(f"All planned time is up. Are these done: {waiting}?", style=STRONG)
    if words := nothing_counts(study_state):
        return Text(f"Nothing is left to study: {words}.", style=STRONG)
    if plan.is_finished:
        return Text(
            f"All topics are done since {date_in_table(plan.finish, study_state.today)}.",
            style=STRONG,
        )
    topics = count(
        len(study_state.progress.counted) - study_state.progress.done_topics, "topic"
    )
    work = duration(study_state.progress.remaining_minutes)
    finish = Text.assemble(
        ("Finish: ", STRONG), (day_and_distance(plan.finish, plan.today), STRONG)
    )
    if with_reviews and with_reviews > plan.finish:
        finish.append(f"; with reviews about {shift(plan.finish, with_reviews)}")
    return Group(
        finish,
        Text(f"{topics} and {work} of study remaining.", style=QUIET),
        *_habits(study_state),
        *_reviews(study_state),
        Text.assemble(
            "To see what to study: ", command("next"), ". When it is done: ", command("done")
        ),
    )

"""The dashboard: each stage with its share done, and the dates that matter."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mlroadmap.core.calendar.dates import WEEKDAY_KEYS
from mlroadmap.core.progress.pace import LEAST_HELD_OUT
from mlroadmap.core.progress.progress import Progress, percent_done
from mlroadmap.core.progress.topic_progress import TopicProgress
from mlroadmap.core.progress.weekdays import studied_weekdays
from mlroadmap.core.schedule.slack import Slack
from mlroadmap.core.schedule.study_state import StudyState
from mlroadmap.core.text import count
from mlroadmap.views.listing import listing
from mlroadmap.views.theme import QUIET, STRONG, command, progress_bar
from mlroadmap.views.topic import facts
from mlroadmap.views.units import date_in_words, duration, span_of_days
from mlroadmap.views.words import (
    against_original,
    finish_in_words,
    nothing_counts,
    session_summary,
    share,
    times_the_estimates,
    uncounted,
)

_BAR_WIDTH = 10


def status_view(study_state: StudyState, entered: Collection[date] = ()) -> RenderableType:
    """Show progress by stage, today's study and the finish against the baseline.

    Of the days `entered`, the learner said that something was done.
    """
    title = Text(study_state.roadmap.title, style=STRONG)
    return Group(title, Padding(_stages(study_state), (1, 0)), _summary(study_state, entered))


def _stages(study_state: StudyState) -> Table:
    slacks = [study_state.stage_slack(stage) for stage in study_state.roadmap.stages]
    # One that is the same for all stages is the slack below.
    with_slack = len({slack.days for slack in slacks if slack}) > 1
    slack_column = ("Slack",) if with_slack else ()
    table = listing("#", "Stage", "Done", "Progress", "", *slack_column, right=(0, 2, 4, 5))
    for stage, slack in zip(study_state.roadmap.stages, slacks, strict=True):
        topics = [study_state.progress.topics[topic.id] for topic in stage.topics]
        table.add_row(
            str(stage.number),
            Text(stage.title),
            *_progress(topics),
            *((_days_to_spare(slack),) if with_slack else ()),
        )
    return table


def _progress(topics: Sequence[TopicProgress]) -> tuple[str | Text, ...]:
    """Give the share of a stage that is done, or why none of it counts."""
    counted = sum(topic.is_counted for topic in topics)
    if not counted:
        return "", Text(uncounted(topics), style=QUIET), ""
    percent, done = percent_done(topics), sum(topic.is_done for topic in topics)
    return f"{done}/{counted}", progress_bar(_BAR_WIDTH, percent), f"{percent}%"


def _days_to_spare(slack: Slack | None) -> str:
    return count(slack.days, "day") if slack else ""


def _summary(study_state: StudyState, entered: Collection[date]) -> Table:
    progress, plan = study_state.progress, study_state.plan
    studied = _studied(progress.logged_minutes, progress.assumed_minutes)
    return facts(
        [
            ("Done", Text(_done(study_state))),
            ("Studied", Text(studied)),
            ("", _former(progress)),
            ("Pace", _pace(study_state)),
            ("Today", Text(_today(study_state))),
            ("Time is up", _titles(study_state, progress.awaiting)),
            ("Unanswered", _unanswered(progress.unanswered, plan.today)),
            ("Weekdays", _weekdays(study_state, entered)),
            *_finish(study_state),
            ("Slack", _slack(study_state.slack)),
        ]
    )


def _studied(logged_minutes: int, assumed_minutes: int) -> str:
    logged, assumed = duration(logged_minutes), duration(assumed_minutes)
    return f"{logged} logged, {assumed} assumed (no time logged)"


def _former(progress: Progress) -> Text | None:
    """Say how much was studied of topics that are no longer in the roadmap."""
    logged, assumed = progress.former_minutes
    if not logged + assumed:
        return None
    titles = ", ".join(progress.former.values())
    return Text(f"of that no longer in the roadmap: {_studied(logged, assumed)} ({titles})")


def _pace(study_state: StudyState) -> Text | None:
    pace = study_state.progress.experience.pace
    plan = study_state.progress.plan
    setting = plan.pace if plan else "on"
    if isinstance(setting, int):
        return Text(f"the plan takes {setting / 100:g} times the estimates (plan --pace)")
    if not pace.sample_size:
        return None
    return Text(f"{times_the_estimates(pace)}; {_use(study_state, setting)}")


def _use(study_state: StudyState, setting: str) -> str:
    if setting == "off":
        return "the plan does not use it (plan --pace off)"
    experience = study_state.progress.experience
    if experience.helps:
        return "the plan uses it"
    missing = LEAST_HELD_OUT - experience.topics
    return (
        f"the plan adjusts after {missing} more"
        if missing > 0
        else "the plan keeps the estimates"
    )


def _done(study_state: StudyState) -> str:
    progress = study_state.progress
    if words := nothing_counts(study_state):
        return words
    topics = f"{progress.done_topics} of {count(len(progress.counted), 'topic')}"
    left = duration(progress.remaining_minutes) if progress.remaining_minutes else ""
    return f"{topics}, {share(study_state)}{f'; {left} of study remaining' if left else ''}"


def _today(study_state: StudyState) -> str:
    sessions = study_state.plan.today_sessions
    if sessions:
        return ", ".join(session_summary(study_state, session) for session in sessions)
    upcoming = study_state.plan.upcoming_sessions
    if not upcoming:
        return "nothing left to study"
    return f"nothing more; next study day: {date_in_words(upcoming[0].day, study_state.today)}"


def _weekdays(study_state: StudyState, entered: Collection[date]) -> Text | None:
    """Suggest to plan on the weekdays that the learner really studies on."""
    progress, week = study_state.progress, study_state.week_minutes
    days = studied_weekdays(progress, week, study_state.today, entered)
    if not days:
        return None
    keys = [WEEKDAY_KEYS[day] for day in days]
    *others, last = (key.capitalize() for key in keys)
    names = " and ".join(filter(None, [", ".join(others), last]))
    return Text.assemble(
        f"you log study on {names} only; to plan for that: ",
        command("plan", "--days", ",".join(keys)),
    )


def _titles(study_state: StudyState, topics: tuple[str, ...]) -> Text | None:
    if not topics:
        return None
    return Text(", ".join(map(study_state.title, topics)))


def _unanswered(days: Sequence[date], today: date) -> Text | None:
    """Say how many past days nothing is known of; what they were can still be entered."""
    if not days:
        return None
    span = span_of_days(days, today)
    words = f"{count(len(days), 'study day')} without an entry, {span}; to answer: "
    return Text.assemble(words, command("next"))


def _finish(study_state: StudyState) -> Iterator[tuple[str, Text]]:
    """Compare the finish with the date that was promised; what waits is not finished yet."""
    if nothing_counts(study_state):
        return
    yield "Finish", Text(finish_in_words(study_state))
    baseline, today = study_state.original_finish, study_state.today
    if baseline is None:
        return
    finish = today if study_state.is_waiting else study_state.plan.finish
    words = date_in_words(baseline, today)
    if finish > baseline or not study_state.is_waiting:
        words = f"{words}; {against_original(baseline, finish)}"
    yield ("Your date" if study_state.finish_by else "Original"), Text(words)


def _slack(slack: Slack | None) -> Text | None:
    if slack is None:
        return None
    if slack.minutes < 0:
        return Text(f"you are {duration(-slack.minutes)} short of your date")
    if not slack.days:
        return Text(f"{duration(slack.minutes)}: missing a day moves the finish past your date")
    return Text(f"{duration(slack.minutes)}: you can miss {count(slack.days, 'study day')}")

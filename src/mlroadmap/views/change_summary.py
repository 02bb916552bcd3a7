"""What something logged did to the plan, in two or three sentences."""

from __future__ import annotations

from collections.abc import Iterator

from mlroadmap.core.calendar.dates import format_day
from mlroadmap.core.schedule.study_state import StudyState
from mlroadmap.views.words import (
    finish_change,
    sentence,
    session_summary,
    share,
    times_the_estimates,
)


def effect(before: StudyState, after: StudyState) -> Iterator[str]:
    """Say how the finish changed and what is next, a line each."""
    if before.is_finished and before.plan.dates and after.is_finished:
        yield "The roadmap is finished already; the plan stays as it is."
        return
    if after.is_finished:
        yield "That was the last topic: you have finished the roadmap!"
        return
    yield from _pace(before, after)
    if before.plan.dates:
        change = finish_change(before.plan.finish, after.plan.finish)
    else:
        change = f"the finish is {format_day(after.plan.finish)}"
    yield f"{sentence(change)} {share(after)} done."
    yield _next(after)


def _pace(before: StudyState, after: StudyState) -> Iterator[str]:
    """Say that the plan uses another pace than before, which moves its dates."""
    if _percents(before) != _percents(after):
        words = times_the_estimates(after.progress.experience.pace)
        yield f"{words}; the plan {'uses' if after.progress.experience.helps else 'drops'} it."


def _percents(study_state: StudyState) -> dict[str, int]:
    """Give the pace of each topic that is left."""
    return {
        stage.id: max(
            (
                progress.pace_percent
                for topic in stage.topics
                if not (progress := study_state.progress.topics[topic.id]).is_settled
                and not progress.is_re_estimated
            ),
            default=100,
        )
        for stage in study_state.roadmap.stages
    }


def _next(study_state: StudyState) -> str:
    today = study_state.plan.today_sessions
    sessions = today or study_state.plan.upcoming_sessions
    if not sessions:
        waiting = ", ".join(map(study_state.title, study_state.progress.awaiting))
        return f"All time is used up. To say what is done: mlroadmap done. Waiting: {waiting}"
    when = "today" if today else format_day(sessions[0].day)
    summaries = ", ".join(session_summary(study_state, session) for session in sessions)
    return f"Next, {when}: {summaries}"

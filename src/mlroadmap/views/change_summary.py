"""What something logged did to the plan, in two or three sentences."""

from __future__ import annotations

from collections.abc import Iterator

from mlroadmap.core.schedule.study_state import StudyState
from mlroadmap.views.units import date_in_words
from mlroadmap.views.words import (
    finish_change,
    nothing_counts,
    sentence,
    session_summary,
    share,
    times_the_estimates,
)


def effect(before: StudyState, after: StudyState) -> Iterator[str]:
    """Say how the finish changed and what is next, a line each."""
    if before.is_finished and before.last_day and after.is_finished:
        yield "The roadmap is finished already; the plan does not change."
        return
    if after.is_finished:
        words = nothing_counts(after)
        yield (
            f"Nothing is left to study: {words}."
            if words
            else "That was the last topic: you have finished the roadmap!"
        )
        return
    yield from _pace(before, after)
    if after.is_waiting:
        yield f"{share(after)} done."
        yield _next(after)
        return
    if before.last_day:
        change = finish_change(before.last_day, after.finish, after.today)
    else:
        change = f"you finish on {date_in_words(after.finish, after.today)}"
    yield f"{sentence(change)} {share(after)} done."
    yield _next(after)


def _pace(before: StudyState, after: StudyState) -> Iterator[str]:
    """Say that the plan uses another pace than before, which moves its dates."""
    if _percents(before) != _percents(after):
        words = times_the_estimates(after.progress.experience.pace)
        verb = "now uses" if after.progress.experience.helps else "no longer uses"
        yield f"{words}; the plan {verb} this."


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
    first = study_state.first_sessions
    today = [each for each in first if each.day == study_state.today]
    sessions = today or first
    if not sessions:
        waiting = ", ".join(map(study_state.title, study_state.progress.awaiting))
        return f"All planned time is up. Are these done: {waiting}?"
    when = "today" if today else date_in_words(sessions[0].day, study_state.today)
    summaries = ", ".join(session_summary(study_state, session) for session in sessions)
    return f"Next, {when}: {summaries}"

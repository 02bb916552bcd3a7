"""The documents of `today` and `week`."""

from __future__ import annotations

from msgspec.structs import asdict

from mlroadmap.core.schedule.study_state import StudyState
from mlroadmap.core.schedule.week import DayReview, TopicShare, WeekReview
from mlroadmap.views.documents.fields import Document, day_or_none, document, timer_of


def today_document(study_state: StudyState, review: DayReview, week: WeekReview) -> Document:
    """Give today with its topics, and the sums of its week."""
    return document(
        today=day_or_none(study_state.today),
        **_sums_and_topics(study_state, review),
        week=asdict(week.tally),
        timer=timer_of(study_state),
    )


def week_document(study_state: StudyState, week: WeekReview) -> Document:
    """Give the days of a week with their topics, and its sums."""
    return document(
        today=day_or_none(study_state.today),
        year=week.year,
        week=week.number,
        **asdict(week.tally),
        days=[
            {"date": day_or_none(review.day), **_sums_and_topics(study_state, review)}
            for review in week.days
        ],
        timer=timer_of(study_state),
    )


def _sums_and_topics(study_state: StudyState, review: DayReview) -> Document:
    return {
        **asdict(review.tally),
        "topics": [_share(study_state, share) for share in review.topics],
    }


def _share(study_state: StudyState, share: TopicShare) -> Document:
    return {
        **asdict(share),
        "habit": share.habit or None,
        "title": study_state.session_title(share.topic, share.habit),
    }

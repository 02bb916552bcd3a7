"""The documents of `today` and `week`."""

from __future__ import annotations

from msgspec.structs import asdict

from mlroadmap.core.outlook import Outlook
from mlroadmap.core.week import DayReview, TopicShare, WeekReview
from mlroadmap.views.documents.parts import Document, day_or_none, document, timer_of


def today_document(outlook: Outlook, review: DayReview, week: WeekReview) -> Document:
    """Give today with its topics, and the sums of its week."""
    return document(
        today=day_or_none(outlook.today),
        **_sums_and_topics(outlook, review),
        week=asdict(week.tally),
        timer=timer_of(outlook),
    )


def week_document(outlook: Outlook, week: WeekReview) -> Document:
    """Give the days of a week with their topics, and its sums."""
    return document(
        today=day_or_none(outlook.today),
        year=week.year,
        week=week.number,
        **asdict(week.tally),
        days=[
            {"date": day_or_none(review.day), **_sums_and_topics(outlook, review)}
            for review in week.days
        ],
        timer=timer_of(outlook),
    )


def _sums_and_topics(outlook: Outlook, review: DayReview) -> Document:
    return {
        **asdict(review.tally),
        "topics": [_share(outlook, share) for share in review.topics],
    }


def _share(outlook: Outlook, share: TopicShare) -> Document:
    return {**asdict(share), "title": outlook.roadmap.topics[share.topic].title}

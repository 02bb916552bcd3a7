"""Parts that several documents share."""

from __future__ import annotations

from typing import Annotated, Literal, TypedDict

from msgspec import Meta

Day = Annotated[str, Meta(extra_json_schema={"format": "date"})]
Instant = Annotated[str, Meta(extra_json_schema={"format": "date-time"})]
Minutes = Annotated[int, Meta(ge=0)]
Count = Annotated[int, Meta(ge=0)]
Percent = Annotated[int, Meta(ge=0, le=100)]
Share = Annotated[float, Meta(ge=0, le=1)]


class Document(TypedDict):
    """A document of a command. Keys are only added within a schema version."""

    schema_version: Literal[2]


class Capacity(TypedDict):
    """Minutes a week, by day."""

    mon: Minutes
    tue: Minutes
    wed: Minutes
    thu: Minutes
    fri: Minutes
    sat: Minutes
    sun: Minutes


class Topic(TypedDict):
    """A topic with its progress and dates.

    `remaining_minutes` are planned; `effort_minutes` are the estimate at the learner's pace.
    """

    id: str
    title: str
    stage: Count
    kind: Literal["study", "project"]
    state: Literal["todo", "active", "awaiting", "done", "known", "skipped", "aside"]
    estimate_minutes: Minutes
    pace_percent: Count
    effort_minutes: Minutes
    logged_minutes: Minutes
    assumed_minutes: Minutes
    remaining_minutes: Minutes
    over_estimate: bool
    needs: list[str]
    start: Day | None
    finish: Day | None
    track: str
    after: Day | None


class Session(TypedDict):
    """Minutes of one day for one topic; `part` of `parts` counts the topic's days.

    It was the topic's turn, or the `habit` with this id brought it.
    """

    date: Day
    topic: str
    minutes: Minutes
    kind: Literal["study", "project", "habit"]
    part: Count
    parts: Count
    completes: bool
    habit: str | None


class Resource(TypedDict):
    """Something to learn from; `url` is empty for what has no address."""

    title: str
    url: str
    kind: str
    free: bool


class Step(TypedDict):
    """A part of a topic that fits one sitting, by its place in a resource."""

    id: str
    title: str
    kind: Literal["read", "watch", "exercise", "build", "check"]
    minutes: Minutes
    resource: Resource | None
    where: str
    check: str
    answer: str


class Timer(TypedDict):
    """A timer that is running."""

    topic: str
    since: Instant
    day: Day


class Progress(TypedDict):
    """How far the learner is.

    `former_topics` are titles by the ids of topics that the roadmap no longer has.
    """

    done_topics: Count
    topics: Count
    done_minutes: Minutes
    total_minutes: Minutes
    percent: Percent
    logged_minutes: Minutes
    assumed_minutes: Minutes
    former_topics: dict[str, str]


class Slack(TypedDict):
    """What can be missed before a date slips; null without a date to finish by."""

    slack_minutes: int | None
    slack_days: Count | None


class Percentiles(TypedDict):
    """The days by which so many per cent of the forecast's runs have finished."""

    p10: Day | None
    p50: Day | None
    p80: Day | None
    p90: Day | None
    p95: Day | None

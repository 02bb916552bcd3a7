"""The documents of `plan`, `next`, `status`, `today`, `week` and `why`."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from mlroadmap.views.schemas.parts import (
    Capacity,
    Count,
    Day,
    Document,
    Minutes,
    Progress,
    Resource,
    Session,
    Share,
    Slack,
    Step,
    Timer,
    Topic,
)


class RoadmapName(TypedDict):
    """The roadmap that a plan is for."""

    title: str
    sha256: str


class Milestone(TypedDict):
    """A day worth looking forward to: a topic's first day, or the last one."""

    title: str
    topic: str
    at: Literal["start", "finish"]
    date: Day | None


class PlannedStep(TypedDict):
    """A step with where it stands; the minutes are the learner's."""

    id: str
    title: str
    kind: Literal["read", "watch", "exercise", "build", "check"]
    state: Literal["todo", "begun", "assumed", "done"]
    minutes: Minutes
    left_minutes: Minutes


class TopicSteps(TypedDict):
    """The steps of a topic."""

    topic: str
    steps: list[PlannedStep]


class PlanDocument(Document, Slack):
    """The plan with its settings, topics and sessions; `export json` adds the steps."""

    roadmap: RoadmapName
    today: Day
    start: Day
    finish: Day
    finish_by: Day | None
    weekly_minutes: Minutes
    capacity: Capacity
    first: list[str]
    only: list[str]
    tracks: Count | None
    review: Share | None
    milestones: list[Milestone]
    total_minutes: Minutes
    remaining_minutes: Minutes
    topics: list[Topic]
    sessions: list[Session]
    steps: NotRequired[list[TopicSteps]]


class CoveredStep(Step):
    """What a session does of a step: `minutes` now, and the rest later."""

    left_minutes: Minutes
    continued: bool
    finished: bool


class DetailedSession(Session):
    """A session with what its topic is for and where to learn it, step by step."""

    title: str
    outcome: str
    resources: list[Resource]
    steps: list[CoveredStep]


class Upcoming(TypedDict):
    """The next study day after today."""

    date: Day | None
    sessions: list[DetailedSession]


class Reviews(TypedDict):
    """How many cards are due, and what they take."""

    cards: Count
    minutes: Minutes


class NextDocument(Document):
    """What to study today and next.

    `awaiting` are topics whose time is used up, `unanswered` past days that may have been
    studied or missed.
    """

    today: Day
    reviews: Reviews
    sessions: list[DetailedSession]
    upcoming: Upcoming
    awaiting: list[str]
    unanswered: list[Day]
    timer: Timer | None
    progress: Progress
    finish: Day


class DueCard(TypedDict):
    """A card to ask; a new one was never due before."""

    card: str
    topic: str
    question: str
    answer: str
    due: Day | None


class ReviewDocument(Document):
    """The cards to ask today, in their order."""

    minutes: Minutes
    cards: list[DueCard]


class StageProgress(Slack):
    """A stage with its progress."""

    number: Count
    id: str
    title: str
    topics: Count
    done_topics: Count
    done_minutes: Minutes
    total_minutes: Minutes


class Pace(TypedDict):
    """Real effort divided by estimated effort, as a range, from so many topics."""

    value: float
    low: float
    high: float
    topics: Count


class Experience(Pace):
    """The pace of all work and of each kind; `percent` is what the plan reckons with.

    `setting` is a pace in per cent where the learner has set it.
    """

    by_kind: dict[str, Pace]
    helps: bool
    setting: Literal["on", "off"] | Count
    percent: dict[str, int]


class StudyDays(TypedDict):
    """On how many of the last days study was entered, or a card answered; or is assumed."""

    studied: Count
    assumed: Count
    of: Count


class Remembered(TypedDict):
    """What is likely still known of a stage: of so many cards that were asked."""

    stage: str
    cards: Count
    known_percent: Count | None


class StatusDocument(Document, Slack):
    """Progress by stage, and the finish against the baseline."""

    today: Day
    progress: Progress
    stages: list[StageProgress]
    sessions: list[Session]
    awaiting: list[str]
    unanswered: list[Day]
    pace: Experience
    timer: Timer | None
    finish: Day
    original_finish: Day | None
    finish_by: Day | None
    study_days: StudyDays
    remembered: list[Remembered]


class Sums(TypedDict):
    """Minutes of a day or a week."""

    planned_minutes: Minutes
    logged_minutes: Minutes
    assumed_minutes: Minutes
    spilled_minutes: Minutes
    extra_minutes: Minutes
    left_minutes: Minutes


class TopicOfDay(TypedDict):
    """What a day holds of a topic; what a habit is still to bring stands for itself."""

    topic: str
    title: str
    habit: str | None
    part: Count
    parts: Count
    logged_minutes: Minutes
    assumed_minutes: Minutes
    left_minutes: Minutes


class DayOfWeek(Sums):
    """A day with its topics."""

    date: Day
    topics: list[TopicOfDay]


class TodayDocument(Document, Sums):
    """Today with its topics, and the sums of its week."""

    today: Day
    topics: list[TopicOfDay]
    week: Sums
    timer: Timer | None


class WeekDocument(Document, Sums):
    """The days of a week of ISO 8601, and its sums."""

    today: Day
    year: Count
    week: Count
    days: list[DayOfWeek]
    timer: Timer | None


class Constraint(TypedDict):
    """Something that holds a topic back, and when it would start without."""

    kinds: list[
        Literal["need", "turn", "goal", "track", "after", "day-off", "start", "capacity"]
    ]
    topics: list[str]
    days: list[Day]
    extra_minutes: Minutes
    start_without: Day
    command: str | None


class Reasons(TypedDict):
    """Why the next session of a topic is on a day."""

    topic: str
    start: Day
    constraints: list[Constraint]


class WhyTopicDocument(Document, Reasons):
    """What holds a topic back."""


class WhyDayDocument(Document):
    """What a day holds, or why it holds nothing."""

    date: Day
    capacity_minutes: Minutes
    sessions: list[Session]
    starting: list[Reasons]
    idle: Literal["past", "finished", "start", "day-off", "no-hours", "used-up"] | None
    command: str | None

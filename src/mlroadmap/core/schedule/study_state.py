"""Where the learner stands and what lies ahead: the value that every view shows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date, timedelta
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from mlroadmap.core.calendar.availability import Week
from mlroadmap.core.journal.history import Entry, ShapeChange
from mlroadmap.core.progress.checkpoint import Said
from mlroadmap.core.progress.open_steps import StepsOf, with_open_steps
from mlroadmap.core.progress.progress import Progress, percent_done
from mlroadmap.core.progress.topic_progress import TopicProgress
from mlroadmap.core.review.budget import reserved_minutes, review_minutes
from mlroadmap.core.review.deck import ReviewCard
from mlroadmap.core.review.memory import Memories
from mlroadmap.core.roadmap.model import Roadmap, Stage, Topic
from mlroadmap.core.schedule.finish import finish_of
from mlroadmap.core.schedule.plan import (
    Plan,
    Session,
    first_sessions,
    schedule,
    topics_of_first_day,
)
from mlroadmap.core.schedule.rules import assert_rules
from mlroadmap.core.schedule.slack import Slack, slack

# Chooses the cards to ask today, by what is remembered of them.
ChooseCards = Callable[[Progress, Memories], tuple[ReviewCard, ...]]


class CardSource(Struct, frozen=True):
    """What the timeline says of cards, read when cards are asked at all, and today's choice."""

    memories: Callable[[], Memories]
    choose: ChooseCards


class StudyState(Struct, frozen=True, dict=True):
    """A roadmap, the progress on it by the learner's day, and the plan for what remains.

    `cards` are those to ask today, whose minutes the plan keeps free. The plan is made when
    it is asked for, and checked if it `is_shown`.
    """

    roadmap: Roadmap
    progress: Progress
    today: date
    cards: tuple[ReviewCard, ...] = ()
    is_shown: bool = True

    @cached_property
    def plan(self) -> Plan:
        """What is to be studied when; before the first plan was made, nothing.

        Raises InfeasibleError when the plan has no end, RuleBreachError when it is wrong.
        """
        roadmap, progress = self.roadmap, self.progress
        if progress.plan is None:
            return Plan(self.today, (), {})
        plan = schedule(roadmap, progress.availability, progress, self.today)
        if self.is_shown:
            assert_rules(roadmap, progress.availability, progress, plan)
        return plan

    @property
    def finish(self) -> date:
        """The plan's finish, for which no plan has to be made. Raises InfeasibleError."""
        return self.last_day or self.today

    @cached_property
    def last_day(self) -> date | None:
        """The last day of study, planned or past; None without any. Raises InfeasibleError."""
        if self.progress.plan is None:
            return None
        return finish_of(self.roadmap, self.progress, self.today)

    @cached_property
    def first_sessions(self) -> tuple[Session, ...]:
        """What is still to be studied today, and on the first study day after."""
        if self.progress.plan is None:
            return ()
        return first_sessions(self.roadmap, self.progress, self.today)

    @cached_property
    def next_topics(self) -> frozenset[str]:
        """The topics of the first day that the plan has; the other days are not planned."""
        if self.progress.plan is None:
            return frozenset()
        return topics_of_first_day(self.roadmap, self.progress, self.today)

    @property
    def percent(self) -> int:
        """The achieved share of the effort, 100 only at the end."""
        return percent_done(self.progress.topics.values())

    @property
    def original_finish(self) -> date | None:
        """The date to finish by, or else the finish that the last stored plan promised."""
        plan = self.progress.plan
        if plan is None:
            return None
        if plan.finish_by:
            return plan.finish_by
        return max((dates.finish for dates in plan.baseline.values()), default=None)

    @property
    def week_minutes(self) -> Week:
        """The usual week now, or at the plan's start while that is to come."""
        plan = self.progress.plan
        since = max(self.today, plan.settings.start) if plan else self.today
        return self.progress.availability.week_on(since)

    @property
    def finish_by(self) -> date | None:
        """The date that the learner wants to keep."""
        return self.progress.plan.finish_by if self.progress.plan else None

    @property
    def slack(self) -> Slack | None:
        """What can be missed from today on before that date slips."""
        return self._slack_since(self.today)

    def stage_slack(self, stage: Stage) -> Slack | None:
        """Say what can be missed from a stage's first day to come before that date slips."""
        topics = {topic.id for topic in stage.topics}
        first = next((each.day for each in self.plan.sessions if each.topic in topics), None)
        return self._slack_since(first) if first else None

    def _slack_since(self, day: date) -> Slack | None:
        if self.finish_by is None:
            return None
        return slack(self.roadmap, self.progress, self.today, self.finish_by, day)

    def topic(self, topic_id: str) -> tuple[Topic, TopicProgress]:
        """Give a topic with where it stands."""
        return self.roadmap.topics[topic_id], self.progress.topics[topic_id]

    def title(self, topic_id: str) -> str:
        """Give the title of a topic, or of one that is no longer in the roadmap."""
        topic = self.roadmap.topics.get(topic_id)
        return topic.title if topic else self.progress.former.get(topic_id, topic_id)

    def session_title(self, topic_id: str, habit_id: str = "") -> str:
        """Give the title of the habit that brought a session, or else of its topic."""
        habits = (habit.title for habit in self.roadmap.habits if habit.id == habit_id)
        return next(habits, "") or self.title(topic_id)

    @property
    def is_finished(self) -> bool:
        """Whether nothing is left to study, and no topic awaits the learner's word."""
        has_work = self.progress.plan and self.progress.remaining_minutes
        return not has_work and not self.progress.awaiting

    @property
    def is_waiting(self) -> bool:
        """Whether nothing is left to plan, and topics await the learner's word."""
        return bool(self.progress.awaiting) and not self.progress.remaining_minutes

    def unmet_needs(self, topic_id: str) -> tuple[str, ...]:
        """List the prerequisites of a topic that are still to be studied."""
        return tuple(
            need
            for need in self.roadmap.topics[topic_id].needs
            if self.progress.topics[need].remaining_minutes
        )


def with_reviews(
    progress: Progress,
    memories: Memories,
    today: date,
    cards: Collection[ReviewCard] | None = None,
) -> Progress:
    """Keep time free for the `cards` of today and for those that will be due again (R11).

    Without today's cards, those that were asked before are all that is known of it.
    """
    if progress.plan is None or not progress.plan.review:
        return progress
    hours = progress.availability
    settled = {name for name, topic in progress.topics.items() if not topic.is_counted}
    due_days = memories.due_days(progress.topics.keys() - settled)
    asked = memories.asked.get(today, 0)
    if cards is None or not hours.minutes_on(today):
        reserved = reserved_minutes(due_days, hours.study_days, today, asked)
    else:
        asked_again = (memories.cards[each.key] for each in cards if each.key in memories.cards)
        due_days.subtract(memory.due for memory in asked_again)
        tomorrow = today + timedelta(days=1)
        later = reserved_minutes(+due_days, hours.study_days, tomorrow, 0)
        minutes = review_minutes(asked + len(cards)) - review_minutes(asked)
        reserved = {today: minutes, **later} if minutes else later
    return replace(
        progress, availability=replace(hours, reserved={**hours.reserved, **reserved})
    )


def project_state(
    roadmap: Roadmap,
    timeline: Iterable[Entry | ShapeChange] | Said,
    today: date,
    source: CardSource | None = None,
    steps_of: StepsOf = lambda _: (),
    *,
    known: Iterable[StudyState] = (),
    is_shown: bool = True,
) -> StudyState:
    """Fold the log and plan what remains; before the first plan there are no dates.

    `source` knows the cards of today; without it, only those that were asked before count.
    `steps_of` gives the steps of a topic; it is asked for those that are under way. `known`
    are states whose plans were checked; one of the same progress has the same plan (rule R6).
    A plan that is not shown is not checked, and not made before it is asked for.
    Raises InfeasibleError when the plan has no end, RuleBreachError when it is wrong.
    """
    said = timeline if isinstance(timeline, Said) else Said(tuple(timeline))
    shape = roadmap.shape
    progress = with_open_steps(said.progress(shape, today), roadmap, steps_of)
    if roadmap.habits:
        progress = replace(progress, habits=said.habits(today))
    cards: tuple[ReviewCard, ...] | None = None
    if progress.plan and progress.plan.review:
        memories = source.memories() if source else said.memories(shape, today)
        cards = source.choose(progress, memories) if source else None
        progress = with_reviews(progress, memories, today, cards)
    found = StudyState(roadmap, progress, today, cards or (), is_shown)
    for state in known:
        if _are_planned_alike(state, found):
            found.__dict__["plan"] = state.plan
            break
    # What is wrong with a plan is to be known before anything is shown or stored.
    _ = found.plan if is_shown else found.last_day
    return found


def have_same_plan(one: StudyState, other: StudyState) -> bool:
    """Whether two states have the same plan; it is made only where that is not clear."""
    # Most plans differ in their finish.
    if one.finish != other.finish:
        return False
    return _are_planned_alike(one, other) or one.plan == other.plan


def _are_planned_alike(one: StudyState, other: StudyState) -> bool:
    """Whether nothing differs that a plan depends on (rule R6): hours to come, work, order."""
    if one.roadmap is not other.roadmap or one.today != other.today:
        return False
    plans = (one.progress.plan, other.progress.plan)
    if None in plans or len({(plan.first, plan.tracks) for plan in plans if plan}) > 1:
        return False
    return _what_counts(one) == _what_counts(other)


def _what_counts(state: StudyState) -> Progress:
    """Give the progress without what makes no difference to the plan."""
    progress = state.progress
    # A habit has its part of the whole week.
    monday = state.today - timedelta(days=state.today.weekday())
    hours, offered = (
        each.from_day(monday) for each in (progress.availability, progress.offered)
    )
    return replace(progress, plan=None, availability=hours, offered=offered)

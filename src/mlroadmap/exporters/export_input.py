"""What every exporter is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from mlroadmap.core.journal.actions import PlanMade
from mlroadmap.core.journal.event import Event
from mlroadmap.core.journal.history import History, read_history
from mlroadmap.core.review.deck import ReviewCard
from mlroadmap.core.roadmap.content import TopicContent
from mlroadmap.core.roadmap.model import Roadmap, Topic
from mlroadmap.core.roadmap.steps import CoveredStep
from mlroadmap.core.schedule.plan import Session
from mlroadmap.core.schedule.session_steps import (
    StepProgress,
    step_states,
    steps_of_sessions,
)
from mlroadmap.core.schedule.study_state import StudyState

if TYPE_CHECKING:
    from mlroadmap.core.forecast.simulate import Forecast


class ExportInput(Struct, frozen=True, dict=True):
    """A learner's plan as it stands, the log behind it, and the instant of the export.

    `events` are the log's, in order, with a plan among them. `stamp` is aware.
    `identity` names the exports of this log. `roadmap_sha256` is of the roadmap's file.
    `drawn` is the forecast, None without one. `cards` are those of what was learned, for
    the format that needs them, `contents` the steps of the topics whose steps it shows.
    """

    study_state: StudyState
    events: tuple[Event, ...]
    stamp: datetime
    roadmap_sha256: str = ""
    identity: str = ""
    drawn: Forecast | None = None
    cards: tuple[ReviewCard, ...] = ()
    contents: Mapping[str, TopicContent] = {}

    @property
    def roadmap(self) -> Roadmap:
        """The roadmap that the plan is for."""
        return self.study_state.roadmap

    @property
    def today(self) -> date:
        """The learner's day."""
        return self.study_state.today

    @cached_property
    def history(self) -> History:
        """What was said, with undo and redo applied."""
        return read_history(self.events)

    @cached_property
    def first_plan(self) -> Event:
        """The event that made the first plan, whether it still counts or not."""
        return next(event for event in self.events if isinstance(event.action, PlanMade))

    @cached_property
    def session_steps(self) -> Mapping[Session, tuple[CoveredStep, ...]]:
        """The steps that each session covers of the topics in `contents`."""
        plan = self.study_state.plan
        sessions = [session for session in plan.sessions if session.topic in self.contents]
        found = steps_of_sessions(self.study_state, sessions, self.contents)
        return {each.session: each.steps for each in found}

    def steps_of(self, topic_id: str) -> tuple[StepProgress, ...]:
        """Give the steps of a topic with their states; none where they are not shown."""
        content = self.contents.get(topic_id)
        progress = self.study_state.progress.topics[topic_id]
        return step_states(content.steps, progress) if content else ()

    def lasting_id(self, topic: Topic) -> str:
        """Give the id that a topic had when the log first knew it, whatever it is now."""
        for shape in self.history.shapes:
            for name in (*topic.aliases, topic.id):
                if name in shape.by_id:
                    return name
        return topic.id

    @property
    def former_ids(self) -> Iterator[str]:
        """The first ids of the topics that were in the roadmap once and are no longer."""
        present = {self.lasting_id(topic) for topic in self.roadmap.topics.values()}
        named = {name: None for shape in self.history.shapes for name in shape.by_id}
        return (name for name in named if name not in present | self.roadmap.topics.keys())

    @property
    def began(self) -> date:
        """The day of the first plan that counts."""
        return self.history.first_plan_day or self.today

    @property
    def revision(self) -> int:
        """A number that grows with all that can change the plan: things said, days gone by."""
        return len(self.events) + max(0, (self.today - self.first_plan.day).days)


Exporter = Callable[[ExportInput], str]

"""The steps of a topic as they stand: which are done, begun or ahead, and which a session has.

Minutes are the learner's: the steps that are left share what is left of the topic.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import accumulate, pairwise, takewhile
from typing import Literal

from msgspec import Struct

from mlroadmap.core.journal.actions import StepsDone
from mlroadmap.core.progress.topic_progress import TopicProgress
from mlroadmap.core.roadmap.content import Step, TopicContent
from mlroadmap.core.roadmap.habits import Habit
from mlroadmap.core.roadmap.steps import CoveredStep, covered_steps
from mlroadmap.core.schedule.plan import Plan, Session
from mlroadmap.core.schedule.study_state import StudyState

StepState = Literal["todo", "begun", "assumed", "done"]

# A step shorter than this is shown whole, in the session that has more of it (rule R12).
UNSPLIT_MINUTES = 20


class StepProgress(Struct, frozen=True):
    """Where a step stands; it is planned to take `minutes`, of which some are left."""

    step: Step
    state: StepState
    minutes: int
    left_minutes: int


class StepPlan(Struct, frozen=True, dict=True):
    """The steps of a topic that are not said to be done.

    They take `effort_minutes` together, of which `credited_minutes` have been studied.
    """

    steps: tuple[Step, ...]
    effort_minutes: int
    credited_minutes: int

    @classmethod
    def of(cls, steps: Sequence[Step], progress: TopicProgress) -> StepPlan:
        """Give the plan of the steps of a topic that is not settled."""
        left = tuple(step for step in steps if step.id not in progress.steps_done)
        planned = max(progress.needed_minutes, progress.extended_minutes)
        credited = max(0, progress.credited_minutes - progress.base_minutes)
        return cls(left, max(planned - progress.base_minutes, credited), credited)

    def covered(
        self, offset_minutes: int, minutes: int, shown: Container[str] = ()
    ) -> tuple[CoveredStep, ...]:
        """Give the steps that a session covers, `offset_minutes` after what was studied.

        Of those `shown` before it there are only parts that have no other place.
        """
        if not self.steps:
            return ()
        start = self.credited_minutes + offset_minutes
        found = covered_steps(self.steps, self.effort_minutes, start, minutes)
        open_steps = [each for each in found if each.step.id not in shown]
        chosen = [
            each for each in open_steps if self._belongs(each, is_first=not offset_minutes)
        ]
        return tuple(map(self._unsplit, chosen or open_steps[:1])) or found

    def all(self) -> tuple[CoveredStep, ...]:
        """Give every step with all of its minutes."""
        return covered_steps(self.steps, self.effort_minutes, 0, self.effort_minutes)

    def span_of(self, step_id: str) -> tuple[int, int]:
        """Give the minutes after which a step begins and ends."""
        return self._spans[step_id]

    @cached_property
    def _spans(self) -> Mapping[str, tuple[int, int]]:
        ends = [0, *accumulate(each.minutes for each in self.all())]
        return dict(zip((step.id for step in self.steps), pairwise(ends), strict=True))

    def studied(self) -> tuple[tuple[CoveredStep, int], ...]:
        """Give every step with as many of its minutes as have been studied."""
        return tuple((each, self.minutes_had(each.step.id)) for each in self.all())

    def minutes_had(self, step_id: str) -> int:
        """Give as many minutes of a step as have been studied."""
        start, end = self.span_of(step_id)
        return min(max(self.credited_minutes - start, 0), end - start)

    def _belongs(self, covered: CoveredStep, *, is_first: bool) -> bool:
        """Whether a step is shown in a session: a short one in that which has its middle.

        One that was under way before the plan is shown in the plan's first session.
        """
        start, end = self.span_of(covered.step.id)
        length = end - start
        if length >= UNSPLIT_MINUTES:
            return True
        if start < self.credited_minutes:
            return is_first
        had = length - covered.minutes - covered.left_minutes
        return had <= (length - 1) // 2 < had + covered.minutes or length == 0

    def _unsplit(self, covered: CoveredStep) -> CoveredStep:
        """Give what is left of a short step as a whole (rule R12)."""
        start, end = self.span_of(covered.step.id)
        if end - start >= UNSPLIT_MINUTES:
            return covered
        left = end - max(start, self.credited_minutes)
        return CoveredStep(covered.step, left, 0, is_continued=start < self.credited_minutes)


def fitting(
    plans: Mapping[str, StepPlan], available_minutes: int
) -> tuple[tuple[str, CoveredStep], ...]:
    """Choose the steps, by topic, that can be finished in the time available, in their order.

    Of the plans' topics the first ones come first; a step that is too long is passed over.
    """
    found: list[tuple[str, CoveredStep]] = []
    for topic, plan in plans.items():
        for each, studied in plan.studied():
            left = each.minutes - studied
            if 0 < left <= available_minutes:
                available_minutes -= left
                found.append((topic, CoveredStep(each.step, left, 0, is_continued=studied > 0)))
    return tuple(found)


def step_states(steps: Sequence[Step], progress: TopicProgress) -> tuple[StepProgress, ...]:
    """Say of each step of a topic where it stands."""
    if progress.is_settled:
        state: StepState = "done" if progress.is_done else "todo"
        return tuple(StepProgress(step, state, step.minutes, 0) for step in steps)
    standing: dict[str, StepProgress] = {}
    for each, studied in StepPlan.of(steps, progress).studied():
        left = each.minutes - studied
        state = "todo" if not studied else "begun" if left else "assumed"
        standing[each.step.id] = StepProgress(each.step, state, each.minutes, left)
    return tuple(
        standing.get(step.id, StepProgress(step, "done", step.minutes, 0)) for step in steps
    )


class SessionSteps(Struct, frozen=True):
    """A session with the steps that it covers; none where the topic has no steps.

    `offset_minutes` of the topic are planned before it. It `completes` the topic when it
    holds its last minutes, or its last step as a whole.
    """

    session: Session
    offset_minutes: int
    steps: tuple[CoveredStep, ...]
    completes: bool


def steps_of_sessions(
    study_state: StudyState,
    sessions: Sequence[Session],
    contents: Mapping[str, TopicContent],
) -> tuple[SessionSteps, ...]:
    """Give sessions of the plan with their steps; `contents` has all of their topics."""
    plans = {
        topic: StepPlan.of(content.steps, study_state.topic(topic)[1])
        for topic, content in contents.items()
    }
    offsets = _minutes_before(study_state.plan, sessions)
    shown: dict[str, set[str]] = {topic: set() for topic in plans}
    found = []
    for session in sessions:
        plan, offset = plans[session.topic], offsets[session]
        steps = plan.covered(offset, session.minutes, shown[session.topic])
        shown[session.topic] |= {each.step.id for each in steps if each.is_finished}
        is_last = bool(steps) and steps[-1].is_finished and steps[-1].step == plan.steps[-1]
        found.append(SessionSteps(session, offset, steps, session.completes or is_last))
    return tuple(found)


def _minutes_before(plan: Plan, sessions: Sequence[Session]) -> Mapping[Session, int]:
    """Give what is planned of a session's topic before each of the sessions."""
    until = max((session.day for session in sessions), default=plan.today)
    planned: Counter[str] = Counter()
    before: dict[Session, int] = {}
    for session in takewhile(lambda each: each.day <= until, plan.sessions):
        before[session] = planned[session.topic]
        planned[session.topic] += session.minutes
    return before


def session_done(
    planned: SessionSteps, steps: Sequence[Step], progress: TopicProgress
) -> StepsDone:
    """Give what is entered when a session of today was studied as planned.

    A short step that the session has most of is done as a whole.
    """
    plan = StepPlan.of(steps, progress)
    until = plan.credited_minutes + planned.offset_minutes + planned.session.minutes
    finished = [each.step.id for each in planned.steps if each.is_finished]
    spans = [plan.span_of(step_id) for step_id in finished]
    return StepsDone(
        planned.session.topic,
        _shares(plan, progress, finished),
        spent_minutes=sum(min(end, until) - min(start, until) for start, end in spans),
        planned_minutes=planned.session.minutes,
        habit=planned.session.habit,
    )


def habit_done(
    habit: Habit,
    day: date,
    steps: Sequence[Step],
    progress: TopicProgress,
    minutes: int | None = None,
) -> StepsDone:
    """Give what is entered when a habit was taken on a day, planned or not.

    Where it took more `minutes` than it is planned to, it went on with the steps that
    follow.
    """
    length = min(max(habit.minutes, minutes or 0), progress.remaining_minutes)
    covered = StepPlan.of(steps, progress).covered(0, length)
    session = Session(day, habit.topic, length, "habit", 1, 1, completes=False, habit=habit.id)
    return session_done(SessionSteps(session, 0, covered, completes=False), steps, progress)


def step_done(
    topic_id: str,
    step_id: str,
    steps: Sequence[Step],
    progress: TopicProgress,
    planned_minutes: int = 0,
) -> StepsDone:
    """Give what is entered when one step was done, early, late or as it was planned.

    The `planned_minutes` of the day go into it, and what was credited of its time.
    """
    plan = StepPlan.of(steps, progress)
    return StepsDone(
        topic_id,
        _shares(plan, progress, [step_id]),
        spent_minutes=plan.minutes_had(step_id) + planned_minutes,
        planned_minutes=planned_minutes,
    )


def _shares(
    plan: StepPlan, progress: TopicProgress, step_ids: Sequence[str]
) -> Mapping[str, int]:
    """Give what steps make up of the roadmap's estimate; the last ones make up the rest."""
    whole = sum(step.minutes for step in plan.steps)
    shares = {
        step.id: round(step.minutes * progress.open_minutes / max(1, whole))
        for step in plan.steps
        if step.id in step_ids
    }
    if shares and len(shares) == len(plan.steps):
        last = plan.steps[-1].id
        shares[last] += progress.open_minutes - sum(shares.values())
    return {step_id: max(0, minutes) for step_id, minutes in shares.items()}

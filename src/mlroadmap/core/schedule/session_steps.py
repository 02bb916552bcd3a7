"""The steps of a topic as they stand: which are done, begun or ahead, and which a session has.

Minutes are the learner's: the steps that are left share what is left of the topic.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from mlroadmap.core.journal.actions import StepsDone
from mlroadmap.core.progress.progress import TopicProgress
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


class StepPlan(Struct, frozen=True):
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
        begun = progress.at_pace(progress.begun_minutes)
        effort = max(progress.effort_minutes, progress.extended_minutes) - progress.base_minutes
        credited = progress.credited_minutes - progress.base_minutes
        return cls(left, begun + max(effort, credited), begun + credited)

    def covered(self, offset_minutes: int, minutes: int) -> tuple[CoveredStep, ...]:
        """Give the steps that a session covers, `offset_minutes` after what was studied."""
        if not self.steps:
            return ()
        start = self.credited_minutes + offset_minutes
        found = covered_steps(self.steps, self.effort_minutes, start, minutes)
        lengths = {each.step.id: each.minutes + each.left_minutes for each in self.all()}
        return tuple(self._unsplit(found, lengths)) or found

    def all(self) -> tuple[CoveredStep, ...]:
        """Give every step with all of its minutes."""
        return covered_steps(self.steps, self.effort_minutes, 0, self.effort_minutes)

    def left_after(self, done: Iterable[str], credited_minutes: int) -> tuple[int, int]:
        """Give what the other steps take once some are done, and what the first has had.

        `credited_minutes` have been studied by then; both are in the minutes of this plan.
        """
        finished = set(done)
        begun, position = 0, 0
        others = 0
        for each in self.all():
            end = position + each.minutes
            if each.step.id not in finished:
                if not others and position < credited_minutes < end:
                    begun = credited_minutes - position
                others += each.minutes
            position = end
        return others - begun, begun

    def finished_by(self, credited_minutes: int) -> tuple[str, ...]:
        """Give the steps that end within so many minutes."""
        position, finished = 0, []
        for each in self.all():
            position += each.minutes
            if position <= credited_minutes:
                finished.append(each.step.id)
        return tuple(finished)

    def _unsplit(
        self, found: Sequence[CoveredStep], lengths: dict[str, int]
    ) -> Iterable[CoveredStep]:
        for each in found:
            length = lengths[each.step.id]
            if length >= UNSPLIT_MINUTES or each.minutes == length:
                yield each
            elif 2 * each.minutes > length or (
                2 * each.minutes == length and each.is_continued
            ):
                yield CoveredStep(each.step, length, 0, is_continued=False)


def fitting(
    plans: Mapping[str, StepPlan], available_minutes: int
) -> tuple[tuple[str, CoveredStep], ...]:
    """Choose the steps, by topic, that can be finished in the time available, in their order.

    Of the plans' topics the first ones come first; a step that is too long is passed over.
    """
    found: list[tuple[str, CoveredStep]] = []
    for topic, plan in plans.items():
        position = 0
        for each in plan.all():
            studied = min(max(plan.credited_minutes - position, 0), each.minutes)
            position += each.minutes
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
    plan = StepPlan.of(steps, progress)
    standing: dict[str, StepProgress] = {}
    position = 0
    for each in plan.all():
        studied = min(max(plan.credited_minutes - position, 0), each.minutes)
        position += each.minutes
        state = "begun" if studied else "todo"
        if studied == each.minutes:
            state = "assumed"
        left = each.minutes - studied
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
    found = []
    for session in sessions:
        plan, offset = plans[session.topic], offsets[session]
        steps = plan.covered(offset, session.minutes)
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
    """Give what is entered when a session of today was studied as planned."""
    plan = StepPlan.of(steps, progress)
    before = plan.credited_minutes + planned.offset_minutes
    finished = [each.step.id for each in planned.steps if each.is_finished]
    done = dict.fromkeys([*plan.finished_by(before), *finished])
    minutes = planned.session.minutes
    entered = _steps_done(
        planned.session.topic, plan, progress, tuple(done), before + minutes, minutes
    )
    return replace(entered, habit=planned.session.habit)


def habit_done(habit: Habit, steps: Sequence[Step], progress: TopicProgress) -> StepsDone:
    """Give what is entered when a habit was taken, planned or not."""
    plan = StepPlan.of(steps, progress)
    minutes = min(habit.minutes, progress.remaining_minutes)
    until = plan.credited_minutes + minutes
    finished = plan.finished_by(until) if plan.steps else ()
    entered = _steps_done(habit.topic, plan, progress, finished, until, minutes)
    return replace(entered, habit=habit.id)


def step_done(
    topic_id: str,
    step_id: str,
    steps: Sequence[Step],
    progress: TopicProgress,
    planned_minutes: int,
) -> StepsDone:
    """Give what is entered when one step was done, early, late or as it was planned."""
    plan = StepPlan.of(steps, progress)
    done = dict.fromkeys([*plan.finished_by(plan.credited_minutes), step_id])
    until = plan.credited_minutes + planned_minutes
    return _steps_done(topic_id, plan, progress, tuple(done), until, planned_minutes)


def _steps_done(
    topic_id: str,
    plan: StepPlan,
    progress: TopicProgress,
    done: tuple[str, ...],
    credited_minutes: int,
    planned_minutes: int,
) -> StepsDone:
    left, begun = progress.remaining_minutes - planned_minutes, 0
    if plan.steps:
        left, begun = plan.left_after(done, credited_minutes)
    percent = progress.pace_percent
    return StepsDone(
        topic_id,
        done,
        left_minutes=max(0, round(left * 100 / percent)),
        begun_minutes=round(begun * 100 / percent),
        planned_minutes=planned_minutes,
    )

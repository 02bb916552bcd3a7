"""Making a new plan of what was typed, and storing it when it is one."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from mlroadmap.cli.context import AppContext
from mlroadmap.cli.finish_by import keeps_date, refuse_lateness, with_least_hours
from mlroadmap.cli.goals import goal_topics
from mlroadmap.cli.imported_progress import marks_to_take_over
from mlroadmap.cli.opening import locked, open_context, try_locked
from mlroadmap.core.calendar.settings import (
    PlanOptions,
    PlanSettings,
    RoadmapFile,
    choose_settings,
)
from mlroadmap.core.journal.actions import PlanMade, TopicsKnown
from mlroadmap.core.schedule.plan import baseline_of


class Wanted(NamedTuple):
    """What was typed: the options, names given with --first and --only, and --sure."""

    options: PlanOptions
    first: list[str] | None
    only: list[str] | None
    sure: int | None

    @property
    def is_a_look(self) -> bool:
        """Whether the plan is only looked at."""
        return self.options.are_none and not self.first and not self.only

    def options_for(self, app: AppContext) -> PlanOptions:
        """Give the options with the topics that the names mean."""
        first, only = (goal_topics(app, names) for names in (self.first, self.only))
        return replace(self.options, first=first, only=only)


class Replanning(Struct, frozen=True):
    """A plan with the workspace before and after it.

    It `is_wanted` when it is to be the new one, rather than a look at the old. `marks` are
    topics that the roadmap says are done, taken over on the way.
    """

    made: PlanMade
    before: AppContext
    after: AppContext
    is_wanted: bool
    marks: TopicsKnown | None

    @property
    def is_news(self) -> bool:
        """Whether there is something to store."""
        return self.after is not self.before or self.marks is not None

    @property
    def is_first(self) -> bool:
        """Whether there was no plan before."""
        return self.before.last_plan is None


def replanned(context: AppContext, wanted: Wanted, *, dry_run: bool) -> Replanning:
    """Plan and store the plan; without wishes, a state that may only be read will do."""
    if dry_run:
        return _replan(open_context(context), wanted, store=False)
    if wanted.is_a_look:
        with try_locked(context) as is_ours:
            found = open_context(context)
            replanning = _replan(found, wanted, store=is_ours)
        if is_ours or not replanning.is_news:
            return replanning
    with locked(context, is_shown=True) as found:
        return _replan(found, wanted, store=True)


def _replan(found: AppContext, wanted: Wanted, *, store: bool) -> Replanning:
    wishes = wanted.options_for(found)
    marks = marks_to_take_over(found)
    before = found.supposing(marks) if marks else found
    made = _plan_made(before, wanted_settings(before, wishes, wanted.sure))
    if marks and store:
        before = found.recorded(marks)
    is_wanted = _is_wanted(before, made, wishes)
    after = _after(before, made, is_wanted=is_wanted, store=store)
    return Replanning(made, before, after, is_wanted, marks)


def _after(before: AppContext, made: PlanMade, *, is_wanted: bool, store: bool) -> AppContext:
    """Go by the new plan, unless it was only looked at or would change nothing."""
    if not is_wanted:
        return before
    supposed = before.supposing(made)
    if not store:
        return supposed
    is_new = made != before.last_plan or supposed.study_state.plan != before.study_state.plan
    return before.recorded(made) if is_new else before


def wanted_settings(app: AppContext, wishes: PlanOptions, sure: int | None) -> PlanSettings:
    """Choose the settings. Raises InfeasibleError when a date that was named cannot be kept.

    A date that was named before, and that new settings or hours cannot keep, is given up.
    """
    settings = choose_settings(app.settings, wishes, app.today)
    if wishes.leaves_hours_open:
        settings = with_least_hours(app, settings, sure)
    if wishes.keeps_a_date:
        refuse_lateness(app, settings)
    elif _breaks_date(app, settings, says_hours=wishes.says_hours):
        settings = replace(settings, finish_by=None)
    return settings


def _breaks_date(app: AppContext, settings: PlanSettings, *, says_hours: bool) -> bool:
    """Whether new settings do not keep a date that was kept before, or new hours do not."""
    stored = app.settings
    if stored is None or settings.finish_by is None or settings == stored:
        return False
    return not keeps_date(app, settings) and (says_hours or keeps_date(app, stored))


def _is_wanted(app: AppContext, made: PlanMade, wishes: PlanOptions) -> bool:
    """Whether this is to be the new plan, with a new baseline, or a look at the old."""
    return (
        not wishes.are_none
        or made.settings != app.settings
        or app.is_planned_for_another_roadmap
    )


def _plan_made(app: AppContext, settings: PlanSettings) -> PlanMade:
    """Plan with new settings: what comes of it is the new baseline."""
    planned = replace(settings, roadmap=RoadmapFile(settings.roadmap.path, app.loaded.sha256))
    study_state = app.supposing(PlanMade.of(planned, {})).study_state
    return PlanMade.of(planned, baseline_of(study_state.plan))

"""What `plan` says of the settings it has chosen: hours, the date and its odds."""

from __future__ import annotations

from mlroadmap.cli.ambition import mention_news
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.output import warn
from mlroadmap.core.allocation.lanes import SLIVER_MINUTES
from mlroadmap.core.calendar.settings import PlanOptions
from mlroadmap.core.schedule.habits import habits_without_room, room_in_week
from mlroadmap.core.schedule.review_costs import ReviewCost
from mlroadmap.views.units import date_in_words, duration


def remark(
    before: AppContext,
    after: AppContext,
    wishes: PlanOptions,
    sure: int | None,
    cost: ReviewCost | None,
) -> None:
    """Mention what the learner may not expect of the settings that were chosen."""
    settings, stored = after.settings, before.settings
    if settings is None:
        return
    hours = duration(settings.weekly_minutes)
    if wishes.keeps_a_date and settings.finish_by:
        day = date_in_words(settings.finish_by, after.today)
        if wishes.leaves_hours_open:
            warn(f"You need at least {hours} a week to finish by {day}{_with(sure)}.")
        _mention_chance(after, sure)
    elif stored and stored.finish_by and wishes.hours and not settings.finish_by:
        day = date_in_words(stored.finish_by, after.today)
        warn(f"{hours} a week are too few to finish by {day}, so that date is dropped.")
    if wishes.says_hours:
        mention_news(before, settings)
    if wishes.start:
        warn(f"the plan starts on {date_in_words(settings.start, after.today)}.")
    if wishes.review and cost:
        _mention_reviews(cost)
    _mention_habits(after)
    shortest = min(minutes for minutes in settings.week_minutes if minutes)
    if (wishes.hours or wishes.days or wishes.finish_by) and shortest < SLIVER_MINUTES:
        warn(
            f"some days have only {duration(shortest)}; "
            "for longer sessions name fewer weekdays, such as --days sat,sun."
        )


def _mention_habits(app: AppContext) -> None:
    """Name the habits that the usual week has no room for."""
    state = app.study_state
    without = habits_without_room(app.roadmap, state.progress, state.week_minutes)
    if without:
        listed = ", ".join(f"{habit.title} ({duration(habit.minutes)})" for habit in without)
        room = duration(room_in_week(state.week_minutes))
        warn(f"no week has room for {listed}: a habit can take {room} at once.")


def _mention_reviews(cost: ReviewCost) -> None:
    """Say what reviews cost, once they are chosen."""
    from mlroadmap.views.review_costs import cost_in_words

    warn(f"{cost_in_words(cost)}. To compare: mlroadmap whatif --review off,0.8,0.9.")


def _with(sure: int | None) -> str:
    return f" with a chance of {sure}%" if sure else ""


def _mention_chance(after: AppContext, sure: int | None) -> None:
    """Say how likely the date is kept, and how to find the hours that keep it more surely."""
    from mlroadmap.cli.date_odds import chance_of_date
    from mlroadmap.views.odds import odds

    likely = None if sure else chance_of_date(after)
    if likely is None:
        return
    day = after.settings.finish_by if after.settings else after.today
    command = f"mlroadmap plan --finish-by {day} --sure 80"
    warn(f"Your chance of keeping that date is {odds(likely)}. For 8 in 10:", f"  {command}")

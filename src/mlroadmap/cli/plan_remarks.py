"""What `plan` says of the settings it has chosen: hours, the date and its odds."""

from __future__ import annotations

from datetime import date

from mlroadmap.cli.ambition import mention_news
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.output import warn
from mlroadmap.core.allocation.lanes import SLIVER_MINUTES
from mlroadmap.core.calendar.settings import PlanOptions, PlanSettings
from mlroadmap.core.schedule.habits import habits_without_room, room_in_week
from mlroadmap.core.schedule.review_costs import ReviewCost
from mlroadmap.views.units import date_in_words, duration

_LIKELY = 0.75


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
    if wishes.keeps_a_date:
        if wishes.leaves_hours_open:
            _mention_least_hours(after, settings, sure)
        if not sure:
            _mention_chance(after)
    elif stored and stored.finish_by and not wishes.finish_by and not settings.finish_by:
        _mention_dropped(after, stored.finish_by)
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


def _mention_least_hours(app: AppContext, settings: PlanSettings, sure: int | None) -> None:
    """Say which hours were found for the date, or that there is nothing to find them for."""
    hours = duration(settings.weekly_minutes)
    if not app.study_state.progress.remaining_minutes:
        warn(f"No study is left to plan, so your {hours} a week stay as they are.")
    elif settings.finish_by:
        day = date_in_words(settings.finish_by, app.today)
        chance = f" with a chance of {sure}%" if sure else ""
        warn(f"You need at least {hours} a week to finish by {day}{chance}.")


def _mention_dropped(app: AppContext, wanted: date) -> None:
    """Say that the date that was wanted is given up, and for which finish."""
    finish, day = (date_in_words(each, app.today) for each in (app.study_state.finish, wanted))
    warn(f"With that you finish on {finish}, not by {day}, so the date is dropped.")


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


def _mention_chance(after: AppContext) -> None:
    """Say how likely the date is kept, and how to find the hours that keep it more surely."""
    from mlroadmap.cli.date_odds import chance_of_date
    from mlroadmap.views.odds import odds

    likely = chance_of_date(after)
    if likely is None:
        return
    words = f"Your chance of keeping that date: {odds(likely)}."
    # What rounds to 8 in 10 needs no more hours, and no hours keep what waits for done.
    if likely >= _LIKELY or after.study_state.is_waiting:
        warn(words)
        return
    day = after.settings.finish_by if after.settings else after.today
    warn(f"{words} For 8 in 10:", f"  mlroadmap plan --finish-by {day} --sure 80")

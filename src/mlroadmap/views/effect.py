"""What something logged did to the plan, in two lines."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from mlroadmap.core.dates import format_day
from mlroadmap.core.outlook import Outlook
from mlroadmap.core.text import count
from mlroadmap.views.plan import finish_change
from mlroadmap.views.theme import QUIET, sentence, share
from mlroadmap.views.today import session_summary


def effect_view(before: Outlook, after: Outlook) -> RenderableType:
    """Say how the finish changed and what is next."""
    if before.plan.is_finished and before.plan.dates:
        return Text("The roadmap is finished already; the plan stays as it is.")
    if after.plan.is_finished:
        return Text("That was the last topic: you have finished the roadmap!")
    if before.plan.dates:
        change = finish_change(before.plan.finish, after.plan.finish)
    else:
        change = f"the finish is {format_day(after.plan.finish)}"
    finish = Text(f"{sentence(change)} {share(after)} done.")
    return Group(*_pace(before, after), finish, _next(after))


def _pace(before: Outlook, after: Outlook) -> Iterator[Text]:
    """Say that the plan reckons with another pace than before, which moves its dates."""
    experience = after.progress.experience
    if before.progress.experience.percents != experience.percents:
        pace = experience.pace
        topics = count(pace.sample_size, "topic")
        words = f"Your pace is {pace.value:.2f} times the estimates, from {topics}"
        yield Text(f"{words}; the plan {'follows' if experience.helps else 'leaves'} it.")


def _next(outlook: Outlook) -> Text:
    today = outlook.plan.today_sessions
    sessions = today or outlook.plan.upcoming_sessions
    when = "today" if today else format_day(sessions[0].day)
    summaries = ", ".join(session_summary(outlook, session) for session in sessions)
    return Text.assemble((f"Next, {when}: ", QUIET), summaries)

"""Why a topic or a day is as it is, and what would move it, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from mlroadmap.core.calendar.dates import WEEKDAY_KEYS, format_day
from mlroadmap.core.calendar.durations import format_duration
from mlroadmap.core.schedule.study_state import StudyState
from mlroadmap.core.schedule.why import Constraint, Reasons
from mlroadmap.core.schedule.why_day import DayReasons, Idle
from mlroadmap.views.theme import ACCENT, STRONG
from mlroadmap.views.topic import facts
from mlroadmap.views.words import session_summary

_LABELS = {
    "need": "Needs",
    "turn": "Its turn",
    "goal": "Goals",
    "track": "Tracks",
    "after": "Its date",
    "day-off": "Days off",
    "start": "Start",
    "capacity": "Hours",
}
_IDLE: dict[Idle, str] = {
    "past": "It is past, and so not planned any more.",
    "finished": "By then the roadmap is finished.",
    "start": "The plan has not started by then.",
    "day-off": "It is a day off.",
    "no-hours": "There are no hours on it.",
    "used-up": "Its hours are used up by what was logged.",
}
_TURNS_SHOWN = 3


def topic_reasons_view(study_state: StudyState, found: Reasons) -> RenderableType:
    """Say what put a topic on its day, and for each constraint what would move it."""
    topic, progress = study_state.topic(found.topic)
    verb = "continues" if progress.credited_minutes else "starts"
    heading = Text.assemble(
        (topic.title, STRONG), f" {verb} on ", (format_day(found.start), STRONG), "."
    )
    if not found.constraints and topic.after and topic.after >= study_state.today:
        after = format_day(topic.after)
        return Group(heading, Text(f"The roadmap has it begin on {after} or later."))
    if not found.constraints:
        return Group(heading, Text("Nothing holds it back: it comes first."))
    rows = [
        (_LABELS[each.kinds[0]], _constraint(study_state, found, each))
        for each in found.constraints
    ]
    return Group(heading, Padding(facts(rows), (0, 0, 0, 2)))


def day_reasons_view(study_state: StudyState, found: DayReasons) -> RenderableType:
    """Say what a day holds and why, or why it holds nothing."""
    heading = Text(format_day(found.day), style=STRONG)
    if found.idle:
        parts = [Text(_IDLE[found.idle])]
        if word := idle_command(found):
            parts.append(Text.assemble("To study then: ", (word, ACCENT)))
        return Group(heading, *parts)
    capacity = Text(f"It has {format_duration(found.capacity_minutes)} to study in.")
    held = Text(", ".join(session_summary(study_state, session) for session in found.sessions))
    return Group(heading, capacity, held, *_parts_of(study_state, found))


def constraint_command(constraint: Constraint) -> str | None:
    """Spell the command that lifts a constraint; None where only the roadmap's file can."""
    match constraint.kinds[0]:
        case "need":
            words = f"known {constraint.topics[0]}"
        case "turn":
            words = f"skip {constraint.topics[-1]}"
        case "goal":
            words = "plan --first none"
        case "track":
            words = "plan --tracks 1"
        case "after":
            return None
        case "day-off":
            words = f"off {_range(constraint.days)} --remove"
        case "start":
            words = "plan --start today"
        case "capacity":
            day = constraint.days[0]
            whole = format_duration(constraint.day_minutes).replace(" ", "")
            pattern = f'"{WEEKDAY_KEYS[day.weekday()]}={whole}"'
            words = f"hours --days {pattern} --from {day} --to {day}"
    return f"mlroadmap {words}"


def idle_command(found: DayReasons) -> str | None:
    """Spell the command that puts study on a day without any."""
    match found.idle:
        case "day-off":
            return f"mlroadmap off {found.day} --remove"
        case "start":
            return "mlroadmap plan --start today"
        case "no-hours":
            pattern = f'"{WEEKDAY_KEYS[found.day.weekday()]}=1h"'
            return f"mlroadmap hours --days {pattern} --from {found.day} --to {found.day}"
        case _:
            return None


def _parts_of(study_state: StudyState, found: DayReasons) -> Iterable[RenderableType]:
    starting = {reasons.topic: reasons for reasons in found.starting}
    for session in found.sessions:
        yield Text()
        if session.topic in starting:
            yield topic_reasons_view(study_state, starting[session.topic])
        else:
            title = study_state.roadmap.topics[session.topic].title
            yield Text.assemble(
                (title, STRONG), " continues: the study days before did not hold all of it."
            )


def _constraint(study_state: StudyState, found: Reasons, constraint: Constraint) -> Text:
    when = _when(found.start, constraint.start_without)
    cause = _cause(study_state, found.topic, constraint)
    text = Text(f"{cause} {_without(constraint)}{when}")
    word = constraint_command(constraint)
    return text.append(":\n").append(word, style=ACCENT) if word else text.append(".")


def _cause(study_state: StudyState, topic: str, constraint: Constraint) -> str:
    titles = [study_state.roadmap.topics[topic].title for topic in constraint.topics]
    match constraint.kinds:
        case ("need", *others):
            anyway = ", and comes before it anyway" if others else ""
            return f"{titles[0]} has to be finished first{anyway}."
        case ("turn",):
            return _turn(study_state, topic, constraint.topics)
        case ("goal" | "track" | "after",):
            return _order(constraint, titles)
        case ("day-off",):
            return f"{_days(constraint.days)} {_are(constraint.days)} off."
        case ("start",):
            return f"The plan starts on {format_day(constraint.days[0])}."
        case _:
            return f"{format_day(constraint.days[0])} is full before."


def _order(constraint: Constraint, titles: Sequence[str]) -> str:
    match constraint.kinds[0]:
        case "goal":
            return f"What comes first, with all it needs: {', '.join(titles)}."
        case "track":
            return "The tracks of its stage take turns."
        case _:
            return f"The roadmap has it begin on {format_day(constraint.days[0])} or later."


def _turn(study_state: StudyState, topic: str, first: Sequence[str]) -> str:
    hidden = len(first) - _TURNS_SHOWN
    more = [f"{hidden} more"] if hidden > 0 else []
    titles = [study_state.roadmap.topics[each].title for each in first[-_TURNS_SHOWN:]]
    return f"{_order_of(study_state, topic, first[-1])}: {', '.join([*more, *titles])}."


def _order_of(study_state: StudyState, topic: str, before: str) -> str:
    """Say by which rule a topic comes before another one."""
    (stage, section), (earlier, other) = (
        study_state.roadmap.places[each] for each in (topic, before)
    )
    settings = study_state.progress.plan.settings if study_state.progress.plan else None
    if earlier.number < stage.number:
        return f"Stage {earlier.number} comes first"
    takes_turns = settings is not None and settings.tracks > 1 and earlier == stage
    if takes_turns and other.track != section.track:
        return "Another track has its turn first"
    return "Before it come"


def _without(constraint: Constraint) -> str:
    match constraint.kinds[0]:
        case "need":
            return "If you knew it, "
        case "turn":
            return (
                "But for it, " if len(constraint.topics) == 1 else "Without the last of these "
            )
        case "capacity":
            return f"With {format_duration(constraint.extra_minutes)} more then "
        case _:
            return "Otherwise "


def _when(start: date, without: date) -> str:
    if without == start:
        return "it would come earlier on the same day"
    return f"it would start on {format_day(without)}"


def _are(days: tuple[date, ...]) -> str:
    return "is" if len(days) == 1 else "are"


def _days(days: tuple[date, ...]) -> str:
    if len(days) == 1:
        return format_day(days[0])
    return f"{format_day(days[0])} to {format_day(days[-1])}"


def _range(days: tuple[date, ...]) -> str:
    return f"{days[0]}" if len(days) == 1 else f"{days[0]}..{days[-1]}"

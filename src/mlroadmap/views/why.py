"""Why a topic or a day is as it is, and what would move it, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from mlroadmap.core.calendar.dates import WEEKDAY_KEYS
from mlroadmap.core.calendar.durations import typed_duration
from mlroadmap.core.schedule.study_state import StudyState
from mlroadmap.core.schedule.why import Constraint, Reasons
from mlroadmap.core.schedule.why_day import DayReasons, Idle
from mlroadmap.views.theme import STRONG, command_line
from mlroadmap.views.topic import facts
from mlroadmap.views.units import date_in_table, date_in_words, duration, span_of_days
from mlroadmap.views.words import sentence, session_summary, waiting

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
    "past": "It is in the past.",
    "finished": "You finish the roadmap before that day.",
    "start": "The plan starts later.",
    "day-off": "It is a day off.",
    "no-hours": "You do not study on that weekday.",
    "used-up": "You have already logged all of its hours.",
}
_UNDER_WAY = "You are already working on it."
_FIRST = "Nothing holds it back: it comes first."
_TURNS_SHOWN = 3
_INDENT = 2
_LABEL_WIDTH = max(map(len, _LABELS.values()))


def topic_reasons_view(study_state: StudyState, found: Reasons) -> RenderableType:
    """Say what put a topic on its day, and for each constraint what would move it."""
    topic, progress = study_state.topic(found.topic)
    verb = "continues" if progress.credited_minutes else "starts"
    heading = Text.assemble(
        (topic.title, STRONG),
        f" {verb} on ",
        (date_in_table(found.start, study_state.today), STRONG),
        ".",
        _early_parts(study_state, found),
    )
    if not found.constraints and topic.after and topic.after >= study_state.today:
        after = date_in_words(topic.after, study_state.today)
        return Group(heading, Text(f"The roadmap lets it start on {after} at the earliest."))
    if not found.constraints:
        return Group(heading, Text(_UNDER_WAY if progress.credited_minutes else _FIRST))
    return Group(heading, *_constraints(study_state, found))


def _early_parts(study_state: StudyState, found: Reasons) -> str:
    """Say from when on habits take parts of a topic, where that is before its turn."""
    days = [s.day for s in study_state.plan.sessions if s.topic == found.topic and s.habit]
    if not days or days[0] >= found.start:
        return ""
    first = date_in_table(days[0], study_state.today)
    return f" Before its turn, habits take parts of it from {first} on."


def day_reasons_view(study_state: StudyState, found: DayReasons) -> RenderableType:
    """Say what a day holds and why, or why it holds nothing."""
    heading = Text(date_in_table(found.day, study_state.today), style=STRONG)
    if found.idle:
        parts = [Text(_idle(study_state, found.idle))]
        if word := idle_command(found):
            parts += [Text("To study on it:"), command_line(word, _INDENT)]
        return Group(heading, *parts)
    capacity = Text(f"{duration(found.capacity_minutes)} are available.")
    held = Text(", ".join(session_summary(study_state, session) for session in found.sessions))
    return Group(heading, capacity, held, *_parts_of(study_state, found))


def _idle(study_state: StudyState, idle: Idle) -> str:
    if idle == "finished" and study_state.is_waiting:
        return sentence(waiting(study_state))
    return _IDLE[idle]


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
            whole = typed_duration(constraint.day_minutes)
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
                (title, STRONG), " continues: it does not fit into the study days before."
            )


def _constraints(study_state: StudyState, found: Reasons) -> Iterable[RenderableType]:
    """Say each cause and what it is worth, and below it the command that lifts it."""
    for constraint in found.constraints:
        cause = _cause(study_state, found.topic, constraint)
        effect = _effect(constraint, found.start, study_state.today)
        label = _LABELS[constraint.kinds[0]]
        word = constraint_command(constraint)
        words = Text(f"{cause} {effect}{':' if word else '.'}")
        yield Padding(facts([(f"{label:<{_LABEL_WIDTH}}", words)]), (0, 0, 0, _INDENT))
        if word:
            yield command_line(word, _INDENT + _LABEL_WIDTH + 2)


def _cause(study_state: StudyState, topic: str, constraint: Constraint) -> str:
    titles = [study_state.roadmap.topics[topic].title for topic in constraint.topics]
    match constraint.kinds:
        case ("need", *others):
            anyway = ", and comes before it anyway" if others else ""
            return f"{titles[0]} has to be done first{anyway}."
        case ("turn",):
            return _turn(study_state, topic, constraint.topics)
        case ("goal" | "track" | "after",):
            return _order(study_state, constraint, titles)
        case ("day-off",):
            days = constraint.days
            return f"{span_of_days(days, study_state.today)} {_are(days)} off."
        case ("start",):
            return f"The plan starts on {_day(constraint, study_state)}."
        case _:
            return f"{_day(constraint, study_state)} is full."


def _order(study_state: StudyState, constraint: Constraint, titles: Sequence[str]) -> str:
    match constraint.kinds[0]:
        case "goal":
            return f"You put {', '.join(titles)} first."
        case "track":
            return "The tracks of its stage take turns."
        case _:
            day = _day(constraint, study_state)
            return f"The roadmap lets it start on {day} at the earliest."


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
        return f"Stage {earlier.number} comes before"
    takes_turns = settings is not None and settings.tracks > 1 and earlier == stage
    if takes_turns and other.track != section.track:
        return "It is another track's turn"
    return "These come before it"


def _effect(constraint: Constraint, start: date, today: date) -> str:
    """Say when the topic would start without a constraint."""
    without = constraint.start_without
    if constraint.kinds[0] == "capacity":
        more = f"{duration(constraint.extra_minutes)} more"
        return (
            f"With {more} it could start earlier that day"
            if without == start
            else f"{more} that day would let it start then"
        )
    when = "earlier the same day" if without == start else f"on {date_in_words(without, today)}"
    return f"{_without(constraint)} it would start {when}"


def _without(constraint: Constraint) -> str:
    match constraint.kinds[0]:
        case "need":
            return "If you knew it,"
        case "turn":
            return (
                "Without it," if len(constraint.topics) == 1 else "Without the last of these,"
            )
        case _:
            return "Otherwise"


def _day(constraint: Constraint, study_state: StudyState) -> str:
    return date_in_words(constraint.days[0], study_state.today)


def _are(days: tuple[date, ...]) -> str:
    return "is" if len(days) == 1 else "are"


def _range(days: tuple[date, ...]) -> str:
    return f"{days[0]}" if len(days) == 1 else f"{days[0]}..{days[-1]}"

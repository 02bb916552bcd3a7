"""What the log holds: events, and what each kind of event says.

An `Event` is one line of the log. Its payload becomes an action, a value of one of
the classes below; `read_action` is the only place that knows how payloads are spelled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, TypeVar, get_args

from mlroadmap.core.dates import FIRST_YEAR, LAST_YEAR
from mlroadmap.core.durations import MINUTES_PER_DAY, MINUTES_PER_HOUR

T = TypeVar("T")

UnloggedDays = Literal["presumed", "missed"]


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the log.

    `number` counts this device's events from 1, `clock` is the logical clock that
    orders events of all devices, `at` the aware UTC instant of writing, `zone` the name
    of the learner's time zone, `day` the learner's day that the event is about.
    """

    id: str
    device: str
    number: int
    clock: int
    at: datetime
    zone: str
    day: date
    kind: str
    payload: Mapping[str, Any]

    @property
    def order(self) -> tuple[int, str, int]:
        """The key that puts events in one order on every device."""
        return (self.clock, self.device, self.number)


@dataclass(frozen=True, slots=True)
class PlanSettings:
    """How the learner studies.

    `week_minutes` holds Monday to Sunday. `day_begins` is the hour at which a day
    begins. `roadmap_path` is empty for the built-in roadmap.
    """

    week_minutes: tuple[int, int, int, int, int, int, int]
    start: date
    unlogged: UnloggedDays = "presumed"
    day_begins: int = 4
    roadmap_path: str = ""

    @property
    def weekly_minutes(self) -> int:
        """The capacity of a full week."""
        return sum(self.week_minutes)


@dataclass(frozen=True, slots=True)
class Promise:
    """The days on which a plan, when it was made, meant to start and finish a topic."""

    start: date
    finish: date


@dataclass(frozen=True, slots=True)
class PlanMade:
    """A plan was made: the settings and the baseline that slips are measured against."""

    settings: PlanSettings
    roadmap_sha256: str
    promised: Mapping[str, Promise]


@dataclass(frozen=True, slots=True)
class TopicsDone:
    """Topics were completed; `minutes`, when said, is the time spent on the only topic."""

    topics: tuple[str, ...]
    minutes: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class TimeLogged:
    """Minutes were really spent on a topic."""

    topic: str
    minutes: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class DaysMissed:
    """Nothing was studied on these days beyond what was logged."""

    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class EffortLeft:
    """The learner's own word on what a topic still takes."""

    topic: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Undone:
    """An earlier event does not count."""

    target: str


@dataclass(frozen=True, slots=True)
class Redone:
    """An event that was undone counts again."""

    target: str


Action = PlanMade | TopicsDone | TimeLogged | DaysMissed | EffortLeft | Undone | Redone

KINDS: Mapping[type[Any], str] = {
    PlanMade: "plan",
    TopicsDone: "done",
    TimeLogged: "log",
    DaysMissed: "missed",
    EffortLeft: "left",
    Undone: "undo",
    Redone: "redo",
}


def write_action(action: Action) -> tuple[str, dict[str, Any]]:
    """Spell an action as an event's kind and payload; `read_action` reads it back."""
    kind = KINDS[type(action)]
    match action:
        case PlanMade():
            return kind, _plan_payload(action)
        case TopicsDone(topics, minutes, note):
            return kind, _without_blanks(topics=list(topics), minutes=minutes, note=note)
        case TimeLogged(topic, minutes, note):
            return kind, _without_blanks(topic=topic, minutes=minutes, note=note)
        case DaysMissed(days):
            return kind, {"days": [day.isoformat() for day in days]}
        case EffortLeft(topic, minutes):
            return kind, {"topic": topic, "minutes": minutes}
        case _:
            return kind, {"target": action.target}


def read_action(kind: str, payload: Mapping[str, Any]) -> Action | None:
    """Read what an event says. None for a kind that this version does not know.

    Raises ValueError when the payload of a known kind is not as `write_action` spells it.
    """
    reader = _READERS.get(kind)
    if reader is None:
        return None
    try:
        return reader(payload)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"payload of {kind} event: {error!r}") from error


def _without_blanks(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "")}


def _plan_payload(plan: PlanMade) -> dict[str, Any]:
    settings = plan.settings
    return {
        "week": list(settings.week_minutes),
        "start": settings.start.isoformat(),
        "unlogged": settings.unlogged,
        "day_begins": settings.day_begins,
        "roadmap": {"path": settings.roadmap_path, "sha256": plan.roadmap_sha256},
        "promised": {
            topic: [promise.start.isoformat(), promise.finish.isoformat()]
            for topic, promise in plan.promised.items()
        },
    }


def _read_plan(payload: Mapping[str, Any]) -> PlanMade:
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = map(
        _day_minutes, payload["week"]
    )
    unlogged: UnloggedDays = payload["unlogged"]
    if unlogged not in get_args(UnloggedDays):
        raise ValueError(f"{unlogged!r} is no way to take unlogged days")
    settings = PlanSettings(
        week_minutes=(monday, tuesday, wednesday, thursday, friday, saturday, sunday),
        start=_study_day(payload["start"]),
        unlogged=unlogged,
        day_begins=_hour(payload["day_begins"]),
        roadmap_path=_text(payload["roadmap"]["path"]),
    )
    promised = {
        topic: Promise(_day(start), _day(finish))
        for topic, (start, finish) in payload["promised"].items()
    }
    return PlanMade(settings, _text(payload["roadmap"]["sha256"]), promised)


def _read_done(payload: Mapping[str, Any]) -> TopicsDone:
    minutes = payload.get("minutes")
    spent = None if minutes is None else _minutes(minutes)
    return TopicsDone(_all(_text, payload["topics"]), spent, _note(payload))


def _read_log(payload: Mapping[str, Any]) -> TimeLogged:
    return TimeLogged(_text(payload["topic"]), _minutes(payload["minutes"]), _note(payload))


def _read_missed(payload: Mapping[str, Any]) -> DaysMissed:
    return DaysMissed(_all(_study_day, payload["days"]))


def _read_left(payload: Mapping[str, Any]) -> EffortLeft:
    return EffortLeft(_text(payload["topic"]), _minutes(payload["minutes"]))


def _note(payload: Mapping[str, Any]) -> str:
    return _text(payload.get("note", ""))


def _all(read: Callable[[object], T], values: object) -> tuple[T, ...]:
    if not isinstance(values, list):
        raise TypeError(f"{values!r} is not a list")
    return tuple(read(value) for value in values)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value


def _day(value: object) -> date:
    text = _text(value)
    day = date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError(f"{text!r} is not a day")
    return day


def _study_day(value: object) -> date:
    day = _day(value)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"{day} is outside of the years that can be planned")
    return day


def _minutes(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"{value!r} is not a whole number of minutes")
    return value


def _day_minutes(value: object) -> int:
    minutes = _minutes(value)
    if minutes > MINUTES_PER_DAY:
        raise ValueError(f"{minutes} minutes are more than a day has")
    return minutes


def _hour(value: object) -> int:
    hour = _minutes(value)
    if hour * MINUTES_PER_HOUR >= MINUTES_PER_DAY:
        raise ValueError(f"{hour} is not an hour of the day")
    return hour


_READERS: Mapping[str, Callable[[Mapping[str, Any]], Action]] = {
    "plan": _read_plan,
    "done": _read_done,
    "log": _read_log,
    "missed": _read_missed,
    "left": _read_left,
    "undo": lambda payload: Undone(_text(payload["target"])),
    "redo": lambda payload: Redone(_text(payload["target"])),
}

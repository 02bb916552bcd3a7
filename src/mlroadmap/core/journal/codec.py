"""How actions are spelled as the payloads of events, and read back.

Kinds and keys are the log's format (docs/state.md): they are added to, never changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, get_args

from mlroadmap.core.calendar.settings import PlanSettings, UnloggedDays
from mlroadmap.core.journal import payload_values as values
from mlroadmap.core.journal.events import (
    Action,
    BaselineDates,
    DaysChanged,
    DaysMissed,
    EstimateChanged,
    ForecastMade,
    HolidaysChanged,
    Percentiles,
    PlanMade,
    Redone,
    TimeLogged,
    TimerStarted,
    TimerStopped,
    TopicsDone,
    TopicsKnown,
    TopicsReopened,
    TopicsSkipped,
    Undone,
)

T = TypeVar("T")
Reader = Callable[[Mapping[str, Any]], Action]

# What earlier versions wrote.
_FORMER_WORDS: Mapping[Any, Any] = {"presumed": "assumed"}

KINDS: Mapping[type[Any], str] = {
    PlanMade: "plan",
    TopicsDone: "done",
    TimeLogged: "log",
    DaysMissed: "missed",
    EstimateChanged: "left",
    TopicsKnown: "known",
    TopicsSkipped: "skip",
    TopicsReopened: "reopen",
    DaysChanged: "days",
    HolidaysChanged: "holidays",
    TimerStarted: "start",
    TimerStopped: "stop",
    ForecastMade: "forecast",
    Undone: "undo",
    Redone: "redo",
}


def write_action(action: Action) -> tuple[str, dict[str, Any]]:
    """Spell an action as an event's kind and payload; `read_action` reads it back."""
    payload: dict[str, Any]
    match action:
        case PlanMade():
            payload = _plan_payload(action)
        case TopicsDone(topics, minutes, note):
            payload = _without_blanks(topics=list(topics), minutes=minutes, note=note)
        case TopicsKnown(topics) | TopicsSkipped(topics) | TopicsReopened(topics):
            payload = {"topics": list(topics)}
        case TimeLogged(topic, minutes, note) | TimerStopped(topic, minutes, note):
            payload = _without_blanks(topic=topic, minutes=minutes, note=note)
        case DaysMissed() | DaysChanged() | HolidaysChanged():
            payload = _days_payload(action)
        case EstimateChanged(topic, minutes):
            payload = {"topic": topic, "minutes": minutes}
        case TimerStarted(topic):
            payload = {"topic": topic}
        case ForecastMade(finish, stages):
            payload = {
                "finish": _percentile_days(finish),
                "stages": {stage: _percentile_days(days) for stage, days in stages.items()},
            }
        case _:
            payload = {"target": action.target}
    return KINDS[type(action)], payload


def read_action(kind: str, payload: Mapping[str, Any]) -> Action | None:
    """Read what an event says. None for a kind that this version does not know.

    Raises ValueError when the payload of a known kind is not as `write_action` spells it.
    """
    reader = _READERS.get(kind)
    if reader is None:
        return None
    try:
        return reader(payload)
    except KeyError as error:
        raise ValueError(f"it has no {error.args[0]}") from error
    except TypeError as error:
        raise ValueError(str(error)) from error


def _without_blanks(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "")}


def _plan_payload(plan: PlanMade) -> dict[str, Any]:
    settings = plan.settings
    finish_by = {"finish_by": settings.finish_by.isoformat()} if settings.finish_by else {}
    pace = {} if settings.pace == "on" else {"pace": settings.pace}
    return {
        "week": list(settings.week_minutes),
        "start": settings.start.isoformat(),
        "unlogged": settings.unlogged,
        "day_begins": settings.day_begins,
        "roadmap": {"path": settings.roadmap_path, "sha256": plan.roadmap_sha256},
        "promised": {
            topic: [dates.start.isoformat(), dates.finish.isoformat()]
            for topic, dates in plan.baseline.items()
        },
        **finish_by,
        **pace,
    }


def _days_payload(action: DaysMissed | DaysChanged | HolidaysChanged) -> dict[str, Any]:
    match action:
        case DaysMissed(days):
            return {"days": [day.isoformat() for day in days]}
        case DaysChanged(first, last, week, caught_up):
            return {
                "from": first.isoformat(),
                "to": last.isoformat() if last else None,
                "week": list(week) if week else None,
                **({"caught_up": caught_up} if caught_up else {}),
            }
        case _:
            named = {day.isoformat(): name for day, name in action.names.items()}
            return {"region": action.region, "days": named, "off": action.are_off}


def _percentile_days(days: Percentiles) -> list[str]:
    return [day.isoformat() for day in (days.p10, days.p50, days.p80, days.p90, days.p95)]


def _read_plan(payload: Mapping[str, Any]) -> PlanMade:
    unlogged: UnloggedDays = _FORMER_WORDS.get(payload["unlogged"], payload["unlogged"])
    roadmap = values.table(payload["roadmap"])
    if unlogged not in get_args(UnloggedDays):
        raise ValueError(f"{unlogged!r:.40} is no way to take unlogged days")
    settings = PlanSettings(
        week_minutes=values.week(payload["week"]),
        start=values.study_day(payload["start"]),
        unlogged=unlogged,
        day_begins=values.hour(payload["day_begins"]),
        roadmap_path=values.text(roadmap["path"]),
        finish_by=_optional(values.study_day, payload, "finish_by"),
        pace=_optional(values.pace, payload, "pace") or "on",
    )
    baseline = {
        topic: _promise(days) for topic, days in values.table(payload["promised"]).items()
    }
    return PlanMade(settings, values.text(roadmap["sha256"]), baseline)


def _promise(days: object) -> BaselineDates:
    found = values.all_of(values.day, days)
    if len(found) != 2:
        raise ValueError(f"{days!r:.80} are not a start and a finish")
    return BaselineDates(*found)


def _read_done(payload: Mapping[str, Any]) -> TopicsDone:
    spent = _optional(values.minutes, payload, "minutes")
    return TopicsDone(values.all_of(values.text, payload["topics"]), spent, _note(payload))


def _read_log(payload: Mapping[str, Any]) -> TimeLogged:
    return TimeLogged(
        values.text(payload["topic"]), values.minutes(payload["minutes"]), _note(payload)
    )


def _read_missed(payload: Mapping[str, Any]) -> DaysMissed:
    return DaysMissed(values.all_of(values.study_day, payload["days"]))


def _read_days(payload: Mapping[str, Any]) -> DaysChanged:
    return DaysChanged(
        values.study_day(payload["from"]),
        _optional(values.study_day, payload, "to"),
        _optional(values.week, payload, "week"),
        _optional(values.minutes, payload, "caught_up") or 0,
    )


def _read_holidays(payload: Mapping[str, Any]) -> HolidaysChanged:
    days = values.table(payload["days"])
    names = {values.study_day(day): values.text(name) for day, name in days.items()}
    if not names:
        raise ValueError("no holidays are named")
    return HolidaysChanged(values.text(payload["region"]), names, _flag(payload["off"]))


def _read_topics(make: Callable[[tuple[str, ...]], Action]) -> Reader:
    return lambda payload: make(values.all_of(values.text, payload["topics"]))


def _read_stop(payload: Mapping[str, Any]) -> TimerStopped:
    return TimerStopped(
        values.text(payload["topic"]), values.minutes(payload["minutes"]), _note(payload)
    )


def _read_left(payload: Mapping[str, Any]) -> EstimateChanged:
    return EstimateChanged(values.text(payload["topic"]), values.minutes(payload["minutes"]))


def _read_forecast(payload: Mapping[str, Any]) -> ForecastMade:
    return ForecastMade(
        _percentiles(payload["finish"]),
        {stage: _percentiles(days) for stage, days in values.table(payload["stages"]).items()},
    )


def _percentiles(found: object) -> Percentiles:
    days = values.all_of(values.day, found)
    if len(days) != 5 or list(days) != sorted(days):
        raise ValueError(f"{found!r:.80} are not five days in the order of the calendar")
    return Percentiles(*days)


def _note(payload: Mapping[str, Any]) -> str:
    return _optional(values.text, payload, "note") or ""


def _optional(read: Callable[[object], T], payload: Mapping[str, Any], key: str) -> T | None:
    """Read a value that may be missing, or null."""
    found = payload.get(key)
    return None if found is None else read(found)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r:.40} is neither true nor false")
    return value


_READERS: Mapping[str, Reader] = {
    "plan": _read_plan,
    "done": _read_done,
    "log": _read_log,
    "missed": _read_missed,
    "left": _read_left,
    "known": _read_topics(TopicsKnown),
    "skip": _read_topics(TopicsSkipped),
    "reopen": _read_topics(TopicsReopened),
    "days": _read_days,
    "holidays": _read_holidays,
    "start": lambda payload: TimerStarted(values.text(payload["topic"])),
    "stop": _read_stop,
    "forecast": _read_forecast,
    "undo": lambda payload: Undone(values.text(payload["target"])),
    "redo": lambda payload: Redone(values.text(payload["target"])),
}

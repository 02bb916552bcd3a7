"""Gather the evidence for a forecast from the progress on a roadmap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from mlroadmap.core.forecast.evidence import Evidence, evidence_of
from mlroadmap.core.forecast.topics import FinishedTopic, OpenTopic, Work
from mlroadmap.core.progress.estimates import restated
from mlroadmap.core.progress.lessons import timed_work
from mlroadmap.core.progress.pace import TimedTopic, typical_minutes
from mlroadmap.core.progress.progress import Progress, Study
from mlroadmap.core.roadmap.model import Effort, Roadmap
from mlroadmap.core.roadmap.shape import Group

# A topic all of whose steps are done is not done until that is said.
_MOST_DONE = 0.98


def gather(
    roadmap: Roadmap, progress: Progress, today: date, weekly_minutes: int = 0
) -> Evidence:
    """Gather what the log says. Days that were missed count as capacity that was planned.

    So does the time that reviews took: no study, and they will take as much again.
    `weekly_minutes` are the hours of a week to come that the past is read for; 0 stands for
    those in force.
    """
    said = _said(progress)
    credited, studied = _by_topic(progress, progress.studied), _by_topic(progress, said)
    finished = tuple(
        FinishedTopic(
            effort=_at_set_pace(roadmap.topics[name].effort, progress),
            logged_minutes=topic.timed_minutes,
            finished_on=topic.done_on,
            group=_group(roadmap, name),
            studied=credited[name],
            is_spread=bool(topic.steps_done),
        )
        for name, topic in progress.topics.items()
        if topic.done_on is not None
    )
    left = [(name, topic) for name, topic in progress.topics.items() if not topic.is_settled]
    begun = [(name, topic) for name, topic in left if topic.is_begun] or left[:1]
    opened = [_open(roadmap, progress, name, studied[name]) for name, _ in begun]
    logged = {
        day: sum(study.minutes for study in studies if not study.is_assumed)
        for day, studies in progress.studied.items()
    }
    typical = typical_minutes(topic.effort for topic in roadmap.topics.values())
    return evidence_of(
        finished,
        opened,
        progress.offered.unreserved,
        today,
        used_minutes=progress.used_minutes,
        logged=logged,
        in_vain=_in_vain(progress, said),
        weekly_minutes=weekly_minutes,
        typical_minutes=typical,
    )


def remaining_work(roadmap: Roadmap, progress: Progress) -> Mapping[str, Work]:
    """Give the topics that are left with whole estimates, in the learner's words if any.

    A topic that awaits `done` is left, too.
    """
    return {
        name: _work(roadmap, progress, name)
        for name, topic in progress.topics.items()
        if not topic.is_settled
    }


def _said(progress: Progress) -> Mapping[date, Sequence[Study]]:
    """Give what was studied on each day, without what is assumed beside time that was logged.

    The plan goes on as if the rest of such a day had been studied, too.
    """
    return {
        day: [each for each in studies if not each.is_assumed] or studies
        for day, studies in progress.studied.items()
    }


def _by_topic(
    progress: Progress, studied: Mapping[date, Sequence[Study]]
) -> Mapping[str, Mapping[date, int]]:
    """Give the minutes of each topic on each day of its study."""
    found: dict[str, dict[date, int]] = {name: {} for name in progress.topics}
    for day, studies in studied.items():
        for study in studies:
            if (days := found.get(study.topic)) is not None:
                days[day] = days.get(day, 0) + study.minutes
    return found


def _in_vain(progress: Progress, studied: Mapping[date, Sequence[Study]]) -> Mapping[date, int]:
    """Give the minutes of each day that were studied of topics that do not count any more."""
    return {
        day: sum(
            study.minutes
            for study in studies
            if (topic := progress.topics.get(study.topic)) is None or not topic.is_counted
        )
        for day, studies in studied.items()
    }


def _open(
    roadmap: Roadmap, progress: Progress, name: str, studied: Mapping[date, int]
) -> OpenTopic:
    topic, shape = progress.topics[name], roadmap.shape.by_id[name]
    steps = timed_work(shape, topic)
    work = _work(roadmap, progress, name)
    done_minutes = shape.likely_minutes - topic.open_minutes if topic.steps_done else 0
    share = done_minutes / _estimate(roadmap, progress, name).likely_minutes
    return OpenTopic(
        work,
        max(0, topic.logged_minutes - topic.base_minutes) if share else topic.logged_minutes,
        steps and _timed_at_set_pace(steps, progress),
        min(max(0.0, share), _MOST_DONE),
        studied,
    )


def _work(roadmap: Roadmap, progress: Progress, name: str) -> Work:
    effort = _at_set_pace(_estimate(roadmap, progress, name), progress)
    return Work(effort, _group(roadmap, name), name)


def _group(roadmap: Roadmap, name: str) -> Group:
    return roadmap.shape.by_id[name].group


def _estimate(roadmap: Roadmap, progress: Progress, name: str) -> Effort:
    """Give a topic's whole estimate.

    The learner's own word is in real minutes. It is given in estimated ones, for a
    forecast, which scales all estimates by the pace, not to count the pace twice. Steps
    that are done are what the roadmap says, whatever the learner says of the others.
    """
    effort, topic = roadmap.topics[name].effort, progress.topics[name]
    if not (topic.is_re_estimated or topic.steps_done):
        return effort
    pace = progress.experience.of_group(_group(roadmap, name)).ratio
    if not topic.steps_done:
        return restated(effort, round(topic.needed_minutes / pace))
    left = topic.left_of_estimate()
    done_minutes = effort.likely_minutes - topic.open_minutes
    return restated(
        effort, done_minutes + round(left / pace if topic.is_re_estimated else left)
    )


def _at_set_pace(effort: Effort, progress: Progress) -> Effort:
    """Scale an estimate by the pace that the learner has set by hand, if any.

    It stands in the place of the estimates, which evidence then corrects as usual.
    """
    setting = progress.plan.pace if progress.plan else "on"
    if not isinstance(setting, int):
        return effort
    return restated(effort, round(effort.likely_minutes * setting / 100))


def _timed_at_set_pace(timed: TimedTopic, progress: Progress) -> TimedTopic:
    effort = _at_set_pace(timed.effort, progress)
    done = timed.expected_minutes * effort.likely_minutes / timed.effort.likely_minutes
    return replace(timed, effort=effort, done_minutes=max(1, round(done)))

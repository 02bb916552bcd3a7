"""Everything a command works on, loaded once: the roadmap, the log and the day.

AppContext is the one door to all that is not a value (cli/doors.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import cached_property
from pathlib import Path

from msgspec.structs import replace

from mlroadmap.cli.clock import local_now
from mlroadmap.cli.doors import Doors
from mlroadmap.cli.log_summary import LogSummary
from mlroadmap.cli.options import GlobalOptions
from mlroadmap.cli.output import warn
from mlroadmap.cli.roadmap_source import RoadmapSource
from mlroadmap.cli.surroundings import Surroundings
from mlroadmap.core.calendar.dates import learner_day, parse_day
from mlroadmap.core.calendar.settings import PlanSettings
from mlroadmap.core.journal.actions import PlanMade
from mlroadmap.core.journal.as_of import until_day
from mlroadmap.core.journal.event import Event
from mlroadmap.core.journal.history import History
from mlroadmap.core.journal.kinds import Action
from mlroadmap.core.journal.notes import RoadmapChanged
from mlroadmap.core.progress.checkpoint import Said
from mlroadmap.core.progress.progress import Progress
from mlroadmap.core.review.deck import ReviewCard
from mlroadmap.core.review.memory import Memories
from mlroadmap.core.roadmap.content import Step, TopicContent
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.schedule.plan import Session
from mlroadmap.core.schedule.study_state import CardSource, StudyState, project_state
from mlroadmap.errors import NoPlanError, RoadmapError, StateError
from mlroadmap.output_cache.reprint import program
from mlroadmap.storage.device import find_device
from mlroadmap.storage.log import LogStore
from mlroadmap.storage.log_reading import LogReading
from mlroadmap.storage.paths import Paths
from mlroadmap.storage.registry import BUILTIN, Registry, paths_of, read_registry, registry_file
from mlroadmap.storage.roadmap_file import LoadedRoadmap, builtin_roadmap_path

DEFAULT_DAY_BEGINS = 4
# How long a command that reads waits for its turn to keep a note of what it has shown.
NOTE_SECONDS = 0.5


class AppContext(Doors, frozen=True, dict=True):
    """The learner's state as read at one moment; `recorded` makes the next one.

    The plan of a state that is only compared with the next one is not made again, or checked.
    """

    is_shown: bool = True

    @cached_property
    def registry(self) -> Registry:
        """Which roadmap is in use. Raises StateError."""
        self.output_cache.reads([registry_file(self.base)])
        return read_registry(self.base)

    @cached_property
    def reading(self) -> LogReading:
        """The log of the roadmap in use. Raises StateError."""
        store = self._store
        self.output_cache.reads(store.sources())
        reading = store.read()
        store.keep(reading)
        return reading

    @cached_property
    def paths(self) -> Paths:
        """Where the state of the roadmap in use lives."""
        return paths_of(self.base, self.registry.current)

    @property
    def _store(self) -> LogStore:
        return LogStore(self.paths, program=program)

    @cached_property
    def _summary(self) -> LogSummary:
        return LogSummary(self.reading, self._store.keep_checkpoint)

    @property
    def history(self) -> History:
        """What was said, with undo and redo applied."""
        return self._summary.history

    @property
    def last_plan(self) -> PlanMade | None:
        """The last plan that counts."""
        return self._summary.last_plan

    @property
    def last_notes(self) -> Mapping[str, str]:
        """The last note on each topic, by the id that the log has of it."""
        return self._summary.last_notes

    @cached_property
    def _said(self) -> Said:
        return self._summary.said(self.roadmap.shape, self.today)

    @property
    def settings(self) -> PlanSettings | None:
        """The settings of the last plan."""
        return self.last_plan.settings if self.last_plan else None

    @property
    def day_begins(self) -> int:
        """The hour at which the learner's day begins."""
        return self.settings.day_begins if self.settings else DEFAULT_DAY_BEGINS

    @cached_property
    def today(self) -> date:
        """The learner's day, or the one given with --today."""
        day = learner_day(self.now, self.day_begins)
        self.output_cache.holds_on(day, self.day_begins)
        if self.options.today:
            return parse_day(self.options.today, today=day, direction="past")
        return day

    @cached_property
    def roadmap_path(self) -> Path:
        """The roadmap to use: the one given, the one in use, the last plan's, the built-in.

        Raises RoadmapError when another than the built-in one is in use and its file is
        not known.
        """
        if self.options.roadmap:
            return self.options.roadmap
        if self.registry.file:
            return self.registry.file
        if self.settings and self.settings.roadmap.path:
            return Path(self.settings.roadmap.path)
        if self.registry.current != BUILTIN:
            name = self.registry.current
            raise RoadmapError(
                f"The file of the roadmap {name} is not known here.",
                f"Name it with mlroadmap use FILE --name {name}, or mlroadmap use builtin.",
            )
        return builtin_roadmap_path()

    @cached_property
    def _source(self) -> RoadmapSource:
        return RoadmapSource.of(self.roadmap_path, self.paths, self.output_cache)

    @property
    def loaded(self) -> LoadedRoadmap:
        """The roadmap with its origin. Raises RoadmapError."""
        return self._source.loaded

    def content_of(self, topic_id: str) -> TopicContent:
        """Load the steps and cards of a topic. Raises RoadmapError."""
        return self._source.content_of(topic_id)

    def contents_of(self, sessions: Iterable[Session]) -> Mapping[str, TopicContent]:
        """Load the steps and cards of the topics of sessions. Raises RoadmapError."""
        topics = dict.fromkeys(session.topic for session in sessions)
        return {topic: self.content_of(topic) for topic in topics}

    @cached_property
    def device(self) -> str | None:
        """The id of this device; None before it has written anything."""
        return find_device(self.paths)

    @property
    def roadmap(self) -> Roadmap:
        """The roadmap."""
        return self.loaded.roadmap

    @cached_property
    def study_state(self) -> StudyState:
        """Where the learner stands; without a plan there are no dates in it."""
        state = project_state(
            self.roadmap,
            self._said,
            self.today,
            CardSource(lambda: self.memories, self._choose_cards),
            self.steps_of,
            known=self._checked_states,
            is_shown=self.is_shown,
        )
        if self.is_shown:
            self._checked_states.append(state)
        return state

    @cached_property
    def _checked_states(self) -> list[StudyState]:
        """The states of this command whose plans were checked."""
        return []

    def _choose_cards(self, progress: Progress, memories: Memories) -> tuple[ReviewCard, ...]:
        """Choose the cards to ask today."""
        from mlroadmap.core.schedule.todays_cards import choose_cards

        return choose_cards(self.roadmap, progress, memories, self.today, self.content_of)

    @cached_property
    def memories(self) -> Memories:
        """What the log says of cards."""
        return self._said.memories(self.roadmap.shape, self.today)

    def state_on(self, day: date) -> StudyState:
        """Give where the learner stood on a day, by what was done until then."""
        if day == self.today:
            return self.study_state
        timeline = until_day(self.history.timeline, day)
        return project_state(self.roadmap, timeline, day, steps_of=self.steps_of)

    def steps_of(self, topic_id: str) -> Sequence[Step]:
        """Give the steps of a topic. Raises RoadmapError."""
        return self.content_of(topic_id).steps

    def planned(self) -> StudyState:
        """Give the study_state of a learner who has a plan. Raises NoPlanError without one."""
        if self.last_plan is None:
            raise NoPlanError(
                "There is no plan yet.",
                "Make one with the hours you have a week: mlroadmap plan --hours 10.",
            )
        return self.study_state

    def title(self, name: str) -> str:
        """Give the title of a topic or a habit by an id that the log has."""
        habits = (habit.title for habit in self.roadmap.habits if habit.id == name)
        return next(habits, "") or self.history.title(name, self.roadmap.shape)

    @property
    def is_planned_for_another_roadmap(self) -> bool:
        """Whether there is no plan for the roadmap as it is now."""
        return self.last_plan is None or self.last_plan.roadmap.sha256 != self.loaded.sha256

    def mention_changed_roadmap(self) -> None:
        """Warn when the roadmap is not the one that the last plan was made for."""
        if self.is_planned_for_another_roadmap:
            warn("the roadmap has changed since the plan was made; see mlroadmap plan.")

    def supposing(self, action: Action, day: date | None = None) -> AppContext:
        """Give the context as it would be after an action, without storing it."""
        last = self.reading.clock + 1
        event = Event(
            f"supposed-{last}", "", last, last, self.now, "", day or self.today, action
        )
        return self._with(event, is_shown=self.is_shown)

    def recorded(self, *actions: Action, day: date | None = None) -> AppContext:
        """Store actions of one day and give the context after them. Raises StateError."""
        self.output_cache.stores()
        made_on = day or self.today
        entries = [*self._shape_change(), *((made_on, action) for action in actions)]
        events = LogStore(self.paths).append(entries, self.now, self.zone, self.reading)
        if not self._source.has_cache:
            self._source.keep()
        return self._with(*events, is_shown=self.is_shown)

    def note(self, *actions: Action) -> None:
        """Store what a command that reads leaves behind, unless the log cannot have it now."""
        self.output_cache.stores()
        store = LogStore(self.paths, lock_seconds=NOTE_SECONDS)
        entries = [*self._shape_change(), *((self.today, action) for action in actions)]
        if entries:
            with suppress(StateError):
                store.append(entries, self.now, self.zone, self.reading)

    def _shape_change(self) -> Iterator[tuple[date, Action]]:
        """Give what the log has to hold of the roadmap before anything else (rule R9b)."""
        shape, known = self.roadmap.shape, self._summary.shapes
        if not known or known[-1] != shape:
            topics = None if shape in known else shape.topics
            yield self.today, RoadmapChanged(shape.shape_id, topics)

    def _with(self, *events: Event, is_shown: bool) -> AppContext:
        after = replace(self, is_shown=is_shown)
        after.__dict__.update(
            _checked_states=self._checked_states,
            reading=self.reading.followed_by(events),
            base=self.base,
            registry=self.registry,
            today=self.today,
            _source=self._source,
        )
        return after

    def anew(self, *, is_shown: bool = True) -> AppContext:
        """Read the state as it is now. Raises StateError."""
        return _read(replace(self, now=local_now(), is_shown=is_shown))

    def of_roadmap(self, registry: Registry) -> AppContext:
        """Read the state of a roadmap, whichever is in use. Raises StateError."""
        options = self.options._replace(roadmap=None)
        after = replace(self, options=options, now=local_now())
        after.__dict__.update(base=self.base, registry=registry)
        return _read(after)


def _read(app: AppContext) -> AppContext:
    """Read the log at once, for whoever asks for it holds a lock, or measures the time."""
    app.__dict__["reading"] = app.reading
    return app


def begin_context(options: GlobalOptions, surroundings: Surroundings) -> AppContext:
    """Make the context of a command, of which nothing is read yet."""
    return AppContext(options, surroundings, local_now())

"""The file of the roadmap in use with the files of its topics, each read when it is needed."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from msgspec import Struct

from mlroadmap.core.roadmap.content import TopicContent
from mlroadmap.output_cache.recording import Recording
from mlroadmap.storage.compiled import keep_compiled
from mlroadmap.storage.content_files import content_path, hours_files, load_content
from mlroadmap.storage.paths import Paths
from mlroadmap.storage.roadmap_file import LoadedRoadmap, load_roadmap


class RoadmapSource(Struct, frozen=True, dict=True):
    """A roadmap's files; what was made of them is kept in a cache, if there is one yet."""

    path: Path
    cache_dir: Path
    has_cache: bool
    output_cache: Recording

    @classmethod
    def of(cls, path: Path, paths: Paths, output_cache: Recording) -> RoadmapSource:
        """Find out whether the roadmap has a state yet: it is not begun by asking."""
        try:
            has_cache = paths.log_dir.is_dir()
        except OSError:
            has_cache = False
        return cls(path, paths.cache_dir, has_cache, output_cache)

    @cached_property
    def loaded(self) -> LoadedRoadmap:
        """The roadmap with its origin. Raises RoadmapError."""
        self.output_cache.reads([self.path])
        loaded = load_roadmap(self.path, self._compiled if self.has_cache else None)
        self.output_cache.reads(hours_files(loaded.path, loaded.compiled))
        return loaded

    def content_of(self, topic_id: str) -> TopicContent:
        """Load the steps and cards of a topic. Raises RoadmapError."""
        if topic_id not in self._contents:
            self.output_cache.reads([content_path(self.path, topic_id)])
            compiled = self.cache_dir / "steps" if self.has_cache else None
            loaded = self.loaded
            content = load_content(loaded.path, loaded.compiled, topic_id, compiled)
            self._contents[topic_id] = content
        return self._contents[topic_id]

    @cached_property
    def _contents(self) -> dict[str, TopicContent]:
        """What was loaded so far."""
        return {}

    def keep(self) -> None:
        """Keep what was made of the roadmap, now that there is a state."""
        keep_compiled(self._compiled, self.loaded.compiled)

    @property
    def _compiled(self) -> Path:
        return self.cache_dir / "roadmaps"

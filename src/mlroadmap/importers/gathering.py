"""Topics gathered under their headings, with the account of the source they come from."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from mlroadmap.importers.account import Account
from mlroadmap.importers.headings import Place, arrange
from mlroadmap.importers.links import urls_in, urls_of
from mlroadmap.importers.raw import RawRoadmap, RawTopic

UNUSED_LINK = "in a part that is left out"


class Gathering:
    """Collects the topics of a source that has rows, cards or lines rather than headings."""

    def __init__(self, name: str, looked_for: str) -> None:
        self.account = Account()
        self._name = name
        self._looked_for = looked_for
        self._topics: dict[tuple[str, ...], list[RawTopic]] = {}
        self._guesses: list[str] = []
        self._links: dict[Hashable, str] = {}

    @property
    def has_topics(self) -> bool:
        """Whether anything was added."""
        return bool(self._topics)

    def add(self, path: Iterable[str], topic: RawTopic) -> None:
        """Add a topic under the headings that are not empty."""
        titles = tuple(dict.fromkeys(title for title in path if title))
        self._topics.setdefault(titles, []).append(topic)

    def expect(
        self, kind: str, unit: Hashable, place: tuple[int, str], reason: str = ""
    ) -> None:
        """Count a unit with its line and words, taken unless there is a reason not to."""
        self.account.expect(kind, unit, *place)
        if reason:
            self.account.leave(unit, reason)
        else:
            self.account.take(unit)

    def guess(self, words: str) -> None:
        """Take note of what the source leaves open."""
        self._guesses.append(words)

    def expect_links(self, text: str, line: int) -> None:
        """Count the links of a text; whether they are taken shows in the roadmap."""
        for url in urls_in(text):
            unit = ("link", line, len(self._links))
            self.account.expect("link", unit, line, url)
            self._links[unit] = url

    def roadmap(self, title: str = "") -> RawRoadmap:
        """Arrange the topics, and close the account."""
        places = [Place(path, of[0].line, tuple(of)) for path, of in self._topics.items()]
        stages = arrange(places, title or self._name)
        used = urls_of(stages)
        for unit, url in self._links.items():
            if url in used:
                self.account.take(unit)
            else:
                self.account.leave(unit, UNUSED_LINK)
        return RawRoadmap(
            title or self._name,
            stages,
            self.account.left_out(),
            self._looked_for,
            self.account.tallies(),
            tuple(self._guesses),
        )

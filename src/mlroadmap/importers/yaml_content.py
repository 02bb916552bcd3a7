"""What a topic is made of, as it stands in a roadmap file: resources, steps and cards."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from mlroadmap.importers.content import DraftContent, DraftStep
from mlroadmap.importers.identity import IdSource
from mlroadmap.importers.names import printable, slug
from mlroadmap.importers.raw import RawLink
from mlroadmap.importers.wording import is_url
from mlroadmap.importers.yaml_scalars import scalar, title


class Library:
    """The resources that steps name, each once, by keys made of their titles."""

    def __init__(self, links: Iterable[RawLink | None]) -> None:
        keys = IdSource()
        self._found: dict[str, tuple[str, RawLink]] = {}
        for link in links:
            if link and _is_usable(link) and _place(link) not in self._found:
                name = keys.take(slug(link.title or link.url, "resource"))
                self._found[_place(link)] = name, link

    def key(self, link: RawLink | None) -> str:
        """Give the key of a step's resource; empty for a step that has none."""
        return self._found.get(_place(link), ("",))[0] if link else ""

    def lines(self) -> Iterator[str]:
        """Write the library; nothing where no step names a resource."""
        if self._found:
            yield ""
            yield "library:"
        for name, link in self._found.values():
            yield f"  {scalar(name)}:"
            yield from _resource("    ", link)


def resource_lines(indent: str, links: Sequence[RawLink]) -> Iterator[str]:
    """Write the resources of a topic, a section or a stage."""
    usable = [link for link in links if _is_usable(link)]
    if not usable:
        return
    yield f"{indent}resources:"
    for link in usable:
        first, *rest = _resource(f"{indent}    ", link)
        yield f"{indent}  - {first.lstrip()}"
        yield from rest


def content_lines(indent: str, content: DraftContent, library: Library) -> Iterator[str]:
    """Write the steps and the cards of a topic."""
    if content.steps:
        yield f"{indent}steps:"
        for step in content.steps:
            yield from _step(f"{indent}    ", step, library.key(step.link))
    if content.cards:
        yield f"{indent}cards:"
    for card in content.cards:
        yield f"{indent}  - id: {scalar(card.id)}"
        yield f"{indent}    question: {title(card.question)}"
        yield f"{indent}    answer: {title(card.answer)}"
        if card.step:
            yield f"{indent}    step: {scalar(card.step)}"


def _step(indent: str, step: DraftStep, resource: str) -> Iterator[str]:
    yield f"{indent[:-2]}- id: {scalar(step.id)}"
    yield f"{indent}title: {title(step.title)}"
    if step.kind != "read":
        yield f"{indent}kind: {step.kind}"
    if step.minutes:
        yield f"{indent}minutes: {step.minutes}"
    said = {
        "resource": resource,
        "where": step.where,
        "check": step.check,
        "answer": step.answer,
    }
    yield from (f"{indent}{name}: {scalar(text)}" for name, text in said.items() if text)


def _resource(indent: str, link: RawLink) -> Iterator[str]:
    yield f"{indent}title: {title(link.title or link.url)}"
    if link.url:
        yield f"{indent}url: {json.dumps(printable(link.url), ensure_ascii=False)}"
    if link.kind:
        yield f"{indent}kind: {scalar(link.kind)}"


def _place(link: RawLink) -> str:
    return link.url or link.title


def _is_usable(link: RawLink) -> bool:
    return not link.url or is_url(printable(link.url))

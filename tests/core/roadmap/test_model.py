from __future__ import annotations

from mlroadmap.core.roadmap.model import (
    Effort,
    Resource,
    Roadmap,
    Section,
    Stage,
    Topic,
    best_first,
)

PAID = Resource("Paid", "https://paid.example")
FREE = Resource("Free", "https://free.example", free=True)
VAGUE = Resource("Vague", "https://shop.example/", free=True, url_issue="A shop.")
MENDED = Resource(
    "Mended",
    "https://old.example",
    free=True,
    url_issue="Old.",
    better_url="https://new.example",
)
COSTLY = Resource("Costly", "https://a.example", url_issue="A.", better_url="https://b.example")
BETTER = Resource("Better", "https://new.example", free=True)
OWN = Resource("Own", "https://own.example")
REPLACED = Resource("Replaced", "https://c.example", url_issue="C.", instead="better")


def roadmap(*of_section: Resource, own: tuple[Resource, ...] = ()) -> Roadmap:
    topic = Topic("a", "A", Effort(1, 2, 3), resources=own)
    section = Section("x", "X", (topic,), of_section)
    stage = Stage("s", 1, "S", (section,), (PAID,))
    return Roadmap("T", (stage,), library={"better": BETTER})


def test_the_free_ones_come_first_and_bad_addresses_last() -> None:
    assert best_first([VAGUE, PAID, FREE]) == (FREE, PAID, VAGUE)
    of = roadmap(VAGUE, COSTLY, FREE, MENDED, own=(OWN, VAGUE))
    assert of.resources_of("a") == (OWN, FREE, MENDED, PAID, VAGUE, VAGUE, COSTLY)


def test_what_is_recommended_can_be_opened() -> None:
    of = roadmap(VAGUE, COSTLY, FREE, MENDED, own=(OWN,))
    assert of.recommended("a") == (OWN, FREE, MENDED, PAID)


def test_what_serves_better_comes_first_and_no_link_twice() -> None:
    of = roadmap(REPLACED, FREE, MENDED)
    assert of.recommended("a") == (BETTER, FREE, PAID)
    assert of.resources_of("a") == (FREE, MENDED, PAID, REPLACED)


def test_topics_may_get_another_effort() -> None:
    of = roadmap()
    assert of.with_efforts({}) == of
    topic = of.with_efforts({"a": 90}).topics["a"]
    assert topic.effort == Effort(90, 90, 90)
    assert topic.hours_known

"""Several roadmaps made one: each file or sheet becomes a stage."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from mlroadmap.importers.account import joined_tallies
from mlroadmap.importers.raw import LeftOut, RawRoadmap, RawSection, RawStage, RawTopic


def together(found: Sequence[tuple[str, RawRoadmap]], name: str, looked_for: str) -> RawRoadmap:
    """Join roadmaps by the path of the file or the sheet that each comes from."""
    stages: list[RawStage] = []
    left_out: list[LeftOut] = []
    for path, raw in found:
        left_out += (replace(left, file=left.file or path) for left in raw.left_out)
        if raw.stages:
            stages.append(_as_stage(path, raw))
        else:
            reason = f"no topics; looked for {raw.looked_for}"
            left_out.append(LeftOut(0, "", reason, path, "file"))
    return RawRoadmap(
        name,
        tuple(stages),
        tuple(left_out),
        looked_for,
        joined_tallies(tally for _, raw in found for tally in raw.tallies),
        tuple(dict.fromkeys(guess for _, raw in found for guess in raw.guesses)),
    )


def _as_stage(path: str, raw: RawRoadmap) -> RawStage:
    sections = [
        replace(section, topics=_with_file(path, section), group=_group(section, stage, raw))
        for stage in raw.stages
        for section in stage.sections
    ]
    links = tuple(link for stage in raw.stages for link in stage.links)
    return RawStage(raw.title, tuple(sections), links)


def _group(section: RawSection, stage: RawStage, raw: RawRoadmap) -> str:
    if len(raw.stages) == 1 or stage.title == section.title:
        return section.group
    return " / ".join(title for title in (stage.title, section.group) if title)


def _with_file(path: str, section: RawSection) -> tuple[RawTopic, ...]:
    return tuple(_named(path, topic) for topic in section.topics)


def _named(path: str, topic: RawTopic) -> RawTopic:
    place = f"line {topic.line}: " if topic.line else ""
    return replace(topic, line=0, source=f"{path}, {place}{topic.source}")

"""The plan as a Gantt chart in Mermaid's language, which many places draw from Markdown.

A renderer takes texts of up to 50,000 characters unless it is told otherwise (Mermaid's
`maxTextSize`), so a larger plan becomes a Markdown page with several charts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from mlroadmap.core.progress.topic_progress import TopicState
from mlroadmap.core.roadmap.model import Topic
from mlroadmap.core.text import clean
from mlroadmap.exporters.export_input import ExportInput
from mlroadmap.exporters.markdown_text import as_markdown

# Mermaid has no quotes in Gantt charts, but it reads `#58;` as the character of that number.
_SPECIAL = re.compile(r"[^\w ,.()/+!?-]", re.ASCII)
# A name that begins with one of the language's words, or with a date, would be one.
_KEYWORD = re.compile(
    r"acc|axis|call|click|date|excludes|gantt|href|includes|inclusive|section|tick|title"
    r"|today|top|vert|week|direction|\d{4}-",
    re.IGNORECASE,
)
_TAGS: dict[TopicState, str] = {"done": "done, ", "active": "active, ", "awaiting": "active, "}


# In the units in which JavaScript counts; below the limit by more than a head takes.
LONGEST_CHART = 45_000


def to_mermaid(export_input: ExportInput) -> str:
    """Write a section for each stage, and a bar for each topic that has dates.

    One chart is Mermaid's own text, several are blocks of code in Markdown.
    """
    charts = list(_charts(_bars(export_input)))
    if len(charts) <= 1:
        return _chart(name(export_input.roadmap.title), charts[0] if charts else [])
    return "\n".join(_page(export_input, charts))


def name(text: str) -> str:
    """Write text so that Mermaid takes it for a name and shows it as it is."""
    text = clean(text)
    lead = f"#{ord(text[0])};" if _KEYWORD.match(text) else ""
    rest = text[1:] if lead else text
    return lead + _SPECIAL.sub(lambda found: _code(found[0]), rest)


def _code(character: str) -> str:
    return f"#{ord(character)};" if character.isascii() else character


def _page(export_input: ExportInput, charts: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"# {as_markdown(export_input.roadmap.title)}"
    title = name(export_input.roadmap.title)
    for number, bars in enumerate(charts, 1):
        part = f"{number} of {len(charts)}"
        yield f"\n## Part {part}\n\n```mermaid\n{_chart(f'{title} ({part})', bars)}```"
    yield ""


def _chart(title: str, bars: Iterable[str]) -> str:
    head = ["gantt", f"    title {title}", "    dateFormat YYYY-MM-DD"]
    return "\n".join([*head, "    axisFormat %b %Y", "    inclusiveEndDates", *bars, ""])


def _bars(export_input: ExportInput) -> Iterator[tuple[str, str]]:
    """Give each bar with the line of its section."""
    for stage in export_input.roadmap.stages:
        section = f"    section {name(stage.title)}"
        for topic in stage.topics:
            for bar in _bar(export_input, topic):
                yield section, bar


def _charts(bars: Iterable[tuple[str, str]]) -> Iterator[list[str]]:
    """Fill charts with bars in order; a section that goes on is named again."""
    lines: list[str] = []
    size, current = 0, ""
    for section, bar in bars:
        new = [bar] if section == current else [section, bar]
        if lines and size + sum(map(_units, new)) > LONGEST_CHART:
            yield lines
            lines, size, new = [], 0, [section, bar]
        lines += new
        size += sum(map(_units, new))
        current = section
    if lines:
        yield lines


def _units(line: str) -> int:
    """Count what a line adds to a text in UTF-16, its break included."""
    return len(line.encode("utf-16-le")) // 2 + 1


def _bar(export_input: ExportInput, topic: Topic) -> Iterator[str]:
    study_state = export_input.study_state
    progress, dates = (
        study_state.progress.topics[topic.id],
        study_state.plan.dates.get(topic.id),
    )
    if dates and progress.is_counted:
        tag = _TAGS.get(progress.state, "")
        yield f"    {name(topic.title)} :{tag}{_identity(topic)}, {dates.start}, {dates.finish}"


def _identity(topic: Topic) -> str:
    """Name a bar by its topic, so that the name can be none of Mermaid's tags."""
    return f"topic-{topic.id}"

"""The words of lines and cells that say more than a title: a label, a tick, nothing."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from mlroadmap.core.text import clean
from mlroadmap.importers.hours import with_unit
from mlroadmap.importers.part_words import bare

_TICKS = "✅✔☑🗹✓"
_TICK = rf"(?:[{_TICKS}]\ufe0f?|:(?:white_check_mark|heavy_check_mark|ballot_box_with_check):)"
_TICKED = re.compile(rf"\s*{_TICK}\s*")
_COMPLETED = re.compile(r"\s*[(\[]\s*(?:completed|done|finished)\s*[)\]]\s*", re.IGNORECASE)

_OR = re.compile(r"\W*(?:or|oder|o|ou|или)\W*", re.IGNORECASE)
_OUTCOME = re.compile(
    r"(?:(?:learning )?(?:outcome|objective|goal)s?|lernziele?|objetivos?|objectifs?|цел[ьи])"
    r"\s*:\s*(?=\S)",
    re.IGNORECASE,
)
_COVERS = re.compile(
    r"(?:(?:key |main )?(?:topics|concepts)(?: covered)?|covers|inhalte|themen|temas|"
    r"contenidos|conteúdos|contenus|thèmes|темы|содержание)\s*:\s*(?=\S)",
    re.IGNORECASE,
)
_PROJECT = re.compile(r"kind\s*:\s*project\.?", re.IGNORECASE)
_PREREQUISITES = re.compile(
    r"\s*(?:prerequisites?|prereqs?|pre-requisites?|requires|depends on|requirements?|needs|"
    r"voraussetzung(?:en)?|(?:pre|pré-?|prer)?requisitos?(?: previos)?|pr[ée]-?requis|"
    r"требования|пререквизиты)"
    r"\s*(?:[:：]|-\s|–|—)\s*",
    re.IGNORECASE,
)
_PREREQUISITES_BEHIND = re.compile(
    r"\s(?:[-–—]\s+|[(\[]\s*)(?:prerequisites?|prereqs?|requires)\s*:(?P<names>[^()\[\]]+)[)\]]?$",
    re.IGNORECASE,
)
_LONGEST_END = 500
_DURATION = re.compile(
    r"\s*(?:duration|effort|time|(?:estimated|est\.?) (?:time|hours|effort)"
    r"|estimate|length|workload|hours|dauer|aufwand|duración|duração|durée|tiempo|tempo"
    r"|carga horária|horas|длительность|время)"
    r"\s*[:：]\s*",
    re.IGNORECASE,
)
_LINK_WORDS = re.compile(
    r"""here|links?|links?\ to\ (?:the\ )?\w+|this(?:\ page)?|course(?:\ link)?|website|site|
    video|playlist|watch|page|home\s?page|click\ here|url""",
    re.IGNORECASE | re.VERBOSE,
)
_NOTHING = {"", "none", "n/a", "na", "no", "nothing", "-", "–", "—", "nil"}
_YES = {
    "yes", "y", "x", "true", "done", "completed", "complete", "finished", "known", "1", "100%",
}  # fmt: skip
_SKIPPED = {"skipped", "skip", "cancelled", "canceled", "dropped"}
_CHATS = (
    "discord.gg", "discord.com", "discordapp.com", "gitter.im", "slack.com", "t.me",
    "telegram.me", "telegram.org", "matrix.to", "chat.whatsapp.com", "zulipchat.com",
)  # fmt: skip
_URL = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
_BADGES = ("shields.io", "badge.fury.io", "travis-ci.org", "travis-ci.com", "codecov.io")


def is_or(text: str) -> bool:
    """Whether a line only ties what stands before it to an alternative behind it."""
    return _OR.fullmatch(text) is not None


def is_prerequisites(title: str) -> bool:
    """Whether a heading opens what the learner has to know before anything else."""
    return _PREREQUISITES.fullmatch(f"{bare(title)}:") is not None


def is_link_word(title: str) -> bool:
    """Whether the text of a link says nothing of what it leads to."""
    return _LINK_WORDS.fullmatch(bare(title)) is not None


def is_nothing(text: str) -> bool:
    """Whether a cell or a list says that there is nothing."""
    return text.strip().lower() in _NOTHING


def after_prerequisites(text: str) -> str | None:
    """Give what follows `Prerequisites:` at the start of a line; None for another line."""
    match = _PREREQUISITES.match(text)
    return text[match.end() :] if match else None


def after_outcome(text: str) -> str | None:
    """Give what follows `Outcome:` at the start of a line; None for another line."""
    match = _OUTCOME.match(text)
    return text[match.end() :].strip() if match else None


def after_covers(text: str) -> str | None:
    """Give what follows `Topics:` at the start of a line; None for another line."""
    match = _COVERS.match(text)
    return text[match.end() :].strip() if match else None


def is_project(text: str) -> bool:
    """Whether a line says that a topic is a project."""
    return _PROJECT.fullmatch(text) is not None


def split_prerequisites(text: str) -> tuple[str, str]:
    """Take `(prerequisites: a, b)` off the end of a text; empty where there is none."""
    match = _PREREQUISITES_BEHIND.search(text[-_LONGEST_END:])
    if match is None:
        return text, ""
    return text[: len(text) - len(match[0])], match["names"].strip()


def after_duration(text: str) -> str | None:
    """Give what follows `Duration:` or `Effort:` at the start; None for another line."""
    match = _DURATION.match(text)
    if match is None:
        return None
    return with_unit(text[match.end() :], "hours" if "hours" in match[0].lower() else "")


def begins_with_label(text: str) -> bool:
    """Whether a line says something about what stands before it."""
    return any(
        after(text) is not None
        for after in (after_prerequisites, after_duration, after_outcome)
    )


def is_yes(text: str) -> bool:
    """Whether a cell says that something is done."""
    stripped = clean(text).strip("[] ").lower()
    return stripped in _YES or _TICKED.match(stripped) is not None


def is_skipped(text: str) -> bool:
    """Whether a cell says that something is not to be done at all."""
    return clean(text).lower() in _SKIPPED


def split_done(title: str) -> tuple[str, bool]:
    """Take a tick or `(completed)` out of a title, and say whether there was one."""
    rest = _COMPLETED.sub(" ", title)
    stripped = _TICKED.sub(" ", rest)
    return (clean(stripped), True) if stripped != title else (title, False)


def is_url(text: str) -> bool:
    """Whether a roadmap file can hold an address: full, of the web, without spaces."""
    return _URL.fullmatch(text) is not None and clean(text) == text


def is_chat_or_badge(url: str) -> bool:
    """Whether a link leads to a chat or shows a badge rather than something to learn."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return False
    return any(host == name or host.endswith(f".{name}") for name in (*_CHATS, *_BADGES))

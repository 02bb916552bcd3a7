"""The words that say what a part of a document is: contents, resources, a chat, a tick."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from mlroadmap.core.text import clean
from mlroadmap.importers.hours import with_unit

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_NUMBERING = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3}){0,3}[.)]|\d{1,3}\s+[-–—])\s+")
_TICKS = "✅✔☑🗹✓"
_TICK = rf"(?:[{_TICKS}]\ufe0f?|:(?:white_check_mark|heavy_check_mark|ballot_box_with_check):)"
_TICKED = re.compile(rf"\s*{_TICK}\s*")
_COMPLETED = re.compile(r"\s*[(\[]\s*(?:completed|done|finished)\s*[)\]]\s*", re.IGNORECASE)

# Parts of a document that are about the document, or about the people around it. Only
# what can hardly be a subject: `Usage`, `Languages` or `Index` may well be one.
_ABOUT_ITSELF = re.compile(
    r"""(?:table\ of\ )?contents? | toc | overview\ of\ contents |
    about(?:\ (?:this|the|us|me|author|authors|project|it)\b.*)? |
    (?:what\ is\ (?:it|this)) | why\ (?:use\ it|use\ this|this|should\ i)\b.* |
    how\ to\ (?:use|read|follow|navigate|contribute|get\ help|ask|support|cite|take)\b.* |
    (?:general\ |other\ )?faqs?\b.* | frequently\ asked\ questions.* |
    questions\ and\ answers | licen[cs]e(?:s|\ (?:and|information|notice)\b.*)? |
    copyright.* | disclaimers? | terms\ of\ use |
    contribut(?:e|ing|ions?|ors?)
        (?:\ (?:guid|to\ (?:this|the|our)\b|and\ (?:licen|feedback)).*)? |
    acknowledge?ments? | special\ thanks.* | thanks | credits? | authors? |
    (?:our\ |join\ (?:our|the)\ )?(?:community|team|sponsors?|maintainers?|backers?) |
    supporters\ and\ partners | support\ (?:us|this.*|the\ project) | show\ your\ support |
    code\ of\ conduct | changelog | change\ log | star\ history | stargazers.* |
    contact(?:\ us)? | citation | getting\ help | asking\ for\ help.* | who\ should\ join |
    slack(?:\ channel)? | leaderboard | quick\ links |
    (?:(?:general|pro|study|final|bonus|additional)\ )*(?:tips|advice|reminders?)(?:\ .*)?""",
    re.IGNORECASE | re.VERBOSE,
)
_CURRICULUM = re.compile(
    r"""(?:the\ |course\ |study\ |learning\ |full\ |detailed\ )*
    (?:syllabus|curriculum|roadmap|study\ plan|learning\ path|course\ (?:content|outline)|
    lehrplan|temario|programa|programme|учебный\ план)""",
    re.IGNORECASE | re.VERBOSE,
)
_UNIT = re.compile(
    r"""(?:week|month|phase|stage|semester|term|quarter|year|level|woche|semana|mes|semaine|
    неделя)s?\s*\#?(?:\d|[ivx]{1,4}\b|one\b|two\b|three\b|four\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_LESSON = re.compile(
    r"""(?:(?:module|lesson|lecture|chapter|unit|day|project|lab|session|week|assignment)s?
    \s*\#?\d|.*\b(?:capstone|(?:midterm|final|mid-term)\ (?:project|exam))\b).*""",
    re.IGNORECASE | re.VERBOSE,
)
_CHOICE = re.compile(
    r"""(?:.*[(\[]\s*)?(?:please\ )?(?:choose|pick|select|take|do|complete|study)?\s*
    (?:(?:any|either|at\ least|just|only)\ )*(?:one|1)\ (?:of|from)\b.*|
    (?:.*[(\[]\s*)?(?:choose|pick|select)\ (?:any\ |at\ least\ |just\ |only\ )?(?:one|1)\b.*|
    either""",
    re.IGNORECASE | re.VERBOSE,
)
_OR = re.compile(r"\W*(?:or|oder|o|ou|или)\W*", re.IGNORECASE)
_TRANSLATION = re.compile(
    r"(?:available )?(?:translations?|languages?|read in).*", re.IGNORECASE
)
_RESOURCES = re.compile(
    r"""(?:(?:additional|further|learning|useful|recommended|free|extra|more|other|study|
    suggested|online|key|best)\ )*
    (?:resources?|references?|links?|further\ reading|reading(?:\ list)?|materials?)
    (?:\ (?:for|on|to)\b.*)?""",
    re.IGNORECASE | re.VERBOSE,
)
_OUTCOME = re.compile(r"(?:learning )?outcomes?\s*:\s*(?=\S)", re.IGNORECASE)
_PROJECT = re.compile(r"kind\s*:\s*project\.?", re.IGNORECASE)
_PREREQUISITES = re.compile(
    r"\s*(?:prerequisites?|prereqs?|pre-requisites?|requires|depends on|requirements?|needs)"
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
    r"|estimate|length|workload|hours)"
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


def bare(title: str) -> str:
    """Give a title without the signs, emoji and numbering around its words."""
    return _NUMBERING.sub("", _EDGES.sub("", clean(title)))


def heading(title: str) -> str:
    """Give a heading without numbering and without a colon at the end."""
    return _NUMBERING.sub("", clean(title)).rstrip(":： ").strip()


def is_about_itself(title: str) -> bool:
    """Whether a heading opens contents, how-to, FAQ, licence and the like."""
    return _ABOUT_ITSELF.fullmatch(bare(title)) is not None


def is_curriculum(title: str) -> bool:
    """Whether a heading opens what is to be studied, and nothing else."""
    return _CURRICULUM.fullmatch(bare(title)) is not None


def is_unit(title: str) -> bool:
    """Whether a text such as `Week 3: Maths` names a stretch of time with topics in it."""
    return _UNIT.match(bare(title)) is not None


def is_lesson(title: str) -> bool:
    """Whether a text such as `Module 3` or `Capstone project` names a topic by itself."""
    return _LESSON.fullmatch(bare(title)) is not None


def is_choice(title: str) -> bool:
    """Whether a heading or a label says that one of what follows is enough."""
    return _CHOICE.fullmatch(bare(title.rstrip(":： "))) is not None


def is_or(text: str) -> bool:
    """Whether a line only ties what stands before it to an alternative behind it."""
    return _OR.fullmatch(text) is not None


def is_translations(title: str) -> bool:
    """Whether a heading may open a list of translations of the document."""
    return _TRANSLATION.fullmatch(bare(title)) is not None


def is_resources(title: str) -> bool:
    """Whether a heading or a label announces things to learn from."""
    return _RESOURCES.fullmatch(bare(title)) is not None


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

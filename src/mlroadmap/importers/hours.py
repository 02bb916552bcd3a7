"""How long a topic takes, read from words such as `8 hours` or `6-10 hours/week x 14 weeks`.

Only what is written counts: a number of weeks without hours a week stays unknown. English,
German, Spanish, Portuguese, French and Russian units are known. A month has 52/12 weeks.
"""

from __future__ import annotations

import re
from typing import Literal

from mlroadmap.core.roadmap.values import HOURS_LIMIT
from mlroadmap.importers.raw import RawHours

# Nobody puts hours into a longer one, and matching takes time that grows with it.
_LONGEST_TITLE = 500

Range = tuple[float, float]

# Behind a comma, three digits are thousands and fewer are decimals.
_THOUSANDS = r"[1-9][0-9]{0,2},[0-9]{3}(?![0-9])"
_DIGITS = rf"(?:{_THOUSANDS}|[0-9]{{1,6}}(?:\.[0-9]{{1,6}}|,[0-9]{{1,2}})?)"
_NUMBER = rf"(?<![\w.,]){_DIGITS}"
_UPPER = rf"(?P<high>{_DIGITS})"
_RANGE = rf"(?P<low>{_NUMBER})\+?(?:\s*(?:-|–|—|to)\s*{_UPPER})?\+?"
_HOUR = r"(?:hours?|hrs?|h|stunden?|std|horas?|heures?|час(?:а|ов)?|ч)\b\.?"
_MINUTE = r"(?:minutes?|mins?|m|minuten?|minutos?|минут[аы]?|мин)\b\.?"
_PER = r"\s*\(?(?:/|per\b|an?\b|each\b|every\b|pro\b|por\b|par\b|в\b)\s*"
_DAY = r"(?:days?|d|tage?n?|d[ií]as?|jours?|дн(?:я|ей)|день)\b"
_WEEK = r"(?:weeks?|wks?|w|wochen?|semanas?|semaines?|недел[яиюь])\b"
_MONTH = r"(?:months?|mo|monate?n?|mes(?:es)?|m[eê]s|mois|месяц(?:а|ев)?)\b"
_SPANS = (_WEEK, _DAY, _MONTH)
# How many of each span of a rate another span of time holds: weeks, days, months.
_SPANS_IN = {
    (0, 0): 1.0, (0, 2): 52 / 12, (1, 0): 7.0, (1, 1): 1.0, (1, 2): 365 / 12, (2, 2): 1.0,
}  # fmt: skip

# `1h 30m`, `2 hours and 30 minutes`, `1h30`.
_TIME = (
    rf"(?:(?P<hours>{_NUMBER})\s*(?:hours?|hrs?|h)\s*(?:and\s|,\s*)?\s*"
    r"(?P<minutes>[0-9]{1,2})\s*(?:minutes?|mins?|m)\b"
    rf"|(?P<h>{_NUMBER})\s?h(?P<m>[0-5][0-9])\b)"
)
_CLOCK = re.compile(_TIME, re.IGNORECASE)
_HOURS = re.compile(
    rf"{_RANGE}[\s-]*{_HOUR}(?!{_PER}(?:day|d|week|wk|w|month|mo)\b)", re.IGNORECASE
)
_MINUTES = re.compile(
    rf"{_RANGE}[\s-]*{_MINUTE}(?!{_PER}(?:day|d|week|wk|w|month|mo)\b)", re.IGNORECASE
)
_RATES = tuple(
    re.compile(rf"{_RANGE}[\s-]*{_HOUR}{_PER}{span}", re.IGNORECASE) for span in _SPANS
)
_COUNTS = tuple(re.compile(rf"{_RANGE}[\s-]*{span}", re.IGNORECASE) for span in _SPANS)
# ISO 8601 durations, and the times that players of videos show.
_ISO = re.compile(r"P(?:(\d{1,3})D)?T(?:(\d{1,4})H)?(?:(\d{1,4})M)?(?:(\d{1,5})(?:\.\d+)?S)?")
_LONG_CLOCK = re.compile(r"(?<![\d:])(\d{1,3}):([0-5]\d):([0-5]\d)(?![\d:])")
_SHORT_CLOCK = re.compile(r"(?<![\d:])(\d{1,3}):([0-5]\d)(?![\d:])")
_BARE = re.compile(rf"[~≈]?\s*{_RANGE}")

_WEEKS = re.compile(
    r"\b(?:weeks?|wochen?|semanas?|semaines?)\s*(?P<first>\d{1,3})"
    r"(?:\s*(?:-|–|—|to|bis|a)\s*(?P<last>\d{1,3}))?",
    re.IGNORECASE,
)

_LENGTH = (
    r"(?:[0-9]{1,3}\s?h[0-5][0-9]\b|[0-9]{1,3}\s?h(?=[0-9]{1,2}\s?m)|"
    r"[0-9][0-9.,+–—-]*+|(?:to|per|and|an|at|a|each|for)\b|x|×|\*|/|[-–—]|,|;|\s|"
    rf"{_HOUR}|{_MINUTE}|{_DAY}|{_WEEK}|{_MONTH})++"
)
_ABOUT = (
    r"(?:[~≈⏱⏰⏲⌚⌛⏳🕐-🕧\ufe0f]|about|approx\.?|approximately|around|circa|ca\.?|est\.?|estimated|time|effort|"
    r"duration|total|up to|:|\s)*+"
)
_OF_WHAT = r"(?:\s*(?:total|long|in total|of (?:study|work|video)))?"
_CLOCK_LENGTH = r"(?:\d{1,3}:)?\d{1,3}:[0-5]\d"
_IN_TITLE = re.compile(
    rf"\s*(?:[(\[]\s*(?P<inside>{_ABOUT}(?:{_LENGTH}|{_CLOCK_LENGTH}){_OF_WHAT})\s*[)\]]"
    rf"|(?:\s[-–—]|:)\s*(?P<behind>{_ABOUT}{_LENGTH})$)",
    re.IGNORECASE,
)


_RATE_IN_TITLE = re.compile(
    rf"\s*[(\[]([^()\[\]]{{0,40}}{_HOUR}{_PER}(?:{_WEEK}|{_DAY})[^()\[\]]{{0,20}})[)\]]",
    re.IGNORECASE,
)


def read_hours(*texts: str) -> RawHours | None:
    """Read an effort from one or more texts about the same topic; None when unknown."""
    return _read("; ".join(text[:_LONGEST_TITLE] for text in texts if text))


def with_unit(text: str, unit: str) -> str:
    """Add the unit that a column's header gives to a cell that is a bare number."""
    return f"{text.strip()} {unit}" if unit and _BARE.fullmatch(text.strip()) else text


def hours_from_numbers(low: str, likely: str, high: str) -> RawHours | None:
    """Read an effort from three bare numbers of hours; the likely one must be there."""
    found = [_BARE.fullmatch(text.strip()) for text in (low, likely, high)]
    if found[1] is None:
        return None
    middle = sum(_range(found[1])) / 2
    lowest = min(_range(found[0])[0], middle) if found[0] else middle
    highest = max(_range(found[2])[1], middle) if found[2] else middle
    words = "; ".join(text for text in (low, likely, high) if text.strip())
    return _effort(lowest, middle, highest, words)


def read_clock(text: str, means: Literal["video", "time"]) -> RawHours | None:
    """Read `1:56:20`, `PT3H53M`, or `10:05`: minutes of a video, or else hours of a time.

    Seconds count as a whole minute when there is nothing longer.
    """
    words = text.strip()
    iso = _ISO.fullmatch(words)
    if iso and words[-1] != "T":
        days, hours, minutes, seconds = (int(part or 0) for part in iso.groups())
        return from_seconds(((days * 24 + hours) * 60 + minutes) * 60 + seconds, words)
    long = _LONG_CLOCK.search(words)
    if long:
        hours, minutes, seconds = map(int, long.groups())
        return from_seconds((hours * 60 + minutes) * 60 + seconds, words)
    short = _SHORT_CLOCK.search(words)
    if short is None:
        return None
    first, second = map(int, short.groups())
    return from_seconds((first * 60 + second) * (1 if means == "video" else 60), words)


def from_seconds(seconds: int, words: str) -> RawHours | None:
    """Give a length in whole minutes, at least one; None for nothing."""
    hours = max(60, seconds) / 3600
    return _effort(hours, hours, hours, words) if seconds else None


def shared(hours: RawHours, parts: int) -> RawHours | None:
    """Divide an effort evenly; the words say that it was."""
    words = f"{hours.words}, shared by {parts} topics" if parts > 1 else hours.words
    low, likely, high = (
        minutes // parts
        for minutes in (hours.low_minutes, hours.likely_minutes, hours.high_minutes)
    )
    return RawHours(low, likely, high, words) if low else None


def weeks_in(title: str) -> int:
    """Count the weeks of a heading such as `Weeks 3-4`; 0 where it names none."""
    match = _WEEKS.search(title)
    if match is None:
        return 0
    first, last = int(match["first"]), int(match["last"] or match["first"])
    return max(1, last - first + 1)


def split_hours(title: str) -> tuple[str, RawHours | None]:
    """Take an effort out of a title: `Vectors (8 hours)` gives `Vectors` and 8 hours."""
    if len(title) > _LONGEST_TITLE:
        return title, None
    for match in _IN_TITLE.finditer(title):
        words = match["inside"] or match["behind"]
        hours = _read(words) or read_clock(words, "video")
        rest = f"{title[: match.start()]}{title[match.end() :]}".strip()
        if hours and rest:
            return rest, hours
    return title, None


def split_stage_hours(title: str) -> tuple[str, RawHours | None]:
    """Take an effort out of a heading, for all below it: hours, or hours a week."""
    rest, hours = split_hours(title)
    if hours:
        return rest, hours
    for match in _RATE_IN_TITLE.finditer(title[:_LONGEST_TITLE]):
        weeks = weeks_in(title)
        hours = read_hours(f"{match[1]} x {weeks} weeks") if weeks else None
        if hours:
            return f"{title[: match.start()]}{title[match.end() :]}".strip(), hours
    return title, None


def _read(words: str) -> RawHours | None:
    text = words.replace("×", "x")
    for (of_rate, of_count), factor in _SPANS_IN.items():
        each = _RATES[of_rate].search(text)
        times = _COUNTS[of_count].search(_RATES[of_rate].sub(" ; ", text)) if each else None
        if each and times:
            return _spread(_product(_range(each), _range(times)), words, factor)
    for rate in _RATES:
        text = rate.sub(" ; ", text)
    clock = _CLOCK.search(text)
    if clock:
        minutes = int(clock["minutes"] or clock["m"])
        hours = _value(clock["hours"] or clock["h"]) + minutes / 60
        return _spread((hours, hours), words)
    long = read_clock(text, "video") if _LONG_CLOCK.search(text) or "PT" in text else None
    if long:
        return long
    plain, short = _HOURS.search(text), _MINUTES.search(text)
    if plain:
        return _spread(_range(plain), words)
    return _spread(_range(short), words, 1 / 60) if short else None


def _product(each: Range, times: Range) -> Range:
    return each[0] * times[0], each[1] * times[1]


def _range(match: re.Match[str]) -> Range:
    low = _value(match["low"])
    high = _value(match["high"]) if match["high"] else low
    return min(low, high), max(low, high)


def _value(number: str) -> float:
    is_thousands = re.fullmatch(_THOUSANDS, number) is not None
    return float(number.replace(",", "" if is_thousands else "."))


def _spread(hours: Range, words: str, scale: float = 1) -> RawHours | None:
    low, high = hours[0] * scale, hours[1] * scale
    return _effort(low, (low + high) / 2, high, words)


def _effort(low: float, likely: float, high: float, words: str) -> RawHours | None:
    minutes = round(low * 60), round(likely * 60), round(high * 60)
    if minutes[0] < 1 or high > HOURS_LIMIT:
        return None
    return RawHours(*minutes, words)

"""What the `holidays` package knows; it is optional, and imported only when asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from types import ModuleType

from mlroadmap.core.text import clean
from mlroadmap.errors import UsageError

_LANGUAGE = "en_US"
_LONGEST_MISSPELLING = 64
_LEAST_LIKENESS = 0.7


def public_holidays(region: str, first: date, last: date) -> tuple[str, Mapping[date, str]]:
    """Give a region as the package spells it, and its holidays between two days, in order.

    A region is a country's code, alone or with a subdivision's: `DE` or `DE-BY`. Raises
    UsageError for an unknown one, and when the package is not installed.
    """
    package = _package()
    country, _, subdivision = region.strip().partition("-")
    code = _country(package, country)
    division = _subdivision(package, code, subdivision) if subdivision else None
    calendar = package.country_holidays(
        code, subdiv=division, years=range(first.year, last.year + 1), language=_LANGUAGE
    )
    names = {day: clean(name) for day, name in sorted(calendar.items()) if first <= day <= last}
    return "-".join(part for part in (calendar.country, division) if part), names


def _package() -> ModuleType:
    try:
        import holidays
    except ImportError as error:
        raise UsageError(
            "Public holidays need the package holidays, which is not installed.",
            "Install it: python -m pip install 'mlroadmap[holidays]'",
        ) from error
    return holidays


def _country(package: ModuleType, name: str) -> str:
    code = name.upper()
    if code in package.list_supported_countries(include_aliases=True):
        return code
    spellings: dict[str, str] = {}
    for title, (_, known, *_) in package.registry.COUNTRIES.items():
        words = title.replace("_", " ")
        spellings |= dict.fromkeys((words, known.lower()), f"{known} ({words.title()})")
    raise UsageError(
        f"No country with known holidays has the code {name!r}.",
        _suggestion(name, spellings, "Give its two letters, such as DE."),
        name=name,
        examples=[code.split(" ")[0] for code in _near(name, spellings)] or ["DE"],
    )


def _subdivision(package: ModuleType, country: str, name: str) -> str:
    known = package.country_holidays(country)
    spellings: dict[str, str] = {code.lower(): code for code in known.subdivisions}
    spellings |= {alias.lower(): code for alias, code in known.subdivisions_aliases.items()}
    if name.lower() in spellings:
        return spellings[name.lower()]
    codes = f"Give one of {', '.join(known.subdivisions)}." if known.subdivisions else ""
    raise UsageError(
        f"{known.country} has no part {name!r} with holidays of its own.",
        _suggestion(name, spellings, codes or f"Say --holidays {known.country}."),
        name=f"{country}-{name}",
        examples=[f"{country}-{code}" for code in _near(name, spellings)] or [country],
    )


def _suggestion(name: str, spellings: Mapping[str, str], otherwise: str) -> str:
    codes = _near(name, spellings)
    return f"Did you mean {' or '.join(codes)}?" if codes else otherwise


def _near(name: str, spellings: Mapping[str, str]) -> list[str]:
    near = get_close_matches(
        name.lower()[:_LONGEST_MISSPELLING], spellings, cutoff=_LEAST_LIKENESS
    )
    return list(dict.fromkeys(spellings[spelling] for spelling in near))

"""Materials for the tests of exporters: plans with a log behind them, and hostile titles."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import cycle
from random import Random

from hypothesis import strategies as st
from msgspec.structs import replace

from mlroadmap.core.calendar.availability import spread_week
from mlroadmap.core.forecast.gathering import gather, remaining_work
from mlroadmap.core.forecast.simulate import forecast
from mlroadmap.core.roadmap.content import Step, StepKind, TopicContent
from mlroadmap.core.roadmap.model import Resource, Roadmap, Section, Stage, Topic
from mlroadmap.core.schedule.plan import baseline_of
from mlroadmap.core.schedule.study_state import project_state
from mlroadmap.exporters.export_input import ExportInput
from tests.builders import MONDAY, Diary, plan_made, roadmap, topic

STAMP = datetime(2027, 1, 4, 9, 30, tzinfo=UTC)
AN_HOUR_A_DAY = spread_week(420, range(7))

HOSTILE_TITLES = (
    "=cmd()|' /C calc'!A0",
    "+1", "-1", "@SUM(A1)", "'=1", "''", "\t=1", "＝1",  # noqa: RUF001 - full width on purpose
    "</script><script>alert(1)</script>", "<!-- ]]> -->", "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)', "a\r\nBEGIN:VEVENT\r\nUID:evil", "\x1b]0;pwned\x07", "\u202eabc",
    "a,b;c\\n", 'say "hi"', "a | b || c", "Ünïcödé 数学 🎓👩‍🔬", "x" * 300,
    "title of things", "section 1: intro", "gantt", "done, crit", "2027-01-04", "%% comment",
    "%%{init: {}}%%", "click me", "a #35; b", "- [x] item", "# heading", "1. one", "~~gone~~",
    "[link](javascript:alert(1))", "*bold* _it_ `code`", "due:1999-01-01", "+project @home",
    "x done", "(A) first", "Maths 📅 2020-01-01", "id:7 ✅ 2020-01-01 ^block", "$x$ ==y== #tag",
    "{{7*7}}", "${HOME}", "a=b", "&amp; & <b>", "Read (3 hours)", ":", "a:b", "end;",
)  # fmt: skip


def titles() -> st.SearchStrategy[str]:
    """Draw titles that have something to read in them, hostile ones among them."""
    free = st.text(st.characters(codec="utf-8"), max_size=40)
    pairs = st.tuples(st.sampled_from(HOSTILE_TITLES), free).map("".join)
    return (st.sampled_from(HOSTILE_TITLES) | free | pairs).filter(lambda text: text.strip())


def export_input(
    of: Roadmap,
    diary: Diary | None = None,
    today: date = MONDAY,
    *,
    with_forecast: bool = False,
) -> ExportInput:
    """Give a learner's material; without a diary, of one who planned an hour a day."""
    if diary is None:
        diary = planned(of)
    study_state = project_state(of, diary.timeline(), today)
    drawn = None
    if with_forecast:
        drawn = forecast(
            gather(of, study_state.progress, today),
            tuple(remaining_work(of, study_state.progress).values()),
            study_state.progress.availability,
            today,
            Random(1),
            runs=200,
        )
    return ExportInput(study_state, tuple(diary.events), STAMP, "0" * 64, "e1", drawn)


def with_steps(of: ExportInput, *titles: str) -> ExportInput:
    """Give an input in which the first topic has two steps, or one for each title."""
    names = titles or ("Arrows", "Twenty sums")
    minutes = next(iter(of.roadmap.topics.values())).effort.likely_minutes // len(names)
    kinds: tuple[StepKind, ...] = ("watch", "exercise", "read", "build", "check")
    steps = tuple(
        Step(f"s{place}", title, minutes, kind, where="chapter 1", check="Where does it end?")
        for place, (title, kind) in enumerate(zip(names, cycle(kinds), strict=False))
    )
    return replace(of, contents={next(iter(of.roadmap.topics)): TopicContent(steps)})


def planned(of: Roadmap, week: tuple[int, ...] = AN_HOUR_A_DAY, day: date = MONDAY) -> Diary:
    """Start a diary with a plan."""
    diary = Diary(of)
    plan(diary, day, week)
    return diary


def plan(diary: Diary, day: date, week: tuple[int, ...]) -> None:
    """Say what `mlroadmap plan` says: the settings with the dates that come of them."""
    made = plan_made(spread_week(sum(week), range(7)) if len(set(week)) == 1 else week, day)  # type: ignore[arg-type] # seven numbers
    draft = Diary(diary.roadmap)
    draft.events = list(diary.events)
    draft.say(day, made)
    diary.say(day, replace(made, baseline=baseline_of(draft.plan(day))))


def small() -> Roadmap:
    """Two stages, four topics of one to five hours, with needs."""
    return roadmap(
        [topic("vectors", 240), topic("calculus", 150, needs=["vectors"])],
        [topic("networks", 60, needs=["calculus"]), topic("deep-project", 300)],
    )


def titled(*names: str) -> Roadmap:
    """Build a roadmap whose every text is one of the names, from the first to the last."""
    first = names[0]
    topics = tuple(
        Topic(
            id=f"t{number}",
            title=name,
            effort=topic("any", 90).effort,
            outcome=name,
            needs=("t0",) if number else (),
        )
        for number, name in enumerate(names)
    )
    resource = Resource(title=first, url="https://example.org/a?b=1&c=<d>")
    section = Section("section", first, topics, (resource,))
    return Roadmap(title=first, stages=(Stage("stage", 1, names[-1], (section,)),))

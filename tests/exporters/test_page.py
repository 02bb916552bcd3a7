"""The page: what it says, that it loads nothing, and that titles stay text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from mlroadmap.core.journal.actions import TimeLogged, TopicsDone, TopicsSkipped
from mlroadmap.core.roadmap.model import Resource
from mlroadmap.core.schedule.plan import TopicDates
from mlroadmap.core.text import clean
from mlroadmap.exporters.export_input import ExportInput
from mlroadmap.exporters.page.bars import LEAST_WIDTH, bars
from mlroadmap.exporters.page.burnup import done_so_far
from mlroadmap.exporters.page.document import to_html
from mlroadmap.exporters.page.heatmap import MONTHS_DRAWN
from mlroadmap.exporters.page.markup import element, written
from mlroadmap.exporters.page.scale import Scale
from mlroadmap.exporters.page.weeks import MOST_ROWS
from mlroadmap.exporters.page.words import link, period
from tests.builders import MONDAY, roadmap, topic
from tests.exporters.materials import export_input, planned, small, titled, titles, with_steps

VOID = {"meta", "link", "br"}


class Page(HTMLParser):
    """Reads a page: its tags with their attributes, and its text; tags have to be balanced."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())

    def all(self, tag: str) -> Iterator[dict[str, str | None]]:
        return (attributes for name, attributes in self.tags if name == tag)


@pytest.fixture
def midway() -> ExportInput:
    diary, day = planned(small()), MONDAY + timedelta(days=3)
    diary.say(day, TopicsDone(("vectors",)))
    diary.say(day, TimeLogged("networks", 20))
    diary.say(day, TopicsSkipped(("deep-project",)))
    return export_input(small(), diary, day, with_forecast=True)


def test_the_steps_of_today_are_on_the_page() -> None:
    page = Page(to_html(with_steps(export_input(small()))))
    assert "Arrows (watch, 1h)chapter 1Done when: Where does it end?" in page.text
    assert "Twenty sums" not in page.text


def test_what_the_page_says(midway: ExportInput) -> None:
    text = Page(to_html(midway)).text
    assert "The plan as of Thu 7 Jan 2027" in text
    assert "Planned finishMon 11 Jan 2027" in text
    assert "Topics done1 of 3" in text
    assert "1. Stage 14 to 10 Jan 2027, 1 of 2 done, 61%" in text
    assert "Vectorsdone, 4 to 7 Jan 2027, 4h" in text
    assert "Networksin progress, 7 to 11 Jan 2027, 1h" in text
    assert "Deep Projectskipped, 5h" in text
    assert "4 days of study: 20m logged, 4h assumed as planned." in text
    assert "57% is done, 3h 10m of study remaining." in text
    assert "Forecast: a 50% chance by " in text


def test_a_first_day_a_last_day_and_a_day_without_study() -> None:
    text = Page(to_html(export_input(small()))).text
    assert "part 1 of 4" in text
    diary = planned(small())
    diary.say(MONDAY, TopicsDone(("vectors", "calculus", "networks", "deep-project")))
    text = Page(to_html(export_input(small(), diary))).text
    assert "Everything is done." in text
    assert "Finished on" in text
    weekend = planned(small(), (0, 0, 0, 0, 0, 60, 60))
    text = Page(to_html(export_input(small(), weekend))).text
    assert "Nothing more today. Next, on Sat 9 Jan 2027: Vectors." in text


def test_a_stage_that_is_skipped_has_no_bars() -> None:
    diary = planned(small())
    diary.say(MONDAY, TopicsSkipped(("networks", "deep-project")))
    page = Page(to_html(export_input(small(), diary)))
    assert "2. Stage 2skipped or known" in page.text
    assert "Networksskipped, 1h" in page.text
    # Two topics in the weeks and in their stage, and the stage itself.
    assert len([each for each in page.all("rect") if "class" not in each]) == 5


def test_only_the_weeks_around_today_are_drawn_at_their_scale() -> None:
    of = roadmap([topic(f"t{number:02}", 120) for number in range(40)])
    text = Page(to_html(export_input(of))).text
    weeks = text[text.rindex("These weeks") : text.index("1. Stage 1")]
    assert weeks.count(", 2h") == MOST_ROWS
    assert "And 6 more topics until 14 Feb: see the plan below." in weeks
    later = export_input(of, planned(of), MONDAY + timedelta(days=300))
    assert "There is no study in these weeks." not in Page(to_html(later)).text
    done = planned(of)
    done.say(MONDAY, TopicsDone(tuple(of.topics)))
    later = export_input(of, done, MONDAY + timedelta(days=300))
    assert "There is no study in these weeks." in Page(to_html(later)).text


def test_plans_of_two_thousand_topics_are_light() -> None:
    title = "Understand and apply the backpropagation algorithm"
    of = roadmap(
        *(
            [replace(topic(f"s{n}-t{m}", 90), title=f"{title} {m}") for m in range(100)]
            for n in range(20)
        )
    )
    assert len(to_html(export_input(of)).encode("utf-8")) < 500_000


def test_an_awaiting_topic_is_asked_about() -> None:
    text = Page(to_html(export_input(small(), today=MONDAY + timedelta(days=9)))).text
    assert "Is Vectors done? Then run mlroadmap done vectors" in text


def test_the_page_can_be_heard_and_walked_through(midway: ExportInput) -> None:
    page = Page(to_html(midway))
    names = [tag for tag, _ in page.tags]
    assert [names.count(tag) for tag in ("header", "nav", "main", "footer", "h1")] == [1] * 5
    assert names.count("caption") == names.count("table")
    identities = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(set(identities)) == len(identities)
    for attributes in page.all("section"):
        assert attributes["aria-labelledby"] in identities
    for attributes in page.all("a"):
        target = attributes["href"] or ""
        assert not target.startswith("#") or target[1:] in identities
    top = [each for each in page.all("svg") if "viewbox" not in each]
    assert all(each.get("aria-hidden") or each.get("role") == "img" for each in top)


def test_nothing_is_loaded_and_nothing_runs(midway: ExportInput) -> None:
    page = Page(to_html(midway))
    policy = next(each["content"] for each in page.all("meta") if "http-equiv" in each)
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    for tag, attributes in page.tags:
        assert tag not in {"script", "iframe", "object", "img", "form", "base"}
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]


@settings(max_examples=30)
@given(st.lists(titles(), min_size=1, max_size=3).filter(lambda names: all(map(clean, names))))
def test_titles_stay_text(names: list[str]) -> None:
    harmless, hostile = (
        Page(to_html(export_input(titled(*each)))) for each in (["a"] * len(names), names)
    )
    assert [tag for tag, _ in hostile.tags] == [tag for tag, _ in harmless.tags]
    assert clean(names[0]) in hostile.text


def test_only_addresses_of_the_web_become_links() -> None:
    assert link(Resource("A", "https://example.org")).tag == "a"
    assert link(Resource("A", "javascript:alert(1)")).tag == "span"


def test_elements_are_escaped() -> None:
    made = element("p", "a < ", element("b", '"&"'), " c", title='<">', hidden=None)
    assert written(made) == (
        '<!DOCTYPE html>\n<p title="<&quot;&gt;">a &lt; <b>"&amp;"</b> c</p>\n'
    )


@given(
    st.dates(date(1900, 1, 1), date(8999, 12, 31)),
    st.integers(0, 2_000) | st.integers(0, 300_000),
)
def test_a_scale_has_few_marks_inside_of_it(first: date, days: int) -> None:
    scale = Scale(first, first + timedelta(days=days))
    marks = scale.marks()
    assert len(marks) <= 7
    assert all(0 <= share < 1 for share, _ in marks)
    assert [share for share, _ in marks] == sorted({share for share, _ in marks})
    assert (scale.start(scale.first), scale.end(scale.last)) == (0, 1)
    assert scale.shows(date.min, first)
    assert not scale.shows(date.min, first - timedelta(days=1))
    assert not scale.shows(scale.last + timedelta(days=1), date.max)


@given(st.integers(-30, 60), st.integers(0, 90), st.floats(0, 1))
def test_bars_stay_on_the_scale_and_can_be_seen(start: int, days: int, share: float) -> None:
    scale = Scale(MONDAY, MONDAY + timedelta(days=41))
    first = MONDAY + timedelta(days=start)
    drawing = bars(TopicDates(first, first + timedelta(days=days)), share, scale)
    if drawing is None:
        assert start > 41 or start + days < 0
        return
    places = [
        (float(each.attrib["x"][:-1]), float(each.attrib["width"][:-1])) for each in drawing
    ]
    assert all(x >= 0 and width >= 0 and x + width <= 100.02 for x, width in places)
    assert max(width for _, width in places) >= 100 * LEAST_WIDTH - 0.01


@pytest.mark.parametrize(
    ("start", "finish", "said"),
    [
        (date(2027, 1, 4), date(2027, 1, 4), "4 Jan 2027"),
        (date(2027, 1, 4), date(2027, 1, 9), "4 to 9 Jan 2027"),
        (date(2027, 1, 4), date(2027, 3, 9), "4 Jan to 9 Mar 2027"),
        (date(2027, 1, 4), date(2028, 1, 9), "4 Jan 2027 to 9 Jan 2028"),
    ],
)
def test_periods_name_a_month_and_a_year_once(start: date, finish: date, said: str) -> None:
    assert period(TopicDates(start, finish)) == said


def test_few_months_are_drawn_and_older_ones_listed() -> None:
    diary = planned(small())
    diary.say(MONDAY, TimeLogged("vectors", 45))
    page = Page(to_html(export_input(small(), diary, MONDAY + timedelta(days=500))))
    assert [tag for tag, _ in page.tags].count("table") == MONTHS_DRAWN
    assert "Earlier months" in page.text
    assert "Jan 2027: " in page.text


def test_the_end_of_the_calendar_is_no_trouble() -> None:
    marks = Scale(date(9998, 1, 1), date.max).marks()
    assert [name for _, name in marks] == ["Jul 9998", "Jan 9999", "Jul 9999"]


def test_the_curve_ends_at_what_is_achieved(midway: ExportInput) -> None:
    points = done_so_far(midway)
    assert points[-1][1] == midway.study_state.progress.achieved_minutes
    assert [minutes for _, minutes in points] == sorted(minutes for _, minutes in points)


def test_the_page_is_light(midway: ExportInput) -> None:
    assert len(to_html(midway)) < 40_000
    assert not re.search(r"https?://(?!www\.w3\.org)", to_html(midway))

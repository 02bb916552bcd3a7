"""Every kind of fault in a roadmap's text, with the place and the code it must get."""

from __future__ import annotations

import pytest

from mlroadmap.core.roadmap.problems import PROBLEM_LIMIT, Code
from tests.roadmap_texts import (
    FIRST,
    HEAD,
    RESOURCE,
    SOURCES,
    STAGE,
    TOPIC,
    TOPICS,
    problems_in,
)

FILE_CODES = {
    Code.MISSING_FILE,
    Code.NOT_A_FILE,
    Code.UNREADABLE_FILE,
    Code.NOT_UTF8,
    Code.TOO_LARGE,
    Code.TOO_MANY,
    Code.STRAY_FILE,
}


def hours(value: str) -> str:
    return TOPICS + f"  - {{id: a, title: A, hours: {value}}}\n"


def topic(line: str) -> str:
    return TOPIC + f"    {line}\n"


def resource(line: str) -> str:
    return RESOURCE + f"    {line}\n"


def step(line: str) -> str:
    return topic(f"steps:\n    - id: first\n      title: S\n      {line}")


def habit(line: str) -> str:
    head = "habits:\n- id: h\n  title: H\n  topic: a\n  from: a\n  minutes: 30\n"
    return f"{FIRST}{head}  {line}\n"


def card(line: str) -> str:
    head = "cards:\n    - id: c\n      question: Q\n      answer: A"
    return step("minutes: 120") + f"    {head}\n      {line}\n"


Found = tuple[int, int, str]

INVALID: dict[str, tuple[str, list[Found]]] = {
    # the text and the YAML
    "no text": ("", [(1, 1, "empty")]),
    "only comments": ("# nothing\n\n# here\n", [(1, 1, "empty")]),
    "only a document's start": ("---\n", [(1, 1, "empty")]),
    "NUL": ("format: 1\nti\0tle: T\n", [(2, 3, "not-text")]),
    "escape character": ("\ufefftitle: \x1b[31m\r\n", [(1, 8, "not-text")]),
    "half a surrogate pair": ("a: b\r\nb: \ud800\r\n", [(2, 4, "not-text")]),
    "colon in a text": (HEAD + "about: a: b\n", [(3, 9, "yaml-syntax")]),
    "tab": (HEAD + "\tabout: a\n", [(3, 1, "yaml-syntax")]),
    "open quote": (HEAD + "about: 'a\n", [(4, 1, "yaml-syntax")]),
    "broken indentation": (STAGE + " topics: []\n", [(6, 2, "yaml-syntax")]),
    "two documents": (FIRST + "---\na: b\n", [(8, 1, "yaml-documents")]),
    "anchor": (FIRST.replace("A,", "&x A,"), [(7, 20, "yaml-anchor")]),
    "alias": (FIRST + "about: *x\nnew: *y\n", [(8, 8, "yaml-alias"), (9, 6, "yaml-alias")]),
    "tag": (FIRST.replace("A,", "!!str A,"), [(7, 20, "yaml-tag")]),
    "merge key": (topic("<<: {note: x}"), [(11, 5, "yaml-merge")]),
    "list as key": (HEAD + "? [a]\n: b\n", [(3, 3, "yaml-key")]),
    "deep": ("a: " + "[" * 50 + "]" * 50, [(1, 53, "too-deep")]),
    "duplicate key": (FIRST + "title: U\n", [(8, 1, "duplicate-key")]),
    # keys
    "unknown key": (FIRST + "tilte: U\n", [(8, 1, "unknown-key")]),
    "key nobody knows": (FIRST + "xyzzy: U\n", [(8, 1, "unknown-key")]),
    "unknown key of hours": (
        hours("{low: 1, likely: 1, high: 1, hihg: 2}"),
        [(7, 59, "unknown-key")],
    ),
    "missing format": (FIRST.replace("format: 1\n", ""), [(1, 1, "missing-key")]),
    "missing title and stages": (
        "format: 1\n",
        [(1, 1, "missing-key"), (1, 1, "missing-key")],
    ),
    "stage without topics": (STAGE, [(4, 3, "missing-key")]),
    "hours without high": (hours("{low: 1, likely: 2}"), [(7, 30, "missing-key")]),
    "resource without title": (
        FIRST + "  resources:\n  - kind: book\n",
        [(9, 5, "missing-key")],
    ),
    "evidence without strength": (topic("evidence: {basis: x}"), [(11, 15, "missing-key")]),
    "sections and topics": (
        FIRST + "  sections: [{id: x, title: X, topics: [{id: b, title: B, hours: 1}]}]\n",
        [(7, 3, "conflicting-keys")],
    ),
    # types
    "roadmap is a list": ("- a\n", [(1, 1, "wrong-type")]),
    "topic is a text": (TOPICS + "  - numpy\n", [(7, 5, "wrong-type")]),
    "title is a list": (FIRST.replace("title: T", "title: [T]"), [(2, 8, "wrong-type")]),
    "title is a mapping": (FIRST.replace("title: T", "title: {a: b}"), [(2, 8, "wrong-type")]),
    "needs is a text": (topic("needs: a"), [(11, 12, "wrong-type")]),
    "covers is a mapping": (topic("covers: {a: b}"), [(11, 13, "wrong-type")]),
    "sources is a list": (SOURCES + "- a\n", [(9, 1, "wrong-type")]),
    "format is a list": (FIRST.replace("format: 1", "format: [1]"), [(1, 9, "wrong-type")]),
    "hours is a word": (hours("long"), [(7, 30, "wrong-type")]),
    "hours is quoted": (hours("'12'"), [(7, 30, "wrong-type")]),
    "hours is a list": (hours("[1, 2, 3]"), [(7, 30, "wrong-type")]),
    "hours has an exponent": (hours("1e3"), [(7, 30, "wrong-type")]),
    "free is a word": (
        resource("url: http://a.b\n    free: perhaps"),
        [(11, 11, "wrong-type")],
    ),
    "free is a list": (resource("url: http://a.b\n    free: []"), [(11, 11, "wrong-type")]),
    # emptiness
    "blank title": (FIRST.replace("title: T", "title:"), [(2, 7, "empty")]),
    "invisible title": (FIRST.replace("title: T", 'title: "\\e \\t"'), [(2, 8, "empty")]),
    "blank item": (topic("covers:\n    - "), [(12, 6, "empty")]),
    "no stages": (HEAD + "stages: []\n", [(3, 9, "empty")]),
    "no topics": (STAGE + "  topics: []\n", [(6, 11, "empty")]),
    # format
    "newer format": ("format: 2\nnew: x\n", [(1, 9, "bad-format")]),
    "format of a word": (FIRST.replace("format: 1", "format: one"), [(1, 9, "bad-format")]),
    "format in quotes": (FIRST.replace("format: 1", "format: '1'"), [(1, 9, "bad-format")]),
    # single values
    "id with capitals": (TOPICS + "  - {id: NumPy, title: A, hours: 1}\n", [(7, 10, "bad-id")]),
    "long id": (TOPICS + f"  - {{id: {'x' * 65}, title: A, hours: 1}}\n", [(7, 10, "bad-id")]),
    "id like an option": (
        TOPICS + "  - {id: --force, title: A, hours: 1}\n",
        [(7, 10, "option-like-id")],
    ),
    "id with a line end": (
        TOPICS + '  - {id: "a\\n", title: A, hours: 1}\n',
        [(7, 10, "bad-id")],
    ),
    "id is a list": (TOPICS + "  - {id: [a], title: A, hours: 1}\n", [(7, 10, "wrong-type")]),
    "bad alias": (topic("aliases: [np, Np]"), [(11, 19, "bad-id")]),
    "bad source key": (SOURCES + "  a b: {what: x, fact: y}\n", [(9, 3, "bad-id")]),
    "wrong kind": (topic("kind: projcet"), [(11, 11, "bad-choice")]),
    "wrong strength": (topic("evidence: {strength: 9000}"), [(11, 26, "bad-choice")]),
    "ftp link": (resource("url: ftp://a.b"), [(10, 10, "bad-url")]),
    "link with a space": (resource("url: http://a.b/c d"), [(10, 10, "bad-url")]),
    "link with a control": (resource('url: "http://a.b/\\e]"'), [(10, 10, "bad-url")]),
    "link without host": (resource("url: 'https://'"), [(10, 10, "bad-url")]),
    "link is a list": (resource("url: []"), [(10, 10, "wrong-type")]),
    # hours
    "no hours at all": (hours("0"), [(7, 30, "bad-hours")]),
    "negative hours": (hours("-1"), [(7, 30, "bad-hours")]),
    "seconds": (hours("0.001"), [(7, 30, "bad-hours")]),
    "a lifetime": (hours("100000.1"), [(7, 30, "bad-hours")]),
    "more digits than a float": (hours("9" * 5000), [(7, 30, "bad-hours")]),
    "infinite hours": (hours(".inf"), [(7, 30, "bad-hours")]),
    "not a number": (hours(".NaN"), [(7, 30, "bad-hours")]),
    "falling hours": (hours("{low: 3, likely: 2, high: 5}"), [(7, 30, "bad-hours")]),
    "likely above high": (hours("{low: 1, likely: 6, high: 5}"), [(7, 30, "bad-hours")]),
    "one bad of three": (hours("{low: 0, likely: 2, high: 5}"), [(7, 36, "bad-hours")]),
    # days
    "a day in words": (topic("after: 1 March"), [(11, 12, "bad-date")]),
    "no day": (topic("after: 2027-02-29"), [(11, 12, "bad-date")]),
    "a day in another century": (topic("after: 3027-02-01"), [(11, 12, "bad-date")]),
    "after is a list": (topic("after: [2027-03-01]"), [(11, 12, "wrong-type")]),
    # what YAML makes of plain texts
    "sexagesimal hours": (hours("12:30"), [(7, 30, "yaml-surprise")]),
    "octal hours": (hours("012"), [(7, 30, "yaml-surprise")]),
    "hexadecimal hours": (hours("0x10"), [(7, 30, "yaml-surprise")]),
    "underscored hours": (hours("1_000"), [(7, 30, "yaml-surprise")]),
    "id is false": (TOPICS + "  - {id: no, title: A, hours: 1}\n", [(7, 10, "yaml-surprise")]),
    "id is octal": (TOPICS + "  - {id: 012, title: A, hours: 1}\n", [(7, 10, "yaml-surprise")]),
    "title is a date": (FIRST.replace(": T", ": 2027-01-04"), [(2, 8, "yaml-surprise")]),
    "title is no date": (FIRST.replace(": T", ": 2027-99-04"), [(2, 8, "yaml-surprise")]),
    "title is null": (FIRST.replace(": T", ": ~"), [(2, 8, "yaml-surprise")]),
    "title is a version": (FIRST.replace(": T", ": 1.10"), [(2, 8, "yaml-surprise")]),
    "note is yes": (topic("note: yes"), [(11, 11, "yaml-surprise")]),
    "url is a date": (resource("url: 2027-01-04"), [(10, 10, "yaml-surprise")]),
    "kind is off": (topic("kind: off"), [(11, 11, "yaml-surprise")]),
    "free is yes": (resource("url: http://a.b\n    free: yes"), [(11, 11, "yaml-surprise")]),
    "source key is no": (SOURCES + "  no: {what: x, fact: y}\n", [(9, 3, "yaml-surprise")]),
    "need is off": (topic("needs: [off]"), [(11, 13, "yaml-surprise")]),
    # names
    "duplicate topic": (topic("").replace("id: b", "id: a"), [(8, 9, "duplicate-id")]),
    "duplicate stage": (
        FIRST + "- {id: s, title: S, topics: [{id: c, title: C, hours: 1}]}\n",
        [(8, 8, "duplicate-id")],
    ),
    "section named as its stage": (
        STAGE + "  sections: [{id: s, title: X, topics: [{id: b, title: B, hours: 1}]}]\n",
        [(6, 19, "duplicate-id")],
    ),
    "alias taken": (topic("aliases: [a]"), [(11, 15, "duplicate-id")]),
    "alias of itself": (topic("aliases: [b]"), [(11, 15, "duplicate-id")]),
    "needs twice": (topic("needs: [a, a]"), [(11, 16, "duplicate-item")]),
    "unknown need": (topic("needs: [aa]"), [(11, 13, "unknown-topic")]),
    "unknown help": (topic("helps: [zzz]"), [(11, 13, "unknown-topic")]),
    "unknown topic of a milestone": (
        FIRST + "milestones: [{title: M, topic: aa}]\n",
        [(8, 32, "unknown-topic")],
    ),
    "milestone without topic": (
        FIRST + "milestones: [{title: M}]\n",
        [(8, 14, "missing-key")],
    ),
    "need by a former id": (
        topic("aliases: [old]\n    needs: [a]")
        + "  - {id: c, title: C, hours: 1, needs: [old]}\n",
        [(13, 41, "unknown-topic")],
    ),
    "unknown source": (
        topic("evidence: {strength: fair, sources: [mit]}"),
        [(11, 42, "unknown-source")],
    ),
    "needs itself": (topic("needs: [b]"), [(11, 13, "cycle")]),
    "nameless stage": (FIRST.replace("id: s\n  ", ""), [(4, 3, "missing-key")]),
    "helps itself": (topic("helps: [b]"), [(11, 13, "cycle")]),
    "need of one without id": (
        TOPICS + "  - {title: A, hours: 1, needs: [b]}\n",
        [(7, 5, "missing-key"), (7, 34, "unknown-topic")],
    ),
    # steps and cards
    "minutes with a point": (step("minutes: 7.5"), [(14, 16, "bad-minutes")]),
    "minutes in quotes": (step("minutes: '30'"), [(14, 16, "bad-minutes")]),
    "four minutes": (step("minutes: 4"), [(14, 16, "bad-minutes")]),
    "a rule in words": (habit("rule: every day"), [(14, 9, "bad-rule")]),
    "a habit from its own topic": (habit("rule: FREQ=DAILY"), [(9, 7, "idle-habit")]),
    "no times": (habit("rule: FREQ=DAILY\n  times: 0"), [(15, 10, "bad-times")]),
    "four hours and a minute": (step("minutes: 241"), [(14, 16, "bad-minutes")]),
    "minutes are a list": (step("minutes: []"), [(14, 16, "wrong-type")]),
    "wrong kind of step": (step("kind: learn"), [(14, 13, "bad-choice")]),
    "steps are a mapping": (topic("steps: {}"), [(11, 12, "wrong-type")]),
    "library is a list": (FIRST + "library: []\n", [(8, 10, "wrong-type")]),
    "bad key of the library": (
        FIRST + "library: {A B: {title: X}}\n",
        [(8, 11, "bad-id")],
    ),
    "unknown resource of a step": (step("resource: bok"), [(14, 17, "unknown-resource")]),
    "unknown resource instead": (resource("instead: bok"), [(10, 14, "unknown-resource")]),
    "unknown step of a card": (card("step: z"), [(19, 13, "unknown-step")]),
    "misspelt step of a card": (card("step: firs"), [(19, 13, "unknown-step")]),
    "two steps of one id": (
        step("minutes: 120") + "    - {id: first, title: T}\n",
        [(12, 5, "steps-minutes"), (15, 12, "duplicate-id")],
    ),
    "two cards of one id": (
        card("step: first") + "    - {id: c, question: Q, answer: A}\n",
        [(20, 12, "duplicate-id")],
    ),
    "steps that take too little": (step("minutes: 60"), [(12, 5, "steps-minutes")]),
    # all at once
    "five faults": (
        TOPICS.replace(": T\n", ": no\n").replace("id: s\n  title:", "id: S\n  titel:")
        + "  - {id: a, title: A, hours: 0}\n",
        [
            (2, 8, "yaml-surprise"),
            (4, 3, "missing-key"),
            (4, 7, "bad-id"),
            (5, 3, "unknown-key"),
            (7, 30, "bad-hours"),
        ],
    ),
    "anchor and bad hours": (
        hours("&x 0"),
        [(7, 30, "yaml-anchor"), (7, 30, "bad-hours")],
    ),
}


@pytest.mark.parametrize(("text", "found"), INVALID.values(), ids=INVALID)
def test_a_fault_is_found_where_it_is(text: str, found: list[Found]) -> None:
    problems = problems_in(text)
    assert [(p.mark.line, p.mark.column, p.code) for p in problems] == found
    assert all(p.message.endswith(".") and p.hint for p in problems)


def test_the_table_has_a_case_for_every_code() -> None:
    in_table = {code for _, found in INVALID.values() for _, _, code in found}
    assert in_table | {code.value for code in FILE_CODES} == {code.value for code in Code}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("unknown key", "Did you mean 'title'?"),
        (
            "key nobody knows",
            "assumes, default_hours, stages, milestones, habits, library, sources.",
        ),
        ("duplicate key", "on line 2 already"),
        ("duplicate topic", "taken by line 7"),
        ("unknown need", "Did you mean 'a'?"),
        ("unknown help", "Add this topic"),
        ("need by a former id", "Did you mean 'b'?"),
        ("wrong kind", "Did you mean 'project'?"),
        ("wrong strength", "Use one of: strong, fair, weak, none."),
        ("sexagesimal hours", "'12:30' as the number 750"),
        ("sexagesimal hours", "such as 12.5."),
        ("octal hours", "'012' as the number 10"),
        ("id is false", "'no' as false, not as text. Put it in quotes: 'no'."),
        ("title is a date", "the date 2027-01-04"),
        ("title is no date", "as a date"),
        ("title is null", "as nothing"),
        ("newer format", "made for a newer mlroadmap"),
        ("seconds", "is less than a minute"),
        ("broken indentation", "began on line 1"),
        ("NUL", "U+0000"),
        ("needs itself", "b needs b."),
        ("four minutes", "is '4', not a whole number from 5 to 240."),
        ("unknown resource of a step", "There is no resource in the library 'bok'."),
        ("unknown step of a card", "Name a step of this topic."),
        ("misspelt step of a card", "Did you mean 'first'?"),
        ("two steps of one id", "'first' is the step on line 12 already."),
        ("two steps of one id", "Of the topic's 120 minutes, 0 are left for other steps."),
        ("steps that take too little", "The steps take 60 minutes and the topic 120."),
    ],
)
def test_a_problem_says_what_and_what_to_do(name: str, words: str) -> None:
    text, _ = INVALID[name]
    assert words in "\n".join(problem.located("f") for problem in problems_in(text))


def test_every_cycle_is_shown_whole_and_once() -> None:
    needs = {"a": "c", "b": "a", "c": "b", "d": "e", "e": "d"}
    text = TOPICS + "".join(
        f"  - {{id: {name}, title: T, hours: 1, needs: [{need}]}}\n"
        for name, need in needs.items()
    )
    assert [(p.mark.line, p.code, p.message) for p in problems_in(text)] == [
        (7, "cycle", "These topics wait for one another: a needs c needs b needs a."),
        (10, "cycle", "These topics wait for one another: d needs e needs d."),
    ]


def test_a_cycle_too_long_for_a_sentence_is_shortened() -> None:
    text = TOPICS + "".join(
        f"  - {{id: t{number}, title: T, hours: 1, needs: [t{(number + 1) % 200}]}}\n"
        for number in range(200)
    )
    (problem,) = problems_in(text)
    assert "t24 needs (151 more) needs t176" in problem.message


def test_reading_stops_when_there_are_more_problems_than_anyone_reads() -> None:
    text = TOPICS + "  - {}\n" * 5_000
    assert len(problems_in(text)) == PROBLEM_LIMIT + 1


def test_messages_do_not_pass_control_characters_on() -> None:
    text = FIRST + '"\\e[31mred": x\n'
    (problem,) = problems_in(text)
    assert "\x1b" not in problem.located("f")

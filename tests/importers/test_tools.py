"""Exports of other tools, each read with what it says of hours, order and progress."""

from __future__ import annotations

import json
from textwrap import dedent

import pytest

from mlroadmap.importers.raw import RawCard, RawLink, RawRoadmap, SourceError
from mlroadmap.importers.source import import_files
from tests.importers.imported import reasons, roadmap, titles, topic
from tests.importers.test_account import check


def read(name: str, text: str) -> RawRoadmap:
    raw = import_files({name: dedent(text)}, "folder")
    check(raw)
    roadmap(raw)
    return raw


def steps(raw: RawRoadmap, title: str) -> list[str]:
    return [step.title for step in topic(raw, title).steps]


TRELLO = """\
Card ID,Card Name,Card URL,Card Description,Labels,Due Complete,List Name,Board Name,Archived
1,Bread (2h),https://trello.com/c/1,"Read https://a.example/b",Baking (blue),false,Done,Study,false
2,Rolls,,,,true,To do,Study,false
3,Toast,,,,false,To do,Study,true
4,,,,,false,Doing,Study,false
"""


def test_trello_tables() -> None:
    raw = read("a.csv", TRELLO)
    assert raw.title == "Study"
    assert titles(raw) == {"Baking": {"Baking": ["Bread"]}, "Study": {"Study": ["Rolls"]}}
    bread = topic(raw, "Bread")
    assert (bread.done, bread.hours and bread.hours.likely_minutes) == (True, 120)
    assert [link.url for link in bread.links] == [
        "https://a.example/b",
        "https://trello.com/c/1",
    ]
    assert topic(raw, "Rolls").done
    assert reasons(raw) == [(4, "Toast", "archived"), (5, "", "no name")]
    weekly = read("a.csv", TRELLO.replace("Done,Study", "Week 1,Study"))
    assert titles(weekly)["Week 1"] == {"Week 1": ["Bread"]}


def test_trello_boards() -> None:
    board = {
        "name": "Study",
        "lists": [{"id": "l", "name": "Maths"}, {"id": "old", "name": "Old", "closed": True}],
        "cards": [
            {"id": "c", "name": "Sets", "idList": "l", "desc": "x", "dueComplete": True,
             "shortUrl": "https://trello.com/c/1", "labels": [{"name": "L"}, 7]},
            {"id": "d", "name": "Gone", "idList": "old"},
            {"name": 7, "idList": "l", "url": "https://trello.com/c/2"},
            "no card",
        ],
        "checklists": [
            {"idCard": "c", "checkItems": [{"name": "One"}, {"name": ""}]},
            {"idCard": "d", "checkItems": [{"name": "Two"}]},
        ],
    }  # fmt: skip
    raw = read("a.json", json.dumps(board))
    assert titles(raw) == {"Maths": {"Maths": ["Sets"]}}
    assert steps(raw, "Sets") == ["One"]
    assert topic(raw, "Sets").done
    assert [left.reason for left in raw.left_out] == ["archived", "archived", "no name"]


def test_todoist() -> None:
    raw = read(
        "a.csv",
        """\
        TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,DURATION,DURATION_UNIT
        section,Maths,,,,,
        task,[Sets](https://a.example/s) @home,See https://a.example/d,4,1,90,minute
        task,* Read [it](https://a.example/i),,4,2,,
        note,Hard,,,,,
        task,Maps (2h),,1,1,,
        task,@home,,1,1,,
        meta,view_style=list,,,,,
        ,,,,,,
        """,
    )
    assert titles(raw) == {"Maths": {"Maths": ["Sets", "Maps"]}}
    sets = topic(raw, "Sets")
    assert sets.hours is not None
    assert sets.hours.likely_minutes == 90
    assert sets.note == "See https://a.example/d Hard"
    assert sets.links == (
        RawLink("Sets", "https://a.example/s"), RawLink("it", "https://a.example/i"),
    )  # fmt: skip
    assert [(step.title, step.link) for step in sets.steps] == [
        ("Read it", RawLink("", "https://a.example/i")),
    ]  # fmt: skip
    assert [reason for _, _, reason in reasons(raw)] == [
        "in a part that is left out", "no words for a title", "of the type meta",
    ]  # fmt: skip


def test_todotxt() -> None:
    raw = read(
        "todo.txt",
        """\
        (A) 2026-12-01 Finish sets +maths @home due:2027-01-10 id:sets
        x 2026-12-20 2026-12-01 Maps +maths est:4h https://a.example/m

        Rest rec:1w
        x 2026-12-20 +maths
        """,
    )
    assert titles(raw) == {"maths": {"maths": ["Finish sets", "Maps https://a.example/m"]},
                           "todo": {"todo": ["Rest"]}}  # fmt: skip
    assert topic(raw, "Finish sets").wanted_id == "sets"
    assert [topic.done for topic in raw.topics] == [False, True, False]
    assert reasons(raw) == [(5, "x 2026-12-20 +maths", "no words for a title")]


def test_anki() -> None:
    raw = read("notes.txt", (
        "#separator:comma\n#html:true\n#deck column:1\n#tags column:4\n"
        "ML::Maths,What is a <b>set</b>?,A collection,t\n"
        'ML::Maths,{{c1::Maps::hint}} are,"x, y",t\n,Loose,,\nML,,,\n\n'
    ))  # fmt: skip
    assert titles(raw) == {
        "ML": {"ML": ["Maths"]}, "notes": {"notes": ["notes"]},
    }  # fmt: skip
    assert topic(raw, "Maths").cards == (
        RawCard("What is a set ?", "A collection"),
        RawCard("[...] are", "Maps"),
    )
    assert topic(raw, "notes").covers == ("Loose",)
    assert raw.guesses == ("each deck is one topic, which its cards belong to",)
    assert [left.reason for left in raw.left_out] == ["no words on its front"]
    with pytest.raises(SourceError, match="No topics were found"):
        read("notes.csv", "#separator:tab\n#deck:A\n")
    with pytest.raises(SourceError, match="is no row of notes"):
        read("notes.csv", "#separator:tab\n" + "x" * 200_000)


def test_playlists() -> None:
    entries = [
        {"id": "aircAruvnKk", "title": "Networks", "duration": 1120.0},
        {"title": "No id", "url": "nowhere", "duration": True},
        {"title": "[Private video]"},
        {"title": "Other", "url": "https://a.example/v"},
        None,
    ]
    raw = read("a.json", json.dumps({"title": "List", "entries": entries}))
    assert raw.title == "List"
    assert [(t.title, t.hours and t.hours.likely_minutes) for t in raw.topics] == [
        ("Networks", 19), ("No id", None), ("Other", None),
    ]  # fmt: skip
    assert topic(raw, "Networks").links[0].url == "https://www.youtube.com/watch?v=aircAruvnKk"
    assert [left.reason for left in raw.left_out] == ["private or deleted"] * 2
    table = read("a.csv", "Title,URL,Duration\nA,https://youtu.be/x,734\nB,,12:30\n")
    assert [t.hours and t.hours.likely_minutes for t in table.topics] == [12, 12]


def test_takeout_has_no_titles() -> None:
    raw = read(
        "a.csv", "Video ID,Playlist Video Creation Timestamp\naircAruvnKk,2026\nx,2026\n"
    )
    assert [topic.title for topic in raw.topics] == ["aircAruvnKk"]
    assert "yt-dlp --flat-playlist" in raw.guesses[0]
    assert reasons(raw) == [(3, "x", "no id of a video")]


def test_github_projects_and_notion_tables() -> None:
    raw = read("a.tsv", (
        "Title\tURL\tStatus\tEstimate\n"
        "Sets #3\thttps://github.com/a/b/issues/3\tDone\t3\n"
    ))  # fmt: skip
    assert [(topic.title, topic.done) for topic in raw.topics] == [("Sets", True)]
    raw = read("a.csv", (
        "Name,Blocked by,Status\nSets,,Done\n"
        'Maps,"Sets (https://www.notion.so/Sets-0123?pvs=21)",No\n'
    ))  # fmt: skip
    assert topic(raw, "Maps").needs == (
        RawLink("Sets", "https://www.notion.so/Sets-0123?pvs=21"),
    )
    assert roadmap(raw).topics["maps"].needs == ("sets",)


ORG = """\
#+TITLE: Plan
#+TODO: TODO NEXT | DONE CANCELLED
* Maths [1/2]
** DONE Sets :x:
   :PROPERTIES:
   :Effort: 4:00
   :END:
** NEXT Maps [[https://a.example/m][notes]]
   Words and https://a.example/w
   - [X] one
   - [ ] two
** CANCELLED Old
   - [ ] lost
** Words
   - [ ] boxed
   - bare
* TODO
"""


def test_org_with_keywords() -> None:
    raw = read("a.org", ORG)
    assert raw.title == "Plan"
    assert titles(raw) == {
        "Maths": {"Maths": ["Sets", "Maps notes"]}, "Words": {"Words": ["boxed"]},
    }  # fmt: skip
    sets = topic(raw, "Sets")
    assert (sets.done, sets.hours and sets.hours.likely_minutes) == (True, 240)
    assert steps(raw, "Maps notes") == ["one", "two"]
    assert [link.url for link in topic(raw, "Maps notes").links] == [
        "https://a.example/m", "https://a.example/w",
    ]  # fmt: skip
    assert {left.what: left.reason for left in raw.left_out} == {
        "Old": "skipped", "lost": "skipped", "bare": "no keyword, unlike other headlines",
        "": "no words for a title",
    }  # fmt: skip


def test_org_without_keywords() -> None:
    raw = read(
        "a.org",
        """\
        #+OPTIONS: x
        * Plan
        ** Maths
           Words.
            - [ ] [[https://a.example/s][Sets]]
              - one
            1. Maps
        """,
    )
    assert titles(raw) == {"Maths": {"Maths": ["Sets"]}}
    assert steps(raw, "Sets") == ["one"]
    assert topic(raw, "Sets").links == (RawLink("Sets", "https://a.example/s"),)


def test_obsidian_vaults() -> None:
    raw = import_files(
        {
            "Index.md": "- [[Maths/Sets|Sets]]\n- [[Sets]]\n",
            "Maths/Sets.md": (
                "# Sets\n> [!todo] Tasks\n> - [ ] Read\n\n"
                "- [x] One ✅ 2026-12-01\n- [ ] Two 📅 2027-01-10 ⏫ #task 🆔 two [hours:: 6]\n"
                "- [ ] Three [[One]] ⛔ two 🔁 every week\n- [/] Four %%x%% ^b1\n- [-] Five\n"
            ),
        },
        "vault",
    )
    check(raw)
    assert titles(raw) == {"Sets": {"Sets": ["Read", "One", "Two", "Three One", "Four"]}}
    two = topic(raw, "Two")
    assert (two.wanted_id, two.hours and two.hours.likely_minutes) == ("two", 360)
    assert topic(raw, "One").done
    assert roadmap(raw).topics["three-one"].needs == ("two",)
    assert {left.reason for left in raw.left_out} >= {"a table of contents", "struck through"}


ID = "0123456789abcdef0123456789abcdef"


def test_notion_folders() -> None:
    raw = import_files(
        {
            f"Plan {ID}.csv": "Name,Status\nSets,Done\n",
            f"Plan {ID}_all.csv": "Name,Status\nSets,Done\nMaps,No\n",
            f"Plan/Sets {ID}.md": "# Sets\n\nStatus: Done\n\n- [ ] one\n- [a](https://a.example)\n",
            f"Plan/Lost {ID}.md": "# Lost\n\nwords\n",
            f"Home {ID}.md": "# Home\n- [ ] other\n",
        },
        "export",
    )
    check(raw)
    assert titles(raw) == {"Home": {"Home": ["other"]}, "Plan": {"Plan": ["Sets", "Maps"]}}
    assert steps(raw, "Sets") == ["one"]
    assert topic(raw, "Sets").links == (RawLink("a", "https://a.example"),)
    assert [(left.file.partition(" ")[0], left.reason) for left in raw.left_out] == [
        ("Plan/Lost", "a page of no row"),
        ("Plan", "the same rows as in the file that holds all of them"),
    ]


def test_notion_pages_without_their_table() -> None:
    raw = import_files(
        {
            f"Plan {ID}/A {ID}.md": f"# A: one\n\nHours: 6\nBlocked by: B (B%20{ID}.md)\n",
            f"Plan {ID}/B {ID}.md": "# B\n\nHours: 2\nPhase: Two\n\ntext\n",
        },
        "export",
    )
    check(raw)
    assert titles(raw) == {"Plan": {"Plan": ["A: one"]}, "Two": {"Two": ["B"]}}
    assert roadmap(raw).topics["a-one"].needs == ("b",)


def test_folders_of_notes() -> None:
    words = "Many words about it that explain a thing at some length, as lessons do.\n\n" * 3
    raw = import_files(
        {
            "02-more/10-last.md": f"### Introduction\n{words}- point\n",
            "02-more/2-first.md": f"# First (2 hours)\n{words}## Part\n[v](https://a.example/v)\n",
            "01-maths/sets@abc.md": f"---\ntitle: Sets\n---\n{words}",
            "01-maths/maps.md": f"{words}- [@video@Film](https://a.example/f)\n",
            "README.md": "# About\n",
        },
        "lessons",
    )
    check(raw)
    assert titles(raw) == {
        "Maths": {"Maths": ["Maps", "Sets"]}, "More": {"More": ["First", "Last"]},
    }  # fmt: skip
    assert steps(raw, "First") == ["Part"]
    assert topic(raw, "Maps").links == (RawLink("Film", "https://a.example/f", "video"),)
    assert raw.guesses
    assert {left.reason for left in raw.left_out} == {
        "about the folder, not the subject",
        "in the text of a note: import that file alone to take them",
    }


def test_json_of_other_forms() -> None:
    data = {
        "title": "Plan",
        "modules": [
            {"name": "Maths", "lessons": [{"title": "Sets", "hours": 2, "tags": ["a"]},
                                          {"title": "Maps", "done": True, "status": "skipped"}]},
            {"name": "Rest", "url": "https://a.example/r", "x": {"y": 1}},
        ],
        "more": [1, [2]],
    }  # fmt: skip
    raw = read("a.json", json.dumps(data))
    assert raw.title == "Plan"
    assert titles(raw) == {"Maths": {"Maths": ["Sets"]}, "Plan": {"Plan": ["Rest"]}}
    assert reasons(raw) == [(0, "Maps", "skipped")]
    deep: object = {"title": "x"}
    for _ in range(30):
        deep = {"title": "y", "in": deep}
    with pytest.raises(SourceError):
        read("a.json", json.dumps(deep))


def test_plain_text() -> None:
    raw = read(
        "a.txt",
        """\
        Syllabus

        Week 1: Sets
        • one
        • two
        Week 2: Maps
        ● three
        """,
    )
    assert titles(raw) == {
        "Week 1: Sets": {"Week 1: Sets": ["one", "two"]},
        "Week 2: Maps": {"Week 2: Maps": ["three"]},
    }
    units = read("a.txt", "Lecture 1 - Sets\nLecture 2 - Maps\nwords\n")
    assert [topic.title for topic in units.topics] == [
        "Lecture 1 - Sets",
        "Lecture 2 - Maps words",
    ]
    numbers = read("a.txt", "1.1 Sets\n1.2 Maps\n")
    assert [topic.title for topic in numbers.topics] == ["Sets", "Maps"]
    assert [t.title for t in read("a.txt", '{"title": "T", "a": [{"title": "x"}]}').topics] == [
        "x"
    ]

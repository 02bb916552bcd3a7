"""Kinds of curricula in public files, each by a small example of the same kind."""

from __future__ import annotations

import pytest

from mlroadmap.importers.doubts import doubts
from mlroadmap.importers.part_words import (
    is_about_itself,
    is_contents_heading,
    is_curriculum,
    is_lesson,
    is_resources,
    is_unit,
)
from mlroadmap.importers.raw import RawCard, RawLink, RawRoadmap
from mlroadmap.importers.source import import_files
from mlroadmap.importers.wording import after_covers, after_outcome, after_prerequisites
from tests.importers.imported import markdown, reasons, roadmap, titles, topic
from tests.importers.test_account import check


def read(name: str, text: str) -> RawRoadmap:
    raw = import_files({name: text}, "folder")
    check(raw)
    roadmap(raw)
    return raw


@pytest.mark.parametrize(
    ("is_kind", "words"),
    [
        (is_resources, "Ressourcen Materialien Recursos Bibliografía Ressources Литература"),
        (is_contents_heading, "Inhaltsverzeichnis Índice Sumário Sommaire Оглавление Contents"),
        (is_about_itself, "Lizenz Licencia Licença Remerciements Авторы Grading Mitwirken"),
        (is_curriculum, "Fahrplan Temario Cronograma Программа Syllabus Lehrplan"),
        (is_unit, "Woche_3 Semana_3 Semaine_3 Неделя_3 Etapa_3 Week_3"),
        (is_lesson, "Lektion_2 Lección_2 Aula_2 Leçon_2 Лекция_2 Kapitel_2"),
    ],
)
def test_words_of_headings_in_six_languages(is_kind: object, words: str) -> None:
    assert callable(is_kind)
    for word in words.split():
        assert is_kind(word.replace("_", " ")), word
        assert not is_kind(f"Graphen und {word}"), word


def test_labels_in_other_languages() -> None:
    assert after_prerequisites("Requisitos previos: Álgebra") == "Álgebra"
    assert after_prerequisites("Voraussetzungen: Algebra") == "Algebra"
    assert after_outcome("Objetivos: sumar") == "sumar"
    assert after_covers("Темы: числа") == "числа"


def test_a_box_in_a_heading_is_not_of_its_words() -> None:
    raw = markdown("## W\n### [ ] Day 1: Bread\n- [ ] Knead\n### [x] Day 2\n- [ ] Bake\n")
    assert titles(raw) == {
        "Day 1: Bread": {"Day 1: Bread": ["Knead"]},
        "Day 2": {"Day 2": ["Bake"]},
    }


def test_a_plan_is_no_comparison_though_its_first_column_has_no_name() -> None:
    raw = markdown("| | Week | Topic |\n|-|-|-|\n| Lecture | 1 | Sets |\n| Lab | 1 | Maps |\n")
    assert titles(raw) == {"Week 1": {"Week 1": ["Sets", "Maps"]}}
    assert topic(raw, "Maps").note == "Lab"


def test_instructions_beside_a_table_are_no_topics() -> None:
    text = "## A\n- Go in order.\n- Practise.\n\n| Course |\n|-|\n| Sets |\n| Maps |\n"
    raw = markdown(text)
    assert titles(raw) == {"A": {"A": ["Sets", "Maps"]}}
    assert {reason for *_, reason in reasons(raw)} == {"unlike the items beside it"}
    linked = markdown(text.replace("Go in order.", "[Go](https://a.example)"))
    assert len(list(linked.topics)) == 2
    both = text.replace("Go in order.", "[Go](https://a.example)").replace(
        "Practise.", "[Chess](https://b.example)"
    )
    assert len(list(markdown(both).topics)) == 4


def test_columns_of_dates_are_no_titles() -> None:
    text = "Semana,Cuándo,Qué\n1,4 al 8 de septiembre,Redes\n2,11 al 15 de sept.,Bucles\n"
    raw = read("a.csv", text)
    assert titles(raw) == {"a": {"a": ["Redes", "Bucles"]}}
    assert next(raw.topics).note.startswith("Semana 1.")
    assert reasons(raw) == [(1, "Cuándo", "about people, dates or the tool, not the subject")]


def test_areas_that_differ_are_the_titles_where_nothing_else_is() -> None:
    raw = read("a.csv", "Area,State\nKafka,gap\nSQL,strong\nGo,weak\n")
    assert [each.title for each in raw.topics] == ["Kafka", "SQL", "Go"]
    raw = read("a.csv", "Area,What\nData,Kafka\nData,SQL\nCode,Go\n")
    assert titles(raw) == {"Data": {"Data": ["Kafka", "SQL"]}, "Code": {"Code": ["Go"]}}


def test_titles_that_repeat_are_sections_of_the_column_beside_them() -> None:
    rows = "".join(f"Unit {at // 4},Topic {at // 2},Part {at}\n" for at in range(8))
    raw = read("a.csv", f"Unit,Topic,Microtopic\n{rows}")
    assert titles(raw)["Unit 1"] == {
        "Topic 2": ["Part 4", "Part 5"],
        "Topic 3": ["Part 6", "Part 7"],
    }


def test_a_book_for_each_row_is_a_note_and_no_section() -> None:
    raw = read("a.csv", "Course,Book\nSets,Halmos\nMaps,Tu\nRings,Lang\n")
    assert [(each.title, each.note) for each in raw.topics] == [
        ("Sets", "Halmos"), ("Maps", "Tu"), ("Rings", "Lang"),
    ]  # fmt: skip


def test_the_id_in_a_name_of_notion_is_no_part_of_the_title() -> None:
    assert read("Term 8c1c7fdb8efa4dee956440eba060e013.csv", "Name\nSets\n").title == "Term"


def test_sums_are_left_out() -> None:
    raw = read("a.csv", "Topic,Hours\nSets,2\nTotal,2\n")
    assert reasons(raw) == [(3, "Total", "a sum of other rows")]


def test_a_list_in_a_cell_is_the_steps_of_its_title() -> None:
    raw = markdown(
        "| Week | Topic |\n|-|-|\n"
        "| 1 | **Images.**<br>• Pixels<br>• Colours |\n"
        "| 2 | <p>Sound</p><ul><li>Waves</li><li>Pitch</li></ul> |\n"
        "| 3 | Film<br>and stage |\n"
    )
    assert [(t.title, [s.title for s in t.steps]) for t in raw.topics] == [
        ("Images.", ["Pixels", "Colours"]), ("Sound", ["Waves", "Pitch"]), ("Film and stage", []),
    ]  # fmt: skip
    raw = read("a.csv", 'Topic,Hours\n"Images\n- Pixels\n- Colours",2\n"Long\ntitle",1\n')
    assert [(t.title, len(t.steps)) for t in raw.topics] == [("Images", 2), ("Long title", 0)]


def test_what_a_column_of_links_names_without_an_address_is_kept() -> None:
    raw = read("a.csv", "Topic,Link\nSets,Halmos chapter 2\nMaps,-\n")
    assert [each.links for each in raw.topics] == [(RawLink("Halmos chapter 2"),), ()]


def test_labels_among_links_are_headings_of_links_like_them() -> None:
    one, two = "[A](https://a.example/1)", "[B](https://a.example/2)"
    inside = f"  - {one.replace('A', 'C')}\n  - {two.replace('B', 'D')}\n"
    raw = markdown(f"## Courses\n- {one}\n- {two}\n- Videos:\n{inside}")
    assert titles(raw) == {"Courses": {"Courses": ["A", "B"]}, "Videos": {"Videos": ["C", "D"]}}
    alone = markdown(f"## Courses\n- Algebra:\n{inside}- Logic:\n{inside}")
    assert titles(alone) == {"Courses": {"Courses": ["Algebra", "Logic"]}}


def test_items_with_the_same_labels_are_topics_that_these_describe() -> None:
    raw = markdown(
        "## Year 1\n"
        "1. **Mechanics**\n   - *Topics:* motion, energy\n   - *Goals:* Explain motion.\n"
        "   - *Resources:* [A](https://a.example)\n"
        "2. **Calculus**\n   - *Topics:* limits\n   - *Goals:* Derive.\n"
        "3. **Poems**\n   - Homer\n   - Ovid\n"
    )
    assert [each.title for each in raw.topics] == ["Mechanics", "Calculus", "Homer", "Ovid"]
    mechanics = topic(raw, "Mechanics")
    assert (mechanics.covers, mechanics.outcome) == (("motion", "energy"), "Explain motion.")
    assert mechanics.links == (RawLink("A", "https://a.example"),)


def test_contents_that_lead_to_the_web_are_none() -> None:
    text = "# R\n## Contents\n- [x](#x)\n- [A](https://a.example)\n- [B](https://b.example)\n## X\n- c\n"
    assert [each.title for each in markdown(text).topics] == ["A", "B", "c"]
    inside = text.replace("https://b.example", "#b")
    assert [each.title for each in markdown(inside).topics] == ["c"]


def test_a_box_that_leads_elsewhere_in_the_document_is_a_task() -> None:
    raw = markdown(
        "## A\n- [ ] Read the [notes](#notes) once\n- [ ] [B](#b)\n- [ ] C\n## B\n- [ ] d\n"
    )
    assert [each.title for each in raw.topics] == ["Read the notes once", "C", "d"]


def test_a_page_that_names_only_resources_is_a_topic() -> None:
    raw = markdown("# Les boucles\n## Ressources\n- [A](https://a.example)\n")
    assert titles(raw) == {"Les boucles": {"Les boucles": ["Les boucles"]}}
    assert topic(raw, "Les boucles").links == (RawLink("A", "https://a.example"),)
    assert not list(markdown("# Links\n- [A](https://a.example)\n").topics)


def test_a_heading_with_only_resources_below_is_a_topic() -> None:
    raw = markdown(
        "# R\n## Sets\nWords.\n### Resources\n- [A](https://a.example)\n"
        "## Maps\n- One\n- Two\n### Resources\n- [B](https://b.example)\n"
    )
    assert [each.title for each in raw.topics] == ["Sets", "One", "Two"]
    assert topic(raw, "Sets").links == (RawLink("A", "https://a.example"),)


def test_parts_about_the_document_alone_are_no_doubt() -> None:
    about = "".join(f"- word {at}\n" for at in range(9))
    table = "| Course |\n|-|\n" + "".join(f"| Topic {at} |\n" for at in range(12))
    beside = "".join(f"- do {at}\n" for at in range(9))
    raw = markdown(f"# R\n## Community\n{about}\n## A\n{table}\n## B\n{beside}")
    assert not list(doubts(raw))


NOTE = "# {0}\n\n" + "A sentence that says something about it. " * 9 + "\n- One\n- Two\n"


def test_notes_may_have_lists_and_resources() -> None:
    links = "\n## Ressources\n" + "".join(
        f"- [L{at}](https://a.example/{at})\n" for at in range(9)
    )
    files = {f"0{at}-unit/note{at}.md": NOTE.format(f"Note {at}") + links for at in range(5)}
    files["01-unit/_category_.json"] = '{"label": "Unit"}'
    files["sketch.excalidraw.md"] = "# Excalidraw Data\n## Text\n"
    files["plan.md"] = "---\nexcalidraw-plugin: parsed\n---\n# Excalidraw Data\n"
    raw = import_files(files, "notes")
    check(raw)
    assert [each.title for each in raw.topics] == [f"Note {at}" for at in range(5)]
    left = [each.reason for each in raw.left_out if each.kind == "file"]
    assert sorted(left) == ["a drawing", "a drawing", "about the folder, not the subject"]


def test_a_note_with_several_titles_is_called_like_its_file() -> None:
    files = {f"{name}.md": NOTE.format("First") + NOTE.format("Second") for name in "abcd"}
    assert [each.title for each in import_files(files, "n").topics] == ["A", "B", "C", "D"]


def test_org_outlines() -> None:
    raw = read("a.org", "* Maths\n** Sets\n** Maps\n** Exercises\n1. One\n* Code\n** [-] Go\n")
    assert titles(raw) == {
        "Maths": {"Maths": ["Sets", "Maps", "Exercises"]},
        "Code": {"Code": ["Go"]},
    }
    few = "* A\n** TODO Buy\n* B\n" + "".join(f"** Part {at}\n" for at in range(9))
    assert len(list(read("a.org", few).topics)) == 10


def test_cards_without_words_are_left_out() -> None:
    raw = read("a.json", '{"lists": [], "cards": [{"name": "."}, {"name": "Sets"}]}')
    assert [each.title for each in raw.topics] == ["Sets"]


def test_lines_with_tabs_are_cards_or_a_table() -> None:
    raw = read("a.txt", "What is a set?\tA collection\nWhat is a map?\tA function\n")
    assert topic(raw, "a").cards == (
        RawCard("What is a set?", "A collection"), RawCard("What is a map?", "A function"),
    )  # fmt: skip
    raw = read("a.txt", "Week\tTopic\n1\tSets\n2\tMaps\n")
    assert [each.title for each in raw.topics] == ["Sets", "Maps"]

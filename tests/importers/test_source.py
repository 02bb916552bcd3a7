from __future__ import annotations

import json

import pytest

from mlroadmap.importers import source
from mlroadmap.importers.draft import draft
from mlroadmap.importers.raw import SourceError
from mlroadmap.importers.source import import_files
from tests.importers.imported import titles, written

DRAWING = json.dumps(
    {"nodes": [{"id": "i", "type": "topic", "data": {"label": "Vectors"}}], "edges": []}
)


def test_a_folder_with_one_file_is_that_file() -> None:
    assert titles(import_files({"a.md": "# A\n- x\n"}, "folder")) == {"A": {"A": ["x"]}}


def test_each_file_of_a_folder_is_a_stage() -> None:
    raw = import_files(
        {
            "b.csv": "title,section\nx,S\n",
            "a/c.md": "# C\n## D\n### E\n- y\n## F\n- z\n- ~~w~~\n",
            "empty.md": "words",
        },
        "folder",
    )
    assert raw.title == "folder"
    assert titles(raw) == {"C": {"D > E": ["y"], "F": ["z"]}, "b": {"S": ["x"]}}
    lines = [(left.file, left.line, left.reason.partition(";")[0]) for left in raw.left_out]
    assert lines == [("a/c.md", 7, "struck through"), ("empty.md", 0, "no topics")]
    text = written(draft(raw))
    assert "# a/c.md, line 4: - y" in text
    assert "#   a/c.md, line 7: w: struck through" in text


def test_content_files_belong_to_the_drawing_beside_them() -> None:
    raw = import_files(
        {
            "x.json": DRAWING,
            "content/vectors@i.md": "[Film](https://a.example/f)",
            "links.json": json.dumps({"j": {"links": []}}),
        },
        "folder",
    )
    (topic,) = raw.topics
    assert [link.title for link in topic.links] == ["Film"]


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "nothing to import"),
        ({"a.md": "words"}, "No topics were found in 'a'. Looked for task-list boxes"),
        ({"a.csv": "title\n"}, "Looked for rows under a header"),
        ({"a.json": '{"nodes": []}'}, "Looked for nodes of the types topic and subtopic"),
        ({"a.md": "x", "b.csv": ""}, "Looked for Markdown, CSV"),
        ({"\x1b[31ma.json": "{"}, r"^a\.json is not JSON"),
    ],
)
def test_nothing_found_is_an_error_that_says_what_was_looked_for(
    files: dict[str, str], words: str
) -> None:
    with pytest.raises(SourceError, match=words):
        import_files(files, "folder")


def test_too_many_topics(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "TOPIC_LIMIT", 2)
    with pytest.raises(SourceError, match="3 topics, more than the 2"):
        import_files({"a.md": "- x\n- y\n- z\n"}, "x")

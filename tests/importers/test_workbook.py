"""Spreadsheets and PDFs, made here with other libraries or by hand."""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import date, time, timedelta

import pytest

from mlroadmap.importers.kinds import instead_of
from mlroadmap.importers.pdf_text import read_pdf
from mlroadmap.importers.raw import SourceError
from mlroadmap.importers.source import import_files
from mlroadmap.importers.workbook import read_workbook, rows_of
from tests.importers.imported import titles
from tests.importers.test_account import check

_TABLE = (
    '<?xml version="1.0"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body>"
    "</office:document-content>"
)

_MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    "</manifest:manifest>"
)


def cell(value: object) -> str:
    match value:
        case bool():
            kind = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
        case int() | float():
            kind = f'office:value-type="float" office:value="{value}"'
        case date():
            kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
        case _:
            kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{value}</text:p></table:table-cell>"


def workbook(sheets: dict[str, list[list[object]]]) -> bytes:
    """Write an OpenDocument spreadsheet."""
    written = "".join(
        f'<table:table table:name="{name}">'
        + "".join(
            f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows
        )
        + "</table:table>"
        for name, rows in sheets.items()
    )
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", _TABLE.format(sheets=written))
    return found.getvalue()


def pdf(text: str) -> bytes:
    """Write a PDF of one page."""
    stream = f"BT /F1 12 Tf 14 TL 72 720 Td {text} ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /MediaBox [0 0 9 9] /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    found = io.BytesIO(b"%PDF-1.4\n")
    found.seek(0, io.SEEK_END)
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(found.tell())
        found.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = found.tell()
    found.write(b"xref\n0 7\n0000000000 65535 f \n")
    found.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    found.write(b"trailer\n<< /Size 7 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start)
    return found.getvalue()


def test_each_sheet_is_a_stage() -> None:
    content = workbook(
        {
            "Maths": [
                ["My plan"],
                ["Topic", "Hours", "Done"],
                ["Sets", 2.5, True],
                ["Maps", 3, False],
            ],
            "Empty": [],
            "Rest": [["Topic"], ["x"]],
        }
    )
    raw = import_files({"plan.ods": content}, "plan")
    check(raw)
    assert titles(raw) == {"Maths": {"Maths": ["Sets", "Maps"]}, "Rest": {"Rest": ["x"]}}
    sets, maps, _ = raw.topics
    assert (sets.done, sets.hours and sets.hours.likely_minutes) == (True, 150)
    assert not maps.done
    one = import_files(
        {"plan.ods": workbook({"S": [["Topic", "Date"], ["a", date(2027, 1, 4)]]})}, "x"
    )
    assert titles(one) == {"plan": {"plan": ["a"]}}


def test_cells_are_written_as_people_see_them() -> None:
    values = [
        [1.0, 2.50, timedelta(minutes=90), time(1, 30), date(2027, 1, 4), True, False, " a "]
    ]
    assert rows_of(values) == [
        (1, ["1", "2.5", "1h 30m", "1h 30m", "2027-01-04", "yes", "no", "a"])
    ]


def test_what_is_no_spreadsheet_or_pdf() -> None:
    with pytest.raises(SourceError, match="is no spreadsheet"):
        import_files({"a.xlsx": b"no"}, "x")
    with pytest.raises(SourceError, match="is no PDF"):
        import_files({"a.pdf": b"no"}, "x")
    with pytest.raises(SourceError, match="holds pictures of text"):
        read_pdf(pdf("() Tj"))


def test_pdfs() -> None:
    raw = import_files({"a.pdf": pdf("(Week 1: Sets) Tj T* (Week 2: Maps) Tj")}, "x")
    assert [topic.title for topic in raw.topics] == ["Week 1: Sets", "Week 2: Maps"]


@pytest.mark.parametrize(("name", "module"), [("a.ods", "python_calamine"), ("a.pdf", "pypdf")])
def test_without_the_extra(name: str, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(SourceError, match="which needs an extra: pip install"):
        import_files({name: b""}, "x")


def test_what_would_work_instead() -> None:
    assert "plain text" in instead_of("a/B.APKG")
    assert instead_of("a.md") == ""
    assert list(read_workbook(workbook({"S": []}))) == []

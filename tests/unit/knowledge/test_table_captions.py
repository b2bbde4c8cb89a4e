"""What stands above a table is said again by each of its parts: in HTML, Word, OpenDocument, PDF and sheets."""

import io

import pytest
from docx import Document
from openpyxl import Workbook
from pdf_writing import Text, pdf

from citewell.domain.documents import Passage
from citewell.knowledge.chunking import cut_passages
from citewell.knowledge.loaders import load_bytes
from citewell.knowledge.loaders.text.captions import is_caption

CAPTION = "Table 2: Fees of the tariffs"
COLUMNS = ("Tariff", "Monthly fee", "Data")
ROWS = [(f"Z-{n:02}", f"{n}.50 EUR", f"{n}0 GB") for n in range(1, 61)]


def cut(data: bytes, name: str) -> list[tuple[Passage, str]]:
    document = load_bytes(data, name)
    return [(passage, document.text[passage.start : passage.end]) for passage in cut_passages(document)]


def html() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    head = "".join(f"<th>{name}</th>" for name in COLUMNS)
    return f"<h2>Mobile</h2><table><caption>{CAPTION}</caption><tr>{head}</tr>{rows}</table>".encode()


def html_with_a_line_above() -> bytes:
    return (
        html()
        .replace(f"<caption>{CAPTION}</caption>".encode(), b"")
        .replace(b"<table>", f"<p>{CAPTION}</p><table>".encode())
    )


def docx() -> bytes:
    document = Document()
    document.add_heading("Mobile", 2)
    document.add_paragraph(CAPTION.removeprefix("Table 2: "), style="Caption")
    table = document.add_table(rows=0, cols=3)
    for row in (COLUMNS, *ROWS):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "name"), [(html(), "a.html"), (html_with_a_line_above(), "a.html"), (docx(), "a.docx")]
)
def test_each_part_says_caption_and_columns(data, name):
    passages = [passage for passage, _ in cut(data, name)]
    assert len(passages) > 2
    for passage in passages:
        assert "Fees of the tariffs" in " ".join((passage.text, *passage.heading))
        assert passage.heading[0] == "Mobile"
        assert all(f"{name}: " in row for row in passage.text.split("\n") if "Z-" in row for name in COLUMNS)


def test_a_pdf_says_its_header_again():
    lines = [Text(50, 780, CAPTION)]
    for i, row in enumerate((COLUMNS, *ROWS[:40])):
        lines += [Text(50 + 150 * column, 750 - 16 * i, cell) for column, cell in enumerate(row)]
    passages = cut(pdf([lines]), "a.pdf")
    assert len(passages) > 2
    for passage, _ in passages[1:]:
        assert passage.heading == (CAPTION, "Tariff | Monthly fee | Data")
        assert all(row.count("Monthly fee: ") == 1 for row in passage.text.split("\n"))


def test_the_rows_of_a_sheet_say_its_title():
    book = Workbook()
    for row in (("Fees of 2026",), (), COLUMNS, *ROWS):
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    passages = [passage for passage, _ in cut(target.getvalue(), "a.xlsx")]
    assert passages[5].heading == ("Fees of 2026",)
    assert passages[5].text == "Tariff: Z-05; Monthly fee: 5.50 EUR; Data: 50 GB"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Table 1. Fees", True),
        ("Tabelle 4: Tarife", True),
        ("Tableau II – Tarifs", True),
        ("These are the fees:", True),
        ("Tables are kept in the cellar.", False),
        ("A sentence like any other.", False),
        ("Table: " + "long " * 60, False),
        ("", False),
    ],
)
def test_captions(text, expected):
    assert is_caption(text) is expected

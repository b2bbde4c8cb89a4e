"""Make the files of the sample packs that are no text: PDF and DOCX of Markdown, XLSX and SQLite of CSV.

``packaging/samples/<pack>/<folder>/<name>.pdf.md`` becomes ``sample_kb/<pack>/<folder>/<name>.pdf``, and so on; front
matter becomes a sidecar beside the file. Made again, a file has the same bytes (with the same fonts and libraries).
"""

import argparse
import csv
import io
import os
import re
import sqlite3
import sys
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as DocxDocument
from docx.text.paragraph import Paragraph
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_HASH_SEED"] = "0"  # fonts are written in the order of a hash

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF, QUuid
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

ROOT = Path(__file__).resolve().parents[1]
SOURCES, PACKS = ROOT / "packaging" / "samples", ROOT / "sample_kb"
MADE_AT = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
"""What the files say of when they were made."""
_FRONT_MATTER = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
_PDF_DATE = re.compile(rb"\(D:\d{14}[^)]*\)")
_XMP_DATE = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_CORE_DATE = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_PDF_DPI = 1200
_INTEGER, _DECIMAL = re.compile(r"-?(?:0|[1-9]\d{0,14})"), re.compile(r"-?(?:0|[1-9]\d*)\.\d{1,6}")


def main() -> int:
    """Make what is asked for; how many were made is printed."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("packs", nargs="*", help="packs (default: all)")
    wanted = options.parse_args().packs
    application = QGuiApplication(sys.argv[:1])
    made = 0
    for source in sorted(SOURCES.rglob("*")):
        name = source.relative_to(SOURCES)
        if source.is_file() and (not wanted or name.parts[0] in wanted):
            write(source, PACKS / name.with_suffix(""))
            made += 1
    del application
    print(f"{made} files made")
    return 0


def write(source: Path, target: Path) -> None:
    """Make ``target`` of ``source``, and a sidecar of its front matter."""
    text = source.read_text(encoding="utf-8")
    front = _FRONT_MATTER.match(text)
    makers = {".pdf": pdf_of, ".docx": docx_of, ".xlsx": xlsx_of, ".sqlite": sqlite_of}
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(makers[target.suffix](text[front.end() :] if front else text, target.stem))
    if front:
        target.with_name(f"{target.name}.meta.yaml").write_text(front[1], encoding="utf-8")


def pdf_of(text: str, name: str) -> bytes:
    """Markdown printed on A4 pages."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_PDF_DPI)
    writer.setTitle(_title(text, name))
    writer.setCreator("Citewell samples")
    writer.setDocumentId(QUuid.createUuidV5(QUuid(), name.encode()))
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(20, 20, 20, 20),
            QPageLayout.Unit.Millimeter,
        )
    )
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)  # a point is a point
    font = QFont("DejaVu Sans")
    font.setPointSizeF(9)
    document.setDefaultFont(font)
    document.setMarkdown(text)
    _widen_tables(document)
    document.setPageSize(QSizeF(writer.pageLayout().paintRectPixels(writer.resolution()).size()))
    document.print_(writer)
    del document, writer
    return _dated(bytes(buffer.data().data()))


def _widen_tables(document: QTextDocument) -> None:
    """Let tables fill the width, with room between the columns and thin lines."""
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            style = frame.format()
            style.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
            style.setBorder(1)
            style.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            style.setBorderBrush(QBrush(QColor(150, 150, 150)))
            style.setBorderCollapse(True)
            style.setCellPadding(9)
            frame.setFormat(style)


def _dated(data: bytes) -> bytes:
    """A PDF with fixed dates of the same length, so that offsets in it stay right."""
    own = MADE_AT.strftime("%Y%m%d%H%M%S").encode()
    data = _PDF_DATE.sub(lambda found: b"(D:" + own + found[0][17:-1].translate(_ZEROS) + b")", data)
    day = MADE_AT.strftime("%Y-%m-%dT%H:%M:%S").encode()
    return _XMP_DATE.sub(lambda found: day + found[0][19:].translate(_ZEROS), data)


_ZEROS = bytes.maketrans(b"123456789-", b"000000000+")


def docx_of(text: str, name: str) -> bytes:
    """Markdown as a Word document with headings, lists and tables in the styles that Word has for them."""
    document = Document()
    core = document.core_properties
    core.title, core.author = _title(text, name), "Citewell samples"
    core.created = core.modified = MADE_AT.replace(tzinfo=None)
    for node in SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(text)):
        _add_block(document, node)
    out = io.BytesIO()
    document.save(out)
    return _plain_zip(out.getvalue())


def _add_block(document: DocxDocument, node: SyntaxTreeNode, style: str | None = None) -> None:
    if node.type == "heading":
        _add_runs(document.add_heading(level=int(node.tag[1])), node.children[0])
    elif node.type == "paragraph":
        _add_runs(document.add_paragraph(style=style), node.children[0])
    elif node.type in {"bullet_list", "ordered_list"}:
        for item in node.children:
            for block in item.children:
                _add_block(document, block, "List Bullet" if node.type == "bullet_list" else "List Number")
    elif node.type == "table":
        _add_table(document, [row for part in node.children for row in part.children])
    else:
        raise ValueError(f"no way to write {node.type}")


def _add_table(document: DocxDocument, rows: list[SyntaxTreeNode]) -> None:
    table = document.add_table(len(rows), len(rows[0].children), style="Table Grid")
    for row, cells in zip(rows, table.rows, strict=True):
        for node, cell in zip(row.children, cells.cells, strict=True):
            _add_runs(cell.paragraphs[0], node.children[0], bold=node.type == "th")


def _add_runs(paragraph: Paragraph, node: SyntaxTreeNode, *, bold: bool = False, italic: bool = False) -> None:
    for part in node.children:
        if part.type in {"text", "code_inline"}:
            run = paragraph.add_run(part.content)
            run.bold, run.italic = bold or None, italic or None
        elif part.type in {"softbreak", "hardbreak"}:
            paragraph.add_run(" " if part.type == "softbreak" else "\n")
        elif part.type in {"strong", "em", "link"}:
            _add_runs(paragraph, part, bold=bold or part.type == "strong", italic=italic or part.type == "em")
        else:
            raise ValueError(f"no way to write {part.type}")


def xlsx_of(csv_text: str, name: str) -> bytes:
    """CSV as a workbook of one sheet; numbers and days are cells of their kind."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = name
    rows = list(csv.reader(io.StringIO(csv_text)))
    for row in rows:
        sheet.append([_value(cell) for cell in row])
        for number, text in enumerate(row, 1):
            if _DECIMAL.fullmatch(text):
                sheet.cell(sheet.max_row, number).number_format = re.sub(r"\d", "0", f"0.{text.partition('.')[2]}")
    for number, column in enumerate(zip(*rows, strict=True), 1):
        sheet.column_dimensions[get_column_letter(number)].width = min(48, max(map(len, column)) + 2)
        sheet.cell(1, number).font = Font(bold=True)
    sheet.freeze_panes = "A2"
    workbook.properties.creator = "Citewell samples"
    workbook.properties.created = MADE_AT.replace(tzinfo=None)
    out = io.BytesIO()
    workbook.save(out)
    return _plain_zip(out.getvalue())


def sqlite_of(text: str, name: str) -> bytes:
    """CSV as a database of one table, with the first column as its key."""
    header, *rows = csv.reader(io.StringIO(text))
    columns = ", ".join(f'"{column}"{" PRIMARY KEY" if not number else ""}' for number, column in enumerate(header))
    with sqlite3.connect(":memory:") as database:
        database.execute(f'CREATE TABLE "{name}" ({columns})')
        marks = ", ".join("?" * len(header))
        database.executemany(
            f'INSERT INTO "{name}" VALUES ({marks})',  # noqa: S608  our own file
            [[_value(cell, days=False) for cell in row] for row in rows],
        )
        database.commit()
        return database.serialize()


def _value(cell: str, *, days: bool = True) -> str | int | float | date | None:
    """A cell's text as the value that it stands for."""
    if _INTEGER.fullmatch(cell):
        return int(cell)
    if _DECIMAL.fullmatch(cell):
        return float(cell)
    if days and re.fullmatch(r"\d{4}-\d\d-\d\d", cell):
        return date.fromisoformat(cell)
    return cell or None


def _plain_zip(data: bytes) -> bytes:
    """An archive with fixed dates, in its files' entries and in its core properties."""
    stamp = MADE_AT.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _CORE_DATE.sub(lambda found: found[1] + stamp, content)
            same = zipfile.ZipInfo(entry.filename, MADE_AT.timetuple()[:6])
            same.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(same, content)
    return out.getvalue()


def _title(text: str, name: str) -> str:
    heading = re.search(r"^# (.+)$", text, re.MULTILINE)
    return heading[1].strip() if heading else name


if __name__ == "__main__":
    sys.exit(main())

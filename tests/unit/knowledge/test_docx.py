"""Word documents."""

import io

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from tests.unit.knowledge.damage import (
    LAUGHS,
    OUTSIDE,
    bomb,
    damaged,
    read_or_refused,
    rewritten,
    unzipped,
    with_parts,
    with_prologue,
    zipped,
)

from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.loaders import load_bytes
from citewell.knowledge.loaders.office.docx import load_docx

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def raw(body: str, **parts: str) -> bytes:
    """A document of this body alone, with other parts such as ``footnotes`` by name."""
    files = {f"word/{name}.xml": f"<w:{name} {NAMES}>{xml}</w:{name}>" for name, xml in parts.items()}
    return zipped({"word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>", **files})


def texts(data: bytes) -> list[str]:
    return [block.text for block in load_docx(data, "").blocks]


def levels(data: bytes) -> list[tuple[str, int]]:
    return [(block.text, block.level) for block in load_docx(data, "").blocks]


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(*rows: list[str], properties: str = "") -> str:
    cells = ("".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{properties}{row}</w:tr>" for row in cells) + "</w:tbl>"


def handbook() -> bytes:
    document = docx.Document()
    document.core_properties.title = "Handbook of returns"
    document.core_properties.version = "2.1"
    document.core_properties.language = "en-GB"
    document.sections[0].header.paragraphs[0].text = "page header"
    document.sections[0].footer.paragraphs[0].text = "page footer"
    document.add_heading("Returns", 1)
    paragraph = document.add_paragraph("You have ")
    paragraph.add_run("30").bold = True
    paragraph.add_run(" days\nto return\tit.")
    document.add_paragraph("unused", style="List Bullet")
    document.add_paragraph("with the bill", style="List Bullet 2")
    document.add_paragraph("Pack it", style="List Number")
    document.add_paragraph("Send it", style="List Number")
    grid = document.add_table(3, 3)
    for row, values in zip(
        grid.rows, [("Plan", "Price", "Region"), ("Pro", "12 €", "EU"), ("Team", "", "US")], strict=True
    ):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    document.add_heading("Costs", 2)
    document.add_paragraph("None.")
    return saved(document)


HANDBOOK = handbook()


def test_what_a_reader_sees():
    assert levels(HANDBOOK) == [
        ("Returns", 1),
        ("You have 30 days to return it.", 0),
        ("- unused", 0),
        ("- with the bill", 0),
        ("1. Pack it", 0),
        ("2. Send it", 0),
        ("Plan: Pro; Price: 12 €; Region: EU", 0),
        ("Plan: Team; Region: US", 0),
        ("Costs", 2),
        ("None.", 0),
    ]


def test_offsets_are_those_of_the_extracted_text():
    document = load_docx(HANDBOOK, "")
    assert [document.text[block.start : block.end] for block in document.blocks] == [b.text for b in document.blocks]


def test_metadata():
    metadata = load_docx(HANDBOOK, "name").metadata
    assert (metadata.title, metadata.version, metadata.language) == ("Returns", "2.1", "en")


@pytest.mark.parametrize(
    ("headings", "prop", "title"),
    [
        ([("Guide", 0), ("One", 1)], "Property", "Guide"),
        ([("One", 1), ("Two", 1)], "Property", "Property"),
        ([("One", 1), ("Two", 1)], "", "One"),
        ([], " ", "name"),
    ],
)
def test_title(headings, prop, title):
    document = docx.Document()
    document.core_properties.title = prop
    for text, level in headings:
        document.add_heading(text, level)
    document.add_paragraph("text")
    assert load_docx(saved(document), "name").metadata.title == title


def test_headings_by_built_in_name_outline_level_and_inheritance():
    styles = (
        '<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="own"><w:basedOn w:val="berschrift2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="out"><w:pPr><w:outlineLvl w:val="3"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    body = "".join(
        p(f"{name}", f'<w:pStyle w:val="{name}"/>') for name in ("berschrift2", "own", "out", "a", "Heading3")
    )
    body += p("direct", '<w:outlineLvl w:val="0"/>') + p("deep", '<w:outlineLvl w:val="8"/>')
    body += p("body", '<w:pStyle w:val="own"/><w:outlineLvl w:val="9"/>')
    assert [level for _, level in levels(raw(body, styles=styles))] == [2, 2, 4, 0, 3, 1, 6, 0]


LEVELS = "".join(
    f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
    for at, (kind, text) in enumerate(
        [("decimal", "%1."), ("lowerLetter", "%2)"), ("lowerRoman", "(%3)"), ("decimal", "%1.%2.%4")]
    )
)
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="7">{LEVELS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="none"/></w:num>'
)


def item(list_id: int, level: int, text: str = "x") -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


@pytest.mark.parametrize(
    ("items", "marks"),
    [
        ([(1, 0), (1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1)], ["1.", "2.", "a)", "b)", "(i)", "3.", "a)"]),
        ([(1, 0), (2, 0), (2, 0), (3, 0)], ["1.", "5.", "6.", "7."]),
        ([(1, 0), (1, 1), (1, 3)], ["1.", "a)", "1.a.1"]),
        ([(0, 0), (4, 0), (9, 0), (1, 8)], ["", "", "", ""]),
    ],
)
def test_numbers_as_word_counts_them(items, marks):
    body = "".join(item(*one) for one in items)
    assert texts(raw(body, numbering=NUMBERING)) == [f"{mark} x".strip() for mark in marks]


def test_numbered_headings_keep_their_number():
    levels_xml = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:pStyle w:val="Heading1"/><w:lvlText w:val="%1"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:pStyle w:val="Heading2"/><w:lvlText w:val="%1.%2"/></w:lvl>'
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        for n in (1, 2)
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{levels_xml}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = "".join(p(f"H{n}", f'<w:pStyle w:val="Heading{n}"/>') for n in (1, 2, 2, 1, 2))
    assert texts(raw(body, styles=styles, numbering=numbering)) == ["1 H1", "1.1 H2", "1.2 H2", "2 H1", "2.1 H2"]


def run(text: str, tag: str = "t") -> str:
    return f"<w:r><w:{tag}>{text}</w:{tag}></w:r>"


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (f"<w:ins>{run('new')}</w:ins><w:del>{run('old', 'delText')}{run('old')}</w:del>", "new"),
        (f"<w:moveFrom>{run('from')}</w:moveFrom><w:moveTo>{run('to')}</w:moveTo>", "to"),
        (f'<w:hyperlink r:id="x">{run("the link")}</w:hyperlink>', "the link"),
        (
            f"{mark('begin')}{run('DATE', 'instrText')}{mark('separate')}{run('3 March')}{mark('end')}{run(' is it')}",
            "3 March is it",
        ),
        (
            f"{mark('begin')}{mark('begin')}{mark('separate')}{run('hidden')}{mark('end')}{mark('separate')}{run('shown')}",
            "shown",
        ),
        (f'<w:fldSimple w:instr="PAGE">{run("4")}</w:fldSimple>', "4"),
        (f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>{run('seen')}", "seen"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>seen</w:t></w:r>', "seen"),
        (f'<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>white</w:t></w:r>{run("seen")}', "seen"),
        (f'<w:r><w:rPr><w:sz w:val="2"/></w:rPr><w:t>tiny</w:t></w:r>{run("seen")}', "seen"),
        ('<w:r><w:rPr><w:color w:val="FFFFFF"/><w:shd w:fill="000000"/></w:rPr><w:t>seen</w:t></w:r>', "seen"),
        ('<w:r><w:rPr><w:color w:val="FFFFFF"/><w:highlight w:val="black"/></w:rPr><w:t>seen</w:t></w:r>', "seen"),
        (f"{run('a')}<w:r><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>", "a b c-d"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('filled in')}</w:sdtContent></w:sdt>", "filled in"),
        (f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Click')}</w:sdtContent></w:sdt>x", ""),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✓"),
        (f"<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>{run(' holds')}", "a=b holds"),
        (f"<w:commentRangeStart/>{run('said')}<w:r><w:commentReference w:id='1'/></w:r>", "said"),
    ],
)
def test_runs(inside, text):
    assert texts(raw(f"<w:p>{inside}</w:p>")) == ([text] if text else [])


def test_styles_hide_runs_too():
    styles = (
        '<w:style w:type="character" w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="White"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Banner"><w:basedOn w:val="White"/>'
        '<w:pPr><w:shd w:fill="1F3864"/></w:pPr></w:style>'
    )
    by_run = '<w:p><w:r><w:rPr><w:rStyle w:val="Gone"/></w:rPr><w:t>gone</w:t></w:r></w:p>'
    body = by_run + p("white", '<w:pStyle w:val="White"/>') + p("seen", '<w:pStyle w:val="Banner"/>')
    assert texts(raw(body, styles=styles)) == ["seen"]


def test_white_text_of_a_cell_is_read():
    white = '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>Plan</w:t></w:r>'
    cell = f"<w:tc><w:tcPr><w:shd w:fill='000000'/></w:tcPr><w:p>{white}</w:p></w:tc>"
    assert texts(raw(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>")) == ["Plan"]


def test_a_field_that_never_ends_hides_nothing_after_its_paragraph():
    assert texts(raw(f"<w:p>{mark('begin')}{run('X', 'instrText')}</w:p>{p('after')}")) == ["after"]


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next():
    deleted = "<w:rPr><w:del/></w:rPr>"
    assert texts(raw(p("one ", deleted) + p("two") + p("end", deleted))) == ["one two", "end"]


def test_deleted_rows_are_gone():
    kept = table(["Plan", "Price", "x"], ["Pro", "1", "y"]).removesuffix("</w:tbl>")
    gone = table(["Old", "2", "z"], properties="<w:trPr><w:del/></w:trPr>").removeprefix("<w:tbl>")
    assert texts(raw(kept + gone)) == ["Plan: Pro; Price: 1; x: y"]


def test_notes_follow_the_paragraph_that_refers_to_them():
    body = (
        f"<w:p>{run('Free')}<w:r><w:footnoteReference w:id='2'/></w:r>{run(' returns')}</w:p>"
        f"<w:p>{run('Late')}<w:r><w:endnoteReference w:id='1'/><w:endnoteReference w:id='9'/></w:r></w:p>"
    )
    footnotes = (
        f"<w:footnote w:id='-1'>{p('separator')}</w:footnote>"
        f"<w:footnote w:id='2'><w:p>{run('In the EU.')}<w:r><w:footnoteReference w:id='2'/></w:r></w:p></w:footnote>"
    )
    endnotes = f"<w:endnote w:id='1'>{p('After 30 days.')}</w:endnote>"
    data = raw(body, footnotes=footnotes, endnotes=endnotes)
    assert texts(data) == ["Free returns", "In the EU.", "Late", "After 30 days."]


def test_text_boxes_are_read_once():
    box = f"<w:txbxContent>{p('in the box')}</w:txbxContent>"
    choice = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
    fallback = f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    inside = f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>"
    assert texts(raw(f"<w:p>{run('around')}{inside}</w:p>")) == ["around", "in the box"]


def test_tables_of_contents_are_left_out():
    styles = '<w:style w:type="paragraph" w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>'
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    wrapped = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{p('Contents')}</w:sdtContent></w:sdt>"
    body = wrapped + p("Returns 3", '<w:pStyle w:val="Verzeichnis1"/>') + p("text")
    assert texts(raw(body, styles=styles)) == ["text"]


def test_order_of_paragraphs_and_tables_is_kept():
    body = p("before") + table(["Plan", "Price", "In"], ["Pro", "12", "€"]) + p("after")
    assert texts(raw(body)) == ["before", "Plan: Pro; Price: 12; In: €", "after"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["Plan", "Price"], ["Pro", "12 €"]], ["Plan: Pro; Price: 12 €"]),
        ([["Phone:", "+49 30 1234"], ["Hours", "9 to 17"]], ["Phone: +49 30 1234", "Hours: 9 to 17"]),
        ([["E-mail", "help@example.org"], ["Hours", "9 to 17"]], ["E-mail: help@example.org", "Hours: 9 to 17"]),
        ([["only", "one row"]], ["only", "one row"]),
        ([["one"], ["column"]], ["one", "column"]),
        ([["", "EU", "US"], ["Pro", "12 €", "13 $"]], ["Pro; EU: 12 €; US: 13 $"]),
    ],
)
def test_which_row_names_the_columns(rows, expected):
    assert texts(raw(table(*rows))) == expected


def test_a_marked_header_counts_whatever_is_in_it():
    document = docx.Document()
    grid = document.add_table(2, 2)
    for cell, value in zip([*grid.rows[0].cells, *grid.rows[1].cells], ["Year", "2025", "Sales", "7"], strict=True):
        cell.text = value
    grid.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {NAMES}/>"))
    assert texts(saved(document)) == ["Year: Sales; 2025: 7"]


def test_merged_cells():
    document = docx.Document()
    grid = document.add_table(5, 3)
    values = [
        ["Plan", "Price", ""],
        ["", "EU", "US"],
        ["Pro", "12 €", "13 $"],
        ["Team", "20 €", ""],
        ["All plans", "", ""],
    ]
    for row, texts_of_row in zip(grid.rows, values, strict=True):
        for cell, value in zip(row.cells, texts_of_row, strict=True):
            cell.text = value
    grid.cell(0, 1).merge(grid.cell(0, 2))
    grid.cell(0, 0).merge(grid.cell(1, 0))
    grid.cell(3, 1).merge(grid.cell(3, 2))
    grid.cell(4, 0).merge(grid.cell(4, 2))
    assert texts(saved(document)) == [
        "Plan: Pro; Price EU: 12 €; Price US: 13 $",
        "Plan: Team; Price EU: 20 €",
        "All plans",
    ]


def test_a_cell_over_several_rows_is_said_in_each():
    document = docx.Document()
    grid = document.add_table(3, 3)
    for row, values in zip(
        grid.rows, [["Region", "Plan", "Days"], ["EU", "Pro", "30"], ["", "Team", "14"]], strict=True
    ):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    grid.cell(1, 0).merge(grid.cell(2, 0))
    assert texts(saved(document)) == ["Region: EU; Plan: Pro; Days: 30", "Region: EU; Plan: Team; Days: 14"]


def test_tables_in_tables_and_lists_in_cells():
    document = docx.Document()
    grid = document.add_table(2, 2)
    for cell, value in zip([*grid.rows[0].cells, *grid.rows[1].cells], ["Case", "Steps", "Lost", "Ask:"], strict=True):
        cell.text = value
    grid.cell(1, 1).add_paragraph("for the bill", style="List Number")
    inner = grid.cell(1, 1).add_table(2, 2)
    for cell, value in zip([*inner.rows[0].cells, *inner.rows[1].cells], ["Fee", "Tax", "3", "1"], strict=True):
        cell.text = value
    assert texts(saved(document)) == ["Case: Lost; Steps: Ask: 1. for the bill", "Fee: 3; Tax: 1"]


def test_a_table_with_headings_in_it_only_places_text():
    document = docx.Document()
    grid = document.add_table(2, 2)
    grid.cell(0, 0).paragraphs[0].text = "left"
    grid.cell(0, 1).add_paragraph("Title", style="Heading 2")
    grid.cell(1, 1).text = "right"
    assert levels(saved(document)) == [("left", 0), ("Title", 2), ("right", 0)]


def test_title_style_derived_from_the_built_in_one():
    document = docx.Document()
    own = document.styles.add_style("Cover", WD_STYLE_TYPE.PARAGRAPH)
    own.base_style = document.styles["Title"]
    document.add_paragraph("The guide", style="Cover")
    assert levels(saved(document)) == [("The guide", 1)]


def test_a_strict_document_is_read():
    strict = {
        name: data.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/", b"http://purl.oclc.org/ooxml/wordprocessingml/"
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/"
        )
        for name, data in unzipped(HANDBOOK).items()
    }
    assert levels(zipped(strict)) == levels(HANDBOOK)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "password-protected, or in an old binary format"),
        (b"plain text", "damaged"),
        (HANDBOOK[:-50], "damaged"),
        (bomb("word/document.xml"), "zip bomb"),
        (zipped({"a.docx": HANDBOOK}), "not a Word document"),
        (zipped({"../../etc/passwd": "x", "/word/document.xml": "<x/>"}), "not a Word document"),
        (with_prologue(HANDBOOK, "word/document.xml", LAUGHS, "Pack it"), "XML entities"),
        (with_prologue(HANDBOOK, "word/document.xml", OUTSIDE, "Pack it"), "XML entities"),
        (with_prologue(HANDBOOK, "docProps/core.xml", OUTSIDE, "Handbook"), "XML entities"),
        (with_parts(HANDBOOK, {"word/styles.xml": "<x"}), "XML cannot be read"),
        (saved(docx.Document()), "holds no text"),
    ],
)
def test_bad_files_give_a_reason(data, reason):
    with pytest.raises(UnreadableFileError, match=reason):
        load_bytes(data, "a.docx")


def test_damaged_files_are_read_or_refused():
    assert sum(read_or_refused(data, "a.docx") for data in rewritten(HANDBOOK, rounds=80))
    for data in damaged(HANDBOOK):
        read_or_refused(data, "a.docx")


def test_spans_without_end_cost_nothing():
    wide = table(["Plan", "Price"], ["Pro", "1"]).replace(
        "<w:tc>", '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>'
    )
    assert texts(raw(wide))


def test_a_long_document_is_read_whole():
    paragraph = p("word " * 40, '<w:pStyle w:val="a"/>') + item(1, 0, "item")
    assert len(texts(raw(paragraph * 5000, numbering=NUMBERING))) == 10_000

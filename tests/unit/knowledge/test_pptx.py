"""PowerPoint presentations."""

import io

import pytest
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.util import Inches
from tests.unit.knowledge.damage import (
    LAUGHS,
    OUTSIDE,
    bomb,
    damaged,
    read_or_refused,
    rewritten,
    unzipped,
    with_prologue,
    zipped,
)

from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.loaders import load_bytes
from citewell.knowledge.loaders.office.pptx import load_pptx


def test_text_in_groups_of_groups_is_read():
    made = Presentation()
    group = made.slides.add_slide(made.slide_layouts[6]).shapes.add_group_shape()
    group.shapes.add_textbox(0, 0, Inches(1), Inches(1)).text_frame.text = "In a group"
    inner = group.shapes.add_group_shape()
    inner.shapes.add_shape(1, 0, 0, Inches(1), Inches(1)).text_frame.text = "Deeper"
    assert [block.text for block in load_pptx(saved(made), "").blocks] == ["Slide 1", "In a group", "Deeper"]


def test_hidden_slides_are_said_and_a_deck_of_them_alone_is_refused():
    made = Presentation()
    for text in ("Shown", "Old", "Older"):
        made.slides.add_slide(made.slide_layouts[5]).shapes.title.text = text
    for slide in list(made.slides)[1:]:
        slide._element.set("show", "0")
    assert load_pptx(saved(made), "").problems == ("2 hidden slides not indexed: 2, 3",)
    made.slides[0]._element.set("show", "0")
    with pytest.raises(UnreadableFileError, match="hidden slides"):
        load_pptx(saved(made), "")


A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def saved(deck) -> bytes:
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def deck() -> bytes:
    """A cover, a slide with bullets and notes, a hidden one, one with a table in it, one without a title."""
    made = Presentation()
    made.core_properties.title = "PowerPoint Presentation"
    made.core_properties.version = "3"
    cover = made.slides.add_slide(made.slide_layouts[0])
    cover.shapes.title.text = "Returns\nfor agents"
    cover.placeholders[1].text = "Spring"
    bullets = made.slides.add_slide(made.slide_layouts[1])
    bullets.shapes.title.text = "How to send it back"
    body = bullets.placeholders[1].text_frame
    body.text = "Pack it"
    for text in ("Send it", "", "with the bill"):
        body.add_paragraph().text = text
    body.paragraphs[-1].level = 1
    bullets.notes_slide.notes_text_frame.text = "Say sorry first.\nThen explain."
    hidden = made.slides.add_slide(made.slide_layouts[1])
    hidden.shapes.title.text = "Internal"
    hidden._element.set("show", "0")
    prices = made.slides.add_slide(made.slide_layouts[5])
    prices.shapes.title.text = "Prices"
    table = prices.shapes.add_table(3, 3, 0, 0, Inches(4), Inches(2)).table
    for row, values in enumerate([["Plan", "Price", ""], ["Pro", "12 €", "EU"], ["All", "", "US"]]):
        for column, value in enumerate(values):
            table.cell(row, column).text = value
    table.cell(0, 1).merge(table.cell(0, 2))
    free = made.slides.add_slide(made.slide_layouts[6])
    group = free.shapes.add_group_shape()
    inner = group.shapes.add_group_shape()
    inner.shapes.add_textbox(0, 0, 100, 100).text_frame.text = "In a group"
    free.shapes.add_textbox(0, 0, 100, 100).text_frame.text = "Alone"
    made.slides.add_slide(made.slide_layouts[6])
    return saved(made)


DECK = deck()


def blocks(data: bytes) -> list[tuple[str, int, int | None]]:
    return [(block.text, block.level, block.page) for block in load_pptx(data, "").blocks]


def test_what_a_reader_sees():
    assert blocks(DECK) == [
        ("Returns for agents", 1, 1),
        ("Spring", 0, 1),
        ("How to send it back", 2, 2),
        ("- Pack it", 0, 2),
        ("- Send it", 0, 2),
        ("- with the bill", 0, 2),
        ("Notes", 3, 2),
        ("Say sorry first.", 0, 2),
        ("Then explain.", 0, 2),
        ("Prices", 2, 4),
        ("Plan: Pro; Price: 12 €; Price: EU", 0, 4),
        ("Plan: All; Price: US", 0, 4),
        ("Slide 5", 2, 5),
        ("In a group", 0, 5),
        ("Alone", 0, 5),
    ]


def test_offsets_are_those_of_the_extracted_text():
    document = load_pptx(DECK, "")
    assert [document.text[block.start : block.end] for block in document.blocks] == [b.text for b in document.blocks]


def test_title_is_that_of_the_cover_else_the_property_else_the_name():
    assert load_pptx(DECK, "name").metadata.title == "Returns for agents"
    assert load_pptx(DECK, "name").metadata.version == "3"
    made = Presentation()
    made.core_properties.title = ""
    made.slides.add_slide(made.slide_layouts[1]).shapes.title.text = "Only a slide"
    assert load_pptx(saved(made), "name").metadata.title == "name"
    made.core_properties.title = "Property"
    assert load_pptx(saved(made), "name").metadata.title == "Property"


def paragraphs(*properties: str) -> list[str]:
    """The texts of a placeholder whose paragraphs have these properties."""
    made = Presentation()
    slide = made.slides.add_slide(made.slide_layouts[1])
    body = slide.placeholders[1].text_frame._txBody
    for paragraph in list(body.p_lst):
        body.remove(paragraph)
    for xml in properties:
        body.append(parse_xml(f"<a:p {A}>{xml}<a:r><a:t>x</a:t></a:r></a:p>"))
    return [text for text, level, _ in blocks(saved(made)) if not level]


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ([""], ["x"]),
        (["", "<a:pPr><a:buNone/></a:pPr>"], ["- x", "x"]),
        (['<a:pPr><a:buChar char="*"/></a:pPr>'], ["- x"]),
        (['<a:pPr><a:buAutoNum type="arabicPeriod" startAt="3"/></a:pPr>'] * 2, ["3. x", "4. x"]),
        (['<a:pPr><a:buAutoNum type="alphaLcParenR"/></a:pPr>'], ["a) x"]),
        (['<a:pPr><a:buAutoNum type="romanUcParenBoth"/></a:pPr>'], ["(I) x"]),
        (
            [
                '<a:pPr><a:buAutoNum type="arabicPlain"/></a:pPr>',
                '<a:pPr lvl="1"><a:buAutoNum type="arabicPlain"/></a:pPr>',
                '<a:pPr><a:buAutoNum type="arabicPlain"/></a:pPr>',
                '<a:pPr lvl="1"><a:buAutoNum type="arabicPlain"/></a:pPr>',
            ],
            ["1 x", "1 x", "2 x", "1 x"],
        ),
        (['<a:fld type="slidenum" id="{0}"><a:t>7</a:t></a:fld>', "<a:r><a:t>a</a:t></a:r><a:br/>"], ["- x", "- a x"]),
    ],
)
def test_bullets_and_numbers(properties, expected):
    assert paragraphs(*properties) == expected


def test_footers_and_slide_numbers_are_left_out():
    made = Presentation()
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.placeholders[1].text = "text"
    for kind in ("ftr", "sldNum", "dt"):
        box = slide.shapes.add_textbox(0, 0, 100, 100)
        box.text_frame.text = f"the {kind}"
        box._element.nvSpPr.nvPr.append(
            parse_xml(
                f'<p:ph xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" type="{kind}" idx="20"/>'
            )
        )
    assert [text for text, _, _ in blocks(saved(made))] == ["Slide 1", "text"]


def test_diagrams():
    made = Presentation()
    slide = made.slides.add_slide(made.slide_layouts[5])
    slide.shapes.title.text = "Steps"
    data = unzipped(saved(made))
    name = "ppt/slides/slide1.xml"
    dgm = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    frame = (
        f'<p:graphicFrame><a:graphic><a:graphicData uri="{dgm}"><dgm:relIds xmlns:dgm="{dgm}" xmlns:r="{office}" '
        'r:dm="rId9"/></a:graphicData></a:graphic></p:graphicFrame></p:spTree>'
    )
    data[name] = data[name].decode().replace("</p:spTree>", frame).encode()
    rels = "ppt/slides/_rels/slide1.xml.rels"
    relation = f'<Relationship Id="rId9" Type="{office}/diagramData" Target="../diagrams/data1.xml"/></Relationships>'
    data[rels] = data[rels].decode().replace("</Relationships>", relation).encode()
    points = "".join(
        f"<dgm:pt><dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt>" for text in ("Ask", "Pay")
    )
    data["ppt/diagrams/data1.xml"] = f'<dgm:dataModel xmlns:dgm="{dgm}" {A}>{points}</dgm:dataModel>'.encode()
    assert [text for text, _, _ in blocks(zipped(data))] == ["Steps", "Ask", "Pay"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "password-protected, or in an old binary format"),
        (DECK[:-50], "damaged"),
        (bomb("ppt/presentation.xml"), "zip bomb"),
        (zipped({"a": "x"}), "not a PowerPoint presentation"),
        (zipped({"ppt/presentation.xml": "<x/>"}), "not a PowerPoint presentation"),
        (with_prologue(DECK, "ppt/slides/slide2.xml", LAUGHS, "Pack it"), "XML entities"),
        (with_prologue(DECK, "ppt/slides/slide2.xml", OUTSIDE, "Pack it"), "XML entities"),
        (saved(Presentation()), "holds no text"),
    ],
)
def test_bad_files_give_a_reason(data, reason):
    with pytest.raises(UnreadableFileError, match=reason):
        load_bytes(data, "a.pptx")


def test_damaged_files_are_read_or_refused():
    assert sum(read_or_refused(data, "a.pptx") for data in rewritten(DECK, rounds=60))
    for data in damaged(DECK, rounds=30):
        read_or_refused(data, "a.pptx")

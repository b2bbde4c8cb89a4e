"""PDF files: reading order, headings, places on the page, and what cannot be read."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pdf_writing import SCAN, Text, lines, pdf

from citewell.domain.documents import ExtractedDocument
from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.chunking import cut_passages
from citewell.knowledge.loaders import load_bytes
from citewell.knowledge.loaders.pages import ocr_extra
from citewell.knowledge.loaders.pages.characters import clean
from citewell.knowledge.loaders.pages.paged_document import is_sensible_title
from citewell.knowledge.loaders.pages.pdf import load_pdf
from citewell.knowledge.loaders.pages.picture import MAX_PIXELS, page_count, page_size, render_page

DATA = Path(__file__).parents[2] / "data" / "pdf"
PARAGRAPH = [
    "An order can be returned within thirty days of its delivery, as long as",
    "the goods are unused and in their box. The refund is paid to the card",
    "that was charged, within fourteen days.",
]


def load(*pages, **options) -> ExtractedDocument:
    return load_pdf(pdf(pages, **options), "Default")


def blocks(document: ExtractedDocument) -> list[tuple[str, int]]:
    return [(block.text, block.level) for block in document.blocks]


def texts(document: ExtractedDocument) -> list[str]:
    return [block.text for block in document.blocks]


def body(*rest: Text) -> list[Text]:
    return [*lines(PARAGRAPH, y=500), *rest]


@pytest.fixture
def without_ocr(monkeypatch) -> None:
    monkeypatch.setattr(ocr_extra, "PACKAGE", "a_package_that_is_not_installed")


def test_lines_of_a_paragraph_are_joined():
    assert texts(load(body())) == [" ".join(PARAGRAPH)]


def test_paragraphs_are_parted_by_space_and_by_indent():
    second = [Text(62, 464, "Sale items cannot be returned at all, whatever their state may be, and")]
    third = lines(["whatever the reason.", "Gifts can."], y=452)
    apart = Text(50, 400, "Vouchers are not refunded.")
    assert texts(load(body(*second, *third, apart))) == [
        " ".join(PARAGRAPH),
        "Sale items cannot be returned at all, whatever their state may be, and whatever the reason.",
        "Gifts can.",
        "Vouchers are not refunded.",
    ]


def test_headings_by_size_and_by_weight():
    page = [Text(50, 600, "Returns", 20), Text(50, 560, "Deadlines", 14), *lines(PARAGRAPH, y=530)]
    page += [Text(50, 480, "Exceptions", 10, "F2"), *lines(PARAGRAPH, y=460)]
    joined = " ".join(PARAGRAPH)
    document = load(page)
    assert blocks(document) == [("Returns", 1), ("Deadlines", 2), (joined, 0), ("Exceptions", 3), (joined, 0)]
    assert document.metadata.title == "Returns"


def test_sizes_are_those_drawn_not_those_of_the_font():
    large = Text(50, 600, "Returns", 1, turn=(20, 0, 0, 20))
    assert blocks(load(body(large)))[0] == ("Returns", 1)


def test_levels_follow_a_reliable_outline():
    page = [Text(50, 600, "1 Returns", 10, "F2"), *lines(PARAGRAPH, y=580)]
    document = load(page, page, outline=[("Returns", 0), ("Returns", 1)])
    assert [level for _, level in blocks(document)] == [1, 0, 1, 0]


def test_an_outline_that_the_text_does_not_bear_out_is_left_alone():
    page = [Text(50, 640, "Policy", 20), Text(50, 600, "Returns", 14), *lines(PARAGRAPH, y=530)]
    levels = [level for _, level in blocks(load(page, outline=[("Returns", 0), ("Chapter A", 0), ("Chapter B", 0)]))]
    assert levels == [1, 2, 0]


def test_list_items_and_their_further_lines():
    items = [
        Text(50, 600, "\x95"),
        Text(62, 600, "unused goods, which means that the seal is whole and that"),
        Text(62, 588, "nothing is scratched"),
        Text(50, 576, "\x95 the bill"),
        Text(50, 560, "1. Pack it."),
        Text(50, 548, "2. Send it."),
    ]
    stream = b"\n".join(
        b"BT /F1 10 Tf %d %d Td (%b) Tj ET" % (x, y, text.encode("latin-1").replace(b"\x95", b"\\225"))
        for x, y, text, *_ in items
    )
    assert texts(load(stream)) == [
        "- unused goods, which means that the seal is whole and that nothing is scratched",
        "- the bill",
        "1. Pack it.",
        "2. Send it.",
    ]


def test_rows_of_a_table_stay_rows():
    cells = [("Plan", "Price", "Notice"), ("Pro", "12 EUR", "30 days"), ("Team", "49 EUR", "60 days")]
    table = [Text(50 + 150 * j, 440 - 12 * i, cell) for i, row in enumerate(cells) for j, cell in enumerate(row)]
    assert texts(load(body(*table)))[1:] == ["Plan; Price; Notice", "Pro; 12 EUR; 30 days", "Team; 49 EUR; 60 days"]


HEADER = [Text(50, 440, "Plan", 10, "F2"), Text(200, 440, "Price", 10, "F2"), Text(350, 440, "Notice", 10, "F2")]


def test_a_bold_header_names_the_cells_below_it():
    rows = [
        *(Text(x, 425, text) for x, text in ((50, "Pro"), (205, "12 EUR"), (350, "in writing, thirty"))),
        Text(350, 413, "days before its end"),
        *(Text(x, 395, text) for x, text in ((50, "Team"), (350, "60 days"))),
    ]
    document = load(body(*HEADER, *rows, Text(50, 350, "All prices without tax.")))
    assert texts(document)[1:] == [
        "Plan; Price; Notice",
        "Plan: Pro; Price: 12 EUR; Notice: in writing, thirty days before its end",
        "Plan: Team; Notice: 60 days",
        "All prices without tax.",
    ]
    assert document.text.endswith(
        "Pro\t12 EUR\tin writing, thirty\ndays before its end\n\nTeam\t60 days\n\nAll prices without tax."
    )


def test_cells_below_an_empty_one_are_a_row_of_their_own():
    rows = [
        *(Text(x, 425, text) for x, text in ((50, "Pro"), (205, "12 EUR"), (350, "month"))),
        *(Text(x, 413, text) for x, text in ((205, "120 EUR"), (350, "year"))),
        Text(205, 401, "300 EUR"),
    ]
    assert texts(load(body(*rows)))[1:3] == ["Pro; 12 EUR; month", "120 EUR; year"]


def test_lines_of_a_table_of_contents():
    contents = lines(["1 Returns . . . . . . . . . . 3", "2 Payments . . . . . . . . 14"], y=440, font="F2")
    assert texts(load(body(*contents)))[1:] == ["1 Returns; 3", "2 Payments; 14"]


LEFT = [
    *(f"left line {i} goes on about returns of goods" for i in range(7)),
    "and this is where the left side comes to its end.",
]
RIGHT = [
    "The other side of the page is about payments",
    *(f"line {i} goes on about payments by card" for i in range(7)),
]


@pytest.mark.parametrize("by_rows", [False, True], ids=["column by column", "row by row"])
def test_two_columns(by_rows):
    left, right = lines(LEFT, x=50, y=600), lines(RIGHT, x=310, y=600)
    text = [line for pair in zip(left, right, strict=True) for line in pair] if by_rows else [*left, *right]
    heading = Text(50, 650, "A heading across both of the columns of this page", 20)
    foot = Text(50, 400, "A line below both of the columns that is as long as the two of them are together, indeed.")
    assert texts(load([heading, *text, foot])) == [heading.text, " ".join(LEFT), " ".join(RIGHT), foot.text]


def test_a_table_of_running_text_is_read_row_by_row():
    page, expected = [], []
    for i in range(5):
        question = [f"How long does case {i} take until it", "is answered by the team?"]
        answer = [
            f"It takes {i} days as a rule, unless there",
            "is a holiday in between; then one",
            "more day is needed.",
        ]
        page += [*lines(question, x=50, y=600 - 50 * i), *lines(answer, x=310, y=600 - 50 * i)]
        expected += [" ".join(question), " ".join(answer)]
    assert texts(load(page)) == expected


def test_a_column_that_begins_with_a_table():
    table = [Text(50 + 60 * j, 740 - 12 * i, f"{i}{cell}") for i in range(9) for j, cell in enumerate(("a", "b", "c"))]
    left, right = lines(LEFT, x=50, y=600), lines([*RIGHT, *RIGHT], x=310, y=740)
    assert texts(load([*table, *left, *right]))[-2:] == [" ".join(LEFT), " ".join([*RIGHT, *RIGHT])]


def test_columns_below_a_picture_with_labels():
    labels = [Text(60 + 40 * i, 700 - 14 * j, "key") for j in range(5) for i in range(12)]
    document = load([*labels, *lines(LEFT, x=50, y=560), *lines(RIGHT, x=310, y=560)])
    assert texts(document)[-2:] == [" ".join(LEFT), " ".join(RIGHT)]


def test_words_broken_at_line_ends():
    broken = [
        "A refund takes four-",
        "teen days, a well-",
        "known figure; we are well-known for it. See page AB-",
        "12 and the e-",
        "mail of Anne-",
        "Marie.",
    ]
    document = load(lines(broken))
    assert " ".join(texts(document)) == (
        "A refund takes fourteen days, a well-known figure; we are well-known for it. "
        "See page AB-12 and the e-mail of Anne-Marie."
    )
    (box,) = [box for box in document.boxes if document.text[box.start : box.end].startswith("teen days")]
    assert document.text[box.start - 4 : box.start] == "four"


def test_running_lines_are_left_out():
    pages = []
    for i in range(1, 7):
        foot = [Text(280, 20, f"Page {i + 3} of 99"), Text(50, 20, "Acme internal")]
        pages.append([Text(50, 780, "Handbook"), *lines([f"Text of page {i}.", "It is short."], y=700), *foot])
    document = load(*pages)
    assert [block.text for block in document.blocks] == [f"Text of page {i}. It is short." for i in range(1, 7)]
    assert [block.page for block in document.blocks] == list(range(1, 7))


def test_numbers_that_do_not_count_pages_stay():
    pages = [[Text(50, 750, f"Order {1000 + i * i}"), Text(300, 400, "Shipped.")] for i in range(6)]
    assert [f"Order {1000 + i * i}" in load(*pages).text for i in range(6)] == [True] * 6


def test_a_sentence_goes_on_over_the_page():
    document = load(lines(["A refund is paid to the card that was"], y=60), lines(["charged. Always."], y=700))
    assert texts(document) == ["A refund is paid to the card that was charged. Always."]
    assert [box.page for box in document.boxes] == [1, 2]


@pytest.mark.parametrize(
    ("name", "sensible"),
    [
        ("Returns and refunds", True),
        ("TCP/IP and/or HTTP", True),
        ("返品", True),
        ("Microsoft Word - x.doc", False),
        ("untitled", False),
        ("C:\\temp\\x", False),
        ("final_v3.docx", False),
        ("Slide 1", False),
        ("/home/x/y", False),
        ("https://example.com/x", False),
        ("1234", False),
    ],
)
def test_sensible_titles(name, sensible):
    assert is_sensible_title(name) is sensible


def test_title():
    large = Text(50, 600, "Returns", 20)
    assert load(body(large), title="The return policy").metadata.title == "The return policy"
    assert load(body(large), title="Microsoft Word - x.doc").metadata.title == "Returns"
    assert load(body()).metadata.title == "Default"


@pytest.mark.parametrize(
    ("page", "left", "top", "right", "bottom"),
    [
        ("/MediaBox [0 0 600 800]", 50, 300, 176, 310),
        ("/MediaBox [0 0 600 800] /CropBox [40 100 500 700]", 10, 200, 136, 210),
        ("/MediaBox [0 0 600 800] /CropBox [40 100 500 700] /Rotate 90", 390, 10, 400, 136),
        ("/MediaBox [0 0 600 800] /CropBox [40 100 500 700] /Rotate 180", 324, 390, 450, 400),
        ("/MediaBox [0 0 600 800] /CropBox [40 100 500 700] /Rotate 270", 200, 324, 210, 450),
    ],
)
def test_boxes_are_where_the_text_is_shown(page, left, top, right, bottom):
    data = pdf([[Text(50, 492, "MMMMMMMMMMMMMMM")]], page=page)
    (box,) = load_pdf(data, "").boxes
    assert (box.left, box.top, box.right, box.bottom) == pytest.approx((left, top, right, bottom), abs=3)
    width, height, pixels = render_page(data, 1, 1.0)
    dark = [(i % width, i // width) for i in range(width * height) if pixels[4 * i] < 128]
    assert dark
    assert all(box.left - 1 <= x <= box.right and box.top - 1 <= y <= box.bottom for x, y in dark)


def test_each_line_of_a_quote_has_its_box():
    document = load(body())
    start = document.text.index("the goods are unused")
    boxes = [box for box in document.boxes if box.start < start + 20 and box.end > start]
    assert [document.text[box.start : box.end] for box in boxes] == [PARAGRAPH[1]]
    assert all(document.text[box.start : box.end] in PARAGRAPH for box in document.boxes)


def test_text_that_runs_upwards_is_read_too():
    turned = [Text(100 + 12 * i, 100, line, turn=(0, 1, -1, 0)) for i, line in enumerate(PARAGRAPH)]
    document = load(turned)
    assert texts(document) == [" ".join(PARAGRAPH)]
    first, second, _ = document.boxes
    assert first.right <= second.right
    assert first.bottom - first.top > 5 * (first.right - first.left)


def test_passages_of_a_long_paragraph_begin_where_they_stand():
    sentences = [f"Sentence number {i} says some-\nthing about returns." for i in range(60)]
    document = load(lines(" ".join(sentences).split("\n"), y=790))
    passages = cut_passages(document)
    assert len(passages) > 1
    assert all(document.text[passage.start : passage.end].split() == passage.text.split() for passage in passages)


def test_scripts():
    assert load_pdf((DATA / "hebrew.pdf").read_bytes(), "").text == "החזר כספי ניתן בתוך 14 ימים"
    assert "三十日以内に受け付けて" in load_pdf((DATA / "japanese.pdf").read_bytes(), "").text


def test_ligatures_and_spaces():
    document = load_pdf((DATA / "ligatures.pdf").read_bytes(), "")
    assert texts(document) == ["The office reflects 5 % of ½ an official m² for 10 €"]


@pytest.mark.parametrize(
    ("drawn", "meant"),
    [
        ("a\u00adb\u200b c\u2009d\u3000e", "ab c d e"),
        ("\ufb01 \ufb04 \ufefb", "fi ffl \u0644\u0627"),
        ("½ m² № ① ﷼ 5 €", "½ m² № ① ﷼ 5 €"),
        ("e\u0301\ufeff", "é"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_characters(drawn, meant):
    assert clean(drawn) == meant


def test_passwords():
    with pytest.raises(UnreadableFileError, match=r"^password-protected; save it without a password"):
        load_pdf((DATA / "password.pdf").read_bytes(), "")
    document = load_pdf((DATA / "empty_password.pdf").read_bytes(), "")
    assert texts(document) == ["Refunds are paid within 14 days."]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"Just text.", "not a PDF"),
        (b"%PDF-1.7\n%%EOF", "damaged or cut short"),
        (pdf([body()])[:200], "damaged or cut short"),
        (pdf([]), "no pages|damaged"),
    ],
)
def test_what_is_no_pdf(data, reason):
    with pytest.raises(UnreadableFileError, match=reason):
        load_pdf(data, "")


def test_a_lost_index_of_objects_is_rebuilt():
    data = pdf([body()])
    assert texts(load_pdf(data[: data.index(b"xref")] + b"trailer\n<< /Root 1 0 R >>\n", "")) == [" ".join(PARAGRAPH)]


def test_pages_without_text(without_ocr):
    with pytest.raises(UnreadableFileError, match=r"^no text layer \(scanned pages\); install the 'ocr' extra"):
        load(SCAN, SCAN)
    document = load(body(), SCAN, SCAN, b"", body(), SCAN)
    assert document.problems == ("pages 2-3, 6 hold no text layer",)
    assert load(body(), SCAN).problems == ("page 2 holds no text layer",)


def test_blank_pages_are_no_problem():
    assert load(body(), b"").problems == ()


@pytest.mark.parametrize("page", ["/MediaBox [0 0 1e9 1e9]", "/MediaBox [0 0 0 0]", "/Rotate 13"])
def test_pages_of_odd_sizes(page):
    odd = [Text(-(10**8), 100, "a" * 50, 10**7), Text(5, 5, "b", -12), Text(3, 3, "c", 0)]
    assert isinstance(load([*odd, *lines(LEFT), *lines(RIGHT, x=310)], page=page), ExtractedDocument)


def test_scripts_and_attachments_are_ignored():
    action = "/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"
    assert texts(load(body(), catalog=action)) == [" ".join(PARAGRAPH)]


def test_found_by_suffix():
    assert load_bytes(pdf([body()]), "a/return-policy.PDF").metadata.title == "Return policy"


def test_pictures_of_pages():
    data = pdf([body(), body()], page="/MediaBox [0 0 600 800] /Rotate 90")
    assert page_count(data) == 2
    assert page_size(data, 2) == (800, 600)
    width, height, pixels = render_page(data, 2, 0.5)
    assert (width, height, len(pixels)) == (400, 300, 400 * 300 * 4)
    with pytest.raises(UnreadableFileError, match="no page 3"):
        render_page(data, 3, 1.0)


def test_pictures_are_bounded():
    width, height, _ = render_page(pdf([body()], page="/MediaBox [0 0 14400 14400]"), 1, 5.0)
    assert MAX_PIXELS * 0.98 < width * height <= MAX_PIXELS


FUZZ = """
import random, sys
from pathlib import Path
from citewell.domain.documents import ExtractedDocument
from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.loaders.pages import ocr_extra
from citewell.knowledge.loaders.pages.pdf import load_pdf

ocr_extra.PACKAGE = "a_package_that_is_not_installed"
chance = random.Random(7)
read = 0
for name in sys.argv[1:]:
    whole = Path(name).read_bytes()
    for _ in range(60):
        data = bytearray(whole[: chance.randrange(len(whole))] if chance.random() < 0.3 else whole)
        for _ in range(chance.randrange(12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            read += isinstance(load_pdf(bytes(data), ""), ExtractedDocument)
        except UnreadableFileError:
            pass
print(read)
"""


def test_damaged_files_are_read_or_refused(tmp_path):
    written = tmp_path / "written.pdf"
    heading = Text(50, 600, "Returns", 20)
    written.write_bytes(pdf([body(heading), SCAN, lines(LEFT)], outline=[("Returns", 0)], title="Returns"))
    names = [str(written), *(str(DATA / f"{name}.pdf") for name in ("hebrew", "japanese", "empty_password"))]
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", FUZZ, *names],
        capture_output=True,
        text=True,
        env=os.environ | {"ORT_DISABLE_TELEMETRY": "1"},
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) > 20


def test_a_title_in_broken_utf16_is_left_out():
    """A surrogate without its other half, as a program writes that cuts texts at so many units."""
    data = (DATA / "ligatures.pdf").read_bytes()
    broken = data.replace(b"/Title (untitled)", b"/Title <FEFFDC00>")
    assert broken != data
    document = load_bytes(broken, "plan.pdf")
    assert document.metadata.title == load_bytes(data.replace(b"(untitled)", b"(        )"), "plan.pdf").metadata.title

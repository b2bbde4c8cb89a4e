"""Tables of PDFs whose cells run over several lines, ruled and unruled, and over pages."""

from itertools import accumulate

import pytest
from tests.unit.knowledge.pdf_writing import Text, content, pdf

from citewell.knowledge.loaders.pages.pdf import load_pdf

SERVICES = [
    (["Service"], ["Who"], ["Price"]),
    (["Extended warranty", "(three years, on site,", "spare parts included)"], ["private", "customers"], ["149 EUR"]),
    (["Extended warranty", "(five years, bring in)"], ["private and", "business", "customers"], ["119 EUR"]),
    (["Removal of the old", "appliance"], ["all"], ["25 EUR"]),
]
ROWS = [
    "Service; Who; Price",
    "Service: Extended warranty (three years, on site, spare parts included); Who: private customers; Price: 149 EUR",
    "Service: Extended warranty (five years, bring in); Who: private and business customers; Price: 119 EUR",
    "Service: Removal of the old appliance; Who: all; Price: 25 EUR",
]
LEFTS = (56, 176, 266)
LINE, PADDING = 12, 6


def table(rows, *, top=700.0, align="top", padding=PADDING, rules="", lefts=LEFTS) -> bytes:
    """A table as a content stream; ``align`` is where cells stand in their row, ``rules`` of "grid" or "across"."""
    heights = [LINE * max(map(len, row)) + padding for row in rows]
    edges = [top, *(top - height for height in accumulate(heights))]
    texts = []
    for row, upper, height in zip(rows, edges, heights, strict=False):
        for cell, left in zip(row, lefts, strict=False):
            room = height - padding - LINE * len(cell)
            shift = {"top": 0, "middle": room / 2, "bottom": room}[align]
            texts += [Text(left, upper - padding / 2 - 9 - shift - LINE * i, line) for i, line in enumerate(cell)]
    drawn = []
    right = lefts[-1] + 70
    if rules:
        drawn += [f"{lefts[0] - 4} {y} m {right} {y} l S" for y in edges]
    if rules == "grid":
        drawn += [f"{x} {edges[0]} m {x} {edges[-1]} l S" for x in (*(left - 4 for left in lefts), right)]
    return content(texts) + "\n".join(["", *drawn]).encode()


def texts(*pages: bytes, **options) -> list[str]:
    return [block.text for block in load_pdf(pdf(pages, **options), "Untitled").blocks]


@pytest.mark.parametrize("align", ["top", "middle", "bottom"])
@pytest.mark.parametrize("rules", ["grid", "across"])
def test_cells_of_ruled_tables_are_phrases(align, rules):
    assert texts(table(SERVICES, align=align, rules=rules, padding=0)) == ROWS


@pytest.mark.parametrize("align", ["top", "middle", "bottom"])
def test_space_between_rows_parts_unruled_ones(align):
    assert texts(table(SERVICES, align=align)) == ROWS


def test_cells_read_on_where_all_lines_are_equally_far_apart():
    rows = [
        (["Service"], ["Who"], ["Price"]),
        (["Warranty, three", "years on site"], ["private", "customers"], ["149 EUR"]),
        (["Removal"], ["all"], ["25 EUR"]),
        (["Repair"], ["private and", "business"], ["40 EUR"]),
    ]
    assert texts(table(rows, padding=0))[1:] == [
        "Service: Warranty, three years on site; Who: private customers; Price: 149 EUR",
        "Service: Removal; Who: all; Price: 25 EUR",
        "Service: Repair; Who: private and business; Price: 40 EUR",
    ]


def test_header_cells_that_wrap():
    rows = [(["Plan"], ["Notice", "period"], ["Price", "per month"]), (["Pro"], ["30 days"], ["12 EUR"])]
    rows += [([f"Team {i}"], [f"{i}0 days"], [f"4{i} EUR"]) for i in (1, 2)]
    assert (
        texts(table(rows, rules="grid", align="bottom"))[1]
        == "Plan: Pro; Notice period: 30 days; Price per month: 12 EUR"
    )


def test_a_row_goes_on_over_the_page():
    head = [*SERVICES[:3], (["Removal of the"], ["all who", "bought a"], ["25 EUR"])]
    rest = [(["old appliance"], ["new one"], []), (["Repair"], ["all"], ["40 EUR"])]
    document = load_pdf(pdf([table(head, rules="grid", top=200), table(rest, rules="grid", top=780)]), "Untitled")
    found = [block.text for block in document.blocks]
    assert found[3:] == [
        "Service: Removal of the old appliance; Who: all who bought a new one; Price: 25 EUR",
        "Service: Repair; Who: all; Price: 40 EUR",
    ]
    pages = {
        box.page: document.text[box.start : box.end]
        for box in document.boxes
        if "appliance" in document.text[box.start : box.end]
    }
    assert pages[2] == "old appliance"


def test_a_row_goes_on_over_the_page_below_an_empty_first_cell():
    head = [*SERVICES[:3], (["Removal"], ["All who ordered", "before May."], ["25 EUR"])]
    rest = [([], ["Others pay more."], []), (["Repair"], ["all"], ["40 EUR"])]
    found = texts(table(head, rules="grid", top=200), table(rest, rules="grid", top=780))
    assert found[3] == "Service: Removal; Who: All who ordered before May. Others pay more.; Price: 25 EUR"


def test_each_line_of_a_cell_has_its_box():
    document = load_pdf(pdf([table(SERVICES, rules="grid")]), "Untitled")
    row = document.blocks[1]
    boxes = [box for box in document.boxes if row.start <= box.start < row.end]
    quoted = [document.text[box.start : box.end] for box in boxes]
    assert quoted == [line for cell in SERVICES[1] for line in cell]
    assert document.text[row.start : row.end].replace("\n", " ").split("\t")[1] == "private customers"
    lefts = [round(box.left) for box in boxes]
    assert lefts == [56, 56, 56, 176, 176, 266]


def test_upright_lines_part_cells_with_a_narrow_gap():
    rows = [
        (["Model"], ["Part"], ["Price"]),
        (["A-17-2023"], ["B-991"], ["12 EUR"]),
        (["A-18-2023"], ["B-992"], ["14 EUR"]),
    ]
    rows.append((["A-19-2023"], ["B-993"], ["16 EUR"]))
    found = texts(table(rows, rules="grid", lefts=(56, 111, 142)))
    assert found[1] == "Model: A-17-2023; Part: B-991; Price: 12 EUR"


def test_a_cell_over_several_rows_stands_in_the_first():
    drawn = content(
        [
            Text(60, 685, "Tariff"),
            Text(160, 685, "Speed"),
            Text(60, 655, "Home"),
            Text(160, 667, "50 Mbit"),
            Text(160, 645, "100 Mbit"),
        ]
    )
    lines = ["50 700 m 250 700 l S", "50 680 m 250 680 l S", "150 660 m 250 660 l S", "50 640 m 250 640 l S"]
    uprights = [f"{x} 700 m {x} 640 l S" for x in (50, 150, 250)]
    found = texts(drawn + "\n".join(["", *lines, *uprights]).encode())
    assert found[:2] == ["Tariff; Speed", "Home; 50 Mbit"]


def test_frames_and_lines_of_a_layout_are_no_table():
    letter = content(
        [Text(60, 685, "A note in a frame,"), Text(60, 673, "which goes on."), Text(60, 600, "Text below.")]
    )
    frame = b"\n50 700 200 50 re S 50 640 m 550 640 l S"
    assert texts(letter + frame) == ["A note in a frame, which goes on.", "Text below."]


def test_rows_with_an_empty_first_cell_stay_rows():
    rows = [(["Region"], ["Quarter"], ["Sales"]), (["North"], ["first"], ["10"]), ([], ["second"], ["12"])]
    assert texts(table(rows, padding=0))[1:] == ["North; first; 10", "second; 12"]

"""Superscripts never run into a number, and what is struck out is not said, in every format that has them."""

import io

import docx
import pytest
from pptx import Presentation
from pptx.util import Inches
from tests.unit.knowledge.pdf_writing import Text, content, lines, pdf
from tests.unit.knowledge.test_odt import raw

from citewell.governance.text.raised import raised
from citewell.governance.text.readable import as_read, letter
from citewell.knowledge.loaders import load_bytes

PARTS = (
    ("It holds 10", ""),
    ("6", "sup"),
    (" cells of 5 m", ""),
    ("3", "sup"),
    (" for ", ""),
    ("9 €", "del"),
    (" 8 €", ""),
)
READ = "It holds 10^6 cells of 5 m3 for 8 €"


def tagged() -> str:
    return "".join(f"<{tag}>{text}</{tag}>" if tag else text for text, tag in PARTS)


def in_word() -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for text, tag in PARTS:
        font = paragraph.add_run(text).font
        font.superscript, font.strike = tag == "sup" or None, tag == "del" or None
    return saved(document)


def on_a_slide() -> bytes:
    deck = Presentation()
    box = deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_textbox(0, 0, Inches(5), Inches(1))
    for text, tag in PARTS:
        run = box.text_frame.paragraphs[0].add_run()
        run.text = text
        properties = run._r.get_or_add_rPr()
        if tag:
            properties.set(*(("baseline", "30000") if tag == "sup" else ("strike", "sngStrike")))
    return saved(deck)


def in_writer() -> bytes:
    styles = "".join(
        f'<style:style style:name="{name}" style:family="text"><style:text-properties {value}/></style:style>'
        for name, value in (
            ("sup", 'style:text-position="33% 58%"'),
            ("del", 'style:text-line-through-style="solid"'),
        )
    )
    runs = (f'<text:span text:style-name="{tag}">{text}</text:span>' if tag else text for text, tag in PARTS)
    return raw(f"<text:p>{''.join(runs)}</text:p>", automatic=styles)


def saved(document: object) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", f"<p>{tagged()}</p>".encode()),
        ("cell.html", f"<table><tr><th>What</th></tr><tr><td>{tagged()}</td></tr></table>".encode()),
        ("a.md", tagged().encode()),
        ("struck.md", tagged().replace("<del>", "~~").replace("</del>", "~~").encode()),
        ("a.docx", in_word()),
        ("a.pptx", on_a_slide()),
        ("a.odt", in_writer()),
    ],
)
def test_numbers_stay_what_they_are(name, data):
    text = load_bytes(data, name).blocks[-1].text.removeprefix("What: ")
    assert " ".join(text.split()) == READ


def on_a_page() -> bytes:
    signs = [
        Text(50, 700, "It holds 10"),
        Text(96.6, 704, "6", 6),
        Text(104, 700, "cells of 5 m"),
        Text(154.8, 704, "3", 6),
    ]
    return pdf(
        [[*signs, *lines(["Half of them are of glass and the rest of steel, as the page on glass says."], y=680)]]
    )


def test_a_page_draws_superscripts_smaller_and_higher():
    text = load_bytes(on_a_page(), "a.pdf").text
    assert " ".join(text.split()).startswith("It holds 10^6 cells of 5 m3 Half")


def test_views_and_letters_read_the_same():
    assert letter(tagged()) == READ
    assert as_read(tagged()).text.split() == READ.split()


@pytest.mark.parametrize(
    ("before", "text", "after", "read"),
    [
        ("10", "-3", "", "^-3"),
        ("1", "1", "/2 cups", " 1"),
        ("m", "2", "", "2"),
        ("14 days", "1", "", "^1"),
        ("14 days", "[2]", "", "^[2]"),
        ("1", "st", "", "st"),
        ("50", " 1 ", " GB", "^1"),
        ("", "1", "", "1"),
    ],
)
def test_what_is_raised(before, text, after, read):
    assert raised(before, text, after) == read


def test_what_is_lowered_stays_with_its_word():
    assert raised("CO", "2", mark="_") + raised("log", "10", mark="_") + raised("5", "10", mark="_") == "210_10"


def test_links_to_notes_are_no_text():
    page = '<p>Within 14 days<sup><a href="#note-1">1</a></sup>, or 30<sup><a href="/terms">*</a></sup>.</p>'
    assert load_bytes(page.encode(), "a.html").text == "Within 14 days, or 30*."


STRUCK = [Text(50, 700, "Returns within 14 days or 30 days."), Text(50, 680, "The fee is 10 EUR from May on.")]


def struck(*strokes: bytes) -> str:
    return " ".join(load_bytes(pdf([content(STRUCK) + b"\n" + b" ".join(strokes)]), "a.pdf").text.split())


def test_a_page_strikes_out_by_a_line_through_the_words():
    through = b"112 703.5 m 152 703.5 l S", b"98 683 24 0.6 re f"
    assert struck(*through) == "Returns within or 30 days. The fee is EUR from May on."
    assert struck(b"85 703.5 m 165 703.5 l S").startswith("Returns 30 days. The fee")


@pytest.mark.parametrize(
    "stroke",
    [b"112 698.5 m 152 698.5 l S", b"40 703.5 m 500 703.5 l S", b"112 710 m 152 710 l S"],
    ids=["under", "longer than the line", "over"],
)
def test_other_lines_strike_nothing_out(stroke):
    assert struck(stroke) == "Returns within 14 days or 30 days. The fee is 10 EUR from May on."

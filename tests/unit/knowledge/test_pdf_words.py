"""Words of PDFs: ligatures, hyphens at line ends, columns of few lines, and what stands in form fields."""

import zlib

import pytest
from pdf_writing import Text, content, lines, pdf

from citewell.knowledge.loaders.pages.form_fields import XFA
from citewell.knowledge.loaders.pages.hyphens import is_compound
from citewell.knowledge.loaders.pages.ligatures import named_ligatures, with_ligatures
from citewell.knowledge.loaders.pages.pdf import load_pdf


def said(pages) -> str:
    return " ".join(block.text for block in load_pdf(pdf(pages), "").blocks)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("you need the reimburse-", "ment form", "the reimbursement form"),
        ("ask for a long-", "term rental", "a long-term rental"),
        ("ask for the self-", "employed rate", "the self-employed rate"),
        ("use the check-", "in desk", "the check-in desk"),
        ("Sie kennen die Vor-", "und Nachteile", "die Vor- und Nachteile"),
        ("the short-", "and long-term rate", "the short- and long-term rate"),
        ("our business part-", "ner in town", "our business partner in town"),
        ("a trip on the high-", "way home", "on the highway home"),
        ("open at the week-", "end only", "at the weekend only"),
        ("send form AB-", "12 to us", "form AB-12 to us"),
    ],
)
def test_hyphens_at_line_ends(first, second, expected):
    assert expected in said([lines([first, second])])


def test_compounds_are_english_words_of_two_known_parts():
    assert is_compound("Long", "term")
    assert not is_compound("out", "side")


DIFFERENCES = b"/Encoding << /Differences [174 /fi 175 /fl 176 /f_f_i 65 /A_B 200 /f_l] >>"


def test_ligatures_are_known_by_the_names_of_their_letters():
    assert named_ligatures(DIFFERENCES) == {"°": "ffi"}  # fi and fl are known to PDFium; letters stay letters
    packed = b"1 0 obj << /Type /ObjStm /N 1 >> stream\n" + zlib.compress(DIFFERENCES) + b"endstream"
    assert named_ligatures(packed) == {"°": "ffi"}
    assert named_ligatures(b"/Type /ObjStm stream\nno zlib") == {}


def test_ligatures_are_read_beside_letters_only():
    assert with_ligatures("o°ces at 20 °C or 5° east", {"°": "ffi"}).startswith("offices at 20 ")
    assert with_ligatures("5° and 6 °", {"°": "ffi"}) == "5° and 6 °"


def test_columns_whose_paragraphs_end_in_short_lines():
    left = [
        "The deposit is returned within ten",
        "working days after the inspection.",
        "Breakfast is served from seven to",
        "ten, at weekends until eleven.",
    ]
    right = [
        "Pets are welcome in all ground",
        "floor rooms for a fee of 12 EUR",
        "per night.",
        "Smoking is allowed on the terrace",
        "only.",
    ]
    text = said([[*lines(left, x=50), *lines(right, x=320)]])
    assert "within ten working days after the inspection." in text
    assert "all ground floor rooms for a fee of 12 EUR per night." in text


FIELDS = (
    "/FT /Tx /T (a) /V (Boiler KT-9) /Rect [180 742 380 760] /F 4",
    "/FT /Ch /Ff 131072 /T (b) /V (Week 23) /Opt [(Week 22) (Week 23)] /Rect [180 702 380 720] /F 4",
    "/FT /Tx /Ff 8192 /T (c) /V (secret) /Rect [180 662 380 680] /F 4",
    "/FT /Tx /T (d) /V (hidden) /Rect [180 622 380 640] /F 2",
)
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def form(extra: str = "") -> bytes:
    """A page with labels and fields; PDFium makes the table of objects, which is not there, by itself."""
    labels = [Text(50, 747, "Appliance:"), Text(50, 707, "Wanted:"), Text(50, 667, "Password:")]
    drawn = content(labels).decode()
    names = " ".join(f"{5 + i} 0 R" for i in range(len(FIELDS)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [{names}] {extra} >> >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 600 800] >>",
        f"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Annots [{names}] /Resources << /Font << /F1 {FONT} >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        *(f"<< /Type /Annot /Subtype /Widget /P 3 0 R {field} >>" for field in FIELDS),
    ]
    body = "".join(f"{number} 0 obj\n{one}\nendobj\n" for number, one in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}trailer\n<< /Root 1 0 R >>\n%%EOF".encode()


def test_what_was_typed_into_a_form_stands_beside_its_label():
    document = load_pdf(form(), "")
    texts = [block.text for block in document.blocks]
    assert "Appliance: Boiler KT-9" in texts
    assert "Wanted: Week 23" in texts
    assert "secret" not in document.text
    assert "hidden" not in document.text
    place = document.text.index("Boiler")
    assert any(box.start <= place < box.end and box.right > 180 for box in document.boxes)


def test_xfa_forms_are_named():
    assert XFA in load_pdf(form("/XFA [(template) (x)]"), "").problems


def test_a_hyphen_behind_a_digit_stays_without_a_space():
    texts = [
        "We offer a 24-",
        "hour hotline for the X-200-",
        "B adapter, and leases of 10-",
        "or 20 years to all of you.",
    ]
    text = " ".join(load_pdf(pdf([lines(texts)]), "").text.split())
    assert text == "We offer a 24-hour hotline for the X-200-B adapter, and leases of 10- or 20 years to all of you."

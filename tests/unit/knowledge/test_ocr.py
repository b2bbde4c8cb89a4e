"""Pictures: read by OCR where it is installed, refused with a reason where not."""

import importlib.util
import io
import sys
import zlib
from types import SimpleNamespace

import numpy as np
import pytest
from pdf_writing import Text, pdf
from PIL import Image

from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.loaders import load_bytes
from citewell.knowledge.loaders.pages import ocr, ocr_extra
from citewell.knowledge.loaders.pages.pdf import load_pdf
from citewell.knowledge.loaders.pages.picture import render_page

installed = pytest.mark.skipif(not ocr_extra.is_installed(), reason="the extra 'ocr' is not installed")
WORDS = ["Refunds are paid within 14 days", "after the parcel has come back."]
SCALE = 2.0


def picture() -> Image.Image:
    """A picture of two lines of text, at ``SCALE`` pixels a point."""
    page = [Text(30, 250 - 30 * i, words, 16) for i, words in enumerate(WORDS)]
    width, height, pixels = render_page(pdf([page], page="/MediaBox [0 0 300 300]"), 1, SCALE)
    return Image.frombytes("RGBA", (width, height), pixels, "raw", "BGRA").convert("L")


def written(image: Image.Image, kind: str, **options) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def scan() -> bytes:
    """A PDF whose one page is the picture and nothing else."""
    image = picture()
    data = zlib.compress(image.tobytes())
    head = f"/W {image.width} /H {image.height} /CS /G /BPC 8 /F /Fl".encode()
    drawn = b"q 300 0 0 300 0 0 cm BI %b ID %b EI Q" % (head, data)
    return pdf([drawn], page="/MediaBox [0 0 300 300]")


@pytest.fixture
def without_ocr(monkeypatch) -> None:
    monkeypatch.setattr(ocr_extra, "PACKAGE", "a_package_that_is_not_installed")


@pytest.fixture
def engine(monkeypatch) -> None:
    """In place of the engine: two lines at known pixels, the second first, as detectors do."""
    corners = np.array([[[60, 115], [400, 115], [400, 145], [60, 145]], [[60, 70], [420, 70], [420, 100], [60, 100]]])
    result = SimpleNamespace(boxes=corners, txts=(WORDS[1], WORDS[0]))
    monkeypatch.setattr(ocr_extra, "is_installed", lambda: True)
    monkeypatch.setattr(ocr, "_engine", lambda: lambda _picture: result)


@pytest.mark.parametrize("suffix", ["png", "jpg", "jpeg", "tif", "tiff", "webp", "PNG"])
def test_without_ocr_a_picture_is_refused_with_how_to_mend_it(without_ocr, suffix):
    with pytest.raises(UnreadableFileError, match=r"^no text layer \(a picture\); install the 'ocr' extra"):
        load_bytes(b"anything", f"bill.{suffix}")


def test_without_ocr_a_scan_is_refused_with_how_to_mend_it(without_ocr):
    with pytest.raises(UnreadableFileError, match=r"^no text layer \(scanned pages\); install the 'ocr' extra"):
        load_pdf(scan(), "")


def test_lines_are_put_in_order_and_boxes_are_points_of_the_page(engine):
    document = load_pdf(scan(), "The scan")
    assert document.text.split("\n") == WORDS
    assert document.problems == ("read by OCR",)
    assert document.metadata.title == "The scan"
    pixels = 72 / 200
    first, second = document.boxes
    assert (first.left, first.top, first.right, first.bottom) == pytest.approx(
        (60 * pixels, 70 * pixels, 420 * pixels, 100 * pixels), abs=0.2
    )
    assert document.text[second.start : second.end] == WORDS[1]


def test_pages_with_text_are_not_read_by_ocr(engine):
    page = [Text(30, 250, "A text layer.", 16)]
    document = load_pdf(pdf([page]), "")
    assert (document.text, document.problems) == ("A text layer.", ())


def test_frames_of_a_picture_are_pages(engine):
    image = picture()
    document = load_bytes(written(image, "TIFF", save_all=True, append_images=[image]), "two-pages.tiff")
    assert {block.page for block in document.blocks} == {1, 2}
    assert document.problems == ("pages 1-2 read by OCR",)
    assert [(box.left, box.top) for box in document.boxes[:2]] == [(60, 70), (60, 115)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"Just text.", "not a picture"), (written(picture(), "PNG")[:300], "damaged picture|not a picture")],
)
def test_what_is_no_picture(engine, data, reason):
    with pytest.raises(UnreadableFileError, match=reason):
        load_bytes(data, "bill.png")


def test_pictures_are_bounded(engine, monkeypatch):
    monkeypatch.setattr(ocr, "_MAX_PIXELS", 1000)
    with pytest.raises(UnreadableFileError, match="million pixels"):
        load_bytes(written(picture(), "PNG"), "bill.png")


def test_a_picture_without_text(engine, monkeypatch):
    nothing = SimpleNamespace(boxes=None, txts=None)
    monkeypatch.setattr(ocr, "_engine", lambda: lambda _picture: nothing)
    with pytest.raises(UnreadableFileError, match="OCR finds no text"):
        load_bytes(written(picture(), "PNG"), "bill.png")


def test_an_engine_that_fails_costs_one_file(engine, monkeypatch):
    def fail(_picture) -> None:
        raise RuntimeError("inside the engine")

    monkeypatch.setattr(ocr, "_engine", lambda: fail)
    with pytest.raises(UnreadableFileError, match=r"^OCR failed: RuntimeError$"):
        load_bytes(written(picture(), "PNG"), "bill.png")


def test_missing_models_are_never_downloaded(monkeypatch, tmp_path):
    (tmp_path / "hollow_ocr").mkdir()
    (tmp_path / "hollow_ocr" / "__init__.py").touch()
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    monkeypatch.setattr(ocr_extra, "PACKAGE", "hollow_ocr")
    importlib.invalidate_caches()
    ocr._engine.cache_clear()
    with pytest.raises(UnreadableFileError, match="lacks its model"):
        load_bytes(written(picture(), "PNG"), "bill.png")


@installed
def test_reads_a_scan():
    document = load_pdf(scan(), "")
    assert document.text.split("\n") == WORDS
    assert document.problems == ("read by OCR",)
    first, second = document.boxes
    assert (first.left, second.left) == pytest.approx((30, 30), abs=4)
    assert (first.bottom, second.bottom) == pytest.approx((54, 84), abs=4)


@installed
def test_reads_a_picture():
    document = load_bytes(written(picture(), "PNG"), "bill.png")
    assert document.text.split("\n") == WORDS
    assert document.boxes[0].left == pytest.approx(30 * SCALE, abs=8)

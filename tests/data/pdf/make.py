"""Make the files in this folder; see README.md."""

from io import BytesIO
from pathlib import Path

from fontTools import subset
from pypdf import PdfReader, PdfWriter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

HERE = Path(__file__).parent
DEJAVU = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
HEBREW = "החזר כספי ניתן בתוך 14 ימים"
LATIN = "The of\ufb01ce re\ufb02ects 5\u00a0% of ½ an o\ufb03cial m² for 10\u202f€"
JAPANESE = ("返品は商品到着後三十日以内に", "受け付けております。送料は無料です。")


def register_font(text: str) -> None:
    """Register, as ``DejaVu``, the part of the font that ``text`` needs, without hints."""
    options = subset.Options(hinting=False, layout_features=[], name_IDs=["*"])
    font = subset.load_font(DEJAVU, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(font)
    buffer = BytesIO()
    font.save(buffer)
    buffer.seek(0)
    pdfmetrics.registerFont(TTFont("DejaVu", buffer))


def page(draw) -> bytes:
    """A PDF of one page, drawn by ``draw``."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(400, 300), invariant=1, pageCompression=1)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def hebrew(canvas: Canvas) -> None:
    """As programs write it: glyphs from left to right, so that words run backwards and numbers do not."""
    words = [word if word.isdigit() else word[::-1] for word in reversed(HEBREW.split())]
    canvas.setFont("DejaVu", 12)
    canvas.drawRightString(380, 250, " ".join(words))


def japanese(canvas: Canvas) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))
    canvas.setFont("HeiseiMin-W3", 12)
    for i, line in enumerate(JAPANESE):
        canvas.drawString(20, 250 - 16 * i, line)


def ligatures(canvas: Canvas) -> None:
    canvas.setFont("DejaVu", 12)
    canvas.drawString(20, 250, LATIN)


def encrypted(data: bytes, user_password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    writer.encrypt(user_password, "owner", algorithm="AES-128")
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def main() -> None:
    register_font(HEBREW + LATIN)
    plain = page(lambda canvas: canvas.drawString(20, 250, "Refunds are paid within 14 days."))
    for name, data in {
        "hebrew": page(hebrew),
        "japanese": page(japanese),
        "ligatures": page(ligatures),
        "password": encrypted(plain, "secret"),
        "empty_password": encrypted(plain, ""),
    }.items():
        (HERE / f"{name}.pdf").write_bytes(data)


if __name__ == "__main__":
    main()

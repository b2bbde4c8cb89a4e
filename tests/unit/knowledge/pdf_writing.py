"""Writes small PDFs by hand: text at places, in the standard fonts."""

from collections.abc import Sequence
from typing import NamedTuple

FONTS = {"F1": "Helvetica", "F2": "Helvetica-Bold", "F3": "Courier"}


class Text(NamedTuple):
    """A line of Latin-1 text whose baseline begins ``x`` points from the left and ``y`` from the bottom."""

    x: float
    y: float
    text: str
    size: float = 10
    font: str = "F1"
    turn: tuple[int, int, int, int] = (1, 0, 0, 1)


def lines(texts: Sequence[str], x: float = 50, y: float = 700, pitch: float = 12, **style) -> list[Text]:
    return [Text(x, y - i * pitch, text, **style) for i, text in enumerate(texts)]


def content(texts: Sequence[Text]) -> bytes:
    parts = []
    for x, y, text, size, font, turn in texts:
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        parts.append(f"BT /{font} {size} Tf {' '.join(map(str, turn))} {x} {y} Tm ({escaped}) Tj ET")
    return "\n".join(parts).encode("cp1252")


IMAGE = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\n"
    b"stream\n\x80\nendstream"
)
SCAN = b"q 500 0 0 700 50 50 cm /Im Do Q"


def pdf(
    pages: Sequence[Sequence[Text] | bytes],
    *,
    title: str = "",
    page: str = "/MediaBox [0 0 600 800]",
    outline: Sequence[tuple[str, int]] = (),
    catalog: str = "",
) -> bytes:
    """A PDF of ``pages``: lines, or a content stream. ``outline`` names headings and the index of their page."""
    fonts = " ".join(
        f"/{name} << /Type /Font /Subtype /Type1 /BaseFont /{base} /Encoding /WinAnsiEncoding >>"
        for name, base in FONTS.items()
    )
    first_page, first_entry = 6, 6 + 2 * len(pages)
    kids = " ".join(f"{first_page + 2 * i} 0 R" for i in range(len(pages)))
    outlines = "/Outlines 5 0 R " if outline else ""
    last_entry = first_entry + len(outline) - 1
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {outlines}{catalog} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} {page} "
        f"/Resources << /Font << {fonts} >> /XObject << /Im 4 0 R >> >> >>".encode(),
        f"<< /Title ({title}) >>".encode("cp1252"),
        IMAGE,
        f"<< /Type /Outlines /First {first_entry} 0 R /Last {last_entry} 0 R /Count {len(outline)} >>".encode(),
    ]
    for i, drawn in enumerate(pages):
        stream = drawn if isinstance(drawn, bytes) else content(drawn)
        objects.append(f"<< /Type /Page /Parent 2 0 R /Contents {first_page + 2 * i + 1} 0 R >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream))
    for i, (name, target) in enumerate(outline):
        following = f"/Next {first_entry + i + 1} 0 R " if i + 1 < len(outline) else ""
        destination = f"/Dest [{first_page + 2 * target} 0 R /Fit]"
        objects.append(f"<< /Title ({name}) /Parent 5 0 R {following}{destination} >>".encode("cp1252"))
    return _file(objects)


def _file(objects: Sequence[bytes]) -> bytes:
    data = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info 3 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return data + head + table + trailer % (len(objects) + 1, len(data))

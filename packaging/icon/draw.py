"""Draw the icon of the program as PNG of each size of a desktop, and as ``.ico`` and ``.icns``.

``python packaging/icon/draw.py FOLDER`` writes ``citewell-<size>.png``, ``citewell.ico`` and ``citewell.icns`` there.
"""

import argparse
import os
import struct
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SOURCE = Path(__file__).with_name("citewell.svg")
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
ICNS_SIZES = {b"icp4": 16, b"icp5": 32, b"icp6": 64, b"ic07": 128, b"ic08": 256, b"ic09": 512}
"""Apple's names of the entries that hold a PNG."""


def png(renderer: QSvgRenderer, size: int) -> bytes:
    """The drawing as a PNG file of so many pixels a side."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  the stubs want bytes
    return bytes(held.data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """An ICO file: a directory of 16 bytes a picture, and the PNG files, which Windows reads since Vista."""
    head = struct.pack("<HHH", 0, 1, len(ICO_SIZES))
    place = len(head) + 16 * len(ICO_SIZES)
    entries, bodies = b"", b""
    for size in ICO_SIZES:
        body = pictures[size]
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(body), place + len(bodies))
        bodies += body
    return head + entries + bodies


def icns(pictures: dict[int, bytes]) -> bytes:
    """An ICNS file: a length, and entries of a name, a length and a PNG file."""
    entries = b"".join(
        name + struct.pack(">I", len(pictures[size]) + 8) + pictures[size] for name, size in ICNS_SIZES.items()
    )
    return b"icns" + struct.pack(">I", len(entries) + 8) + entries


def main() -> None:
    """Write all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    application = QGuiApplication([])
    renderer = QSvgRenderer(str(SOURCE))
    pictures = {size: png(renderer, size) for size in SIZES}
    for size, content in pictures.items():
        (folder / f"citewell-{size}.png").write_bytes(content)
    (folder / "citewell.ico").write_bytes(ico(pictures))
    (folder / "citewell.icns").write_bytes(icns(pictures))
    application.quit()


if __name__ == "__main__":
    main()

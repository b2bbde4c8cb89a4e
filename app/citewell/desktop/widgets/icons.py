"""Icons: SVG files of one stroke style, drawn in a token's colour at every scale of the screen."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from citewell.settings.resources import resources_dir

SIZE = 20
_SCALES = (1, 2, 3)


def load_icon(name: str, colour: QColor, disabled: QColor | None = None, gap: int = 0) -> QIcon:
    """The icon ``name`` in ``colour``, and in ``disabled`` where its button is; ``gap`` is room before a text."""
    icon = QIcon()
    for scale in _SCALES:
        icon.addPixmap(_draw(name, colour, SIZE, scale, gap))
        if disabled is not None:
            icon.addPixmap(_draw(name, disabled, SIZE, scale, gap), QIcon.Mode.Disabled)
    return icon


def load_pixmap(name: str, colour: QColor, size: int, ratio: float) -> QPixmap:
    """The icon ``name`` in ``colour`` as a pixmap of ``size`` logical pixels on a screen of this ratio."""
    return _draw(name, colour, size, ratio, 0)


@cache
def _read(name: str) -> str:
    return (resources_dir() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def _draw(name: str, colour: QColor, size: int, scale: float, gap: int) -> QPixmap:
    key = f"{name} {colour.name()} {size} {scale} {gap}"
    drawn = QPixmap()
    if QPixmapCache.find(key, drawn):
        return drawn
    pixmap = QPixmap(round((size + gap) * scale), round(size * scale))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer = QSvgRenderer(QByteArray(_read(name).replace("currentColor", colour.name()).encode()))
    renderer.render(painter, QRectF(0, 0, size * scale, size * scale))
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    QPixmapCache.insert(key, pixmap)
    return pixmap

"""Text out of pictures: scanned pages and image files, read by RapidOCR, which ships its models.

It is the optional extra ``ocr``. Nothing is downloaded: the models must lie in the installed package.
"""

import importlib.util
import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np

from citewell.domain.documents import ExtractedDocument
from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.loaders.pages import ocr_extra
from citewell.knowledge.loaders.pages.characters import clean
from citewell.knowledge.loaders.pages.columns import join_rows
from citewell.knowledge.loaders.pages.layout import Fragment, Frame, read_columns
from citewell.knowledge.loaders.pages.paged_document import compose
from citewell.knowledge.loaders.pages.running_lines import Page, Region

if TYPE_CHECKING:
    from PIL import Image

_MODELS = {
    "Det": "PP-OCRv6_det_small.onnx",
    "Cls": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
    "Rec": "PP-OCRv6_rec_small.onnx",
}
_MAX_PIXELS = 100_000_000
_MAX_SIDE = 4000
_ALIKE = (0.75, 1.3)
"""Heights of lines, as shares of the page's median, that are taken for one font size: they jitter."""


def missing_reason(what: str = "scanned pages") -> str:
    """Why a picture was not read."""
    if ocr_extra.is_installed():
        return f"no text layer ({what}), and OCR finds no text in it either"
    return f"no text layer ({what}); install the 'ocr' extra (pip install 'citewell[ocr]') and index it again"


def load_image(data: bytes, title: str) -> ExtractedDocument:
    """Read a picture by OCR; each frame of a TIFF is a page. A point of the boxes is a pixel of the upright picture.

    Raises ``UnreadableFileError``, also where OCR is not installed.
    """
    if not ocr_extra.is_installed():
        raise UnreadableFileError(missing_reason("a picture"))
    pages = list(_read_frames(data))
    if not any(page.regions for page in pages):
        raise UnreadableFileError(missing_reason("a picture"))
    return compose(pages, default_title=title)


def read_page(pixels: bytes, size: tuple[int, int], number: int, scale: float) -> Page:
    """Read a page from its picture: BGRA bytes, width and height, ``scale`` pixels a point.

    Raises ``UnreadableFileError`` where OCR does not work.
    """
    width, height = size
    picture = np.frombuffer(pixels, np.uint8).reshape(height, width, 4)[:, :, :3]
    fragments = [Fragment(text, Frame(*(edge / scale for edge in frame)), 0.0) for text, frame in _recognised(picture)]
    region_size = (width / scale, height / scale)
    regions = tuple(Region(tuple(join_rows(rows)), 0, *region_size) for rows in read_columns(_with_sizes(fragments)))
    return Page(number, region_size[1], regions, pictured=True, read_by_ocr=True)


def _with_sizes(fragments: list[Fragment]) -> list[Fragment]:
    heights = [fragment.frame.bottom - fragment.frame.top for fragment in fragments]
    usual = median(heights) if heights else 0.0
    sizes = (usual if _ALIKE[0] * usual <= height <= _ALIKE[1] * usual else height for height in heights)
    return [fragment._replace(size=size) for fragment, size in zip(fragments, sizes, strict=True)]


def _recognised(picture: np.ndarray[Any, Any]) -> Iterator[tuple[str, Frame]]:
    """Lines with their frames in pixels."""
    try:
        result = _engine()(np.ascontiguousarray(picture))
    except UnreadableFileError:
        raise
    except Exception as error:  # the engine raises many kinds
        raise UnreadableFileError(f"OCR failed: {type(error).__name__}") from error
    if result.boxes is None or result.txts is None:
        return
    for corners, line in zip(result.boxes, result.txts, strict=True):
        text = clean(str(line)).strip()
        if text:
            (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
            yield text, Frame(float(left), float(top), float(right), float(bottom))


@cache
def _engine() -> Any:  # noqa: ANN401 - the package has no types
    """RapidOCR on its own models, named by path, so that it looks for none elsewhere."""
    spec = importlib.util.find_spec(ocr_extra.PACKAGE)
    folder = Path(spec.origin).parent / "models" if spec and spec.origin else Path()
    missing = [name for name in _MODELS.values() if not (folder / name).is_file()]
    if missing:
        raise UnreadableFileError(
            f"the OCR package lacks its model {missing[0]}; install the 'ocr' extra again (pip install 'citewell[ocr]')"
        )
    from rapidocr import RapidOCR  # noqa: PLC0415  comes with the extra

    paths = {f"{stage}.model_path": str(folder / name) for stage, name in _MODELS.items()}
    return RapidOCR(params={"Global.log_level": "critical", **paths})


def _read_frames(data: bytes) -> Iterator[Page]:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  comes with the extra

    try:
        with Image.open(io.BytesIO(data)) as image:
            for index in range(getattr(image, "n_frames", 1)):
                image.seek(index)
                yield _read_frame(image, index + 1)
    except UnidentifiedImageError as error:
        raise UnreadableFileError("not a picture of a known kind, although its name says so") from error
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise UnreadableFileError("a damaged picture; get a fresh copy and index it again") from error


def _read_frame(image: "Image.Image", number: int) -> Page:
    from PIL import Image, ImageOps  # noqa: PLC0415  comes with the extra

    if image.width * image.height > _MAX_PIXELS:
        raise UnreadableFileError(f"a picture of more than {_MAX_PIXELS // 1_000_000} million pixels; save it smaller")
    upright = ImageOps.exif_transpose(image).convert("RGBA")
    paper = Image.new("RGBA", upright.size, "white")
    paper.alpha_composite(upright)
    width = paper.width
    paper.thumbnail((_MAX_SIDE, _MAX_SIDE))
    pixels = paper.tobytes("raw", "BGRA")
    return read_page(pixels, paper.size, number, scale=paper.width / width)

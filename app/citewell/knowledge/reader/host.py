"""The child's side of reading: a file's bytes in, document and passages out. Hostile files are parsed here alone."""

import gc
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from citewell.domain.documents import ExtractedDocument
from citewell.domain.errors import UnreadableFileError
from citewell.domain.ports import Extraction
from citewell.knowledge.chunking import cut_passages
from citewell.knowledge.languages import SAMPLE_CHARACTERS, detect_language
from citewell.knowledge.loaders import load_bytes
from citewell.knowledge.reader.frames import encode_extraction
from citewell.processes.frames import Frame

LoadBytes = Callable[[bytes, str], ExtractedDocument]
"""As ``load_bytes``."""


class ReaderService:
    """Reads one file a call. What goes wrong with a file is its answer, and never ends the process by itself."""

    def __init__(self, characters: int, load: LoadBytes = load_bytes) -> None:
        """Refuse documents of more than ``characters``."""
        self._characters = characters
        self._load = load

    def describe(self) -> dict[str, object]:
        """Nothing beyond that it is there."""
        return {}

    def serve(self, frame: Frame, cancelled: threading.Event) -> Iterator[Frame]:  # noqa: ARG002  it is killed instead
        """Answer with the extraction, or ``unreadable`` (the reason), ``out_of_memory`` or ``failure`` (where)."""
        yield self._read(frame.body, str(frame.head["path"]))

    def _read(self, data: bytes, path: str) -> Frame:
        try:
            return encode_extraction(*extract(data, path, self._characters, self._load))
        except UnreadableFileError as error:
            return Frame({"unreadable": str(error), "done": True})
        except MemoryError:
            gc.collect()
            return Frame({"out_of_memory": True, "done": True})
        except Exception as error:  # noqa: BLE001  any parser may raise anything
            # The message may quote the document, so only the kind of error and its place go on.
            place = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{Path(place.filename).name}:{place.lineno}"
            return Frame({"failure": type(error).__name__, "where": where, "done": True})


def extract(data: bytes, path: str, characters: int, load: LoadBytes = load_bytes) -> Extraction:
    """The document in ``data`` and its passages. Raises ``UnreadableFileError``, and what a parser may raise."""
    document = load(data, path)
    _check_size(document, characters)
    document = _with_language(document)
    return document, cut_passages(document)


def _check_size(document: ExtractedDocument, characters: int) -> None:
    size = max(len(document.text), sum(len(block.text) for block in document.blocks))
    if size > characters:
        raise UnreadableFileError(
            f"holds {size:,} characters of text, over the limit of {characters:,}; "
            "split it into smaller files and index them"
        )


def _with_language(document: ExtractedDocument) -> ExtractedDocument:
    """The document with its language told from its text, where it does not say so itself."""
    if document.metadata.language:
        return document
    sample: list[str] = []
    size = 0
    for block in document.blocks:
        sample.append(block.text)
        size += len(block.text)
        if size > SAMPLE_CHARACTERS:
            break
    return replace(document, detected_language=detect_language("\n".join(sample)))


def load_reader(settings: dict[str, object]) -> ReaderService:
    """A reader within the limits ``memory_mb`` and ``characters`` of ``settings``."""
    limit_memory(int(str(settings["memory_mb"])))
    return ReaderService(int(str(settings["characters"])))


def limit_memory(megabytes: int) -> None:
    """Let this process take so much memory beyond what it has; leave no core file, which would hold the document.

    Linux holds a process to it at once; elsewhere the parent looks at its size and kills it.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  there is none on Windows

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        limit = _private_bytes() + megabytes * 1024 * 1024
        _soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def _private_bytes() -> int:
    """What the kernel counts against ``RLIMIT_DATA``."""
    for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
        if line.startswith("VmData:"):
            return int(line.split()[1]) * 1024
    return 0

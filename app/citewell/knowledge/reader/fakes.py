"""A reader without a process, for tests."""

from collections.abc import Iterable, Iterator

from citewell.domain.errors import UnreadableFileError
from citewell.domain.ports import Extraction
from citewell.domain.progress import CancelToken
from citewell.knowledge.reader.host import extract


class InlineReader:
    """``Reader`` in this process: quick to start, and at the mercy of what it reads."""

    def __init__(self, characters: int = 20_000_000) -> None:
        """Refuse documents of more than ``characters``."""
        self._characters = characters

    def read(self, data: bytes, path: str) -> Extraction:
        """Read one file; ``path`` tells its kind. Raises ``UnreadableFileError``."""
        return extract(data, path, self._characters)

    def read_many(
        self, files: Iterable[tuple[bytes, str]], cancel: CancelToken | None = None
    ) -> Iterator[Extraction | UnreadableFileError]:
        """Read ``files`` (bytes, path) one by one. Raises ``CancelledError``."""
        for data, path in files:
            if cancel is not None:
                cancel.check()
            try:
                yield self.read(data, path)
            except UnreadableFileError as error:
                yield error

"""Models: the one owner of every model and child process of a home.

``ProcessModels`` (``bootstrap.models``) starts processes when they are first used; ``FakeModels`` needs none.
"""

from contextlib import AbstractContextManager
from typing import Protocol

from citewell.domain.drafts import Mode
from citewell.domain.generation import Generator
from citewell.domain.ports import Embedder, NameFinder, Reader, Reranker, Verifier
from citewell.domain.progress import CancelToken
from citewell.domain.styles import Style
from citewell.models.styles.styles import BaseModel


class Models(Protocol):
    """The models of one home; each is loaded when it is first asked something."""

    @property
    def embedder(self) -> Embedder:
        """The sentence embedder."""
        ...

    @property
    def reranker(self) -> Reranker | None:
        """The cross-encoder that reads ticket and passage together; ``None`` where none is installed."""
        ...

    @property
    def verifier(self) -> Verifier:
        """The cross-encoder that reads a claim beside what should back it."""
        ...

    @property
    def name_finder(self) -> NameFinder | None:
        """The token classifier for names and addresses; ``None`` where none is installed."""
        ...

    @property
    def reader(self) -> Reader:
        """Reads files."""
        ...

    def generator(self, mode: Mode = Mode.HYBRID) -> Generator:
        """The language model of a mode: ``rag`` is the base model alone, the others have the style that ships.

        Raises ``ModelError``, and ``StorageError`` where a style cannot be prepared.
        """
        ...

    def styling(self) -> Generator | None:
        """The language model with the active style, where that was learned from edits. Raises as ``generator``."""
        ...

    def with_style(self, style: Style, cancel: CancelToken | None = None) -> AbstractContextManager[Generator]:
        """The language model with ``style``, active or not, until the context is left.

        Raises as ``generator``, and ``CancelledError``.
        """
        ...

    def with_model(self, base_model: str, cancel: CancelToken | None = None) -> AbstractContextManager[Generator]:
        """The language model of a GGUF file (empty: the one that ships), in use or not, until the context is left.

        It has the style that ships where that fits. Raises as ``generator``, and ``CancelledError``.
        """
        ...

    def base(self) -> BaseModel:
        """The file of the base model and its sha256. Raises ``ModelError``."""
        ...

    def cpu_seconds(self) -> float:
        """Processor seconds of the model processes that run, since each was started."""
        ...

    def swap_style(self) -> None:
        """Let the next draft use the model and the style that are chosen now."""
        ...

    def warm_up(self) -> None:
        """Load what a draft needs, so that the first one does not wait. Raises ``ModelError``."""
        ...

    def close(self) -> None:
        """End every child process."""
        ...

"""Models that need no file and no process: for tests of what uses models, and for trying the program without any."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from citewell.domain.drafts import Mode
from citewell.domain.generation import Generator
from citewell.domain.ports import Embedder, NameFinder, Reader, Reranker, Verifier
from citewell.domain.progress import CancelToken
from citewell.domain.styles import Style
from citewell.knowledge.reader.fakes import InlineReader
from citewell.models.fakes import HashingEmbedder, ListedNames, ScriptedGenerator, WordVerifier
from citewell.models.styles.styles import BaseModel


@dataclass(slots=True)
class FakeModels:
    """``Models`` that are handed in. ``styled`` is the model with the active style, where there is one."""

    embedder: Embedder = field(default_factory=HashingEmbedder)
    reranker: Reranker | None = None
    verifier: Verifier = field(default_factory=WordVerifier)
    name_finder: NameFinder | None = field(default_factory=lambda: ListedNames([]))
    reader: Reader = field(default_factory=InlineReader)
    language_model: Generator = field(default_factory=ScriptedGenerator)
    styled: Generator | None = None
    others: dict[str, Generator] = field(default_factory=dict)
    """Models of other files, by the names of the files."""
    swapped: int = 0
    """Times that another style was taken into use."""
    closed: bool = False

    def made(self, *_parts: object) -> "FakeModels":
        """Itself, where models are to be made for a home."""
        return self

    def generator(self, mode: Mode = Mode.HYBRID) -> Generator:
        """The one language model, whatever the mode."""
        del mode
        return self.language_model

    def styling(self) -> Generator | None:
        """The model with the active style."""
        return self.styled

    @contextlib.contextmanager
    def with_style(self, style: Style, cancel: CancelToken | None = None) -> Iterator[Generator]:
        """The model with the active style, whatever the style; else the one language model."""
        del style, cancel
        yield self.styled or self.language_model

    @contextlib.contextmanager
    def with_model(self, base_model: str, cancel: CancelToken | None = None) -> Iterator[Generator]:
        """One of ``others``, else the one language model."""
        del cancel
        yield self.others.get(Path(base_model).name, self.language_model)

    def base(self) -> BaseModel:
        """A base model without a file."""
        return BaseModel(Path(), "")

    def cpu_seconds(self) -> float:
        """None run."""
        return 0.0

    def swap_style(self) -> None:
        """Count the change."""
        self.swapped += 1

    def warm_up(self) -> None:
        """Nothing to load."""

    def close(self) -> None:
        """Note the end."""
        self.closed = True

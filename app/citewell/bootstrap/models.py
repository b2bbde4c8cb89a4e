"""Models on child processes: started when first used, swapped when another style is active, ended together."""

import contextlib
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from citewell.domain.drafts import Mode
from citewell.domain.generation import Generator
from citewell.domain.ports import Embedder, NameFinder, Reader, Reranker, Vector, Verifier
from citewell.domain.progress import CancelToken, ProgressCallback, ignore_progress
from citewell.domain.styles import Style
from citewell.knowledge.reader.process import ReaderProcess, ReadLimits
from citewell.models.clients import ProcessEmbedder, ProcessGenerator, ProcessReranker, ProcessVerifier
from citewell.models.descriptions import (
    BASE_MODEL,
    EMBEDDER,
    NAMES,
    RERANKER,
    VERIFIER,
    LanguageModelDescription,
    find_base_model,
)
from citewell.models.importing import read_embedder
from citewell.models.name_client import ProcessNameFinder
from citewell.models.own_models import describe_file
from citewell.models.styles.styles import BaseModel, Styles
from citewell.settings.options import Options
from citewell.settings.resources import resources_dir

AT_ONCE = 2
"""Processes that start side by side: one mostly reads files and imports, on one core."""


class BaseModelFile:
    """The base model that the options name; its file is described, which means hashed, once."""

    def __init__(self, chosen: Callable[[], str]) -> None:
        """``chosen`` gives the path of a GGUF file, which may change; empty for the model that ships."""
        self._chosen = chosen
        self._described: dict[str, LanguageModelDescription] = {}

    def describe(self) -> tuple[LanguageModelDescription, Path]:
        """The description and the file. Raises ``ModelError``."""
        chosen = self._chosen()
        if not chosen:
            return BASE_MODEL, find_base_model(resources_dir())
        if chosen not in self._described:
            self._described[chosen] = describe_file(Path(chosen))
        return self._described[chosen], Path(chosen)

    def __call__(self) -> BaseModel:
        """What styles are merged into. Raises ``ModelError``."""
        description, path = self.describe()
        return BaseModel(path, description.sha256)


class ChosenEmbedder:
    """``Embedder`` that the options name; its folder is read at first use, so that a bad one can still be replaced."""

    def __init__(self, options: Options) -> None:
        """Take the embedder of ``options``, else the one that ships."""
        self._options = options
        self._turn = threading.Lock()
        self._opened: ProcessEmbedder | None = None

    @property
    def dimensions(self) -> int:
        """Numbers in one vector. Raises ``ModelError``."""
        return self.opened.dimensions

    @property
    def identity(self) -> str:
        """Names model and prompts. Raises ``ModelError``."""
        return self.opened.identity

    def embed(self, texts: Sequence[str]) -> list[Vector]:
        """Embed ``texts``, passages that may be found, in order. Raises ``ModelError``."""
        return self.opened.embed(texts)

    def embed_queries(self, texts: Sequence[str]) -> list[Vector]:
        """Embed ``texts`` that look for passages, in order. Raises ``ModelError``."""
        return self.opened.embed_queries(texts)

    def interact(self, query: str, passages: Sequence[str]) -> list[float] | None:
        """How near ``query`` is to each passage by its tokens; ``None`` where it cannot tell. Raises ``ModelError``."""
        return self.opened.interact(query, passages)

    @property
    def opened(self) -> ProcessEmbedder:
        """The embedder's process. Raises ``ModelError``."""
        with self._turn:
            if self._opened is None:
                description, folder = EMBEDDER, resources_dir() / "models" / EMBEDDER.folder
                if self._options.embedder:
                    folder = Path(self._options.embedder)
                    description = read_embedder(folder)
                self._opened = ProcessEmbedder(description, folder, threads=self._options.thread_count)
            return self._opened

    @property
    def cpu_seconds(self) -> float:
        """Processor seconds of the process, if it was started."""
        return 0.0 if self._opened is None else self._opened.process.cpu_seconds

    def close(self) -> None:
        """End the process, if it was started."""
        if self._opened is not None:
            self._opened.process.close()


def document_reader() -> ReaderProcess:
    """The reader process by itself, for a command that opens no home."""
    return ReaderProcess()


class ProcessModels:
    """``Models`` on child processes. ``baking`` hears of a style that is prepared at its first use."""

    def __init__(
        self,
        options: Options,
        styles: Styles,
        base: BaseModelFile,
        baking: ProgressCallback = ignore_progress,
        *,
        reranker: Path | None = None,
    ) -> None:
        """Start nothing yet. ``reranker`` is the folder of another reranker than the one that ships."""
        folder, threads = resources_dir() / "models", options.thread_count
        self._threads, self._gpu_layers = threads, options.gpu_layers
        self._styles = styles
        self._base = base
        self._baking = baking
        self._embedder = ChosenEmbedder(options)
        self._reranker = ProcessReranker(reranker or folder / RERANKER.folder, threads=threads)
        self._verifier = ProcessVerifier(folder / VERIFIER.folder, threads=threads)
        has_names = (folder / NAMES.folder / "model.onnx").is_file()
        self._name_finder = ProcessNameFinder(folder / NAMES.folder, threads=1) if has_names else None
        self._reader = ReaderProcess(ReadLimits(seconds=options.max_file_seconds, memory_mb=options.max_reader_mb))
        self._turn = threading.RLock()
        """Two threads must not start two language models."""
        self._plain: ProcessGenerator | None = None
        self._styled: dict[str, ProcessGenerator] = {}
        """By the id of the style; the style that drafts and the one that styles."""

    @property
    def embedder(self) -> Embedder:
        """The sentence embedder."""
        return self._embedder

    @property
    def reranker(self) -> Reranker | None:
        """The cross-encoder reranker."""
        return self._reranker

    @property
    def verifier(self) -> Verifier:
        """The verifier."""
        return self._verifier

    @property
    def name_finder(self) -> NameFinder | None:
        """The token classifier; ``None`` where its model is not installed."""
        return self._name_finder

    @property
    def reader(self) -> Reader:
        """The reader process."""
        return self._reader

    def generator(self, mode: Mode = Mode.HYBRID) -> Generator:
        """The model of a mode. A style that was learned from edits rewrites what this one drafts (``styling``)."""
        with self._turn:
            style = None if mode is Mode.RAG else self._styles.drafting()
            if style is not None:
                return self._with(style)
            if self._plain is None:
                description, path = self._base.describe()
                self._plain = ProcessGenerator(description, path, threads=self._threads, gpu_layers=self._gpu_layers)
            return self._plain

    def styling(self) -> Generator | None:
        """The model with the active style, where that was learned from edits."""
        with self._turn:
            style = self._styles.active()
            return None if style is None or style.shipped else self._with(style)

    @contextlib.contextmanager
    def with_style(self, style: Style, cancel: CancelToken | None = None) -> Iterator[Generator]:
        """A model of its own with ``style``, prepared where need be."""
        generator = self._start(style, cancel)
        try:
            yield generator
        finally:
            generator.process.close()

    @contextlib.contextmanager
    def with_model(self, base_model: str, cancel: CancelToken | None = None) -> Iterator[Generator]:
        """A model of its own from another base file, with the style that drafts where one fits it."""
        base = BaseModelFile(lambda: base_model)
        styles = self._styles.on(base)
        style = styles.drafting()
        description, path = base.describe()
        if style is not None:
            baked = styles.bake(style, progress=self._baking, cancel=cancel)
            description, path = replace(description, file=baked.path.name, sha256=baked.sha256), baked.path
        name = "" if style is None else style.id
        generator = ProcessGenerator(description, path, threads=self._threads, style=name, gpu_layers=self._gpu_layers)
        try:
            yield generator
        finally:
            generator.process.close()

    def base(self) -> BaseModel:
        """The file of the base model and its sha256."""
        return self._base()

    def cpu_seconds(self) -> float:
        """Processor seconds of the model processes that run, since each was started."""
        clients = (self._reranker, self._verifier, self._name_finder, self._plain, *self._styled.values())
        used = sum(client.process.cpu_seconds for client in clients if client is not None)
        return used + self._embedder.cpu_seconds

    def swap_style(self) -> None:
        """Let the next draft use the model and the style that are chosen now."""
        with self._turn:
            if self._plain is not None:
                self._plain.process.close()
                self._plain = None
            for generator in self._styled.values():
                generator.process.close()
            self._styled.clear()

    def warm_up(self) -> None:
        """Start the processes that a draft needs, in the order in which it asks them, ``AT_ONCE`` side by side."""
        finder = self._name_finder
        starts: list[Callable[[], object]] = [
            lambda: None if finder is None else finder.process.start(),
            lambda: self._embedder.opened.process.start(),  # noqa: PLW0108  its folder is read in its turn
            self._reranker.process.start,
            lambda: self.generator().placement(),
            self._verifier.process.start,
        ]
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="warm") as pool:
            for started in [pool.submit(start) for start in starts]:
                started.result()

    def close(self) -> None:
        """End every child process."""
        self._reader.close()
        self._embedder.close()
        for model in (self._reranker, self._verifier, self._name_finder):
            if model is not None:
                model.process.close()
        self.swap_style()

    def _with(self, style: Style) -> ProcessGenerator:
        if style.id not in self._styled:
            self._styled[style.id] = self._start(style)
        return self._styled[style.id]

    def _start(self, style: Style, cancel: CancelToken | None = None) -> ProcessGenerator:
        baked = self._styles.bake(style, progress=self._baking, cancel=cancel)
        description = replace(self._base.describe()[0], file=baked.path.name, sha256=baked.sha256)
        return ProcessGenerator(
            description, baked.path, threads=self._threads, style=style.id, gpu_layers=self._gpu_layers
        )

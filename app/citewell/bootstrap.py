"""The one place that builds adapters and hands them down."""

import contextlib
import json
import logging
import logging.handlers
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from filelock import FileLock, Timeout

from citewell.domain.documents import Passage
from citewell.domain.errors import HomeBusyError, ModelError, StorageError
from citewell.domain.ports import Embedder, Generator, Reader
from citewell.knowledge.chunking import cut_passages
from citewell.knowledge.ingest import Ingest
from citewell.knowledge.loaders.markdown import load_markdown
from citewell.knowledge.reading import ReaderProcess, ReadLimits
from citewell.models.clients import ProcessEmbedder, ProcessGenerator
from citewell.models.descriptions import BASE_MODEL, EMBEDDER, describe_file, find_base_model
from citewell.models.importing import read_embedder
from citewell.pipeline.decide import DecisionWeights
from citewell.pipeline.drafter import Drafter
from citewell.pipeline.extract import Extractor
from citewell.pipeline.policy_checker import PolicyChecker
from citewell.pipeline.prompt import PromptTemplate
from citewell.pipeline.relevance import Relevance
from citewell.pipeline.retriever import Retriever
from citewell.pipeline.support import SupportScorer
from citewell.settings.home import Home
from citewell.settings.options import Options, load_options
from citewell.settings.resources import resources_dir
from citewell.storage.database import Database
from citewell.storage.draft_log import EditLog
from citewell.storage.index_store import IndexStore
from citewell.storage.keys import DatabaseKey, load_key
from citewell.storage.passage_search import PassageSearcher

PROMPT = "reply-1"


@dataclass
class Services:
    """What the window and the command line work with. Parts are built when first used."""

    home: Home
    options: Options
    key: DatabaseKey
    database: Database

    @cached_property
    def index(self) -> IndexStore:
        """The writing side of the index."""
        return IndexStore(self.database)

    @cached_property
    def log(self) -> EditLog:
        """The edit log."""
        return EditLog(self.database)

    @cached_property
    def embedder(self) -> Embedder:
        """The sentence embedder, in a process of its own."""
        description, folder = EMBEDDER, resources_dir() / "models" / EMBEDDER.folder
        if self.options.embedder:
            folder = Path(self.options.embedder)
            description = read_embedder(folder)
        return ProcessEmbedder(description, folder, threads=self.options.thread_count)

    @cached_property
    def generator(self) -> Generator:
        """The language model, in a process of its own. Raises ``ModelError``."""
        description, path = BASE_MODEL, None
        if self.options.base_model:
            path = Path(self.options.base_model)
            description = describe_file(path)
        return ProcessGenerator(
            description, path or find_base_model(resources_dir()), threads=self.options.thread_count
        )

    @cached_property
    def retriever(self) -> Retriever:
        """Search in the index."""
        return Retriever(self.searcher, self.embedder, self.cut)

    @cached_property
    def searcher(self) -> PassageSearcher:
        """The reading side of the index."""
        return PassageSearcher(self.database, self.embedder.identity)

    @staticmethod
    def cut(text: str, title: str) -> tuple[Passage, ...]:
        """Passages of a text that was handed in, read as Markdown."""
        return cut_passages(load_markdown(text, title))

    @cached_property
    def checker(self) -> PolicyChecker:
        """The policy checker."""
        return PolicyChecker(self.support)

    @cached_property
    def support(self) -> SupportScorer:
        """Scores how well passages back a sentence."""
        return SupportScorer(self.embedder)

    @cached_property
    def ingest(self) -> Ingest:
        """Indexing."""
        return Ingest(self.index, self.embedder, self.reader, lambda: locked(self.home.index_lock, "indexes this home"))

    @cached_property
    def reader(self) -> Reader:
        """Reads files, in a process of its own."""
        return ReaderProcess(ReadLimits(seconds=self.options.max_file_seconds, memory_mb=self.options.max_reader_mb))

    @cached_property
    def drafter(self) -> Drafter:
        """The way of a ticket."""
        return Drafter(
            retriever=self.retriever,
            generator=self.generator,
            checker=self.checker,
            extractor=Extractor(Relevance(self.embedder)),
            template=load_template(PROMPT),
            weights=DecisionWeights(),
            support=self.support,
            log=self.log,
        )

    def close(self) -> None:
        """End the child processes and close the database."""
        reader = self.__dict__.get("reader")
        if isinstance(reader, ReaderProcess):
            reader.close()
        for name in ("embedder", "generator"):
            model = self.__dict__.get(name)
            if isinstance(model, ProcessEmbedder | ProcessGenerator):
                model.process.close()
        self.database.close()


def open_services(home: Home, *, scratch: bool = False) -> Services:
    """Open a home, making it where it is new; a ``scratch`` home keeps its key to itself.

    Raises ``StorageError`` and ``BadInputError``.
    """
    home.create()
    options = load_options(home.settings)
    try:
        with FileLock(home.path / "open.lock", timeout=10):  # two programs must not both make a key
            key = load_key(
                home.identity, home.key_file, database_exists=home.database.exists(), use_keyring=not scratch
            )
            database = Database(home.database, key.hexadecimal)
    except Timeout as error:
        raise HomeBusyError(f"Another program keeps {home.path} busy. Wait for it or close it.") from error
    except OSError as error:
        raise StorageError(f"{home.path} cannot be written ({error.strerror}). Choose another with --home.") from error
    return Services(home, options, key, database)


@contextlib.contextmanager
def locked(path: Path, doing: str) -> Iterator[None]:
    """Hold a lock file that one program of a home may hold. Raises ``HomeBusyError``."""
    lock = FileLock(path, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise HomeBusyError(
            f"Another Citewell {doing} ({path.parent}). Wait for it or close it, then try again."
        ) from error
    try:
        yield
    finally:
        lock.release()


def load_template(version: str) -> PromptTemplate:
    """Read a prompt version from the resources. Raises ``ModelError``."""
    path = resources_dir() / "prompts" / f"{version}.json"
    try:
        return PromptTemplate(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise ModelError(f"The prompt {path} cannot be read ({error}). Install Citewell again.") from error


def start_log_file(home: Home) -> None:
    """Log to a file in the home that stays small. Ticket and document text never reaches it."""
    root = logging.getLogger("citewell")
    if any(isinstance(handler, logging.handlers.RotatingFileHandler) for handler in root.handlers):
        return
    handler = logging.handlers.RotatingFileHandler(
        home.log_file, maxBytes=1_000_000, backupCount=1, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    root.setLevel(os.environ.get("CITEWELL_LOG", "INFO"))
    root.propagate = False

"""The real models that ship, each in one process for all tests of this package; and both kinds of index."""

from collections.abc import Iterator

import pytest
from memory_index import MemoryIndex, MemorySearch

from citewell.models.clients import ProcessEmbedder, ProcessGenerator, ProcessReranker, ProcessVerifier
from citewell.models.descriptions import BASE_MODEL, EMBEDDER, NAMES, RERANKER, VERIFIER, find_base_model
from citewell.models.name_client import ProcessNameFinder
from citewell.settings.resources import resources_dir
from citewell.storage.index.search import PassageSearcher
from citewell.storage.index.store import IndexStore

THREADS = 1
"""More would wait for each other, as tests on other cores run beside."""


@pytest.fixture(scope="session")
def real_embedder() -> Iterator[ProcessEmbedder]:
    """The embedder that ships."""
    embedder = ProcessEmbedder(EMBEDDER, resources_dir() / "models" / EMBEDDER.folder, threads=THREADS)
    yield embedder
    embedder.process.close()


@pytest.fixture(scope="session")
def real_verifier() -> Iterator[ProcessVerifier]:
    """The verifier that ships."""
    verifier = ProcessVerifier(resources_dir() / "models" / VERIFIER.folder, threads=THREADS)
    yield verifier
    verifier.process.close()


@pytest.fixture(scope="session")
def real_generator() -> Iterator[ProcessGenerator]:
    """The base model."""
    generator = ProcessGenerator(BASE_MODEL, find_base_model(resources_dir()), threads=THREADS)
    yield generator
    generator.process.close()


@pytest.fixture(scope="session")
def real_reranker() -> Iterator[ProcessReranker]:
    """The reranker that ships."""
    reranker = ProcessReranker(resources_dir() / "models" / RERANKER.folder, threads=THREADS)
    yield reranker
    reranker.process.close()


@pytest.fixture(scope="session")
def real_names() -> Iterator[ProcessNameFinder]:
    """The model that finds names."""
    finder = ProcessNameFinder(resources_dir() / "models" / NAMES.folder, threads=THREADS)
    yield finder
    finder.process.close()


@pytest.fixture(params=["fake", "real"])
def index(request) -> MemoryIndex | IndexStore:
    """The writing side of an index."""
    return MemoryIndex() if request.param == "fake" else IndexStore(request.getfixturevalue("database"))


@pytest.fixture
def search(request, index) -> MemorySearch | PassageSearcher:
    """The reading side of ``index``."""
    return (
        MemorySearch(index) if isinstance(index, MemoryIndex) else PassageSearcher(request.getfixturevalue("database"))
    )


@pytest.fixture
def source(index) -> int:
    return index.open_source("/kb", None)

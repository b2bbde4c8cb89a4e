"""The models that ship, each in one process for all tests of this package; only the language model says nothing."""

from collections.abc import Iterator

import pytest

from citewell.application.models.fakes import FakeModels
from citewell.models.clients import ProcessEmbedder, ProcessReranker, ProcessVerifier
from citewell.models.descriptions import EMBEDDER, RERANKER, VERIFIER
from citewell.settings.resources import resources_dir


@pytest.fixture(scope="session")
def shipped_models() -> Iterator[FakeModels]:
    """What finds, judges and checks; drafts are the documents' own sentences."""
    folder = resources_dir() / "models"
    embedder = ProcessEmbedder(EMBEDDER, folder / EMBEDDER.folder, threads=1)
    reranker = ProcessReranker(folder / RERANKER.folder, threads=1)
    verifier = ProcessVerifier(folder / VERIFIER.folder, threads=1)
    yield FakeModels(embedder=embedder, reranker=reranker, verifier=verifier)
    for client in (embedder, reranker, verifier):
        client.process.close()

"""The real models that ship, each in one process for all tests of this package."""

from collections.abc import Iterator

import pytest

from citewell.models.clients import ProcessEmbedder, ProcessGenerator, ProcessVerifier
from citewell.models.descriptions import BASE_MODEL, EMBEDDER, VERIFIER, find_base_model
from citewell.settings.resources import resources_dir

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

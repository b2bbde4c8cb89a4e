"""Starts model processes before they are needed, so that the first draft does not wait for them."""

from collections.abc import Iterable

from citewell.models.clients import ProcessEmbedder, ProcessGenerator, ProcessVerifier
from citewell.models.name_client import ProcessNameFinder


def start_models(models: Iterable[object]) -> None:
    """Start each of ``models`` that has a process of its own. Raises ``ModelError``."""
    for model in models:
        if isinstance(model, ProcessEmbedder | ProcessVerifier | ProcessNameFinder | ProcessGenerator):
            model.process.start()

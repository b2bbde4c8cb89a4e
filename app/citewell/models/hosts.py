"""The kinds of model hosts. Runs in the child, so that a kind's libraries are imported there only."""

from citewell.domain.errors import ModelError
from citewell.processes.host import Service

EMBEDDER = "embedder"
LANGUAGE_MODEL = "language-model"
BAKER = "baker"
RERANKER = "judge"
NAMES = "names"
VERIFIER = "verifier"


def load_model(kind: str, settings: dict[str, object]) -> Service:
    """Load one kind of model. Raises ``ModelError``."""
    if kind == LANGUAGE_MODEL:
        from citewell.models.llama.llama import load_language_model  # noqa: PLC0415  see the module's docstring

        return load_language_model(settings)
    if kind == EMBEDDER:
        from citewell.models.encoders.embedder import load_embedder  # noqa: PLC0415  see the module's docstring

        return load_embedder(settings)
    if kind == BAKER:
        from citewell.models.styles.bake_host import load_baker  # noqa: PLC0415  see the module's docstring

        return load_baker(settings)
    if kind == RERANKER:
        from citewell.models.encoders.reranker import load_reranker  # noqa: PLC0415  see the module's docstring

        return load_reranker(settings)
    if kind == VERIFIER:
        from citewell.models.encoders.verifier import load_verifier  # noqa: PLC0415  see the module's docstring

        return load_verifier(settings)
    if kind == NAMES:
        from citewell.models.encoders.name_finder import load_names  # noqa: PLC0415  see the module's docstring

        return load_names(settings)
    raise ModelError(f"There is no model host '{kind}'.")

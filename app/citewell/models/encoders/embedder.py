"""The sentence embedder through fastembed and ONNX Runtime. Runs in the child process."""

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from fastembed import TextEmbedding
from fastembed.common.model_description import ModelSource, PoolingType

from citewell.domain.errors import ModelError
from citewell.processes.frames import Frame

BATCH = 4
"""Texts computed at once: small batches were the quickest here, and need the least memory."""


def load_embedder(settings: dict[str, object]) -> "OnnxEmbedder":
    """Load the model in the folder ``settings["path"]``. Raises ``ModelError``."""
    folder = Path(str(settings["path"]))
    name = f"citewell/{settings['name']}"
    if not (folder / "model.onnx").is_file():
        raise ModelError(f"The embedder is missing: {folder / 'model.onnx'}. Install Citewell again.")
    TextEmbedding.add_custom_model(
        model=name,
        pooling=PoolingType.MEAN,
        normalization=True,
        sources=ModelSource(url=folder.as_uri()),
        dim=int(str(settings["dimensions"])),
        model_file="model.onnx",
    )
    try:
        model = TextEmbedding(
            name,
            cache_dir=str(folder),  # else fastembed makes a folder of its own among the temporary files
            specific_model_path=str(folder),
            threads=int(str(settings["threads"])),
        )
    except (RuntimeError, ValueError, OSError) as error:
        raise ModelError(f"The embedder in {folder} cannot be loaded ({error}). Install Citewell again.") from error
    return OnnxEmbedder(model)


class OnnxEmbedder:
    """Embeds texts, longest first, so that a batch holds texts of like length and little padding."""

    def __init__(self, model: TextEmbedding) -> None:
        """Keep a loaded model."""
        self._model = model

    def describe(self) -> dict[str, object]:
        """Nothing beyond that it is loaded."""
        return {}

    def serve(self, frame: Frame, cancelled: threading.Event) -> Iterator[Frame]:  # noqa: ARG002  calls are short
        """Serve ``embed``: float32 vectors, one after the other, as bytes."""
        texts = frame.head["texts"]
        assert isinstance(texts, list)  # noqa: S101  our own parent sent it
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        vectors: list[bytes] = [b""] * len(texts)
        embedded = self._model.embed([texts[i] for i in order], batch_size=BATCH)
        for i, vector in zip(order, embedded, strict=True):
            vectors[i] = np.asarray(vector, dtype="<f4").tobytes()
        yield Frame({"done": True}, b"".join(vectors))

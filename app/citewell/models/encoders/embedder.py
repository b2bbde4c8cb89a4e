"""The sentence embedder through ONNX Runtime: mean pooling, vectors of unit length. Runs in the child process."""

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import AddedToken, Tokenizer

from citewell.domain.errors import ModelError
from citewell.models.encoders.session import EncoderSession
from citewell.processes.frames import Frame

BATCH = 4
"""Texts computed at once: small batches were the quickest here, and need the least memory."""
LEAST_LENGTH = 1e-12
"""What a vector is divided by at least."""
_IDS, _MASK, _TYPES = "input_ids", "attention_mask", "token_type_ids"


def load_embedder(settings: dict[str, object]) -> "OnnxEmbedder":
    """Load the model in the folder ``settings["path"]``. Raises ``ModelError``."""
    folder = Path(str(settings["path"]))
    if not (folder / "model.onnx").is_file():
        raise ModelError(f"The embedder is missing: {folder / 'model.onnx'}. Install Citewell again.")
    try:
        tokenizer = load_tokenizer(folder)
        session = EncoderSession(folder / "model.onnx", int(str(settings["threads"])))
    except Exception as error:  # tokenizers and ONNX Runtime raise errors of their own without a common base
        raise ModelError(f"The embedder in {folder} cannot be loaded ({error}). Install Citewell again.") from error
    return OnnxEmbedder(session, tokenizer)


def load_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer of a folder: cuts at the model's length, pads to the longest of a batch, knows the special tokens.

    Raises ``ValueError`` where the files do not say how long a text may be or what pads it.
    """
    config, own = _read(folder / "config.json"), _read(folder / "tokenizer_config.json")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    cut = tokenizer.truncation or {}
    tokenizer.enable_truncation(
        max_length=_longest(own), direction=own.get("truncation_side") or cut.get("direction", "right")
    )
    for token in _special(_read(folder / "special_tokens_map.json")):
        tokenizer.add_special_tokens([AddedToken(**token) if isinstance(token, dict) else token])
    padding = tokenizer.padding or {}
    pad = padding.get("pad_token") or own.get("pad_token")
    pad = pad.get("content") if isinstance(pad, dict) else pad
    number = padding.get("pad_id", config.get("pad_token_id"))
    number = tokenizer.token_to_id(pad) if number is None and pad else number
    if pad is None or number is None:
        raise ValueError("its files name no token that pads a text")
    tokenizer.enable_padding(
        direction=own.get("padding_side") or padding.get("direction", "right"),
        pad_id=number,
        pad_type_id=padding.get("pad_type_id", 0),
        pad_token=pad,
        pad_to_multiple_of=padding.get("pad_to_multiple_of"),
    )
    return tokenizer


def _read(path: Path) -> dict[str, Any]:
    """An object in JSON; empty where there is no file."""
    if not path.is_file():
        return {}
    read = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(read, dict):
        raise ValueError(f"{path.name} holds no object")  # noqa: TRY004  the file is wrong, not the code
    return read


def _longest(own: Mapping[str, Any]) -> int:
    """Tokens of a text at most. Some files write 1e30 for a length that is not known."""
    given = [own.get("model_max_length"), own.get("max_length")]
    lengths = [value for value in given if type(value) is int and 0 < value < 2**31]
    if not lengths:
        raise ValueError("tokenizer_config.json does not say how many tokens a text may have")
    return min(lengths)


def _special(named: Mapping[str, Any]) -> Iterator[str | dict[str, Any]]:
    for value in named.values():
        yield from value if isinstance(value, list) else [value]


class OnnxEmbedder:
    """Embeds texts, longest first, so that a batch holds texts of like length and little padding."""

    def __init__(self, session: EncoderSession, tokenizer: Tokenizer) -> None:
        """Keep a loaded model, whose first output are the vectors of tokens."""
        self._session = session
        self._tokenizer = tokenizer

    def describe(self) -> dict[str, object]:
        """Nothing beyond that it is loaded."""
        return {}

    def serve(self, frame: Frame, cancelled: threading.Event) -> Iterator[Frame]:  # noqa: ARG002  calls are short
        """Serve ``embed``: float32 vectors, one after the other, as bytes."""
        texts = frame.head["texts"]
        assert isinstance(texts, list)  # noqa: S101  our own parent sent it
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        vectors: list[bytes] = [b""] * len(texts)
        for start in range(0, len(order), BATCH):
            part = order[start : start + BATCH]
            for i, vector in zip(part, self._embed([texts[i] for i in part]), strict=True):
                vectors[i] = vector.tobytes()
        yield Frame({"done": True}, b"".join(vectors))

    def _embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Vectors [texts, dimensions]: the mean of those of the tokens, of unit length."""
        encoded = self._tokenizer.encode_batch(list(texts))
        ids = np.array([one.ids for one in encoded], dtype=np.int64)
        mask = np.array([one.attention_mask for one in encoded], dtype=np.int64)
        feed = {_IDS: ids, _MASK: mask, _TYPES: np.zeros_like(ids)}
        tokens = self._session.run(None, {name: feed[name] for name in self._session.inputs if name in feed})
        summed = np.sum(tokens, axis=1, where=mask[:, :, np.newaxis].astype(bool), dtype=np.float64)
        means = summed / np.maximum(mask.sum(axis=1, keepdims=True), 1)
        lengths = np.linalg.norm(means, axis=1, keepdims=True)
        return np.asarray(means / np.maximum(lengths, LEAST_LENGTH), dtype="<f4")

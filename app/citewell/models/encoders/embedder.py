"""The sentence embedder through ONNX Runtime: mean pooling, vectors of unit length. Runs in the child process.

Where its folder says how much the tokens of a query count, it compares by late interaction too (ColBERT, Khattab and
Zaharia 2020): each token of the query with the nearest one of a passage.
"""

import hashlib
import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from tokenizers import AddedToken, Tokenizer

from citewell.domain.errors import ModelError
from citewell.models.encoders.session import EncoderSession
from citewell.processes.frames import Frame

BATCH = 4
"""Texts computed at once: small batches were the quickest here, and need the least memory."""
KEPT = 160
"""Passages whose tokens stay in memory, of at most 200 KB each."""
LEAST_LENGTH = 1e-12
"""What a vector is divided by at least."""
Floats = npt.NDArray[np.float32]
Number = TypeVar("Number", np.float32, np.float64)
Half = npt.NDArray[np.float16]

INTERACTION = "interaction.json"
"""The file with what weighs the tokens of a query."""
_IDS, _MASK, _TYPES = "input_ids", "attention_mask", "token_type_ids"


def load_embedder(settings: dict[str, object]) -> "OnnxEmbedder":
    """Load the model in the folder ``settings["path"]``. Raises ``ModelError``."""
    folder = Path(str(settings["path"]))
    if not (folder / "model.onnx").is_file():
        raise ModelError(f"The embedder is missing: {folder / 'model.onnx'}. Install Citewell again.")
    try:
        tokenizer = load_tokenizer(folder)
        session = EncoderSession(folder / "model.onnx", int(str(settings["threads"])))
        weights = _weights(folder) if settings.get("interacts") else None
    except Exception as error:  # tokenizers and ONNX Runtime raise errors of their own without a common base
        raise ModelError(f"The embedder in {folder} cannot be loaded ({error}). Install Citewell again.") from error
    return OnnxEmbedder(session, tokenizer, weights)


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


def _weights(folder: Path) -> Floats:
    """What weighs the tokens of a query, [dimensions]. Raises ``ValueError`` where it is missing."""
    weights = _read(folder / INTERACTION).get("weights")
    if weights is None:
        raise ValueError(f"{INTERACTION} is missing")
    return np.array(weights, dtype=np.float32)


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


def _batches(texts: Sequence[str]) -> Iterator[list[int]]:
    """The numbers of texts, longest first, ``BATCH`` at once."""
    order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
    yield from (order[start : start + BATCH] for start in range(0, len(order), BATCH))


class OnnxEmbedder:
    """Embeds texts, longest first, so that a batch holds texts of like length and little padding."""

    def __init__(self, session: EncoderSession, tokenizer: Tokenizer, weights: Floats | None = None) -> None:
        """Keep a loaded model, whose first output are the vectors of tokens; ``weights`` (dimensions) weigh these."""
        self._session = session
        self._tokenizer = tokenizer
        self._weights = weights
        self._kept: dict[bytes, Half] = {}
        """Tokens of passages by the hash of their text, those compared last at the end: the same ones come again."""

    def describe(self) -> dict[str, object]:
        """Nothing beyond that it is loaded."""
        return {}

    def serve(self, frame: Frame, cancelled: threading.Event) -> Iterator[Frame]:  # noqa: ARG002  calls are short
        """Serve ``embed``: vectors, one after the other; ``interact``: a number for each text. Float32, as bytes."""
        texts = frame.head["texts"]
        assert isinstance(texts, list)  # noqa: S101  our own parent sent it
        if frame.head["method"] == "interact":
            yield Frame({"done": True}, self._interact(str(frame.head["query"]), texts).tobytes())
            return
        vectors: list[bytes] = [b""] * len(texts)
        for part in _batches(texts):
            for i, vector in zip(part, self._embed([texts[i] for i in part]), strict=True):
                vectors[i] = vector.tobytes()
        yield Frame({"done": True}, b"".join(vectors))

    def _interact(self, query: str, texts: Sequence[str]) -> Floats:
        """Of each text to ``query``: the mean, by weight, of each token's best cosine with one of the text's."""
        assert self._weights is not None  # noqa: S101  our own parent asks those that have them
        (asked,) = self._tokens([query])
        logits = asked @ self._weights
        grown = np.exp(logits - logits.max())
        weights, asked = grown / grown.sum(), _unit(asked)
        found = np.zeros(len(texts), dtype="<f4")
        for i, tokens in self._passages(texts):
            found[i] = (asked @ tokens.T).max(axis=1) @ weights
        return found

    def _passages(self, texts: Sequence[str]) -> Iterator[tuple[int, Floats]]:
        """Each text's number and the unit vectors of its tokens, in any order; the last ones are kept for next time."""
        keys = [hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest() for text in texts]
        open_ones = [i for i, key in enumerate(keys) if key not in self._kept]
        for i, key in enumerate(keys):
            if key in self._kept:
                again = self._kept[key] = self._kept.pop(key)  # at the end now
                yield i, again.astype(np.float32)
        for part in _batches([texts[i] for i in open_ones]):
            numbers = [open_ones[place] for place in part]
            for i, tokens in zip(numbers, self._tokens([texts[i] for i in numbers]), strict=True):
                kept: Half = _unit(tokens).astype(np.float16)
                self._kept[keys[i]] = kept
                yield i, kept.astype(np.float32)  # as near as it will be the next time
        while len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]

    def _embed(self, texts: Sequence[str]) -> Floats:
        """Vectors [texts, dimensions]: the mean of those of the tokens, of unit length."""
        means = np.stack([one.sum(axis=0, dtype=np.float64) / max(1, len(one)) for one in self._tokens(texts)])
        return _unit(means).astype("<f4")

    def _tokens(self, texts: Sequence[str]) -> list[Floats]:
        """The vectors of each text's tokens, [tokens, dimensions]."""
        encoded = self._tokenizer.encode_batch(list(texts))
        ids = np.array([one.ids for one in encoded], dtype=np.int64)
        mask = np.array([one.attention_mask for one in encoded], dtype=np.int64)
        feed = {_IDS: ids, _MASK: mask, _TYPES: np.zeros_like(ids)}
        tokens = self._session.run(None, {name: feed[name] for name in self._session.inputs if name in feed})
        return [row[own] for row, own in zip(tokens, mask.astype(bool), strict=True)]


def _unit(vectors: npt.NDArray[Number]) -> npt.NDArray[Number]:
    """Each row divided by its length."""
    divided: npt.NDArray[Number] = vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), LEAST_LENGTH)
    return divided

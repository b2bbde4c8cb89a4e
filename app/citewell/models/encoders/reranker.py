"""The reranker: ticket and passage read together, and a ticket with its first passages. Runs in the child process.

``rows`` cut the tokens that the model was trained with, too.
"""

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from citewell.models.encoders.cross_encoder import BATCH
from citewell.models.encoders.rows import (
    ANSWERS,
    MAX_CHARACTERS,
    PAD,
    RISK,
    ROUTES,
    pair_of,
    texts_of,
    whole_of,
)
from citewell.models.encoders.session import EncoderSession, load_session
from citewell.processes.frames import Frame

Floats = npt.NDArray[np.float32]


class OnnxReranker:
    """Scores pairs, longest first, so that a batch holds pairs of like length and little padding."""

    def __init__(self, session: EncoderSession, tokenizer: Tokenizer) -> None:
        """Keep a loaded model."""
        self._session = session
        self._tokenizer = tokenizer

    def describe(self) -> dict[str, object]:
        """Nothing beyond that it is loaded."""
        return {}

    def serve(self, frame: Frame, cancelled: threading.Event) -> Iterator[Frame]:  # noqa: ARG002  calls are short
        """Serve ``score`` and ``route``, probabilities, and ``risk``, log odds: float32, as bytes."""
        serve = {"score": self._score, "route": self._route, "risk": self._risk}[str(frame.head["method"])]
        yield Frame({"done": True}, serve(frame.head).astype("<f4").tobytes())

    def _risk(self, head: dict[str, object]) -> Floats:
        (ticket,) = self._encode([str(head["ticket"])])
        return self._run([whole_of(ticket)])[0, [RISK]]

    def _route(self, head: dict[str, object]) -> Floats:
        passages = head["passages"]
        assert isinstance(passages, list)  # noqa: S101  our own parent sent it
        ticket, *texts = self._encode([str(head["ticket"]), *map(str, passages)])
        logits = self._run([texts_of(ticket, texts)])[0, ROUTES]
        grown = np.exp(logits - logits.max())
        return np.asarray(grown / grown.sum(), dtype=np.float32)

    def _score(self, head: dict[str, object]) -> Floats:
        """The probability of each pair."""
        pairs = head["pairs"]
        assert isinstance(pairs, list)  # noqa: S101  our own parent sent it
        texts = list(dict.fromkeys(str(text) for pair in pairs for text in pair))
        tokens = dict(zip(texts, self._encode(texts), strict=True))
        rows = [pair_of(tokens[str(ticket)], tokens[str(passage)]) for ticket, passage in pairs]
        scores = np.zeros(len(rows), dtype=np.float32)
        order = sorted(range(len(rows)), key=lambda i: -len(rows[i]))
        for start in range(0, len(order), BATCH):
            part = order[start : start + BATCH]
            scores[part] = 1 / (1 + np.exp(-self._run([rows[i] for i in part])[:, ANSWERS]))
        return scores

    def _encode(self, texts: Sequence[str]) -> list[list[int]]:
        cut = [text[:MAX_CHARACTERS] for text in texts]
        return [one.ids for one in self._tokenizer.encode_batch(cut, add_special_tokens=False)]

    def _run(self, rows: Sequence[Sequence[int]]) -> Floats:
        """Logits [rows, outputs]."""
        longest = max(map(len, rows))
        ids = np.array([[*row, *[PAD] * (longest - len(row))] for row in rows], dtype=np.int64)
        mask = np.array([[1] * len(row) + [0] * (longest - len(row)) for row in rows], dtype=np.int64)
        return self._session.run("logits", {"input_ids": ids, "attention_mask": mask})


def load_reranker(settings: dict[str, object]) -> OnnxReranker:
    """Load the model in the folder ``settings["path"]``. Raises ``ModelError``."""
    return OnnxReranker(*load_session(Path(str(settings["path"])), int(str(settings["threads"])), "judge"))

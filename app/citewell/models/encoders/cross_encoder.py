"""Cross-encoders through ONNX Runtime: two texts read together, some probabilities out. Runs in the child process."""

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from citewell.models.encoders.rows import MAX_CHARACTERS, PAD
from citewell.models.encoders.session import EncoderSession, load_session
from citewell.processes.frames import Frame

BATCH = 8
"""Pairs computed at once."""

Join = Callable[[Sequence[int], Sequence[int]], list[int]]
"""Makes one row of tokens of those of the two texts."""


class OnnxPairs:
    """Scores pairs, longest first, so that a batch holds pairs of like length and little padding."""

    def __init__(self, session: EncoderSession, tokenizer: Tokenizer, join: Join, outputs: int) -> None:
        """Keep a loaded model that gives ``outputs`` numbers for each row that ``join`` makes."""
        self._session = session
        self._tokenizer = tokenizer
        self._join = join
        self._outputs = outputs

    def describe(self) -> dict[str, object]:
        """Nothing beyond that it is loaded."""
        return {}

    def serve(self, frame: Frame, cancelled: threading.Event) -> Iterator[Frame]:  # noqa: ARG002  calls are short
        """Serve ``score``: the float32 probabilities of each pair, one pair after the other, as bytes."""
        pairs = frame.head["pairs"]
        assert isinstance(pairs, list)  # noqa: S101  our own parent sent it
        cut = [(str(first)[:MAX_CHARACTERS], str(second)[:MAX_CHARACTERS]) for first, second in pairs]
        texts = list(dict.fromkeys(text for pair in cut for text in pair))
        encoded = self._tokenizer.encode_batch(texts, add_special_tokens=False)
        tokens = dict(zip(texts, (found.ids for found in encoded), strict=True))
        rows = [self._join(tokens[first], tokens[second]) for first, second in cut]
        scores = np.zeros((len(rows), self._outputs), dtype="<f4")
        order = sorted(range(len(rows)), key=lambda i: -len(rows[i]))
        for start in range(0, len(order), BATCH):
            part = order[start : start + BATCH]
            scores[part] = self._run([rows[i] for i in part])
        yield Frame({"done": True}, scores.tobytes())

    def _run(self, rows: Sequence[Sequence[int]]) -> np.ndarray:
        longest = max(map(len, rows))
        ids = np.array([[*row, *[PAD] * (longest - len(row))] for row in rows], dtype=np.int64)
        mask = np.array([[1] * len(row) + [0] * (longest - len(row)) for row in rows], dtype=np.int64)
        return self._session.run("scores", {"input_ids": ids, "attention_mask": mask})


def load_pairs(settings: dict[str, object], name: str, join: Join, outputs: int) -> OnnxPairs:
    """Load the model in the folder ``settings["path"]``; ``name`` is for the message. Raises ``ModelError``."""
    session, tokenizer = load_session(Path(str(settings["path"])), int(str(settings["threads"])), name)
    return OnnxPairs(session, tokenizer, join, outputs)

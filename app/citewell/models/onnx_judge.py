"""The judge through ONNX Runtime: ticket and passage read together. Runs in the child process.

Tokens are cut as in ``training/judge/encode.py``, which the model was trained with.
"""

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from citewell.domain.errors import ModelError
from citewell.processes.frames import Frame

START, END, PAD = 101, 102, 0
TICKET_TOKENS, TICKET_HEAD = 96, 32
"""Of a ticket that is too long, its first ``TICKET_HEAD`` tokens are read and its last ones."""
PASSAGE_TOKENS = 128
MAX_CHARACTERS = 4000
"""Of a text; more than any cut leaves over."""
BATCH = 8
"""Pairs computed at once."""


def load_judge(settings: dict[str, object]) -> "OnnxJudge":
    """Load the model in the folder ``settings["path"]``. Raises ``ModelError``."""
    folder = Path(str(settings["path"]))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(str(settings["threads"]))
    options.log_severity_level = 3
    try:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        session = onnxruntime.InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # tokenizers and ONNX Runtime raise errors of their own without a common base
        raise ModelError(f"The judge in {folder} cannot be loaded ({error}). Install Citewell again.") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return OnnxJudge(session, tokenizer)


class OnnxJudge:
    """Scores pairs, longest first, so that a batch holds pairs of like length and little padding."""

    def __init__(self, session: onnxruntime.InferenceSession, tokenizer: Tokenizer) -> None:
        """Keep a loaded model."""
        self._session = session
        self._tokenizer = tokenizer

    def describe(self) -> dict[str, object]:
        """Nothing beyond that it is loaded."""
        return {}

    def serve(self, frame: Frame, cancelled: threading.Event) -> Iterator[Frame]:  # noqa: ARG002  calls are short
        """Serve ``score``: two float32 probabilities for each pair, one pair after the other, as bytes."""
        pairs = frame.head["pairs"]
        assert isinstance(pairs, list)  # noqa: S101  our own parent sent it
        texts = list(dict.fromkeys(str(text)[:MAX_CHARACTERS] for pair in pairs for text in pair))
        encoded = self._tokenizer.encode_batch(texts, add_special_tokens=False)
        tokens = dict(zip(texts, (found.ids for found in encoded), strict=True))
        rows = [
            join(tokens[str(ticket)[:MAX_CHARACTERS]], tokens[str(passage)[:MAX_CHARACTERS]])
            for ticket, passage in pairs
        ]
        scores = np.zeros((len(rows), 2), dtype="<f4")
        order = sorted(range(len(rows)), key=lambda i: -len(rows[i]))
        for start in range(0, len(order), BATCH):
            part = order[start : start + BATCH]
            scores[part] = self._run([rows[i] for i in part])
        yield Frame({"done": True}, scores.tobytes())

    def _run(self, rows: Sequence[Sequence[int]]) -> np.ndarray:
        longest = max(map(len, rows))
        ids = np.array([[*row, *[PAD] * (longest - len(row))] for row in rows], dtype=np.int64)
        mask = np.array([[1] * len(row) + [0] * (longest - len(row)) for row in rows], dtype=np.int64)
        return np.asarray(self._session.run(["scores"], {"input_ids": ids, "attention_mask": mask})[0])


def join(ticket: Sequence[int], passage: Sequence[int]) -> list[int]:
    """``[CLS] ticket [SEP] passage [SEP]``, each cut to its length."""
    if len(ticket) > TICKET_TOKENS:
        ticket = [*ticket[:TICKET_HEAD], *ticket[TICKET_HEAD - TICKET_TOKENS :]]
    return [START, *ticket, END, *passage[:PASSAGE_TOKENS], END]

"""The token model through ONNX Runtime: names, addresses and bare numbers in tickets. Runs in the child process."""

import json
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from citewell.domain.errors import ModelError
from citewell.models.encoders.name_decoding import spans_of, words_of
from citewell.models.encoders.session import EncoderSession, load_session
from citewell.models.encoders.token_shapes import shapes_of_tokens, words_with_shapes
from citewell.processes.frames import Frame

START, END, PAD = 101, 102, 0
WINDOW, OVERLAP = 254, 64
"""Tokens read at once, and how many of them the next window reads again."""
BATCH = 16
"""Windows computed at once."""


def load_names(settings: dict[str, object]) -> "OnnxNames":
    """Load the model in the folder ``settings["path"]``. Raises ``ModelError``."""
    folder = Path(str(settings["path"]))
    name = "finder of names"
    session, tokenizer = load_session(folder, int(str(settings["threads"])), name)
    try:
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"The {name} in {folder} cannot be loaded ({error}). Install Citewell again.") from error
    return OnnxNames(session, tokenizer, [str(label) for label in labels])


class OnnxNames:
    """Labels every token of texts of any length."""

    def __init__(self, session: EncoderSession, tokenizer: Tokenizer, labels: Sequence[str]) -> None:
        """Keep a loaded model."""
        self._session = session
        self._tokenizer = tokenizer
        self._labels = labels

    def describe(self) -> dict[str, object]:
        """Nothing beyond that it is loaded."""
        return {}

    def serve(self, frame: Frame, cancelled: threading.Event) -> Iterator[Frame]:  # noqa: ARG002  calls are short
        """Serve ``find``: for each text the spans ``[start, end, kind, score]`` of what it finds."""
        texts = frame.head["texts"]
        assert isinstance(texts, list)  # noqa: S101  our own parent sent it
        yield Frame({"done": True, "spans": self.find([str(text) for text in texts])})

    def find(self, texts: Sequence[str]) -> list[list[list[object]]]:
        """The spans of each text."""
        encoded = [self._tokenizer.encode(text, add_special_tokens=False) for text in texts]
        words = [words_with_shapes(text) for text in texts]
        placed = [shapes_of_tokens(w, e.offsets) for w, e in zip(words, encoded, strict=True)]
        windows = [(number, start) for number, one in enumerate(encoded) for start in _starts(len(one.ids))]
        found = [np.zeros((len(one.ids), len(self._labels)), dtype=np.float32) for one in encoded]
        order = sorted(windows, key=lambda window: -min(WINDOW, len(encoded[window[0]].ids) - window[1]))
        for first in range(0, len(order), BATCH):
            part = order[first : first + BATCH]
            rows = [
                (encoded[n].ids[start : start + WINDOW], [shape for _, shape in placed[n][start : start + WINDOW]])
                for n, start in part
            ]
            for (n, start), values in zip(part, self._run(rows), strict=True):
                kept = OVERLAP // 2 if start else 0  # what the window before saw with more text behind it
                size = min(WINDOW, len(encoded[n].ids) - start)
                found[n][start + kept : start + size] = values[1 + kept : 1 + size]
        return [
            [list(span) for span in spans_of(text, words_of(text, w, [at for at, _ in p], f, self._labels))]
            for text, w, p, f in zip(texts, words, placed, found, strict=True)
        ]

    def _run(self, rows: Sequence[tuple[Sequence[int], Sequence[int]]]) -> np.ndarray:
        longest = 2 + max(len(ids) for ids, _ in rows)
        ids = np.full((len(rows), longest), PAD, dtype=np.int64)
        shapes = np.zeros((len(rows), longest), dtype=np.int64)
        mask = np.zeros((len(rows), longest), dtype=np.int64)
        for i, (tokens, of_tokens) in enumerate(rows):
            size = len(tokens)
            ids[i, : size + 2] = [START, *tokens, END]
            shapes[i, 1 : size + 1] = of_tokens
            mask[i, : size + 2] = 1
        feed = {"input_ids": ids, "shapes": shapes, "attention_mask": mask}
        return self._session.run("labels", feed)


def _starts(tokens: int) -> Iterator[int]:
    """Where windows start, in ascending order; a later one overwrites what the one before saw at its end."""
    start = 0
    while tokens:
        yield start
        if start + WINDOW >= tokens:
            return
        start += WINDOW - OVERLAP

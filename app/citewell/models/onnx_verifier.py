"""The verifier, a cross-encoder, through ONNX Runtime. Runs in the child process."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from citewell.domain.errors import ModelError
from citewell.models.frames import Frame

BATCH = 16
MAX_TOKENS = 256
MAX_STATEMENT_CHARACTERS = 600


def load_verifier(settings: dict[str, object]) -> "OnnxVerifier":
    """Load the model in the folder ``settings["path"]``. Raises ``ModelError``."""
    folder = Path(str(settings["path"]))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(str(settings["threads"]))
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # waiting threads sleep: ADR 0003
    try:
        session = onnxruntime.InferenceSession(folder / "model.onnx", options, providers=["CPUExecutionProvider"])
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        calibration = json.loads((folder / "calibration.json").read_text(encoding="utf-8"))
    except Exception as error:  # both libraries raise their own kinds for a missing or damaged file
        raise ModelError(f"The verifier in {folder} cannot be loaded ({error}). Install Citewell again.") from error
    return OnnxVerifier(session, tokenizer, calibration)


class OnnxVerifier:
    """Judges pairs of a text and a passage, longest first, so that a batch holds little padding."""

    def __init__(
        self, session: onnxruntime.InferenceSession, tokenizer: Tokenizer, calibration: dict[str, dict[str, float]]
    ) -> None:
        """Keep a loaded model. ``calibration`` holds scale and shift of each of the two logits."""
        self._session = session
        self._tokenizer = tokenizer
        self._tokenizer.enable_truncation(MAX_TOKENS, strategy="only_second")
        self._tokenizer.enable_padding()
        self._scale = np.array([calibration[name]["scale"] for name in ("answers", "supports")], dtype=np.float32)
        self._shift = np.array([calibration[name]["shift"] for name in ("answers", "supports")], dtype=np.float32)
        self._inputs = {one.name for one in session.get_inputs()}

    def describe(self) -> dict[str, object]:
        """Nothing beyond that it is loaded."""
        return {}

    def serve(self, frame: Frame, cancelled: threading.Event) -> Iterator[Frame]:
        """Serve ``judge``: two float32 probabilities a pair, one pair after the other, as bytes."""
        pairs = frame.head["pairs"]
        assert isinstance(pairs, list)  # noqa: S101  our own parent sent it
        order = sorted(range(len(pairs)), key=lambda i: -len(pairs[i][0]) - len(pairs[i][1]))
        result = np.zeros((len(pairs), 2), dtype="<f4")
        for start in range(0, len(order), BATCH):
            if cancelled.is_set():
                break
            part = order[start : start + BATCH]
            result[part] = self._judge([(pairs[i][0][:MAX_STATEMENT_CHARACTERS], pairs[i][1]) for i in part])
        yield Frame({"done": True}, result.tobytes())

    def _judge(self, pairs: list[tuple[str, str]]) -> npt.NDArray[np.float32]:
        encoded = self._tokenizer.encode_batch(pairs)
        inputs = {
            "input_ids": np.array([one.ids for one in encoded], dtype=np.int64),
            "attention_mask": np.array([one.attention_mask for one in encoded], dtype=np.int64),
            "token_type_ids": np.array([one.type_ids for one in encoded], dtype=np.int64),
        }
        (logits,) = self._session.run(None, {name: array for name, array in inputs.items() if name in self._inputs})
        probabilities: npt.NDArray[np.float32] = 1.0 / (1.0 + np.exp(-(logits * self._scale + self._shift)))
        return probabilities

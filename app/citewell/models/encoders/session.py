"""One encoder in ONNX Runtime with its tokenizer. Runs in the child process."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from citewell.domain.errors import ModelError

Numbers = npt.NDArray[np.int64]
_SHRINK = "memory.enable_memory_arena_shrinkage"
_PROCESSOR = "cpu:0"


class EncoderSession:
    """A loaded model; its arena, which grows with the longest batch, is given back after each run.

    Without an arena each run took 2.5 times as long; without giving it back, a ticket of 5,000 words left 150 MB.
    """

    def __init__(self, model: Path, threads: int) -> None:
        """Load an ONNX file. Raises what ONNX Runtime raises."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self.inputs = tuple(one.name for one in self._session.get_inputs())
        self._run_options = onnxruntime.RunOptions()
        self._run_options.add_run_config_entry(_SHRINK, _PROCESSOR)

    def run(self, output: str | None, feed: Mapping[str, Numbers]) -> npt.NDArray[np.float32]:
        """The output of that name; ``None``: the first one."""
        names = None if output is None else [output]
        return np.asarray(self._session.run(names, dict(feed), self._run_options)[0])


def load_session(folder: Path, threads: int, name: str) -> tuple[EncoderSession, Tokenizer]:
    """The model in a folder and its tokenizer; ``name`` is for the message. Raises ``ModelError``."""
    try:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        session = EncoderSession(folder / "model.onnx", threads)
    except Exception as error:  # tokenizers and ONNX Runtime raise errors of their own without a common base
        raise ModelError(f"The {name} in {folder} cannot be loaded ({error}). Install Citewell again.") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return session, tokenizer

"""A module in the place of ``llama_cpp``: models that spell an endless text, on a processor and on a graphics card.

The card can write another text, fail in one of its evaluations, give no numbers, pause before each, or not load at all.
"""

import ctypes
import time
from types import SimpleNamespace

import numpy as np

LETTERS = ["<end>", *"abcdefghijklmnopqrstuvwxyz .\n[]123:<>|_ABCDEFGHIJKLMNOPQRSTUVWXYZ?"]
TEXT = "the parcel is on its way to you."
TEMPLATE = "{% for message in messages %}{{ message['content'] }}\n{% endfor %}"


class FakeLlama:
    """Stands in for ``llama_cpp.Llama``."""

    def __init__(
        self,
        module: "FakeModule",
        *,
        n_gpu_layers: int,
        offload_kqv: bool = True,
        op_offload: bool = True,
        **_options: object,
    ) -> None:
        self.on_card = n_gpu_layers != 0 or offload_kqv or op_offload  # as llama.cpp's own defaults are
        if self.on_card and module.card.get("unloadable"):
            raise ValueError("out of memory")
        module.loaded.append(n_gpu_layers)
        self.module = module
        self.metadata = {"tokenizer.chat_template": TEMPLATE}
        self.model = self
        self.known: list[int] = []
        self.evaluations = 0
        self.closed = False
        self.context_params = SimpleNamespace()
        self.rows = np.zeros((1, len(LETTERS)), dtype=np.float32)

    def n_vocab(self) -> int:
        return len(LETTERS)

    def token_eos(self) -> int:
        return 0

    def token_bos(self) -> int:
        return -1

    def tokenize(self, text: bytes, **_options: object) -> list[int]:
        return [LETTERS.index(letter) if letter in LETTERS else 1 for letter in text.decode()]

    def detokenize(self, tokens: list[int], **_options: object) -> bytes:
        return "".join(LETTERS[token] for token in tokens).encode()

    def close(self) -> None:
        self.closed = True

    def decode(self, tokens: list[int], start: int) -> int:
        """Evaluate; ``known`` keeps what was seen. The code that llama.cpp would give."""
        self.evaluations += 1
        del self.known[start:]
        self.known += tokens
        card = self.module.card if self.on_card else {}
        if card.get("fails_at") == self.evaluations:
            return -3
        time.sleep(card.get("pause_s", 0))
        spelled = TEXT if not card.get("differs") else TEXT.replace("p", "b")
        self.rows = np.zeros((len(tokens), len(LETTERS)), dtype=np.float32)
        for row, last in zip(self.rows, range(len(self.known) - len(tokens), len(self.known)), strict=True):
            written = last + 1 - self.module.prompt_tokens(self.known)
            row[LETTERS.index(spelled[written % len(spelled)])] = 1.0
        if card.get("no_numbers"):
            self.rows[:] = np.nan
        return 0

    def keep_rows(self, wanted: list[bool]) -> None:
        """Only the rows that were asked for are given out."""
        self.rows = np.ascontiguousarray(self.rows[np.array(wanted, dtype=bool)])


class FakeModule(SimpleNamespace):
    """Stands in for the module ``llama_cpp``. ``loaded`` are the layers on the card of each model that was loaded.

    ``contexts`` are the sizes of the contexts that were made.
    """

    def __init__(self, *, backend: bool = True, **card: object) -> None:
        super().__init__()
        self.card = card
        self.loaded: list[int] = []
        self.models: list[FakeLlama] = []
        self.contexts: list[int] = []
        self.llama_supports_gpu_offload = lambda: backend
        self.llama_print_system_info = lambda: b""
        self.llama_model_get_vocab = lambda _model: None
        self.llama_vocab_get_add_bos = lambda _vocabulary: False
        self.llama_vocab_is_eog = lambda _vocabulary, token: token == 0
        self.llama_vocab_is_control = lambda _vocabulary, token: token == 0
        self.llama_init_from_model = self._context
        self.llama_free = lambda _context: None
        self.llama_get_memory = lambda llama: llama
        self.llama_memory_seq_rm = lambda *_arguments: True
        self.llama_memory_clear = lambda *_arguments: None
        self.llama_batch_free = lambda _batch: None
        self.llama_batch_init = self._batch
        self.llama_decode = self._decode
        self.llama_get_logits = self._logits
        self.Llama = self._open

    def _open(self, **options: object) -> FakeLlama:
        made = FakeLlama(self, **options)
        self.models.append(made)
        return made

    def _context(self, llama: FakeLlama, parameters: SimpleNamespace) -> FakeLlama:
        self.contexts.append(parameters.n_ctx)
        return llama

    @staticmethod
    def prompt_tokens(known: list[int]) -> int:
        """Where the answer begins: behind the last line's end."""
        return max((i for i, token in enumerate(known) if LETTERS[token] == "\n"), default=-1) + 1

    @staticmethod
    def _batch(size: int, *_rest: int) -> SimpleNamespace:
        lists = {name: [0] * size for name in ("token", "pos", "n_seq_id", "logits")}
        return SimpleNamespace(n_tokens=0, seq_id=[[0] for _ in range(size)], **lists)

    @staticmethod
    def _decode(llama: FakeLlama, batch: SimpleNamespace) -> int:
        code = llama.decode(batch.token[: batch.n_tokens], batch.pos[0])
        if not code:
            llama.keep_rows(batch.logits[: batch.n_tokens])
        return code

    @staticmethod
    def _logits(llama: FakeLlama) -> object:
        return llama.rows.ctypes.data_as(ctypes.POINTER(ctypes.c_float))

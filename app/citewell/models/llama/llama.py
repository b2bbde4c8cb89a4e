"""The language model through llama.cpp. Runs in the child process; the only module that imports ``llama_cpp``."""

import codecs
import contextlib
import ctypes
import re
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

import llama_cpp
import numpy as np
import numpy.typing as npt
from jinja2 import TemplateError
from llama_cpp import llama_chat_format
from llama_cpp._ggml import libggml, libggml_base_path
from llama_cpp.llama_cpp import _lib as libllama

from citewell.domain.errors import ModelError
from citewell.governance.literals.allowed import AllowedLiterals
from citewell.models.descriptions import check_gguf
from citewell.models.llama.chat_template import ChatTemplate, Render
from citewell.models.llama.citation_mask import CitationMask, CitationVocabulary
from citewell.models.llama.decoding import Logits, decode
from citewell.models.llama.fact_lock import FactLock, FactVocabulary
from citewell.models.llama.json_grammar import JsonRule, JsonVocabulary
from citewell.models.llama.placing import EvaluationError, PlacedModel, why_no_backend
from citewell.models.llama.stopping import StopRule
from citewell.processes.frames import Frame

PROMPT_BATCH = 512
CONTEXT_STEP = 512
"""Tokens by which the context grows as prompts need it: keys and values of tokens take memory before they come."""
GGML = libggml if sys.platform == "win32" else libllama
"""The ggml that libllama is linked with. Its second name may be a second file, which would be loaded a second time."""
SEED = 7
SELF_TEST: Mapping[str, object] = MappingProxyType(
    {
        "messages": [
            {"role": "system", "content": "Answer the customer from the facts."},
            {"role": "user", "content": "Facts: Parcels arrive in 3 to 5 days. Returns are free for 30 days.\nReply:"},
        ],
        "citable": [],
        "max_tokens": 24,
        "max_sentences": 0,
    }
)
"""What graphics card and processor must answer alike: enough tokens for a wrong number to show in the text."""


def load_language_model(settings: dict[str, object]) -> PlacedModel:
    """Load the GGUF file ``settings["path"]``. Raises ``ModelError`` for a file that llama.cpp refuses."""
    path = Path(str(settings["path"]))
    check_gguf(path)
    load_backends()
    context, threads = int(str(settings["context_tokens"])), int(str(settings["threads"]))
    return PlacedModel(
        lambda layers: LanguageModel(_open(path, threads, layers), context),
        wanted=int(str(settings["gpu_layers"])),
        no_backend="" if llama_cpp.llama_supports_gpu_offload() else why_no_backend(libggml_base_path),
    )


def load_backends() -> None:
    """Load the back ends of a llama.cpp that was built with them as libraries (``GGML_BACKEND_DL``).

    Of the processor's, each for other instructions, it takes the best one that this machine knows. Only its own folder
    is searched: left to itself, it would also take what lies in the working directory.
    """
    if not GGML.ggml_backend_reg_count():
        GGML.ggml_backend_load_all_from_path(str(libggml_base_path).encode())


def _open(path: Path, threads: int, gpu_layers: int) -> llama_cpp.Llama:
    """The file, with a context of the least size; texts are evaluated in that of ``_Core``."""
    try:
        with _without_amx():
            return llama_cpp.Llama(
                model_path=str(path),
                n_ctx=1,
                n_threads=threads,
                n_threads_batch=threads,
                n_gpu_layers=gpu_layers,
                # without a layer on the card, llama.cpp would still have it compute long prompts and keep the memory
                offload_kqv=bool(gpu_layers),
                op_offload=bool(gpu_layers),
                seed=SEED,
                verbose=False,
            )
    except TemplateError as error:  # the bindings read every template that the file brings
        raise ModelError(
            f"The chat template of this model cannot be read ({error}). Import another GGUF file of it."
        ) from error
    except (ValueError, RuntimeError, OSError, AssertionError) as error:
        raise ModelError(
            f"llama.cpp cannot load {path}: {error}. The file is damaged or of an unknown kind."
        ) from error


@contextlib.contextmanager
def _without_amx() -> Iterator[None]:
    """Keep a library that was compiled with AMX from using it: its kernels end the process on models of this shape.

    ``Llama`` takes no such option, so its defaults are changed while it loads. ``packaging/setup.sh`` compiles without.
    """
    if b"AMX_INT8 = 1" not in llama_cpp.llama_print_system_info():
        yield
        return
    module = llama_cpp.llama_cpp
    defaults = module.llama_model_default_params

    def plain() -> object:
        params = defaults()
        params.use_extra_bufts = False
        return params

    module.llama_model_default_params = plain
    try:
        yield
    finally:
        module.llama_model_default_params = defaults


class LanguageModel:
    """Counts tokens and streams answers. Greedy decoding, so that the same prompt gives the same draft."""

    def __init__(self, llama: llama_cpp.Llama, context_tokens: int) -> None:
        """Prepare the chat template and the citation vocabulary of a loaded model.

        Prompt and answer together take ``context_tokens`` at most.
        """
        self._llama = llama
        self._context_tokens = context_tokens
        self._core = _Core(llama, context_tokens)
        self._bytes = [self._piece(i) for i in range(llama.n_vocab())]
        self._pieces = pieces = [piece.decode(errors="replace") for piece in self._bytes]
        self._vocabulary = CitationVocabulary(pieces)
        vocabulary = llama_cpp.llama_model_get_vocab(llama.model)
        self._ends = {i for i in range(len(pieces)) if llama_cpp.llama_vocab_is_eog(vocabulary, i)}
        self._control = [i for i in range(len(pieces)) if llama_cpp.llama_vocab_is_control(vocabulary, i)]
        marks = [pieces[i] for i in self._control if pieces[i]]
        self._marks = re.compile("|".join(re.escape(mark) for mark in sorted(marks, key=len, reverse=True)) or r"(?!)")
        self._first = llama.token_bos() if llama_cpp.llama_vocab_get_add_bos(vocabulary) else None
        self._template = ChatTemplate(self._renderer())

    def describe(self) -> dict[str, object]:
        """Context size, in tokens."""
        return {"context_tokens": self._context_tokens}

    def serve(self, frame: Frame, cancelled: threading.Event) -> Iterator[Frame]:
        """Serve ``count`` and ``generate``."""
        method = frame.head["method"]
        if method == "count":
            texts = frame.head["texts"]
            assert isinstance(texts, list)  # noqa: S101  our own parent sent it
            yield Frame({"counts": [len(self._tokens(text)) for text in texts], "done": True})
        elif method == "generate":
            yield from self._generate(frame.head, cancelled)
        else:
            raise ModelError(f"The language model knows no '{method}'.")

    def self_test(self, limit_s: float | None = None) -> str:
        """The first words of an answer to a fixed request; those of ``limit_s`` seconds. Raises ``ModelError``."""
        over = threading.Event()
        with contextlib.ExitStack() as stack:
            if limit_s is not None:
                timer = threading.Timer(limit_s, over.set)
                timer.start()
                stack.callback(timer.cancel)
            return "".join(str(frame.head.get("text", "")) for frame in self._generate(SELF_TEST, over))

    def close(self) -> None:
        """Free the model."""
        self._core.close()
        self._llama.close()

    def _generate(self, request: Mapping[str, object], cancelled: threading.Event) -> Iterator[Frame]:
        prompt = self._prompt_tokens(request)
        rule = self._rule(request)
        lock = self._lock(request, rule)
        wanted = rule.least_room if isinstance(rule, JsonRule) else 1
        room = self._context_tokens - len(prompt) - 1
        if room < wanted:
            raise ModelError(
                f"The prompt of {len(prompt)} tokens does not fit the model's context of {self._context_tokens}."
            )
        limit = wanted if isinstance(rule, JsonRule) else min(int(str(request["max_tokens"])), room)
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        stop = StopRule(int(str(request["max_sentences"])))
        written = 0
        waiting = ""  # a literal is shown when it is whole
        self._core.reserve(len(prompt) + limit + 1)
        yield Frame({"prompt_tokens": len(prompt)})
        for token in decode(self._core, prompt, lock or rule, room=limit):
            if token in self._ends or cancelled.is_set():
                break
            written += 1
            text = decoder.decode(self._piece(token))
            waiting += text
            ready = len(waiting) - (lock.unsettled if lock else 0)
            if ready > 0:
                yield Frame({"text": waiting[:ready]})
                waiting = waiting[ready:]
            if stop.accept(text) or (isinstance(rule, JsonRule) and rule.finished):
                break
        yield Frame({"text": decoder.decode(b"", final=True), "completion_tokens": written, "done": True})

    def _rule(self, request: Mapping[str, object]) -> CitationMask | JsonRule:
        schema = request.get("schema")
        if isinstance(schema, dict):
            budget = int(str(request["max_tokens"]))
            return JsonRule(self._json_vocabulary, schema, budget=budget, tokenise=self._tokens)
        citable = request["citable"]
        assert isinstance(citable, list)  # noqa: S101  our own parent sent it
        return CitationMask(self._vocabulary, citable)

    def _lock(self, request: Mapping[str, object], rule: CitationMask | JsonRule) -> FactLock | None:
        facts = request.get("facts")
        if not isinstance(facts, list):
            return None
        words = self._fact_vocabulary
        if isinstance(rule, JsonRule):
            return FactLock(words, rule, AllowedLiterals(facts, words.can_write_plainly, marks=False))
        return FactLock(words, rule, AllowedLiterals(facts, words.can_write))

    @cached_property
    def _fact_vocabulary(self) -> FactVocabulary:
        return FactVocabulary(self._bytes, self._ends, self._control)

    @cached_property
    def _json_vocabulary(self) -> JsonVocabulary:
        return JsonVocabulary(self._pieces, self._control)

    def _prompt(self, request: Mapping[str, object]) -> str:
        messages = request["messages"]
        assert isinstance(messages, list)  # noqa: S101  our own parent sent it
        # A ticket that spells the template's own marks must not be able to end its turn and begin another.
        safe = [
            {
                "role": message["role"],
                "content": self._marks.sub(lambda mark: f"{mark[0][0]} {mark[0][1:]}", message["content"]),
            }
            for message in messages
        ]
        return self._template.prompt(safe) + str(request.get("prefix", ""))

    def _prompt_tokens(self, request: Mapping[str, object]) -> list[int]:
        """The prompt as tokens, after the token that begins a text where the model wants one and its template none."""
        tokens = self._tokens(self._prompt(request), special=True)
        return tokens if self._first is None or tokens[:1] == [self._first] else [self._first, *tokens]

    def _renderer(self) -> Render:
        """The chat template in the file's metadata. Raises ``ModelError`` where there is none."""
        llama = self._llama
        template = llama.metadata.get("tokenizer.chat_template", "")
        if not template:
            raise ModelError("This GGUF file has no chat template, so Citewell cannot prompt it. Choose another file.")
        end, begin = (self._mark(token) for token in (llama.token_eos(), llama.token_bos()))
        formatter = llama_chat_format.Jinja2ChatFormatter(template=template, eos_token=end, bos_token=begin)
        return lambda messages: str(formatter(messages=messages).prompt)

    def _mark(self, token: int) -> str:
        """The text of a special token; empty where the vocabulary has none (-1)."""
        return self._piece(token).decode(errors="replace") if token >= 0 else ""

    def _tokens(self, text: str, *, special: bool = False) -> list[int]:
        tokens: list[int] = self._llama.tokenize(text.encode(), add_bos=False, special=special)
        return tokens

    def _piece(self, token: int) -> bytes:
        piece: bytes = self._llama.detokenize([token], special=True)
        return piece


class _Core:
    """Evaluates tokens and hands out llama.cpp's own logits, without a copy.

    What the last prompt shares with the next one is not evaluated again. The system part of each task is not kept
    beside that: at some 30 tokens and 725 tokens a second, saving and loading its state would win back 40 ms where
    tasks alternate, and none within one task.
    """

    def __init__(self, llama: llama_cpp.Llama, most: int) -> None:
        """No context yet; it has ``most`` tokens in the end."""
        self._llama = llama
        self._most = most
        self._batch = llama_cpp.llama_batch_init(PROMPT_BATCH, 0, 1)
        self._known: list[int] = []
        self._size = 0
        self._context: llama_cpp.llama_context_p | None = None

    def close(self) -> None:
        self._free()
        llama_cpp.llama_batch_free(self._batch)

    def reserve(self, tokens: int) -> None:
        """Have room for so many tokens; a context that grows forgets what it held. Raises ``EvaluationError``.

        Attention reads the tokens that are there, so that the size of the context changes no number.
        """
        if tokens <= self._size:
            return
        self._free()
        parameters = self._llama.context_params
        parameters.n_ctx = size = min(self._most, -(-tokens // CONTEXT_STEP) * CONTEXT_STEP)
        parameters.n_batch = parameters.n_ubatch = PROMPT_BATCH
        context = llama_cpp.llama_init_from_model(self._llama.model, parameters)
        if not context:
            raise EvaluationError(f"llama.cpp has no memory for a context of {size} tokens.")
        self._context, self._size = context, size
        self._memory = llama_cpp.llama_get_memory(context)

    def _free(self) -> None:
        if self._context is not None:
            llama_cpp.llama_free(self._context)
        self._context, self._size = None, 0
        self._known.clear()

    def begin(self, prompt: Sequence[int]) -> Logits:
        shared = 0
        for known, wanted in zip(self._known, prompt[:-1], strict=False):
            if known != wanted:
                break
            shared += 1
        if not llama_cpp.llama_memory_seq_rm(self._memory, 0, shared, -1):
            llama_cpp.llama_memory_clear(self._memory, True)  # noqa: FBT003  C's own signature
            shared = 0
        del self._known[shared:]
        for start in range(shared, len(prompt), PROMPT_BATCH):
            self._evaluate(prompt[start : start + PROMPT_BATCH], all_rows=False)
        return self._rows(1)

    def extend(self, tokens: Sequence[int], past: int) -> Logits:
        if past < len(self._known):
            llama_cpp.llama_memory_seq_rm(self._memory, 0, past, -1)
            del self._known[past:]
        self._evaluate(tokens, all_rows=True)
        return self._rows(len(tokens))

    def _evaluate(self, tokens: Sequence[int], *, all_rows: bool) -> None:
        batch, past = self._batch, len(self._known)
        batch.n_tokens = len(tokens)
        for i, token in enumerate(tokens):
            batch.token[i] = token
            batch.pos[i] = past + i
            batch.n_seq_id[i] = 1
            batch.seq_id[i][0] = 0
            batch.logits[i] = all_rows
        batch.logits[len(tokens) - 1] = True
        code = llama_cpp.llama_decode(self._context, batch)
        if code != 0:
            self._known.clear()
            llama_cpp.llama_memory_clear(self._memory, True)  # noqa: FBT003  C's own signature
            raise EvaluationError(f"llama.cpp could not evaluate {len(tokens)} tokens (code {code}).")
        self._known.extend(tokens)

    def _rows(self, count: int) -> Logits:
        shape = (count, self._llama.n_vocab())
        rows: Logits = np.ctypeslib.as_array(llama_cpp.llama_get_logits(self._context), shape=shape)
        if np.isnan(rows[-1]).any():  # a graphics card out of order
            self._known.clear()
            raise EvaluationError("llama.cpp gave no numbers for the next token.")
        return rows


Importance = Mapping[str, npt.NDArray[np.float32]]
"""How much each input of a tensor matters (mean square, one number a column), by the tensor's name."""


def quantise(source: Path, target: Path, kind: str, *, threads: int, importance: Importance | None = None) -> None:
    """Write the F16 GGUF ``source`` as ``target`` in ``kind`` (``Q8_0`` and its like). Raises ``ModelError``."""
    load_backends()
    parameters = llama_cpp.llama_model_quantize_default_params()
    parameters.ftype = getattr(llama_cpp, f"LLAMA_FTYPE_MOSTLY_{kind}", None)
    if parameters.ftype is None:
        raise ModelError(f"llama.cpp knows no quantisation '{kind}'.")
    parameters.nthread = threads
    kept = [(name.encode(), np.ascontiguousarray(row, dtype=np.float32)) for name, row in (importance or {}).items()]
    if kept:
        entry = llama_cpp.llama_cpp.llama_model_imatrix_data
        floats = ctypes.POINTER(ctypes.c_float)
        entries = [entry(name, row.ctypes.data_as(floats), row.size) for name, row in kept]
        parameters.imatrix = (entry * (len(entries) + 1))(*entries)  # ends with an empty entry
    code = llama_cpp.llama_model_quantize(str(source).encode(), str(target).encode(), ctypes.byref(parameters))
    if code != 0:
        raise ModelError(f"llama.cpp could not write {target} as {kind} (code {code}). Check that space is left there.")

"""The language model through llama.cpp. Runs in the child process; the only module that imports ``llama_cpp``."""

import codecs
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import llama_cpp
from llama_cpp import llama_chat_format

from citewell.domain.errors import ModelError
from citewell.models.citation_mask import CitationMask, CitationVocabulary, Logits
from citewell.models.descriptions import check_gguf
from citewell.models.stopping import StopRule
from citewell.processes.frames import Frame

PROMPT_BATCH = 512
SEED = 7


def load_language_model(settings: dict[str, object]) -> "LanguageModel":
    """Load the GGUF file ``settings["path"]``. Raises ``ModelError`` for a file that llama.cpp refuses."""
    path = Path(str(settings["path"]))
    check_gguf(path)
    context, threads = int(str(settings["context_tokens"])), int(str(settings["threads"]))
    try:
        llama = llama_cpp.Llama(
            model_path=str(path),
            n_ctx=context,
            n_batch=PROMPT_BATCH,
            n_threads=threads,
            n_threads_batch=threads,
            seed=SEED,
            verbose=False,
        )
    except (ValueError, RuntimeError, OSError, AssertionError) as error:
        raise ModelError(
            f"llama.cpp cannot load {path}: {error}. The file is damaged or of an unknown kind."
        ) from error
    return LanguageModel(llama)


class LanguageModel:
    """Counts tokens and streams answers. Greedy decoding, so that the same prompt gives the same draft."""

    def __init__(self, llama: llama_cpp.Llama) -> None:
        """Prepare the chat template and the citation vocabulary of a loaded model."""
        self._llama = llama
        pieces = [self._piece(i).decode(errors="replace") for i in range(llama.n_vocab())]
        self._vocabulary = CitationVocabulary(pieces)
        vocabulary = llama_cpp.llama_model_get_vocab(llama.model)
        marks = [piece for i, piece in enumerate(pieces) if piece and llama_cpp.llama_vocab_is_control(vocabulary, i)]
        self._marks = re.compile("|".join(re.escape(mark) for mark in sorted(marks, key=len, reverse=True)) or r"(?!)")
        template = llama.metadata.get("tokenizer.chat_template", "")
        if not template:
            raise ModelError("This GGUF file has no chat template, so Citewell cannot prompt it. Choose another file.")
        self._formatter = llama_chat_format.Jinja2ChatFormatter(
            template=template,
            eos_token=self._piece(llama.token_eos()).decode(errors="replace"),
            bos_token=self._piece(llama.token_bos()).decode(errors="replace"),
        )

    def describe(self) -> dict[str, object]:
        """Context size, in tokens."""
        return {"context_tokens": self._llama.n_ctx()}

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

    def _generate(self, request: dict[str, object], cancelled: threading.Event) -> Iterator[Frame]:
        prompt = self._tokens(self._prompt(request), special=True)
        limit = min(int(str(request["max_tokens"])), self._llama.n_ctx() - len(prompt) - 1)
        if limit < 1:
            raise ModelError(
                f"The prompt of {len(prompt)} tokens does not fit the model's context of {self._llama.n_ctx()}."
            )
        citable = request["citable"]
        assert isinstance(citable, list)  # noqa: S101  our own parent sent it
        mask = CitationMask(self._vocabulary, citable)
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        stop = StopRule(int(str(request["max_sentences"])))
        written = 0
        yield Frame({"prompt_tokens": len(prompt)})
        for token in self._llama.generate(
            prompt,
            temp=0.0,
            repeat_penalty=1.0,
            logits_processor=llama_cpp.LogitsProcessorList([_processor(mask)]),
        ):
            if token == self._llama.token_eos() or cancelled.is_set():
                break
            mask.accept(token)
            written += 1
            text = decoder.decode(self._piece(token))
            if text:
                yield Frame({"text": text})
            if written >= limit or stop.accept(text):
                break
        yield Frame({"text": decoder.decode(b"", final=True), "completion_tokens": written, "done": True})

    def _prompt(self, request: dict[str, object]) -> str:
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
        formatted = self._formatter(messages=safe)
        return str(formatted.prompt) + str(request.get("prefix", ""))

    def _tokens(self, text: str, *, special: bool = False) -> list[int]:
        tokens: list[int] = self._llama.tokenize(text.encode(), add_bos=False, special=special)
        return tokens

    def _piece(self, token: int) -> bytes:
        piece: bytes = self._llama.detokenize([token], special=True)
        return piece


def _processor(mask: CitationMask) -> Callable[[object, Logits], Logits]:
    """The mask in the form that llama.cpp's binding calls: token ids so far and logits in, logits out."""

    def process(_ids: object, logits: Logits) -> Logits:
        return mask.apply(logits)

    return process

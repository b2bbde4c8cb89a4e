"""The ports of the pipeline on model processes."""

import logging
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TypeVar

from citewell.domain.drafts import ModelUse
from citewell.domain.errors import ModelError, ModelProcessError
from citewell.domain.generation import GenerationRequest, Token
from citewell.domain.ports import RouteScore, Vector
from citewell.domain.progress import CancelToken
from citewell.domain.tiers import Placement
from citewell.models.descriptions import EmbedderDescription, LanguageModelDescription
from citewell.models.hosts import EMBEDDER, LANGUAGE_MODEL, RERANKER, VERIFIER
from citewell.models.llama.placing import TOLD
from citewell.processes.child import ChildProcess

logger = logging.getLogger(__name__)

T = TypeVar("T")
FLOAT_BYTES = 4
_STARTING = "starting"


class ModelProcess(ChildProcess):
    """A child process that holds one model."""

    refusal = ModelError
    death = ModelProcessError


class ProcessEmbedder:
    """``Embedder`` on a child process."""

    def __init__(self, description: EmbedderDescription, folder: Path, *, threads: int) -> None:
        """Describe what to load from ``folder``; the process starts at the first call."""
        self._description = description
        self.process = ModelProcess(
            EMBEDDER,
            {
                "path": str(folder),
                "name": description.name,
                "dimensions": description.dimensions,
                "interacts": description.interacts,
                "threads": threads,
            },
        )

    @property
    def dimensions(self) -> int:
        """Numbers in one vector."""
        return self._description.dimensions

    @property
    def identity(self) -> str:
        """That of the description: it names model and prompts."""
        return self._description.identity

    def embed(self, texts: Sequence[str]) -> list[Vector]:
        """Embed ``texts``, passages that may be found, in order. Raises ``ModelError``."""
        return self._embed(self._description.passage_prompt, texts)

    def embed_queries(self, texts: Sequence[str]) -> list[Vector]:
        """Embed ``texts`` that look for passages, in order. Raises ``ModelError``."""
        return self._embed(self._description.query_prompt, texts)

    def interact(self, query: str, passages: Sequence[str]) -> list[float] | None:
        """How near ``query`` is to each passage by its tokens; ``None`` for a model that has not learned it.

        Raises ``ModelError``.
        """
        if not self._description.interacts:
            return None
        if not passages:
            return []
        body = self.process.ask("interact", query=query, texts=list(passages)).body
        if len(body) != FLOAT_BYTES * len(passages):
            raise ModelError("The embedder sent another number of values than texts. Install Citewell again.")
        return [nearness for (nearness,) in struct.iter_unpack("<f", body)]

    def _embed(self, prompt: str, texts: Sequence[str]) -> list[Vector]:
        if not texts:
            return []
        size = self.dimensions * FLOAT_BYTES
        body = self.process.ask("embed", texts=[prompt + text for text in texts]).body
        if len(body) != size * len(texts):
            raise ModelError(
                "The embedder sent vectors of another size than it is described with. Install Citewell again."
            )
        return [body[i : i + size] for i in range(0, len(body), size)]


class ProcessReranker:
    """``Reranker`` on a child process."""

    def __init__(self, folder: Path, *, threads: int) -> None:
        """Describe what to load from ``folder``; the process starts at the first call."""
        self.process = ModelProcess(RERANKER, {"path": str(folder), "threads": threads})

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """The probability that each passage answers something its ticket asks, in order. Raises ``ModelError``."""
        if not pairs:
            return []
        return list(self._numbers(self.process.ask("score", pairs=[list(pair) for pair in pairs]).body, len(pairs)))

    def route(self, ticket: str, passages: Sequence[str]) -> RouteScore:
        """Read ``ticket`` with its first passages. Raises ``ModelError``."""
        frame = self.process.ask("route", ticket=ticket, passages=list(passages))
        return RouteScore(*self._numbers(frame.body, len(fields(RouteScore))))

    def risk(self, ticket: str) -> float:
        """The log odds that a person must answer ``ticket``. Raises ``ModelError``."""
        return self._numbers(self.process.ask("risk", ticket=ticket).body, 1)[0]

    @staticmethod
    def _numbers(body: bytes, expected: int) -> tuple[float, ...]:
        if len(body) != FLOAT_BYTES * expected:
            raise ModelError("The judge sent another number of scores than it was asked for. Install Citewell again.")
        return struct.unpack(f"<{expected}f", body)


class ProcessVerifier:
    """``Verifier`` on a child process."""

    def __init__(self, folder: Path, *, threads: int) -> None:
        """Describe what to load from ``folder``; the process starts at the first call."""
        self.process = ModelProcess(VERIFIER, {"path": str(folder), "threads": threads})

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """The probability that each claim follows from its sentences, in order. Raises ``ModelError``."""
        if not pairs:
            return []
        body = self.process.ask("score", pairs=[list(pair) for pair in pairs]).body
        if len(body) != FLOAT_BYTES * len(pairs):
            raise ModelError(
                "The verifier sent another number of scores than it was asked for. Install Citewell again."
            )
        return [probability for (probability,) in struct.iter_unpack("<f", body)]


class ProcessGenerator:
    """``Generator`` on a child process."""

    def __init__(
        self,
        description: LanguageModelDescription,
        path: Path,
        *,
        threads: int,
        style: str = "",
        gpu_layers: int = 0,
    ) -> None:
        """Describe what to load from ``path``, with which ``style`` baked into it; the process starts when called."""
        self._description = description
        self._style = style
        self._settings = {"path": str(path), "context_tokens": description.context_tokens, "threads": threads}
        self._placement = Placement()
        self._told = False
        self.process = self._begin(gpu_layers)

    @property
    def use(self) -> ModelUse:
        """Which model this is."""
        return ModelUse(
            base=self._description.name,
            style=self._style,
            file=self._description.file,
            sha256=self._description.sha256,
        )

    @property
    def context_tokens(self) -> int:
        """Tokens that prompt and answer may take together."""
        return self._description.context_tokens

    def placement(self) -> Placement:
        """Where the model computes; starts the process. Raises ``ModelError``."""
        self._on_either(self._place)
        return self._placement

    def count(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text. Raises ``ModelError``."""

        def ask() -> object:
            self._place()
            return self.process.ask("count", texts=list(texts)).head["counts"]

        counts = self._on_either(ask)
        if not isinstance(counts, list):
            raise ModelError("The language model did not count tokens.")
        return [int(count) for count in counts]

    def generate(self, request: GenerationRequest, cancel: CancelToken) -> Iterator[Token]:
        """Stream the answer. Raises ``ModelError`` and ``CancelledError``."""
        try:
            yield from self._stream(request, cancel)
        except ModelProcessError:
            if not self._leave_card():
                raise
            yield Token("", again=True)
            yield from self._stream(request, cancel)

    def _stream(self, request: GenerationRequest, cancel: CancelToken) -> Iterator[Token]:
        self._place()
        prompt_tokens = 0
        frames = self.process.call(
            "generate",
            cancel=cancel,
            messages=[{"role": message.role, "content": message.text} for message in request.messages],
            citable=list(request.citable),
            max_tokens=request.max_tokens,
            max_sentences=request.max_sentences,
            prefix=request.prefix,
            schema=None if request.schema is None else dict(request.schema),
            facts=None if request.facts is None else list(request.facts),
        )
        for frame in frames:
            head = frame.head
            prompt_tokens = int(str(head.get("prompt_tokens", prompt_tokens)))
            done = bool(head.get("done"))
            if head.get("again"):
                self._learn(head)
                yield Token("", again=True)
            elif done or head.get("text"):
                written = int(str(head.get("completion_tokens", 0)))
                yield Token(str(head.get("text", "")), done, prompt_tokens, written)

    def _begin(self, gpu_layers: int) -> ModelProcess:
        self._gpu_layers = gpu_layers
        return ModelProcess(LANGUAGE_MODEL, {**self._settings, "gpu_layers": gpu_layers})

    def _place(self) -> None:
        """Start the process, if it does not run, and note where it computes."""
        self._placement = Placement(self._gpu_layers, _STARTING)  # a card may end the process as it starts
        self._learn(self.process.start())

    def _learn(self, told: Mapping[str, object]) -> None:
        self._placement = Placement(int(str(told.get("gpu_layers", 0))), str(told.get("gpu_reason", "")))
        if self._placement.reason in TOLD:
            self._tell(self._placement.reason)

    def _tell(self, why: str) -> None:
        """Say once why the graphics card is left alone."""
        if not self._told:
            logger.warning("the language model computes on the processor: %s", why)
        self._told = True

    def _on_either(self, work: Callable[[], T]) -> T:
        """``work``; once more on the processor, where the process died and the graphics card may be why."""
        try:
            return work()
        except ModelProcessError:
            if not self._leave_card():
                raise
            return work()

    def _leave_card(self) -> bool:
        """Go on without the graphics card; whether it was in use when the process died."""
        if not self._placement.gpu_layers:
            return False
        self._tell("its process ended with the graphics card in use")
        self.process.close()
        self.process = self._begin(0)
        return True

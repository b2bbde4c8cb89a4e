"""An embedder that counts what it computes and, while its user pauses, measures how fast it is alone.

The machine's speed drifts over a long run, and files differ. So the embedder alone is not measured once: in each
pause it computes some of the very batches it was just given a second time, and each stretch of work is compared with
the pause that follows it.
"""

import random
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from citewell.domain.ports import Embedder, Vector

IDLE_SECONDS = 0.3
POLL_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Stretch:
    """Work between two pauses: passages computed in ``seconds``, and the embedder alone in passages a second."""

    passages: int
    seconds: float
    alone: float

    @property
    def ratio(self) -> float:
        """Speed of the work as a share of the embedder alone."""
        return self.passages / self.seconds / self.alone


class MeteredEmbedder:
    """``Embedder`` around another one."""

    def __init__(self, embedder: Embedder, *, replayed: int = 8) -> None:
        """Measure ``embedder``, with at most ``replayed`` batches a pause."""
        self._embedder = embedder
        self._replayed = replayed
        self._lock = threading.Lock()
        self._random = random.Random(7)  # noqa: S311
        self._kept: list[list[str]] = []
        self._batches = self._computed = 0
        self._last_call = self._resumed = time.perf_counter()
        self.stretches: list[Stretch] = []
        self.replayed_passages = 0
        self._without = 0.0  # seconds of stretches in which nothing was computed

    @property
    def dimensions(self) -> int:
        """Numbers in one vector."""
        return self._embedder.dimensions

    @property
    def identity(self) -> str:
        """Names the model."""
        return self._embedder.identity

    def embed(self, texts: Sequence[str]) -> list[Vector]:
        """Embed ``texts`` in order. Raises ``ModelError``."""
        if not texts:
            return []
        with self._lock:
            vectors = self._embedder.embed(texts)
            self._last_call = time.perf_counter()
            self._keep(texts)
        return vectors

    def embed_queries(self, texts: Sequence[str]) -> list[Vector]:
        """Embed ``texts`` that look for passages, unmeasured. Raises ``ModelError``."""
        return self._embedder.embed_queries(texts)

    def interact(self, query: str, passages: Sequence[str]) -> list[float] | None:
        """How near ``query`` is to each passage by its tokens, unmeasured. Raises ``ModelError``."""
        return self._embedder.interact(query, passages)

    def start(self) -> None:
        """Begin: what was computed before does not count."""
        self._forget()
        self.stretches.clear()
        self.replayed_passages = 0
        self._without = 0.0
        self._resumed = time.perf_counter()

    def pause(self) -> None:
        """End a stretch of work: let the embedder finish what it was given, then measure it alone.

        The time that it takes to finish belongs to the work, so that work in several threads loses by each pause.
        """
        ended = max(time.perf_counter(), self._finish())
        if not self._kept:
            self._without += ended - self._resumed
            self._resumed = time.perf_counter()
            return
        count = sum(map(len, self._kept))
        began = time.perf_counter()
        for batch in self._kept:
            self._embedder.embed(batch)
        alone = count / (time.perf_counter() - began)
        self.replayed_passages += count
        self.stretches.append(Stretch(self._computed, ended - self._resumed, alone))
        self._forget()
        self._resumed = time.perf_counter()

    @property
    def passages(self) -> int:
        """Passages computed for the user, those computed a second time not counted."""
        return sum(stretch.passages for stretch in self.stretches)

    @property
    def seconds(self) -> float:
        """The user's time, pauses not counted."""
        return self._without + sum(stretch.seconds for stretch in self.stretches)

    @property
    def alone_seconds(self) -> float:
        """What the embedder alone would have taken for the same passages, at the speed it had at each time."""
        return sum(stretch.passages / stretch.alone for stretch in self.stretches)

    @property
    def ratio(self) -> float:
        """The user's speed as a share of the embedder alone."""
        return self.alone_seconds / self.seconds

    def _keep(self, texts: Sequence[str]) -> None:
        """Keep the batch, or not: each one is as likely to be computed a second time."""
        self._computed += len(texts)
        self._batches += 1
        if len(self._kept) < self._replayed:
            self._kept.append(list(texts))
        elif (place := self._random.randrange(self._batches)) < self._replayed:
            self._kept[place] = list(texts)

    def _forget(self) -> None:
        self._kept.clear()
        self._batches = self._computed = 0

    def _finish(self) -> float:
        """Wait until no call has come for a while; return when the last one ended."""
        while True:
            with self._lock:
                last = self._last_call
            if time.perf_counter() - last > IDLE_SECONDS:
                return last
            time.sleep(POLL_SECONDS)

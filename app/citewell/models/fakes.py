"""Models that need no model file: for tests of what uses a model, and for trying the window without one."""

import hashlib
import math
import re
import struct
from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from citewell.domain.drafts import ModelUse
from citewell.domain.generation import GenerationRequest, Token
from citewell.domain.personal import PersonalSpan
from citewell.domain.ports import RouteScore, Vector
from citewell.domain.progress import CancelToken
from citewell.domain.tiers import Placement

_WORD = re.compile(r"\w+")


class HashingEmbedder:
    """Embeds a text as its bag of hashed words: texts that share words are near each other."""

    def __init__(self, dimensions: int = 384) -> None:
        """Make vectors of ``dimensions`` numbers."""
        self._dimensions = dimensions

    @property
    def dimensions(self) -> int:
        """Numbers in one vector."""
        return self._dimensions

    @property
    def identity(self) -> str:
        """Its name."""
        return "hashing"

    def embed(self, texts: Sequence[str]) -> list[Vector]:
        """Embed ``texts`` in order."""
        return [self._embed(text) for text in texts]

    def embed_queries(self, texts: Sequence[str]) -> list[Vector]:
        """The same as ``embed``."""
        return self.embed(texts)

    def interact(self, query: str, passages: Sequence[str]) -> None:
        """Words are not compared one by one."""
        del query, passages

    def _embed(self, text: str) -> Vector:
        counts = [0.0] * self._dimensions
        for word in _WORD.findall(text.lower()):
            digest = hashlib.blake2b(word.encode(), digest_size=4).digest()
            counts[int.from_bytes(digest) % self._dimensions] += 1.0
        if not any(counts):
            counts[0] = 1.0  # a text without words has a place too
        length = math.sqrt(sum(count * count for count in counts))
        return struct.pack(f"<{self._dimensions}f", *(count / length for count in counts))


class WordReranker:
    """Takes the share of a ticket's words that a passage holds for the probability that it answers.

    ``asks_back`` are texts whose passages need asking back. Keeps the pairs it saw.
    """

    def __init__(self, asks_back: Sequence[str] = ()) -> None:
        """Passages with one of ``asks_back`` in them depend on what the ticket leaves open."""
        self._asks_back = tuple(asks_back)
        self.pairs: list[tuple[str, str]] = []

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """The share for each pair of a ticket and a passage, in order."""
        self.pairs += pairs
        return [self._score(*pair) for pair in pairs]

    def route(self, ticket: str, passages: Sequence[str]) -> RouteScore | None:
        """Ask back where a passage needs it; words say nothing else."""
        del ticket
        asks = any(text in passage for text in self._asks_back for passage in passages)
        return RouteScore(0.01, 0.97, 0.01, 0.01) if asks else None

    def risk(self, ticket: str) -> None:
        """Words say nothing of it."""
        del ticket

    @staticmethod
    def _score(ticket: str, passage: str) -> float:
        asked = set(_WORD.findall(ticket.lower()))
        return len(asked & set(_WORD.findall(passage.lower()))) / max(1, len(asked))


class WordRisk:
    """Takes a ticket that holds one of its words for risky. Keeps the tickets it saw."""

    def __init__(self, words: Mapping[str, float]) -> None:
        """``words`` with the probability of a ticket that holds them; the highest counts, 0 without any."""
        self._words = words
        self.tickets: list[str] = []

    def risk(self, tickets: Sequence[str]) -> list[float]:
        """The probability of each ticket, in order."""
        self.tickets += tickets
        return [max((p for word, p in self._words.items() if word in ticket), default=0.0) for ticket in tickets]


class WordVerifier:
    """Takes the share of a claim's words that a window holds for the probability that it follows from it."""

    def __init__(self) -> None:
        """Keeps the pairs it saw."""
        self.pairs: list[tuple[str, str]] = []

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Score ``pairs`` of a claim and a window, in order."""
        self.pairs += pairs
        return [self._score(*pair) for pair in pairs]

    @staticmethod
    def _score(claim: str, window: str) -> float:
        said = set(_WORD.findall(claim.lower()))
        return len(said & set(_WORD.findall(window.lower()))) / max(1, len(said))


class ListedNames:
    """Finds the names that it was given, wherever they stand as whole words."""

    def __init__(self, names: Sequence[str]) -> None:
        """Know ``names`` of people."""
        self._pattern = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names) or r"(?!)")  # none

    def find(self, texts: Sequence[str]) -> list[list[PersonalSpan]]:
        """The names in each of ``texts``."""
        return [
            [PersonalSpan(match.start(), match.end(), "PERSON", 0.9) for match in self._pattern.finditer(text)]
            for text in texts
        ]


class ScriptedGenerator:
    """Writes the answers it was given, one per request, word by word; keeps the requests it saw."""

    def __init__(self, answers: Sequence[str] = (), *, context_tokens: int = 4096) -> None:
        """Queue ``answers``."""
        self._answers = deque(answers)
        self._context_tokens = context_tokens
        self.requests: list[GenerationRequest] = []

    def enqueue(self, answer: str) -> None:
        """Add one more answer."""
        self._answers.append(answer)

    @property
    def use(self) -> ModelUse:
        """Which model this is."""
        return ModelUse(base="scripted", style="", file="", sha256="")

    @property
    def context_tokens(self) -> int:
        """Tokens that prompt and answer may take together."""
        return self._context_tokens

    def placement(self) -> Placement:
        """There is no graphics card."""
        return Placement(0, "it is scripted")

    def count(self, texts: Sequence[str]) -> list[int]:
        """A word counts as a token."""
        return [len(text.split()) for text in texts]

    def generate(self, request: GenerationRequest, cancel: CancelToken) -> Iterator[Token]:
        """Stream the next answer; an empty one where none is left."""
        self.requests.append(request)
        words = re.findall(r"\S+\s*", self._answers.popleft() if self._answers else "")
        for word in words:
            cancel.check()
            yield Token(word)
        yield Token(
            "",
            done=True,
            prompt_tokens=self.count([request.messages[-1].text])[0],
            completion_tokens=len(words),
        )

"""Writing: what a language model is asked, what it gives, and the port that it stands behind."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from citewell.domain.drafts import ModelUse
from citewell.domain.progress import CancelToken
from citewell.domain.tiers import Placement


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a prompt: ``role`` is system, user or assistant."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class GenerationRequest:
    """What to write. ``citable`` are the numbers of the passages that may be cited as ``[n]``."""

    messages: tuple[Message, ...]
    citable: tuple[int, ...]
    max_tokens: int = 220
    max_sentences: int = 4
    """Stop after so many, or where one repeats; 0 for no such rule."""
    prefix: str = ""
    """Text the answer starts with."""
    schema: Mapping[str, object] | None = None
    """A JSON schema that the answer keeps to, whatever ``max_tokens`` cuts short: see ``models.llama.json_grammar``."""
    facts: tuple[str, ...] | None = None
    """Texts, the most important first, whose numbers, dates, links and codes may be written, and no others;
    ``None`` for any: see ``models.llama.fact_lock``."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of generated text. The last one has ``done`` set and the counts filled.

    With ``again`` the graphics card failed and the processor begins anew: what was written before does not count.
    """

    text: str
    done: bool = False
    prompt_tokens: int = 0
    completion_tokens: int = 0
    again: bool = False


def text_of(tokens: Iterable[Token]) -> str:
    """The text of an answer, without what ``again`` takes back."""
    parts: list[str] = []
    for token in tokens:
        if token.again:
            parts.clear()
        parts.append(token.text)
    return "".join(parts)


class Generator(Protocol):
    """A language model."""

    @property
    def use(self) -> ModelUse:
        """Which model this is."""
        ...

    @property
    def context_tokens(self) -> int:
        """Tokens that prompt and answer may take together."""
        ...

    def placement(self) -> Placement:
        """Where it computes; loads it. Raises ``ModelError``."""
        ...

    def count(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text. Raises ``ModelError``."""
        ...

    def generate(self, request: GenerationRequest, cancel: CancelToken) -> Iterator[Token]:
        """Stream the answer. Raises ``ModelError`` and ``CancelledError``."""
        ...

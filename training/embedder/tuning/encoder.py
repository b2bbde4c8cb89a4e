"""The embedder as a network: vectors of texts (the mean of their tokens, of length one), and of each token.

Embedded without gradients first, in chunks that fit into a processor's caches; then each chunk once more, with the
gradients that its vectors got (Gao et al. 2021, GradCache). Training is in bfloat16, what it optimises in float32
(`train.Trained`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.minilm.net import Net, start_from
from training.minilm.peaks import FIRST, LAST
from training.minilm.tokens import PAD
from training.minilm.weights import HIDDEN
from training.reader.batches import Machine, ids_of, numbered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

LAYERS = 6
CHUNK_TOKENS = 2600
"""Of a chunk, padding counted."""
READ_TOKENS = 8000
HIDDEN_WEIGHT = -1e4
"""The logit of a token that is padding."""
SCALE = 3.0
"""The logarithm of what nearness is multiplied by before it is compared, to begin with."""


@dataclass(slots=True)
class Texts:
    """Embedded texts; all but `vectors` have a row for each text and a column for each token."""

    tokens: Tensor
    """[texts, longest, 384], of length one."""
    mask: Tensor
    """Which of them are no padding."""
    logits: Tensor
    """Of what each counts in a query."""
    vectors: Tensor
    """[texts, 384], of length one."""

    @property
    def weights(self) -> Tensor:
        """What each token of a query counts, [texts, longest]; a row adds up to 1."""
        return torch.softmax(self.logits, dim=1)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Numbers of rows that are embedded at once, and the seed of their dropout, which is the same both times."""

    rows: list[int]
    seed: int


class Encoder(nn.Module):  # type: ignore[misc]  # torch is not typed for us
    """MiniLM with a weight for each token of a query."""

    def __init__(self, weights: Path, machine: Machine) -> None:
        """Begin with MiniLM's `model.safetensors`; its words stay."""
        super().__init__()
        self.net = start_from(weights, Net(LAYERS), range(LAYERS))
        self.net.words.weight.requires_grad_(requires_grad=False)
        self.weigh = nn.Linear(HIDDEN, 1)
        nn.init.zeros_(self.weigh.weight)
        nn.init.zeros_(self.weigh.bias)
        self.scale = nn.Parameter(torch.tensor(SCALE))
        self.to(machine.name)
        self._machine = machine
        self._embedded = 0

    def embed(self, rows: Sequence[list[int]]) -> tuple[Texts, list[Chunk]]:
        """Texts whose tensors gather gradients, and the chunks for `go_back`."""
        chunks = [Chunk(chunk, self._embedded + place) for place, chunk in enumerate(numbered(rows, CHUNK_TOKENS))]
        self._embedded += len(chunks)
        with torch.no_grad():
            found = [self._chunk(rows, chunk) for chunk in chunks]
        longest = max(one.tokens.shape[1] for one in found)
        order = torch.tensor([number for chunk in chunks for number in chunk.rows])
        places = self._machine.take(torch.argsort(order))

        def joined(name: str, value: float = 0.0) -> Tensor:
            parts: list[Tensor] = [getattr(one, name) for one in found]
            if name != "vectors":
                ends = ((0, 0) if name == "tokens" else ()) + (0,)
                parts = [functional.pad(one, (*ends, longest - one.shape[1]), value=value) for one in parts]
            whole: Tensor = torch.cat(parts)[places]
            return whole

        texts = Texts(joined("tokens"), joined("mask"), joined("logits", HIDDEN_WEIGHT), joined("vectors"))
        for one in (texts.tokens, texts.logits, texts.vectors):
            one.requires_grad_()
        return texts, chunks

    def go_back(self, rows: Sequence[list[int]], chunks: Sequence[Chunk], texts: Texts) -> None:
        """Compute the chunks once more, and lead the gradients of `texts` on into the weights."""
        for chunk in chunks:
            again = self._chunk(rows, chunk)
            length = again.tokens.shape[1]
            ways = ((again.tokens, texts.tokens), (again.logits, texts.logits), (again.vectors, texts.vectors))
            pairs = [(one, to.grad[chunk.rows]) for one, to in ways if to.grad is not None]
            gradients = [grad if one is again.vectors else grad[:, :length] for one, grad in pairs]
            torch.autograd.backward([one for one, _ in pairs], gradients)

    @torch.inference_mode()  # type: ignore[untyped-decorator]  # as above
    def read(self, rows: Sequence[list[int]]) -> Iterator[tuple[int, Tensor, Tensor, Tensor]]:
        """Of each row, in any order: its number, tokens [tokens, 384], weights [tokens] and its vector."""
        self.net.eval()
        for chunk in numbered(rows, READ_TOKENS):
            texts = self._embed([rows[number] for number in chunk])
            weights = texts.weights
            for place, number in enumerate(chunk):
                own = texts.mask[place]
                parts = (texts.tokens[place][own], weights[place][own], texts.vectors[place])
                yield number, *(part.float().cpu() for part in parts)
        self.net.train()

    def _chunk(self, rows: Sequence[list[int]], chunk: Chunk) -> Texts:
        torch.manual_seed(chunk.seed)
        return self._embed([rows[number] for number in chunk.rows])

    def _embed(self, rows: Sequence[list[int]]) -> Texts:
        ids = self._machine.take(ids_of([[FIRST, *row, LAST] for row in rows]))
        mask = ids != PAD
        x = self.net.encode(ids, mask).float()
        own = mask[:, :, None].float()
        vectors = functional.normalize((x * own).sum(1) / own.sum(1), dim=-1)
        logits = self.weigh(x)[:, :, 0].masked_fill(~mask, HIDDEN_WEIGHT)
        return Texts(functional.normalize(x, dim=-1).to(torch.bfloat16), mask, logits, vectors)

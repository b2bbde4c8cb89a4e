"""Examples as tokens, shapes and labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from citewell.models.encoders.token_shapes import shapes_of_tokens, words_with_shapes
from training.minilm.tokens import END, START
from training.personal.labels import LABELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tokenizers import Tokenizer

    from training.personal.labels import Example

IGNORED: Final = -100
MAX_TOKENS: Final = 254
NUMBERS: Final = {label: number for number, label in enumerate(LABELS)}


@dataclass(frozen=True, slots=True)
class Row:
    """One example: three lists of the same length."""

    ids: list[int]
    shapes: list[int]
    labels: list[int]


def encode(examples: Sequence[Example], tokenizer: Tokenizer) -> list[Row]:
    """All examples; what is longer than the model reads is cut."""
    rows = []
    for example, found in zip(
        examples, tokenizer.encode_batch([one.text for one in examples], add_special_tokens=False), strict=True
    ):
        offsets = found.offsets[:MAX_TOKENS]
        shapes = [shape for _, shape in shapes_of_tokens(words_with_shapes(example.text), offsets)]
        rows.append(
            Row(
                [START, *found.ids[:MAX_TOKENS], END],
                [0, *shapes, 0],
                [IGNORED, *_labels(offsets, example.spans), IGNORED],
            )
        )
    return rows


def _labels(offsets: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int, str]]) -> list[int]:
    labels = [0] * len(offsets)
    for start, end, name in spans:
        inside = [i for i, (a, b) in enumerate(offsets) if a < end and b > start]
        for i in inside:
            labels[i] = NUMBERS[f"{'B' if i == inside[0] else 'I'}-{name}"]
    return labels

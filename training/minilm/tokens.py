"""Texts as rows of tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tokenizers import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

START, END, PAD = 101, 102, 0
TOKENIZER: Final = "resources/models/embedder/tokenizer.json"
"""What ships with the embedder is every encoder's."""


def load_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer, which neither cuts nor pads."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def split(texts: Sequence[str], tokenizer: Tokenizer) -> list[list[int]]:
    """Each text's tokens without start and end."""
    return [found.ids for found in tokenizer.encode_batch(list(texts), add_special_tokens=False)]

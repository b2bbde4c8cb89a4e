"""The unigram tokenizer of XLM-RoBERTa as the files that `tokenizers` and the embedder read.

Its normaliser is NFKC after two rules of SentencePiece's `nmt_nfkc`: control characters fall away, and characters that
stand for white space become a space. Over single characters that is the table of the packed file but for 74 of them,
letters of Unicode after version 12 and U+FF5E.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path

    from training.embedder.packed import Packed

_DROPPED: Final = r"[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]"
_SPACES: Final = r"[\t\n\f\r\x{1680}\x{200b}-\x{200f}\x{2028}\x{2029}\x{2581}\x{feff}\x{fffd}]"
_WORD_START: Final = "\u2581"
_MASK: Final = "<mask>"


def write_tokenizer(packed: Packed, output: Path) -> None:
    """Write `tokenizer.json` with its two companions."""
    texts = [text for text, _ in packed.pieces]
    first, last, padding, unknown = (texts[i] for i in (packed.first, packed.last, packed.padding, packed.unknown))
    named = {
        "bos_token": first,
        "eos_token": last,
        "unk_token": unknown,
        "sep_token": last,
        "pad_token": padding,
        "cls_token": first,
    }
    if _MASK in texts:
        named["mask_token"] = _MASK
    settings = {**named, "tokenizer_class": "XLMRobertaTokenizer", "model_max_length": packed.positions}
    (output / "special_tokens_map.json").write_text(json.dumps(named) + "\n", encoding="utf-8")
    (output / "tokenizer_config.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
    content = _tokenizer(packed, first, last, sorted({texts.index(text) for text in named.values()}))
    (output / "tokenizer.json").write_text(
        json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )


def _tokenizer(packed: Packed, first: str, last: str, special: list[int]) -> dict[str, Any]:
    shared = {"special": True, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False}
    enclosed: list[dict[str, Any]] = [
        {"SpecialToken": {"id": first, "type_id": 0}},
        {"Sequence": {"id": "A", "type_id": 0}},
        {"SpecialToken": {"id": last, "type_id": 0}},
    ]
    ids = {first: packed.first, last: packed.last}
    return {
        "version": "1.0",
        "truncation": {"max_length": packed.positions, "strategy": "LongestFirst", "stride": 0, "direction": "Right"},
        "padding": {
            "strategy": "BatchLongest",
            "direction": "Right",
            "pad_to_multiple_of": None,
            "pad_id": packed.padding,
            "pad_type_id": 0,
            "pad_token": packed.pieces[packed.padding][0],
        },
        "added_tokens": [{"id": number, "content": packed.pieces[number][0], **shared} for number in special],
        "normalizer": {
            "type": "Sequence",
            "normalizers": [_replaced(_DROPPED, ""), _replaced(_SPACES, " "), {"type": "NFKC"}],
        },
        "pre_tokenizer": {
            "type": "Sequence",
            "pretokenizers": [
                {"type": "WhitespaceSplit"},
                {"type": "Metaspace", "replacement": _WORD_START, "prepend_scheme": "always", "split": True},
            ],
        },
        "post_processor": {
            "type": "TemplateProcessing",
            "single": enclosed,
            "pair": [*enclosed, {"Sequence": {"id": "B", "type_id": 0}}, enclosed[-1]],
            "special_tokens": {text: {"id": text, "ids": [number], "tokens": [text]} for text, number in ids.items()},
        },
        "decoder": {"type": "Metaspace", "replacement": _WORD_START, "prepend_scheme": "always", "split": True},
        "model": {
            "type": "Unigram",
            "unk_id": packed.unknown,
            "vocab": [list(piece) for piece in packed.pieces],
            "byte_fallback": False,
        },
    }


def _replaced(pattern: str, text: str) -> dict[str, Any]:
    return {"type": "Replace", "pattern": {"Regex": pattern}, "content": text}

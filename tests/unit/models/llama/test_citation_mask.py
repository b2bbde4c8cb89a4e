"""The citation mask: whatever the model would like, only citations that were given can be written."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citewell.models.llama.citation_mask import CitationMask, CitationVocabulary

PIECES = [
    "", "<end>", "a", " word", ".", ".\n", "\n", " ", "[", " [", "[[", "[1", "[2]", " [1]", "[12", "[1][", "].[", "].",
    "]", "][", "][2", "][2]", "1", "2", "3", "12", "1]", "2].", "0", "(", "[a", "a[", "\n[", "\n[1]", "\n\n[1",
    ".[1]\n", "\n ", "1]\n[", "�",
]  # fmt: skip
MARK = re.compile(r"\[")


def write(mask: CitationMask, seed: int, length: int) -> str:
    """What a model with random wishes writes under the mask."""
    wishes = np.random.default_rng(seed)
    text = ""
    for _ in range(length):
        logits = mask.apply(wishes.normal(size=len(PIECES)).astype(np.float32))
        if not np.isfinite(logits).any():
            raise AssertionError(f"nothing may follow {text!r}")
        token = int(np.argmax(logits))
        mask.accept(token)
        text += PIECES[token]
    return text


def bad_marks(text: str, citable: list[int]) -> list[str]:
    """Every ``[`` that opens no citation of ``citable``; one at the end may be unfinished."""
    allowed = [f"[{n}]" for n in citable]
    return [
        text[match.start() : match.start() + 6]
        for match in MARK.finditer(text)
        if not any(text.startswith(mark, match.start()) or mark.startswith(text[match.start() :]) for mark in allowed)
    ]


CITABLE = st.lists(st.sampled_from([1, 2, 3, 12, 13, 120]), unique=True, max_size=4)


@settings(max_examples=300)
@given(CITABLE, st.integers(0, 2**32 - 1))
def test_only_given_citations_can_be_written(citable, seed):
    text = write(CitationMask(CitationVocabulary(PIECES), citable), seed, 40)
    assert bad_marks(text, citable) == []


@settings(max_examples=300)
@given(CITABLE, st.integers(0, 2**32 - 1))
def test_no_line_begins_with_a_citation(citable, seed):
    text = write(CitationMask(CitationVocabulary(PIECES), citable), seed, 40)
    assert [line for line in text.split("\n") if line.lstrip().startswith("[")] == []


def allowed_after(citable: list[int], *pieces: str) -> set[str]:
    mask = CitationMask(CitationVocabulary(PIECES), citable)
    for piece in pieces:
        mask.accept(PIECES.index(piece))
    logits = mask.apply(np.zeros(len(PIECES), dtype=np.float32))
    return {piece for piece, logit in zip(PIECES, logits, strict=True) if np.isfinite(logit)}


def test_without_passages_nothing_opens():
    assert not any("[" in piece for piece in allowed_after([], "a"))
    assert "a" in allowed_after([], "a")


def test_after_an_open_mark_only_its_number_and_its_end():
    assert allowed_after([1, 12], "a", "[") == {"1", "12", "1]"}
    assert allowed_after([1, 12], "a", "[1") == {"2].", "2", "]", "].", "][", "].["}
    assert allowed_after([1], "a", "[1") == {"]", "].", "][", "].["}
    assert allowed_after([12], "a", "[1") == {"2].", "2"}


def test_after_a_whole_mark_everything_is_free_again():
    assert {"a", ".", "\n", " [", "<end>"} <= allowed_after([1], "a", " [1]")


def test_a_statement_comes_before_its_mark():
    assert not any("[" in piece for piece in allowed_after([1, 2]))
    assert not any("[" in piece for piece in allowed_after([1, 2], "a", ".\n"))
    assert not any("[" in piece for piece in allowed_after([1, 2], "a", "\n", " "))
    assert " [1]" in allowed_after([1, 2], "a", "\n", "a")


@pytest.mark.parametrize("piece", ["[[", "[a", "[12", "a["])
def test_pieces_that_open_something_else(piece):
    assert (piece in allowed_after([1], "a")) is (piece == "a[")


def test_the_other_logits_are_not_touched():
    mask = CitationMask(CitationVocabulary(PIECES), [1])
    mask.accept(PIECES.index("a"))
    before = np.arange(len(PIECES), dtype=np.float32)
    after = mask.apply(before.copy())
    assert [a for a, b in zip(after, before, strict=True) if np.isfinite(a) and a != b] == []

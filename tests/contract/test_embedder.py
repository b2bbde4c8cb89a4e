"""What every embedder does, the fake one and the one that ships."""

import struct

import numpy as np
import pytest

from citewell.models.fakes import HashingEmbedder

TEXTS = [
    "You can return an annual plan within 14 days.",
    "Backups are made each night.",
    "refund",
    "返品できますか。",
    "",
    "word " * 1000,
    "half a character \ud83d",
    "line\nbreaks\tand\0zero",
]


@pytest.fixture(params=["fake", "real"])
def embedder(request):
    return HashingEmbedder() if request.param == "fake" else request.getfixturevalue("real_embedder")


def numbers(vector: bytes) -> tuple[float, ...]:
    return struct.unpack(f"<{len(vector) // 4}f", vector)


def cosine(a: bytes, b: bytes) -> float:
    return sum(x * y for x, y in zip(numbers(a), numbers(b), strict=True))


def test_a_vector_for_each_text_of_the_size_it_says(embedder):
    vectors = embedder.embed(TEXTS)
    assert [len(vector) for vector in vectors] == [4 * embedder.dimensions] * len(TEXTS)
    assert embedder.dimensions == 384


def test_vectors_have_unit_length(embedder):
    for vector in embedder.embed(TEXTS):
        assert float(np.linalg.norm(numbers(vector))) == pytest.approx(1.0, abs=1e-3)


def test_no_texts_no_vectors(embedder):
    assert embedder.embed([]) == []


def test_order_is_kept_however_long_the_texts(embedder):
    together = embedder.embed(TEXTS)
    backwards = embedder.embed(TEXTS[::-1])[::-1]
    for one, other in zip(together, backwards, strict=True):
        assert cosine(one, other) == pytest.approx(cosine(one, one), abs=1e-3)


def test_a_text_has_one_vector_whatever_stands_beside_it(embedder):
    many = [f"{text} {number}" for number in range(20) for text in TEXTS[:3]]
    batched = embedder.embed(many)
    for number in (0, 7, 59):
        (alone,) = embedder.embed([many[number]])
        assert cosine(alone, batched[number]) > 0.999


def test_the_same_text_twice(embedder):
    first, second = embedder.embed(["refund", "refund"])
    assert cosine(first, second) == pytest.approx(1.0, abs=1e-3)


def test_like_texts_are_nearer_than_others(embedder):
    question, answer, other = embedder.embed(
        ["How many days to return an annual plan?", TEXTS[0], "Backups of the workspace are made at night."]
    )
    assert cosine(question, answer) > cosine(question, other) + 0.1


def test_tokens_tell_which_twin_is_meant(real_embedder):
    passages = [
        "Returns › Germany: Send it back within 14 days.",
        "Returns › Norway: Send it back within 30 days.",
        "Opening hours: We open at nine.",
    ]
    near = real_embedder.interact("I live in Norway. How long can I return the lamp?", passages)
    assert max(near) == near[1]
    assert min(near) == near[2]
    assert all(-1 <= one <= 1 for one in near)


def test_the_nearness_of_a_passage_hangs_on_no_other(real_embedder):
    together = real_embedder.interact("How long can I return it?", TEXTS)
    alone = [real_embedder.interact("How long can I return it?", [text])[0] for text in TEXTS]
    assert together == pytest.approx(alone, abs=2e-3)


def test_nothing_is_near_to_no_passage(real_embedder):
    assert real_embedder.interact("q", []) == []


def test_passages_that_come_again_are_as_near_as_before(real_embedder):
    passages = [f"Rule {number}: a bag of {number} kg costs {number} euros." for number in range(9)]
    first = real_embedder.interact("What does a bag of five kilos cost?", passages)
    again = real_embedder.interact("What does a bag of five kilos cost?", [*passages[::-1], passages[5], "A new one."])
    assert again[:9][::-1] == first
    assert again[9] == first[5]
    assert again[10] < min(first)

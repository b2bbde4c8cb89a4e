"""Pairs of texts through a cross-encoder: rows of tokens, batches, order."""

import threading

import numpy as np

from citewell.models.encoders.cross_encoder import BATCH, OnnxPairs
from citewell.models.encoders.rows import END, START
from citewell.models.encoders.verifier import CLAIM_TOKENS, WINDOW_TOKENS, join
from citewell.processes.frames import Frame


class LettersAsTokens:
    def encode_batch(self, texts, add_special_tokens):
        assert not add_special_tokens
        return [type("Encoding", (), {"ids": [ord(c) for c in text]}) for text in texts]


class SumOfTokens:
    """Gives the sum of each row's tokens that are no padding; keeps the sizes of the batches."""

    def __init__(self) -> None:
        self.batches: list[tuple[int, int]] = []

    def run(self, _name, feed):
        self.batches.append(feed["input_ids"].shape)
        sums = (feed["input_ids"] * feed["attention_mask"]).sum(axis=1)
        return sums[:, None].astype(np.float32)


def test_a_row_is_claim_and_window_each_cut_to_its_length():
    assert join([1, 2], [3]) == [START, 1, 2, END, 3, END]
    assert len(join(list(range(500)), list(range(500)))) == CLAIM_TOKENS + WINDOW_TOKENS + 3


def test_scores_come_in_the_order_of_the_pairs_whatever_their_lengths():
    session = SumOfTokens()
    pairs = [["a" * (n % 7 + 1), "b" * (n % 5)] for n in range(3 * BATCH + 1)]
    (answer,) = OnnxPairs(session, LettersAsTokens(), join, 1).serve(Frame({"pairs": pairs}), threading.Event())
    wanted = [START + 2 * END + len(a) * ord("a") + len(b) * ord("b") for a, b in pairs]
    assert np.frombuffer(answer.body, "<f4").tolist() == wanted
    assert max(rows for rows, _ in session.batches) == BATCH

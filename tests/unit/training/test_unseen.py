"""What is measured as unseen is what the reader did not learn from."""

from benchmarks.unseen import UNSEEN
from training.reader.scale import HELD_OUT, NEVER_LEARNT


def test_figures_of_unseen_tickets_are_of_knowledge_bases_that_were_never_learnt():
    assert set(UNSEEN) == set(NEVER_LEARNT)
    assert set(HELD_OUT) <= set(NEVER_LEARNT)

"""The verifier: claim and window of a passage read together. Runs in the child process.

``join`` cut the tokens that the model was trained with, too.
"""

from collections.abc import Sequence

from citewell.models.encoders.cross_encoder import OnnxPairs, load_pairs
from citewell.models.encoders.rows import END, START

CLAIM_TOKENS, WINDOW_TOKENS = 80, 128


def load_verifier(settings: dict[str, object]) -> OnnxPairs:
    """Load the model in the folder ``settings["path"]``. Raises ``ModelError``."""
    return load_pairs(settings, "verifier", join, 1)


def join(claim: Sequence[int], window: Sequence[int]) -> list[int]:
    """``[CLS] claim [SEP] window [SEP]``, each cut to its length."""
    return [START, *claim[:CLAIM_TOKENS], END, *window[:WINDOW_TOKENS], END]

"""Fit the risk classifier (`pipeline/routing/risk_classifier.py`) and measure it on knowledge bases that were held out.

`python -m training.risk.classifier` writes `resources/models/routing/risk.json`. Needs scikit-learn
(`training/requirements-words.txt`). Golden tickets and parts `held_out` and `fresh` of `tests/data/risk` are not read.
"""

from __future__ import annotations

import argparse
import base64
import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt
from corpora.reading import ROOT, shared_folder
from corpora.risk import PLAIN, negatives, tickets
from corpora.unseen import NEVER_LEARNT
from sklearn.linear_model import LogisticRegression

from citewell.application.models.resources import RISK
from citewell.application.policies.policies import Policies
from citewell.governance.policy.phrases import PhraseSet, tokens_of
from citewell.models.clients import ProcessEmbedder, ProcessReranker
from citewell.models.descriptions import EMBEDDER, RERANKER
from citewell.pipeline.routing.risk import WITH_WORDS
from citewell.pipeline.routing.risk_classifier import meaning_of
from citewell.settings.resources import resources_dir
from training.risk.common import near_tickets, whole_tickets, written
from training.tickets.reading import read_bank
from training.words import fit_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from citewell.domain.ports import Embedder

WEIGHTS: Final = {"bank": 1.0, "whole": 1.0, "near": 1.0, "written": 0.3, "public": 0.8}
"""Of a ticket by where it comes from: `written` are mostly single sentences, the others as people write."""
EACH_SET: Final = 120
WORDS_STRENGTH, MEANING_STRENGTH = 10.0, 3.0
"""The inverse of the penalty (C)."""
SHARE: Final = 0.5
"""Of what the meaning says beside the words."""
HANDED_OVER: Final = 0.018
"""Share of the plain tickets of held-out knowledge bases that the classifier alone hands over."""
READER: Final = 0.3
READER_BIAS: Final = 0.3
"""Weight of the log odds by the encoder, and bias.

On 450 tickets of nine companies that neither this classifier nor the encoder learnt from, 37 of 42 risky ones are
handed over then, and 4 of the 408 others."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A ticket, whether a person must answer it, and where it comes from."""

    text: str
    risky: bool
    source: str
    kb: str = ""


def read_examples(shared: Path, bank: Sequence[Path]) -> list[Example]:
    """The bank's tickets, our own about risks, and plain ones of public sets."""
    rng = random.Random(3)  # noqa: S311  sampling, no secret
    found = [
        Example(one.ticket, one.decision == "escalate", "bank", kb)
        for kb, ones in read_bank(*bank).tickets.items()
        for one in ones
    ]
    whole, near = ("whole", whole_tickets()), ("near", near_tickets())
    for source, part in (whole, near, ("written", written()), ("written", tickets("dev"))):
        found += [Example(text, topic != PLAIN, source) for topic, texts in part.items() for text in texts]
    for name, texts in negatives(shared / "data").items():
        if name != "golden":  # golden tickets are never trained on
            found += [Example(text, False, "public") for text in rng.sample(texts, min(EACH_SET, len(texts)))]  # noqa: FBT003
    return found


class Fitted:
    """Both regressions."""

    def __init__(self, examples: Sequence[Example], meaning: Floats) -> None:
        """Fit on `examples`; `meaning` holds a row for each."""
        risky = [one.risky for one in examples]
        weight = np.array([WEIGHTS[one.source] for one in examples])
        self.words = fit_words([one.text for one in examples], risky, weight.tolist(), WORDS_STRENGTH)
        model = LogisticRegression(C=MEANING_STRENGTH, max_iter=3000, class_weight="balanced")
        self.by_meaning = model.fit(meaning, risky, sample_weight=weight)
        self.absent = float(SHARE * self.by_meaning.decision_function(meaning).mean())

    def score(self, texts: Sequence[str], meaning: Floats) -> Floats:
        """Log odds, before the threshold is taken off."""
        return np.asarray(self.words.score(texts) + SHARE * self.by_meaning.decision_function(meaning))

    def record(self, embedder: str, threshold: float) -> dict[str, object]:
        """What ships: the threshold is taken off the bias, so that half is where it decides."""
        meaning = (SHARE * self.by_meaning.coef_[0]).astype("<f2")
        return {
            "embedder": embedder,
            "meaning_bias": round(SHARE * float(self.by_meaning.intercept_[0]), 4),
            "meaning": base64.b64encode(meaning.tobytes()).decode(),
            "absent": round(self.absent, 4),
            **self.words.record(-threshold),
        }


def names_a_risk(texts: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Whether a phrase of the packs that ship stands in each text."""
    risks = Policies(ROOT / "no-such-home").current().risks.values()
    phrases = [PhraseSet(risk.words, fuzzy=True) for risk in risks]
    return np.array([any(one.find_in(tokens_of(text)) for one in phrases) for text in texts])


def hold_out(examples: Sequence[Example], meaning: Floats) -> tuple[float, Floats]:
    """Measure on each knowledge base by a fit without it.

    Returns the threshold for `HANDED_OVER` of the plain tickets, and the scores (n; NaN without a knowledge base).
    """
    kb = np.array([one.kb for one in examples])
    risky = np.array([one.risky for one in examples])
    texts = [one.text for one in examples]
    score = np.full(len(examples), np.nan)
    for name in sorted(set(kb) - {""}):
        inside = kb == name
        rest = [one for one in examples if one.kb != name]
        fitted = Fitted(rest, meaning[~inside])
        score[inside] = fitted.score([text for text, own in zip(texts, inside, strict=True) if own], meaning[inside])
    known = kb != ""
    threshold = float(np.quantile(score[known & ~risky], 1 - HANDED_OVER))
    handed = handed_over(score - threshold, texts)
    found, wrong = [], []
    for name in sorted(set(kb) - {""}):
        inside = kb == name
        found.append(float(handed[inside & risky].mean()))
        wrong.append(float(handed[inside & ~risky].mean()))
        print(f"{name:<14} {inside.sum():>4}: risky found {found[-1]:.2f}, plain handed over {wrong[-1]:.3f}")
    pooled = handed[known & risky].mean(), handed[known & ~risky].mean()
    print(f"mean {np.mean(found):.3f}, {np.mean(wrong):.4f}; pooled {pooled[0]:.3f}, {pooled[1]:.4f}")
    return threshold, score


def handed_over(log_odds: Floats, texts: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Which tickets a person gets, by their log odds of risk and by the packs' phrases as a second sign."""
    second = names_a_risk(texts) & (log_odds >= np.log(WITH_WORDS / (1 - WITH_WORDS)))
    return np.asarray((log_odds >= 0) | second, dtype=np.bool_)


def measure_with_reader(examples: Sequence[Example], log_odds: Floats) -> None:
    """Print what is found with the encoder too, on the companies that it never learnt from."""
    reader = ProcessReranker(resources_dir() / "models" / RERANKER.folder, threads=2)
    places = [place for place, one in enumerate(examples) if one.kb in NEVER_LEARNT]
    texts = [examples[place].text for place in places]
    risky = np.array([examples[place].risky for place in places])
    read = np.array([reader.risk(text) for text in texts])
    handed = handed_over(log_odds[places] + READER * read + READER_BIAS, texts)
    print(
        f"{len(NEVER_LEARNT)} companies that the encoder never learnt from, with it: {handed[risky].sum()} of "
        f"{risky.sum()} risky ones found, {handed[~risky].sum()} of {(~risky).sum()} others handed over"
    )


def write(examples: Sequence[Example], meaning: Floats, threshold: float, folder: Path) -> None:
    """Write `risk.json` of a fit on `examples`."""
    folder.mkdir(parents=True, exist_ok=True)
    record = Fitted(examples, meaning).record(EMBEDDER.sha256, threshold)
    record |= {"reader": READER, "reader_bias": READER_BIAS}
    (folder / RISK).write_text(json.dumps(record, ensure_ascii=False) + "\n", "utf-8")


def main() -> None:
    """Fit, measure, write."""
    shared = shared_folder()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=Path, nargs="*", default=[shared / "tickets", ROOT / "training" / "tickets"])
    parser.add_argument("--output", type=Path, default=resources_dir() / "models" / "routing")
    parser.add_argument("--held-out", type=Path, help="write into NAME/ of this folder what is fitted without NAME")
    options = parser.parse_args()
    examples = read_examples(shared, options.tickets)
    embedder: Embedder = ProcessEmbedder(EMBEDDER, resources_dir() / "models" / EMBEDDER.folder, threads=2)
    meaning = np.stack([meaning_of(one.text, embedder) for one in examples]).astype(np.float64)
    print(f"{len(examples)} tickets, {sum(one.risky for one in examples)} of them risky")
    threshold, score = hold_out(examples, meaning)
    measure_with_reader(examples, score - threshold)
    write(examples, meaning, threshold, options.output)
    for name in sorted({one.kb for one in examples} - {""}) if options.held_out else ():
        rest = np.array([one.kb != name for one in examples])
        kept = [one for one in examples if one.kb != name]
        write(kept, meaning[rest], threshold, options.held_out / name)


if __name__ == "__main__":
    main()

"""The verifier with the rules around it, as ``citewell verify`` counts support: ``python -m benchmarks.verifier``.

Balanced accuracy of ``support >= SUPPORTED``: on replies of dialogue models (BEGIN, dev), on claims of Wikipedia beside
the page they cite (WiCE, dev; supported against partly and not supported), and on sentences of a bank's documents that
nothing was trained on (tau2), true or with one thing changed. The data lies under ``$CITEWELL_SHARED/data``. BEGIN's
``wow`` and ``cmu`` were trained on: give ``--folds`` three folders with models that left out fold 0, 1 and 2 to measure
them honestly.
"""

import argparse
import os
import random
import re
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpora.claims.articles import bank_articles, fold, is_claim
from corpora.claims.paraphrase import paraphrase
from corpora.claims.perturb import KINDS, Around, perturb_as
from corpora.reading import data_folder, rows

from citewell.application.models.fitted import load_fitted
from citewell.models.clients import ProcessVerifier
from citewell.models.descriptions import VERIFIER
from citewell.pipeline.checks.groundedness import SUPPORTED, SupportScorer
from citewell.settings.resources import resources_dir

LITERALS = ("number", "date", "unit")
EACH, SEED = 250, 11
PAIRS, TIMES = 20, 15
THREADS = 2
_STEP = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")


@dataclass(frozen=True, slots=True)
class Case:
    """A claim, the text that should back it, and whether it does; ``group`` is the unit of folds."""

    claim: str
    text: str
    supported: bool
    kind: str
    group: str = ""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=Path, nargs=3, help="folders of models without fold 0, 1 and 2 of BEGIN")
    parser.add_argument("--model", type=Path, default=resources_dir() / "models" / VERIFIER.folder)
    options = parser.parse_args()
    data = data_folder()
    if not data.is_dir():
        sys.exit(f"There is no data at {data}: set CITEWELL_SHARED.")
    verifier = ProcessVerifier(options.model, threads=THREADS)
    cases = begin(data)
    for part in ("wow", "cmu", "tc"):
        own = [case for case in cases if case.kind == part]
        told(f"BEGIN dev, {part}{'' if part == 'tc' else ', trained on'}", own, supports(verifier, own))
    told("BEGIN dev", cases, supports(verifier, cases))
    if options.folds:
        _cross_fitted([case for case in cases if case.kind != "tc"], options.folds)
    pages = wice(data)
    told("WiCE dev", pages, supports(verifier, pages))
    literal = perturbed(data, LITERALS, EACH)
    told("perturbed literals", literal, supports(verifier, literal))
    every = perturbed(data, tuple(KINDS), EACH)
    scores = supports(verifier, every)
    told("perturbed in any way", every, scores)
    for kind in KINDS:
        caught = [s < SUPPORTED for case, s in zip(every, scores, strict=True) if case.kind == kind]
        if caught:
            print(f"  {kind:<10} {sum(caught):>3} of {len(caught):>3} found to be unsupported")
    timed = [*random.Random(SEED).sample(cases, PAIRS * TIMES // 2), *literal[: PAIRS * TIMES // 2]]  # noqa: S311
    random.Random(SEED).shuffle(timed)  # noqa: S311
    _time(verifier, timed)
    verifier.process.close()


def told(name: str, cases: Sequence[Case], scores: Sequence[float]) -> None:
    """Print the balanced accuracy, and both halves of it."""
    kept = [s >= SUPPORTED for case, s in zip(cases, scores, strict=True) if case.supported]
    caught = [s < SUPPORTED for case, s in zip(cases, scores, strict=True) if not case.supported]
    shares = (sum(kept) / len(kept), sum(caught) / len(caught))
    print(
        f"{name:<28} balanced accuracy {sum(shares) / 2:.3f}   "
        f"supported kept {shares[0]:.3f} of {len(kept)}, others found {shares[1]:.3f} of {len(caught)}"
    )


def supports(verifier: ProcessVerifier, cases: Sequence[Case]) -> list[float]:
    """Support of each case."""
    scorer = SupportScorer(verifier, load_fitted().support)
    return scorer.score([case.claim for case in cases], [[case.text] for case in cases])


def begin(data: Path) -> list[Case]:
    """Replies; only fully attributable ones count as supported."""
    return [
        Case(
            row["response"],
            row["evidence"],
            row["label"] == "Fully attributable",
            row["source"],
            f"begin/{row['evidence'][:60]}",
        )
        for row in rows(data / "groundedness" / "begin_dev.jsonl")
    ]


def wice(data: Path) -> list[Case]:
    """Claims beside the whole page."""
    return [
        Case(row["claim"], "\n".join(row["evidence_sentences"]), row["label"] == "supported", "wice")
        for row in rows(data / "groundedness" / "wice_dev.jsonl")
    ]


def perturbed(data: Path, kinds: Sequence[str], count: int) -> list[Case]:
    """Sentences of the bank's documents, half of them reworded, each with a false twin of one of ``kinds``."""
    rng = random.Random(SEED)  # noqa: S311
    articles = bank_articles(data)
    spots = [(article, i) for article in articles for i, piece in enumerate(article.pieces) if is_claim(piece)]
    rng.shuffle(spots)
    far = [article.pieces[i] for article, i in spots]
    found: list[Case] = []
    for article, i in spots:
        if len(found) >= 2 * count:
            break
        sentence = _STEP.sub("", article.pieces[i])
        around = Around(" ".join(article.pieces[max(0, i - 4) : i + 5]), rng.sample(far, 12))
        true = paraphrase(sentence, rng) if rng.random() < 0.5 else sentence
        tried = ((kind, perturb_as(kind, true, around, rng)) for kind in rng.sample(kinds, len(kinds)))
        kind, changed = next(((kind, found) for kind, found in tried if found), ("", None))
        if changed:
            text = "\n".join([article.title, *article.pieces])
            found.append(Case(true, text, supported=True, kind="true"))
            found.append(Case(changed[0], text, supported=False, kind=kind))
    return found


def _cross_fitted(cases: Sequence[Case], folders: Sequence[Path]) -> None:
    """Each fold by the model that left it out."""
    scores: dict[Case, float] = {}
    for number, folder in enumerate(folders):
        own = [case for case in cases if fold(case.group) == number]
        verifier = ProcessVerifier(folder, threads=THREADS)
        scores |= zip(own, supports(verifier, own), strict=True)
        verifier.process.close()
    for part in ("wow", "cmu"):
        own = [case for case in cases if case.kind == part]
        told(f"BEGIN dev, {part}, left out", own, [scores[case] for case in own])
    told("BEGIN dev, both, left out", cases, [scores[case] for case in cases])


def _time(verifier: ProcessVerifier, cases: Sequence[Case]) -> None:
    taken = []
    for start in range(0, len(cases), PAIRS):
        part = cases[start : start + PAIRS]
        scorer = SupportScorer(verifier, load_fitted().support)
        began = time.perf_counter()
        scorer.score([case.claim for case in part], [[case.text] for case in part])
        taken.append((time.perf_counter() - began) * 1000)
    middle, best = statistics.median(taken), min(taken)
    print(f"{PAIRS} pairs in one call: median {middle:.0f} ms, best {best:.0f} ms (load {os.getloadavg()[0]:.1f})")


if __name__ == "__main__":
    main()

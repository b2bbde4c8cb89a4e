"""Fit the confidence of a draft (`pipeline/routing/confidence.py`) on whole drafts, and measure it on sources left out.

Each case of `cases.py` is drafted as the product drafts it; the draft is right where the decision is, where one of the
passages that answer is cited, and where every factual sentence is supported.
"""

from __future__ import annotations

import argparse
import math
import pickle
import random
import tempfile
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from corpora.reading import data_folder

from citewell.application.app import App
from citewell.application.drafting.pipelines import assemble
from citewell.bootstrap.container import Choices
from citewell.bootstrap.models import ProcessModels
from citewell.bootstrap.open_home import open_app
from citewell.domain.drafts import Decision, Draft, ModelUse, Ticket
from citewell.domain.errors import ModelError
from citewell.domain.tiers import Placement
from citewell.evaluation.scores.statistics import expected_calibration_error, reliability
from citewell.pipeline.routing.confidence import HIGHEST, LOWEST, NAMES, Confidence, ConfidenceWeights, DraftSigns
from citewell.settings.home import Home
from training import fits, logistic
from training.decision.cases import Case, index_cases, read_cases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from citewell.application.app import App
    from citewell.domain.generation import GenerationRequest, Token
    from citewell.domain.progress import CancelToken
    from citewell.pipeline.routing.routing import TeamShift

RIDGE, BIAS_RIDGE = 3.0, 0.01
LEAST: Final = 40
"""Drafts of a decision that its own weights take."""
SKIPPED: Final = ("tau2_banking",)


@dataclass(frozen=True, slots=True)
class Drafted:
    """A case as it was drafted."""

    source: str
    signs: DraftSigns
    right: bool


class Keeping(Confidence):
    """Keeps the signs of each draft."""

    def __init__(self, weights: ConfidenceWeights) -> None:
        """Begin with none."""
        super().__init__(weights)
        self.seen: list[DraftSigns] = []

    def of(self, signs: DraftSigns, shift: TeamShift) -> float:
        """Keep, and go on."""
        self.seen.append(signs)
        return super().of(signs, shift)


class Silent:
    """A language model that writes nothing, so that the sources' own sentences are drafted (fast)."""

    use = ModelUse("silent", "style", "", "")
    context_tokens = 2048

    def placement(self) -> Placement:
        """Nowhere."""
        return Placement()

    def count(self, texts: Sequence[str]) -> list[int]:
        """About right."""
        return [len(text) // 4 for text in texts]

    def generate(self, request: GenerationRequest, cancel: CancelToken) -> Iterator[Token]:  # noqa: ARG002  never writes
        """Never."""
        raise ModelError("no model")


def is_right(case: Case, draft: Draft) -> bool:
    """Whether a draft is right."""
    if draft.decision is not case.decision:
        return False
    if draft.decision is not Decision.ANSWER:
        return True
    cited = {citation.document for citation in draft.citations}
    factual = [sentence for sentence in draft.sentences if sentence.factual]
    return bool(cited & set(case.gold)) and all(sentence.supported for sentence in factual)


def fit(drafted: Sequence[Drafted]) -> dict[Decision, tuple[float, ...]]:
    """Weights by decision, every source with the same weight."""
    found: dict[Decision, tuple[float, ...]] = {}
    for decision in (Decision.ANSWER, Decision.CLARIFY, Decision.REFUSE):
        of = [one for one in drafted if one.signs.decision is decision]
        if len(of) < LEAST:
            continue
        sizes: dict[str, int] = defaultdict(int)
        for one in of:
            sizes[one.source] += 1
        weight = np.array([len(of) / len(sizes) / max(8, sizes[one.source]) for one in of])
        x = np.array([one.signs.values for one in of])
        y = np.array([float(one.right) for one in of])
        w = logistic.fit(x, y, weight, RIDGE, BIAS_RIDGE)
        found[decision] = tuple(round(float(value), 3) for value in w)
    return found


def confidence(weights: dict[Decision, tuple[float, ...]], signs: DraftSigns) -> float:
    """As the product computes it."""
    row = weights.get(signs.decision)
    if row is None:
        return 0.8
    value = row[-1] + sum(w * x for w, x in zip(row, signs.values, strict=False))
    return min(HIGHEST, max(LOWEST, 1 / (1 + math.exp(-value))))


def error(weights: dict[Decision, tuple[float, ...]], drafted: Sequence[Drafted]) -> float:
    """Expected calibration error, 10 bins of equal mass."""
    return expected_calibration_error(
        reliability([confidence(weights, one.signs) for one in drafted], [one.right for one in drafted])
    )


def draft_all(options: argparse.Namespace) -> list[Drafted]:
    """Draft every case."""
    with tempfile.TemporaryDirectory() as scratch:
        choices = Choices(models=partial(ProcessModels, reranker=options.judge))
        services = open_app(Home(Path(scratch)), scratch=True, choices=choices)
        cases = [*read_cases(options.data, options.templates), *index_cases(options.data, services)]
        chosen: list[Case] = []
        by_source: dict[str, list[Case]] = defaultdict(list)
        for case in cases:
            by_source[case.source].append(case)
        rng = random.Random(3)  # noqa: S311  sampling, no secret
        for source, of in sorted(by_source.items()):
            if source not in SKIPPED:
                chosen += rng.sample(of, min(options.each, len(of)))
        drafted = list(_drafted(services, chosen, options.extractive))
        services.close()
    return drafted


def _drafted(services: App, cases: Sequence[Case], extractive: bool) -> Iterator[Drafted]:  # noqa: FBT001  an option
    keeping = Keeping(services.fitted.confidence)
    generator = Silent() if extractive else None
    parts = replace(services.parts, confidence=keeping)
    if generator is not None:
        parts = replace(parts, generators=lambda _mode: generator)
    drafter = assemble(parts)
    for number, case in enumerate(cases):
        before = len(keeping.seen)
        draft = drafter.run(Ticket(case.ticket, passages=case.passages))
        yield from (Drafted(case.source, signs, is_right(case, draft)) for signs in keeping.seen[before:])
        if number % 50 == 0:
            print(number, case.source, flush=True)


def main() -> None:
    """Draft, fit, measure by left-out source, and print the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=data_folder())
    parser.add_argument("--templates", type=Path, help="the drafter's data (python -m training.drafter.data --out)")
    parser.add_argument("--judge", type=Path, help="folder of another judge than the one that ships")
    parser.add_argument("--each", type=int, default=45, help="cases of each source")
    parser.add_argument("--extractive", action="store_true", help="without the language model: fast")
    parser.add_argument("--drafted", type=Path, help="keep the drafts in this file, or take them up")
    parser.add_argument("--fitted", type=Path, default=fits.FOLDER / "confidence.json", help="the file of the weights")
    options = parser.parse_args()
    if options.drafted and options.drafted.exists():
        drafted: list[Drafted] = pickle.loads(options.drafted.read_bytes())  # noqa: S301  our own file
    else:
        drafted = draft_all(options)
        if options.drafted:
            options.drafted.write_bytes(pickle.dumps(drafted))
    for source in sorted({one.source for one in drafted}):
        inside = [one for one in drafted if one.source == source]
        weights = fit([one for one in drafted if one.source != source])
        said = np.mean([confidence(weights, one.signs) for one in inside])
        right = np.mean([one.right for one in inside])
        figures = f"right {right:.2f}, said {said:.2f}, error {error(weights, inside):.3f}"
        print(f"{source:<14} {len(inside):>4} drafts, {figures}")
    weights = fit(drafted)
    print(f"all: error {error(weights, drafted):.3f}", NAMES)
    for decision, row in weights.items():
        print(decision, row)
    rows = {decision.value: fits.named((*NAMES, "bias"), row) for decision, row in weights.items()}
    data = f"{len(drafted)} drafts of {len({one.source for one in drafted})} sources"
    fits.write(options.fitted, rows, module="training.decision.confidence", data=data)


if __name__ == "__main__":
    main()

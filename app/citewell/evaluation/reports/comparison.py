"""Compare two runs ticket by ticket: which got better, which worse, and in what."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from citewell.domain.drafts import Decision
from citewell.evaluation.runs import Run
from citewell.evaluation.scores.scoring import REFERENCE, Row


class Aspect(StrEnum):
    """In what a draft can be better or worse."""

    DECISION = "decision"
    GOLD = "gold cited"
    FACTS = "facts stated"
    FORBIDDEN = "forbidden facts"
    GROUNDED = "grounded accuracy"
    STYLE = "style"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that got better or worse, in words."""

    aspect: Aspect
    words: str


@dataclass(frozen=True, slots=True)
class Change:
    """What changed in one ticket."""

    id: str
    mode: str
    better: tuple[Difference, ...] = ()
    worse: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """One ticket in two runs."""

    before: Row
    after: Row


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs side by side: the tickets that changed, and those that cannot be compared.

    ``missing`` are in the run before alone, ``added`` in the one after alone; ``edited`` say or expect something else
    now. All are ``mode: id``.
    """

    pairs: tuple[Pair, ...]
    changes: tuple[Change, ...]
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()


def compare_runs(before: Run, after: Run) -> Comparison:
    """Compare the modes that both runs have."""
    modes = [mode for mode in after.modes if mode in before.modes]
    old = {(row.mode, row.id): row for row in before.rows if row.mode in modes}
    new = {(row.mode, row.id): row for row in after.rows if row.mode in modes}
    common = [key for key in new if key in old]
    pairs = tuple(Pair(old[key], new[key]) for key in common if old[key].digest == new[key].digest)
    changes = [
        Change(
            pair.after.id,
            pair.after.mode,
            better=tuple(_gains(worse=pair.before, better=pair.after)),
            worse=tuple(_losses(pair.before, pair.after)),
        )
        for pair in pairs
    ]
    return Comparison(
        pairs=pairs,
        changes=tuple(change for change in changes if change.better or change.worse),
        missing=tuple(f"{mode}: {name}" for mode, name in old if (mode, name) not in new),
        added=tuple(f"{mode}: {name}" for mode, name in new if (mode, name) not in old),
        edited=tuple(f"{mode}: {name}" for mode, name in common if old[mode, name].digest != new[mode, name].digest),
    )


def _gains(*, worse: Row, better: Row) -> Iterator[Difference]:
    """What the later row does right and the earlier one did not."""
    old, new = worse.score, better.score
    if new.decision_right and not old.decision_right:
        yield Difference(Aspect.DECISION, f"{better.decision} is right, where it was {_decision(worse)}")
    if new.gold_cited and not old.gold_cited:
        yield Difference(Aspect.GOLD, "cites a gold document")
    for fact in sorted(set(new.facts_stated) & set(old.facts_missing)):
        yield Difference(Aspect.FACTS, f"states {quoted(fact)}")
    for fact in sorted(set(old.forbidden_stated) - set(new.forbidden_stated)):
        yield Difference(Aspect.FORBIDDEN, f"no longer states {quoted(fact)}")
    if _backed(better) > _backed(worse):
        yield Difference(Aspect.GROUNDED, _backed_words(worse, better))
    if new.style_rules:
        for rule in sorted(set(old.style_broken) - set(new.style_broken)):
            yield Difference(Aspect.STYLE, f"follows {rule}")


def _losses(before: Row, after: Row) -> Iterator[Difference]:
    """What the earlier row did right and the later one does not."""
    old, new = before.score, after.score
    if old.decision_right and not new.decision_right:
        what = f"no draft ({after.error})" if after.error else after.decision
        yield Difference(Aspect.DECISION, f"{what}, where {before.decision} was right")
    if old.gold_cited and not new.gold_cited:
        yield Difference(Aspect.GOLD, "cites no gold document any more")
    for fact in sorted(set(old.facts_stated) & set(new.facts_missing)):
        yield Difference(Aspect.FACTS, f"no longer states {quoted(fact)}")
    for fact in sorted(set(new.forbidden_stated) - set(old.forbidden_stated)):
        yield Difference(Aspect.FORBIDDEN, f"states {quoted(fact)}, which it must never state")
    if _backed(after) < _backed(before):
        yield Difference(Aspect.GROUNDED, _backed_words(before, after))
    for rule in sorted(set(new.style_broken) - set(old.style_broken)):
        yield Difference(Aspect.STYLE, f"breaks {rule}")


def lost_refusal(pair: Pair) -> bool:
    """Whether a refusal that was right became something that is not."""
    refused = pair.before.decision == Decision.REFUSE and pair.before.score.decision_right
    return refused and not pair.after.score.decision_right


def quoted(fact: str) -> str:
    """A fact in quotes; the facts of a reference answer have no words of their own."""
    return fact if fact == REFERENCE else f"“{fact}”"


def _decision(row: Row) -> str:
    return row.decision or "no draft"


def _backed(row: Row) -> float:
    return row.score.supported / row.score.factual if row.score.factual else 1.0


def _backed_words(before: Row, after: Row) -> str:
    old, new = before.score, after.score
    return f"{new.supported} of {new.factual} sentences backed, where it was {old.supported} of {old.factual}"

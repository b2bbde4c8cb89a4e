"""The data set of a style: masked, deduplicated, versioned examples out of the edit log, and what was left out."""

import hashlib
import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from citewell.domain.digests import sha256_hex
from citewell.domain.learning import RetiredPhrase, Suggestion
from citewell.governance.text.retired_phrases import without_retired
from citewell.learning.edits.alignment import align
from citewell.learning.edits.anonymization import mask_pair
from citewell.learning.edits.changes import find_changes, house_sentences
from citewell.learning.edits.duplicates import collapse
from citewell.learning.edits.names import Names, find_names
from citewell.learning.edits.pairs import Edit
from citewell.learning.edits.reasons import labels_of
from citewell.learning.edits.suggestions import suggestions_of
from citewell.learning.edits.tone import tone_part
from citewell.learning.rules.house_rules import Rule, find_rules, follows_all

HELD_OUT = 0.12
"""Share of the drafts that a style is measured on and never trained on."""
STRONG = 0.85
"""A rule that so many finals follow makes the few that do not mistakes rather than examples."""


@dataclass(frozen=True, slots=True)
class Example:
    """One style example: what the styler is given, and what it should make of it, masked, marks included."""

    draft_id: str
    at: str
    user: str
    completion: str
    reasons: tuple[str, ...] = ()
    held_out: bool = False

    @property
    def unchanged(self) -> bool:
        """Whether it teaches to leave a text as it is."""
        return self.user == self.completion


@dataclass(frozen=True, slots=True)
class StyleData:
    """A data set. ``reasons`` and ``excluded`` count drafts; ``rules`` are what the edits share."""

    examples: tuple[Example, ...]
    rules: tuple[Rule, ...]
    suggestions: tuple[Suggestion, ...]
    reasons: Counter[str]
    excluded: Counter[str]
    seed: int = 0

    @property
    def training(self) -> tuple[Example, ...]:
        """The examples that are trained on."""
        return tuple(example for example in self.examples if not example.held_out)

    @property
    def held_out(self) -> tuple[Example, ...]:
        """The examples that a style is measured on."""
        return tuple(example for example in self.examples if example.held_out)

    @property
    def edited(self) -> int:
        """Examples in which the agent changed something."""
        return sum(not example.unchanged for example in self.examples)

    @property
    def version(self) -> str:
        """The sha256 of the ordered examples, the held-out part marked."""
        whole = hashlib.sha256()
        for example in self.examples:
            line = [example.user, example.completion, example.held_out]
            whole.update((json.dumps(line, ensure_ascii=False) + "\n").encode())
        return whole.hexdigest()

    def record(self) -> dict[str, object]:
        """Counts, dates and rules as JSON; no text of any draft."""
        times = sorted(example.at for example in self.examples)
        return {
            "version": self.version,
            "examples": len(self.examples),
            "edited": self.edited,
            "held_out": len(self.held_out),
            "seed": self.seed,
            "from": times[0] if times else None,
            "to": times[-1] if times else None,
            "reasons": dict(self.reasons.most_common()),
            "excluded": dict(self.excluded.most_common()),
            "rules": [rule.record() for rule in self.rules],
        }


def build_data(
    edits: Sequence[Edit], retired: Sequence[RetiredPhrase] = (), excluded: Counter[str] | None = None, *, seed: int = 0
) -> StyleData:
    """The data set of ``edits``, in their order; ``excluded`` counts what was left out before."""
    left_out = Counter(excluded or {})
    reasons: Counter[str] = Counter()
    suggestions: list[Suggestion] = []
    house = house_sentences((edit.draft, edit.final) for edit in edits if edit.draft != edit.final)
    names = find_names([edit.final for edit in edits])
    examples: list[Example] = []
    for edit, named in zip(edits, names, strict=True):
        made = _example(edit, named, house, suggestions)
        reasons.update(made.reasons or ("none",))
        completion = without_retired(made.completion, retired) if made.completion else ""
        if completion:
            examples.append(replace(made, completion=completion))
        else:
            left_out["retired phrase" if made.completion else "another answer, not another tone"] += 1
    kept = _newest(examples, left_out)
    rules = find_rules([(example.user, example.completion) for example in kept])
    kept = _without_outliers(kept, rules, left_out)
    kept = _balanced(kept, left_out)
    return StyleData(_held_out(kept, seed), rules, tuple(suggestions), reasons, +left_out, seed)


def _example(edit: Edit, names: Names, house: frozenset[str], suggestions: list[Suggestion]) -> Example:
    """The style example of an edit, with an empty completion where there is none; its suggestions are appended."""
    labels = edit.labels
    if not edit.unchanged:
        seen = align(edit.shown, edit.final)
        changes = find_changes(seen, house)
        suggestions.extend(suggestions_of(edit, seen, changes))
        labels = labels or labels_of(seen, changes)
    if edit.draft == edit.final:
        completion = edit.draft
    else:
        alignment = align(edit.draft, edit.final)
        completion = tone_part(alignment, find_changes(alignment, house)) or ""
    user, completion = mask_pair(edit.draft, completion, names)
    return Example(edit.draft_id, edit.at, user, completion, labels)


def _newest(examples: Sequence[Example], left_out: Counter[str]) -> list[Example]:
    """One example for drafts that say nearly the same: the one edited last; the order of the log stays."""
    newest = sorted(range(len(examples)), key=lambda i: examples[i].at, reverse=True)
    kept = collapse([examples[i].user for i in newest])
    left_out["near-duplicate of a newer one"] += len(examples) - len(kept)
    return [examples[i] for i in sorted(newest[place] for place in kept)]


def _without_outliers(examples: Sequence[Example], rules: Sequence[Rule], left_out: Counter[str]) -> list[Example]:
    """Without the few examples that break what nearly all others share, drafts accepted as they were among them."""
    strong = [rule for rule in rules if rule.support >= STRONG]
    kept = [example for example in examples if follows_all(strong, example.completion)]
    if len(kept) < len(examples) / 2:  # rules that hold one by one and seldom together
        kept = [example for example in examples if not example.unchanged or follows_all(strong, example.completion)]
    left_out["breaks what nearly all edits share"] += len(examples) - len(kept)
    return kept


def _balanced(examples: Sequence[Example], left_out: Counter[str]) -> list[Example]:
    """At most as many unchanged examples as changed ones, the newest: they teach no more than to leave a text alone."""
    changed = sum(not example.unchanged for example in examples)
    unchanged = [i for i, example in enumerate(examples) if example.unchanged]
    spare = set(unchanged[: max(0, len(unchanged) - changed)]) if changed else set(unchanged)
    left_out["accepted unchanged, more than needed"] += len(spare)
    return [example for i, example in enumerate(examples) if i not in spare]


def _held_out(examples: Sequence[Example], seed: int) -> tuple[Example, ...]:
    """``examples`` with a share of them marked, chosen by seed and draft, so that most stay there as the log grows."""
    ordered = sorted(examples, key=lambda e: sha256_hex(f"{seed}:{e.draft_id}"))
    chosen = {example.draft_id for example in ordered[: math.ceil(HELD_OUT * len(ordered))]}
    return tuple(replace(example, held_out=example.draft_id in chosen) for example in examples)

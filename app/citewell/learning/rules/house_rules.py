"""House rules that a team's edits share, found by counting over drafts and finals, and told in words.

A rule is a thing that most finals have and drafts have not, or the reverse. Rules measure what a style has learned and
explain it to the team; nothing is rewritten by them.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final

from citewell.learning.rules.features import FEATURES, Tokens, tokens
from citewell.learning.rules.word_rules import Replacement, find_replacements, is_replaced
from citewell.pipeline.generation.citations import strip_marks

SUPPORT: Final = 0.6
"""Share of the finals that follow a rule."""
CONTRAST: Final = 0.3
"""By how much that is more than the drafts that follow it by themselves."""
EDGE_TOKENS: Final = 14
"""Of a greeting or a closing that are compared; a mark counts as a token."""
SAME_TOKENS: Final = 3
"""So many tokens in a row as in the draft are the draft's own."""
STEADY: Final = 0.9
"""A longer greeting is taken while it keeps this part of the support of a shorter one."""
REMOVED: Final = 0.8
"""Share of the drafts with a thing whose finals are without it."""
LEAST_DRAFTS, LEAST_SHARE = 5, 0.03
"""So many drafts (a number, and a share of all) must show what is removed or replaced."""
MOST_RULES: Final = 12

Pair = tuple[str, str]
"""A draft and its final text."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``kind`` is opening, closing, without, with or instead.

    ``support`` is the share of the finals it concerns that follow it, ``drafts`` that of the drafts.
    """

    kind: str
    name: str
    words: str
    support: float
    drafts: float
    test: Callable[[str], bool] = field(compare=False, repr=False)

    def follows(self, text: str) -> bool:
        """Whether ``text`` (citation marks or none) follows it."""
        return self.test(strip_marks(text))

    def record(self) -> dict[str, object]:
        """As JSON."""
        return {
            "kind": self.kind,
            "name": self.name,
            "rule": self.words,
            "support": round(self.support, 3),
            "drafts": round(self.drafts, 3),
        }


def find_rules(pairs: Sequence[Pair]) -> tuple[Rule, ...]:
    """The rules that ``pairs`` share, strongest first within each kind; pairs that do not differ count for nothing."""
    plain = [(strip_marks(draft).strip(), strip_marks(final).strip()) for draft, final in pairs]
    plain = [(draft, final) for draft, final in plain if draft.split() != final.split()]
    if len(plain) < LEAST_DRAFTS:
        return ()
    read = [(tokens(draft), tokens(final)) for draft, final in plain]
    edges = [rule for rule in (_edge(read, plain, last=False), _edge(read, plain, last=True)) if rule is not None]
    bodies = _without_edges(read, edges)
    features = _features(plain, bodies)
    banned = [rule for rule in features if rule.kind == "without"]
    replaced = [
        _replacement(found)
        for found in find_replacements(bodies, LEAST_DRAFTS, LEAST_SHARE)
        if all(rule.follows(found.old) for rule in banned)  # 'it is' for "it's" is told by 'no contractions'
    ]
    return tuple([*edges, *features, *replaced][:MOST_RULES])


def share_following(rules: Sequence[Rule], texts: Sequence[str]) -> dict[str, float]:
    """The share of ``texts`` that follow each rule, by its words, and ``all``."""
    if not texts:
        return {}
    shares = {rule.words: sum(rule.follows(text) for text in texts) / len(texts) for rule in rules}
    return {**shares, "all": sum(follows_all(rules, text) for text in texts) / len(texts)}


def follows_all(rules: Sequence[Rule], text: str) -> bool:
    """Whether ``text`` follows every rule."""
    return all(rule.follows(text) for rule in rules)


# --- greeting and closing -----------------------------------------------------------------------------------------


def _edge(read: Sequence[tuple[Tokens, Tokens]], plain: Sequence[Pair], *, last: bool) -> Rule | None:
    """What most finals begin or end with, and the drafts do not."""
    finals = [_added(_from(draft.words, last=last), _from(final.words, last=last)) for draft, final in read]
    chosen: tuple[str, ...] = ()
    first_support = 0.0
    for size in range(1, EDGE_TOKENS + 1):
        counts: dict[tuple[str, ...], int] = {}
        for words in finals:
            if len(words) >= size:
                counts[words[:size]] = counts.get(words[:size], 0) + 1
        best = max(counts, key=lambda words: counts[words], default=())
        support = counts.get(best, 0) / len(finals)
        first_support = first_support or support
        if support < SUPPORT or support < STEADY * first_support or best[:-1] != chosen:
            break
        chosen = best
    while last and chosen and not any(c.isalnum() for c in chosen[-1]):
        chosen = chosen[:-1]  # a mark before the closing belongs to the sentence before it
    if not any(c.isalnum() for word in chosen for c in word):
        return None
    return _edge_rule(chosen, plain, last=last)


def _added(draft: tuple[str, ...], final: tuple[str, ...]) -> tuple[str, ...]:
    """The tokens that ``final`` begins with before it goes on as ``draft`` does."""
    blocks = SequenceMatcher(None, draft, final, autojunk=False).get_matching_blocks()
    return final[: next((block.b for block in blocks if block.size >= SAME_TOKENS), len(final))]


def _edge_rule(chosen: tuple[str, ...], plain: Sequence[Pair], *, last: bool) -> Rule | None:
    def test(text: str) -> bool:
        return _matches(chosen, _from(tokens(text).words, last=last))

    support = sum(test(final) for _, final in plain) / len(plain)
    drafts = sum(test(draft) for draft, _ in plain) / len(plain)
    if support - drafts < CONTRAST:
        return None
    shown = _shown(_from(chosen, last=last))
    told = f"Finals {'end' if last else 'begin'} with '{shown}' ({support:.0%})"
    return Rule("closing" if last else "opening", shown, told, support, drafts, test)


def _from(words: tuple[str, ...], *, last: bool) -> tuple[str, ...]:
    return words[::-1] if last else words


def _matches(wanted: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether ``words`` begin with ``wanted``; a placeholder stands for itself, up to three words, or nothing."""
    if not wanted:
        return True
    if not wanted[0].startswith("<"):
        return bool(words) and words[0] == wanted[0] and _matches(wanted[1:], words[1:])
    return any(_matches(wanted[1:], words[skip:]) for skip in range(min(4, len(words) + 1)))


def _shown(words: Sequence[str]) -> str:
    """Tokens as a person writes them."""
    text = " ".join(words)
    return re.sub(r"\s+([,.!?:;…)])", r"\1", text)


def _without_edges(read: Sequence[tuple[Tokens, Tokens]], edges: Sequence[Rule]) -> list[Pair]:
    """Drafts and finals without the greeting and the closing that were found, so that these count once."""
    bodies: list[Pair] = []
    for draft, final in read:
        start, end = 0, len(final.text)
        for rule in edges:
            if not rule.test(final.text):
                continue
            count = len(tokens(rule.name).words)
            if rule.kind == "opening" and len(final.ends) >= count:
                start = final.ends[count - 1]
            elif rule.kind == "closing" and len(final.starts) >= count:
                end = final.starts[-count]
        bodies.append((draft.text, final.text[start : max(start, end)].strip()))
    return bodies


# --- things that are there or not, and words instead of others --------------------------------------------------------


def _features(plain: Sequence[Pair], bodies: Sequence[Pair]) -> list[Rule]:
    rules: list[Rule] = []
    total = len(plain)
    least = max(LEAST_DRAFTS, LEAST_SHARE * total)
    for feature in FEATURES:
        had = [final for draft, final in plain if feature.test(draft)]
        without = sum(not feature.test(final) for final in had)
        finals = sum(feature.test(final) for _, final in bodies) / total
        drafts = len(had) / total
        if len(had) >= least and without >= REMOVED * len(had) and finals <= 1 - REMOVED:
            support = without / len(had)
            words = f"Finals hold no {feature.name} ({support:.0%} of {len(had)} drafts that held some)"
            rules.append(Rule("without", feature.name, words, support, 1 - drafts, _negated(feature.test)))
        elif finals >= SUPPORT and finals - drafts >= CONTRAST:
            words = f"Finals hold {feature.name} ({finals:.0%})"
            rules.append(Rule("with", feature.name, words, finals, drafts, feature.test))
    return rules


def _negated(test: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda text: not test(text)


def _replacement(found: Replacement) -> Rule:
    instead = f"'{found.new}' instead of '{found.old}'" if found.new else f"no '{found.old}'"
    words = f"Finals say {instead} ({found.support:.0%} of {found.count})"
    return Rule("instead", found.old, words, found.support, 0.0, lambda text: is_replaced(found, text))

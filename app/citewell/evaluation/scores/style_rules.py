"""Style rules: what a draft's wording must follow, each one checkable by code."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from citewell.evaluation.scores.fact_match import says
from citewell.governance.text.sentences import split_sentences
from citewell.pipeline.generation.citations import strip_marks

TEXT_RULES = ("starts_with", "ends_with", "contains")
"""Rules whose value is a text, or a list of texts of which any will do."""
EACH_RULES = ("never", "matches")
"""Rules whose value is a text or a list of texts, each of which is a rule of its own."""
NUMBER_RULES = ("max_words", "min_words", "max_sentences")
RULES = (*TEXT_RULES, *EACH_RULES, *NUMBER_RULES)


@dataclass(frozen=True, slots=True)
class StyleRule:
    """One rule: ``kind`` is one of ``RULES``; ``values`` are texts (any of them) or one number as text."""

    kind: str
    values: tuple[str, ...]

    def __str__(self) -> str:
        quoted = self.values if self.kind in NUMBER_RULES else [f"'{value}'" for value in self.values]
        return f"{self.kind} {' or '.join(quoted)}"


def broken_rules(text: str, rules: Iterable[StyleRule]) -> tuple[StyleRule, ...]:
    """The rules that ``text`` does not follow. Citation marks, case and white space at line ends do not count."""
    plain = "\n".join(line.strip() for line in strip_marks(text).strip().splitlines())
    return tuple(rule for rule in rules if not _follows(plain, rule))


def _follows(plain: str, rule: StyleRule) -> bool:  # noqa: PLR0911  a table of rules
    folded = plain.casefold()
    match rule.kind:
        case "starts_with":
            return any(folded.startswith(value.casefold()) for value in rule.values)
        case "ends_with":
            return any(folded.endswith(value.strip().casefold()) for value in rule.values)
        case "contains":
            return any(says(plain, value) for value in rule.values)
        case "never":
            return not any(says(plain, value) for value in rule.values)
        case "matches":
            return all(re.search(value, plain) for value in rule.values)
        case "max_words":
            return len(plain.split()) <= int(rule.values[0])
        case "min_words":
            return len(plain.split()) >= int(rule.values[0])
        case _:
            return len(split_sentences(plain)) <= int(rule.values[0])

"""The window's words for policy packs: rules, trials, and what became of the pack in the editor."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from citewell.application.policies.own_pack import PackCheck, RiskFound, Trial
from citewell.desktop.widgets.wording import count
from citewell.governance.policy.packs import RuleKind

EMPTY = "Paste a reply to see what it breaks, or a customer’s message to see whether it is handed to a person."
RULE_KINDS: Mapping[RuleKind, str] = MappingProxyType(
    {
        RuleKind.FORBID: "Not said",
        RuleKind.DISCLAIMER: "Disclaimer",
        RuleKind.LIMIT: "Limit",
        RuleKind.STRUCTURE: "Structure",
    }
)
NO_RULE = "No rule is in force until the pack is mended."
NOTHING_DRAFTED = "Nothing is drafted until this is mended."
UNSAVED = "The editor holds your text of last time, which was not saved yet."
SAVED = "Saved. These rules hold from the next draft on."
CHANGED_ELSEWHERE = "Another program changed this file since it was opened here. Nothing was written."


def risk_words(risks: Sequence[RiskFound]) -> str:
    """Who answers a text as a ticket, and why."""
    first = risks[0]
    also = ", ".join(one.risk.name for one in risks[1:])
    how = "says" if first.by_words else f"means ({first.probability:.0%})"
    more = f" Also: {also}." if also else ""
    return f"As a ticket: {first.risk.name}, to {first.risk.to}. It {how} “{first.quote}”.{more}"


def trial_words(trial: Trial) -> tuple[str, str]:
    """What a trial found, and its tone."""
    as_ticket = "" if trial.risks else "As a ticket: drafted, no risk found. "
    found = f"{count(len(trial.findings), 'finding')} below" if trial.findings else "nothing to mend"
    return f"{as_ticket}As a reply: {found}.", "muted" if trial.findings or trial.risks else "good"


def check_words(check: PackCheck, *, changed: bool) -> tuple[str, str]:
    """Whether the text of a pack can be used, and its tone; ``changed``: it is not what lies on disk."""
    if check.problems:
        first, more = check.problems[0], len(check.problems) - 1
        rest = f" And {count(more, 'more mistake')}." if more else ""
        return f"Line {first.line}: {first.message}{rest}", "bad"
    if changed:
        return "Can be used. Not saved yet; the rules in force are those of before.", "warn"
    return "Saved and in force.", "good"

"""The window's words for policy packs: rules, trials, and what became of the pack in the editor."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from citewell.application.policies.own_pack import PackCheck, RiskFound, Trial
from citewell.desktop.language.figures import percent
from citewell.desktop.language.words import Msg, tr, trn
from citewell.desktop.widgets.in_window import in_window
from citewell.governance.policy.packs import RuleKind

EMPTY = Msg("Paste a reply to see what it breaks, or a customer’s message to see whether it is handed to a person.")
RULE_KINDS: Mapping[RuleKind, Msg] = MappingProxyType(
    {
        RuleKind.FORBID: Msg("Not said"),
        RuleKind.DISCLAIMER: Msg("Disclaimer"),
        RuleKind.LIMIT: Msg("Limit"),
        RuleKind.STRUCTURE: Msg("Structure"),
    }
)
NO_RULE = Msg("No rule is in force until the pack is mended.")
NOTHING_DRAFTED = Msg("Nothing is drafted until this is mended.")
UNSAVED = Msg("The editor holds your text of last time, which was not saved yet.")
SAVED = Msg("Saved. These rules hold from the next draft on.")
CHANGED_ELSEWHERE = Msg("Another program changed this file since it was opened here. Nothing was written.")


def risk_words(risks: Sequence[RiskFound]) -> str:
    """Who answers a text as a ticket, and why."""
    first = risks[0]
    also = ", ".join(in_window(one.risk.name) for one in risks[1:])
    said = [tr("As a ticket: {name}, to {to}.", name=in_window(first.risk.name), to=in_window(first.risk.to))]
    if first.by_words:
        said.append(tr("It says “{quote}”.", quote=first.quote))
    else:
        said.append(tr("It means ({share}) “{quote}”.", share=percent(first.probability), quote=first.quote))
    if also:
        said.append(tr("Also: {also}.", also=also))
    return " ".join(said)


def trial_words(trial: Trial) -> tuple[str, str]:
    """What a trial found, and its tone."""
    said = [] if trial.risks else [tr("As a ticket: drafted, no risk found.")]
    if trial.findings:
        said.append(
            trn("As a reply: {n} finding below.", "As a reply: {n} findings below.", len(trial.findings)),
        )
    else:
        said.append(tr("As a reply: nothing to mend."))
    return " ".join(said), "muted" if trial.findings or trial.risks else "good"


def check_words(check: PackCheck, *, changed: bool) -> tuple[str, str]:
    """Whether the text of a pack can be used, and its tone; ``changed``: it is not what lies on disk."""
    if check.problems:
        first, more = check.problems[0], len(check.problems) - 1
        said = tr("Line {line}: {message}", line=first.line, message=in_window(first.message))
        rest = trn("And {n} more mistake.", "And {n} more mistakes.", more) if more else ""
        return f"{said} {rest}".strip(), "bad"
    if changed:
        return tr("Can be used. Not saved yet; the rules in force are those of before."), "warn"
    return tr("Saved and in force."), "good"

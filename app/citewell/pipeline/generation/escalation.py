"""What is said where a person must answer: a short holding reply to the customer, why and to whom to the agent."""

from collections.abc import Sequence

from citewell.domain.drafts import ESCALATION_RULE, Finding, Sentence, Severity
from citewell.governance.policy.packs import text_for
from citewell.governance.text.languages import language_of
from citewell.governance.text.sentences import split_sentences
from citewell.pipeline.checks.policy_checker import Check
from citewell.pipeline.routing.risk import RiskFound

HINT = "possible_risk"


def holding_reply(found: Sequence[RiskFound], ticket: str) -> tuple[str, Check]:
    """The reply of the most urgent risk in the ticket's language, where the pack has it. It states no fact."""
    text = text_for(found[0].risk.holding, language_of(ticket))
    sentences = tuple(Sentence(text[start:end], (), start, end, factual=False) for start, end in split_sentences(text))
    return text, Check(sentences, (escalation_finding(found),))


def escalation_finding(found: Sequence[RiskFound]) -> Finding:
    """Topic, why, and to whom; the other topics that the ticket touches."""
    first = found[0]
    why = f"the ticket says “{first.quote}”" if first.by_words else f"“{first.quote}” means it"
    others = ", ".join(f"{one.risk.name} ({one.risk.to})" for one in found[1:3])
    also = f" Also: {others}." if others else ""
    reason = f"{first.risk.name}: {why}. Hand this ticket to: {first.risk.to}.{also}"
    return Finding(ESCALATION_RULE, Severity.WARN, f"{reason} [{first.risk.full_name}]", reason=reason)


def hint_finding(hints: Sequence[RiskFound]) -> Finding:
    """What may be a risk, told beside a draft that was made all the same."""
    first = hints[0]
    message = (
        f"This may be a matter for {first.risk.to} ({first.risk.name}: “{first.quote}”). "
        f"Read the ticket before you send this draft. [{first.risk.full_name}]"
    )
    return Finding(HINT, Severity.WARN, message)


def risk_note(found: Sequence[RiskFound]) -> str:
    """For the trace."""
    if not found:
        return "none found"
    first = found[0]
    how = "words" if first.by_words else f"meaning {first.probability:.2f}"
    what = "escalate" if first.decides else "hint"
    return f"{what}: {first.risk.full_name} by {how}, “{first.quote}”, to {first.risk.to}"

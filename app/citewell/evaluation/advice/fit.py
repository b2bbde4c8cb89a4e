"""The rules of the second text's decision framework."""

from citewell.evaluation.advice.checklist import LEAST_DRAFTS, LEAST_EDITS
from citewell.evaluation.advice.findings import Bound, Finding, Says, more, unknown
from citewell.evaluation.advice.matrix import ALL_MODES, LEAST_GOLDEN
from citewell.evaluation.advice.measured import BOTH, SOURCES, STYLE, Measured, Share

FOUND = Bound(0.7, LEAST_DRAFTS, Says.RETRIEVAL)
TONE_OR_RULES = Bound(0.5, LEAST_EDITS, Says.FINE_TUNING)


def solid_documents(seen: Measured) -> Finding:
    """Whether the documents answer what is asked."""
    asked = seen.drafts - seen.escalations
    return FOUND.judge(Share(asked - seen.refusals, asked), "find their answer in the documents", "tickets")


def tone_and_compliance(seen: Measured) -> Finding:
    """Edits of voice, and of rules of the company."""
    edits = seen.edits
    return TONE_OR_RULES.judge(Share(edits.voice + edits.policy, edits.total), "changed the voice or a rule", "edits")


def gold_standard(seen: Measured) -> Finding:
    """Golden tickets that come right by sources alone, by style alone, and by both."""
    golden = seen.golden
    if golden is None:
        return unknown("No saved run has all three ways of drafting.", ALL_MODES)
    both, sources, style = (golden.right[mode] for mode in (BOTH, SOURCES, STYLE))
    measured = (
        f"Of {golden.tickets:,} golden tickets {sources:,} come right by sources alone, {style:,} by style alone, "
        f"{both:,} by both (run “{golden.name}”, {golden.at[:10]})."
    )
    figures = {"tickets": golden.tickets, "sources": sources, "style": style, "both": both}
    if golden.tickets < LEAST_GOLDEN:
        return unknown(measured, more(LEAST_GOLDEN - golden.tickets, "golden tickets"), figures)
    says = best_of(sources, style, both)
    return Finding(says, measured, "another way with more right tickets: that one.", figures=figures)


def best_of(sources: int, style: int, both: int) -> Says:
    """The simplest way with the most right tickets: sources alone before both, and both before style alone."""
    best = max(sources, style, both)
    if not best:
        return Says.NEITHER
    return Says.RETRIEVAL if sources == best else Says.BOTH if both == best else Says.FINE_TUNING

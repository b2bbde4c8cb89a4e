"""The rules of the first text's decision checklist."""

from citewell.evaluation.advice.findings import SPOKEN, Bound, Finding, Says, more, several, unknown
from citewell.evaluation.advice.measured import Measured, Share

LEAST_DAYS = 28
"""Days that documents are indexed before their changes tell how often they change."""
LEAST_DRAFTS, LEAST_ANSWERS, LEAST_EDITS = 50, 30, 20
MOSTLY = Bound(0.5, LEAST_EDITS, Says.FINE_TUNING, Says.RETRIEVAL)
CITING = Bound(0.95, LEAST_ANSWERS, Says.RETRIEVAL)
FORMATS = Bound(0.1, LEAST_DRAFTS, Says.BOTH)
LEAST_RUNS = 2
"""Golden runs of the last 90 days that show a team which tries things."""


def weekly(seen: Measured) -> Finding:
    """How often documents change, from their history."""
    figures = {"documents": seen.documents, "changed": seen.changed, "versions": seen.versions, "weekly": seen.weekly}
    figures["days"] = seen.watched_days
    measured = (
        f"In {several(seen.watched_days, 'day')} {seen.changed:,} of {several(seen.documents, 'document')} changed, "
        f"{several(seen.versions, 'time')} in all; {seen.weekly:,} of them weekly or more often."
    )
    if not seen.documents or seen.watched_days < LEAST_DAYS:
        return unknown(measured, f"{more(LEAST_DAYS - seen.watched_days, 'days')} with the documents indexed", figures)
    if seen.weekly:
        return Finding(Says.RETRIEVAL, measured, f"none weekly: {SPOKEN[Says.NEITHER]}.", figures=figures)
    return Finding(Says.NEITHER, measured, f"one of them weekly: {SPOKEN[Says.RETRIEVAL]}.", figures=figures)


def tone(seen: Measured) -> Finding:
    """Whether the last edits were about voice or about facts."""
    return MOSTLY.judge(Share(seen.edits.voice, seen.edits.total), "changed the voice alone, the others facts", "edits")


def citing(seen: Measured) -> Finding:
    """Whether answers cite, and whether what they say is backed by it on the golden tickets."""
    found = CITING.judge(Share(seen.cited_answers, seen.answers), "cite a passage", "answers")
    golden = seen.golden
    if golden is None or not golden.grounded.whole:
        return found
    backed = f" Golden tickets: {golden.grounded.words} sentences are backed by what they cite."
    return Finding(found.says, found.measured + backed, found.flips, found.collect, found.figures)


def formats(seen: Measured) -> Finding:
    """How much of the work is summaries and records of a fixed form."""
    fixed = seen.drafts_of("crm") + seen.drafts_of("summary")
    found = FORMATS.judge(Share(fixed, seen.drafts), "are summaries or records of a fixed form", "drafts")
    golden = seen.golden
    if golden is None or not golden.records.whole:
        return found
    valid = f" Golden tickets: {golden.records.words} records are valid."
    return Finding(found.says, found.measured + valid, found.flips, found.collect, found.figures)


def privacy(seen: Measured) -> Finding:
    """Personal data in tickets, and whether it is kept for a limited time: learning reads what is kept."""
    share = Share(seen.personal, seen.drafts)
    figures = {"part": share.part, "whole": share.whole, "keep_days": seen.keep_days}
    kept = f"drafts are kept {seen.keep_days:,} days" if seen.keep_days else "no time limit is set for drafts"
    measured = f"{share.words} tickets hold personal data, masked on this machine; {kept}."
    if share.whole < LEAST_DRAFTS:
        return unknown(measured, more(LEAST_DRAFTS - share.whole, "drafts"), figures)
    if not share.part:
        flips = f"personal data without a time limit: {SPOKEN[Says.RETRIEVAL]}."
        return Finding(Says.NEITHER, measured, flips, figures=figures)
    if seen.keep_days:
        return Finding(Says.BOTH, measured, "without a time limit: retrieval alone.", figures=figures)
    return Finding(Says.RETRIEVAL, measured, "with a time limit for drafts: both.", figures=figures)


def labels(seen: Measured) -> Finding:
    """Labelled edits at hand, beside what learning asks for."""
    figures = {"labelled": seen.labelled.part, "needed": seen.needed, "sent": seen.labelled.whole}
    measured = (
        f"{several(seen.labelled.part, 'usable edit')} in the last {seen.labelled.whole:,} sent replies; "
        f"learning a style takes {seen.needed:,}."
    )
    if not seen.labelled.whole:
        return unknown(measured, more(seen.needed, "edited replies"), figures)
    missing = seen.needed - seen.labelled.part
    if missing > 0:
        flips = f"with {more(missing, 'edited replies')}: fine-tuning."
        return Finding(Says.RETRIEVAL, measured, flips, figures=figures)
    return Finding(Says.FINE_TUNING, measured, f"below {seen.needed:,}: retrieval first.", figures=figures)


def experiments(seen: Measured) -> Finding:
    """Whether the team measures what it tries."""
    figures = {"recent": seen.recent_runs, "saved": seen.saved_runs}
    measured = f"{several(seen.recent_runs, 'golden run')} saved in the last 90 days, {seen.saved_runs:,} in all."
    if seen.recent_runs >= LEAST_RUNS:
        flips = f"below {LEAST_RUNS} in 90 days: {SPOKEN[Says.NEITHER]}."
        return Finding(Says.BOTH, measured, flips, figures=figures)
    if seen.saved_runs >= LEAST_RUNS:
        return Finding(Says.NEITHER, measured, f"from {LEAST_RUNS} in 90 days on: both.", figures=figures)
    return unknown(
        measured, f"{more(LEAST_RUNS - seen.saved_runs, 'saved golden runs')}, one after each change", figures
    )

"""How far a draft can be trusted, in words: why it should be looked at, where it should."""

from collections.abc import Iterator
from datetime import date

from citewell.desktop.language.figures import day
from citewell.desktop.language.words import tr
from citewell.desktop.widgets.in_window import in_window
from citewell.domain.drafts import Citation, Decision, Draft, Severity

SURE, LIKELY = 0.75, 0.5
"""From these confidences on a draft is called well backed, and is not one to be checked."""
WEAK = 0.8
"""A sentence with less support than this is one to be read beside its source."""
UNSURE = 0.5
"""A passage that is less likely to answer the ticket than this is named as the reason."""
NOTHING_TO_SAY = ("", "")


def trust_words(draft: Draft, today: date | None = None) -> tuple[str, str]:
    """What is said beside an answer, and its tone: amber with the reason where it should be checked.

    Nothing for a question, a refusal or a hand-over: they state no facts.
    """
    if draft.decision is not Decision.ANSWER:
        return NOTHING_TO_SAY
    grave = next(_grave(draft, today or date.today()), "")  # noqa: DTZ011  the user's day
    if grave:
        return tr("Check this: {why}", why=grave), "warn"
    if draft.confidence < LIKELY:
        return tr("Check this: {why}", why=next(_weak(draft))), "warn"
    return (f"{trust_word(draft.confidence)}", "good" if draft.confidence >= SURE else "muted")


def trust_word(confidence: float) -> str:
    """How far an answer can be trusted, in a word or two."""
    return (
        tr("Well backed") if confidence >= SURE else tr("Mostly backed") if confidence >= LIKELY else tr("Check this")
    )


def _grave(draft: Draft, today: date) -> Iterator[str]:
    """Reasons to check a draft whatever its confidence."""
    cited = {citation.n for citation in draft.citations}
    for conflict in draft.conflicts:
        if {conflict.first, conflict.second} & cited:
            yield tr("documents disagree ({reason})", reason=in_window(conflict.reason))
    for citation in draft.citations:
        if citation.superseded:
            yield tr("{document} is superseded", document=_named(citation))
        if citation.effective_to is not None and citation.effective_to < today:
            yield tr("{document} ended on {day}", document=_named(citation), day=day(citation.effective_to))
    if any(finding.rule == "open_question" and finding.severity is not Severity.INFO for finding in draft.findings):
        yield tr("a part of the question has no answer in the documents")


def _weak(draft: Draft) -> Iterator[str]:
    """Why an answer may be wrong, the plainest reason first; the last one always holds."""
    stated = [sentence for sentence in draft.sentences if sentence.factual and sentence.cites]
    weakest = min(stated, key=lambda sentence: sentence.support, default=None)
    if weakest is not None and weakest.support < WEAK:
        yield tr("“{sentence}” is only loosely backed by [{n}]", sentence=_short(weakest.text), n=weakest.cites[0])
    sure = [citation.answers for citation in draft.citations if citation.answers is not None]
    if sure and max(sure) < UNSURE:
        yield tr("the passages may be about another question")
    if len({citation.document for citation in draft.evidence}) > len({one.document for one in draft.citations}):
        yield tr("other documents came near too; see those below that are not cited")
    yield tr("the documents match the question only in part")


def _named(citation: Citation) -> str:
    return f"“{citation.title or citation.document}”"


def _short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]}…"

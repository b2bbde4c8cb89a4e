"""Check a summary that an agent edited: what it says of the ticket must stand in the ticket."""

import re
from collections.abc import Iterator, Sequence

from citewell.domain.drafts import Citation, Finding, Sentence, Severity
from citewell.governance.literals.extraction import missing_literals
from citewell.pipeline.checks.policy_checker import Check
from citewell.pipeline.levels.level_writer import MAX_WORDS, NO_BLOCKERS
from citewell.pipeline.levels.ticket_facts import backing, is_backed

_LINE = re.compile(r"[^\n]+")
_LABEL = re.compile(r"^(Goal|Blockers|Next step):\s*", re.IGNORECASE)
_MARK = re.compile(r"\s*\[(\d{1,3})\]")
_STEP = "next step"


def check_summary(text: str, ticket: str, evidence: Sequence[Citation]) -> Check:
    """Check ``text`` line by line: figures and names of the ticket, words it backs, marks of ``evidence``, its length.

    A next step is advice, so its words need no backing; its figures do. Spans are characters into ``text``.
    """
    known = {citation.n for citation in evidence}
    named = " ".join(part for citation in evidence for part in (citation.title, citation.document))
    sentences: list[Sentence] = []
    findings: list[Finding] = []
    for match in _LINE.finditer(text):
        found = _LABEL.match(match[0])
        marked = match[0][found.end() :] if found else match[0]
        line = _MARK.sub("", marked).strip()
        if not line:
            continue
        cites = tuple(int(n) for n in _MARK.findall(marked))
        is_claim = not (found and found[1].lower() == _STEP) and line != NO_BLOCKERS
        wrong = list(_wrong(line, cites, known, f"{ticket}\n{named}", ticket, is_claim=is_claim))
        findings += [Finding(rule, severity, message, match.start(), match.end()) for rule, severity, message in wrong]
        support = backing(line, ticket)
        sentences.append(Sentence(line, cites, match.start(), match.end(), is_claim, support, supported=not wrong))
    words = len(text.split())
    if words > MAX_WORDS:
        message = f"The summary has {words} words; {MAX_WORDS} are read at a glance."
        findings.append(Finding("long_summary", Severity.WARN, message, 0, len(text)))
    return Check(tuple(sentences), tuple(findings))


def _wrong(
    line: str, cites: Sequence[int], known: set[int], allowed: str, ticket: str, *, is_claim: bool
) -> Iterator[tuple[str, Severity, str]]:
    for n in cites:
        if n not in known:
            yield "unknown_citation", Severity.BLOCK, f"[{n}] names no document of this summary. Remove the mark."
    missing = missing_literals(line, [allowed])
    if missing:
        names = ", ".join(f"'{literal.text}'" for literal in missing)
        yield "literal_not_in_ticket", Severity.BLOCK, f"{names} is not in the ticket. Copy it from there or remove it."
    elif is_claim and not is_backed(line, ticket):
        yield "unsupported_sentence", Severity.WARN, "The ticket does not say this in these words. Check it."

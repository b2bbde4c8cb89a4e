"""Check a text: factual sentences cited, citations known, literals in their sources, claims backed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from citewell.domain.documents import Access
from citewell.domain.drafts import Citation, Finding, Sentence, Severity
from citewell.governance.literals.extraction import missing_literals
from citewell.governance.literals.links import unknown_links
from citewell.governance.policy.checking import Reply, RuleChecker
from citewell.governance.policy.merging import Policy
from citewell.governance.text.courtesy import courtesy_lines, is_courtesy, is_greeting
from citewell.pipeline.checks.groundedness import SUPPORTED, SupportScorer
from citewell.pipeline.generation.citations import CitedSentence, read_sentences


@dataclass(frozen=True, slots=True)
class Check:
    """The sentences of a checked text, and what is wrong with it."""

    sentences: tuple[Sentence, ...]
    findings: tuple[Finding, ...]

    @property
    def blocked(self) -> bool:
        """Whether any finding blocks."""
        return any(finding.severity is Severity.BLOCK for finding in self.findings)


PASSED, FAILED = "passed", "failed"
"""Verdicts in the trace."""
NO_RULES = RuleChecker(Policy(()))
Disclosures = Callable[[str, str], Sequence[Finding]]
"""Findings about what a text gives away; the second text is the ticket, whose own codes may be repeated."""


def _none(_text: str, _known: str) -> Sequence[Finding]:
    return ()


class PolicyChecker:
    """Checks texts against the passages they may cite. The same check serves drafts and what an agent edited."""

    def __init__(
        self,
        support: SupportScorer,
        disclosures: Disclosures = _none,
        rules: Callable[[], RuleChecker] = lambda: NO_RULES,
    ) -> None:
        """Score support with ``support``; ``disclosures`` tells what a text gives away of confidential documents.

        ``rules`` are those of the policy packs in force, asked for each text.
        """
        self._rules = rules
        self._support = support
        self._disclosures = disclosures

    def completed(self, text: str, region: str = "") -> str:
        """``text`` with the disclaimers that it needs, before its closing. Raises ``BadInputError``."""
        missing = self._rules().disclaimers(Reply(text, region))
        if not missing:
            return text
        body, gap, closing = text.rpartition("\n\n")
        added = "\n\n".join(missing)
        return f"{body}\n\n{added}\n\n{closing}" if gap and is_greeting(closing) else f"{text}\n\n{added}"

    def check(self, text: str, evidence: Sequence[Citation], allowed: str = "", *, region: str = "") -> Check:
        """Check ``text``, which may cite ``evidence``; literals of ``allowed`` (the ticket) may be used too.

        ``region`` is the customer's, for the rules of policy packs. Raises ``ModelError`` and ``BadInputError``.
        """
        rules = self._rules()
        read = read_sentences(text)
        known = {citation.n: citation for citation in evidence}
        texts = [[f"{known[n].place}\n{known[n].text}" for n in sentence.cites if n in known] for sentence in read]
        support = self._support.score([sentence.text for sentence in read], texts, allowed)
        polite = courtesy_lines(text)
        sentences: list[Sentence] = []
        findings: list[Finding] = []
        for sentence, sources, score in zip(read, texts, support, strict=True):
            within = any(start <= sentence.start and sentence.end <= end for start, end in polite)
            factual = bool(sentence.cites) or not (
                within or is_courtesy(sentence.text) or rules.is_fixed(sentence.text)
            )
            found = _findings(sentence, sources, score, known, allowed, factual=factual)
            findings += found
            sentences.append(
                Sentence(
                    text=sentence.text,
                    cites=sentence.cites,
                    start=sentence.start,
                    end=sentence.end,
                    factual=factual,
                    support=score,
                    supported=factual and score >= SUPPORTED and not any(f.severity is Severity.BLOCK for f in found),
                )
            )
        findings += [*_confidential(read, known), *_links(text, texts), *self._disclosures(text, allowed)]
        cited = tuple(((one.start, one.end), tuple(sources)) for one, sources in zip(read, texts, strict=True))
        findings += rules.check(Reply(text, region, allowed, cited))
        return Check(tuple(sentences), tuple(findings))


def _findings(
    sentence: CitedSentence,
    sources: list[str],
    support: float,
    known: Mapping[int, Citation],
    allowed: str,
    *,
    factual: bool,
) -> list[Finding]:
    def finding(rule: str, message: str) -> Finding:
        return Finding(rule, Severity.BLOCK, message, sentence.start, sentence.end)

    found = [
        finding("unknown_citation", f"[{n}] names no passage. Cite one of the {len(known)} passages shown.")
        for n in sentence.cites
        if n not in known
    ]
    if not factual:
        return found
    if not sentence.cites:
        found.append(
            finding("uncited_sentence", "This sentence states something without a source. Cite one or remove it.")
        )
    missing = missing_literals(sentence.text, [*sources, allowed])
    if missing:
        names = ", ".join(f"'{literal.text}'" for literal in missing)
        found.append(
            finding(
                "literal_not_in_sources",
                f"{names} is not in the passages cited. Copy it from one or remove it.",
            )
        )
    if sources and not missing and support < SUPPORTED:
        found.append(
            finding(
                "unsupported_sentence",
                f"The passages cited do not back this sentence (support {support:.2f}). Check it.",
            )
        )
    return found


def _links(text: str, sources: Sequence[Sequence[str]]) -> list[Finding]:
    """A link or an address comes from what the text cites, never from the ticket."""
    return [
        Finding(
            "link_not_in_sources",
            Severity.BLOCK,
            f"'{link.text}' is in no passage cited. Copy the address from one, or remove it.",
            link.start,
            link.end,
        )
        for link in unknown_links(text, [source for texts in sources for source in texts])
    ]


def _confidential(sentences: Sequence[CitedSentence], known: Mapping[int, Citation]) -> list[Finding]:
    return [
        Finding(
            "confidential_source",
            Severity.BLOCK,
            f"[{n}] is from a confidential document. Do not send what it says.",
            sentence.start,
            sentence.end,
        )
        for sentence in sentences
        for n in sentence.cites
        if n in known and known[n].access is Access.CONFIDENTIAL
    ]


def verdict_of(check: Check) -> str:
    """``PASSED`` or ``FAILED``, for the trace."""
    return FAILED if check.blocked else PASSED


def summarize(check: Check) -> str:
    """A check in one line, for the trace."""
    if not check.findings:
        supported = sum(sentence.supported for sentence in check.sentences)
        return f"{PASSED}: {supported} sentences backed by what they cite"
    rules = ", ".join(dict.fromkeys(finding.rule for finding in check.findings))
    return f"{verdict_of(check)}: {rules}"

"""What is kept when an agent decides otherwise: text that left, or was drafted, although something spoke against it."""

from collections.abc import Sequence
from dataclasses import dataclass

from citewell.domain.audit import AuditKind
from citewell.domain.digests import sha256_hex
from citewell.domain.disclosure import RULE
from citewell.domain.drafts import ANYWAY_RULE, Draft, Finding, Severity
from citewell.domain.logged import Override
from citewell.domain.ports import TextMasker
from citewell.pipeline.checks.disclosure_guard import DisclosureGuard
from citewell.storage.audit.chain import AuditLog

OWN_SENTENCE = "own_sentence"
"""The rule by which a sentence is the agent's own fact."""
MAX_REASON = 300
"""Characters of a reason that are kept."""


@dataclass(frozen=True, slots=True)
class DisclosureRecords:
    """Writes into the audit log: ids, rules, hashes and the reason given, masked; never what was copied."""

    guard: DisclosureGuard
    audit: AuditLog
    masker: TextMasker

    def note_copy(self, draft_id: str, text: str, findings: Sequence[Finding], reason: str = "") -> None:
        """A text was copied although ``findings`` block it. Raises ``StorageError``."""
        rules = sorted({finding.rule for finding in findings if finding.severity is Severity.BLOCK})
        body = self._override("copy", text, rules).record()
        if reason.strip():
            body["reason"] = self.masker.mask_more(" ".join(reason.split())[:MAX_REASON], ())[0]
        self.audit.append(AuditKind.OVERRIDE, draft_id, body)

    def note_drafted(self, draft: Draft) -> None:
        """A reply was drafted although the program would have handed the ticket over, or refused it.

        Raises ``StorageError``.
        """
        self.audit.append(
            AuditKind.OVERRIDE, draft.id, Override("draft", (ANYWAY_RULE,), (), sha256_hex(draft.text)).record()
        )

    def note_own(self, draft_id: str, sentence: str) -> None:
        """The agent vouches for a sentence that no document backs. Raises ``StorageError``."""
        body = Override("sentence", (OWN_SENTENCE,), (), sha256_hex(sentence)).record()
        self.audit.append(AuditKind.OVERRIDE, draft_id, body)

    def of_sent(self, text: str) -> tuple[list[Finding], Override | None]:
        """What a text that was sent gives away, and what to note of it; it is noted with its outcome."""
        findings = self.guard.findings(text)
        return findings, self._override("outcome", text, [RULE]) if findings else None

    def _override(self, where: str, text: str, rules: Sequence[str]) -> Override:
        documents = {str(found.passage.document_id) for found in self.guard.check(text)} if RULE in rules else ()
        digest = sha256_hex(text)
        return Override(where, tuple(rules), tuple(sorted(documents)), digest)

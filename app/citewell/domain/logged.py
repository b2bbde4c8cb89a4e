"""Log values: drafts and outcomes as the edit log keeps them, pseudonymised.

Personal data stands in them as placeholders. That is a matter of their types: only ``pipeline.intake.log_masking``
makes a ``MaskedText``, a ``MaskedRecord`` or ``MaskedHits``, so the type checker refuses anything else here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NewType

from citewell.domain.documents import Hit
from citewell.domain.drafts import OutcomeKind
from citewell.domain.personal import PersonalValue

Record = dict[str, Any]
"""A value as a JSON object."""
MaskedText = NewType("MaskedText", str)
MaskedRecord = NewType("MaskedRecord", Record)
MaskedHits = NewType("MaskedHits", Sequence[tuple[int, Hit]])
"""Passages by number; near misses count down from -1."""


@dataclass(frozen=True, slots=True)
class Making:
    """How a draft came about: the SHA-256 of the policy packs in force, its comparison and arm, its processor time.

    Texts are empty where there is none; ``cpu_ms`` is ``None`` where it was not measured.
    """

    policy: str = ""
    trial: str = ""
    arm: str = ""
    cpu_ms: float | None = None


@dataclass(frozen=True, slots=True)
class LoggedDraft:
    """A draft with its ticket; ``evidence`` is what it was made from, ``personal`` what its placeholders stand for."""

    id: str
    ticket: MaskedRecord
    body: MaskedRecord
    evidence: MaskedHits
    personal: tuple[PersonalValue, ...]


@dataclass(frozen=True, slots=True)
class Override:
    """Confidential text that left all the same: where, by which rules, the ids of the documents, the text's SHA-256."""

    where: str
    rules: tuple[str, ...]
    documents: tuple[str, ...]
    sha256: str

    def record(self) -> Record:
        """As the audit log tells it."""
        return {
            "where": self.where,
            "rules": list(self.rules),
            "documents": list(self.documents),
            "sha256": self.sha256,
        }


@dataclass(frozen=True, slots=True)
class LoggedOutcome:
    """What became of a draft; ``personal`` are all values that its placeholders and the draft's then stand for."""

    draft_id: str
    kind: OutcomeKind
    final: MaskedText
    reasons: tuple[MaskedText, ...]
    personal: tuple[PersonalValue, ...]
    override: Override | None = None
    """Told to the audit log in the same transaction."""

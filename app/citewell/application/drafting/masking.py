"""Masking of personal data in a text, and the values that are never masked."""

from collections.abc import Sequence
from dataclasses import dataclass

from citewell.domain.personal import PersonalSpan
from citewell.governance.personal.find import span_records
from citewell.pipeline.intake.anonymizer import Masker
from citewell.storage.log.vault import Vault


@dataclass(frozen=True, slots=True)
class MaskPreview:
    """A text, the same with placeholders, and the spans of ``text`` that were masked."""

    text: str
    masked: str
    spans: tuple[PersonalSpan, ...]

    def record(self) -> dict[str, object]:
        """As JSON."""
        return {"masked": self.masked, "spans": span_records(self.text, self.spans)}


def mask_text(masker: Masker, text: str) -> MaskPreview:
    """Find the personal data of a text and replace it. Raises ``ModelError``."""
    masked, spans = masker.mask(text)
    return MaskPreview(text, masked, tuple(spans))


def change_allowed(vault: Vault, allow: Sequence[str] = (), disallow: Sequence[str] = ()) -> tuple[str, ...]:
    """Mark values as not personal, or take that back; return all values that are never masked.

    Raises ``BadInputError`` and ``StorageError``.
    """
    for value in allow:
        vault.allow(value)
    for value in disallow:
        vault.disallow(value)
    return vault.allowed()

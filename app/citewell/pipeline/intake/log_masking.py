"""Pseudonymisation of what the edit log keeps: the one place where ``LoggedDraft`` and ``LoggedOutcome`` are made."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import cast

from citewell.domain.documents import Hit
from citewell.domain.drafts import Draft, Outcome
from citewell.domain.logged import LoggedDraft, LoggedOutcome, Making, MaskedHits, MaskedRecord, MaskedText, Override
from citewell.domain.personal import PersonalValue
from citewell.domain.ports import TextMasker
from citewell.governance.personal.placeholders import mask_known, mask_known_record
from citewell.pipeline.intake.anonymizer import MaskedTicket
from citewell.records.values import Record, record_of, to_record

_DOCUMENTS = ("citations", "near_misses", "conflicts", "model", "id")
"""Fields of a draft that hold the words of documents, not of the ticket."""


def logged_draft(masked: MaskedTicket, draft: Draft, making: Making | None = None) -> LoggedDraft:
    """A draft as the log keeps it: values of its ticket, and those found in it (``draft.personal``), are placeholders.

    The words of indexed documents stay as they are. Passages that came with the ticket are masked as it is, and so is
    the agent's own fact. ``making`` is kept beside it.
    """
    values = tuple({one.placeholder: one for one in (*masked.placeholders.values, *draft.personal)}.values())

    def hide(record: object) -> object:
        return mask_known_record(record, values)

    body = cast("Record", mask_known_record(record_of(draft), values, kept=_DOCUMENTS))
    given = {citation.n for citation in (*draft.evidence, *draft.citations) if not citation.document_id}
    body["citations"] = _masked_where(body["citations"], [not one.document_id for one in draft.citations], hide)
    body["near_misses"] = _masked_where(body["near_misses"], [not one.document_id for one in draft.near_misses], hide)
    touched = [bool({one.first, one.second} & given) for one in draft.conflicts]
    body["conflicts"] = _masked_where(body["conflicts"], touched, hide)
    body |= {} if making is None else {"made": to_record(making)}
    evidence: list[tuple[int, Hit]] = [(citation.n, citation) for citation in draft.evidence]
    evidence += [(-n, hit) for n, hit in enumerate(draft.near_misses, start=1)]
    hits = [(n, hit if hit.document_id else _masked_hit(hit, values)) for n, hit in evidence]
    ticket = MaskedRecord(record_of(masked.ticket))
    return LoggedDraft(draft.id, ticket, MaskedRecord(body), MaskedHits(hits), values)


def logged_outcome(
    outcome: Outcome, said: str, values: Sequence[PersonalValue], masker: TextMasker, override: Override | None = None
) -> LoggedOutcome:
    """An outcome as the log keeps it: with the draft's placeholders, and more for what the agent added.

    ``said`` is the draft's text as it is kept, whose words are no personal data; ``values`` are those known so far.
    """
    final, known = outcome.final, tuple(values)
    if final.strip():
        final, known = masker.mask_more(final, known, said)
    reasons = tuple(MaskedText(mask_known(reason, known)) for reason in outcome.reasons)
    return LoggedOutcome(outcome.draft_id, outcome.kind, MaskedText(final), reasons, known, override)


def _masked_where(records: object, wanted: Sequence[bool], hide: Callable[[object], object]) -> list[object]:
    pairs = zip(cast("list[object]", records), wanted, strict=True)
    return [hide(record) if masked else record for record, masked in pairs]


def _masked_hit(hit: Hit, values: Sequence[PersonalValue]) -> Hit:
    """A passage that came with the ticket."""
    return replace(
        hit,
        document=mask_known(hit.document, values),
        title=mask_known(hit.title, values),
        heading=tuple(mask_known(part, values) for part in hit.heading),
        quote=mask_known(hit.quote, values),
        text=mask_known(hit.text, values),
    )

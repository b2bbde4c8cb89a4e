"""A past draft made again from what was kept with it, whatever the index holds by then."""

from dataclasses import replace

import pytest
from tests.support import FILES, write_files

from citewell.application.drafting.reproduction import draft_again
from citewell.domain.drafts import Decision, Ticket
from citewell.domain.errors import BadInputError
from citewell.domain.evidence import Standing
from citewell.knowledge.ingest import IndexOptions
from citewell.storage.log.evidence_store import EvidenceStore

TICKET = Ticket("Within how many days can I return an annual plan and receive the full amount?")


@pytest.fixture
def kb(services, tmp_path):
    folder = write_files(tmp_path / "kb", FILES)
    services.ingest.run(IndexOptions(folder))
    return folder


def test_a_draft_comes_out_the_same_after_its_source_changed(services, kb):
    draft = services.drafting.draft(TICKET)
    assert draft.decision is Decision.ANSWER
    (kb / "refunds.md").write_text(FILES["refunds.md"].replace("14 days", "3 days"))
    services.ingest.run(IndexOptions(kb))
    found = services.compliance.explainer.explain(draft.id)
    first, now = found.evidence[0]
    assert "14 days" in first.hit.quote
    assert now.standing is Standing.CHANGED
    again = draft_again(services, found)
    assert (again.same_decision, again.same_text, again.changed) == (True, True, ())
    assert len(list(services.log.entries())) == 1
    assert not replace(again, text="Another one.").same_text


def test_a_refusal_keeps_its_near_misses(services, kb):
    draft = services.drafting.draft(Ticket("Which colour does the office parrot prefer on Sundays?"))
    assert draft.decision is Decision.REFUSE
    kept = EvidenceStore(services.database).of(draft.id)
    assert [item.n for item in kept] == [-1, -2, -3][: len(draft.near_misses)]
    assert all(item.near_miss for item in kept)
    assert draft_again(services, services.compliance.explainer.explain(draft.id)).same_decision


def test_what_was_forgotten_cannot_be_made_again(services, kb):
    draft = services.drafting.draft(TICKET)
    services.index.forget(services.index.sources()[0].id)
    with pytest.raises(BadInputError, match="forgotten"):
        draft_again(services, services.compliance.explainer.explain(draft.id))
    assert services.compliance.audit_check.verify().sound


def test_a_later_version_and_a_moved_passage_are_told(services, kb):
    draft = services.drafting.draft(TICKET)
    (kb / "refunds.md").write_text("# New first lines\n\nThese stand before it.\n\n" + FILES["refunds.md"])
    services.ingest.run(IndexOptions(kb))
    (_, now), *_ = services.compliance.explainer.explain(draft.id).evidence
    assert now.standing is Standing.MOVED
    (kb / "newer.md").write_text("---\nsupersedes: refunds.md\nversion: '7'\n---\n# Refunds\n\nAsk us first.\n")
    services.ingest.run(IndexOptions(kb))
    (_, now), *_ = services.compliance.explainer.explain(draft.id).evidence
    assert (now.standing, now.version) == (Standing.SUPERSEDED, "7")
    (kb / "refunds.md").unlink()
    services.ingest.run(IndexOptions(kb))
    (_, now), *_ = services.compliance.explainer.explain(draft.id).evidence
    assert now.standing is Standing.REMOVED

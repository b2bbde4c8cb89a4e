"""Public and confidential passages are kept apart in SQL: nothing confidential where it was not asked for."""

from datetime import date

import pytest
from tests.support import write_files

from citewell.domain.documents import Access, Filters
from citewell.domain.drafts import Decision, Ticket
from citewell.knowledge.ingest import IndexOptions

TODAY = date(2026, 11, 20)
QUERY = "Can an annual plan be returned after the purchase?"
PUBLIC = {"plans.md": "# Plans\n\nAn annual plan can be returned within 14 days of the purchase.\n"}
INTERNAL = {
    f"secret{n}.md": f"# Annual plan {n}\n\nAn annual plan can be returned after the purchase, case {n}, by the lead.\n"
    for n in range(30)
}


@pytest.fixture
def both(services, tmp_path):
    services.ingest.run(IndexOptions(write_files(tmp_path / "public", PUBLIC)))
    services.ingest.run(IndexOptions(write_files(tmp_path / "internal", INTERNAL), Access.CONFIDENTIAL))
    return services


def classes(services, filters: Filters, limit: int = 40) -> set[Access]:
    return {hit.access for hit in services.search.retrieve((QUERY,), filters, limit)}


def test_each_class_is_found_where_it_is_asked_for(both):
    assert classes(both, Filters(TODAY)) == {Access.PUBLIC, Access.CONFIDENTIAL}
    assert classes(both, Filters(TODAY, access=Access.PUBLIC)) == {Access.PUBLIC}
    assert classes(both, Filters(TODAY, only=Access.CONFIDENTIAL)) == {Access.CONFIDENTIAL}
    assert classes(both, Filters(TODAY, access=Access.PUBLIC, only=Access.CONFIDENTIAL)) == set()


def test_many_confidential_passages_do_not_crowd_out_a_public_one(both):
    (hit,) = both.search.retrieve((QUERY,), Filters(TODAY, access=Access.PUBLIC), 1)
    assert hit.document == "plans.md"


def test_a_document_that_calls_itself_confidential_is_so_in_a_public_source(services, tmp_path):
    files = {"own.md": "---\naccess: confidential\n---\n# Own\n\nAn annual plan can be returned late.\n"}
    services.ingest.run(IndexOptions(write_files(tmp_path / "public", files)))
    assert classes(services, Filters(TODAY, access=Access.PUBLIC)) == set()
    assert classes(services, Filters(TODAY, only=Access.CONFIDENTIAL)) == {Access.CONFIDENTIAL}


def test_a_draft_and_its_log_never_hold_a_confidential_passage(both):
    draft = both.drafting.draft(Ticket(QUERY))
    assert draft.decision in set(Decision)
    for passage in (*draft.evidence, *draft.citations, *draft.near_misses):
        assert passage.access is Access.PUBLIC
    (entry,) = both.log.entries()
    assert "secret" not in str(entry.draft)
    assert "by the lead" not in str(entry.draft)

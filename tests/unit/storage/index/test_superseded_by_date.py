"""A successor that does not hold yet takes nothing's place: in the list, and where past evidence is judged."""

from datetime import date

import pytest
from tests.support import write_files

from citewell.domain.documents import Hit
from citewell.domain.evidence import EvidenceItem, Standing
from citewell.knowledge.ingest import IndexOptions
from citewell.storage.log.evidence_standing import EvidenceStandings

BEFORE, AFTER = date(2026, 11, 20), date(2027, 1, 1)
OLD = "---\nid: fees-1\nversion: '1'\n---\n# Fees\n\nThe fee is 12 euros a month.\n"
NEW = "---\nid: fees-2\nversion: '2'\neffective_from: 2027-01-01\nsupersedes: fees-1\n---\n# Fees\n\nIt is 14 euros.\n"
QUOTE = "The fee is 12 euros a month."


@pytest.fixture
def source(services, tmp_path):
    services.ingest.run(IndexOptions(write_files(tmp_path / "kb", {"old.md": OLD, "new.md": NEW})))
    return services.index.sources()[0]


def superseded(services, source, day):
    return {one.path for one in services.index.documents(source.id, day) if one.superseded}


def item(source, text, document="old.md"):
    start = text.index(QUOTE)
    hit = Hit(1, 1, document, "Fees", (), QUOTE, QUOTE, start, start + len(QUOTE))
    return EvidenceItem(1, "", source.root, hit)


def test_a_document_in_force_is_not_superseded_by_one_that_starts_later(services, source):
    assert superseded(services, source, BEFORE) == set()
    assert superseded(services, source, AFTER) == {"old.md"}


def test_past_evidence_stands_until_its_successor_holds(services, source):
    standings = EvidenceStandings(services.database)
    assert standings.of(item(source, OLD), BEFORE).standing is Standing.STANDS
    assert standings.of(item(source, OLD), AFTER).standing is Standing.SUPERSEDED


def test_past_evidence_stands_while_the_version_it_is_from_holds(services, tmp_path):
    first = OLD.replace("version: '1'", "version: '1'\neffective_from: 2026-01-01")
    folder = write_files(tmp_path / "kb", {"fees.md": first})
    services.ingest.run(IndexOptions(folder))
    second = first.replace("'1'", "'2'").replace("2026-01-01", "2027-01-01").replace("12 euros", "14 euros")
    (folder / "fees.md").write_text(second)
    services.ingest.run(IndexOptions(folder))
    source = services.index.sources()[0]
    standings = EvidenceStandings(services.database)
    assert standings.of(item(source, first, "fees.md"), BEFORE).standing is Standing.STANDS
    assert standings.of(item(source, first, "fees.md"), AFTER).standing is Standing.SUPERSEDED

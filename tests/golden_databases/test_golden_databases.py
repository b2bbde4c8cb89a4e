"""The home of every release opens with today's code, and everything in it can be read and used."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from tests.support import with_models

from citewell.bootstrap.open_home import open_app
from citewell.domain.documents import Access, Filters
from citewell.domain.drafts import Outcome, OutcomeKind
from citewell.settings.home import Home

HERE = Path(__file__).resolve().parent
RELEASES = sorted(path.name for path in HERE.glob("v*"))
TODAY = date(2026, 11, 20)


@pytest.fixture(params=RELEASES)
def services(request, tmp_path):
    home = tmp_path / "golden-home"
    shutil.copytree(HERE / request.param, home)
    opened = open_app(Home(home), scratch=True, choices=with_models())
    yield opened
    opened.close()


def test_there_is_one():
    assert RELEASES


def test_the_database_is_sound(services):
    assert services.database.check() == "ok"


def test_the_sources_are_there(services):
    (source,) = services.index.sources()
    assert (source.root, source.access, source.documents, source.passages) == (
        "/golden/knowledge",
        Access.PUBLIC,
        2,
        2,
    )
    assert source.quarantined == {"broken.md": "not UTF-8 text (byte 0)"}
    assert list(source.problems) == ["internal/goodwill.md"]


def test_the_passages_are_found(services):
    hits = services.search.retrieve(("return an annual plan",), Filters(TODAY), 5)
    refund = hits[0]
    assert (refund.document, refund.title, refund.version) == ("refunds.md", "Refund policy", "2026-02")
    assert refund.effective_from == date(2026, 2, 1)
    assert refund.text.startswith("You can return an annual plan within 14 days")
    assert refund.quote.startswith("# Refund policy\n\nYou can return")
    assert refund.similarity > 0.3
    assert {hit.document: hit.access for hit in hits}["internal/goodwill.md"] is Access.CONFIDENTIAL
    assert services.index.document(refund.document_id).text[refund.start : refund.end] == refund.quote


def test_the_filters_hold(services):
    def found(**filters) -> list[str]:
        filters = {"as_of": TODAY, **filters}
        return sorted(hit.document for hit in services.search.retrieve(("annual plan credit",), Filters(**filters), 5))

    assert found() == ["internal/goodwill.md", "refunds.md"]
    assert found(access=Access.PUBLIC) == ["refunds.md"]
    assert found(region="US") == ["internal/goodwill.md"]
    assert found(as_of=date(2025, 1, 1)) == ["internal/goodwill.md"]


def test_the_log_is_there_and_goes_on(services):
    (entry,) = services.log.entries()
    assert entry.ticket.startswith("Can I return an annual plan")
    assert entry.draft["decision"] == "answer"
    assert entry.draft["citations"][0]["document"] == "refunds.md"
    assert [(o["outcome"], o["final"], o["reasons"]) for o in entry.outcomes] == [
        ("edited", "You have 14 days.", ["tone"])
    ]
    services.outcomes.record(Outcome(entry.draft_id, OutcomeKind.ACCEPTED))
    assert len(next(services.log.entries()).outcomes) == 2


def test_the_index_goes_on(services, tmp_path):
    (source,) = services.index.sources()
    assert services.index.file_states(source.id).keys() == {"refunds.md", "internal/goodwill.md"}
    assert services.index.forget(source.id).documents == 2
    assert services.index.sources() == []

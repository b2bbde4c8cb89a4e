"""``citewell rollup``: written on laptops, trusted and merged by a lead."""

import pytest
from tests.support import log_draft, with_models
from tests.unit.cli.test_app import citewell, home  # noqa: F401  fixtures

from citewell.bootstrap.open_home import open_app
from citewell.domain.drafts import Decision, Draft, ModelUse, Ticket
from citewell.settings.home import Home


@pytest.fixture
def laptops(tmp_path):
    """Three homes with five drafts each."""
    homes = [tmp_path / f"laptop{number}" for number in range(3)]
    for path in homes:
        app = open_app(Home(path), choices=with_models())
        for one in range(5):
            model = ModelUse("Small", "", "f", "h")
            log_draft(
                app.log,
                Ticket("Hello"),
                Draft(f"d{one}", Decision.REFUSE, "T", (), (), 0.5, (), (), model, "reply-1"),
            )
        app.close()
    return homes


def test_a_lead_merges_what_laptops_wrote(citewell, laptops, tmp_path):  # noqa: F811
    share = tmp_path / "share"
    share.mkdir()
    written = [citewell("rollup", "write", share, "--home", path, "--json").json for path in laptops]
    lead = laptops[0]
    early = citewell("rollup", "merge", share, "--home", lead)
    assert early.code == 3
    assert "Not enough data yet" in " ".join(early.err.split())
    known = [one["fingerprint"] for one in written[1:]]
    listed = citewell("rollup", "trust", "add", *known, "--name", "Berlin", "--home", lead, "--json").json
    assert [one["fingerprint"] for one in listed["laptops"]] == known
    page, data = tmp_path / "team.html", tmp_path / "team.json"
    merged = citewell("rollup", "merge", share, "--report", page, "--report", data, "--home", lead, "--json").json
    assert (merged["laptops"], merged["refused"]) == (3, [])
    assert "3 laptops" in page.read_text(encoding="utf-8")
    assert data.is_file()
    assert citewell("rollup", "trust", "remove", known[0], "--home", lead).code == 0
    assert citewell("rollup", "merge", share, "--home", lead).code == 3
    assert citewell("rollup", "trust", "add", "--home", lead).code == 2

"""``citewell release`` from the lead's first command to the agent's way back."""

import json

import pytest
from tests.support import FILES, with_models, write_files
from tests.unit.cli.test_app import citewell, home  # noqa: F401  fixtures

from citewell.application.evaluation.golden_evaluation import GoldenEvaluation
from citewell.bootstrap.open_home import open_app
from citewell.cli import context
from citewell.evaluation.runs import Run
from citewell.knowledge.ingest import IndexOptions
from citewell.settings.home import Home


@pytest.fixture
def lead(home, tmp_path, monkeypatch):  # noqa: F811
    """A home with documents; the golden tickets are not run."""
    run = Run("2026-11-28T12:00:00+00:00", "1", {}, None, 0, 0, {}, ())
    monkeypatch.setattr(GoldenEvaluation, "run", lambda _self, **_wishes: run)
    monkeypatch.setattr(context, "open_app", lambda chosen, **_given: open_app(chosen, choices=with_models()))
    services = open_app(Home(home), choices=with_models())
    services.ingest.run(IndexOptions(write_files(tmp_path / "Handbook", FILES)))
    services.close()
    return home


def test_a_release_goes_from_a_lead_to_an_agent_and_back(citewell, lead, tmp_path):  # noqa: F811
    share, agent = tmp_path / "share", tmp_path / "agent"
    share.mkdir()
    assert citewell("release", "diff").code == 3
    prepared = citewell("release", "prepare", "--team", "berlin", "--note", "Our first", "--json").json
    assert (prepared["info"]["number"], len(prepared["changes"]["documents"]["added"])) == (1, 3)
    assert "3 documents added" in citewell("release", "diff").out
    signed = citewell("release", "sign", share, "--json").json
    assert signed["file"] == str(share / "berlin-0001.release")
    refused = citewell("release", "apply", share, "--home", agent)
    assert refused.code == 0
    assert signed["fingerprint"] in " ".join(refused.err.split())
    assert citewell("release", "apply", share / "berlin-0001.release", "--home", agent).code == 3
    assert citewell("bundle", "trust", "add", signed["fingerprint"], "--home", agent).code == 0
    taken = citewell("release", "apply", share, "--home", agent, "--json").json
    assert (taken["number"], taken["note"]) == (1, "Our first")
    (agent / "settings.json").write_text(json.dumps({"release_folder": str(share)}), encoding="utf-8")
    status = citewell("release", "status", "--home", agent, "--json").json
    assert (status["team"], status["number"], status["folder"]["waiting"]) == ("berlin", 1, None)
    (tmp_path / "Handbook" / "shipping.txt").write_text("Parcels leave on Mondays.\n", encoding="utf-8")
    assert citewell("release", "prepare").code == 0
    worse = citewell("release", "sign", share)
    assert worse.code == 1
    assert "Not signed" in worse.out
    assert citewell("release", "sign", share, "--anyway", "no golden tickets in this test").code == 0
    assert citewell("release", "status", "--home", agent, "--json").json["folder"]["waiting"] == 2
    applied = citewell("release", "apply", "--home", agent)
    assert "changed  document handbook/shipping.txt" in applied.out
    for told in (applied.out, citewell("release", "status", "--home", agent).out):
        assert "The reason given: “no golden tickets in this test”" in told
    back = citewell("release", "rollback", "--home", agent, "--json").json
    assert (back["number"], back["went_back_from"]) == (1, 2)
    assert citewell("release", "apply", share / "berlin-0001.release", "--home", agent).code == 0
    kept = citewell("release", "apply", "--home", agent)
    assert "Release 2 is there; it was gone back from" in kept.out


def test_a_release_is_no_bundle_to_import_and_a_bundle_is_no_release(citewell, lead, tmp_path):  # noqa: F811
    citewell("release", "prepare")
    citewell("release", "sign", tmp_path)
    refused = citewell("bundle", "import", tmp_path / "team-0001.release")
    assert refused.code == 3
    assert "citewell release apply" in " ".join(refused.err.split())
    assert citewell("bundle", "export", "release", "x", tmp_path / "y").code == 3
    assert citewell("bundle", "export", "knowledge", tmp_path / "Handbook", tmp_path / "kb.bundle").code == 0
    refused = citewell("release", "apply", tmp_path / "kb.bundle")
    assert refused.code == 3
    assert "citewell bundle import" in " ".join(refused.err.split())


def test_without_a_release_there_is_nothing_to_tell_or_to_go_back_from(citewell, lead):  # noqa: F811
    assert "No release is in use." in citewell("release", "status").out
    assert citewell("release", "rollback").code == 3
    assert citewell("release", "apply").code == 3


def test_a_release_that_was_cut_off_is_told_at_every_command(citewell, lead):  # noqa: F811
    folder = lead / "releases"
    folder.mkdir(exist_ok=True)
    (folder / "in-force.json").write_text(json.dumps({"settled": False}), encoding="utf-8")
    told = citewell("sources")
    assert "citewell release apply" in " ".join(told.err.split())
    assert citewell("release", "apply").code == 0
    assert "release apply" not in citewell("sources").err

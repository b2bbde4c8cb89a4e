"""Deltas: the same release as the full file makes, whole or not at all, and the full one where no delta leads there."""

import json
import shutil

import pytest
from tests.support import documents, with_models
from tests.unit.application.releases.test_releases import (
    agent,  # noqa: F401  fixture
    everything,
    killed_at,
    share,  # noqa: F401  fixture
)
from tests.unit.application.releases.test_releases import lead as plain_lead  # noqa: F401  fixture

from citewell.application.releases.arrivals import ReleaseFolder
from citewell.application.releases.deltas import REMOVED, release_digest
from citewell.bootstrap.open_home import open_app
from citewell.bundles.reading import read_bundle
from citewell.bundles.writing import write_bundle
from citewell.domain.bundles import BundleKind
from citewell.domain.errors import BadInputError
from citewell.settings.home import Home


@pytest.fixture
def lead(plain_lead):  # noqa: F811
    """A lead with so many documents that what changes is a small part."""
    lines = "\n\n".join(f"Part {number} of the lamp has the number L-{number:05d}." for number in range(400))
    (plain_lead.kb / "parts.md").write_text(f"# Parts\n\n{lines}\n", encoding="utf-8")
    return plain_lead


def change(lead, number: int) -> None:
    (lead.kb / "warranty.md").write_text(f"# Warranty\n\n{number} years on every lamp.\n", encoding="utf-8")


def second(lead):
    """A second release with a document more and one fewer; its full file."""
    change(lead, 2)
    (lead.kb / "refunds.md").unlink()
    return lead.release()


def folder_of(app, share):  # noqa: F811
    return ReleaseFolder(share, app.team.releases.look, app.team.releases.store.in_force)


def test_a_delta_makes_the_very_release_that_the_full_file_makes(lead, agent, tmp_path):  # noqa: F811
    agent.team.releases.apply(lead.release())
    full = second(lead)
    delta = full.with_suffix(".delta")
    carried = {file.path for file in read_bundle(delta).manifest.files}
    assert carried == {REMOVED, "release.json", "knowledge/handbook/warranty.md"}
    assert delta.stat().st_size < full.stat().st_size
    assert release_digest(read_bundle(delta)) == release_digest(read_bundle(full))
    first = everything(agent)
    applied = agent.team.releases.apply(delta)
    assert applied.changes.documents.removed == ("handbook/refunds.md",)
    with_full = open_app(Home(tmp_path / "other"), scratch=True, choices=with_models())
    with_full.bundles.trust(lead.fingerprint)
    with_full.team.releases.apply(full)
    assert everything(agent) == everything(with_full)
    with_full.close()
    assert agent.team.releases.apply(full).notes == ("Release 2 is in use already.",)
    agent.team.releases.rollback()
    assert everything(agent) == first


def test_without_the_release_it_builds_on_the_full_one_is_named_and_taken_from_the_folder(lead, agent, share):  # noqa: F811
    first = lead.release()
    full = second(lead)
    with pytest.raises(BadInputError, match=r"builds on release 1, which is not here.*berlin-0002.release"):
        agent.team.releases.apply(full.with_suffix(".delta"))
    assert documents(agent) == []
    first.unlink()
    arrival = folder_of(agent, share).arrived()
    assert (arrival.path, arrival.problems) == (full, ())
    full.unlink()
    assert "Take the full release instead: berlin-0002.release" in folder_of(agent, share).arrived().problems[0]


def test_a_laptop_that_was_away_puts_several_deltas_on_what_it_has(lead, agent, share):  # noqa: F811
    agent.team.releases.apply(lead.release())
    first = everything(agent)
    second(lead)
    change(lead, 3)
    third = lead.release()
    read = []
    look = agent.team.releases.look
    folder = folder_of(agent, share)
    folder.look = lambda path: read.append(path.name) or look(path)
    assert folder.arrived().path == third.with_suffix(".delta")
    assert read == ["berlin-0001.release", "berlin-0002.delta", "berlin-0003.delta"]  # no full one but that in use
    agent.team.releases.apply(third.with_suffix(".delta"))
    assert agent.team.releases.current()[1].number == 3
    assert sorted(one.number for one in agent.team.releases.store.kept()) == [1, 3]
    with pytest.raises(BadInputError, match="older than release 3"):
        agent.team.releases.apply(share / "berlin-0002.delta")
    agent.team.releases.rollback()
    assert everything(agent) == first


def test_a_base_that_was_changed_on_the_disk_is_refused_and_the_full_release_taken(lead, agent, share):  # noqa: F811
    agent.team.releases.apply(lead.release())
    full = second(lead)
    store = agent.team.releases.store
    kept = store.path_of(store.in_force().current) / "knowledge" / "handbook" / "parts.md"
    kept.write_text("Other parts.\n", encoding="utf-8")
    before = everything(agent)
    folder = folder_of(agent, share)
    arrived = folder.arrived().path
    with pytest.raises(BadInputError, match=r"was changed on this disk \(knowledge/handbook/parts.md\)"):
        agent.team.releases.apply(arrived)
    assert everything(agent) == before
    folder.refuse(arrived)
    assert folder.arrived().path == full
    agent.team.releases.apply(full)
    assert "warranty.md" in documents(agent)


def test_a_delta_that_does_not_make_what_was_signed_is_refused(lead, agent, tmp_path):  # noqa: F811
    agent.team.releases.apply(lead.release())
    delta = read_bundle(second(lead).with_suffix(".delta"))
    before = everything(agent)
    for name, text in ((REMOVED, json.dumps([])), ("release.json", "{}")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = {name: tmp_path / name for name in (REMOVED, "release.json")}
    signer = lead.app.compliance.signer
    odd = tmp_path / "odd.delta"
    write_bundle(odd, BundleKind.DELTA, "berlin", "2", files, signer, fields=delta.manifest.fields)
    with pytest.raises(BadInputError, match="do not make what was signed"):
        agent.team.releases.apply(odd)
    endless = {**delta.manifest.fields, "base": "2"}
    write_bundle(odd, BundleKind.DELTA, "berlin", "2", files, signer, fields=endless)
    with pytest.raises(BadInputError, match="does not say which release it builds on"):
        agent.team.releases.apply(odd)
    assert everything(agent) == before


def test_where_most_of_it_changed_there_is_no_delta(lead, share):  # noqa: F811
    lead.release()
    (lead.kb / "parts.md").write_text("# Parts\n\n" + "All parts are new.\n\n" * 900, encoding="utf-8")
    lead.release()
    assert sorted(path.name for path in share.iterdir()) == ["berlin-0001.release", "berlin-0002.release"]


def test_killed_amid_a_delta_it_is_the_old_release_or_the_new_one(lead, tmp_path):
    home, ready = Home(tmp_path / "agent"), tmp_path / "ready"
    first = lead.release()
    delta = second(lead).with_suffix(".delta")
    app = open_app(home, scratch=True, choices=with_models())
    app.bundles.trust(lead.fingerprint)
    app.team.releases.apply(first)
    old = everything(app)
    app.close()
    shutil.copytree(home.path, ready)
    for step in ("check", "index"):
        shutil.rmtree(home.path)
        shutil.copytree(ready, home.path)
        assert killed_at(home.path, delta, step, "apply") == 9
        app = open_app(home, scratch=True, choices=with_models())
        finished = app.team.releases.finish()
        assert (finished is None) is (step == "check")
        if finished is None:
            assert everything(app) == old
            app.team.releases.apply(delta)
        assert "warranty.md" in documents(app)
        assert "refunds.md" not in documents(app)
        app.close()

"""The team's page: a release that arrives is taken and told, gone back from with one click, and locks are shown."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from tests.support import log_draft, with_models, write_files

from citewell.application.releases.preparing import ReleaseMaking
from citewell.bootstrap.open_home import open_app
from citewell.desktop.language.words import tr
from citewell.desktop.shell.workbench import DRAFT_PLACE, TEAM_PLACE
from citewell.desktop.team.text import NO_WAY_BACK, ROLL_BACK_FIRST_TIP, ROLL_BACK_TIP
from citewell.domain.documents import Access
from citewell.domain.drafts import Decision, Draft, ModelUse, Ticket
from citewell.evaluation.runs import Run
from citewell.knowledge.ingest import IndexOptions
from citewell.settings.company import POLICY_VARIABLE
from citewell.settings.home import Home


def grab(widget, name):
    """Keep a picture, where a folder for them is named."""
    if folder := os.environ.get("CITEWELL_PICTURES"):
        QApplication.processEvents()
        widget.grab().save(str(Path(folder) / f"{name}.png"))


@pytest.fixture
def lead(tmp_path):
    """Signs releases of a handbook; the golden tickets are not run."""
    app = open_app(Home(tmp_path / "lead"), scratch=True, choices=with_models())
    handbook = write_files(tmp_path / "Handbook", {"warranty.md": "# Warranty\n\nTwo years on every lamp.\n"})
    app.ingest.run(IndexOptions(handbook, Access.PUBLIC))
    run = Run("2026-11-28T12:00:00+00:00", "1", {}, None, 0, 0, {}, ())
    making = ReleaseMaking(replace(app.team.making._parts, run_golden=lambda **_wishes: run))
    share = tmp_path / "share"
    share.mkdir()

    def release(note: str, **files: str) -> Path:
        write_files(handbook, {f"{name}.md": f"# {name}\n\n{text}\n" for name, text in files.items()})
        making.prepare("berlin", note)
        return making.sign(share, anyway="no golden tickets in this test").file

    release.share, release.fingerprint = share, app.bundles.own_fingerprint
    yield release
    app.close()


@pytest.fixture
def team(empty, services, lead):
    """The workbench of a laptop that trusts the lead and follows the share."""
    services.bundles.trust(lead.fingerprint, "lead")
    services.settings.use(replace(services.options, release_folder=str(lead.share)))
    return empty


def test_a_release_that_arrives_is_taken_told_and_gone_back_from_with_one_click(team, services, lead, qtbot):
    watch = team.release_watch
    lead("Our first")
    with qtbot.waitSignal(watch.changed):
        watch.begin()
    assert "Release 1 is in use: 1 document added" in watch.notice.message.text()
    team.show_place(TEAM_PLACE)
    page = team.team_view
    qtbot.waitUntil(lambda: page.release.text().startswith("Release 1 of berlin"))
    assert page.gate.text().endswith("There was no earlier run to compare with.")
    lead("Prices are new", prices="A lamp costs 40 EUR.", repairs="Repairs take two weeks.")
    with qtbot.waitSignal(watch.changed):
        watch.look()
    told = watch.notice.message.text()
    assert told.startswith("Release 2 is in use: 2 documents added. “Prices are new” Its lead signed it though")
    qtbot.waitUntil(lambda: page.changes.rowCount() == 2)
    assert page.changes.item(0, 2).text() == "handbook/prices.md"
    assert page.gate.text().endswith("“no golden tickets in this test” It was compared with release 1.")
    grab(team, "team")
    with qtbot.waitSignal(watch.changed):
        watch.notice.button.click()
    assert watch.notice.message.text().startswith("Release 1 is in use, gone back from release 2")
    qtbot.waitUntil(lambda: page.release.text().startswith("Release 1 of berlin"))
    qtbot.waitUntil(page.roll_back.isEnabled)
    assert page.held.text().startswith("Release 2 was gone back from and is not taken again by itself.")
    watch.notice.dismiss()
    watch.look()  # it lies there still
    qtbot.waitUntil(lambda: watch._looking is None)
    assert services.team.releases.current()[1].number == 1
    assert watch.notice.isHidden()
    team.show_place(DRAFT_PLACE)


def test_counts_for_the_lead_are_written_from_the_page(empty, services, tmp_path, monkeypatch, qtbot):
    empty.show_place(TEAM_PLACE)
    page = empty.team_view
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    page.write.click()
    qtbot.waitUntil(lambda: page.notice.message.text().startswith("Not enough data yet: collect 5 more drafts."))
    assert not list(tmp_path.glob("rollup-*"))
    for number in range(5):
        draft = Draft(f"d{number}", Decision.REFUSE, "T", (), (), 0.5, (), (), ModelUse("m", "", "", ""), "1")
        log_draft(services.log, Ticket("Hello"), draft)
    page.write.click()
    qtbot.waitUntil(lambda: page.notice.message.text().startswith("5 drafts were counted in rollup-"))
    assert services.team.rollups.own_fingerprint in page.notice.message.text()
    assert len(list(tmp_path.glob("rollup-*"))) == 1
    grab(empty, "team-counts")


def test_that_a_file_is_looked_at_is_told_until_it_ended(team, services, lead, monkeypatch, qtbot):
    team.show_place(TEAM_PLACE)
    page = team.team_view
    qtbot.waitUntil(lambda: page.roll_back.toolTip() == tr(NO_WAY_BACK))
    for note, tip in (("Our first", ROLL_BACK_FIRST_TIP), ("Our second", ROLL_BACK_TIP)):
        chosen = (str(lead(note, **{note[-5:]: "Two years."})), "")
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, chosen=chosen: chosen)
        page.take.click()
        assert "Checking the release" in page.notice.message.text()
        qtbot.waitUntil(page.notice.isHidden)
        assert "is in use" in team.release_watch.notice.message.text()
        qtbot.waitUntil(lambda tip=tip: page.roll_back.toolTip() == tr(tip))
    assert services.team.releases.current()[1].number == 2


def test_what_cannot_be_taken_is_told_once(team, services, lead, qtbot):
    watch = team.release_watch
    services.bundles.distrust(lead.fingerprint)
    lead("Of a stranger")
    watch.look()
    qtbot.waitUntil(watch.notice.isVisible)
    assert lead.fingerprint in watch.notice.message.text()
    assert "citewell" not in watch.notice.message.text()
    watch.notice.dismiss()
    watch.look()
    qtbot.waitUntil(lambda: watch._looking is None)
    assert watch.notice.isHidden()
    services.bundles.trust(lead.fingerprint)
    with qtbot.waitSignal(watch.changed):
        watch.look()


def test_one_that_was_cut_off_is_finished_at_the_start(team, services, lead, qtbot):
    releases = services.team.releases
    releases.apply(lead("Our first"))
    releases.store.put_in_force(replace(releases.store.in_force(), settled=False))
    with qtbot.waitSignal(team.release_watch.changed):
        team.release_watch.begin()
    assert releases.store.in_force().settled


def test_the_page_says_that_nothing_is_in_use_and_nothing_is_locked(empty, qtbot):
    assert "team_view" not in empty.__dict__  # built when it is first gone to
    empty.show_place(TEAM_PLACE)
    page = empty.team_view
    qtbot.waitUntil(lambda: page.release.text().startswith("No release is in use"))
    assert not page.roll_back.isEnabled()
    assert page.nothing_locked.isVisible()
    assert page.folder.text().startswith("No folder is chosen")
    grab(empty, "team-empty")


def test_what_the_company_set_is_shown_and_stays(empty, services, tmp_path, monkeypatch, qtbot):
    policy = tmp_path / "policy.json"
    locked = {"offline": True, "release_folder": str(tmp_path / "share"), "keep_drafts_days": 90}
    policy.write_text(json.dumps({"by": "Lumen IT", "locked": locked}), encoding="utf-8")
    monkeypatch.setenv(POLICY_VARIABLE, str(policy))
    services.home.settings.write_text('{"keep_drafts_days": 7}', encoding="utf-8")
    empty.show_place(TEAM_PLACE)
    page = empty.team_view
    qtbot.waitUntil(lambda: page.locked.rowCount() == 3)
    assert not page.choose.isEnabled()
    assert [page.locked.item(row, 1).text() for row in range(2)] == ["90; edited here, which does not count", "on"]
    session = empty._session
    with qtbot.waitSignal(session.failed) as told:
        session.set_options(replace(services.options, offline=False))
    assert "'offline' is set to on by Lumen IT and stays so." in told.args[0].message
    assert services.options.offline
    grab(empty, "team-locked")

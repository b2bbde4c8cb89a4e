"""A bundle is looked into, shown, and taken in by the window."""

import pytest
from desktop_doubles import REFUNDS
from tests.support import with_models

from citewell.bootstrap.open_home import open_app
from citewell.domain.bundles import BundleKind
from citewell.knowledge.ingest import IndexOptions
from citewell.settings.home import Home

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def bundle(tmp_path):
    """Knowledge of another home."""
    kb = tmp_path / "their-kb"
    kb.mkdir()
    (kb / "refunds.md").write_text(REFUNDS, encoding="utf-8")
    other = open_app(Home(tmp_path / "theirs"), scratch=True, choices=with_models())
    other.ingest.run(IndexOptions(kb))
    target = tmp_path / "kb.bundle"
    other.bundles.export(BundleKind.KNOWLEDGE, str(kb), target)
    fingerprint = other.bundles.own_fingerprint
    other.close()
    return target, fingerprint


def test_an_unknown_signer_needs_a_tick(empty, services, bundle, qtbot):
    path, fingerprint = bundle
    view = empty.sources_view
    view.importing.look(path)
    qtbot.waitUntil(lambda: view.importing.dialog is not None)
    dialog = view.importing.dialog
    assert not dialog.import_button.isEnabled()
    dialog.tick.click()
    with qtbot.waitSignal(empty._session.indexed):
        dialog.import_button.click()
    assert "their-kb imported" in view.notice.message.text()
    assert services.bundles.trusts(fingerprint)
    qtbot.waitUntil(lambda: [card.source.documents for card in view.cards] == [1])


def test_a_file_that_is_no_bundle_says_so(empty, tmp_path, qtbot):
    path = tmp_path / "x.bundle"
    path.write_bytes(b"no bundle")
    view = empty.sources_view
    view.importing.look(path)
    qtbot.waitUntil(lambda: "no bundle" in view.notice.message.text())
    assert view.importing.dialog is None

"""An older program on a newer home: the window says so, changes nothing, and ends as something a user can mend."""

from types import SimpleNamespace

from citewell.bootstrap.open_home import open_app
from citewell.desktop.language.choice import Speech
from citewell.desktop.shell import app
from citewell.settings.home import Home
from citewell.storage.db import migrations


def test_the_window_refuses_the_data_of_a_newer_one(qtbot, qapp, theme, tmp_path, monkeypatch):
    home = Home(tmp_path / "home")
    open_app(home).close()
    before = home.database.read_bytes()
    monkeypatch.setattr(migrations, "SCHEMA_VERSION", migrations.SCHEMA_VERSION - 1)
    told: list[tuple[str, int]] = []

    def refuse(message: str, code: int) -> int:
        told.append((message, code))
        return code

    monkeypatch.setattr(app, "refuse", refuse)
    ended: list[int] = []
    monkeypatch.setattr(app, "QApplication", SimpleNamespace(exit=ended.append))  # the tests after it go on
    program = app.Program(home, theme, Speech(qapp))
    qtbot.addWidget(program.window)
    program.begin()
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    program.close()
    message, code = told[0]
    assert "was written by a newer Citewell" in message
    assert "Update Citewell; nothing was changed." in message
    assert ended == [code] == [app.USER_CAN_FIX]
    assert not program.window.isVisible()
    assert home.database.read_bytes() == before

"""``citewell key``, ``backup`` and ``restore``: what they print, and their exit codes."""

import os
import sys
from pathlib import Path

import pytest
from tests.unit.cli.test_app import Result

from citewell.bootstrap.open_home import open_app
from citewell.cli import app as cli
from citewell.cli import context
from citewell.domain.errors import BadInputError
from citewell.settings.home import Home
from citewell.storage.keys import passphrases

WORDS, OTHERS = "four quiet giraffes", "another set of words"


@pytest.fixture
def citewell(capsys, monkeypatch):
    for name in ("CITEWELL_PASSPHRASE", "CITEWELL_PASSPHRASE_FILE", "CITEWELL_NEW_PASSPHRASE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(passphrases, "calibrate", lambda: 1)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)

    def run(*words: object, **environment: str) -> Result:
        for name, value in environment.items():
            monkeypatch.setenv(f"CITEWELL_{name}", value)
        monkeypatch.setattr(sys, "argv", ["citewell", *map(str, words)])
        try:
            return Result(cli.run(lambda *_: 0), *capsys.readouterr())
        finally:
            for name in (*(f"CITEWELL_{name}" for name in environment), "CITEWELL_PASSPHRASE_FILE"):
                os.environ.pop(name, None)

    return run


@pytest.fixture
def home(tmp_path) -> Home:
    made = Home(tmp_path / "default-home")
    open_app(made, scratch=True).close()
    return made


def test_a_passphrase_from_setting_to_removing(citewell, home, tmp_path):
    assert citewell("key", "--json").json["protection"] == "file"
    done = citewell("key", "set-passphrase", "--json", PASSPHRASE=WORDS)
    assert (done.code, done.json["protection"], done.json["kdf"]["name"]) == (0, "passphrase", "argon2id")
    refused = citewell("sources")
    assert (refused.code, "CITEWELL_PASSPHRASE" in refused.err) == (3, True)
    wrong = [citewell("sources", PASSPHRASE=words) for words in ("x", "four quiet giraffe")]
    assert [result.code for result in wrong] == [3, 3]
    assert wrong[0].err == wrong[1].err
    file = tmp_path / "words"
    file.write_text(f"{WORDS}\n")
    assert citewell("--passphrase-file", file, "sources").code == 0
    assert citewell("key", "set-passphrase", PASSPHRASE=WORDS, NEW_PASSPHRASE="short").code == 3
    assert citewell("key", "set-passphrase", "--passphrase-file", file, NEW_PASSPHRASE=OTHERS).code == 0
    assert citewell("sources", PASSPHRASE=WORDS).code == 3
    assert citewell("key", "rotate", PASSPHRASE=OTHERS).code == 0
    assert citewell("key", "remove-passphrase", "--json", PASSPHRASE=OTHERS).json["protection"] == "file"
    assert citewell("sources").code == 0
    assert citewell("key", "remove-passphrase").code == 3


def test_the_passphrase_is_never_an_argument(citewell, home):
    assert citewell("key", "set-passphrase", WORDS).code == 2
    assert citewell("key", "set-passphrase").code == 3


def test_key_commands_without_a_home(citewell, tmp_path):
    result = citewell("key", "rotate", "--home", tmp_path / "none")
    assert (result.code, "There is no home" in result.err) == (3, True)
    assert not (tmp_path / "none").exists()


def test_every_change_of_the_key_is_in_the_audit_log(citewell, home):
    citewell("key", "set-passphrase", PASSPHRASE=WORDS)
    citewell("key", "rotate", PASSPHRASE=WORDS)
    services = open_app(home, scratch=True, ask=lambda: WORDS)
    subjects = [entry.subject for entry in services.compliance.audit.entries() if entry.kind == "key"]
    assert services.compliance.audit_check.verify().sound
    services.close()
    assert subjects == ["passphrase set", "rotated"]


def test_backup_and_restore(citewell, home, tmp_path):
    target = tmp_path / "a.backup"
    made = citewell("backup", target, "--json")
    assert (made.code, made.json["verified"], made.json["passphrase"]) == (0, True, False)
    assert "elsewhere" in made.err
    assert citewell("backup", target, BACKUP_PASSPHRASE=WORDS).code == 0
    done = citewell("restore", target, "--json")
    assert done.code == 0
    assert Path(done.json["before"]).is_dir()
    other = tmp_path / "other"
    assert citewell("restore", target, "--home", other).code == 3
    assert citewell("restore", target, "--home", other, BACKUP_PASSPHRASE=OTHERS).code == 3
    assert not other.exists()
    assert citewell("restore", target, "--home", other, BACKUP_PASSPHRASE=WORDS).code == 0
    assert citewell("sources", "--home", other).code == 0
    services = open_app(home, scratch=True)
    assert services.compliance.audit_check.verify().sound
    services.close()


def test_a_backup_of_a_protected_home_takes_its_passphrase(citewell, home, tmp_path):
    citewell("key", "set-passphrase", PASSPHRASE=WORDS)
    assert citewell("backup", tmp_path / "b", "--json", PASSPHRASE=WORDS).json["passphrase"] is True
    assert citewell("restore", tmp_path / "b", "--home", tmp_path / "other", BACKUP_PASSPHRASE=WORDS).code == 0


def test_restore_wants_a_backup_or_salvage(citewell, home, tmp_path):
    assert citewell("restore").code == 2
    assert citewell("restore", tmp_path / "missing").code == 3
    assert citewell("restore", "--salvage", "--json").json["damaged"] == []


def test_passphrases_that_are_typed(monkeypatch):
    typed = iter(["first words", "first words", "first words", "other words"])
    monkeypatch.setattr(context.getpass, "getpass", lambda _prompt: next(typed))
    assert context.type_twice("New passphrase") == "first words"
    with pytest.raises(BadInputError, match="not the same"):
        context.type_twice("New passphrase")

"""Backups open again, here and elsewhere; one that was tampered with is refused before anything is touched."""

import json
import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import log_draft, with_models

from citewell.application.homes import backups as use_case
from citewell.application.homes.backups import back_up, restore, salvage_home
from citewell.application.homes.keys import READY, finish_restore, rotate_key
from citewell.bootstrap.open_home import open_app, reopen
from citewell.domain.drafts import Decision, Draft, ModelUse, Outcome, OutcomeKind, Ticket
from citewell.domain.errors import (
    BackupError,
    DamagedDatabaseError,
    HomeBusyError,
    StorageError,
    WrongPassphraseError,
)
from citewell.settings.home import Home
from citewell.storage.backup import backups
from citewell.storage.backup.manifest import BackupFile, Manifest, is_safe, read_manifest
from citewell.storage.backup.sealed_file import PIECE_BYTES, SealedReader, SealedWriter
from citewell.storage.keys.keys import no_passphrase
from citewell.storage.keys.passphrases import new_passphrase_key

WORDS = "four quiet giraffes"
SECRET = "giraffe bicycle opera"


@pytest.fixture(autouse=True)
def _cheap_passphrases(monkeypatch):
    monkeypatch.setattr(use_case, "new_passphrase_key", lambda words: new_passphrase_key(words, iterations=1))


def draft(identity: str) -> Draft:
    return Draft(identity, Decision.ANSWER, SECRET, (), (), 0.5, (), (), ModelUse("m", "", "f", "h"), "reply-1")


def fill(home: Home, drafts: int = 3) -> Home:
    services = open_app(home, scratch=True, choices=with_models())
    for number in range(drafts):
        log_draft(services.log, Ticket(f"{SECRET}?"), draft(f"d{number}"))
        services.outcomes.record(Outcome(f"d{number}", OutcomeKind.EDITED, SECRET))
    services.close()
    style = home.styles / "style-1"
    style.mkdir(parents=True)
    (style / "adapter_model.safetensors").write_bytes(bytes(range(256)) * 9000)
    home.settings.write_text('{"theme": "dark"}')
    return home


def drafts_of(home: Home) -> list[str]:
    services = open_app(home, scratch=True)
    try:
        assert services.database.check() == "ok"
        assert services.compliance.audit_check.verify().problems == ()
        return [entry.draft_id for entry in services.log.entries()]
    finally:
        services.close()


def backed_up(home: Home, target: Path, passphrase: str = "") -> Path:
    services = open_app(home, scratch=True)
    try:
        back_up(services, target, passphrase)
        assert [copy.kind for copy in services.compliance.copies.all()] == ["backup"]
    finally:
        services.close()
    return target


def put_back(home: Home, source: Path, passphrase: str = "", key_from: Path | None = None, open_app=reopen):
    ask = (lambda: passphrase) if passphrase else no_passphrase
    return restore(home, source, no_passphrase, ask, key_from, open_app)


@pytest.fixture
def home(tmp_path) -> Home:
    return fill(Home(tmp_path / "home"))


def test_a_restored_home_is_the_one_that_was_backed_up(home, tmp_path):
    source = backed_up(home, tmp_path / "a.backup")
    services = open_app(home, scratch=True)
    log_draft(services.log, Ticket("later"), draft("later"))
    services.close()
    home.settings.write_text('{"theme": "light"}')
    done = put_back(home, source)
    assert drafts_of(home) == ["d0", "d1", "d2"]
    assert json.loads(home.settings.read_text()) == {"theme": "dark"}
    assert (home.styles / "style-1" / "adapter_model.safetensors").stat().st_size == 256 * 9000
    assert done.before is not None
    assert drafts_of(Home(done.before)) == ["d0", "d1", "d2", "later"]


def test_elsewhere_it_needs_the_passphrase_or_the_first_home(home, tmp_path):
    source = backed_up(home, tmp_path / "a.backup", WORDS)
    other = Home(tmp_path / "other")
    with pytest.raises(WrongPassphraseError):
        put_back(other, source, "not these words")
    assert not other.path.exists()
    put_back(other, source, WORDS)
    assert drafts_of(other) == ["d0", "d1", "d2"]
    assert home.key_file.read_text() != other.key_file.read_text()
    plain = backed_up(fill(Home(tmp_path / "third")), tmp_path / "b.backup")
    with pytest.raises(BackupError, match="--key-from"):
        put_back(Home(tmp_path / "fourth"), plain)
    put_back(Home(tmp_path / "fourth"), plain, key_from=tmp_path / "third")
    assert drafts_of(Home(tmp_path / "fourth")) == ["d0", "d1", "d2"]


def test_a_backup_of_before_a_rotation_still_opens(home, tmp_path):
    source = backed_up(home, tmp_path / "a.backup")
    rotate_key(home, no_passphrase)
    put_back(home, source)
    assert drafts_of(home) == ["d0", "d1", "d2"]


def test_nothing_in_a_backup_can_be_read(home, tmp_path):
    data = backed_up(home, tmp_path / "a.backup", WORDS).read_bytes()
    for words in (*SECRET.split(), "style-1", "adapter_model", "theme", WORDS, "citewell.db"):
        for encoding in ("utf-8", "utf-16-le"):
            assert words.encode(encoding) not in data
    assert not [path for path in home.path.iterdir() if path.name.startswith(".backup")]


def test_a_damaged_or_cut_backup_touches_nothing(home, tmp_path):
    source = backed_up(home, tmp_path / "a.backup")
    whole = source.read_bytes()
    before = {path: path.read_bytes() for path in home.path.rglob("*") if path.is_file()}
    start = whole.index(b"}}") + 2
    spoiled = [
        whole[: len(whole) // 2],
        whole[:-1],
        whole[: start + PIECE_BYTES + 16],
        whole + b"x",
        whole[:40],
        b"",
        b"not a backup at all",
        whole[: start + 100] + bytes([whole[start + 100] ^ 1]) + whole[start + 101 :],
        whole.replace(b'"id": "', b'"id": "x', 1),
    ]
    for data in spoiled:
        source.write_bytes(data)
        with pytest.raises(StorageError, match=r"Nothing was restored|backup"):
            put_back(home, source)
    assert {path: path.read_bytes() for path in home.path.rglob("*") if path.is_file()} == before
    assert [path.name for path in tmp_path.iterdir() if "restor" in path.name] == []


@pytest.mark.parametrize(
    "path",
    ["../x", "a/../../x", "/etc/x", "C:/x", "a\\..\\x", "", ".", "a/./b", "a//b", "nul", "con.txt", "x\0",
     "a/" * 9 + "b", "home.json", "database.key", "HOME.json", "a.", "a /b", "x" * 300],
)  # fmt: skip
def test_names_that_lead_elsewhere_are_refused(path):
    assert not is_safe(path)
    files = [BackupFile("citewell.db", 1, "0" * 64), BackupFile(path, 1, "0" * 64)]
    with pytest.raises(BackupError, match="not allowed"):
        read_manifest(Manifest("", "", 4, {}, files).to_bytes())


@given(st.text(max_size=30))
def test_a_name_that_is_allowed_stays_inside(path):
    if is_safe(path):
        assert (Path("/base") / path).resolve().is_relative_to("/base")
        assert (Path("/base") / path).resolve() != Path("/base")


def sealed(path: Path, key: bytes, content: bytes) -> Path:
    with path.open("wb") as file:
        writer = SealedWriter(file, key, {})
        writer.write(content)
        writer.finish()
    return path


@pytest.mark.parametrize(
    ("size", "content", "match"),
    [
        (1 << 41, b"", "more than a home can"),
        (500, b"short", "less than it says"),
        (3, b"longer", "not what it was|more than"),
        (-1, b"", "not allowed"),
    ],
)
def test_sizes_that_do_not_hold_are_refused(tmp_path, size, content, match):
    key = b"k" * 32
    manifest = Manifest("", "", 4, {}, [BackupFile("citewell.db", size, "0" * 64)]).to_bytes()
    path = sealed(tmp_path / "x", key, struct.pack(">I", len(manifest)) + manifest + content)
    (tmp_path / "out").mkdir()
    with pytest.raises(BackupError, match=match):
        backups.unpack_backup(path, key, tmp_path / "out")


@settings(max_examples=25)
@given(size=st.sampled_from([0, 1, 100, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 2 * PIECE_BYTES]))
def test_sealed_files_come_back_whole(tmp_path, size):
    key, content = b"k" * 32, b"ab" * (size // 2 + 1)
    path = sealed(tmp_path / "x", key, content[:size])
    with SealedReader(path) as reader:
        assert b"".join(reader.pieces(key)) == content[:size]


def test_a_sealed_file_that_is_cut_between_two_pieces_is_not_whole(tmp_path):
    key = b"k" * 32
    path = sealed(tmp_path / "x", key, b"a" * (2 * PIECE_BYTES))
    whole = path.read_bytes()
    path.write_bytes(whole[: -(PIECE_BYTES + 16)])
    with SealedReader(path) as reader, pytest.raises(BackupError, match="cut off"):
        list(reader.pieces(key))


def test_what_uses_the_home_is_not_overrun(home, tmp_path):
    source = backed_up(home, tmp_path / "a.backup")
    services = open_app(home, scratch=True)
    with pytest.raises(HomeBusyError, match="Close its windows"):
        put_back(home, source)
    services.close()
    assert drafts_of(home) == ["d0", "d1", "d2"]


def test_a_restored_home_that_does_not_open_gives_way_to_the_one_before(home, tmp_path):
    source = backed_up(home, tmp_path / "a.backup")

    def fail(*_values, **_named):
        raise DamagedDatabaseError("does not open")

    with pytest.raises(DamagedDatabaseError):
        put_back(home, source, open_app=fail)
    assert drafts_of(home) == ["d0", "d1", "d2"]


def test_a_crash_between_the_last_two_steps_is_mended_at_the_next_start(home):
    staged = home.path.with_name("home.restoring")
    home.path.replace(staged)
    (staged / READY).touch()
    finish_restore(home)
    assert drafts_of(home) == ["d0", "d1", "d2"]
    assert not (home.path / READY).exists()


def test_a_backup_that_does_not_prove_itself_leaves_the_old_one(home, tmp_path, monkeypatch):
    source = backed_up(home, tmp_path / "a.backup")
    before = source.read_bytes()
    real = backups.prove
    calls = iter(range(10))
    monkeypatch.setattr(backups, "prove", lambda *v: {**real(*v), "draft": next(calls)})
    services = open_app(home, scratch=True)
    with pytest.raises(BackupError, match="not the same"):
        back_up(services, source, "")
    services.close()
    assert source.read_bytes() == before
    assert not source.with_name("a.backup.part").exists()


def test_what_can_be_read_of_a_damaged_log_is_kept(tmp_path):
    home = fill(Home(tmp_path / "home"), drafts=60)
    data = bytearray(home.database.read_bytes())
    page = 4096
    spoiled = len(data) // page // 2 * page
    data[spoiled : spoiled + page] = b"\x55" * page
    home.database.write_bytes(data)
    found, kept = salvage_home(home, no_passphrase, reopen)
    assert kept.exists()
    services = open_app(home, scratch=True)
    assert services.database.check() == "ok"
    drafts = len(list(services.log.entries()))
    services.close()
    assert drafts == found.rows["draft"]
    assert drafts >= 40


def test_salvage_of_a_sound_database_keeps_every_row(home):
    found, _ = salvage_home(home, no_passphrase, reopen)
    assert found.damaged == ()
    assert (found.rows["draft"], found.rows["outcome"]) == (3, 3)
    assert drafts_of(home) == ["d0", "d1", "d2"]


def test_a_place_that_is_none(home, tmp_path):
    services = open_app(home, scratch=True)
    for place in (tmp_path, tmp_path / "missing" / "x"):
        with pytest.raises(BackupError, match="name a file"):
            back_up(services, place, "")
    services.close()

"""Where the key of the database is, and what is said where it is not."""

import json
import os
import stat

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from citewell.domain.errors import StorageError, WrongKeyError
from citewell.storage.keys.keys import HomeKeys


class MemoryKeyring(KeyringBackend):
    """A keyring that works."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def delete_password(self, service, username):
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError


class LockedKeyring(MemoryKeyring):
    """A keyring that does not answer."""

    def set_password(self, service, username, password):
        raise KeyringLocked

    def get_password(self, service, username):
        raise KeyringLocked


class BrokenKeyring(MemoryKeyring):
    """A keyring whose service fails in a way of its own."""

    def set_password(self, service, username, password):
        raise RuntimeError("no such bus")


class ForgetfulKeyring(MemoryKeyring):
    """A keyring that takes a key and does not keep it."""

    def set_password(self, service, username, password):
        pass


@pytest.fixture
def use_keyring():
    before = keyring.get_keyring()

    def use(backend: KeyringBackend) -> KeyringBackend:
        keyring.set_keyring(backend)
        return backend

    yield use
    keyring.set_keyring(before)


@pytest.fixture
def load(tmp_path):
    def load(*, exists: bool = False, use_keyring: bool = True):
        keys = HomeKeys(tmp_path / "home.json", tmp_path / "database.key", use_keyring=use_keyring)
        return keys.load(database_exists=exists)

    return load


def test_without_a_keyring_the_key_is_in_a_file_of_its_owner(tmp_path, load):
    key = load()
    assert key.place == "file"
    assert len(bytes.fromhex(key.hexadecimal)) == 32
    assert "no keyring" in key.warning
    assert str(tmp_path / "database.key") in key.warning
    assert json.loads((tmp_path / "home.json").read_text())["key"] == "file"
    if os.name == "posix":
        for name in ("database.key", "home.json"):
            assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_the_key_stays_the_same(load):
    assert load().hexadecimal == load(exists=True).hexadecimal


def test_two_homes_have_two_keys(tmp_path):
    keys = {
        HomeKeys(tmp_path / f"{n}.json", tmp_path / f"{n}.key").load(database_exists=False).hexadecimal
        for n in range(2)
    }
    assert len(keys) == 2


@pytest.mark.skipif(os.name != "posix", reason="permissions are different on this system")
def test_a_key_file_that_others_may_read_is_closed(tmp_path, load):
    load()
    (tmp_path / "database.key").chmod(0o644)
    load(exists=True)
    assert stat.S_IMODE((tmp_path / "database.key").stat().st_mode) == 0o600


@pytest.mark.parametrize("data", [None, b"", b"not a key", b"ab" * 31, b"Z" * 64, b"\xff" * 64])
def test_a_key_that_is_missing_or_damaged_is_never_made_anew(tmp_path, load, data):
    load()
    path = tmp_path / "database.key"
    if data is None:
        path.unlink()
    else:
        path.write_bytes(data)
    with pytest.raises(WrongKeyError, match="Put it back from a copy"):
        load(exists=True)
    assert (path.read_bytes() if path.exists() else None) == data


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"{}", b'{"id": 1}', b"\xff"])
def test_a_damaged_identity_is_never_made_anew(tmp_path, load, data):
    load()
    (tmp_path / "home.json").write_bytes(data)
    with pytest.raises(WrongKeyError, match="damaged"):
        load(exists=True)
    assert (tmp_path / "home.json").read_bytes() == data


def test_a_database_without_its_identity_gets_no_new_key(tmp_path, load):
    load()
    (tmp_path / "home.json").unlink()
    with pytest.raises(WrongKeyError, match=r"home\.json.*is missing"):
        load(exists=True)
    assert not (tmp_path / "home.json").exists()


def test_a_keyring_keeps_the_key_and_no_file_does(tmp_path, load, use_keyring):
    memory = use_keyring(MemoryKeyring())
    key = load()
    assert (key.place, key.warning) == ("keyring", "")
    assert list(memory.kept.values()) == [key.hexadecimal]
    assert not (tmp_path / "database.key").exists()
    assert key.hexadecimal not in (tmp_path / "home.json").read_text()
    assert load(exists=True) == key


def test_a_scratch_home_leaves_the_keyring_alone(load, use_keyring):
    memory = use_keyring(MemoryKeyring())
    assert load(use_keyring=False).place == "file"
    assert memory.kept == {}


@pytest.mark.parametrize("backend", [LockedKeyring, BrokenKeyring, ForgetfulKeyring])
def test_a_keyring_that_does_not_keep_it_is_not_trusted(load, use_keyring, backend):
    use_keyring(backend())
    assert load().place == "file"


def test_a_key_that_left_the_keyring(load, use_keyring):
    memory = use_keyring(MemoryKeyring())
    load()
    memory.kept.clear()
    with pytest.raises(WrongKeyError, match="not in the system keyring"):
        load(exists=True)


def test_a_keyring_that_is_locked_later(load, use_keyring):
    use_keyring(MemoryKeyring())
    load()
    use_keyring(LockedKeyring())
    with pytest.raises(WrongKeyError, match=r"did not answer.*Unlock the keyring"):
        load(exists=True)


def test_a_damaged_key_in_the_keyring(load, use_keyring):
    memory = use_keyring(MemoryKeyring())
    load()
    memory.kept = dict.fromkeys(memory.kept, "not a key")
    with pytest.raises(WrongKeyError, match="keyring"):
        load(exists=True)


def test_a_folder_that_takes_no_files(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="cannot be saved"):
        HomeKeys(tmp_path / "file" / "home.json", tmp_path / "file" / "database.key").load(database_exists=False)

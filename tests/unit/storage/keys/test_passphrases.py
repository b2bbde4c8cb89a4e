"""A passphrase protects the key: only the right one opens it, and nothing of it is on disk."""

import json
import os

import keyring
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citewell.domain.errors import (
    BadInputError,
    PassphraseNeededError,
    WrongKeyError,
    WrongPassphraseError,
)
from citewell.storage.keys.keys import HomeKeys
from citewell.storage.keys.passphrases import Argon2Parameters, PassphraseKey, new_passphrase_key, unwrap
from citewell.storage.keys.sealing import derive_key, seal, unseal

WORDS = "four quiet giraffes sing"


def cheap(passphrase: str) -> PassphraseKey:
    return new_passphrase_key(passphrase, iterations=1)


@pytest.fixture
def keys_of(tmp_path):
    def keys_of(passphrase: str | None = None) -> HomeKeys:
        ask = {} if passphrase is None else {"ask": lambda: passphrase}
        return HomeKeys(tmp_path / "home.json", tmp_path / "database.key", use_keyring=False, stretch=cheap, **ask)

    return keys_of


def test_only_the_passphrase_opens_it_and_the_key_stays(tmp_path, keys_of):
    keys = keys_of()
    key = keys.load(database_exists=False)
    keys.protect(WORDS)
    assert keys_of(WORDS).load(database_exists=True).hexadecimal == key.hexadecimal
    assert keys_of(WORDS).load(database_exists=True).place == "passphrase"
    with pytest.raises(WrongPassphraseError, match="This is not the passphrase"):
        keys_of("four quiet giraffes sang").load(database_exists=True)
    with pytest.raises(PassphraseNeededError, match="CITEWELL_PASSPHRASE"):
        keys_of().load(database_exists=True)
    for file in tmp_path.iterdir():
        assert key.hexadecimal.encode() not in file.read_bytes()
        assert bytes.fromhex(key.hexadecimal) not in file.read_bytes()
        assert WORDS.encode() not in file.read_bytes()


def test_it_can_be_changed_and_removed_without_another_key(tmp_path, keys_of):
    keys = keys_of()
    key = keys.load(database_exists=False).hexadecimal
    keys.protect(WORDS)
    changing = keys_of(WORDS)
    changing.load(database_exists=True)
    changing.protect("another set of words")
    with pytest.raises(WrongPassphraseError):
        keys_of(WORDS).load(database_exists=True)
    removing = keys_of("another set of words")
    removing.load(database_exists=True)
    assert removing.unprotect().hexadecimal == key
    assert keys_of().load(database_exists=True).hexadecimal == key
    assert json.loads((tmp_path / "home.json").read_text()) == {
        "id": keys.identity.id,
        "key": "file",
    }


def test_a_key_that_a_crash_left_beside_the_passphrase_is_removed(tmp_path, keys_of):
    keys = keys_of()
    key = keys.load(database_exists=False).hexadecimal
    keys.protect(WORDS)
    (tmp_path / "database.key").write_text(key)
    keys_of(WORDS).load(database_exists=True)
    assert not (tmp_path / "database.key").exists()


def test_the_keyring_gives_its_key_up(tmp_path):
    from tests.unit.storage.keys.test_keys import MemoryKeyring  # noqa: PLC0415

    before, memory = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(memory)
    try:
        keys = HomeKeys(tmp_path / "home.json", tmp_path / "database.key", stretch=cheap)
        keys.load(database_exists=False)
        assert memory.kept
        keys.protect(WORDS)
        assert not memory.kept
        assert keys.identity.leftover == ""
    finally:
        keyring.set_keyring(before)


@pytest.mark.parametrize("short", ["", "       ", "seven77"])
def test_a_passphrase_that_protects_nothing_is_refused(short):
    with pytest.raises(BadInputError, match="at least 8"):
        new_passphrase_key(short, iterations=1)


@pytest.mark.parametrize(
    "change",
    [
        {"iterations": 2},
        {"memory_kib": 8 * 1024},
        {"lanes": 2},
        {"salt": "AAAAAAAAAAAAAAAAAAAAAA=="},
    ],
)
def test_weaker_parameters_do_not_open_it(change):
    wrapped = {**cheap(WORDS).wrap(b"secret"), **change}
    with pytest.raises(WrongPassphraseError):
        unwrap(wrapped, WORDS)


@pytest.mark.parametrize(
    "change",
    [
        {"iterations": 10**9},
        {"memory_kib": 10**9},
        {"lanes": 0},
        {"iterations": "x"},
        {"kdf": "md5"},
        {"sealed": "%"},
        {"salt": ""},
    ],
)
def test_parameters_that_would_stop_the_machine_are_refused(change):
    with pytest.raises(WrongKeyError, match="damaged"):
        unwrap({**cheap(WORDS).wrap(b"secret"), **change}, WORDS)


def test_the_same_words_typed_on_another_keyboard():
    wrapped = cheap("Straße café").wrap(b"secret")
    assert unwrap(wrapped, "Straße cafe\u0301")[1] == b"secret"


def test_least_parameters_are_those_of_the_standard():
    parameters = Argon2Parameters("", 3)
    assert (parameters.memory_kib, parameters.lanes) == (65536, 4)


@settings(max_examples=30)
@given(st.binary(max_size=100), st.data())
def test_sealed_bytes_open_whole_or_not_at_all(data, draw):
    key = os.urandom(32)
    sealed = bytearray(seal(key, data, b"here"))
    assert unseal(key, bytes(sealed), b"here") == data
    at = draw.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= 1
    for broken, context in (
        (bytes(sealed), b"here"),
        (seal(key, data, b"here"), b"there"),
        (bytes(sealed[:at]), b"here"),
    ):
        with pytest.raises(ValueError, match="sealed"):
            unseal(key, broken, context)


def test_keys_for_different_purposes_differ():
    assert len({derive_key(b"k" * 32, purpose) for purpose in ("a", "b", "backup")}) == 3

"""A new key for the database: a stop at any step leaves a home that opens, and the old key ends."""

import contextlib

import pytest

from citewell.domain.errors import DiskFullError, HomeBusyError, WrongKeyError
from citewell.storage.backup.copying import opens
from citewell.storage.db import files
from citewell.storage.db.database import Database, fetch_all
from citewell.storage.keys import rotation
from citewell.storage.keys.keys import BACKUP_PURPOSE, HomeKeys
from citewell.storage.keys.passphrases import new_passphrase_key
from citewell.storage.keys.rotation import finish_rotation, rotate

STEPS = ("staged", "copied", "replaced", "settled")


class PowerCutError(BaseException):
    """The machine is off: nothing after it runs."""


class Place:
    """A home on disk, opened anew each time as after a start of the machine."""

    def __init__(self, folder, passphrase):
        self.folder, self.passphrase = folder, passphrase
        self.path = folder / "citewell.db"
        keys = self.keys()
        self.key = keys.load(database_exists=False)
        database = Database(self.path, self.key.hexadecimal)
        with database.write() as connection:
            connection.execute("INSERT INTO retired_phrase VALUES ('giraffe', 'now', '')")
        database.close()
        if passphrase:
            keys.protect(passphrase)

    def keys(self):
        return HomeKeys(
            self.folder / "home.json",
            self.folder / "database.key",
            use_keyring=False,
            ask=lambda: self.passphrase,
            stretch=lambda words: new_passphrase_key(words, iterations=1),
        )

    def start(self):
        """Open the home as the program does; the key."""
        keys = self.keys()
        key = finish_rotation(self.path, keys, keys.load(database_exists=True))
        database = Database(self.path, key.hexadecimal)
        with database.read() as connection:
            assert fetch_all(connection, "SELECT phrase FROM retired_phrase") == [("giraffe",)]
        assert database.check() == "ok"
        database.close()
        assert not keys.identity.rotating
        return key


@pytest.fixture(params=["", "four quiet giraffes"], ids=["file", "passphrase"])
def place(tmp_path, request):
    return Place(tmp_path, request.param)


def test_the_new_key_opens_it_and_the_old_one_does_not(place):
    before = place.key.hexadecimal
    keys = place.keys()
    now = rotate(place.path, keys, keys.load(database_exists=True))
    assert now.hexadecimal != before
    assert opens(place.path, now.hexadecimal)
    assert not opens(place.path, before)
    assert place.start().hexadecimal == now.hexadecimal
    left = {file.name for file in place.folder.iterdir()}
    assert left <= {"citewell.db", "home.json", "database.key"}
    assert all(before.encode() not in file.read_bytes() for file in place.folder.iterdir())


@pytest.mark.parametrize("stop", STEPS)
def test_a_power_cut_at_any_step_leaves_a_home_that_opens(place, stop):
    def cut(step):
        if step == stop:
            raise PowerCutError

    keys = place.keys()
    with pytest.raises(PowerCutError):
        rotate(place.path, keys, keys.load(database_exists=True), cut)
    key = place.start()
    replaced = STEPS.index(stop) >= STEPS.index("replaced")
    assert (key.hexadecimal != place.key.hexadecimal) == replaced
    assert place.start() == key
    again = place.keys()
    assert rotate(place.path, again, again.load(database_exists=True)).hexadecimal != key.hexadecimal
    place.start()


def test_a_power_cut_before_any_write_of_a_key_leaves_a_home_that_opens(place, monkeypatch):
    real, left = files.replace_durably, [0]

    def replace(fresh, path):
        left[0] -= 1
        if left[0] < 0:
            raise PowerCutError
        real(fresh, path)

    monkeypatch.setattr(files, "replace_durably", replace)
    for writes in range(20):
        left[0] = 1000
        keys = place.keys()
        current = finish_rotation(place.path, keys, keys.load(database_exists=True))
        left[0] = writes
        with contextlib.suppress(PowerCutError):
            rotate(place.path, keys, current)
        stopped = left[0] < 0
        left[0] = 1000
        place.start()
        if not stopped:
            break
    assert 5 <= writes < 19  # the next key, its note, the earlier keys, the key, the end of the note; at times one more


def test_nothing_is_done_while_another_program_has_it_open(place):
    other = Database(place.path, place.key.hexadecimal)
    keys = place.keys()
    with pytest.raises(HomeBusyError, match="Close its windows"):
        rotate(place.path, keys, keys.load(database_exists=True))
    other.close()
    assert place.start().hexadecimal == place.key.hexadecimal


def test_a_full_disk_leaves_the_old_key(place, monkeypatch):
    def full(*_):
        raise DiskFullError("No space is left.")

    monkeypatch.setattr(rotation, "copy_database", full)
    keys = place.keys()
    with pytest.raises(DiskFullError):
        rotate(place.path, keys, keys.load(database_exists=True))
    assert place.start().hexadecimal == place.key.hexadecimal
    assert not list(place.folder.glob("*.rekeyed*"))


def test_backups_made_under_earlier_keys_can_still_be_opened(place):
    wanted = []
    for _ in range(3):
        keys = place.keys()
        key = keys.load(database_exists=True)
        wanted.append(key.derived(BACKUP_PURPOSE))
        key = rotate(place.path, keys, key)
    assert place.keys().backup_keys(key) == tuple(wanted)


def test_a_next_key_that_is_lost_says_so(place):
    keys = place.keys()
    keys.stage(keys.load(database_exists=True))
    assert place.start().hexadecimal == place.key.hexadecimal
    with pytest.raises(WrongKeyError):
        place.keys()._place().read(following=True)

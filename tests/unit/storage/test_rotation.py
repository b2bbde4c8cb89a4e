"""A new key for the database: a stop at any step leaves a home that opens, and the old key ends."""

import pytest

from citewell.domain.errors import DiskFullError, HomeBusyError, WrongKeyError
from citewell.storage import rotation
from citewell.storage.copying import opens
from citewell.storage.database import Database, fetch_all
from citewell.storage.keys import BACKUP_PURPOSE, HomeKeys
from citewell.storage.passphrases import new_passphrase_key
from citewell.storage.rotation import finish_rotation, rotate

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


@pytest.mark.parametrize("method", ["write_identity", "place"])
def test_a_power_cut_while_the_new_key_takes_its_place(place, monkeypatch, method):
    """Between the writes of ``settle``: whichever was last, one of the two keys opens the home."""
    for stop_after in range(4):
        keys = place.keys()
        current = finish_rotation(place.path, keys, keys.load(database_exists=True))
        real, calls = keys.settle, iter(range(10))

        def settle(before, now, keys=keys, real=real, calls=calls, stop_after=stop_after):
            write = type(keys._place()).write
            with monkeypatch.context() as patch:
                module = "citewell.storage.keys.write_identity"
                from citewell.storage import keys as keys_module  # noqa: PLC0415

                original = keys_module.write_identity

                def counted(*values, **named):
                    if next(calls) >= stop_after:
                        raise PowerCutError
                    return original(*values, **named)

                def counted_write(self, *values, **named):
                    if next(calls) >= stop_after:
                        raise PowerCutError
                    return write(self, *values, **named)

                patch.setattr(module, counted)
                if method == "place":
                    patch.setattr(type(keys._place()), "write", counted_write)
                real(before, now)

        keys.settle = settle
        try:
            rotate(place.path, keys, current)
        except PowerCutError:
            pass
        place.start()


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

"""Opening a home."""

import json
import logging
import threading

import pytest
from filelock import FileLock

from citewell.application.homes.locks import locked
from citewell.bootstrap.log_file import start_log_file
from citewell.bootstrap.models import AT_ONCE
from citewell.bootstrap.open_home import open_app
from citewell.domain.errors import BadInputError, HomeBusyError, ModelError, StorageError, WrongKeyError
from citewell.models.clients import ProcessGenerator
from citewell.models.descriptions import BASE_MODEL
from citewell.processes.child import ChildProcess
from citewell.settings.home import Home


def test_a_home_opens_again_with_its_key(tmp_path):
    home = Home(tmp_path / "home")
    first = open_app(home)
    first.close()
    second = open_app(home)
    assert second.key.hexadecimal == first.key.hexadecimal
    second.close()


def test_many_threads_may_open_a_new_home_at_once(tmp_path):
    home = Home(tmp_path / "home")
    opened, failures = [], []

    def open_it() -> None:
        try:
            opened.append(open_app(home))
        except BaseException as error:  # noqa: BLE001  shown below
            failures.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len({services.key.hexadecimal for services in opened}) == 1
    for services in opened:
        services.close()


def test_a_database_without_its_key_is_not_made_anew(tmp_path):
    home = Home(tmp_path / "home")
    open_app(home).close()
    before = home.database.read_bytes()
    home.key_file.unlink()
    with pytest.raises(WrongKeyError):
        open_app(home)
    home.identity.unlink()
    with pytest.raises(WrongKeyError):
        open_app(home)
    assert home.database.read_bytes() == before


def test_settings_that_cannot_be_read_stop_it(tmp_path):
    home = Home(tmp_path / "home")
    home.create()
    home.settings.write_text("{")
    with pytest.raises(BadInputError, match="Mend or delete"):
        open_app(home)


def test_a_home_that_is_a_file(tmp_path):
    (tmp_path / "home").touch()
    with pytest.raises(StorageError, match="--home"):
        open_app(Home(tmp_path / "home"))


def test_a_base_model_that_is_none_is_told_when_it_is_needed(tmp_path):
    home = Home(tmp_path / "home")
    home.create()
    (tmp_path / "fake.gguf").write_bytes(b"not a model")
    home.settings.write_text(json.dumps({"base_model": str(tmp_path / "fake.gguf")}))
    services = open_app(home)
    with pytest.raises(ModelError, match="not a GGUF file"):
        _ = services.models.generator()
    services.close()


def test_a_lock_that_is_held_names_the_home(tmp_path):
    with locked(tmp_path / "index.lock", "indexes this home"):
        pass
    holder = FileLock(tmp_path / "index.lock")
    with holder, pytest.raises(HomeBusyError, match="Another Citewell indexes this home"):  # noqa: SIM117
        with locked(tmp_path / "index.lock", "indexes this home"):
            pass
    with locked(tmp_path / "index.lock", "indexes this home"):
        pass


def test_closing_twice_is_no_harm(tmp_path):
    services = open_app(Home(tmp_path / "home"))
    services.close()
    services.close()


@pytest.mark.expects_log("something to remember")
def test_the_log_file_lies_in_the_home(tmp_path):
    home = Home(tmp_path)
    start_log_file(home)
    logging.getLogger("citewell.test").warning("something to remember")
    assert "something to remember" in home.log_file.read_text(encoding="utf-8")


def test_the_processes_of_a_draft_start_side_by_side(tmp_path, monkeypatch):
    services = open_app(Home(tmp_path / "home"))
    models = services.models
    together = threading.Barrier(AT_ONCE, timeout=60)
    started = []

    def start(process: ChildProcess) -> dict[str, object]:
        started.append(process._kind)
        if len(started) <= AT_ONCE:
            together.wait()
        return {}

    monkeypatch.setattr(ChildProcess, "start", start)
    monkeypatch.setattr(models, "generator", lambda: ProcessGenerator(BASE_MODEL, tmp_path / "none.gguf", threads=1))
    models.warm_up()
    assert sorted(started) == ["embedder", "judge", "language-model", "names", "verifier"]
    assert set(started[:AT_ONCE]) == {"names", "embedder"}, "a draft asks these first"
    services.close()


def test_a_process_that_does_not_start_is_told(tmp_path, monkeypatch):
    services = open_app(Home(tmp_path / "home"))

    def start(_process: ChildProcess) -> dict[str, object]:
        raise ModelError("no memory")

    monkeypatch.setattr(ChildProcess, "start", start)
    with pytest.raises(ModelError, match="no memory"):
        services.models.warm_up()
    services.close()

"""Options, the home and the count of connections."""

import ast
import json
import os
import stat
from dataclasses import fields, replace
from pathlib import Path

import pytest
from platformdirs import user_data_path

from citewell import bootstrap
from citewell.domain.errors import BadInputError, StorageError
from citewell.settings.connections import count_connections
from citewell.settings.home import Home, find_home
from citewell.settings.options import Options, declared_options, load_options, save_options, saved_looks


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "settings.json"


def test_without_a_file_everything_has_its_default(path):
    assert load_options(path) == Options()


def test_options_come_back_as_they_were_saved(path):
    chosen = replace(Options(), theme="dark", copy_citations=True, max_file_mb=7, threads=3, base_model="/m ü.gguf")
    save_options(path, chosen)
    assert load_options(path) == chosen
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]


def test_every_option_describes_itself(path):
    options = declared_options().values()
    assert [option.name for option in options] == [field.name for field in fields(Options)]
    for option in options:
        assert " " in option.description
        assert option.shown.label[0].isupper()
        assert option.shown.group
    assert len({(option.shown.group, option.shown.label) for option in options}) == len(options)


def test_bounds_and_choices_come_from_the_type():
    declared = declared_options()
    assert (declared["gpu_layers"].least, declared["gpu_layers"].most) == (-1, 1000)
    assert (declared["font_percent"].least, declared["font_percent"].most) == (80, 200)
    assert declared["theme"].choices == ("system", "light", "dark")
    assert (declared["offline"].kind, declared["offline"].default) == (bool, True)


def test_an_option_that_is_read_once_at_the_start_says_so():
    """What ``bootstrap`` reads of the options it is given is fixed from then on."""
    read = set()
    for file in Path(bootstrap.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) in {"options", "self._options"}:
                read.add(node.attr.replace("thread_count", "threads"))
    marked = {name for name, option in declared_options().items() if option.shown.restart}
    only_bundles = {"max_file_mb"}  # folders that are indexed follow it at once
    running = {"base_model"}  # the process that runs keeps its file
    desktop = {"hotkey", "tray"}  # taken from the system when the window starts
    assert marked == (read - only_bundles) | running | desktop


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        ({"theme": "dark", "font_percent": 150}, {"theme": "dark", "font_percent": 150}),
        ({"theme": "pink", "font_percent": 500, "contrast": "more"}, {"contrast": "more"}),
        ({"threads": 7, "reduced_motion": True}, {"reduced_motion": True}),
    ],
)
def test_looks_are_read_before_all_else_and_what_is_wrong_is_left_out(path, stored, expected):
    path.write_text(json.dumps(stored))
    assert saved_looks(path) == replace(Options(), **expected)


def test_every_default_may_be_chosen(path):
    save_options(path, Options())
    assert load_options(path) == Options()


def test_what_is_not_named_keeps_its_default_and_what_is_unknown_is_left_alone(path):
    path.write_text(json.dumps({"threads": 2, "of a newer version": 1}))
    assert load_options(path) == replace(Options(), threads=2)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "cannot be read.*Mend or delete that file"),
        ("", "cannot be read"),
        ("[]", "settings.json"),
        ("null", "settings.json"),
        ('"text"', "settings.json"),
        ('{"threads": "2"}', "'threads' must be of type int.*Mend or delete that line"),
        ('{"threads": true}', "'threads' must be of type int"),
        ('{"threads": 2.5}', "'threads' must be of type int"),
        ('{"threads": -1}', "'threads' must be at least 0.*Mend or delete that line"),
        ('{"max_reader_mb": 63}', "'max_reader_mb' must be at least 64"),
        ('{"base_model": 3}', "'base_model' must be of type str"),
        ('{"copy_citations": 1}', "'copy_citations' must be of type bool"),
        ('{"theme": "pink"}', "'theme' must be one of system, light, dark"),
    ],
)
def test_a_file_that_cannot_be_used_is_never_silently_a_default(path, text, message):
    path.write_text(text)
    with pytest.raises(BadInputError, match=message):
        load_options(path)
    assert path.read_text() == text


def test_bytes_that_are_no_text(path):
    path.write_bytes(b"\xff{}")
    with pytest.raises(BadInputError, match="cannot be read"):
        load_options(path)


def test_threads_default_to_the_machine():
    assert Options().thread_count == (os.cpu_count() or 1)
    assert replace(Options(), threads=3).thread_count == 3


def test_a_home_that_was_chosen_comes_first(tmp_path, monkeypatch):
    monkeypatch.setenv("CITEWELL_HOME", str(tmp_path / "by-variable"))
    assert find_home(tmp_path / "chosen").path == tmp_path / "chosen"
    assert find_home().path == tmp_path / "by-variable"
    monkeypatch.setenv("CITEWELL_HOME", "")
    assert find_home().path == user_data_path("citewell", appauthor=False)


def test_a_home_is_absolute(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert find_home(Path("here")).path == tmp_path / "here"
    assert find_home(Path("~/there")).path == tmp_path / "there"


@pytest.mark.skipif(os.name != "posix", reason="permissions are different on this system")
def test_a_new_home_belongs_to_its_owner_alone(tmp_path):
    home = Home(tmp_path / "a" / "b")
    home.create()
    home.create()
    assert stat.S_IMODE(home.path.stat().st_mode) == 0o700


def test_a_home_that_cannot_be_made_says_so(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match=r"cannot be made.*--home"):
        Home(tmp_path / "file" / "home").create()


def test_everything_of_a_home_is_inside_it(tmp_path):
    home = Home(tmp_path)
    places = [
        home.database,
        home.identity,
        home.key_file,
        home.settings,
        home.index_lock,
        home.window_lock,
        home.log_file,
    ]
    assert {place.parent for place in places} == {tmp_path}
    assert len(set(places)) == len(places)


def test_no_connection_is_open():
    assert count_connections() == 0

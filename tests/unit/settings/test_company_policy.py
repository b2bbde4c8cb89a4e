"""What the company locks: it goes over the home's own options, and a broken file is never passed over."""

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from citewell.application.homes.settings import Settings
from citewell.domain.errors import BadInputError
from citewell.settings import company
from citewell.settings.company import POLICY_VARIABLE, policy_path, read_company_policy, system_policy_path
from citewell.settings.locks import locked_options, refused_changes, unknown_options
from citewell.settings.options import Options, load_options, save_options


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Writes the policy file."""
    monkeypatch.setenv(POLICY_VARIABLE, str(tmp_path / "policy.json"))

    def put(record: object) -> Path:
        path = tmp_path / "policy.json"
        path.write_text(record if isinstance(record, str) else json.dumps(record), encoding="utf-8")
        return path

    return put


@pytest.fixture
def home_file(tmp_path) -> Path:
    return tmp_path / "settings.json"


def test_without_a_policy_nothing_is_locked(home_file):
    assert read_company_policy() is None
    assert locked_options(home_file) == ()
    assert load_options(home_file) == Options()


def test_a_locked_option_stays_whatever_the_home_says_and_says_so(write, home_file):
    write({"by": "Lumen IT", "locked": {"offline": True, "keep_drafts_days": 90}})
    save_options(home_file, replace(Options(), offline=False, keep_drafts_days=0, threads=3))
    options = load_options(home_file)
    assert (options.offline, options.keep_drafts_days, options.threads) == (True, 90, 3)
    days, offline = locked_options(home_file)
    assert (days.name, days.value, days.by, days.edited) == ("keep_drafts_days", 90, "Lumen IT", True)
    assert offline.words == "'offline' is set to on by Lumen IT and stays so. It was edited here; that does not count."
    assert "Days that drafts" in days.description


def test_a_change_while_the_program_runs_does_not_count_either(write, home_file):
    write({"locked": {"offline": True}})
    settings = Settings(load_options(home_file), home_file)
    wanted = replace(settings.options, offline=False, threads=2)
    assert [one.name for one in refused_changes(wanted, settings.options)] == ["offline"]
    settings.use(wanted)
    assert (settings.options.offline, settings.options.threads) == (True, 2)
    assert refused_changes(replace(settings.options, threads=4), settings.options) == ()


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ("{", "cannot be read"),
        ("[]", "not a JSON object"),
        ({"locked": []}, "'locked' an object"),
        ({"by": 3}, "'by' must be a name"),
        ({"locked": {"offline": "yes"}}, "'offline' must be of type bool. Ask whoever runs this computer"),
        ({"locked": {"learn_minutes": 1}}, "at least 5"),
        ("{" * 100_000, "cannot be read"),
        (" " * (company.MOST_BYTES + 1), "more than"),
    ],
)
def test_a_policy_that_cannot_be_used_stops_and_locks_nothing_open(write, home_file, record, message):
    write(record)
    with pytest.raises(BadInputError, match=message):
        load_options(home_file)


def test_a_file_that_is_named_and_is_not_there_stops(monkeypatch, tmp_path, home_file):
    monkeypatch.setenv(POLICY_VARIABLE, str(tmp_path / "nosuch.json"))
    with pytest.raises(BadInputError, match="cannot be read"):
        load_options(home_file)


def test_options_of_a_newer_version_lock_nothing_and_are_named(write, home_file):
    write({"locked": {"of_a_newer_version": 1, "threads": 2}})
    assert load_options(home_file).threads == 2
    policy = read_company_policy()
    assert policy is not None
    assert unknown_options(policy) == ("of_a_newer_version",)


def test_the_variable_cannot_take_the_place_of_the_systems_file(write, tmp_path, monkeypatch, home_file):
    write({"locked": {"offline": False}})
    system = tmp_path / "system" / "policy.json"
    monkeypatch.setattr(company, "system_policy_path", lambda: system)
    assert policy_path() == tmp_path / "policy.json"
    system.parent.mkdir()
    system.write_text(json.dumps({"locked": {"offline": True}}), encoding="utf-8")
    assert policy_path() == system
    assert load_options(home_file).offline is True
    monkeypatch.setenv(POLICY_VARIABLE, "")
    assert load_options(home_file).offline is True


@pytest.mark.skipif(sys.platform != "linux", reason="the place is that of Linux")
def test_no_variable_moves_the_systems_place(monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_DIRS", "/opt/elsewhere")
    assert system_policy_path() == Path("/etc/citewell/policy.json")


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are those of POSIX")
def test_a_file_that_anybody_may_write_is_told(write, monkeypatch):
    path = write({"locked": {}})
    path.chmod(0o666)
    assert company.writable_by_others(path)
    path.chmod(0o644)
    path.parent.chmod(0o755)
    assert company.writable_by_others(path) is (os.getuid() != 0)

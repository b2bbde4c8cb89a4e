"""``citewell calibrate`` where there is nothing to fit: what is in force, going back, and how many tickets it takes."""

import json

from typer.testing import CliRunner

from citewell.cli.app import app
from citewell.domain.errors import BadInputError


def _run(home, *arguments):
    return CliRunner().invoke(app, ["calibrate", *arguments, "--home", str(home)])


def test_the_standard_is_in_force_at_first(tmp_path):
    assert "standard thresholds are in force" in _run(tmp_path / "h", "--show").stdout
    assert json.loads(_run(tmp_path / "h", "--reset", "--json").stdout) == {"active": False, "removed": False}


def test_too_few_golden_tickets_are_told_with_their_number(tmp_path):
    path = tmp_path / "golden.yaml"
    path.write_text("version: 1\ntickets:\n  - {id: a, ticket: hello, expect: {decision: refuse}}\n", encoding="utf-8")
    found = _run(tmp_path / "h", str(path)).exception
    assert isinstance(found, BadInputError)
    assert "0 to answer and 1 to refuse" in str(found)


def test_showing_and_going_back_exclude_each_other(tmp_path):
    assert _run(tmp_path / "h", "--show", "--reset").exit_code == 2

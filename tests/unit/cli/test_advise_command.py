"""``citewell advise``: for people, as JSON, as a report, and its exit codes."""

import json

from typer.testing import CliRunner

from citewell.cli.app import app
from citewell.domain.errors import BadInputError
from citewell.evaluation.advice.lines import LINES


def _run(home, *arguments):
    return CliRunner().invoke(app, ["advise", *arguments, "--home", str(home)])


def test_a_new_home_is_told_what_to_collect(tmp_path):
    shown = _run(tmp_path / "h")
    assert shown.exit_code == 0
    assert all(line.question in shown.stdout for line in LINES)
    assert "Not enough data yet: collect 20 more edited replies." in shown.stdout
    assert "citewell evaluate FILE --modes hybrid,rag,no_context --save NAME" in shown.stdout


def test_json_and_report_say_the_same(tmp_path):
    report = tmp_path / "advice.html"
    printed = json.loads(_run(tmp_path / "h", "--json", "--html", str(report)).stdout)
    assert [line["id"] for line in printed["lines"]] == [line.id for line in LINES]
    html = report.read_text("utf-8")
    assert all(line["question"] in html for line in printed["lines"])


def test_a_report_in_a_folder_that_is_not_there_can_be_mended(tmp_path):
    found = _run(tmp_path / "h", "--html", str(tmp_path / "missing" / "advice.html")).exception
    assert isinstance(found, BadInputError)
    assert "Choose another file" in str(found)

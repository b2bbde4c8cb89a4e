"""``citewell evaluate``: what it prints, saves and writes, and its exit codes."""

import json
import sys

import pytest

from citewell.application.app import App
from citewell.bootstrap.open_home import open_app
from citewell.cli import app as cli
from citewell.cli.evaluate import EvaluateWishes, run_evaluation
from citewell.domain.errors import BadInputError
from citewell.domain.progress import CancelToken
from citewell.models.fakes import ScriptedGenerator
from citewell.settings.home import Home

GOLDEN = """
tickets:
  - id: opening
    ticket: The shop opens on Monday at which time?
    passages: [{id: hours, title: Opening hours, text: The shop opens on Monday at 9:30.}]
    expect: {decision: answer, documents: [hours], facts: ["9:30"]}
  - id: boats
    ticket: Do you sell boats?
    passages: []
    expect: {decision: refuse}
"""


@pytest.fixture
def golden(tmp_path):
    path = tmp_path / "golden.yaml"
    path.write_text(GOLDEN)
    return path


@pytest.fixture
def evaluate(services: App, golden, capsys):
    """Runs ``evaluate`` with a model that writes ``answer``."""

    def run(answer: str = "The shop opens on Monday at 9:30 [1].", *, as_json: bool = True, **wishes):
        services.models.language_model = ScriptedGenerator([answer] * 3)
        passed = run_evaluation(services, EvaluateWishes((golden,), **wishes), CancelToken(), as_json=as_json)
        return passed, capsys.readouterr().out

    return run


def test_json_has_measures_and_tickets(evaluate):
    passed, out = evaluate()
    record = json.loads(out)
    assert passed
    assert record["modes"]["hybrid"]["measures"]["decision_f1"]["value"] == 1
    assert [(one["id"], one["decision"]) for one in record["tickets"]] == [("opening", "answer"), ("boats", "refuse")]
    assert record["compare"] is None


def test_people_see_a_table_and_what_missed(evaluate, golden):
    golden.write_text(GOLDEN.replace('["9:30"]', '["10:15"]'))
    _, out = evaluate(as_json=False, modes="hybrid,rag")
    assert "Decision macro-F1" in out
    assert "rag" in out
    assert "opening: not stated: 10:15" in out


def test_a_run_that_lost_a_ticket_fails_the_gate(evaluate, golden):
    assert evaluate(save="first")[0]
    assert evaluate(compare="first")[0]
    golden.write_text(GOLDEN.replace("Do you sell boats?", "Do you sell ships?"))
    passed, out = evaluate(compare="first")
    assert passed
    assert json.loads(out)["compare"]["edited"] == ["hybrid: boats"]
    golden.write_text(GOLDEN[: GOLDEN.index("  - id: boats")])
    passed, out = evaluate(compare="first")
    assert not passed
    assert json.loads(out)["compare"]["reasons"] == ["1 golden tickets were not run again (hybrid: boats)."]
    passed, out = evaluate(compare="first", as_json=False)
    assert "Activation gate against 'first': failed" in out


def test_reports_are_written(evaluate, tmp_path):
    evaluate(report=tmp_path / "report.html")
    assert (tmp_path / "report.html").read_text().startswith("<!doctype html>")
    _, out = evaluate(report=tmp_path / "report.json")
    assert json.loads((tmp_path / "report.json").read_text()).keys() == json.loads(out).keys()


@pytest.mark.parametrize(
    ("wishes", "message"),
    [
        ({"report": "report.pdf"}, "must be named .html"),
        ({"report": "nosuch/report.html"}, "folder of the report"),
        ({"compare": "nosuch"}, "There is no saved run 'nosuch'"),
        ({"modes": "best"}, "The modes are"),
    ],
)
def test_mistakes_are_told_before_any_work(evaluate, services, tmp_path, wishes, message):
    if "report" in wishes:
        wishes = {"report": tmp_path / wishes["report"]}
    with pytest.raises(BadInputError, match=message):
        evaluate(**wishes)
    assert services.models.generator().requests == []


def test_exit_codes(golden, tmp_path, capsys):
    arguments = sys.argv
    try:
        for words, code, said in (
            (["evaluate", tmp_path / "nosuch.yaml"], 3, "cannot be read"),
            (["evaluate", golden, "--compare", "nosuch"], 3, "no saved run"),
            (["evaluate", golden, "--limit", "0"], 2, "Usage"),
        ):
            sys.argv = ["citewell", *map(str, words)]
            assert cli.run(lambda *_: 0) == code
            assert said in capsys.readouterr().err
    finally:
        sys.argv = arguments


def test_a_failed_gate_is_exit_code_1(golden, tmp_path, monkeypatch):
    monkeypatch.setattr("citewell.cli.evaluate.run_evaluation", lambda *_args, **_options: False)
    monkeypatch.setattr(sys, "argv", ["citewell", "evaluate", str(golden)])
    assert cli.run(lambda *_: 0) == 1
    open_app(Home(tmp_path / "default-home")).close()

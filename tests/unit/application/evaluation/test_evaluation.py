"""Golden runs: what is looked at before a run, kept of it, and judged beside a saved one."""

import json

import pytest

from citewell.application.evaluation.evaluation import ALL_PACKS, chosen_packs, evaluate
from citewell.domain.drafts import Mode
from citewell.domain.errors import BadInputError
from citewell.settings.resources import packs

GOLDEN = 'tickets: [{id: boats, ticket: "Do you sell boats?", passages: [], expect: {decision: refuse}}]\n'


@pytest.fixture
def run(services, tmp_path):
    """Runs one golden ticket; counts its calls."""
    path = tmp_path / "golden.yaml"
    path.write_text(GOLDEN)

    def run():
        run.calls += 1
        return services.evaluation.run([path], (Mode.HYBRID,))

    run.calls = 0
    return run


def test_a_run_is_saved_and_compared(services, run):
    first = evaluate(services.golden_runs, run, save="first")
    assert (first.verdict, first.passed) == (None, True)
    again = evaluate(services.golden_runs, run, compare="first")
    assert again.verdict.passed
    assert again.record["compare"]["with"] == "first"


def test_a_run_that_lost_its_ticket_does_not_pass(services, run, tmp_path):
    evaluate(services.golden_runs, run, save="first")
    (tmp_path / "golden.yaml").write_text(GOLDEN.replace("boats,", "ships,"))
    assert not evaluate(services.golden_runs, run, compare="first").passed


@pytest.mark.parametrize(
    ("wishes", "message"),
    [
        ({"compare": "nosuch"}, "no saved run"),
        ({"report": "a.pdf"}, ".html or .json"),
        ({"report": "x/a.html"}, "folder"),
    ],
)
def test_what_cannot_be_compared_or_written_is_told_before_the_run(services, run, tmp_path, wishes, message):
    if "report" in wishes:
        wishes = {"report": tmp_path / wishes["report"]}
    with pytest.raises(BadInputError, match=message):
        evaluate(services.golden_runs, run, **wishes)
    assert run.calls == 0


def test_reports(services, run, tmp_path):
    done = evaluate(services.golden_runs, run, report=tmp_path / "report.json")
    assert json.loads((tmp_path / "report.json").read_text()).keys() == done.record.keys()
    evaluate(services.golden_runs, run, report=tmp_path / "report.html")
    assert "<html" in (tmp_path / "report.html").read_text()


def test_packs():
    assert chosen_packs("") == ()
    assert chosen_packs(ALL_PACKS) == packs()
    assert [pack.name for pack in chosen_packs("legal")] == ["legal"]

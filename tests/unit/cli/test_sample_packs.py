"""``citewell demo --pack`` and ``citewell evaluate --pack`` with models that need no file."""

import json

import pytest

from citewell.application.sources.demonstration import TICKETS, demo_tickets
from citewell.bootstrap.container import Choices
from citewell.bootstrap.open_home import open_app
from citewell.cli.demo import demonstrate
from citewell.cli.evaluate import EvaluateWishes, run_evaluation
from citewell.domain.errors import BadInputError
from citewell.domain.progress import CancelToken
from citewell.settings.home import Home
from citewell.settings.resources import find_pack, packs


@pytest.fixture
def evaluate(services, capsys):
    """Runs ``evaluate --pack`` with a model that has nothing to say."""

    def run(pack, *, as_json=True, **wishes):
        run_evaluation(services, EvaluateWishes(pack=pack, **wishes), CancelToken(), as_json=as_json)
        printed = capsys.readouterr().out
        return json.loads(printed) if as_json else printed

    return run


def test_one_pack_is_evaluated_over_its_own_documents(evaluate, services):
    record = evaluate("legal", limit=4)
    assert [row["kb"] for row in record["tickets"]] == ["legal"] * 4
    assert not any(row["error"] for row in record["tickets"])
    assert record["files"].keys() == {str(find_pack("legal").golden)}
    assert record["documents"] >= 30
    assert list(record["groups"]["hybrid"]["knowledge_bases"]) == ["legal"]
    assert services.index.sources() == []


def test_all_packs_are_a_row_each_with_mean_and_worst(evaluate, tmp_path):
    record = evaluate("all", limit=12, resume=tmp_path / "rows.jsonl")
    groups = record["groups"]["hybrid"]
    assert set(groups["knowledge_bases"]) == {pack.name for pack in packs()}
    assert groups["mean"].keys() == groups["worst"].keys()
    assert {"decision_f1_expected", "gold_cited", "facts_stated", "risky_found"} <= groups["mean"].keys()
    shown = evaluate("all", as_json=False, limit=12, resume=tmp_path / "rows.jsonl")
    assert all(f"\n{word} " in shown for word in ("auto", "warranty", "mean", "worst"))
    assert "\nkind " not in shown


def test_rows_that_are_finished_are_not_made_again(evaluate, tmp_path):
    first = evaluate("legal", limit=2, resume=tmp_path / "rows.jsonl")
    again = evaluate("legal", limit=2, resume=tmp_path / "rows.jsonl")
    assert first["tickets"] == again["tickets"]


def test_a_pack_that_is_not_there(evaluate):
    with pytest.raises(BadInputError, match="There are: software, auto, banking"):
        evaluate("nosuch")


def test_the_demonstration_of_a_pack(tmp_path, models, capsys):
    pack = find_pack("retail")
    services = open_app(Home(tmp_path / "scratch"), scratch=True, choices=Choices(models=models.made))
    tickets = demo_tickets(pack)
    demonstrate(services, pack, tickets, CancelToken(), as_json=True)
    record = json.loads(capsys.readouterr().out)
    assert record["index"]["added"] >= 30
    assert record["index"]["quarantined"] == []
    assert len(record["drafts"]) == TICKETS
    assert services.policies.current().packs[-1].file == str(pack.policy)
    demonstrate(services, pack, tickets[:1], CancelToken(), as_json=False)
    assert "Ticket" in capsys.readouterr().out
    services.close()

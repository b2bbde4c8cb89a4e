"""``citewell evaluate --tickets``: tables, JSON, going on, and usage, over two tiny knowledge bases."""

import json
import sys

import pytest

from citewell.cli import app as cli
from citewell.cli.evaluate import EvaluateWishes, run_evaluation
from citewell.domain.errors import BadInputError
from citewell.domain.progress import CancelToken
from citewell.models.fakes import ScriptedGenerator

ANSWER = "The shop opens on Monday at 9:30 [1]."
EMPTY = {
    "fields": {},
    "gold_documents": [],
    "gold_quotes": [],
    "reply": "",
    "must_state": [],
    "must_not_state": [],
    "note": "",
}
TICKETS = [
    {
        **EMPTY,
        "id": "shop-a-001",
        "kb": "shop",
        "kind": "fact",
        "decision": "answer",
        "ticket": "The shop opens on Monday at which time?",
        "gold_documents": ["hours.md"],
        "must_state": [["half past nine", "9:30"]],
        "must_not_state": ["8:30"],
    },
    {
        **EMPTY,
        "id": "shop-a-002",
        "kb": "shop",
        "kind": "unanswerable",
        "decision": "refuse",
        "ticket": "Do you sell boats?",
    },
    {
        **EMPTY,
        "id": "bank-a-001",
        "kb": "bank",
        "kind": "risk",
        "decision": "escalate",
        "ticket": "My lawyer will sue you in court.",
    },
]


@pytest.fixture
def tickets(tmp_path):
    path = tmp_path / "tickets.jsonl"
    path.write_text("".join(json.dumps(ticket) + "\n" for ticket in TICKETS))
    return path


@pytest.fixture
def root(tmp_path):
    texts = {
        "shop/hours.md": "# Opening hours\n\nThe shop opens on Monday at 9:30.\n",
        "bank/cards.md": "# Cards\n\nCards are free.\n",
    }
    for name, text in texts.items():
        path = tmp_path / "kb" / name
        path.parent.mkdir(parents=True)
        path.write_text(text)
    return tmp_path / "kb"


@pytest.fixture
def evaluate(services, tickets, root, capsys):
    """Runs ``evaluate --tickets`` with a model that writes ``ANSWER``."""
    services.models.language_model = ScriptedGenerator([ANSWER] * 9)

    def run(*, as_json=True, **wishes):
        run_evaluation(services, EvaluateWishes(tickets=(tickets,), kb=root, **wishes), CancelToken(), as_json=as_json)
        printed = capsys.readouterr()
        return (json.loads(printed.out) if as_json else printed.out), printed.err

    return run


def test_json_has_groups_and_rows(evaluate, services):
    record, _ = evaluate()
    assert [(row["id"], row["kb"], row["kind"], row["decision"]) for row in record["tickets"]] == [
        ("shop-a-001", "shop", "fact", "answer"),
        ("shop-a-002", "shop", "unanswerable", "refuse"),
        ("bank-a-001", "bank", "risk", "escalate"),
    ]
    groups = record["groups"]["hybrid"]
    assert groups["all"]["decision_f1_expected"]["value"] == 1
    assert groups["knowledge_bases"]["shop"]["gold_cited"] == {"value": 1, "part": 1, "whole": 1}
    assert groups["kinds"]["fact"]["facts_stated"]["value"] == 1
    assert groups["confusion"]["escalate"]["escalate"] == 1
    assert (record["documents"], record["passages"]) == (2, 2)
    assert list(services.log.entries()) == []


def test_people_see_tables(evaluate):
    out, _ = evaluate(as_json=False)
    lines = [line.split() for line in out.splitlines()]
    assert next(line for line in lines if line[:1] == ["shop"])[1:3] == ["2", "1.00"]
    assert next(line for line in lines if line[:1] == ["bank"])[1] == "1"
    for name in ("mean", "worst", "all", "fact", "unanswerable", "risk"):
        assert any(line[:1] == [name] for line in lines), name
    assert next(line for line in lines if line[:1] == ["answer"]) == ["answer", "1", "0", "0", "0"]
    assert max(map(len, out.splitlines()[1:])) <= 80


def test_a_finished_row_is_not_made_again(evaluate, services, tmp_path):
    rows = tmp_path / "rows.jsonl"
    evaluate(resume=rows, limit=2)
    asked = len(services.models.generator().requests)
    whole, said = evaluate(resume=rows)
    assert "2 of 3 tickets were finished before" in said
    assert len(rows.read_text().splitlines()) == len(whole["tickets"]) == 3
    assert asked == len(services.models.generator().requests) == 1
    services.policies.folder.mkdir()
    (services.policies.folder / "own.yaml").write_text("pack: own\nversion: '1'\nname: Ours\n")
    assert "3 tickets are run again" in evaluate(resume=rows)[1]


def test_mistakes_are_told_before_any_work(evaluate, services, tickets):
    tickets.write_text(tickets.read_text() + "{}\n")
    with pytest.raises(BadInputError, match=r"tickets.jsonl:4: 'id', 'kb'"):
        evaluate()
    assert not services.home.evaluation.exists()


@pytest.fixture
def command(monkeypatch, capsys):
    def run(*words):
        monkeypatch.setattr(sys, "argv", ["citewell", "evaluate", *map(str, words)])
        return cli.run(lambda *_: 0), capsys.readouterr().err

    return run


def test_usage(command, tickets, root):
    for words, said in (
        (["--tickets", tickets], "needs --kb"),
        (["golden.yaml", "--tickets", tickets, "--kb", root], "give one of"),
        (["--kb", root], "belongs to --tickets"),
        (["golden.yaml", "--resume", "rows.jsonl"], "belongs to --tickets"),
    ):
        code, told = command(*words)
        assert code == 2
        assert said in " ".join(told.split())


def test_tickets_takes_several_files(command, monkeypatch, tickets, root):
    seen = []

    def note(_services, wishes, *_args, **_options):
        seen.append(wishes)
        return True

    monkeypatch.setattr("citewell.cli.evaluate.run_evaluation", note)
    assert command("--tickets", "a.jsonl", "b.jsonl", "--kb", root, "--tickets", "c.jsonl", "--limit", "5")[0] == 0
    assert [path.name for path in seen[0].tickets] == ["a.jsonl", "b.jsonl", "c.jsonl"]
    assert (seen[0].kb, seen[0].limit, seen[0].paths) == (root, 5, ())

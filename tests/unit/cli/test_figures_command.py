"""``citewell figures`` and ``citewell compare``: what they print and how they end."""

import csv
import json
import sys
from pathlib import Path

import pytest
from tests.live_work import Work, log_work
from tests.support import with_models

from citewell.bootstrap.open_home import open_app
from citewell.cli import app as cli
from citewell.domain.audit import AuditKind
from citewell.domain.drafts import OutcomeKind
from citewell.domain.logged import Making
from citewell.settings.home import Home


@pytest.fixture
def citewell(capsys, tmp_path):
    """Runs a command in this process; its exit code, what it prints, and that as JSON where it is."""
    arguments = sys.argv

    def run(*words: object) -> tuple[int, str, dict]:
        sys.argv = ["citewell", *map(str, words)]
        code = cli.run(lambda _chosen, _sample: 0)
        out = capsys.readouterr().out
        return code, out, json.loads(out) if out.startswith("{") else {}

    yield run
    sys.argv = arguments


@pytest.fixture
def worked(tmp_path) -> Path:
    """A home with 25 drafts before and 25 after a style was activated."""
    home = tmp_path / "default-home"
    opened = open_app(Home(home), scratch=True, choices=with_models())
    kinds = [OutcomeKind.REJECTED] * 20 + [OutcomeKind.ACCEPTED] * 30
    days = ["2026-11-02"] * 25 + ["2026-11-12"] * 25
    work = [
        Work(id=f"d{n}", at=day, outcome=kind, making=Making(cpu_ms=2000.0))
        for n, (day, kind) in enumerate(zip(days, kinds, strict=True))
    ]
    log_work(opened.database, *work, Work(id="open", at="2026-11-12", documents=("shipping.txt",)))
    opened.compliance.audit.append(AuditKind.STYLE, "house-2", {"action": "activated"})
    opened.close()
    return home


def test_figures_by_document_before_and_after_a_day(citewell, worked, tmp_path):
    table = tmp_path / "figures.csv"
    code, _, found = citewell("figures", "--by", "document", "--before", "2026-11-10", "--csv", table, "--json")
    assert code == 0
    assert [(group["group"], group["drafts"]) for group in found["groups"]] == [("refunds.md", 25), ("shipping.txt", 1)]
    assert found["total"]["differences"]["accepted"]["shift"] == "better"
    assert found["total"]["before"]["measures"]["accepted"] == {
        "unit": "share", "value": 0.2, "low": 0.0886, "high": 0.3913, "part": 5, "whole": 25,
    }  # fmt: skip
    with table.open(encoding="utf-8", newline="") as file:
        assert {line["group"] for line in csv.DictReader(file)} == {"all", "refunds.md", "shipping.txt"}


def test_figures_for_people_say_what_changed_and_what_is_lacking(citewell, worked, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    _, out, _ = citewell("figures", "--before", "2026-11-10")
    assert "better, +80 points" in out
    assert "not enough data yet: collect 20 more" in out, "no refusal was judged"
    _, out, _ = citewell("figures", "--since", "2027-01-01")
    assert out.startswith("Not enough data yet")


def test_the_changes_are_listed_and_one_can_be_named(citewell, worked):
    _, _, listed = citewell("figures", "--changes", "--json")
    (change,) = listed["changes"]
    assert (change["kind"], change["what"]) == ("style", "house-2")
    code, _, found = citewell("figures", "--before", f"#{change['number']}", "--json")
    assert (code, found["change"]) == (0, change["at"])
    assert citewell("figures", "--before", "#77")[0] == 3
    assert citewell("figures", "--since", "the second")[0] == 3
    assert citewell("figures", "--by", "person")[0] == 2


def test_costs_are_set_beside_a_price_list(citewell, worked, tmp_path):
    prices = tmp_path / "prices.csv"
    prices.write_text("name,currency,per_1000_prompt_tokens,per_resolution\nCloud,EUR,0.01,\nSeat,EUR,,0.5\n")
    code, _, found = citewell("figures", "--prices", prices, "--json")
    assert code == 0
    assert (found["drafts"], found["accepted"], found["drafts_measured"]) == (51, 30, 50)
    assert found["cpu_seconds"] == {"total": 102.0, "per_draft": 2.0, "per_accepted": 3.4}
    assert [(one["name"], one["total"]) for one in found["cloud"]] == [("Cloud", 0.204), ("Seat", 15.0)]
    assert found["electricity"] is None, "the price of a kilowatt-hour is not known"
    assert found["storage_bytes"]["database"] > 100_000
    _, out, _ = citewell("figures", "--costs")
    assert "kwh_cents" in out
    prices.write_text("name,per_resolution\nSeat,much\n")
    assert citewell("figures", "--prices", prices)[0] == 3


def test_a_comparison_is_begun_looked_at_and_ended(citewell, worked):
    code, _, begun = citewell("compare", "start", "mode", "hybrid", "rag", "--json")
    assert (code, begun["arms"]) == (0, ["hybrid", "rag"])
    assert citewell("compare", "start", "mode", "hybrid", "rag")[0] == 3
    _, _, status = citewell("compare", "status", "--json")
    (one,) = status["comparisons"]
    assert (one["finding"], one["ended"], one["pairs"]) == ("open", None, 0)
    assert one["verdict"] == "Not enough data yet: collect outcomes of drafts by hybrid and by rag."
    assert "running" in citewell("compare")[1]
    _, _, ended = citewell("compare", "stop", "--json")
    assert ended["ended"]
    assert citewell("compare", "stop")[0] == 3
    assert citewell("compare", "start", "voice", "a", "b")[0] == 2

"""The commands of trust: audit, privacy, explain, review; what they print and how they end."""

import hashlib
import json
import sys
from pathlib import Path

import pytest
from tests.support import log_draft, with_models, write_files

from citewell.bootstrap.open_home import open_app
from citewell.cli import app as cli
from citewell.domain.documents import Hit
from citewell.domain.drafts import Decision, Draft, ModelUse, Outcome, OutcomeKind, Sentence, Ticket
from citewell.knowledge.ingest import IndexOptions
from citewell.pipeline.generation.citations import resolve
from citewell.settings.home import Home
from citewell.settings.options import Options, save_options

TEXT = "# Returns\n\nA bicycle can be returned within thirty days of its delivery.\n"
QUOTE = "A bicycle can be returned within thirty days of its delivery."


class Result:
    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def home(tmp_path) -> Path:
    return tmp_path / "default-home"


@pytest.fixture
def citewell(capsys):
    """Runs a command in this process, as ``__main__`` does."""
    arguments = sys.argv

    def run(*words):
        sys.argv = ["citewell", *map(str, words)]
        code = cli.run(lambda _chosen, _sample: 0)
        return Result(code, *capsys.readouterr())

    yield run
    sys.argv = arguments


def open_home(home):
    return open_app(Home(home), choices=with_models())


def make_draft(services, draft_id, ticket):
    with services.database.read() as connection:
        ((document_id,),) = connection.execute("SELECT id FROM document WHERE path = 'returns.md'").fetchall()
    start = TEXT.index(QUOTE)
    hit = Hit(1, document_id, "returns.md", "Returns", (), QUOTE, QUOTE, start, start + len(QUOTE))
    citations = resolve([hit])
    text = f"{QUOTE} [1]"
    sentence = Sentence(QUOTE, (1,), 0, len(text), support=0.97, supported=True)
    model = ModelUse("m", "", "f", "h")
    log_draft(
        services.log,
        Ticket(ticket),
        Draft(
            draft_id, Decision.ANSWER, text, (sentence,), citations, 0.9, (), (), model, "reply-1", evidence=citations
        ),
    )


@pytest.fixture
def kb(home, tmp_path) -> Path:
    """A source, and two drafts that rest on it."""
    folder = write_files(tmp_path / "kb", {"returns.md": TEXT})
    services = open_home(home)
    services.ingest.run(IndexOptions(folder))
    make_draft(services, "one", "May Eleonora Vanderzwaluw return her bicycle?")
    make_draft(services, "two", "Until when can a bicycle go back?")
    services.outcomes.record(Outcome("one", OutcomeKind.ACCEPTED))
    services.close()
    return folder


def test_the_audit_log_is_checked_listed_and_exported(citewell, kb, home, tmp_path):
    whole = citewell("audit", "verify", "--json")
    assert (whole.code, whole.json["ok"], whole.json["drafts"]) == (0, True, 2)
    listed = citewell("audit", "list", "--json").json["entries"]
    assert [entry["kind"] for entry in listed] == ["begun", "draft", "draft", "outcome"]
    assert citewell("audit", "list", "--since", "2999-01-01").out == ""
    file = tmp_path / "audit.jsonl"
    assert citewell("audit", "export", file, "--json").json["entries"] == 5
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    previous = "0" * 64
    for line in lines[:-1]:  # as an auditor may check it, without Citewell
        told = {name: value for name, value in line.items() if name != "hash"}
        text = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        assert line["previous"] == previous
        previous = hashlib.sha256(text.encode()).hexdigest()
        assert line["hash"] == previous
    assert lines[-1]["hash"] == previous
    services = open_home(home)
    with services.database.write() as connection:
        connection.execute("INSERT INTO erasing VALUES (1)")
        connection.execute("UPDATE draft SET body = replace(body, 'thirty', 'sixty') WHERE id = 'two'")
    services.close()
    broken = citewell("audit", "verify", "--json")
    assert (broken.code, broken.json["problems"]) == (1, ["draft two was changed"])
    assert "draft two was changed" in citewell("audit", "verify").out


def test_a_draft_is_explained_after_its_source_changed_and_was_forgotten(citewell, kb, home):
    then = citewell("explain", "one", "--json").json
    assert then["sentences"][0]["standing"] == {"1": "stands"}
    assert then["evidence"][0]["quote"] == QUOTE
    assert then["audit"]["untouched"] is True
    (kb / "returns.md").write_text(TEXT.replace("thirty", "ten"))
    services = open_home(home)
    services.ingest.run(IndexOptions(kb))
    services.close()
    changed = citewell("explain", "one", "--json").json["evidence"][0]
    assert (changed["standing"], changed["quote"]) == ("changed", QUOTE)
    forgotten = citewell("forget", kb, "--json")
    assert (forgotten.code, forgotten.json["drafts"]) == (0, 2)
    after = citewell("explain", "one", "--json").json
    assert after["evidence"][0]["standing"] == "forgotten"
    assert after["evidence"][0]["quote"] is None
    assert after["evidence"][0]["sha256"] == hashlib.sha256(QUOTE.encode()).hexdigest()
    assert after["audit"]["untouched"] is True
    assert citewell("explain", "one", "--again").code == 3
    assert citewell("audit", "verify").code == 0
    assert "forgotten" in citewell("explain", "one").out


def test_what_is_held_keeps_its_evidence_when_its_source_is_forgotten(citewell, kb):
    assert citewell("privacy", "hold", "one", "--reason", "case 7").code == 0
    forgotten = citewell("forget", kb, "--json").json
    assert (forgotten["drafts"], forgotten["held"]) == (1, ["one"])
    assert citewell("explain", "one", "--json").json["evidence"][0]["quote"] == QUOTE
    assert citewell("audit", "verify").code == 0


def test_erasing_by_id_gives_a_receipt_that_can_be_checked(citewell, kb, tmp_path):
    receipt = tmp_path / "receipt.json"
    exported = tmp_path / "log.jsonl"
    citewell("log", "--export", exported)
    erased = citewell("privacy", "erase", "one", "--receipt", receipt, "--json")
    assert erased.code == 0
    assert erased.json["receipt"]["complete"] is True
    assert erased.json["receipt"]["copies"][0]["path"] == str(exported)
    assert citewell("privacy", "verify", receipt, "--json").json["genuine"] is True
    text = receipt.read_text()
    receipt.write_text(text.replace('"drafts": 1', '"drafts": 2'))
    assert citewell("privacy", "verify", receipt).code == 1
    gone = citewell("explain", "one")
    assert gone.code == 3
    assert "was erased on" in gone.err
    assert citewell("privacy", "erase", "one").code == 3
    report = citewell("privacy", "report", "--json").json
    assert report["stored"]["kinds"]["drafts"]["count"] == 1
    assert [one["drafts"][0]["id"] for one in report["erasures"]] == ["one"]
    assert str(exported) in citewell("privacy", "report").out.replace("\n", "")
    assert citewell("audit", "verify").code == 0


def test_erasing_a_customer_is_listed_first(citewell, kb):
    dry = citewell("privacy", "erase", "--customer", "Eleonora Vanderzwaluw", "--json").json
    assert dry["erased"] is False
    assert [draft["id"] for draft in dry["plan"]["drafts"]] == ["one"]
    assert citewell("privacy", "erase", "--customer", "Nobody Atall").code == 3
    assert citewell("privacy", "erase").code == 2
    held = citewell("privacy", "hold", "--customer", "Eleonora Vanderzwaluw", "--reason", "case 7", "--json")
    assert held.json["held_drafts"] == 1
    refused = citewell("privacy", "erase", "--customer", "Eleonora Vanderzwaluw", "--yes")
    assert refused.code == 3
    assert "case 7" in refused.err
    assert citewell("privacy", "release", "--customer", "Eleonora Vanderzwaluw").code == 0
    assert citewell("privacy", "erase", "--customer", "Eleonora Vanderzwaluw", "--yes").code == 0
    assert citewell("explain", "two").code == 0


def test_retention(citewell, kb, home):
    assert "everything is kept" in citewell("privacy", "retain").out
    services = open_home(home)
    with services.database.write() as connection:
        connection.execute("INSERT INTO golden_run VALUES ('old', '2020-01-01T00:00:00', '{}')")
    services.close()
    save_options(home / "settings.json", Options(keep_golden_days=30, keep_drafts_days=30))
    dry = citewell("privacy", "retain", "--dry-run", "--json").json
    assert (dry["applied"], dry["due"]) == (False, {"drafts": 0, "golden_runs": 1})
    assert citewell("privacy", "retain").code == 0
    assert citewell("privacy", "retain", "--dry-run", "--json").json["due"] == {"drafts": 0, "golden_runs": 0}


def test_review(citewell, kb, home):
    save_options(home / "settings.json", Options(review_percent=100))
    first = citewell("review", "next", "--json").json
    assert first["open"] == 2
    assert first["draft"]["drawn"] == first["draft"]["drawn"] | {"chance": 1.0, "risks": [], "verdict": None}
    said = citewell("review", "verdict", first["draft"]["id"], "right", "--note", "fine", "--json").json
    assert said["figures"]["accuracy"] == 1.0
    assert citewell("review", "verdict", "none", "right").code == 3
    listed = citewell("review", "--json").json
    assert sorted(item["verdict"] or "" for item in listed["items"]) == ["", "right"]
    assert "of all drafts are right" in citewell("review").out
    assert citewell("audit", "verify").code == 0
    services = open_home(home)
    with services.database.write() as connection:
        connection.execute("UPDATE review SET verdict = 'wrong' WHERE verdict = 'right'")
    services.close()
    assert citewell("audit", "verify").code == 1

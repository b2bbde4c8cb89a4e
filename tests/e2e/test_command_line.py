"""The real program with the real models, as a process of its own: what it prints, and what survives its death."""

import contextlib
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from filelock import FileLock
from tests.support import FILES, index_dump, with_models, write_files

from citewell.bootstrap.open_home import open_app
from citewell.knowledge.ingest import IndexOptions
from citewell.settings.home import Home
from citewell.storage.db.database import fetch_value

SECONDS = 300
"""Long enough for any machine: no test measures time."""
TEXT_KINDS = {".md", ".txt"}
TICKET = "Can I return an annual plan within 14 days of the purchase and receive the full amount?"
PARTS = ("api", "internal", "refunds", "security")


@dataclass(frozen=True)
class Result:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@dataclass(frozen=True)
class Program:
    """The program on one home."""

    home: Path

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "CITEWELL_HOME": str(self.home),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            "PYTHONWARNINGS": "error",
        }

    def use_one_thread(self) -> None:
        """The cores are taken by other tests: threads that wait for each other would be slower."""
        self.home.mkdir(mode=0o700, exist_ok=True)
        (self.home / "settings.json").write_text('{"threads": 1}', encoding="utf-8")

    def start(self, *words: object, prefix: tuple[str, ...] = (), **options) -> subprocess.Popen[str]:
        command = [*prefix, sys.executable, "-m", "citewell", *map(str, words)]
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
        return subprocess.Popen(command, env=self.environment, encoding="utf-8", **pipes)

    def __call__(self, *words: object, given: str | None = None, **options) -> Result:
        if given is not None:
            options["stdin"] = subprocess.PIPE
        with self.start(*words, **options) as process:
            out, err = process.communicate(given, timeout=SECONDS)
        assert "Traceback" not in err
        return Result(process.returncode, out, err)


@pytest.fixture(scope="module")
def kb(tmp_path_factory, sample_kb) -> Path:
    """Part of the sample knowledge base, with a file that cannot be read."""
    folder = tmp_path_factory.mktemp("world") / "kb"
    for part in PARTS:
        shutil.copytree(sample_kb / part, folder / part)
    (folder / "broken.txt").write_bytes(b"caf\xe9")
    return folder


@pytest.fixture(scope="module")
def indexed(tmp_path_factory, kb) -> tuple[Program, dict]:
    """A home with the sample, and what indexing said."""
    program = Program(tmp_path_factory.mktemp("home"))
    program.use_one_thread()
    result = program("index", kb, "--json")
    assert result.code == 0, result.err
    return program, result.json


@pytest.fixture
def program(indexed) -> Program:
    return indexed[0]


@pytest.fixture
def fresh(tmp_path) -> Program:
    """The program on a home that is not there yet."""
    return Program(tmp_path / "fresh")


@pytest.fixture
def small_kb(tmp_path) -> Path:
    return write_files(tmp_path / "small", FILES)


def check_draft(draft: dict, kb: Path) -> None:
    """The contract of ``draft --json``."""
    assert draft.keys() == {
        "id", "decision", "text", "sentences", "citations", "confidence", "findings", "trace", "model",
        "prompt_version", "timings", "near_misses", "conflicts", "unstyled",
    }  # fmt: skip
    assert draft["decision"] in {"answer", "clarify", "refuse", "escalate"}
    assert 0 <= draft["confidence"] <= 1
    assert draft["model"].keys() == {"base", "style", "file", "sha256", "unproven"}
    assert draft["timings"].keys() == {"first_token_ms", "total_ms", "prompt_tokens", "completion_tokens"}
    assert {entry["stage"] for entry in draft["trace"]} >= {"retriever", "decide"}
    known = {citation["n"] for citation in draft["citations"]}
    for citation in draft["citations"]:
        assert citation.keys() == {
            "n", "document", "title", "heading", "version", "page", "start", "end", "quote", "access",
            "effective_from", "effective_to", "modified_at", "superseded", "url",
        }  # fmt: skip
        assert citation["access"] == "public"
        if Path(citation["document"]).suffix in TEXT_KINDS:
            text = (kb / citation["document"]).read_text(encoding="utf-8")
            assert citation["quote"] == text[citation["start"] : citation["end"]]
    for sentence in draft["sentences"]:
        assert set(sentence["cites"]) <= known
        assert 0 <= sentence["support"] <= 1
        span = draft["text"][sentence["start"] : sentence["end"]]
        assert all(f"[{n}]" in span for n in sentence["cites"])
        assert sentence["text"][:20] in re.sub(r" ?\[\d+\]", "", span)  # a mark may stand before a colon
        if sentence["factual"]:
            assert sentence["cites"]
    for finding in draft["findings"]:
        assert finding["severity"] in {"block", "warn", "info"}
        assert 0 <= finding["start"] <= finding["end"] <= len(draft["text"])


def test_indexing_says_what_it_did(indexed, kb):
    program, report = indexed
    files = [path for path in kb.rglob("*") if path.suffix in {*TEXT_KINDS, ".html"}]
    assert report.keys() == {"added", "updated", "unchanged", "removed", "passages", "quarantined", "seconds"}
    assert (report["added"], report["updated"], report["unchanged"], report["removed"]) == (len(files) - 1, 0, 0, 0)
    assert report["quarantined"] == [
        {"path": "broken.txt", "reason": "not UTF-8 text (byte 3); save it as UTF-8 and index it again"}
    ]
    (source,) = program("sources", "--json").json["sources"]
    assert (source["path"], source["documents"], source["passages"]) == (
        str(kb),
        report["added"],
        report["passages"],
    )
    assert source["quarantined"] == report["quarantined"]


def test_search_quotes_the_files_as_they_are(program, kb):
    queries = ["refund annual plan Germany", "How do I sign in?", "HTTP 429", "purchase order number"]
    lines = [{"id": n, "query": query, "k": 10} for n, query in enumerate(queries)]
    result = program("search", "--batch", "-", given="\n".join(json.dumps(line) for line in [*lines, {"id": "bad"}]))
    *answers, bad = [json.loads(line) for line in result.out.splitlines()]
    assert bad == {"id": "bad", "error": "'query' must be a string"}
    assert [answer["id"] for answer in answers] == list(range(len(queries)))
    quoted = 0
    for answer in answers:
        assert answer.keys() == {"id", "results", "conflicts", "ms"}
        assert len(answer["results"]) == 10
        for hit in answer["results"]:
            assert hit.keys() == {
                "document", "title", "heading", "version", "page", "start", "end", "text", "score", "ranks", "access",
                "superseded", "effective_from", "effective_to", "modified_at", "exact", "url",
            }  # fmt: skip
            if Path(hit["document"]).suffix in TEXT_KINDS:
                text = (kb / hit["document"]).read_text(encoding="utf-8")
                assert hit["text"] == text[hit["start"] : hit["end"]]
                quoted += 1
    assert quoted > 20
    assert answers[0]["results"][0]["document"].startswith("refunds/")


def test_search_filters(program):
    def documents(**filters) -> set[str]:
        line = {"id": 1, "query": "handling fee for a refund of an annual plan in Germany", "k": 20} | filters
        given.append(line)

    given: list[dict] = []
    documents(as_of="2025-06-01", region="DE")
    documents(as_of="2026-11-20", region="DE")
    documents(as_of="2026-11-20", region="US")
    result = program("search", "--batch", "-", given="\n".join(map(json.dumps, given)))
    old, new, american = [
        {hit["document"] for hit in json.loads(line)["results"] if hit["document"].startswith("refunds/germany")}
        for line in result.out.splitlines()
    ]
    assert "refunds/germany-2024.md" in old
    assert "refunds/germany.md" not in old
    assert "refunds/germany.md" in new
    assert "refunds/germany-2024.md" not in new
    assert american == set()


def test_a_ticket_becomes_a_cited_draft_and_its_outcome_is_kept(program, kb, tmp_path):
    (tmp_path / "ticket.txt").write_text(TICKET, encoding="utf-8")
    made = program("draft", tmp_path / "ticket.txt", "--region", "DE", "--as-of", "2026-11-20", "--json").json
    check_draft(made, kb)
    assert made["decision"] == "answer"
    assert "refunds/germany.md" in {citation["document"] for citation in made["citations"]}
    assert not [finding for finding in made["findings"] if finding["severity"] == "block"]
    (tmp_path / "final.txt").write_text("Write to help@shop.example or call +49 30 1234567.", encoding="utf-8")
    kept = program("outcome", made["id"], "edited", "--final", tmp_path / "final.txt", "--reason", "tone", "--json")
    assert kept.json == {"id": made["id"], "outcome": "edited"}
    masked, shown = ("<EMAIL_1>", "<PHONE_1>"), ("help@shop.example", "+49 30 1234567")
    for flags, (address, number) in (((), masked), (("--reveal",), shown)):
        target = tmp_path / f"log{len(flags)}.jsonl"
        assert program("log", "--export", target, *flags, "--json").json["path"] == str(target)
        entries = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
        entry = next(entry for entry in entries if entry["id"] == made["id"])
        assert entry["ticket"] == TICKET
        (outcome,) = entry["outcomes"]
        assert outcome["final"] == f"Write to {address} or call {number}."
        assert outcome["reasons"] == ["tone"]
        assert entry["draft"]["citations"] == made["citations"]


GIVEN = {
    "id": "given",
    "ticket": "Can I return the charger within 30 days of delivery?",
    "passages": [
        {"id": "r", "title": "Returns", "text": "You can return the charger within 30 days of delivery."},
        {"id": "empty", "title": "Nothing", "text": ""},
    ],
}


def test_a_batch_of_drafts(program, kb):
    unknown = {"id": "unknown", "ticket": "Which opera does the giraffe sing under water?"}
    lines = [json.dumps(line) for line in (unknown, GIVEN, {"id": "none", "ticket": " "})]
    lines.insert(1, "{")
    result = program("draft", "--batch", "-", given="\n".join(lines))
    assert result.code == 0
    refused, broken, answered, empty = [json.loads(line) for line in result.out.splitlines()]
    assert (refused["id"], broken["id"], answered["id"]) == ("unknown", None, "given")
    assert "not JSON" in broken["error"]
    assert "The ticket is empty" in empty["error"]
    logged = {entry["id"] for entry in program("log", "--json").json["entries"]}
    assert {refused.pop("draft_id"), answered["draft_id"]} <= logged
    check_draft(refused, kb)
    assert (refused["decision"], refused["citations"]) == ("refuse", [])
    assert refused["near_misses"]
    assert answered["decision"] == "answer"
    (citation,) = answered["citations"]
    assert (citation["document"], citation["quote"]) == ("r", GIVEN["passages"][0]["text"])
    assert (citation["start"], citation["end"]) == (0, len(citation["quote"]))


def test_without_a_network_a_draft_comes_all_the_same(fresh):
    prefix = ("unshare", "-rn")
    if shutil.which("unshare") is None or subprocess.run([*prefix, "true"], check=False).returncode:
        pytest.skip("no network namespace may be made here")
    fresh.use_one_thread()
    made = fresh("draft", "--batch", "-", given=json.dumps(GIVEN), prefix=prefix)
    assert made.code == 0, made.err
    assert made.json["decision"] == "answer"
    assert [citation["document"] for citation in made.json["citations"]] == ["r"]


def test_doctor_finds_everything_in_order(program):
    result = program("doctor", "--json")
    assert result.json["ok"], result.json
    assert result.code == 0
    names = [check["name"] for check in result.json["checks"]]
    assert names == [
        *("database", "embedder", "judge", "verifier", "language model", "graphics card"),
        *("one draft", "connections", "company settings"),
    ]


def test_a_model_file_that_is_none(fresh, small_kb, tmp_path):
    fake = tmp_path / "model.gguf"
    fake.write_bytes(b"<html>404 Not Found</html>")
    fresh.home.mkdir()
    (fresh.home / "settings.json").write_text(json.dumps({"base_model": str(fake)}), encoding="utf-8")
    line = json.dumps({"id": 1, "ticket": "Hello there", "mode": "no_context"})
    (tmp_path / "ticket.txt").write_text("Hello there", encoding="utf-8")
    result = fresh("draft", tmp_path / "ticket.txt", "--mode", "no_context", "--json")
    assert result.code == 3
    assert "is not a GGUF file" in result.json["error"]
    assert "is not a GGUF file" in fresh("draft", "--batch", "-", given=line).json["error"]
    examined = fresh("doctor", "--json")
    assert examined.code == 1
    found = {check["name"]: check for check in examined.json["checks"]}
    assert not found["language model"]["ok"]
    assert "is not a GGUF file" in found["language model"]["detail"]


def test_a_model_file_that_is_cut_off(fresh, tmp_path):
    fake = tmp_path / "model.gguf"
    fake.write_bytes(b"GGUF" + bytes(100))
    fresh.home.mkdir()
    (fresh.home / "settings.json").write_text(json.dumps({"base_model": str(fake)}), encoding="utf-8")
    result = fresh("draft", "-", "--mode", "no_context", "--json", given="Hello there")
    assert result.code == 3
    assert "is no usable gguf file" in result.json["error"]


def test_two_programs_on_one_home(program, kb):
    with FileLock(program.home / "index.lock"):
        busy = program("index", kb, "--json")
        assert busy.code == 3
        assert "Another Citewell indexes this home" in busy.json["error"]
        assert program("sources", "--json").json["sources"]
    again = program("index", kb, "--json").json
    assert (again["added"], again["removed"], again["updated"]) == (0, 0, 0)


# --- kill -9, Ctrl+C and a full disk -------------------------------------------------------------------------------


def wait_for(condition: Callable[[], object], process: subprocess.Popen) -> None:
    """Look again and again until ``condition`` holds, or the process has ended by itself."""
    deadline = time.monotonic() + SECONDS
    while not condition() and process.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def check_sound(dump: dict[str, object]) -> None:
    """Whole files, and nothing that belongs to none."""
    assert dump["check"] == "ok"
    assert dump["orphans"] == []
    assert dump["counts"]["passage"] == dump["counts"]["passage_words"] == dump["counts"]["passage_vector"]


@contextlib.contextmanager
def indexing(program: Program, kb: Path) -> Iterator[subprocess.Popen]:
    """``citewell index`` at the moment when its first documents are stored."""
    services = open_app(Home(program.home))

    def stored() -> int:
        with services.database.read() as connection:
            return fetch_value(connection, "SELECT count(*) FROM document")

    before = stored()
    try:
        with program.start("index", kb, "--json") as process:
            wait_for(lambda: stored() > before, process)
            yield process
            process.communicate(timeout=SECONDS)
    finally:
        services.close()


def test_ctrl_c_and_kill_9_while_indexing_lose_nothing(fresh, indexed, kb):
    with indexing(fresh, kb) as process:
        process.send_signal(signal.SIGINT)
    assert process.returncode in {4, 0}  # 0 where it was done before it could hear
    check_sound(index_dump(fresh.home))
    with indexing(fresh, kb) as process:
        children = []
        with contextlib.suppress(psutil.NoSuchProcess):
            children = psutil.Process(process.pid).children(recursive=True)
        process.kill()
    assert psutil.wait_procs(children, timeout=SECONDS)[1] == []
    check_sound(index_dump(fresh.home))
    report = fresh("index", kb, "--json").json
    assert report["added"] + report["unchanged"] == indexed[1]["added"]
    assert report["unchanged"] > 0
    assert index_dump(fresh.home) == index_dump(indexed[0].home)


DYING_INDEX = """
import os, signal, sys
from pathlib import Path
from citewell.application.models.fakes import FakeModels
from citewell.bootstrap.container import Choices
from citewell.bootstrap.open_home import open_app
from citewell.knowledge.ingest import IndexOptions
from citewell.settings.home import Home

home, kb, left = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
services = open_app(Home(home), choices=Choices(models=FakeModels().made))

def count(cursor, sql, bindings):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return True

services.database._writer.exec_trace = count
services.ingest.run(IndexOptions(kb))
"""


def index_with_fakes(home: Path, kb: Path) -> dict[str, object]:
    """Index as ``DYING_INDEX`` does, to the end."""
    services = open_app(Home(home), choices=with_models())
    services.ingest.run(IndexOptions(kb))
    services.close()
    return index_dump(home)


def test_kill_9_inside_any_transaction_leaves_whole_files(tmp_path, small_kb):
    undisturbed = index_with_fakes(tmp_path / "undisturbed", small_kb)
    for statements in (1, 8, 19, 33):
        home = tmp_path / f"killed-{statements}"
        died = subprocess.run(
            [sys.executable, "-c", DYING_INDEX, home, small_kb, str(statements)],
            env=Program(home).environment,
            check=False,
            timeout=SECONDS,
        )
        assert died.returncode == -signal.SIGKILL
        check_sound(index_dump(home))
        assert index_with_fakes(home, small_kb) == undisturbed


RECORDING = """
import sys
from pathlib import Path
from citewell.application.models.fakes import FakeModels
from citewell.bootstrap.container import Choices
from citewell.bootstrap.open_home import open_app
from citewell.domain.drafts import Decision, Draft, ModelUse, Outcome, OutcomeKind, Ticket
from citewell.pipeline.intake.anonymizer import MaskedTicket
from citewell.pipeline.intake.log_masking import logged_draft
from citewell.settings.home import Home

services = open_app(Home(Path(sys.argv[1])), choices=Choices(models=FakeModels().made))
ticket = MaskedTicket(Ticket("t"))
number = 0
while True:
    model = ModelUse("m", "", "f", "h")
    draft = Draft(str(number), Decision.ANSWER, "", (), (), 0.5, (), (), model, "reply-1")
    services.log.record_draft(logged_draft(ticket, draft))
    services.outcomes.record(Outcome(str(number), OutcomeKind.ACCEPTED, f"final {number}"))
    print(number, flush=True)
    number += 1
"""


def test_kill_9_after_an_acknowledged_outcome_loses_nothing(fresh):
    command = [sys.executable, "-c", RECORDING, fresh.home]
    with subprocess.Popen(command, env=fresh.environment, stdout=subprocess.PIPE, text=True) as process:
        for _ in range(20):
            process.stdout.readline()
        process.kill()
        acknowledged = 20 + len(process.stdout.read().splitlines())
    entries = fresh("log", "--json", "--reveal").json["entries"]
    finals = [outcome["final"] for entry in entries for outcome in entry["outcomes"]]
    assert finals[:acknowledged] == [f"final {number}" for number in range(acknowledged)]
    assert acknowledged <= len(finals) <= len(entries) <= acknowledged + 1


def test_a_disk_that_takes_no_more_is_told_and_the_next_run_finishes_and_can_be_forgotten(fresh, small_kb):
    open_app(Home(fresh.home)).close()
    limit = 100_000  # less than the write-ahead log of three documents

    def confine() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    full = fresh("index", small_kb, "--json", preexec_fn=confine)
    assert full.code == 3
    assert "citewell.db" in full.json["error"]
    assert fresh("index", small_kb, "--json").json["added"] == 3
    assert index_dump(fresh.home)["check"] == "ok"
    assert fresh("forget", small_kb, "--json").json["documents"] == 3
    assert set(index_dump(fresh.home)["counts"].values()) == {0}

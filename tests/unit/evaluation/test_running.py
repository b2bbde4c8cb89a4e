"""Running golden tickets: one failure is a row, the rest goes on; nothing is logged; runs are saved and read again."""

import json

import pytest

from citewell.domain.drafts import Decision, EvidenceFound, Mode
from citewell.domain.errors import BadInputError, CancelledError, ModelProcessError
from citewell.domain.progress import CancelToken
from citewell.evaluation.golden.golden import GoldenFile
from citewell.evaluation.running import Bench, only_modes, run_golden
from citewell.evaluation.runs import read_run, run_record
from citewell.models.fakes import ScriptedGenerator
from citewell.storage.log.golden_runs import GoldenRuns


class Drafts:
    """Makes the same draft of every ticket; raises where its text names an error."""

    def __init__(self, draft, errors=None) -> None:
        self.draft_, self.errors, self.asked = draft, errors or {}, []

    def run(self, ticket, *, watch, cancel=None):
        self.asked.append((ticket.text, ticket.mode))
        if ticket.text in self.errors:
            raise self.errors[ticket.text]
        watch(EvidenceFound(()))
        return self.draft_


@pytest.fixture
def run(golden, draft, support):
    def make(*texts, errors=None, modes=(Mode.HYBRID,), **options):
        tickets = tuple(golden(name=f"t{n}", text=text) for n, text in enumerate(texts))
        drafts = Drafts(draft(), errors)
        bench = Bench(lambda _mode: drafts, support, (3, 9), "1.2.3")
        made = run_golden([GoldenFile("f.yaml", "sha", tickets)], modes, bench, **options)
        return made, drafts

    return make


def test_every_ticket_is_run_in_every_mode(run):
    seen = []
    made, drafts = run("a", "b", modes=(Mode.HYBRID, Mode.RAG), progress=seen.append)
    assert drafts.asked == [("a", "hybrid"), ("b", "hybrid"), ("a", "rag"), ("b", "rag")]
    assert [(row.id, row.mode, row.decision, row.score.right) for row in made.rows][:1] == [
        ("t0", "hybrid", "answer", True)
    ]
    assert made.rows[0].first_evidence_ms is not None
    assert made.rows[0].cited == ("a.md",)
    assert (made.made["rag"].style, made.made["rag"].prompt_version) == ("style", "reply-1")
    assert (made.files, made.documents, made.passages, made.version) == ({"f.yaml": "sha"}, 3, 9, "1.2.3")
    assert [(one.done, one.total) for one in seen] == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]


@pytest.mark.expects_log("unexpected error in a golden ticket")
def test_a_ticket_that_fails_is_a_row_and_the_rest_goes_on(run):
    errors = {"b": ModelProcessError("The model died."), "c": ZeroDivisionError()}
    made, _ = run("a", "b", "c", "d", errors=errors)
    assert [row.error for row in made.rows] == [
        "",
        "The model died.",
        "Citewell made a mistake (ZeroDivisionError).",
        "",
    ]
    assert [row.score.right for row in made.rows] == [True, False, False, True]
    assert made.summaries()["hybrid"].measures["errors"].value == 2


def test_cancelling_ends_it(run):
    token = CancelToken()
    with pytest.raises(CancelledError):
        run("a", "b", cancel=token, progress=lambda progress: progress.done and token.cancel())
    with pytest.raises(CancelledError):
        run("a", errors={"a": CancelledError("Cancelled.")})


def test_a_run_waits_before_each_ticket_while_it_is_paused(run):
    class Waiting(CancelToken):
        rested = 0

        def rest(self) -> float:
            self.rested += 1
            return super().rest()

    token = Waiting()
    run("a", "b", modes=(Mode.HYBRID, Mode.RAG), cancel=token)
    assert token.rested == 4


def test_a_ticket_without_passages_needs_an_index(golden, draft, support):
    from dataclasses import replace  # noqa: PLC0415

    ticket = golden()
    ticket = replace(ticket, ticket=replace(ticket.ticket, passages=None))
    file = GoldenFile("f.yaml", "sha", (ticket,))
    bench = Bench(lambda _mode: Drafts(draft()), support, (0, 0), "1")
    with pytest.raises(BadInputError, match="Nothing is indexed yet"):
        run_golden([file], [Mode.HYBRID], bench)
    assert run_golden([file], [Mode.NO_CONTEXT], bench).rows[0].decision == Decision.ANSWER


def test_a_run_is_the_same_after_it_was_saved(run, database):
    made, _ = run("a", "b", errors={"b": BadInputError("no words")}, limit=5)
    store = GoldenRuns(database)
    store.save("first", run_record(made))
    assert read_run(store.load("first")) == made
    store.save("first", run_record(run("a")[0]))
    assert len(read_run(store.load("first")).rows) == 1
    assert store.names() == ["first"]
    with pytest.raises(BadInputError, match=r"no saved run 'second'. Saved runs: first\."):
        store.load("second")
    store.delete("first")
    assert store.names() == []


def test_runs_that_were_saved_before_rows_had_a_knowledge_base_can_be_read(run):
    made, _ = run("a")
    record = json.loads(json.dumps(run_record(made)))
    for row in record["rows"]:
        del row["kb"], row["kind"]
    assert read_run(record) == made


def test_runs_of_other_versions_are_told(run):
    record = json.loads(json.dumps(run_record(run("a")[0])))
    for broken in ({**record, "format": 99}, {**record, "rows": [{}]}, {"format": 1}, {**record, "made": []}):
        with pytest.raises(BadInputError, match="Run and save it again"):
            read_run(broken)


def test_modes():
    assert only_modes("rag, hybrid,rag") == (Mode.RAG, Mode.HYBRID)
    for wrong in ("best", "", ","):
        with pytest.raises(BadInputError, match="hybrid"):
            only_modes(wrong)


# --- through the services ------------------------------------------------------------------------------------------

GOLDEN = """
tickets:
  - id: opening
    ticket: The shop opens on Monday at which time?
    passages: [{id: hours, title: Opening hours, text: The shop opens on Monday at 9:30.}]
    expect: {decision: answer, documents: [hours], facts: ["9:30"]}
  - id: nothing
    ticket: Do you sell boats?
    passages: []
    expect: {decision: refuse}
"""


def test_services_run_golden_tickets_and_log_nothing(services, tmp_path):
    path = tmp_path / "g.yaml"
    path.write_text(GOLDEN)
    candidate = ScriptedGenerator(["The shop opens on Monday at 9:30 [1]."])
    made = services.evaluation.run([path], generator=candidate)
    assert [(row.id, row.decision, row.error) for row in made.rows] == [
        ("opening", "answer", ""),
        ("nothing", "refuse", ""),
    ]
    assert made.rows[0].score.right
    assert len(candidate.requests) == 1
    assert list(services.log.entries()) == []


def test_the_gate_runs_what_ships_the_teams_own_and_what_was_chosen(services, tmp_path):
    shipped = services.evaluation.paths()
    assert [path.name for path in shipped] == ["golden"]
    services.home.golden.mkdir()
    assert services.evaluation.paths() == shipped
    for name in ("b.jsonl", "a.yaml", "notes.txt"):
        (services.home.golden / name).touch()
    assert services.evaluation.paths() == [*shipped, services.home.golden / "a.yaml", services.home.golden / "b.jsonl"]
    services.settings.use(type(services.options)(golden=f"{tmp_path / 'a.yaml'}; {tmp_path / 'b'};"))
    assert services.evaluation.paths() == [*shipped, tmp_path / "a.yaml", tmp_path / "b"]

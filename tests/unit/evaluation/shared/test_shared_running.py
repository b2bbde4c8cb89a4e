"""Running shared tickets over their knowledge bases, and going on after a kill."""

import contextlib
import json
from dataclasses import replace

import pytest

from citewell.domain.drafts import Mode
from citewell.domain.errors import BadInputError, CancelledError, ModelProcessError
from citewell.evaluation.running import Bench
from citewell.evaluation.shared.resuming import RowFile
from citewell.evaluation.shared.running import Told, run_shared

TOLD = Told("1.2.3", {"t.jsonl": "sha"}, None, "program")


class Drafts:
    """The same draft of every ticket; raises what ``errors`` has for its text."""

    def __init__(self, draft, kb, log, errors) -> None:
        self.draft_, self.kb, self.log, self.errors = draft, kb, log, errors

    def run(self, ticket, *, watch, cancel=None):
        self.log.append((self.kb, ticket.text))
        if ticket.text in self.errors:
            raise self.errors[ticket.text]
        return self.draft_


class Bases:
    """Knowledge bases that are always indexed; ``log`` has who was asked what."""

    def __init__(self, draft, support) -> None:
        self.draft, self.support, self.log, self.errors, self.keys, self.opened = draft, support, [], {}, {}, []

    def key(self, kb):
        return self.keys.get(kb, kb)

    @contextlib.contextmanager
    def bench(self, kb, *, progress, cancel):
        self.opened.append(kb)
        yield Bench(lambda _mode: Drafts(self.draft, kb, self.log, self.errors), self.support, (1, 2), "0")


@pytest.fixture
def bases(draft, support):
    return Bases(draft(), support)


@pytest.fixture
def tickets(golden):
    """Tickets ``a`` and ``c`` of one knowledge base, ``b`` of another."""
    return [
        replace(golden(name=name, text=name), kb=kb, kind="fact") for name, kb in (("a", "x"), ("b", "y"), ("c", "x"))
    ]


def test_each_ticket_is_run_over_its_own_knowledge_base_in_every_mode(bases, tickets):
    seen = []
    run = run_shared(tickets, [Mode.HYBRID, Mode.RAG], bases, TOLD, progress=seen.append)
    assert bases.log == [("x", "a"), ("x", "c"), ("x", "a"), ("x", "c"), ("y", "b"), ("y", "b")]
    assert bases.opened == ["x", "y"]  # each index is opened once
    assert [(row.mode, row.id, row.kb, row.kind) for row in run.rows] == [
        (mode, name, kb, "fact") for mode in ("hybrid", "rag") for name, kb in (("a", "x"), ("b", "y"), ("c", "x"))
    ]
    assert (run.documents, run.passages, run.version, run.made["rag"].style) == (2, 4, "1.2.3", "style")
    assert (seen[-1].done, seen[-1].total) == (6, 6)


def test_a_run_that_was_stopped_goes_on(bases, tickets, tmp_path):
    path = tmp_path / "rows.jsonl"
    bases.errors = {"b": CancelledError("Cancelled.")}
    with pytest.raises(CancelledError):
        run_shared(tickets, [Mode.HYBRID], bases, TOLD, rows=RowFile(path))
    assert len(path.read_text().splitlines()) == 2
    with path.open("a") as file:
        file.write('{"fingerprint": "half a li')
    bases.errors, told = {}, []
    bases.log.clear()
    run = run_shared(tickets, [Mode.HYBRID], bases, TOLD, rows=RowFile(path), resumed=told.append)
    assert bases.log == [("y", "b")]
    assert (told[0].finished, told[0].total, told[0].outdated) == (2, 3, 0)
    assert [json.loads(line)["id"] for line in path.read_text().splitlines()] == ["a", "c", "b"]
    whole = run_shared(tickets, [Mode.HYBRID], bases, TOLD)
    assert [replace(row, first_evidence_ms=None) for row in run.rows] == [
        replace(row, first_evidence_ms=None) for row in whole.rows
    ]
    assert run.made == whole.made


@pytest.mark.parametrize("what", ["ticket", "program", "knowledge base"])
def test_rows_of_other_tickets_programs_and_knowledge_bases_are_made_again(bases, tickets, tmp_path, what):
    rows = RowFile(tmp_path / "rows.jsonl")
    run_shared(tickets, [Mode.HYBRID], bases, TOLD, rows=rows)
    bases.log.clear()
    told = replace(TOLD, program="other") if what == "program" else TOLD
    if what == "ticket":
        tickets[0] = replace(tickets[0], expect=replace(tickets[0].expect, facts=(("more",),)))
    if what == "knowledge base":
        bases.keys["y"] = "changed"
    heard = []
    run = run_shared(tickets, [Mode.HYBRID], bases, told, rows=RowFile(tmp_path / "rows.jsonl"), resumed=heard.append)
    again = {"ticket": ["a"], "program": ["a", "c", "b"], "knowledge base": ["b"]}[what]
    assert [name for _, name in bases.log] == again
    assert heard[0].outdated == len(again)
    assert len(run.rows) == 3
    bases.log.clear()
    run_shared(tickets, [Mode.HYBRID], bases, told, rows=RowFile(tmp_path / "rows.jsonl"))
    assert bases.log == []  # the later row counts


def test_a_ticket_without_a_draft_is_a_row_and_is_tried_again(bases, tickets, tmp_path):
    bases.errors = {"a": ModelProcessError("The model died.")}
    run = run_shared(tickets, [Mode.HYBRID], bases, TOLD, rows=RowFile(tmp_path / "rows.jsonl"))
    assert [row.error for row in run.rows] == ["The model died.", "", ""]
    bases.errors = {}
    run = run_shared(tickets, [Mode.HYBRID], bases, TOLD, rows=RowFile(tmp_path / "rows.jsonl"))
    assert [row.error for row in run.rows] == ["", "", ""]


@pytest.mark.parametrize(
    "content", ['{"id": "a ticket"}\n', '{"id": "a ticket"}', "[]\n", '{"fingerprint": "x"}\n', "\xff\n"]
)
def test_other_files_are_left_alone(tmp_path, content):
    path = tmp_path / "rows.jsonl"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(BadInputError, match=r"rows.jsonl:1: this is no row of a run"):
        RowFile(path)
    assert path.read_bytes() == content.encode("latin-1")


def test_the_folder_of_the_rows_must_be_there(tmp_path):
    with pytest.raises(BadInputError, match="is not there"):
        RowFile(tmp_path / "nosuch" / "rows.jsonl")

"""The tickets and pairs over the sample packs keep to their rules, and are split by whole knowledge bases."""

import json
from dataclasses import asdict, replace

import pytest
from corpora.reading import ticket_files
from training.tickets.__main__ import MANIFEST, manifest_of
from training.tickets.checking import faults_of
from training.tickets.reading import (
    FOLDER,
    OF_PAIR,
    OF_TWINS,
    ROOTS,
    Bank,
    QuestionPair,
    TrainingTicket,
    Twins,
    documents_of,
    pair_files,
    read_bank,
)

from citewell.evaluation.shared.tickets import read_shared

TICKET = TrainingTicket(
    id="shop-k-001",
    kb="shop",
    ticket="When can I come on Monday? I live 3 km away.",
    fields={},
    decision="answer",
    gold_documents=("hours.md",),
    gold_quotes=("opens on Monday at 9:30",),
    reply="You can come from 9:30 on Monday [1].",
    must_state=(("half past nine", "9:30"),),
    must_not_state=("8:30",),
    kind="fact",
    note="",
)
PAIR = QuestionPair(
    "shop", "hours.md", "The shop opens on Monday at 9:30.", "from when can people buy things at your place"
)
TWINS = Twins(
    kb="shop",
    document="hours.md",
    quote="The shop opens on Monday at 9:30.",
    answered="I have Monday off, from when can I come?",
    open="I have the day off, from when can I come?",
    asks="which day",
    same="Are you open at all on Mondays, please?",
    same_document="hours.md",
    same_quote="The shop opens on Monday",
    missing="Is there somewhere to park on a Monday?",
)


@pytest.fixture(scope="module")
def bank():
    return read_bank()


@pytest.fixture
def root(tmp_path):
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "hours.md").write_text("# Hours\n\nThe shop opens on Monday at 9:30.\n")
    return tmp_path


def test_a_pair_is_a_ticket_that_its_quote_answers():
    asked = PAIR.as_ticket()
    assert (asked.ticket, asked.decision, asked.kind) == (PAIR.question, "answer", OF_PAIR)
    assert (asked.gold_documents, asked.gold_quotes) == ((PAIR.document,), (PAIR.quote,))


def test_twins_are_four_tickets_with_their_decisions():
    asked = TWINS.as_tickets()
    assert [one.ticket for one in asked] == [TWINS.answered, TWINS.open, TWINS.same, TWINS.missing]
    assert [one.decision for one in asked] == ["answer", "clarify", "answer", "refuse"]
    assert [one.gold_quotes for one in asked] == [(TWINS.quote,), (TWINS.quote,), (TWINS.same_quote,), ()]
    assert {one.kind for one in asked} == {OF_TWINS}


def test_several_folders_are_one_bank(bank, tmp_path):
    (tmp_path / "pairs-shop.jsonl").write_text(json.dumps(asdict(PAIR)) + "\n\n")
    (tmp_path / "twins-shop.jsonl").write_text(json.dumps(asdict(TWINS)) + "\n")
    both = read_bank(FOLDER, tmp_path)
    assert set(both.knowledge_bases) == {*bank.knowledge_bases, "shop"}
    assert (both.pairs["shop"], both.twins["shop"]) == ((PAIR,), (TWINS,))
    assert both.tickets == bank.tickets


def test_all_that_is_there_is_right(bank):
    for root in ROOTS:
        if files := [path for path in ticket_files(FOLDER) if documents_of(path.stem).parent == root]:
            read_shared(files, root)
    assert faults_of(bank) == []
    packs = {folder.name for root in ROOTS if root.is_dir() for folder in root.iterdir() if folder.is_dir()}
    assert set(bank.pairs) == set(bank.tickets) | set(bank.twins) == packs
    assert all(one.kb == path.stem for path in ticket_files(FOLDER) for one in bank.tickets[path.stem])
    assert {path.name for path in pair_files()} == {f"pairs-{kb}.jsonl" for kb in packs}


def test_the_manifest_is_up_to_date(bank):
    assert json.loads(MANIFEST.read_text(encoding="utf-8")) == manifest_of(bank)


def test_knowledge_bases_are_split_whole(bank):
    learn, held = bank.split({"banking", "travel"})
    assert held.knowledge_bases == ("banking", "travel")
    assert set(learn.knowledge_bases) == set(bank.knowledge_bases) - {"banking", "travel"}
    folds = list(bank.folds(4))
    assert sorted(name for _, part in folds for name in part.knowledge_bases) == list(bank.knowledge_bases)
    assert all(not set(first.knowledge_bases) & set(second.knowledge_bases) for first, second in folds)
    with pytest.raises(ValueError, match="nowhere"):
        bank.split({"nowhere"})


def test_documents_lie_in_any_of_the_roots(root, tmp_path):
    other = tmp_path / "other"
    (other / "cafe").mkdir(parents=True)
    (other / "cafe" / "hours.md").write_text("# Hours\n\nThe cafe opens on Monday at 9:30.\n")
    assert [documents_of(kb, [root, other]).parent for kb in ("shop", "cafe", "none")] == [root, other, root]
    cafe = replace(TICKET, kb="cafe", id="cafe-k-001")
    assert faults_of(Bank({"shop": (TICKET,), "cafe": (cafe,)}, {}), [root, other]) == []
    assert any("no document" in fault for fault in faults_of(Bank({"cafe": (cafe,)}, {}), [root]))


def test_a_right_ticket_pair_and_twins_have_no_fault(root):
    assert faults_of(Bank({"shop": (TICKET,)}, {"shop": (PAIR,)}, {"shop": (TWINS,)}), [root]) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"document": "times.md"}, "no such document"),
        ({"quote": "The shop is closed on Monday."}, "not in the document"),
        ({"same_quote": "The shop"}, "a quote has"),
        ({"missing": "Where to park?"}, "a twin has"),
        ({"same": TWINS.answered}, "one ticket"),
        ({"asks": ""}, "asked back"),
    ],
)
def test_faults_of_twins(root, change, said):
    faults = faults_of(Bank({}, {}, {"shop": (replace(TWINS, **change),)}), [root])
    assert any(said in fault for fault in faults)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"ticket": "When?"}, "characters"),
        ({"gold_documents": ("times.md",)}, "no document"),
        ({"gold_quotes": ("closes on Monday",)}, "not in a gold document"),
        ({"reply": "You can come early [1]."}, "does not state"),
        ({"reply": "You can come at 9:30 and not at 8:30 [1]."}, "forbidden"),
        ({"reply": "You can come at 9:30 or 17:45 [1]."}, "17:45 is in no document"),
        ({"reply": "You can come at 9:30."}, "marks"),
        ({"reply": "You can come at 9:30 [2]."}, "marks"),
        ({"reply": f"You can come at 9:30 {'early ' * 170}[1]."}, "at most 170 words"),
        ({"must_state": ()}, "facts that it must state"),
        ({"decision": "clarify", "reply": "Which day?? Or week?"}, "one question mark"),
        ({"decision": "refuse"}, "no marks"),
        ({"decision": "maybe"}, "no decision"),
    ],
)
def test_faults_of_a_ticket(root, change, said):
    faults = faults_of(Bank({"shop": (replace(TICKET, **change),)}, {}), [root])
    assert any(said in fault for fault in faults)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"document": "times.md"}, "no such document"),
        ({"quote": "The shop is closed on Monday."}, "not in the document"),
        ({"quote": "The shop"}, "a quote has"),
        ({"question": "when do you open"}, "a question has"),
        ({"question": "the shop opens monday is it"}, "almost the words"),
    ],
)
def test_faults_of_a_pair(root, change, said):
    faults = faults_of(Bank({}, {"shop": (replace(PAIR, **change),)}), [root])
    assert any(said in fault for fault in faults)


def test_what_stands_twice_is_told(root):
    found = faults_of(Bank({"shop": (TICKET, TICKET)}, {"shop": (PAIR, PAIR)}), [root])
    assert [fault.partition(": ")[2].partition(":")[0].split(" shop-")[0] for fault in found] == [
        "this id is taken",
        "asked twice",
        "almost the ticket",
    ]

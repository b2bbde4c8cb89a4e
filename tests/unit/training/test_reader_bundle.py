"""Gold quotes are found again in passages, and a bundle is split by whole knowledge bases."""
# ruff: noqa: S311  sampling, no secret

import random
from dataclasses import replace

import pytest
from training.judge.items import Candidate, Item
from training.reader.bundle import make_bundle
from training.reader.examples import Grouping, Routing
from training.reader.items import ALONE, DECISIONS, Asked, read_bundle, split, write_bundle
from training.reader.marks import sentences_of, spans_of
from training.reader.search import FoundPassage, Row, Searched, read_searched, search, write_searched
from training.tickets.reading import QuestionPair

from citewell.domain.documents import Access
from citewell.knowledge.ingest import IndexOptions

BODY = "You can return a bike\nwithin 30 days.\nKeep the receipt."
TEXT = "Returns: You can return a bike within 30 days. Keep the receipt."


def marked(text, spans):
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("return a bike within 30 days", "return a bike within 30 days"),
        ("Return a **bike** within\n30 days", "return a bike within 30 days"),  # markup, case and lines do not count
        ("days. Keep the receipt.", "days. Keep the receipt."),
        ("once more: you can return a bike within 30 days", "You can return a bike within 30 days"),  # cut before
        ("Keep the receipt. Then bring both to us on a Monday", None),  # three words of eleven are no part
        ("return a car within 30 days", None),
    ],
)
def test_a_quote_is_marked_where_it_stands(quote, found):
    spans = spans_of(TEXT, BODY, BODY, [quote])
    assert spans is None if found is None else marked(TEXT, spans) == [found]


def test_a_quote_of_a_table_marks_the_row_that_says_it():
    source = "| Zone | Price |\n|---|---|\n| North | 4 euros a day |\n| South | 5 euros a day |"
    body = "Zone: North; Price: 4 euros a day\nZone: South; Price: 5 euros a day"
    text = "Parking: " + " ".join(body.split())
    assert marked(text, spans_of(text, body, source, ["| South | 5 euros a day |"])) == [body.split("\n")[1]]


def test_a_quote_that_only_the_source_holds_is_held_without_a_mark():
    assert spans_of("Fees: none", "Fees: none", "The fee is nil", ["fee is nil"]) == ()


def test_all_quotes_are_marked_in_the_order_of_the_text():
    spans = spans_of(TEXT, BODY, BODY, ["Keep the receipt", "You can return a bike", "is not there at all"])
    assert marked(TEXT, spans) == ["You can return a bike", "Keep the receipt"]


def test_sentences_stand_where_they_are_in_the_one_line():
    body = "1. Open  it. Now.\nNow.\nThe second line, in two parts. The second line, in two parts."
    text = "Now › Open: " + " ".join(body.split())
    found = sentences_of(text, body)
    assert marked(text, found) == ["1. Open it.", *["The second line, in two parts."] * 2]
    assert sorted(found) == list(found)
    assert len(set(found)) == 3


def test_letters_that_grow_keep_their_places():
    text = "Straße: the ﬁrst ½ hour is free, İstanbul too, then it costs"
    assert marked(text, spans_of(text, text, text, ["then it costs"])) == ["then it costs"]


def row(**changes):
    values = {
        "kind": "fact",
        "ticket": "How long\ncan I return my bike?",
        "decision": "answer",
        "gold_documents": ("returns.md",),
        "gold_quotes": ("return a bike within 30 days",),
        "hits": ((7, 0.9), (3, 0.5), (4, 0.4)),
    }
    return Row(**{**values, **changes})


def searched(kb, *rows):
    passages = {
        7: FoundPassage("hours.md", "Hours", "We open at nine.", "We open at nine."),
        3: FoundPassage("returns.md#2", "Returns", BODY, BODY),
        4: FoundPassage("returns.md", "Returns › Cars", "No cars.", "No cars."),
    }
    return Searched(kb, passages, rows)


ITEMS = [
    Item("Is it open?", (Candidate("Shop: yes", 1, 0), Candidate("Shop: parking", 0, None)), "sharc", "a"),
    Item("May I?", (Candidate("Rule: if", 1, 1), Candidate("Shop: parking", None, None)), "sharc", "b"),
    Item("What of this?", (Candidate("Help: a", 1, 0), Candidate("Help: b", 0, 0)), "arduino", "c"),
]


@pytest.fixture(scope="module")
def bundle():
    rows = row(), row(kind="pair"), row(decision="refuse"), row(decision="escalate", hits=())
    return make_bundle([searched("bikes", *rows), searched("cars", *rows)], ITEMS)


def test_gold_passages_have_marks_and_their_neighbours_are_near(bundle):
    first = bundle.asked[0]
    assert first.ticket == "How long can I return my bike?"
    (answering,) = first.answering
    passage = bundle.passages[answering]
    assert (passage.document, passage.text) == ("returns.md", TEXT)
    assert marked(passage.text, first.marks[answering]) == ["return a bike within 30 days"]
    assert marked(passage.text, passage.sentences) == ["You can return a bike", "within 30 days.", "Keep the receipt."]
    assert [bundle.passages[one].text for one in first.near] == ["Returns › Cars: No cars."]
    assert [score for _, score in first.hits] == [0.9, 0.5, 0.4]
    refused = bundle.asked[2]
    assert (refused.answering, refused.near, refused.marks) == ((), (), {})


def test_tickets_with_passages_come_from_sources_that_are_no_knowledge_base(bundle):
    given = [one for one in bundle.asked if one.kind == "given"]
    assert {one.ticket: one.decision for one in given} == {"Is it open?": "answer", "May I?": "clarify"}
    texts = [bundle.passages[one].text for asked in given for one in asked.found]
    assert sorted(texts) == ["Rule: if", "Shop: parking", "Shop: parking", "Shop: yes"]
    assert sum(one.text == "Shop: parking" for one in bundle.passages) == 1


def test_whole_knowledge_bases_are_held_out(bundle):
    parts = split(bundle, frozenset({"cars"}))
    assert {one.kb for one in parts.held} == {"cars"}
    assert {one.kb for one in parts.learn} == {"bikes"}
    learnt = {passage for one in (*parts.learn, *parts.given) for passage in one.found}
    assert not learnt & {passage for one in parts.held for passage in one.found}
    assert len(parts.learn) + len(parts.given) + len(parts.held) == len(bundle.asked)
    with pytest.raises(ValueError, match="planes"):
        split(bundle, frozenset({"planes"}))


def test_what_can_be_ranked_is_known(bundle):
    parts = split(bundle, frozenset({"cars"}))
    assert [one.decision for one in parts.ranked] == ["answer", "answer", "refuse"]
    assert [one.kind for one in parts.pairs] == ["pair"]
    assert [one.decision for one in parts.tickets] == ["answer", "refuse"]


def test_a_bundle_comes_back(bundle, tmp_path):
    write_bundle(bundle, tmp_path / "bundle.xz")
    assert read_bundle(tmp_path / "bundle.xz") == bundle


def asked(**changes):
    hits = tuple((passage, 1 - passage / 20) for passage in range(10))
    values = {"hits": hits, "answering": (4,), "near": (1,), "marks": {4: ((0, 3),)}}
    fixed = {"number": 0, "kb": "bikes", "kind": "fact", "ticket": "How?", "decision": "answer"}
    return Asked(**{**fixed, **values, **changes})


def test_a_group_has_what_answers_and_nothing_that_may():
    grouping = Grouping(near=4, near_share=0.7)
    for seed in range(20):
        group = grouping.group(asked(), 6, random.Random(seed))
        assert len(group) == 6
        assert [(one.passage, one.answers) for one in group if one.answers] == [(4, 1.0)]
        assert 1 not in [one.passage for one in group]
        beside = replace(grouping, of_gold=2).group(asked(), 6, random.Random(seed))
        assert {1: 0.0, 4: 1.0}.items() <= {one.passage: one.answers for one in beside}.items()
        assert len(beside) == 6
    assert grouping.group(asked(answering=()), 6, random.Random(1)) == []
    assert all(one.answers == 0 for one in grouping.group(asked(answering=(), decision="refuse"), 6, random.Random(1)))


def test_what_is_decided_by_holds_the_answer_or_is_refused():
    routing = Routing(random.Random(3))
    seen = set()
    for _ in range(60):
        chosen = routing.choose(asked())
        decision = DECISIONS[chosen.decision.index(1.0)]
        assert (4 in chosen.passages) == (decision == "answer")
        assert len(chosen.passages) == 3
        seen.add(decision)
    assert seen == {"answer", "refuse"}
    assert routing.choose(asked(answering=())) is None
    assert routing.choose(asked(decision="escalate")).passages == (0, 1, 2)


def test_first_passages_are_at_times_those_of_the_teacher():
    scores = {0: {passage: float(passage) for passage in range(10)}}
    routing = Routing(random.Random(3), scores)
    firsts = {routing.choose(asked(decision="refuse")).passages for _ in range(40)}
    assert firsts == {(0, 1, 2), (9, 8, 7)}


def test_what_is_asked_is_searched_in_its_documents_and_comes_back(services, tmp_path):
    folder = tmp_path / "bikes"
    folder.mkdir()
    (folder / "returns.md").write_text("# Returns\n\nYou can return a bike within 30 days.\n")
    (folder / "hours.md").write_text("# Hours\n\nWe open at nine.\n")
    services.ingest.run(IndexOptions(folder, Access.PUBLIC))
    pair = QuestionPair("bikes", "returns.md", "return a bike within 30 days", "how long can I return my bike")
    found = search(services, "bikes", [pair.as_ticket()])
    (row,) = found.rows
    first = found.passages[row.hits[0][0]]
    assert (first.document, first.place, first.text) == (
        "returns.md",
        "Returns",
        "You can return a bike within 30 days.",
    )
    assert (row.ticket, row.kind, row.gold_quotes) == (pair.question, "pair", (pair.quote,))
    assert [score for _, score in row.hits] == sorted((score for _, score in row.hits), reverse=True)
    write_searched(found, tmp_path)
    assert list(read_searched(tmp_path)) == [found]


def test_tickets_alone_have_a_decision_and_no_passage():
    made = make_bundle([], [], [("they threaten\nme", "escalate"), ("my lawyer buys a bike", "answer")])
    assert [(one.number, one.ticket, one.decision, one.hits) for one in made.asked] == [
        (0, "they threaten me", "escalate", ()),
        (1, "my lawyer buys a bike", "answer", ()),
    ]
    assert {one.kind for one in split(made, frozenset()).learn} == {ALONE}

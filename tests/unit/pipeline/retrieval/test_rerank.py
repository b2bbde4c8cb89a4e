"""Choosing the evidence by the judge."""

from citewell.application.models.fitted import load_fitted
from citewell.domain.ports import RouteScore
from citewell.models.fakes import HashingEmbedder, WordReranker
from citewell.pipeline.retrieval.rerank import (
    MAX_READ,
    PART_READ,
    Order,
    Orders,
    Reranking,
    answering,
    choose_hits,
    passage_text,
    rerank_hits,
    with_nearness,
)
from citewell.pipeline.run_context import RunContext

BY_TOKENS = Order(judge=0.5, search=1.0, cosine=1.0, tokens=10.0)
APART = Order(judge=0.5, search=1.0, cosine=1.0, tokens=0.0)
ORDERS = load_fitted().decision.orders


class _Table:
    """A judge that looks its scores up by a word of the passage."""

    def __init__(self, **scores: float) -> None:
        self.scores = scores
        self.calls: list[list[tuple[str, str]]] = []
        self.together: tuple[str, list[str]] = ("", [])

    def score(self, pairs):
        self.calls.append(list(pairs))
        return [max((v for k, v in self.scores.items() if k in text), default=0.0) for _, text in pairs]

    def route(self, ticket, passages):
        self.together = (ticket, list(passages))
        return RouteScore(0.7, 0.1, 0.1, 0.1)


def test_what_answers_comes_first(hit):
    hits = [hit(text, score=0.5) for text in ("Opening hours of the shop", "Refunds take ten days", "Parking")]
    judged = rerank_hits(_Table(Refunds=0.95, Opening=0.2), ("when is my refund paid",), hits, ORDERS)
    assert [one.text[:7] for one in judged.hits] == ["Refunds", "Opening", "Parking"]
    assert judged.hits[0].answers == 0.95
    assert [one.text for one in answering(judged.hits)] == ["Refunds take ten days"]


def test_the_search_decides_between_equals(hit):
    hits = [hit("first: x", score=0.9), hit("second: x", score=0.8), hit("third: x", score=0.7)]
    assert rerank_hits(_Table(x=0.8), ("q",), hits, ORDERS).hits == [
        one.__class__(**{**_fields(one), "answers": 0.8}) for one in hits
    ]


def test_a_clear_lead_of_the_search_is_not_turned_over_by_a_small_one_of_the_judge(hit):
    hits = [hit("best: x", score=1.2, similarity=0.7), hit("second: y", score=0.3, similarity=0.3)]
    assert rerank_hits(_Table(best=0.50, second=0.55), ("q",), hits, ORDERS).hits[0].text == "best: x"


def _fields(one):
    return {name: getattr(one, name) for name in one.__slots__}


def test_a_row_that_is_named_and_valid_versions_stay_before_the_others(hit):
    named = hit("row", exact=True)
    old, new = hit("old answer", superseded=True), hit("new answer")
    judged = rerank_hits(_Table(old=0.99, new=0.6), ("q",), [old, new, named], ORDERS)
    assert [one.text for one in judged.hits] == ["row", "new answer", "old answer"]


def test_what_the_agent_adds_stays_first_and_is_written_from(hit):
    note, right = hit("note of the agent"), hit("right")
    judged = rerank_hits(_Table(right=0.9), ("q",), [right], ORDERS, [note])
    assert [one.text for one in judged.hits] == ["note of the agent", "right"]
    assert len(answering(judged.hits)) == 2


def test_a_part_that_nothing_answers_is_told(hit):
    hits = [hit("refunds are paid in ten days")]
    queries = ("both", "refunds are paid when", "dogs allowed inside")
    assert rerank_hits(WordReranker(), queries, hits, ORDERS).unanswered == ("dogs allowed inside",)


def test_where_no_part_is_answered_none_is_told(hit):
    assert rerank_hits(WordReranker(), ("both", "one two", "three four"), [hit("five")], ORDERS).unanswered == ()


def test_no_more_is_read_than_allowed(hit):
    judge = _Table()
    judged = rerank_hits(judge, ("whole", "a", "b"), [hit(f"passage {i}") for i in range(30)], ORDERS)
    whole, parts = judge.calls
    assert [ticket for ticket, _ in whole] == ["whole"] * MAX_READ
    assert [ticket for ticket, _ in parts] == ["a"] * PART_READ + ["b"] * PART_READ
    assert len(judged.hits) == 30


def test_unread_passages_are_all_written_from(hit):
    hits = [hit("a"), hit("b")]
    assert answering(hits) == hits
    assert rerank_hits(_Table(), ("q",), [], ORDERS).hits == []


def test_the_best_three_are_read_together(hit):
    judge = _Table(best=0.9, good=0.8, fair=0.7, poor=0.1)
    texts = ("poor", "fair", "good", "best")
    judged = rerank_hits(judge, ("q",), [hit(text, score=0.5) for text in texts], ORDERS)
    assert judge.together == ("q", ["best", "good", "fair"])
    assert judged.route == RouteScore(0.7, 0.1, 0.1, 0.1)


def test_a_passage_is_read_with_its_place(hit):
    assert passage_text(hit("a\n\nb", title="Help", heading=("Fees",))) == "Help › Fees: a\n\nb"
    assert passage_text(hit("a")) == "a"


class _Nearness(HashingEmbedder):
    """Knows how near some words are, and counts what it was asked of."""

    def __init__(self, **near: float) -> None:
        super().__init__()
        self.near = near
        self.asked: list[str] = []

    def interact(self, query, passages):
        self.asked += passages
        return [max((v for k, v in self.near.items() if k in text), default=0.0) for text in passages]


def test_of_what_was_found_the_passages_nearest_by_their_tokens_are_read(hit):
    hits = [hit(f"passage {i}", document_id=1, score=0.9 - i / 100) for i in range(23)] + [hit("meant", document_id=2)]
    stage = Reranking(
        _Table(meant=0.9), _Nearness(meant=0.8, passage=0.1), lambda: Orders(*[BY_TOKENS] * 2, *[APART] * 2)
    )
    near = stage.choose("which one?", hits, MAX_READ)
    assert [one.text for one in near[:2]] == ["meant", "passage 0"]
    assert len(near) == MAX_READ
    assert near[0].nearness == 0.8


def test_rows_that_are_named_and_valid_versions_keep_their_place_whatever_is_near(hit):
    hits = [
        hit("row", exact=True, document_id=1),
        hit("new", document_id=2),
        hit("old", superseded=True, document_id=3),
    ]
    orders = Orders(BY_TOKENS, BY_TOKENS, APART, APART)
    near = choose_hits(_Nearness(old=0.9, new=0.5), "q", hits[::-1], orders)
    assert [one.text for one in near] == ["row", "new", "old"]


def test_without_such_an_embedder_the_search_decides_what_is_read(hit):
    hits = [hit(f"passage {i}", document_id=1, similarity=i / 20) for i in range(12)]
    orders = Orders(BY_TOKENS, BY_TOKENS, APART, APART)
    assert choose_hits(HashingEmbedder(), "q", hits, orders) == hits
    assert [orders.of(one) for one in (hits[0], hit("given", document_id=0))] == [APART, APART]


def test_what_came_with_the_ticket_is_compared_once(hit):
    known = with_nearness(_Nearness(a=0.3), "q", [hit("a")], Orders(BY_TOKENS, BY_TOKENS, APART, APART))
    embedder = _Nearness(a=0.9, b=0.7)
    stage = Reranking(_Table(), embedder, lambda: Orders(BY_TOKENS, BY_TOKENS, APART, APART))
    ranked = stage.rerank(("q",), [*known, hit("b")], [], RunContext())
    assert [(one.text, one.nearness) for one in ranked.hits] == [("b", 0.7), ("a", 0.3)]
    assert embedder.asked == ["b"]


def test_a_file_of_the_ticket_is_ordered_among_what_was_found(hit):
    receipt = hit("receipt", document_id=0, passage_id=-1, score=0.03, similarity=0.6)
    found = [hit(f"rule {n}", score=0.8, similarity=0.4) for n in range(6)]
    embedder = _Nearness(receipt=0.65, rule=0.4)
    stage = Reranking(_Table(receipt=0.9, rule=0.1), embedder, lambda: ORDERS)
    assert stage.rerank(("q",), [*found, receipt], [], RunContext()).hits[0].text == "receipt"


def test_what_no_nearness_orders_is_not_compared(hit):
    embedder = _Nearness(given=0.9)
    orders = Orders(BY_TOKENS, APART, APART, APART)
    assert with_nearness(embedder, "q", [hit("given", document_id=0)], orders)[0].nearness is None
    assert embedder.asked == []

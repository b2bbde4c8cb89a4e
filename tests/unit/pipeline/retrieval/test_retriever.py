"""Retrieval on a real index: ranks, filters, versions, and passages that are handed in."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support import FILES, TODAY, write_files

from citewell.domain.documents import Access, Filters
from citewell.domain.drafts import GivenPassage
from citewell.knowledge.ingest import IndexOptions
from citewell.pipeline.retrieval.ranking import FEATURES
from citewell.pipeline.retrieval.retriever import RANK_CONSTANT, fuse

FRONT = "---\nid: {id}\nversion: '{version}'\n{more}---\n# Refund\n\nRefund of the annual plan, version {version}.\n"


def policy(identity: str, version: str, more: str = "") -> str:
    return FRONT.format(id=identity, version=version, more=more)


RANKINGS = st.lists(st.lists(st.integers(0, 20), unique=True, max_size=10), max_size=4)


@given(RANKINGS)
def test_fusion_adds_reciprocal_ranks(rankings):
    scores = fuse(rankings)
    assert scores.keys() == {item for ranking in rankings for item in ranking}
    for item, score in scores.items():
        ranks = [ranking.index(item) + 1 for ranking in rankings if item in ranking]
        assert score == pytest.approx(sum(1 / (RANK_CONSTANT + rank) for rank in ranks))


@given(RANKINGS)
def test_who_is_first_in_every_ranking_is_first(rankings):
    scores = fuse([[99, *ranking] for ranking in rankings])
    assert all(scores[99] >= score for score in scores.values())


@pytest.fixture
def search(services, tmp_path):
    def search(query: str, files=None, **filters) -> list:
        if files is not None:
            services.ingest.run(IndexOptions(write_files(tmp_path / "kb", files)))
        return services.search.retrieve((query,), Filters(**{"as_of": TODAY} | filters), 10)

    return search


def test_the_best_passage_comes_first_with_all_that_a_citation_needs(search):
    first, *_ = hits = search("return an annual plan within 14 days", FILES)
    assert (first.document, first.title, first.heading) == ("refunds.md", "Refund policy", ())
    assert first.text.startswith("Annual plans:\nYou can return an annual plan")
    assert FILES["refunds.md"][first.start : first.end] == first.quote
    assert (first.ranks.words, first.ranks.meaning) == (1, 1)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(-1.001 <= hit.similarity <= 1.001 for hit in hits)
    assert first.similarity == max(hit.similarity for hit in hits)


@pytest.mark.parametrize(
    "query", ['"', "AND OR NOT", "a* NEAR(b)", "-- ; DROP TABLE", "(", "^", "日本", "😀", "x" * 20_000]
)
def test_any_query_is_only_words(search, query):
    search(query, FILES)


def test_stems_and_accents_do_not_matter(search):
    assert search("RÉFUNDING", FILES)[0].ranks.words == 1


def test_documents_hold_from_their_first_to_their_last_day(search):
    files = {
        "old.md": policy("old", "1", "effective_to: 2026-01-31\n"),
        "now.md": policy("now", "2", "effective_from: 2026-02-01\neffective_to: 2026-12-31\n"),
        "next.md": policy("next", "3", "effective_from: 2027-01-01\n"),
        "always.md": policy("always", "0"),
    }
    search("refund", files)
    for day, expected in {
        date(2026, 1, 31): {"old.md", "always.md"},
        date(2026, 2, 1): {"now.md", "always.md"},
        date(2026, 12, 31): {"now.md", "always.md"},
        date(2027, 1, 1): {"next.md", "always.md"},
    }.items():
        assert {hit.document for hit in search("refund", as_of=day)} == expected


def test_regions_and_products(search):
    files = {
        "de.md": policy("de", "1", "region: [DE, at]\nproduct: Pro\n"),
        "us.md": policy("us", "1", "region: US\nproduct: Team\n"),
        "all.md": policy("all", "1", "region: global\n"),
    }
    search("refund", files)
    for filters, expected in (
        ({}, {"de.md", "us.md", "all.md"}),
        ({"region": "de"}, {"de.md", "all.md"}),
        ({"region": "AT"}, {"de.md", "all.md"}),
        ({"region": "FR"}, {"all.md"}),
        ({"product": "pro"}, {"de.md", "all.md"}),
        ({"region": "US", "product": "Pro"}, {"all.md"}),
    ):
        assert {hit.document for hit in search("refund", **filters)} == expected


def test_confidential_documents_can_be_left_out(search):
    files = {"open.md": policy("open", "1"), "closed.md": policy("closed", "1", "access: confidential\n")}
    hits = search("refund", files)
    assert sorted(hit.access for hit in hits) == [Access.CONFIDENTIAL, Access.PUBLIC]
    assert [hit.document for hit in search("refund", access=Access.PUBLIC)] == ["open.md"]


def test_hidden_documents_do_not_take_the_place_of_others(search):
    files = {f"closed{n:02}.md": policy(f"c{n}", "1", "access: confidential\n") for n in range(60)}
    files["open.md"] = "# Other\n\nA refund is mentioned here only once, among many other words.\n"
    assert "open.md" not in [hit.document for hit in search("refund annual plan", files)]
    assert [hit.document for hit in search("refund annual plan", access=Access.PUBLIC)] == ["open.md"]


def test_a_superseded_version_steps_back_once_its_successor_holds(search):
    files = {
        "v1.md": policy("refund-1", "1") + "\nRefund refund refund annual plan.\n",
        "v2.md": policy("refund-2", "2", "effective_from: 2026-06-01\nsupersedes: refund-1\n"),
        "other.md": "# Something\n\nA plan is mentioned.\n",
    }
    search("refund", files)
    before = search("refund annual plan", as_of=date(2026, 5, 31))
    assert [(hit.document, hit.superseded) for hit in before if hit.document == "v1.md"] == [("v1.md", False)]
    after = search("refund annual plan", as_of=date(2026, 6, 1))
    assert [hit.document for hit in after][-1] == "v1.md"
    assert [hit.superseded for hit in after] == [False, False, True]


def test_a_document_does_not_supersede_itself(search):
    (hit,) = search("refund", {"v.md": policy("same", "1", "supersedes: same\n")})
    assert not hit.superseded


def test_the_place_and_the_title_are_searched_too(search):
    (hit,) = [h for h in search("zanzibar", {"zanzibar-office.md": "## Hours\n\nOpen at nine.\n"}) if h.ranks.words]
    assert hit.title == "Zanzibar office"


def test_several_queries_find_what_any_of_them_finds(services, search):
    search("refund", FILES)
    found = services.search.retrieve(("annual plan refund", "backups night"), Filters(TODAY), 10)
    assert {"refunds.md", "sub/backups.md"} <= {hit.document for hit in found[:3]}


def test_an_empty_index_finds_nothing(search):
    assert search("refund") == []


def test_scores_order_the_hits_and_lie_between_nought_and_one(search):
    hits = search("return an annual plan within 14 days", FILES)
    assert all(-0.5 < hit.score < 1.1 for hit in hits)


def test_a_row_that_a_code_names_comes_first(search):
    rows = "".join(f"ORD-100{n},parcel number {n} is on its way\n" for n in range(10, 60))
    hits = search("Where is my order ORD-10042? It is a parcel.", {"orders.csv": f"order,state\n{rows}"})
    assert "parcel number 42" in hits[0].text
    assert [hit.exact for hit in hits] == [True] + [False] * (len(hits) - 1)


def test_copies_are_results_of_their_own_unless_distinct_ones_are_asked_for(services, search):
    files = {f"copy{n}.md": "# Refund\n\nRefunds of the annual plan are paid within ten days.\n" for n in range(3)}
    assert len(search("refund annual plan", files)) == 3
    (hit,) = services.search.retrieve(("refund annual plan",), Filters(TODAY), 10, distinct=True)
    assert hit.text == "Refunds of the annual plan are paid within ten days."


def test_a_sentence_of_a_long_ticket_finds_its_passage(services, search):
    search("refund", FILES)
    filler = "My neighbour told me about his garden and his many flowers there. " * 8
    ticket = f"Hello, {filler}How long are backups of a workspace kept? {filler}"
    found = services.search.retrieve((ticket,), Filters(TODAY), 3)
    assert found[0].document == "sub/backups.md"


def test_what_a_search_is_ranked_by_can_be_looked_at(services, search):
    search("refund", FILES)
    gathered = services.search.gather(("annual plan",), Filters(TODAY))
    assert gathered.table.shape == (len(gathered.candidates.ids), len(FEATURES))
    assert set(gathered.candidates.ids) <= set(gathered.ranks)
    assert set(gathered.similarity) == set(gathered.candidates.ids)


# --- passages that are handed in -----------------------------------------------------------------------------------


def test_given_passages_are_cut_and_keep_their_offsets(services):
    long = "# Head\r\n\r\n" + "\r\n\r\n".join(f"Paragraph {n}. " + "Words of it. " * 40 for n in range(5))
    given = [GivenPassage("a", "A", "You can return the annual plan."), GivenPassage("b", "", long)]
    hits = services.search.choose_given(("return the annual plan",), given, 20)
    assert (hits[0].document, hits[0].title, hits[0].document_id) == ("a", "A", 0)
    assert len(hits) > 2
    texts = {item.id: item.text for item in given}
    for hit in hits:
        assert hit.quote == texts[hit.document][hit.start : hit.end]
        assert hit.quote
    assert {hit.ranks.meaning for hit in hits} == set(range(1, len(hits) + 1))


@pytest.mark.parametrize("texts", [[], [""], [" \n", "---\ntitle: x\n---\n"]])
def test_nothing_given_finds_nothing(services, texts):
    given = [GivenPassage(str(n), "", text) for n, text in enumerate(texts)]
    assert services.search.choose_given(("anything",), given, 5) == []


@given(st.lists(st.text(max_size=60), max_size=4), st.text(min_size=1, max_size=30))
def test_any_text_may_be_given(services, texts, query):
    given = [GivenPassage(str(n), "t", text) for n, text in enumerate(texts)]
    for hit in services.search.choose_given((query,), given, 5):
        assert texts[int(hit.document)][hit.start : hit.end] == hit.quote

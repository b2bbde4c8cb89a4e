"""What every passage search does, the one in memory and the one on SQLite: order, filters, and what it loads."""

from dataclasses import replace
from datetime import date

import pytest
from indexed import cosine, indexed, unit

from citewell.domain.documents import Access, Filters, Use
from citewell.governance.literals.identifiers import normalise_code

TODAY = Filters(date(2026, 11, 20))
CODE = normalise_code("CW-1")
TEXTS = ("Refunds of annual plans take ten days.", "An annual plan renews by itself.", "Parcels leave at noon.")


@pytest.fixture
def stored(index, source):
    """Three passages of one document and one of another."""
    index.store_files(source, [indexed("a.md", TEXTS), indexed("b.md", ["Parcels arrive in two days."], [unit(0, 9)])])
    index.finish_source(source)


def texts(search, ids) -> list[str]:
    return [hit.text for hit in search.load_hits(ids, TODAY)]


def by_words(search, query: str, filters: Filters = TODAY, limit: int = 10) -> list[str]:
    return texts(search, [number for number, _ in search.search_words(query, filters, limit)])


def by_meaning(search, vector, filters: Filters = TODAY, limit: int = 10) -> list[str]:
    return texts(search, [number for number, _ in search.search_meaning(vector.tobytes(), filters, limit)])


def test_words_are_found_in_any_form_best_first(search, stored):
    found = search.search_words("refund of an annual plan", TODAY, 10)
    assert texts(search, [number for number, _ in found])[:2] == [*TEXTS[:2]]
    scores = [score for _, score in found]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] >= 0
    assert by_words(search, "refund of an annual plan", limit=1) == [TEXTS[0]]
    assert by_words(search, "giraffe") == by_words(search, "") == by_words(search, '"*(') == []


def test_a_row_out_of_its_time_is_found_by_its_code_alone(index, source, search):
    rows = ["code: CW-1; discount: 9 %; valid_to: 2026-11-19", "code: CW-2; discount: 7 %; valid_to: 2026-11-20"]
    file = indexed("offers.csv", rows, [unit(0), unit(0, 1)], codes=["CW-1"])
    file = replace(file, passages=tuple(replace(one, entry=one.text[6:10]) for one in file.passages))
    index.store_files(source, [file])
    index.finish_source(source)
    assert by_words(search, "discount") == by_meaning(search, unit(0)) == [rows[1]]
    assert texts(search, search.find_codes([CODE], TODAY, 5)[CODE]) == [rows[0]]
    before = Filters(date(2026, 11, 19))
    assert set(by_words(search, "discount", before)) == set(by_meaning(search, unit(0), before)) == {*rows}


def test_meaning_is_ranked_by_cosine_nearest_first(search, stored):
    found = search.search_meaning(unit(0).tobytes(), TODAY, 10)
    assert texts(search, [number for number, _ in found])[:2] == [TEXTS[0], "Parcels arrive in two days."]
    cosines = [value for _, value in found]
    assert len(cosines) == 4
    assert cosines == sorted(cosines, reverse=True)
    assert cosines[0] == pytest.approx(1.0, abs=0.01)
    assert cosines[1] == pytest.approx(float(unit(0) @ unit(0, 9)), abs=0.02)
    assert by_meaning(search, unit(0), limit=1) == [TEXTS[0]]


@pytest.mark.parametrize(
    ("metadata", "filters"),
    [
        ({"effective_to": date(2026, 1, 31)}, TODAY),
        ({"effective_from": date(2027, 1, 1)}, TODAY),
        ({"regions": ("DE",)}, Filters(TODAY.as_of, region="US")),
        ({"product": "Robot"}, Filters(TODAY.as_of, product="Lamp")),
        ({"access": Access.CONFIDENTIAL}, Filters(TODAY.as_of, access=Access.PUBLIC)),
        ({"access": Access.PUBLIC}, Filters(TODAY.as_of, only=Access.CONFIDENTIAL)),
    ],
    ids=["expired", "not yet valid", "region", "product", "confidential", "public"],
)
def test_what_is_filtered_out_takes_no_place(index, search, source, metadata, filters):
    seen = {"access": Access.CONFIDENTIAL} if filters.only else {}
    index.store_files(
        source,
        [
            indexed("hidden.md", ["The warranty of the warranty."], [unit(1)], codes=["CW-1"], **metadata),
            indexed("seen.md", ["A warranty."], [unit(1, 2)], codes=["CW-1"], **seen),
        ],
    )
    index.finish_source(source)
    assert by_words(search, "warranty", filters, 1) == ["A warranty."]
    assert by_meaning(search, unit(1), filters, 1) == ["A warranty."]
    ((found,),) = search.find_codes([CODE], filters, 1).values()
    assert texts(search, [found]) == ["A warranty."]


def test_filters_let_through_what_fits_them_or_says_nothing(index, search, source):
    fits = indexed("fits.md", ["A warranty."], regions=("DE", "AT"), product="Robot")
    index.store_files(source, [fits, indexed("open.md", ["The warranty."])])
    index.finish_source(source)
    found = by_words(search, "warranty", Filters(TODAY.as_of, region="AT", product="robot"))
    assert sorted(found) == ["A warranty.", "The warranty."]


def test_examples_of_style_are_found_by_nothing_and_addresses_come_with_hits(index, source, search):
    reply = indexed("reply.txt", [TEXTS[0]], [unit(0)], ["CW-1"], use_as=Use.STYLE)
    fact = indexed("fact.md", [TEXTS[0]], [unit(0)], url="https://help.example/refunds")
    index.store_files(source, [reply, fact])
    index.finish_source(source)
    (found,) = search.load_hits([number for number, _ in search.search_words("refund", TODAY, 10)], TODAY)
    assert (found.document, found.url) == ("fact.md", "https://help.example/refunds")
    assert by_meaning(search, unit(0)) == [TEXTS[0]]
    assert search.find_codes([CODE], TODAY, 5) == {}


@pytest.mark.parametrize(
    ("regions", "asked", "found"),
    [
        (("EU",), "DE", True),
        (("EU",), "de-by", True),
        (("EU",), "EU", True),
        (("EU",), "CH", False),
        (("EU",), "GB", False),
        (("European Union", "CH"), "Germany", True),
        (("EU", "AT", "FR"), "DE", False),
        (("EU", "AT", "FR"), "AT", True),
        (("EU", "AT", "FR"), "EU", True),
        (("DE",), "EU", False),
    ],
)
def test_what_is_said_for_a_union_holds_in_its_members_unless_they_are_listed(
    index, search, source, regions, asked, found
):
    index.store_files(source, [indexed("union.md", ["A warranty."], regions=regions)])
    index.finish_source(source)
    assert bool(by_words(search, "warranty", Filters(TODAY.as_of, region=asked))) is found


@pytest.mark.parametrize("product", ["Morra 3", "morra 5", "Morra 3, Morra 5"])
def test_a_document_for_several_products_fits_each(index, search, source, product):
    several = indexed("several.md", ["A warranty."], product="Morra 3, Morra 5")
    other = indexed("other.md", ["The warranty."], product="Morra 33, Morra 5 Plus")
    index.store_files(source, [several, other])
    index.finish_source(source)
    assert by_words(search, "warranty", Filters(TODAY.as_of, product=product)) == ["A warranty."]


def test_codes_lead_to_their_rows_unless_there_are_too_many(index, search, source):
    index.store_files(
        source, [indexed(f"{number}.md", ["A row."], codes=["CW-1", f"X-{number}"]) for number in range(3)]
    )
    assert len(search.find_codes([CODE], TODAY, 3)[CODE]) == 3
    one, none = normalise_code("X-1"), normalise_code("X-9")
    found = search.find_codes([CODE, one, none], TODAY, 2)
    assert found.keys() == {one}
    assert [hit.document for hit in search.load_hits(found[one], TODAY)] == ["1.md"]


def test_words_are_counted_by_passages_in_any_form(search, stored):
    counts = search.document_frequencies(["plan", "parcels", "refund", "giraffe"])
    assert counts == {"plan": 2, "parcels": 2, "refund": 1, "giraffe": 0}


def test_neighbours_are_those_of_one_document(search, stored):
    first, second, third = (search.search_words(words, TODAY, 1)[0][0] for words in ("refund", "renews", "leave"))
    assert search.neighbours(first) == (None, second)
    assert search.neighbours(second) == (first, third)
    assert search.neighbours(third) == (second, None)


def test_hits_come_in_the_order_asked_for_and_quote_their_document(index, search, stored):
    ids = [number for number, _ in search.search_meaning(unit(0).tobytes(), TODAY, 10)]
    hits = search.load_hits([*ids[::-1], 10**6], TODAY)
    assert [hit.passage_id for hit in hits] == ids[::-1]
    for hit in hits:
        assert hit.quote == index.document(hit.document_id).text[hit.start : hit.end] == hit.text
        assert hit.title == hit.document


def test_vectors_are_loaded_by_passage_and_by_document(search, stored):
    ids = [search.search_words(words, TODAY, 1)[0][0] for words in ("refund", "renews", "arrive")]
    vectors = search.load_vectors([*ids, 10**6])
    assert vectors.keys() == set(ids)
    assert cosine(vectors[ids[0]], unit(0).tobytes()) == pytest.approx(1.0, abs=0.01)
    of_documents = search.load_document_vectors(ids)
    hits = {hit.passage_id: hit.document_id for hit in search.load_hits(ids, TODAY)}
    assert {number: document for number, (document, _) in of_documents.items()} == hits
    assert of_documents[ids[0]] == of_documents[ids[1]] != of_documents[ids[2]]
    assert cosine(of_documents[ids[0]][1], unit(0, 1, 2).tobytes()) == pytest.approx(1.0, abs=0.02)


def test_totals_are_documents_and_passages(index, search, source):
    assert search.totals() == (0, 0)
    index.store_files(source, [indexed("a.md", TEXTS), indexed("b.md", ["One."])])
    assert search.totals() == (2, 4)

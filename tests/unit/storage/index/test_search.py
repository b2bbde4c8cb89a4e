"""Candidates by words, by meaning and by codes, on a real database; filters hide before anything is ranked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from citewell.domain.documents import Access, Block, ExtractedDocument, Filters, Metadata, Passage
from citewell.domain.errors import BadInputError
from citewell.domain.ports import FileState, IndexedFile
from citewell.storage.index import search as search_module
from citewell.storage.index.search import PassageSearcher
from citewell.storage.index.store import IndexStore
from citewell.storage.index.word_forms import renew_words

DIMENSIONS = 384
TODAY = Filters(date(2026, 11, 20))


@pytest.fixture
def index(database) -> IndexStore:
    return IndexStore(database)


@pytest.fixture
def search(database) -> PassageSearcher:
    return PassageSearcher(database)


@pytest.fixture
def source(index) -> int:
    return index.open_source("/kb", None)


def unit(seed: int) -> np.ndarray:
    vector = np.random.default_rng(seed).normal(size=DIMENSIONS).astype("<f4")
    return vector / np.linalg.norm(vector)


def stored(path: str, texts: Sequence[str], vectors: Sequence[np.ndarray] | None = None, **metadata) -> IndexedFile:
    text = "\n".join(texts)
    passages, position = [], 0
    for part in texts:
        passages.append(Passage(position, position + len(part), (), part))
        position += len(part) + 1
    blocks = tuple(Block(passage.start, passage.end, passage.text) for passage in passages)
    chosen = vectors if vectors is not None else [unit(hash((path, part)) % 2**32) for part in texts]
    return IndexedFile(
        path,
        FileState(len(text), 1_700_000_000_000_000_000, text, 2),
        ExtractedDocument(text, blocks, Metadata(title=path, **metadata)),
        tuple(passages),
        tuple(f"{path} {part}" for part in texts),
        tuple(np.asarray(vector, dtype="<f4").tobytes() for vector in chosen),
    )


def paths(search: PassageSearcher, found: Sequence[tuple[int, float]]) -> list[str]:
    return [hit.document for hit in search.load_hits([passage_id for passage_id, _ in found], TODAY)]


def both_ways(search: PassageSearcher, filters: Filters) -> tuple[set[str], set[str]]:
    words = paths(search, search.search_words("warranty", filters, 10))
    meaning = paths(search, search.search_meaning(unit(1).astype("<f4").tobytes(), filters, 10))
    return set(words), set(meaning)


# --- filters -------------------------------------------------------------------------------------------------------

KINDS = {
    "open.md": {},
    "early.md": {"effective_to": date(2026, 1, 31)},
    "late.md": {"effective_from": date(2027, 1, 1)},
    "german.md": {"regions": ("de", "AT")},
    "robot.md": {"product": "Robot"},
    "secret.md": {"access": Access.CONFIDENTIAL},
}


@pytest.mark.parametrize(
    ("changes", "hidden"),
    [
        ({}, {"early.md", "late.md"}),
        ({"as_of": date(2026, 1, 31)}, {"late.md"}),
        ({"as_of": date(2026, 2, 1)}, {"early.md", "late.md"}),
        ({"as_of": date(2027, 1, 1)}, {"early.md"}),
        ({"region": "de"}, {"early.md", "late.md"}),
        ({"region": "US"}, {"early.md", "late.md", "german.md"}),
        ({"product": "robot"}, {"early.md", "late.md"}),
        ({"product": "Lamp"}, {"early.md", "late.md", "robot.md"}),
        ({"access": Access.PUBLIC}, {"early.md", "late.md", "secret.md"}),
        ({"access": Access.CONFIDENTIAL}, {"early.md", "late.md"}),
    ],
)
def test_what_a_filter_hides_is_not_ranked(index, search, source, changes, hidden):
    index.store_files(source, [stored(path, [f"warranty {path}"], **kind) for path, kind in KINDS.items()])
    expected = set(KINDS) - hidden
    assert both_ways(search, replace(TODAY, **changes)) == (expected, expected)


def test_hidden_passages_do_not_crowd_out_the_ones_that_may_be_seen(index, search, source):
    """The hidden ones match best, and are more than are ranked at first."""
    vector = unit(1)
    hidden = stored("hidden.md", ["warranty warranty"] * 500, [vector] * 500, access=Access.CONFIDENTIAL)
    seen = stored("seen.md", ["a long text of other words in which warranty comes once"], [unit(2)])
    index.store_files(source, [hidden, seen])
    assert both_ways(search, replace(TODAY, access=Access.PUBLIC)) == ({"seen.md"}, {"seen.md"})


def test_a_source_that_becomes_confidential_is_hidden_and_shown_again(index, search, source):
    index.store_files(source, [stored("a.md", ["warranty"]), stored("b.md", ["warranty"], access=Access.CONFIDENTIAL)])
    public = replace(TODAY, access=Access.PUBLIC)
    assert both_ways(search, public) == ({"a.md"}, {"a.md"})
    index.open_source("/kb", Access.CONFIDENTIAL)
    assert both_ways(search, public) == (set(), set())
    index.open_source("/kb", Access.PUBLIC)
    assert both_ways(search, public) == ({"a.md"}, {"a.md"})


# --- words ---------------------------------------------------------------------------------------------------------


def test_scores_are_bm25_and_titles_count_more(index, search, source):
    index.store_files(
        source,
        [stored("other.md", ["battery among many other words of a text"]), stored("battery.md", ["battery text"])]
        + [stored(f"{number}.md", ["nothing to see"]) for number in range(5)],
    )
    found = search.search_words("the battery!", TODAY, 10)
    assert paths(search, found) == ["battery.md", "other.md"]
    assert found[0][1] > found[1][1] > 0


@pytest.mark.parametrize("query", ["", "?!", "NEAR(", '"', "x AND y OR", "title:x", "日本", "\u0000"])
def test_no_query_is_syntax(index, search, source, query):
    index.store_files(source, [stored("a.md", ["some text"])])
    assert search.search_words(query, TODAY, 10) == []


def test_frequent_words_are_left_out_where_rare_ones_are_asked_for(index, search, source, monkeypatch):
    monkeypatch.setattr(search_module, "MAX_POSTINGS", 10)
    texts = [f"shipping text {number}" for number in range(40)] + ["shipping of lithium cells by air"]
    index.store_files(source, [stored("a.md", texts)])
    rare = search.search_words("shipping lithium cells", TODAY, 50)
    assert len(rare) == 1
    assert len(search.search_words("shipping", TODAY, 50)) == 41  # the one word there is, however frequent
    assert search.document_frequencies(["Shipping", "lithium", "unheard"]) == {
        "Shipping": 41,
        "lithium": 1,
        "unheard": 0,
    }


# --- meaning -------------------------------------------------------------------------------------------------------


def test_the_nearest_of_many_are_found(index, search, source):
    """Recall of the ten nearest against all cosines, on vectors in clusters as those of documents are."""
    generator = np.random.default_rng(7)
    centres = generator.normal(size=(40, DIMENSIONS))
    vectors = centres[generator.integers(0, 40, 3000)] + 0.7 * generator.normal(size=(3000, DIMENSIONS))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype("<f4")
    index.store_files(source, [stored("a.md", [f"text {n}" for n in range(3000)], vectors)])
    found = exact = 0
    for query in vectors[::150]:
        nearest = set((np.argsort(-(vectors @ query))[:10] + 1).tolist())
        ranked = search.search_meaning(query.tobytes(), TODAY, 10)
        found += len(nearest & {passage_id for passage_id, _ in ranked})
        exact += 10
        assert ranked[0][1] == pytest.approx(1.0, abs=0.001)
    assert found / exact >= 0.98


def test_stored_vectors_come_back_as_they_were(index, search, source):
    vector = unit(3)
    index.store_files(source, [stored("a.md", ["text"], [vector])])
    back = np.frombuffer(search.load_vectors([1, 99])[1], dtype="<f4")
    assert float(back @ vector) == pytest.approx(1.0, abs=0.0005)
    known = index.known_vectors(["a.md text"])["a.md text"]
    index.store_files(source, [stored("b.md", ["text"], [np.frombuffer(known, dtype="<f4")])])
    assert search.load_vectors([2])[2] == search.load_vectors([1])[1]  # again and again the same


# --- rows and their codes ------------------------------------------------------------------------------------------


def row(number: int, *codes: str) -> Passage:
    return Passage(0, 4, (), f"row {number}", entry=f"r{number}", codes=codes)


def test_a_code_finds_its_row_and_no_other(index, search, source):
    file = stored("orders.csv", ["row 1", "row 2", "row 3"])
    file = replace(file, passages=(row(1, "ORD-10023", "SKU 7"), row(2, "ord/10024"), row(3, "SKU 7")))
    index.store_files(source, [file])
    found = search.find_codes(["ord10023", "ord10024", "sku7", "ord10025"], TODAY, 2)
    documents = {code: [hit.document for hit in search.load_hits(ids, TODAY)] for code, ids in found.items()}
    assert documents == {
        "ord10023": ["orders.csv#r1"],
        "ord10024": ["orders.csv#r2"],
        "sku7": ["orders.csv#r1", "orders.csv#r3"],
    }
    assert search.find_codes(["sku7"], TODAY, 1) == {}  # of many rows none is meant
    index.remove_files(source, ["orders.csv"])
    assert search.find_codes(["ord10023"], TODAY, 2) == {}


def test_the_time_of_the_file_is_that_of_its_rows(index, search, source):
    index.store_files(source, [stored("a.md", ["text"])])
    (hit,) = search.load_hits([1], TODAY)
    assert hit.modified_at == "2023-11-14T22:13:20+00:00"


# --- versions ------------------------------------------------------------------------------------------------------


def version(text: str, name: str, **metadata) -> IndexedFile:
    return stored("terms.md", [f"warranty {text}"], version=name, **metadata)


def test_a_version_that_was_replaced_answers_as_of_its_time(index, search, source):
    index.store_files(source, [version("one year", "1", effective_from=date(2025, 1, 1))])
    index.store_files(source, [version("two years", "2", effective_from=date(2026, 6, 1))])
    for as_of, document in (
        (date(2026, 11, 20), "terms.md"),
        (date(2026, 6, 1), "terms.md"),
        (date(2026, 5, 31), "terms.md@1"),
        (date(2025, 1, 1), "terms.md@1"),
    ):
        assert both_ways(search, Filters(as_of)) == ({document}, {document})
    assert both_ways(search, Filters(date(2024, 1, 1))) == (set(), set())
    assert list(index.file_states(source)) == ["terms.md"]
    assert [(entry.path, entry.retired) for entry in index.documents(source)] == [
        ("terms.md", False),
        ("terms.md@1", True),
    ]
    assert [(past.version, past.effective_from) for past in index.history(source, "terms.md")] == [
        ("1", date(2025, 1, 1))
    ]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ({}, {}),
        ({"effective_from": date(2025, 1, 1)}, {}),
        ({"effective_from": date(2025, 1, 1)}, {"effective_from": date(2025, 1, 1)}),
        ({"effective_from": date(2025, 1, 1)}, {"effective_from": date(2024, 1, 1)}),
    ],
)
def test_a_version_that_does_not_follow_replaces_the_old_one(index, search, source, first, then):
    index.store_files(source, [version("one year", "1", **first)])
    index.store_files(source, [version("two years", "2", **then)])
    assert [entry.path for entry in index.documents(source)] == ["terms.md"]
    assert [past.version for past in index.history(source, "terms.md")] == ["1"]
    assert search.totals() == (1, 1)


def test_past_versions_move_and_go_with_their_file(index, search, source):
    index.store_files(source, [version("one year", "1", effective_from=date(2025, 1, 1))])
    index.store_files(source, [version("two years", "2", effective_from=date(2026, 6, 1))])
    state = index.file_states(source)["terms.md"]
    index.move_file(source, "terms.md", "legal/terms.md", state)
    assert [entry.path for entry in index.documents(source)] == ["legal/terms.md", "legal/terms.md@1"]
    assert len(index.history(source, "legal/terms.md")) == 1
    index.remove_files(source, ["legal/terms.md"])
    assert index.documents(source) == []
    assert search.totals() == (0, 0)


# --- what the user sets --------------------------------------------------------------------------------------------


def test_overrides_are_kept_and_taken_back(index, source):
    index.override(source, "a.md", {"version": "3", "region": "DE, AT"})
    index.override(source, "b.md", {"product": "Lamp"})
    assert index.overrides(source) == {"a.md": {"version": "3", "region": "DE, AT"}, "b.md": {"product": "Lamp"}}
    index.override(source, "a.md", {})
    assert list(index.overrides(source)) == ["b.md"]


# --- forgetting ----------------------------------------------------------------------------------------------------


def test_forgetting_says_what_it_looked_for(index, search, source, database):
    other = index.open_source("/other", None)
    text = "the zebra crossing closes at midnight for repairs of the lights"
    index.store_files(source, [stored("a.md", [text])])
    index.store_files(other, [stored("b.md", ["the umbrella stand is emptied every second thursday morning"])])
    forgotten = index.forget(source)
    assert (forgotten.documents, forgotten.passages, forgotten.found) == (1, 1, ())
    assert forgotten.pages > 10
    assert forgotten.phrases >= 1
    assert search.totals() == (1, 1)
    assert search.search_words("umbrella", TODAY, 5)


def test_forgetting_finds_what_is_left(index, source, database):
    text = "the zebra crossing closes at midnight for repairs of the lights"
    index.store_files(source, [stored("a.md", [text])])
    with database.write() as connection:
        connection.execute("CREATE TABLE leftover (x TEXT)")
        connection.execute("INSERT INTO leftover VALUES (?)", (text,))
    assert index.forget(source).found


# --- another embedder ----------------------------------------------------------------------------------------------


def test_another_embedder_makes_the_index_anew(index, search, source, database):
    index.use_embedder("first", 384)
    index.store_files(source, [stored("a.md", ["warranty"])])
    index.use_embedder("first", 384)
    assert index.file_states(source)["a.md"].content_hash
    vector = unit(1).astype("<f4").tobytes()
    assert search.search_meaning(vector, TODAY, 5)
    with pytest.raises(BadInputError, match="another embedder"):
        PassageSearcher(database, lambda: "second").search_meaning(vector, TODAY, 5)
    index.use_embedder("second", 64)
    assert index.file_states(source)["a.md"].content_hash == ""
    small = np.ones(64, dtype="<f4") / 8
    index.store_files(source, [stored("a.md", ["warranty"], [small])])
    assert PassageSearcher(database, lambda: "second").search_meaning(small.tobytes(), TODAY, 5)[0][1] == pytest.approx(
        1.0
    )
    assert index.history(source, "a.md") == []  # the file did not change


FOREIGN = {
    "de": "Die Lieferadresse ist mit der Bestellnummer zu ändern. Die Größe der Straße ist nicht dabei.",
    "parts": "Eine Rückgabe ist mit dem Formular zu melden, nach der Frist ist die Gebühr fällig.",
    "nl": "Het bezorgadres is op de bestelling te wijzigen.",
    "ja": "配送先の住所は出荷前であれば変更できます。",
    "zh": "您可以在三十天内退货。",
    "ko": "배송지는 출고 전까지 변경할 수 있습니다.",
    "th": "คุณสามารถเปลี่ยนที่อยู่จัดส่งได้",
    "en": "You can send back most articles within 30 days.",
}


@pytest.mark.parametrize(
    ("query", "document"),
    [
        ("Adresse", "de"),
        ("ADRESSEN", "de"),
        ("Groesse", "de"),
        ("GRÖSSE", "de"),
        ("Gro\u0308\u00dfe", "de"),
        ("Strasse", "de"),
        ("aendern", "de"),
        ("Nummer", "de"),
        ("Rueckgabe", "parts"),
        ("Rückgabeformular", "parts"),
        ("adres", "nl"),
        ("住所を変えたい", "ja"),
        ("退货", "zh"),
        ("배송지에", "ko"),
        ("ที่อยู่", "th"),
        ("articles", "en"),
    ],
)
def test_words_are_found_in_any_language_and_spelling(index, search, source, query, document):
    index.store_files(source, [stored(name, [text]) for name, text in FOREIGN.items()])
    assert paths(search, search.search_words(query, TODAY, 5))[:1] == [document]


def test_an_index_without_compounds_is_searched_for_the_words_alone(index, search, source):
    index.store_files(source, [stored("a", ["An understanding of lamps"]), stored("b", ["under the standing lamp"])])
    assert paths(search, search.search_words("misunderstanding", TODAY, 5)) == []
    assert paths(search, search.search_words("standing", TODAY, 5)) == ["b"]


def test_words_of_an_older_index_are_brought_to_their_forms(index, search, source, database):
    index.store_files(source, [stored(name, [text]) for name, text in FOREIGN.items()])
    with database.write() as connection:
        connection.execute("DELETE FROM passage_words")
        connection.execute(
            "INSERT INTO passage_words (rowid, title, heading, text)"
            " SELECT p.id, d.title, '', p.text FROM passage p JOIN document d ON d.id = p.document_id"
        )
    assert search.search_words("住所を変えたい", TODAY, 5) == []
    with database.write() as connection:
        renew_words(connection)
    assert paths(search, search.search_words("住所を変えたい", TODAY, 5)) == ["ja"]
    assert paths(search, search.search_words("articles", TODAY, 5)) == ["en"]
    assert paths(search, search.search_words("Adresse", TODAY, 5)) == ["de"]

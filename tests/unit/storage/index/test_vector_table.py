"""The table of sqlite-vec: the nearest come in order across blocks, and what is removed leaves nothing to read."""

import numpy as np
import pytest
from tests.unit.storage.index.test_search import TODAY, stored, unit

from citewell.domain.documents import Access, Filters
from citewell.domain.errors import BadInputError, DamagedDatabaseError, DiskFullError
from citewell.storage.db.database import fetch_value
from citewell.storage.index import search, vector_table
from citewell.storage.index.quantisation import sketch_bits, to_bytes, to_sketches
from citewell.storage.index.search import PassageSearcher
from citewell.storage.index.store import IndexStore
from citewell.storage.index.vector_table import (
    MAX_CANDIDATES,
    insert_vectors,
    make_table,
    nearest,
    rank_by_cosine,
    remove_vectors,
    stored_vectors,
)

PASSAGE = (
    "INSERT INTO passage (id, document_id, ordinal, start, end, heading, text, hash) VALUES (?, 1, ?, 0, 0, '', '', '')"
)


def units(count: int, dimensions: int = 384, seed: int = 3) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=(count, dimensions)).astype("<f4")
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def put(database, ids, vectors) -> None:
    """Vectors with bare passages, whose ids say which blocks there are."""
    with database.write() as connection:
        connection.pragma("defer_foreign_keys", "on")
        connection.execute("INSERT OR IGNORE INTO source VALUES (1, '/kb', 'public', '', '')")
        connection.execute(
            "INSERT OR IGNORE INTO document (id, source_id, path, key, title, version, product, language, own_access, "
            "access, owner, text, problems, size, mtime_ns, content_hash, indexed_ns, indexed_at) "
            "VALUES (1, 1, 'a', 'a', 'a', '', '', '', 'public', 'public', '', '', '[]', 0, 0, '', 0, '')"
        )
        connection.executemany(PASSAGE, [(number, number) for number in ids])
        insert_vectors(connection, ids, vectors)


def found(database, vector, count, among=None) -> list[int]:
    with database.read() as connection:
        return nearest(connection, vector[None], count, among)


@pytest.mark.parametrize("dimensions", [384, 5, 20, 2730, 2731, 8192])
def test_the_nearest_come_first_across_blocks(database, monkeypatch, dimensions):
    monkeypatch.setattr(vector_table, "BLOCK", 16)
    monkeypatch.setattr(vector_table, "_BLOCKS", vector_table._BLOCKS.replace("65536", "16"))
    with database.write() as connection:
        make_table(connection, dimensions)
    vectors = units(90, dimensions)
    ids = [*range(1, 41), *range(1000, 1040), *range(160_001, 160_011)]
    put(database, ids, vectors)
    query = vectors[50]
    distances = np.bitwise_count(to_sketches(vectors) ^ to_sketches(query[None])).sum(axis=1, dtype=int)
    for count in (1, 7, 60):
        ranks = [distances[ids.index(number)] for number in found(database, query, count)]
        assert ranks == sorted(distances)[:count]
    assert found(database, query, 1) == [ids[50]] or dimensions == 5  # so few bits leave ties
    assert sorted(found(database, query, 10_000)) == ids
    few = ids[3:80:5]
    assert sorted(found(database, query, 100, few)) == few
    assert set(found(database, query, 3, few)) <= set(few)


def test_sketches_fill_whole_bytes_and_stay_within_the_limit():
    assert [sketch_bits(dimensions) for dimensions in (384, 5, 2730, 2731, 8192)] == [1152, 16, 8192, 2736, 8192]


def test_vectors_that_are_too_long_are_refused(database):
    with pytest.raises(BadInputError, match="have 8193 numbers; the index holds up to 8192"):
        IndexStore(database).use_embedder("long", 8193)
    with database.read() as connection:
        assert fetch_value(connection, "SELECT dimensions FROM embedder") == 384


def test_an_empty_index_has_nothing_near(database):
    assert found(database, unit(1), 5) == []


def test_cosines_are_those_of_the_vectors(database):
    vectors = units(40)
    put(database, range(1, 41), vectors)
    with database.read() as connection:
        ranked = rank_by_cosine(connection, vectors[:1], range(1, 41))
    exact = vectors @ vectors[0]
    assert [cosine for _, cosine in ranked] == pytest.approx(sorted(exact, reverse=True), abs=0.001)
    assert ranked[0][0] == 1


def test_a_vector_of_zeros_is_near_nothing(database):
    put(database, [1, 2], np.stack([np.zeros(384, dtype="<f4"), unit(1)]))
    with database.read() as connection:
        ranked = rank_by_cosine(connection, unit(1)[None], [1, 2])
    assert ranked == [(2, pytest.approx(1.0, abs=0.0005)), (1, 0.0)]


def test_removed_vectors_are_in_no_page(database):
    vectors = units(200)
    put(database, range(1, 201), vectors)
    gone = [3, *range(100, 180)]
    with database.write() as connection:
        remove_vectors(connection, [*gone, 999])
    database.empty_log()
    left = [number for number in range(1, 201) if number not in gone]
    for again in range(2):
        with database.read() as connection:
            image = connection.serialize("main")
            known = stored_vectors(connection, range(1, 201))
        assert list(known) == left
        for number in gone:
            vector = vectors[number - 1 : number]
            assert to_bytes(vector).tobytes() not in image
            assert to_sketches(vector).tobytes() not in image
        assert all(known[number] == to_bytes(vectors[number - 1 : number]).tobytes() for number in left)
        assert again or to_bytes(vectors[:1]).tobytes() in image  # it would be seen
        database.compact()  # the second round: a file written anew
    assert sorted(found(database, vectors[0], 500)) == left


def test_forgetting_a_source_leaves_none_of_its_vectors(database):
    index = IndexStore(database)
    source, other = index.open_source("/kb", None), index.open_source("/other", None)
    index.store_files(source, [stored("a.md", ["one", "two"], [unit(1), unit(2)])])
    index.store_files(other, [stored("b.md", ["three"], [unit(3)])])
    index.forget(source)
    with database.read() as connection:
        image = connection.serialize("main")
    here = [to_bytes(unit(seed)[None]).tobytes() in image for seed in (1, 2, 3)]
    assert here == [False, False, True]
    assert PassageSearcher(database).search_meaning(unit(1).tobytes(), TODAY, 5)[0][0] == 3


def test_another_embedder_leaves_none_of_the_old_vectors(database):
    index = IndexStore(database)
    index.store_files(index.open_source("/kb", None), [stored("a.md", ["one"], [unit(1)])])
    PassageSearcher(database).load_vectors([1])  # this reader knows the old table
    index.use_embedder("other", 20)
    database.empty_log()
    with database.read() as connection:
        assert to_bytes(unit(1)[None]).tobytes() not in connection.serialize("main")
        assert stored_vectors(connection, [1]) == {}
        assert nearest(connection, units(1, 20), 5) == []


def test_a_transaction_that_fails_leaves_the_vectors_as_they_were(database):
    vectors = units(300)
    put(database, range(1, 101), vectors[:100])
    with pytest.raises(RuntimeError), database.write() as connection:  # noqa: PT012
        remove_vectors(connection, range(1, 101))
        insert_vectors(connection, range(101, 301), vectors[100:])
        raise RuntimeError
    assert sorted(found(database, vectors[0], 500)) == list(range(1, 101))
    with pytest.raises(RuntimeError), database.write() as connection:  # noqa: PT012
        make_table(connection, 64)
        raise RuntimeError
    assert found(database, vectors[7], 1) == [8]


@pytest.mark.parametrize("pages", range(24))
def test_a_disk_that_fills_is_told_from_damage(database, pages):
    put(database, range(1, 60), units(59))
    database._writer.pragma("max_page_count", database._writer.pragma("page_count") + pages)
    with pytest.raises(DiskFullError), database.write() as connection:
        insert_vectors(connection, range(60, 900), units(840))
    with database.read() as connection:
        assert fetch_value(connection, "SELECT count(*) FROM passage_vector") == 59


def test_damage_is_told(database):
    put(database, range(1, 60), units(59))
    with database.write() as connection:
        connection.execute("UPDATE passage_vector_vector_chunks00 SET vectors = zeroblob(7)")
        connection.execute("UPDATE passage_vector_vector_chunks01 SET vectors = zeroblob(7)")
    with pytest.raises(DamagedDatabaseError, match="vectors"):
        found(database, unit(1), 5)
    with pytest.raises(DamagedDatabaseError, match="vectors"), database.read() as connection:
        stored_vectors(connection, [1, 2])
    with pytest.raises(DamagedDatabaseError, match="vectors"), database.write() as connection:
        insert_vectors(connection, [60], units(1))


@pytest.mark.parametrize("visible", [3, 300])
def test_a_rare_filter_finds_its_passages(database, monkeypatch, visible):
    """Of thousands of passages that are nearer none may be seen: more than sqlite-vec ranks at all."""
    monkeypatch.setattr(search, "CANDIDATES", 100)
    near, far = unit(1), units(visible, seed=9)
    hidden = near + 0.01 * units(MAX_CANDIDATES + 500, seed=4)
    index = IndexStore(database)
    source = index.open_source("/kb", None)
    files = [
        stored("hidden.md", [f"a {n}" for n in range(len(hidden))], hidden, access=Access.CONFIDENTIAL),
        stored("seen.md", [f"b {n}" for n in range(visible)], far, regions=("DE",)),
        stored("past.md", ["c"], [near], regions=("US",)),
    ]
    index.store_files(source, files)
    filters = Filters(TODAY.as_of, region="DE", access=Access.PUBLIC)
    ranked = PassageSearcher(database).search_meaning(near.tobytes(), filters, 10)
    best = np.argsort(-(far @ near))[:10] + len(hidden) + 1
    assert len(ranked) == min(visible, 10)
    assert all(len(hidden) < number <= len(hidden) + visible for number, _ in ranked)
    assert len({number for number, _ in ranked} & set(best.tolist())) >= len(ranked) - 1  # int8 swaps close ones

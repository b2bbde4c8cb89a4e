"""Two indexes of the same files are told to be the same, and every kind of damage is seen."""

import pytest
from benchmarks.index_snapshot import complaints, differences, quarantined, snapshot, stored_passages
from tests.support import FILES, with_models, write_files

from citewell.application.models.fakes import FakeModels
from citewell.bootstrap.open_home import open_app
from citewell.knowledge.ingest import IndexOptions
from citewell.settings.home import Home

TABLE = {"orders.csv": "Order,Item\nA-1001,lamp\nA-1002,desk\n"}
OFFER = {"offer.md": "---\nregion: DE\nsupersedes: old\n---\n# Offer\n\nA tenth off.\n", "bad.pdf": "no PDF"}


def index(home, folder, reader):
    services = open_app(Home(home), scratch=True, choices=with_models(FakeModels(reader=reader)))
    services.ingest.run(IndexOptions(folder))
    services.close()
    return home


def damage(home, sql):
    services = open_app(Home(home))
    with services.database.write() as connection:
        connection.execute("PRAGMA defer_foreign_keys = on")
        connection.execute(sql)
    services.close()


@pytest.fixture
def folder(tmp_path):
    return write_files(tmp_path / "kb", FILES | TABLE | OFFER)


@pytest.fixture
def home(tmp_path, folder, services):
    return index(tmp_path / "one", folder, services.models.reader)


def test_the_same_files_make_the_same_index(tmp_path, folder, home, services):
    other = index(tmp_path / "two", folder, services.models.reader)
    assert differences(snapshot(home), snapshot(other)) == []
    assert complaints(home) == []
    rows = {name: rows for name, (rows, _) in snapshot(home).items()}
    assert rows["passages"] == rows["vectors"] == stored_passages(home) > 5
    assert rows["codes"] >= 2
    assert rows["regions"] == rows["supersessions"] == 1
    assert rows["words"] > rows["passages"]
    assert list(quarantined(home)) == ["bad.pdf"]


@pytest.mark.parametrize(
    ("sql", "part"),
    [
        ("UPDATE passage SET text = text || '.' WHERE id = 1", "passages"),
        ("UPDATE document SET title = 'other' WHERE id = 1", "documents"),
        ("UPDATE passage_vector_vector_chunks00 SET vectors = zeroblob(length(vectors))", "vectors"),
        ("UPDATE passage_vector_vector_chunks01 SET vectors = zeroblob(length(vectors))", "vectors"),
        ("DELETE FROM passage_words WHERE rowid = 1", "words"),
        ("DELETE FROM passage_code", "codes"),
        ("INSERT INTO quarantine (source_id, path, reason) SELECT id, 'x', 'y' FROM source", "quarantine"),
    ],
)
def test_differences_are_seen(home, sql, part):
    before = snapshot(home)
    damage(home, sql)
    assert [line.partition(":")[0] for line in differences(before, snapshot(home))] == [part]


@pytest.mark.parametrize(
    ("sql", "complaint"),
    [
        ("DELETE FROM passage_vector WHERE id = 1", "rows of passage_vector: "),
        (
            "INSERT INTO passage_vector VALUES (999, 0, vec_bit(zeroblob(144)), vec_int8(zeroblob(384)))",
            "rows of passage_vector without a passage: 1",
        ),
        ("DELETE FROM passage_words WHERE rowid = 1", "rows of passage_words: "),
        (
            "UPDATE passage_vector_chunks SET validity = zeroblob(length(validity))",
            "searched vectors: not those of the",
        ),
        ("UPDATE tally SET value = 0 WHERE name = 'passages'", "counted passages: 0"),
        ("UPDATE tally SET value = 0 WHERE name = 'documents'", "counted documents: 0"),
        ("UPDATE document SET passages = 99 WHERE id = 1", "documents with a wrong number of passages: 1"),
    ],
)
def test_complaints(home, sql, complaint):
    damage(home, sql)
    assert any(line.startswith(complaint) for line in complaints(home)), complaints(home)

"""A passage comes with those beside it in its document, and never with another row."""

from tests.support import TODAY, write_files

from citewell.domain.documents import Filters
from citewell.knowledge.ingest import IndexOptions
from citewell.pipeline.retrieval.neighbours import EACH_WAY, found_ones, with_neighbours

FILTERS = Filters(TODAY)


def test_the_passages_beside_come_in_the_order_of_the_document(services, tmp_path):
    steps = "\n".join(f"{n}. Turn the part with the number {n} " + "slowly to the left " * 10 for n in range(1, 40))
    text = f"# Repair\n\n## Opening\n\n{steps}\n"
    services.ingest.run(IndexOptions(write_files(tmp_path / "kb", {"repair.md": text, "other.md": "# Other\n\nElse."})))
    hits = services.search.retrieve(("part with the number 20",), FILTERS, 10)
    inside = next(hit for hit in hits if "number 20 " in hit.text)
    joined = with_neighbours(inside, services.searcher, FILTERS)
    assert len(joined) == 2 * EACH_WAY + 1
    assert joined[EACH_WAY] == inside
    assert [hit.start for hit in joined] == sorted(hit.start for hit in joined)
    assert {hit.document for hit in joined} == {"repair.md"}
    assert [hit.score > 0 for hit in joined] == [False, False, True, False, False]


def test_a_row_of_a_table_never_brings_another_customers(services, tmp_path):
    table = "order,customer,status\nORD-1001,Ada,shipped\nORD-1002,Bea,lost\nORD-1003,Cem,packed\n"
    services.ingest.run(IndexOptions(write_files(tmp_path / "kb", {"orders.csv": table})))
    (row,) = [hit for hit in services.search.retrieve(("ORD-1002",), FILTERS, 3) if "1002" in hit.text]
    assert with_neighbours(row, services.searcher, FILTERS) == (row,)


def test_a_passage_that_was_handed_in_stands_alone(hit, services):
    given = hit("- one", document_id=0)
    assert with_neighbours(given, services.searcher, FILTERS) == (given,)


def test_neighbours_that_came_along_are_no_finds(hit):
    """Neither a near miss is told by them, nor a decision made: they share the numbers of the passage they stand by."""
    found, along = hit("found", score=0.9), hit("beside it", score=0.0)
    assert found_ones([along, found]) == [found]
    assert found_ones([along]) == [along]

"""Passages cut inside a list, a procedure or a sentence come with those beside them."""

import pytest
from tests.support import TODAY, write_files

from citewell.domain.documents import Filters
from citewell.knowledge.ingest import IndexOptions
from citewell.pipeline.neighbours import is_cut, with_neighbours

FILTERS = Filters(TODAY)


@pytest.mark.parametrize(
    ("before", "after", "cut"),
    [
        ("1. Open.\n2. Close.", "3. Lock.", True),
        ("1. Open.\n2. Close.", "1. Start.", False),
        ("Do this:", "1. Open.\n2. Close.", False),
        ("A step.\n1. Open.", "5. Lock.", False),
        ("- one\n- two", "- three", True),
        ("The parts:", "- three", True),
        ("The end.", "- three", False),
        ("Plan | Price", "Gold | 10 EUR", True),
        ("Text.", "Gold | 10 EUR", False),
        ("This sentence is cut in", "the middle of it.", True),
        ("This one is whole.", "And so is this.", False),
        ("As follows:", "Press the button.", True),
        ("", "x", False),
    ],
)
def test_where_a_border_cuts(hit, before, after, cut):
    one = hit(before, document_id=1)
    assert is_cut(one, hit(after, document_id=1, start=one.end + 1)) is cut


def test_other_documents_headings_and_overlaps_are_no_neighbours(hit):
    one = hit("- one", document_id=1)
    assert not is_cut(one, hit("- two", document_id=2, start=9))
    assert not is_cut(one, hit("- two", document_id=1, start=9, heading=("Other",)))
    assert not is_cut(one, hit("- two", document_id=1, start=0))


def test_a_long_procedure_comes_as_a_whole(services, tmp_path):
    steps = "\n".join(f"{n}. Turn the part with the number {n} " + "slowly to the left " * 10 for n in range(1, 13))
    text = f"# Repair\n\n## Opening\n\n{steps}\n\n## Other\n\nSomething else is said here.\n"
    services.ingest.run(IndexOptions(write_files(tmp_path / "kb", {"repair.md": text})))
    hits = services.retriever.retrieve(("part with the number 5",), FILTERS, 10)
    inside = next(hit for hit in hits if "number 5 " in hit.text)
    joined = with_neighbours(inside, services.searcher, FILTERS)
    assert len(joined) > 1
    assert inside.passage_id in [hit.passage_id for hit in joined]
    assert [hit.start for hit in joined] == sorted(hit.start for hit in joined)
    assert all(hit.heading == inside.heading for hit in joined)
    alone = next(hit for hit in hits if "Something else" in hit.text)
    assert with_neighbours(alone, services.searcher, FILTERS) == (alone,)


def test_a_passage_that_was_handed_in_stands_alone(hit, services):
    given = hit("- one", document_id=0)
    assert with_neighbours(given, services.searcher, FILTERS) == (given,)

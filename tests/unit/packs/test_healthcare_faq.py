"""The big FAQ of the healthcare pack: the same entries for the same seed, all different, and all of them indexed."""

import importlib.util
import json
from pathlib import Path

import pytest
from tests.support import TODAY

from citewell.domain.documents import Filters
from citewell.knowledge.ingest import IndexOptions

_SPEC = importlib.util.spec_from_file_location(
    "healthcare_faq", Path(__file__).resolve().parents[3] / "packaging" / "healthcare_faq.py"
)
faq = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(faq)


def test_there_are_twelve_thousand_unlike_each_other():
    made = [entry for listed in faq.entries(faq.ENTRIES).values() for entry in listed]
    assert len(made) == len({entry["id"] for entry in made}) == len({entry["question"] for entry in made}) == 12_000
    assert all(len(entry["answer"]) > 20 for entry in made)


def test_a_seed_makes_the_same_bytes_and_another_one_others(tmp_path):
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        faq.write(tmp_path / name, 300, seed)
    read = {name: [file.read_bytes() for file in sorted((tmp_path / name).iterdir())] for name in "abc"}
    assert read["a"] == read["b"]
    assert read["a"] != read["c"]


def test_more_than_there_are():
    with pytest.raises(ValueError, match="at most"):
        faq.entries(10**6)


def test_every_entry_is_a_passage_beside_the_pages(tmp_path, services):
    faq.write(tmp_path / "faq", 600)
    report = services.ingest.run(IndexOptions(tmp_path / "faq"))
    assert report.quarantined == ()
    assert (report.added, report.passages) == (12, 600)
    first = json.loads((tmp_path / "faq" / "partners-dentist.json").read_text(encoding="utf-8"))["entries"][0]
    words = services.searcher.search_words(first["question"], Filters(TODAY), 1)
    (hit,) = services.searcher.load_hits([words[0][0]], Filters(TODAY))
    assert hit.document == f"partners-dentist.json#{first['id']}"
    assert first["answer"] in hit.text

"""The files of the sample packs that are no text say what their sources in ``packaging/samples`` say."""

import re
from collections import Counter
from pathlib import Path

import pytest

from citewell.knowledge.loaders import load_bytes, read_file

ROOT = Path(__file__).resolve().parents[3]
SOURCES = ROOT / "packaging" / "samples"
FRONT_MATTER = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)


def sources(*kinds):
    found = [path for path in sorted(SOURCES.rglob("*")) if path.suffixes[-2:-1] and path.suffixes[-2] in kinds]
    return [pytest.param(path, id=str(path.relative_to(SOURCES))) for path in found]


def made_of(source):
    return ROOT / "sample_kb" / source.relative_to(SOURCES).with_suffix("")


def words(text):
    return re.findall(r"\w+", text)


def body(source):
    return FRONT_MATTER.sub("", source.read_text(encoding="utf-8"))


@pytest.mark.parametrize("source", sources(".pdf"))
def test_pdf(source):
    made = read_file(made_of(source), made_of(source).name)
    assert Counter(words(made.text)) == Counter(words(body(source)))  # lines of two cells of a row may change places


@pytest.mark.parametrize("source", sources(".docx"))
def test_docx(source):
    made = read_file(made_of(source), made_of(source).name)
    written = load_bytes(body(source).encode(), source.name)
    assert [words(block.text) for block in made.blocks] == [words(block.text) for block in written.blocks]


@pytest.mark.parametrize("source", sources(".xlsx", ".sqlite"))
def test_table(source):
    made = read_file(made_of(source), made_of(source).name)
    written = read_file(source, source.name)
    rows = [block.text for block in made.blocks if not block.text.startswith('Sheet "')]
    assert rows == [block.text for block in written.blocks]


def test_front_matter_is_a_sidecar_and_every_file_has_a_source():
    made = set()
    for source in (path for path in SOURCES.rglob("*") if path.is_file()):
        target = made_of(source)
        front = FRONT_MATTER.match(source.read_text(encoding="utf-8"))
        sidecar = target.with_name(f"{target.name}.meta.yaml")
        assert (sidecar.read_text(encoding="utf-8") if sidecar.is_file() else None) == (front[1] if front else None)
        made.add(target)
    binary = {".pdf", ".docx", ".xlsx", ".sqlite"}
    assert made == {path for path in (ROOT / "sample_kb").rglob("*") if path.suffix in binary}

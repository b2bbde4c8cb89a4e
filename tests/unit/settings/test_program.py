"""Digests of the program and of files."""

from citewell.settings import program
from citewell.settings.program import code_digest, files_digest, resources_digest


def test_code_counts_by_package():
    assert code_digest() == code_digest()
    assert len({code_digest(), code_digest("domain"), code_digest("governance"), resources_digest()}) == 4


def test_another_version_is_another_program(monkeypatch):
    before = code_digest("domain")
    monkeypatch.setattr(program.citewell, "__version__", "99")
    assert code_digest("domain") != before


def test_files_count_by_name_and_content(tmp_path):
    one, other = tmp_path / "a", tmp_path / "b"
    one.write_text("1234")
    other.write_text("5678")
    whole = files_digest(tmp_path, [one, other])
    assert files_digest(tmp_path, [other, one, tmp_path]) == whole
    assert files_digest(tmp_path, [one]) != whole
    other.write_text("8765")
    assert files_digest(tmp_path, [one, other]) != whole
    other.rename(tmp_path / "c")
    assert len({files_digest(tmp_path, tmp_path.rglob("*")), files_digest(tmp_path, [one, other]), whole}) == 3


def test_large_files_may_count_by_size(tmp_path):
    file = tmp_path / "model"
    digests = []
    for text in ("1234", "5678", "56789"):
        file.write_text(text)
        digests.append(files_digest(tmp_path, [file], most_bytes=2))
    assert digests[0] == digests[1] != digests[2]

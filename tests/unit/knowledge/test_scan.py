"""Finding files: what is entered, what is reported, what may not hang or stop a run."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from citewell.domain.errors import BadInputError, UnreadableFileError
from citewell.knowledge.scan import find_files, source_root

NOBODY = 65534


def names(root: Path) -> list[str]:
    return [file.relative for file in find_files(root)]


def test_files_of_known_kinds_in_order(tmp_path):
    for name in [
        "b.md",
        "a.TXT",
        "sub/c.html",
        "sub/deep/d.htm",
        "e.markdown",
        "f.text",
        "photo.png",
        "README",
        "x.md.bak",
    ]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    assert names(tmp_path) == ["a.TXT", "b.md", "e.markdown", "f.text", "sub/c.html", "sub/deep/d.htm"]


def test_hidden_files_and_folders_are_left_alone(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "a.md").write_text("x")
    (tmp_path / ".b.md").write_text("x")
    assert names(tmp_path) == []


def test_loops_of_links_are_not_entered(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.md").write_text("x")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.md").symlink_to("self.md")
    assert names(tmp_path) == ["self.md", "sub/a.md"]
    loop = next(find_files(tmp_path))
    with pytest.raises(UnreadableFileError):
        loop.stat()


def test_a_link_that_leads_nowhere_has_a_reason(tmp_path):
    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere.md")
    (file,) = find_files(tmp_path)
    for look in (file.stat, file.read):
        with pytest.raises(UnreadableFileError, match="link that leads nowhere"):
            look()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_named_like_a_document_does_not_hang_the_run(tmp_path):
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "zero.md").symlink_to("/dev/zero")
    (tmp_path / "folder.md").mkdir()
    found = list(find_files(tmp_path))
    assert [file.relative for file in found] == ["pipe.md", "zero.md"]
    for file in found:
        with pytest.raises(UnreadableFileError, match="not a regular file"):
            file.stat()


@pytest.mark.skipif(os.name != "posix", reason="names are Unicode on this system")
def test_a_name_that_is_no_text_has_a_reason(tmp_path):
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.md")).write_text("text")
    (tmp_path / "good.md").write_text("text")
    found = {file.relative: file for file in find_files(tmp_path)}
    assert set(found) == {"caf�.md", "good.md"}
    with pytest.raises(UnreadableFileError, match="name"):
        found["caf�.md"].stat()


@pytest.mark.skipif(os.name != "posix", reason="names are Unicode on this system")
def test_a_source_whose_name_is_no_text_is_refused(tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    path.mkdir()
    with pytest.raises(BadInputError, match=r"caf\\xe9.*Rename"):
        source_root(path)


@pytest.fixture
def locked_folder() -> Iterator[Path]:
    """A folder with a file and a folder that may not be read, seen by a user who is not root."""
    if os.name != "posix":
        pytest.skip("permissions are different on this system")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "good.md").write_text("text")
        (folder / "secret.md").write_text("text")
        (folder / "sub").mkdir()
        (folder / "sub" / "inner.md").write_text("text")
        (folder / "secret.md").chmod(0)
        (folder / "sub").chmod(0)
        me = os.geteuid()
        if me == 0:
            os.seteuid(NOBODY)
        try:
            yield folder
        finally:
            os.seteuid(me)
            (folder / "sub").chmod(0o755)


def test_what_may_not_be_read_is_reported_and_not_forgotten(locked_folder):
    found = {file.relative: file for file in find_files(locked_folder)}
    assert sorted(found) == ["good.md", "secret.md", "sub"]
    assert found["good.md"].read() == b"text"
    for name in ("secret.md", "sub"):
        with pytest.raises(UnreadableFileError, match="no permission to read it"):
            found[name].read()


def test_a_source_that_may_not_be_listed_says_so(locked_folder):
    with pytest.raises(BadInputError, match=r"cannot be listed: no permission.*Change its permissions"):
        names(locked_folder / "sub")


def test_a_single_file_is_a_source(tmp_path):
    (tmp_path / "a.md").write_text("x")
    assert source_root(tmp_path / "a.md") == tmp_path / "a.md"
    assert names(tmp_path / "a.md") == ["a.md"]


def test_a_source_is_absolute(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kb").mkdir()
    assert source_root(Path("kb/../kb")) == tmp_path / "kb"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing", "There is no file or folder"),
        ("photo.png", "of a kind that is not indexed"),
        ("dangling", "a symbolic link that leads nowhere"),
        ("loop", "can be read"),
        ("a.md/b", "cannot be|no file or folder"),
    ],
)
def test_what_is_no_source(tmp_path, name, message):
    (tmp_path / "photo.png").write_bytes(b"x")
    (tmp_path / "a.md").write_text("x")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(BadInputError, match=message):
        source_root(tmp_path / name)

"""Finding files: what is entered, what is reported, what may not hang or stop a run."""

import os
import tempfile
import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import SimpleNamespace

import pytest

from citewell.domain.errors import BadInputError, UnreadableFileError
from citewell.knowledge import scan
from citewell.knowledge.paths import long_path
from citewell.knowledge.scan import FoundFile, find_files, is_document, is_ignored, source_root

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
        "photo.raw",
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


def test_links_to_folders_are_not_entered(tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.md").write_text("x")
    (tmp_path / "kb").mkdir()
    (tmp_path / "kb" / "link").symlink_to(tmp_path / "other", target_is_directory=True)
    assert names(tmp_path / "kb") == []


def test_a_folder_is_not_entered_from_inside_itself(tmp_path, monkeypatch):
    (tmp_path / "a.md").write_text("x")
    listed = scan._listed

    def with_junction(folder: str):  # as Windows has them: no symbolic link, yet it leads elsewhere
        files, folders = listed(folder)
        return files, [*folders, SimpleNamespace(name="junction", path=str(tmp_path))]

    monkeypatch.setattr(scan, "_listed", with_junction)
    assert [file.relative for file in islice(find_files(tmp_path), 10)] == ["a.md"]


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


def test_what_describes_a_document_is_no_source(tmp_path):
    (tmp_path / "a.md.meta.yaml.txt").write_text("owner: x")
    with pytest.raises(BadInputError, match="of a kind that is not indexed"):
        source_root(tmp_path / "a.md.meta.yaml.txt")


def test_a_source_is_absolute(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kb").mkdir()
    assert source_root(Path("kb/../kb")) == tmp_path / "kb"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing", "There is no file or folder"),
        ("photo.raw", "of a kind that is not indexed"),
        ("dangling", "a symbolic link that leads nowhere"),
        ("loop", "can be read"),
        ("a.md/b", "cannot be|no file or folder"),
    ],
)
def test_what_is_no_source(tmp_path, name, message):
    (tmp_path / "photo.raw").write_bytes(b"x")
    (tmp_path / "a.md").write_text("x")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(BadInputError, match=message):
        source_root(tmp_path / name)


def test_the_listing_brings_size_and_time(tmp_path, monkeypatch):
    (tmp_path / "a.md").write_text("four")
    (file,) = find_files(tmp_path)
    status = (tmp_path / "a.md").stat()
    (tmp_path / "a.md").unlink()
    assert file.stat() == (4, status.st_mtime_ns)
    with pytest.raises(UnreadableFileError, match="it is gone"):
        file.read()


@pytest.mark.parametrize(
    "name",
    [
        "~$refunds.docx", ".~lock.refunds.odt#", "refunds.md.tmp", "refunds.pdf.crdownload", "refunds.pdf.part",
        "Thumbs.db", "desktop.ini", "refunds.md~", ".hidden.md", "#refunds.md#", "refunds.meta.yaml",
        "refunds.pdf.meta.JSON", "refunds.pdf.meta.yml", "_citewell.yaml", "_citewell.yml", "_Citewell.json",
        "_citewell.md", "refunds.pdf.meta.yaml.txt",
    ],
)  # fmt: skip
def test_names_that_are_no_documents(tmp_path, name):
    (tmp_path / name).write_text("x")
    (tmp_path / "refunds.md").write_text("x")
    assert names(tmp_path) == ["refunds.md"]


@pytest.mark.parametrize("name", ["meta.md", "my.meta.md", "citewell.md", "a~b.md", "part.txt", "tmp.md", "README.MD"])
def test_names_that_only_look_like_it(name):
    assert is_document(name)
    assert not is_ignored(name)


@pytest.mark.skipif(os.name != "posix", reason="this system may change a name's form")
def test_names_stay_as_they_are_on_disk(tmp_path):
    wanted = ["Rückgabe.md", "返品.md", "سياسة.md", "📦 Pakete.md", "new\nline.md"]
    for name in [*(unicodedata.normalize("NFD", name) for name in wanted), wanted[0]]:
        (tmp_path / name).write_text("x")
    on_disk = sorted(path.name for path in tmp_path.iterdir())
    assert len(on_disk) == len(wanted) + 1
    assert names(tmp_path) == on_disk


def test_long_paths(tmp_path):
    folder = tmp_path.joinpath(*["f" * 100] * 6)
    folder.mkdir(parents=True)
    (folder / f"{'x' * 200}.md").write_text("text")
    (file,) = find_files(tmp_path)
    assert len(str(file.path)) > 800
    assert file.read() == b"text"


@pytest.mark.skipif(os.name != "posix", reason="made through folder descriptors")
def test_a_path_beyond_what_the_system_takes_has_a_reason(tmp_path):
    (tmp_path / "good.md").write_text("text")
    here = os.open(tmp_path, os.O_RDONLY)
    try:
        for _ in range(25):
            os.mkdir("d" * 200, dir_fd=here)
            inside = os.open("d" * 200, os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = inside
    finally:
        os.close(here)
    good, deep = find_files(tmp_path)
    assert good.relative == "good.md"
    with pytest.raises(UnreadableFileError, match="its path is too long for this system; move it"):
        deep.stat()


def test_windows_paths_are_marked_so_that_they_may_be_long():
    assert long_path("C:\\kb\\a", "nt") == "\\\\?\\C:\\kb\\a"
    assert long_path("\\\\server\\share\\kb", "nt") == "\\\\?\\UNC\\server\\share\\kb"
    assert long_path("\\\\?\\C:\\kb", "nt") == "\\\\?\\C:\\kb"
    assert long_path("/kb", "posix") == "/kb"


class Restless:
    """A path whose file is written to while it is read, so many times."""

    def __init__(self, path: Path, times: int) -> None:
        self.path, self.times, self.reads = path, times, 0

    def stat(self) -> os.stat_result:
        return self.path.stat()

    def read_bytes(self) -> bytes:
        data = self.path.read_bytes()
        self.reads += 1
        if self.reads <= self.times:
            self.path.write_bytes(data + b"more")
        return data


@pytest.mark.parametrize("times", [0, 1, 2])
def test_a_file_that_changes_while_it_is_read_is_read_again(tmp_path, times):
    (tmp_path / "a.md").write_bytes(b"text")
    restless = Restless(tmp_path / "a.md", times)
    assert FoundFile(restless, "a.md").read() == b"text" + b"more" * times
    assert restless.reads == times + 1


def test_a_file_that_never_rests_has_a_reason(tmp_path):
    (tmp_path / "a.md").write_bytes(b"text")
    with pytest.raises(UnreadableFileError, match="it keeps changing while it is read"):
        FoundFile(Restless(tmp_path / "a.md", 99), "a.md").read()

"""Find the files of a source."""

import errno
import os
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from citewell.domain.errors import BadInputError, UnreadableFileError
from citewell.knowledge.lineage import describes_documents
from citewell.knowledge.loaders import LOADERS
from citewell.knowledge.paths import long_path

KINDS = ", ".join(sorted(LOADERS))

_READS = 3
_PAUSE_SECONDS = 0.05
_TEMPORARY_STARTS = (".", "~$")
_TEMPORARY_ENDS = ("~", "#", ".tmp", ".temp", ".part", ".partial", ".crdownload", ".download", ".swp", ".bak")
_OF_THE_SYSTEM = frozenset({"thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", "icon\r"})


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file with a known kind. ``relative`` uses ``/`` on every system and is the document's name, as on disk.

    ``seen`` is its size in bytes and time of last change in nanoseconds when its folder was listed; ``refusal`` says
    why it cannot be read, where that is known already.
    """

    path: Path
    relative: str
    seen: tuple[int, int] | None = None
    refusal: str = ""

    def stat(self) -> tuple[int, int]:
        """Size in bytes and time of last change in nanoseconds, as listed. Raises ``UnreadableFileError``."""
        if self.refusal:
            raise UnreadableFileError(self.refusal)
        return self.seen or self._look()

    def read(self) -> bytes:
        """The file's bytes, all of one moment.

        Raises ``UnreadableFileError``, also where the file changes each time while it is read.
        """
        if self.refusal:
            raise UnreadableFileError(self.refusal)
        for attempt in range(_READS):
            if attempt:
                time.sleep(_PAUSE_SECONDS)
            before = self._look()
            try:
                data = self.path.read_bytes()
            except OSError as error:
                raise UnreadableFileError(_reason(error)) from error
            if self._look() == before and len(data) == before[0]:
                return data
        raise UnreadableFileError("it keeps changing while it is read; it is read again when it is next changed")

    def _look(self) -> tuple[int, int]:
        try:
            status = self.path.stat()
        except OSError as error:
            raise UnreadableFileError(_reason(error)) from error
        if not stat.S_ISREG(status.st_mode):  # reading a pipe could wait for ever
            raise UnreadableFileError("it is not a regular file")
        return status.st_size, status.st_mtime_ns


def is_document(name: str) -> bool:
    """Whether a file of this name is indexed: of a known kind, not hidden, temporary, or about other files."""
    return os.path.splitext(name)[1].lower() in LOADERS and not (  # noqa: PTH122  many names, and a Path is slow
        is_ignored(name) or describes_documents(name)
    )


def is_ignored(name: str) -> bool:
    """Whether a file or folder of this name is hidden, or belongs to an editor, a browser or the system."""
    lower = name.lower()
    return lower.startswith(_TEMPORARY_STARTS) or lower.endswith(_TEMPORARY_ENDS) or lower in _OF_THE_SYSTEM


def source_root(path: Path) -> Path:
    """The absolute path of a source: a folder, or a file of a known kind. Raises ``BadInputError``."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100  no symbolic link is resolved: the user's name for it stays
    if not _is_text(str(absolute)):
        raise BadInputError(f"The name {os.fsencode(path)!r} is not Unicode. Rename the file or folder.")
    reachable = Path(long_path(str(absolute)))
    try:
        if reachable.is_dir():
            return absolute
        if reachable.is_file():
            if absolute.suffix.lower() not in LOADERS or describes_documents(absolute.name):
                raise BadInputError(f"{path} is of a kind that is not indexed. Kinds that are: {KINDS}.")
            return absolute
        reachable.lstat()
    except FileNotFoundError as error:
        raise BadInputError(f"There is no file or folder {path}.") from error
    except OSError as error:
        raise BadInputError(f"{path} cannot be read: {_reason(error)}.") from error
    raise BadInputError(
        f"{path} is neither a file nor a folder that can be read (a symbolic link that leads nowhere?)."
    )


def find_files(root: Path) -> Iterator[FoundFile]:
    """Every file of a known kind, in order of name, then every folder that cannot be listed.

    Hidden folders and symbolic links to folders are not entered, nor is a folder from inside itself.

    Raises ``BadInputError`` where the folder itself cannot be listed.
    """
    path = long_path(str(root))
    if os.path.isfile(path):  # noqa: PTH113
        yield FoundFile(Path(path), root.name)
        return
    refused: list[FoundFile] = []
    waiting = [(path, "", frozenset[tuple[int, int]]())]
    while waiting:
        folder, prefix, above = waiting.pop()
        try:
            status = os.stat(folder)  # noqa: PTH116
            if above and (status.st_dev, status.st_ino) in above:
                continue
            files, folders = _listed(folder)
        except OSError as error:
            if not prefix:
                raise BadInputError(f"{root} cannot be listed: {_reason(error)}. Change its permissions.") from error
            refused.append(FoundFile(Path(folder), _as_text(prefix.rstrip("/")), refusal=_reason(error)))
            continue
        yield from (_found(entry, prefix) for entry in files)
        inside = above | {(status.st_dev, status.st_ino)}
        waiting += [(entry.path, f"{prefix}{entry.name}/", inside) for entry in reversed(folders)]
    yield from sorted(refused, key=lambda file: file.relative)


def _listed(folder: str) -> tuple[list[os.DirEntry[str]], list[os.DirEntry[str]]]:
    """The documents in a folder and the folders to enter, each in order of name."""
    files, folders = [], []
    with os.scandir(folder) as entries:
        for entry in entries:
            if _is_folder(entry):
                if not entry.is_symlink() and not entry.name.startswith("."):
                    folders.append(entry)
            elif is_document(entry.name):
                files.append(entry)
    return sorted(files, key=_name), sorted(folders, key=_name)


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _found(entry: os.DirEntry[str], prefix: str) -> FoundFile:
    name = prefix + entry.name
    path = Path(entry.path)
    if not _is_text(name):
        return FoundFile(path, _as_text(name), refusal="its name, or a folder's, is not Unicode; rename it")
    try:
        status = entry.stat()
    except OSError as error:
        return FoundFile(path, name, refusal=_reason(error))
    if not stat.S_ISREG(status.st_mode):
        return FoundFile(path, name, refusal="it is not a regular file")
    return FoundFile(path, name, (status.st_size, status.st_mtime_ns))


def _as_text(name: str) -> str:
    """Bytes of a file's name that are no Unicode become replacement marks."""
    return name if _is_text(name) else os.fsencode(name).decode("utf-8", "replace")


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _reason(error: OSError) -> str:
    if error.errno == errno.ENAMETOOLONG:
        return "its path is too long for this system; move it, or shorten the names of its folders"
    reasons = {
        PermissionError: "no permission to read it",
        FileNotFoundError: "it is gone, or a link that leads nowhere",
    }
    return reasons.get(type(error), error.strerror or str(error)).lower()

"""Find the files of a source."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from citewell.domain.errors import BadInputError, UnreadableFileError
from citewell.knowledge.loaders import LOADERS

KINDS = ", ".join(sorted(LOADERS))


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file with a known kind. ``relative`` uses ``/`` on every system and is the document's name."""

    path: Path
    relative: str

    def stat(self) -> tuple[int, int]:
        """Size in bytes and time of last change in nanoseconds. Raises ``UnreadableFileError``."""
        if not _is_text(str(self.path)):
            raise UnreadableFileError("its name, or a folder's, is not Unicode; rename it")
        try:
            status = self.path.stat()
        except OSError as error:
            raise UnreadableFileError(_reason(error)) from error
        if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):  # reading a pipe could wait for ever
            raise UnreadableFileError("it is not a regular file")
        return status.st_size, status.st_mtime_ns

    def read(self) -> bytes:
        """The file's bytes. Raises ``UnreadableFileError``."""
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise UnreadableFileError(_reason(error)) from error


def source_root(path: Path) -> Path:
    """The absolute path of a source: a folder, or a file of a known kind. Raises ``BadInputError``."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100  no symbolic link is resolved: the user's name for it stays
    if not _is_text(str(absolute)):
        raise BadInputError(f"The name {os.fsencode(path)!r} is not Unicode. Rename the file or folder.")
    try:
        if absolute.is_dir():
            return absolute
        if absolute.is_file():
            if absolute.suffix.lower() not in LOADERS:
                raise BadInputError(f"{path} is of a kind that is not indexed. Kinds that are: {KINDS}.")
            return absolute
        absolute.lstat()
    except FileNotFoundError as error:
        raise BadInputError(f"There is no file or folder {path}.") from error
    except OSError as error:
        raise BadInputError(f"{path} cannot be read: {_reason(error)}.") from error
    raise BadInputError(
        f"{path} is neither a file nor a folder that can be read (a symbolic link that leads nowhere?)."
    )


def find_files(root: Path) -> Iterator[FoundFile]:
    """Every file of a known kind, in order of name, then every folder that cannot be listed.

    Hidden folders and symbolic links to folders are not entered.

    Raises ``BadInputError`` where the folder itself cannot be listed.
    """
    if root.is_file():
        yield FoundFile(root, root.name)
        return
    try:
        os.listdir(root)  # noqa: PTH208  only to see whether it may be listed
    except OSError as error:
        raise BadInputError(f"{root} cannot be listed: {_reason(error)}. Change its permissions.") from error
    refused: list[OSError] = []
    for folder, folders, files in os.walk(root, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and Path(name).suffix.lower() in LOADERS:
                full = Path(folder, name)
                yield FoundFile(full, _name(full, root))
    for unlisted in (Path(refusal.filename) for refusal in refused):
        yield FoundFile(unlisted, _name(unlisted, root))


def _name(path: Path, root: Path) -> str:
    """The path below the root, as text: bytes of a file's name that are no Unicode become replacement marks."""
    name = path.relative_to(root).as_posix()
    return name if _is_text(name) else os.fsencode(name).decode("utf-8", "replace")


def _is_text(name: str) -> bool:
    return not any("\ud800" <= c <= "\udfff" for c in name)


def _reason(error: OSError) -> str:
    reasons = {
        PermissionError: "no permission to read it",
        FileNotFoundError: "it is gone, or a link that leads nowhere",
    }
    return reasons.get(type(error), error.strerror or str(error)).lower()

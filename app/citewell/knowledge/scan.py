"""Find the files of a source."""

import os
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
        try:
            status = self.path.stat()
        except OSError as error:
            raise UnreadableFileError(_reason(error)) from error
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
    """Every file of a known kind, in order of name. Hidden folders and symbolic links to folders are not entered.

    Raises ``BadInputError`` where the folder itself cannot be listed.
    """
    if root.is_file():
        yield FoundFile(root, root.name)
        return
    try:
        os.listdir(root)  # noqa: PTH208  only to see whether it may be listed
    except OSError as error:
        raise BadInputError(f"{root} cannot be listed: {_reason(error)}. Change its permissions.") from error
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and Path(name).suffix.lower() in LOADERS:
                full = Path(folder, name)
                yield FoundFile(full, full.relative_to(root).as_posix())


def _reason(error: OSError) -> str:
    reasons = {
        PermissionError: "no permission to read it",
        FileNotFoundError: "it is gone, or a link that leads nowhere",
    }
    return reasons.get(type(error), error.strerror or str(error)).lower()

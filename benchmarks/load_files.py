"""The load set: 14,142 Markdown files of technical documentation, packed in one archive of the shared data."""

import tarfile
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from corpora.reading import data_folder

Item = TypeVar("Item")


def add_options(parser: ArgumentParser, files: int | None) -> None:
    """``--archive``, ``--files`` with its default (``None``: all of them), and ``--json``."""
    archive = data_folder() / "load" / "winps.tar.xz"
    count = f"files to index, spread evenly (default: {files or 'all'})"
    parser.add_argument("--archive", type=Path, default=archive, help=f"default: {archive}")
    parser.add_argument("--files", type=int, default=files, help=count)
    parser.add_argument("--json", type=Path, help="also write the figures to this file")


def unpack(archive: Path, folder: Path, count: int | None = None) -> int:
    """Unpack ``count`` files, spread evenly over the archive, or all of them; return how many."""
    if not archive.is_file():
        message = f"{archive} is not there. Set CITEWELL_SHARED to the folder of the shared data, or give --archive."
        raise SystemExit(message)
    with tarfile.open(archive) as packed:
        members = [member for member in packed.getmembers() if member.isfile()]
        chosen = spread(members, count or len(members))
        packed.extractall(folder, members=chosen, filter="data")
    return len(chosen)


def spread(items: Sequence[Item], count: int) -> list[Item]:
    """``count`` of ``items`` at even distances, in order; all of them where there are no more."""
    if count >= len(items):
        return list(items)
    return [items[number * len(items) // count] for number in range(count)]

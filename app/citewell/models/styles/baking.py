"""Baked styles: a style merged into its base model and quantised, cached by what it was made of.

A style beside its base would have to be applied at every token, which costs nearly all of the speed; baked, it is a
model file like any other.
"""

import contextlib
import logging
import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from citewell.domain.digests import file_sha256, sha256_hex
from citewell.domain.errors import DiskFullError, ModelError, StorageError
from citewell.domain.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from citewell.models.clients import ModelProcess
from citewell.models.descriptions import check_gguf
from citewell.models.hosts import BAKER
from citewell.models.styles.adapter import adapter_sha256

logger = logging.getLogger(__name__)

QUANTISATIONS = ("F16", "Q8_0", "Q6_K", "Q5_K_M", "Q5_1", "Q5_0", "Q4_K_M", "Q4_1", "Q4_0", "IQ4_NL")
KEPT = 3
"""Baked files that stay, the ones used last."""
_RECIPE = "1"
"""Changed where the same style would be baked into another file."""
_LOCK_SECONDS = 0.2
_SUFFIX, _FRESH = ".gguf", ".new"
_IMPORTANCE = "importance.safetensors"
_GROWTH = 4
"""An F16 file is at most this many times as large as the base; the quantised one lies beside it for a moment."""


@dataclass(frozen=True, slots=True)
class Baked:
    """A baked file and its sha256."""

    path: Path
    sha256: str


def _free_bytes(folder: Path) -> int:
    return shutil.disk_usage(folder).free


class Bakery:
    """Bakes styles into one folder, and keeps the newest there."""

    def __init__(
        self,
        folder: Path,
        *,
        threads: int,
        kept: int = KEPT,
        process: Callable[[], ModelProcess] | None = None,
        free_bytes: Callable[[Path], int] = _free_bytes,
    ) -> None:
        """Keep ``kept`` files in ``folder``, which is made when it is needed."""
        self._folder = folder
        self._kept = kept
        self._process = process or (lambda: ModelProcess(BAKER, {"threads": threads}))
        self._free_bytes = free_bytes

    def bake(
        self,
        base: Path,
        base_sha256: str,
        adapter: Path,
        quantisation: str,
        *,
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> Baked:
        """The file of ``base`` with the style in the folder ``adapter``, from the cache or made now.

        ``progress`` hears of tensors only where it is made now. Raises ``ModelError`` for a style that is damaged or
        made for another base, ``StorageError``, and ``CancelledError``, after which nothing is left behind.
        """
        if quantisation not in QUANTISATIONS:
            raise ModelError(f"There is no quantisation '{quantisation}'. Use one of {', '.join(QUANTISATIONS)}.")
        path = self._path(base_sha256, adapter, quantisation)
        with self._locked(cancel or CancelToken()):
            baked = _cached(path)
            if baked is None:
                self._sweep()
                self._check_space(base)
                baked = self._make(base, adapter, quantisation, path, progress, cancel)
            os.utime(path)
            self._prune(path)
        return baked

    def touch(self, base_sha256: str, adapter: Path, quantisation: str) -> None:
        """Count a file as used now, if it is there, so that it is kept. Raises ``ModelError``."""
        with contextlib.suppress(OSError):
            os.utime(self._path(base_sha256, adapter, quantisation))

    def _path(self, base_sha256: str, adapter: Path, quantisation: str) -> Path:
        return self._folder / f"{bake_key(base_sha256, adapter, quantisation)}{_SUFFIX}"

    def _make(
        self,
        base: Path,
        adapter: Path,
        quantisation: str,
        path: Path,
        progress: ProgressCallback,
        cancel: CancelToken | None,
    ) -> Baked:
        fresh = path.with_suffix(_FRESH)
        began = time.monotonic()
        progress(Progress(0, 0, adapter.name))
        process = self._process()
        sha256 = ""
        try:
            for frame in process.call(
                "bake",
                cancel=cancel,
                base=str(base),
                adapter=str(adapter),
                quantisation=quantisation,
                target=str(fresh),
            ):
                if "step" in frame.head:
                    progress(Progress(int(str(frame.head["step"])), int(str(frame.head["steps"])), adapter.name))
                sha256 = str(frame.head.get("sha256", sha256))
            _sync(fresh)
            _note(path).write_text(sha256, encoding="ascii")
            fresh.replace(path)
        except OSError as error:
            raise StorageError(
                f"The style cannot be kept in {self._folder} ({error.strerror}). Check space and permissions there."
            ) from error
        finally:
            process.close()
            self._sweep()
        logger.info("baked %s as %s in %.1f s", adapter.name, quantisation, time.monotonic() - began)
        return Baked(path, sha256)

    def _check_space(self, base: Path) -> None:
        needed, free = base.stat().st_size * (_GROWTH + 2), self._free_bytes(self._folder)
        if free < needed:
            raise DiskFullError(
                f"Preparing a style needs {needed / 1e6:,.0f} MB in {self._folder} for a moment; {free / 1e6:,.0f} MB "
                "are free. Free some space and do it again."
            )

    def _sweep(self) -> None:
        """Remove what a bake that was killed left. Under the lock, nobody is using it."""
        for leftover in self._folder.glob(f"*{_FRESH}*"):
            _remove(leftover)

    def _prune(self, used: Path) -> None:
        """Remove all but the files used last."""
        baked = sorted(self._folder.glob(f"*{_SUFFIX}"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in [path for path in baked if path != used][self._kept - 1 :]:
            _remove(path)
            _remove(_note(path))

    @contextlib.contextmanager
    def _locked(self, cancel: CancelToken) -> Iterator[None]:
        """One program at a time bakes into a folder; the others wait, and find what it made."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = FileLock(self._folder / "bake.lock")
            while not lock.is_locked:
                cancel.check()
                with contextlib.suppress(Timeout):
                    lock.acquire(timeout=_LOCK_SECONDS)
        except OSError as error:
            raise StorageError(
                f"{self._folder} cannot be written ({error.strerror}). Check the folder's permissions."
            ) from error
        try:
            yield
        finally:
            lock.release()


def bake_key(base_sha256: str, adapter: Path, quantisation: str) -> str:
    """The name of a baked file: a sha256 over all that it is made of. Raises ``ModelError``."""
    importance = adapter / _IMPORTANCE
    parts = [_RECIPE, base_sha256, adapter_sha256(adapter), quantisation]
    if importance.is_file():
        parts.append(file_sha256(importance))
    return sha256_hex("\n".join(parts))


def _cached(path: Path) -> Baked | None:
    """A file that was baked before and is still as it was made."""
    try:
        sha256 = _note(path).read_text(encoding="ascii").strip()
        check_gguf(path)
        if file_sha256(path) == sha256:
            return Baked(path, sha256)
    except (OSError, ValueError, ModelError):
        return None
    logger.info("the baked file %s is damaged and is made anew", path.name)
    return None


def _note(path: Path) -> Path:
    """The file beside a baked one that holds its sha256."""
    return path.with_suffix(".sha256")


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:  # open in another program
        logger.info("%s stays for now (%s)", path.name, error.strerror)

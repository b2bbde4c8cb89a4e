"""Bakes a style: merges it into its base model and quantises. Runs in the child process."""

import errno
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file

from citewell.domain.digests import file_sha256
from citewell.domain.errors import ModelError
from citewell.models.llama.llama import Importance, quantise
from citewell.models.styles.adapter import read_adapter
from citewell.models.styles.merging import merge
from citewell.processes.frames import Frame

IMPORTANCE = "importance.safetensors"
"""Optional file of a style: how much each input matters, for quantisations of few bits."""
UNQUANTISED = "F16"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def load_baker(settings: dict[str, object]) -> "Baker":
    """Ready to bake with ``settings["threads"]``."""
    return Baker(int(str(settings["threads"])))


class Baker:
    """Serves ``bake``: base, adapter and quantisation in, a GGUF file out."""

    def __init__(self, threads: int) -> None:
        """Quantise with ``threads``."""
        self._threads = threads

    def describe(self) -> dict[str, object]:
        """Nothing beyond that it runs."""
        return {}

    def serve(self, frame: Frame, cancelled: threading.Event) -> Iterator[Frame]:
        """Serve ``bake``: frames with ``step`` of ``steps``, then the sha256 of the file at ``target``."""
        head = frame.head
        base, folder, target = (Path(str(head[name])) for name in ("base", "adapter", "target"))
        kind = str(head["quantisation"])
        half = target if kind == UNQUANTISED else target.with_name(target.name + ".f16")
        try:
            adapter, importance = read_adapter(folder), read_importance(folder)
            for step, steps in merge(base, adapter, half, cancelled):
                yield Frame({"step": step, "steps": steps})
            if half != target:
                quantise(half, target, kind, threads=self._threads, importance=importance)
        except OSError as error:
            target.unlink(missing_ok=True)
            raise ModelError(_explained(target, error)) from error
        except BaseException:
            target.unlink(missing_ok=True)
            raise
        finally:
            if half != target:
                half.unlink(missing_ok=True)
        yield Frame({"sha256": file_sha256(target), "done": True})


def read_importance(folder: Path) -> Importance | None:
    """The importance matrix of a style, if it has one. Raises ``ModelError``."""
    path = folder / IMPORTANCE
    if not path.exists():
        return None
    try:
        rows: Importance = load_file(path)
    except (SafetensorError, OSError, ValueError, KeyError) as error:
        raise ModelError(f"{path} is damaged ({error}). Put the style back.") from error
    if any(row.ndim != 1 or row.dtype != np.float32 or not np.isfinite(row).all() for row in rows.values()):
        raise ModelError(f"{path} is damaged: it must hold one row of float32 for each tensor. Put the style back.")
    return rows


def _explained(target: Path, error: OSError) -> str:
    if error.errno is None or error.errno in _FULL:  # numpy gives none where it wrote less than it was to
        return f"No space is left in {target.parent} to prepare the style. Free some space and do it again."
    return f"The style cannot be prepared in {target.parent} ({error.strerror}). Check the folder's permissions."

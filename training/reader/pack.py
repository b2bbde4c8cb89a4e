"""Pack all that training needs into files of bounded size, for machines that are reached by narrow ways; unpack it.

The folder holds the code as well: `sh run.sh OUT` in it trains.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

import numpy as np
from safetensors.numpy import load_file, save_file

from training.reader.scale import TAUGHT

ROOT: Final = Path(__file__).resolve().parents[2]
BUNDLE, QWEN, QWEN_TOKENIZER = "bundle.xz", "qwen", "qwen-tokenizer.json"
MINILM, MINILM_TOKENIZER = "minilm.safetensors", "minilm-tokenizer.json"
CODE, RUN = "code", "run.sh"
SOURCES: Final = (
    ("training", "__init__.py"),
    ("training/reader", "*.py"),
    ("training/minilm", "*.py"),
    ("training/tickets", "__init__.py"),
    ("training/tickets", "reading.py"),
    ("corpora", "__init__.py"),
    ("corpora", "reading.py"),
    ("corpora", "unseen.py"),
    ("app/citewell", "__init__.py"),
    ("app/citewell/models", "__init__.py"),
    ("app/citewell/models/encoders", "__init__.py"),
    ("app/citewell/models/encoders", "rows.py"),
)
"""What training runs of the repository, by folder."""


def pack(bundle: Path, taught: Path, weights: Path, folder: Path) -> None:
    """Write bundle, what a teacher gave, MiniLM (`weights`, the folder of its model) and code into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(bundle, folder / BUNDLE)
    shutil.copyfile(taught, folder / TAUGHT)
    floats = {
        name: value for name, value in load_file(weights / "model.safetensors").items() if value.dtype.kind == "f"
    }
    save_file({name: value.astype(np.float16) for name, value in floats.items()}, folder / MINILM)
    shutil.copyfile(weights / "tokenizer.json", folder / MINILM_TOKENIZER)
    _pack_code(folder)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"{folder} has {size / 2**20:.1f} MiB")


def _pack_code(folder: Path) -> None:
    shutil.rmtree(folder / CODE, ignore_errors=True)
    for source, pattern in SOURCES:
        target = folder / CODE / source.removeprefix("app/")
        target.mkdir(parents=True, exist_ok=True)
        for file in (ROOT / source).glob(pattern):
            shutil.copyfile(file, target / file.name)
    shutil.copyfile(Path(__file__).with_name(RUN), folder / RUN)


def write_parts(content: bytes, folder: Path, name: str, most: int) -> int:
    """Write `<name>.00` and so on, of at most so many bytes each, and return how many; older ones are deleted."""
    for old in _parts(folder, name):
        old.unlink()
    starts = range(0, len(content), most)
    for number, start in enumerate(starts):
        (folder / f"{name}.{number:02}").write_bytes(content[start : start + most])
    return len(starts)


def read_parts(folder: Path, name: str) -> bytes:
    """Join them again."""
    return b"".join(part.read_bytes() for part in _parts(folder, name))


def _parts(folder: Path, name: str) -> list[Path]:
    return sorted(folder.glob(f"{name}.[0-9][0-9]"))

"""Pack all that training needs into files of bounded size, for machines that are reached by narrow ways; unpack it."""

from __future__ import annotations

import hashlib
import shutil
from typing import TYPE_CHECKING, Final

import numpy as np
from safetensors.numpy import load_file, save_file

from training.reader.forms import FIXED
from training.reader.items import read_bundle
from training.reader.qwen_weights import open_gguf, tokenizer_of, trimmed

if TYPE_CHECKING:
    from pathlib import Path

    from training.reader.items import Bundle

PART: Final = 57 * 2**20
GGUF_SHA256: Final = "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32"
BUNDLE, QWEN, QWEN_TOKENIZER = "bundle.xz", "qwen", "qwen-tokenizer.json"
MINILM, MINILM_TOKENIZER = "minilm.safetensors", "minilm-tokenizer.json"


def pack(bundle: Path, gguf: Path, weights: Path, folder: Path, most: int = PART) -> None:
    """Write bundle, teacher and MiniLM (`weights`, the folder of its model) into `folder`.

    Raises `ValueError` where `gguf` is another file than the one the figures are of.
    """
    if hashlib.sha256(gguf.read_bytes()).hexdigest() != GGUF_SHA256:
        raise ValueError(f"{gguf} has another sha256 than {GGUF_SHA256}")
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(bundle, folder / BUNDLE)
    reader = open_gguf(gguf)
    tokenizer = tokenizer_of(reader)
    tokenizer.save(str(folder / QWEN_TOKENIZER))
    used = tokenizer.encode_batch([*_texts(read_bundle(bundle)), *FIXED], add_special_tokens=False)
    content = trimmed(reader, {number for row in used for number in row.ids})
    parts = write_parts(content, folder, QWEN, most)
    floats = {
        name: value for name, value in load_file(weights / "model.safetensors").items() if value.dtype.kind == "f"
    }
    save_file({name: value.astype(np.float16) for name, value in floats.items()}, folder / MINILM)
    shutil.copyfile(weights / "tokenizer.json", folder / MINILM_TOKENIZER)
    print(f"the teacher has {len(content)} bytes, in {parts} parts")


def _texts(bundle: Bundle) -> list[str]:
    return [*(one.text for one in bundle.passages), *(one.ticket for one in bundle.asked)]


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

"""Pack a teacher beside the rest: its quantised blocks, and those of its words that occur."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from training.reader.forms import FIXED
from training.reader.items import read_bundle
from training.reader.pack import BUNDLE, QWEN, QWEN_TOKENIZER, write_parts
from training.reader.qwen_weights import open_gguf, tokenizer_of, trimmed

if TYPE_CHECKING:
    from pathlib import Path

PART: Final = 57 * 2**20
GGUF_SHA256: Final = "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32"


def pack_teacher(gguf: Path, folder: Path, most: int = PART) -> None:
    """Write the teacher into `folder`, which is packed, in parts of at most so many bytes.

    Raises `ValueError` where `gguf` is another file than the one the figures are of.
    """
    if hashlib.sha256(gguf.read_bytes()).hexdigest() != GGUF_SHA256:
        raise ValueError(f"{gguf} has another sha256 than {GGUF_SHA256}")
    reader, bundle = open_gguf(gguf), read_bundle(folder / BUNDLE)
    tokenizer = tokenizer_of(reader)
    tokenizer.save(str(folder / QWEN_TOKENIZER))
    texts = [*(one.text for one in bundle.passages), *(one.ticket for one in bundle.asked), *FIXED]
    used = tokenizer.encode_batch(texts, add_special_tokens=False)
    content = trimmed(reader, {number for row in used for number in row.ids})
    parts = write_parts(content, folder, QWEN, most)
    print(f"the teacher has {len(content)} bytes, in {parts} parts")

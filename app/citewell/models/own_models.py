"""Language models of the user's: looked at before they are taken, and described once.

Their chat template and special tokens stand in the GGUF file's metadata, and llama.cpp reads them there; what is
checked here is that they are there, and that the file is of a type that drafts have been tried with.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from citewell.domain.digests import file_sha256
from citewell.domain.errors import ModelError
from citewell.models.descriptions import CONTEXT_TOKENS, LanguageModelDescription
from citewell.models.gguf_header import GgufHeader, read_gguf
from citewell.records.values import from_record, to_record

ARCHITECTURES = ("llama", "qwen2")
"""Types of models that drafts were tried with: Llama, SmolLM2, Mistral and their like; Qwen2 and Qwen2.5."""
LEAST_CONTEXT = 1024
"""Tokens: a prompt with its passages and the answer do not fit a smaller context."""
_TEMPLATE = "tokenizer.chat_template"


@dataclass(frozen=True, slots=True)
class _Card:
    """A description as it is kept beside a file, with what tells whether the file is still the same."""

    description: LanguageModelDescription
    size: int
    mtime_ns: int


def inspect(path: Path) -> GgufHeader:
    """The header of a language model that can draft. Raises ``ModelError`` saying how to mend it otherwise."""
    header = read_gguf(path)
    kind = header.text("general.type")
    if kind not in {"", "model"}:
        raise ModelError(f"{path.name} holds no whole model but its {kind}. Import the model's own GGUF file.")
    if header.number("split.count") > 1:
        raise ModelError(
            f"{path.name} is one of {header.number('split.count')} parts of a model. Join them with "
            "'llama-gguf-split --merge FIRST_PART TARGET.gguf' of llama.cpp, and import the whole."
        )
    if header.architecture not in ARCHITECTURES:
        raise ModelError(
            f"{path.name} is of the type '{header.architecture or 'unknown'}'. Citewell drafts with models of the "
            f"types {' and '.join(ARCHITECTURES)} (Llama, SmolLM2, Mistral; Qwen2, Qwen2.5): import a GGUF file of one."
        )
    if not header.text(_TEMPLATE):
        raise ModelError(
            f"{path.name} has no chat template, so Citewell cannot prompt it. Take the model's variant for chats, "
            "mostly named 'Instruct' or 'Chat'."
        )
    if 0 < header.context_tokens < LEAST_CONTEXT:
        raise ModelError(
            f"{path.name} reads no more than {header.context_tokens} tokens, and a ticket with its passages needs "
            f"{LEAST_CONTEXT:,}. Import a model with a larger context."
        )
    return header


def describe_file(path: Path) -> LanguageModelDescription:
    """Describe a GGUF file that the user chose, which means hashing it, unless its card tells of this very file.

    Raises ``ModelError`` for one that cannot draft.
    """
    known = _read_card(path)
    if known is not None:
        return known
    header = inspect(path)
    return LanguageModelDescription(
        name=path.stem,
        file=path.name,
        sha256=file_sha256(path),
        licence=header.text("general.license") or "unknown",
        context_tokens=min(CONTEXT_TOKENS, header.context_tokens or CONTEXT_TOKENS),
        architecture=header.architecture,
    )


def write_card(path: Path) -> LanguageModelDescription:
    """Keep the description of a file beside it. Raises ``ModelError`` and ``OSError``."""
    description, now = describe_file(path), path.stat()
    record = to_record(_Card(description, now.st_size, now.st_mtime_ns))
    card_path(path).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    return description


def _read_card(path: Path) -> LanguageModelDescription | None:
    """The description beside a file; ``None`` where there is none that tells of the file as it is now."""
    try:
        card, now = from_record(_Card, json.loads(card_path(path).read_text(encoding="utf-8"))), path.stat()
    except (OSError, ValueError):
        return None
    return card.description if (card.size, card.mtime_ns) == (now.st_size, now.st_mtime_ns) else None


def card_path(path: Path) -> Path:
    """Where the description of a file is kept."""
    return path.with_suffix(".json")

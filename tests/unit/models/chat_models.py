"""Tiny language models with a chat template, which llama.cpp loads and which write nonsense."""

from pathlib import Path

import numpy as np
from gguf import GGUFWriter, TokenType
from tests.unit.models.gguf_writing import HEADS, HIDDEN, KEY_HEADS, KEY_WIDTH, LAYERS, LINEAR, WIDTH

CHATML = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
MARKS = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
INSTRUCT = (
    "{{ bos_token }}{% for message in messages %}{% if message['role'] == 'system' %}"
    "{{ raise_exception('there is no system message') }}{% endif %}"
    "{% if message['role'] == 'user' %}[INST] {{ message['content'] }} [/INST]"
    "{% else %}{{ message['content'] }}{{ eos_token }}{% endif %}{% endfor %}"
)
"""As Mistral's first templates: without a system message, beginning with the token that begins a text."""


def write_chat_model(
    path: Path, architecture: str = "llama", *, template: str = CHATML, context: int = 4096, **extra: str
) -> Path:
    """A model over bytes, as GPT-2's tokenizer spells them, with the marks of ChatML. ``extra`` are more metadata."""
    writer = GGUFWriter(path, architecture)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2" if architecture == "qwen2" else "smollm")
    spelled = [*_byte_characters(), "Ġthe", *MARKS]
    writer.add_token_list(spelled)
    writer.add_token_types([TokenType.NORMAL] * (len(spelled) - len(MARKS)) + [TokenType.CONTROL] * len(MARKS))
    writer.add_token_merges(["t h", "th e", "Ġ the"])
    writer.add_eos_token_id(len(spelled) - 1)
    writer.add_bos_token_id(len(spelled) - 3)
    writer.add_add_bos_token(False)
    return _finish(writer, path, architecture, len(spelled), template, context, extra)


def write_sentencepiece_model(path: Path, *, template: str = INSTRUCT) -> Path:
    """A Llama-type model over SentencePiece's bytes, whose texts begin with ``<s>``."""
    writer = GGUFWriter(path, "llama")
    writer.add_tokenizer_model("llama")
    spelled = ["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256)), "▁", "▁the", *"abcdefgh[]1."]
    writer.add_token_list(spelled)
    writer.add_token_scores([0.0] * len(spelled))
    kinds = [TokenType.UNKNOWN, TokenType.CONTROL, TokenType.CONTROL, *[TokenType.BYTE] * 256]
    writer.add_token_types([*kinds, *[TokenType.NORMAL] * (len(spelled) - len(kinds))])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_add_bos_token(True)
    return _finish(writer, path, "llama", len(spelled), template, 4096, {})


def _finish(
    writer: GGUFWriter, path: Path, architecture: str, size: int, template: str, context: int, extra: dict[str, str]
) -> Path:
    random = np.random.default_rng(3)
    writer.add_block_count(LAYERS)
    writer.add_context_length(context)
    writer.add_embedding_length(WIDTH)
    writer.add_feed_forward_length(HIDDEN)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KEY_HEADS)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    if template:
        writer.add_chat_template(template)
    for key, value in extra.items():
        writer.add_string(key.replace("__", "."), value)
    shapes: dict[str, tuple[int, ...]] = {"token_embd.weight": (size, WIDTH), "output_norm.weight": (WIDTH,)}
    for i in range(LAYERS):
        shapes |= {f"blk.{i}.{name}.weight": (out, into) for name, (_, out, into) in LINEAR.items()}
        shapes |= {f"blk.{i}.{part}_norm.weight": (WIDTH,) for part in ("attn", "ffn")}
        if architecture == "qwen2":
            widths = {"attn_q": WIDTH, "attn_k": KEY_WIDTH, "attn_v": KEY_WIDTH}
            shapes |= {f"blk.{i}.{name}.bias": (width,) for name, width in widths.items()}
    for name, shape in shapes.items():
        writer.add_tensor(name, random.normal(size=shape).astype(np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _byte_characters() -> list[str]:
    """The character that GPT-2's byte-level BPE writes each byte as."""
    printed = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    others = iter(range(256, 512))
    return [chr(byte) if byte in printed else chr(next(others)) for byte in range(256)]

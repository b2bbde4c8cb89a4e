"""The multilingual embedder as ONNX: what the graph computes is what the packed weights say, centred by kind."""

import json
import math

import numpy as np
import pytest

pytest.importorskip("onnx", reason="comes with training/embedder/requirements.txt")

import onnxruntime
from tests.unit.training.packed_writing import SIZES, packed_file, tensors_of
from tokenizers import Tokenizer
from training.embedder.multilingual import PROMPTS, convert, read_means
from training.embedder.packed import PackedError, read_packed

from citewell.models.importing import EMBEDDER_FILES, import_model, read_embedder

ENCODER = {"hidden": 384, "layers": 2, "heads": 12, "wide": 1536, "positions": 64}
TEXTS = ["ab a", "a b ab a", "b", "a"]


@pytest.fixture(scope="module")
def content() -> bytes:
    return packed_file(tensors_of(ENCODER), ENCODER)


def embed(folder, texts):
    """The vectors of a folder's model, pooled by itself, and pooled as the embedder does it."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"), providers=["CPUExecutionProvider"])
    encodings = tokenizer.encode_batch(texts)
    mask = np.array([one.attention_mask for one in encodings])
    tokens, own = session.run(None, {"input_ids": np.array([one.ids for one in encodings]), "attention_mask": mask})
    pooled = (tokens * mask[:, :, np.newaxis]).sum(axis=1)
    return own, pooled / np.linalg.norm(pooled, axis=1, keepdims=True)


def by_hand(content, folder, text):
    """One text through BERT's encoder in numpy, with the file's own names; of unit length."""
    packed = read_packed(content)
    weights = {name: np.asarray(value, np.float64) for name, value in packed.tensors.items()}

    def dense(name, x):
        bias = weights[f"{name}.b"]
        return x @ weights[f"{name}.w"].reshape(len(bias), -1).T + bias

    def norm(name, x):
        centre = x - x.mean(axis=1, keepdims=True)
        scale = np.sqrt((centre**2).mean(axis=1, keepdims=True) + packed.epsilon)
        return centre / scale * weights[f"{name}.w"] + weights[f"{name}.b"]

    ids = Tokenizer.from_file(str(folder / "tokenizer.json")).encode(text).ids
    table, places = weights["emb.word"].reshape(-1, 384), weights["emb.pos"].reshape(-1, 384)
    x = norm("emb.ln", table[ids] + places[: len(ids)] + weights["emb.type"][:384])
    for layer in range(packed.layers):
        heads = [dense(f"l{layer}.{one}", x).reshape(len(ids), packed.heads, -1).swapaxes(0, 1) for one in "qkv"]
        query, key, value = heads
        asked = np.exp(query @ key.swapaxes(1, 2) / math.sqrt(query.shape[2]))
        context = (asked / asked.sum(axis=2, keepdims=True)) @ value
        x = norm(f"l{layer}.aln", x + dense(f"l{layer}.ao", context.swapaxes(0, 1).reshape(len(ids), -1)))
        wide = dense(f"l{layer}.fi", x)
        wide *= 0.5 * (1 + np.vectorize(math.erf)(wide / math.sqrt(2)))
        x = norm(f"l{layer}.oln", x + dense(f"l{layer}.fo", wide))
    total = x.sum(axis=0)
    return total / np.linalg.norm(total)


def test_the_graph_computes_what_the_weights_say(content, tmp_path):
    convert(content, tmp_path, None)
    own, pooled = embed(tmp_path, TEXTS)
    assert np.abs(own - pooled).max() < 1e-5
    for text, vector in zip(TEXTS, own, strict=True):
        assert vector @ by_hand(content, tmp_path, text) > 0.995, text


def test_vectors_are_centred_by_their_kind(content, tmp_path):
    means = np.random.default_rng(2).normal(0, 0.05, (2, 384)).astype(np.float32)
    for name, chosen in (("plain", None), ("centred", means)):
        convert(content, tmp_path / name, chosen)
    texts = [PROMPTS[kind] + text for text in TEXTS for kind in ("passage", "query")]
    plain, _ = embed(tmp_path / "plain", texts)
    expected = plain - means[[0, 1] * len(TEXTS)]
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    for vectors in embed(tmp_path / "centred", texts):
        assert np.abs(vectors - expected).max() < 1e-5


def test_the_folder_is_an_embedder_with_its_prompts(content, tmp_path):
    convert(content, tmp_path / "small", read_means())
    assert sorted(path.name for path in (tmp_path / "small").iterdir()) == sorted(EMBEDDER_FILES)
    description = read_embedder(import_model(tmp_path / "small", tmp_path / "models").path)
    assert (description.query_prompt, description.passage_prompt) == ("query: ", "passage: ")
    assert (description.dimensions, description.max_tokens) == (384, ENCODER["positions"])
    card = (tmp_path / "models" / "small" / "MODEL_CARD.md").read_text()
    assert "MIT" in card
    assert json.loads((tmp_path / "small" / "config.json").read_text())["vocab_size"] == len(
        read_packed(content).pieces
    )


def test_an_encoder_of_another_shape_is_refused(tmp_path):
    with pytest.raises(PackedError, match=r"shape \(64, 2, 96\)"):
        convert(packed_file(tensors_of(SIZES)), tmp_path, None)

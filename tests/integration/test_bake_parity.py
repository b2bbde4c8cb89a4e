"""What is baked says the same as the weights that were trained: logits of torch and of llama.cpp side by side."""

import math

import numpy as np
import pytest

from citewell.models.descriptions import BASE_MODEL, find_base_model
from citewell.models.styles.baking import Bakery
from citewell.settings.resources import resources_dir

llama_cpp = pytest.importorskip("llama_cpp")
for name in ("torch", "transformers", "peft", "gguf"):
    pytest.importorskip(name, reason="torch, transformers and peft are needed: pip install 'citewell[learn]'")

PROMPT = (
    "<|im_start|>system\nAnswer the customer from the facts. Cite each sentence.<|im_end|>\n<|im_start|>user\n"
    "[1] Returns: You can return the charger within 30 days of delivery.\n\nCustomer: How long may I keep it?"
    "<|im_end|>\n"
    "<|im_start|>assistant\nYou can return it within 30 days of delivery [1]."
)

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]


@pytest.fixture(scope="module")
def merged(tmp_path_factory):
    """A random adapter made by PEFT, and the logits (tokens x vocabulary) of torch with and without it."""
    import torch  # noqa: PLC0415  may not be installed
    from peft import LoraConfig, get_peft_model  # noqa: PLC0415  may not be installed
    from transformers import AutoModelForCausalLM  # noqa: PLC0415  may not be installed

    base = find_base_model(resources_dir())
    model = AutoModelForCausalLM.from_pretrained(str(base.parent), gguf_file=base.name, dtype=torch.float32).eval()
    ids = tokens(base)
    torch.manual_seed(0)
    with torch.no_grad():
        plain = model(torch.tensor([ids])).logits[0].numpy()
        adapted = get_peft_model(model, LoraConfig(r=8, lora_alpha=16, target_modules="all-linear"))
        for key, values in adapted.named_parameters():
            if "lora_B" in key:
                torch.nn.init.normal_(values, std=0.1)
        folder = tmp_path_factory.mktemp("style")
        adapted.save_pretrained(folder)
        logits = adapted.merge_and_unload()(torch.tensor([ids])).logits[0].numpy()
    return folder, ids, plain, logits


def tokens(base) -> list[int]:
    vocabulary = llama_cpp.Llama(str(base), vocab_only=True, verbose=False)
    return vocabulary.tokenize(PROMPT.encode(), add_bos=False, special=True)


def logits_of(path, ids) -> np.ndarray:
    llama = llama_cpp.Llama(str(path), n_ctx=512, logits_all=True, n_threads=2, verbose=False)
    llama.eval(ids)
    return np.array(llama.scores[: len(ids)])


def divergence(truth: np.ndarray, other: np.ndarray) -> float:
    """Mean Kullback-Leibler divergence over positions, in nats."""

    def log_softmax(x):
        shifted = x - x.max(-1, keepdims=True)
        return shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))

    p, q = log_softmax(truth.astype(np.float64)), log_softmax(other.astype(np.float64))
    return float((np.exp(p) * (p - q)).sum(-1).mean())


@pytest.mark.parametrize(("quantisation", "limit"), [("F16", 1e-4), ("Q8_0", 5e-3)])
def test_the_baked_file_gives_the_logits_of_the_merged_weights(merged, tmp_path, quantisation, limit):
    folder, ids, plain, logits = merged
    baked = Bakery(tmp_path, threads=2).bake(find_base_model(resources_dir()), BASE_MODEL.sha256, folder, quantisation)
    found = logits_of(baked.path, ids)
    lost, effect = divergence(logits, found), divergence(logits, plain)
    assert not math.isnan(lost)
    assert lost < limit
    assert effect > 20 * lost, "the adapter does too little for this test to mean anything"
    assert effect > 0.1
    if quantisation == "F16":
        assert (logits.argmax(-1) == found.argmax(-1)).mean() >= 0.97

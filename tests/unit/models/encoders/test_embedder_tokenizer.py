"""What an embedder's files say of tokens: how long a text may be, what pads it, which tokens are special."""

import json

import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from citewell.domain.errors import ModelError
from citewell.models.encoders.embedder import load_embedder, load_tokenizer

OWN = {"model_max_length": 4, "pad_token": "<pad>"}
LONG = "a b a b a b"


@pytest.fixture
def folder(tmp_path):
    """A folder with a tokenizer of three words, and one that knows how to write the other files of it."""
    words = Tokenizer(WordLevel({"<unk>": 0, "a": 1, "b": 2, "<pad>": 3}, unk_token="<unk>"))
    words.pre_tokenizer = Whitespace()
    words.save(str(tmp_path / "tokenizer.json"))

    def write(own, **others):
        files = {"tokenizer_config": own, **others}
        for name, content in files.items():
            (tmp_path / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
        return tmp_path

    return write


def ids(tokenizer: Tokenizer, *texts: str) -> list[list[int]]:
    return [one.ids for one in tokenizer.encode_batch(list(texts))]


def test_texts_are_cut_and_padded_to_the_longest(folder):
    tokenizer = load_tokenizer(folder(OWN))
    assert ids(tokenizer, LONG, "b") == [[1, 2, 1, 2], [2, 3, 3, 3]]
    assert [one.attention_mask for one in tokenizer.encode_batch(["a b", "b"])] == [[1, 1], [1, 0]]


def test_the_smaller_length_counts_and_one_that_is_not_known_does_not(folder):
    assert ids(load_tokenizer(folder({**OWN, "max_length": 3})), LONG) == [[1, 2, 1]]
    assert ids(load_tokenizer(folder({**OWN, "model_max_length": 1e30, "max_length": 2})), LONG) == [[1, 2]]


def test_sides_and_the_number_that_pads_are_taken_from_the_files(folder):
    sides = {"padding_side": "left", "truncation_side": "left"}
    assert ids(load_tokenizer(folder({**OWN, **sides})), "b " + LONG, "a") == [[1, 2, 1, 2], [3, 3, 3, 1]]
    assert ids(load_tokenizer(folder(OWN, config={"pad_token_id": 0})), "a b", "a") == [[1, 2], [1, 0]]


def test_special_tokens_are_one_token_each(folder):
    named = {"mask_token": "<m>", "additional_special_tokens": [{"content": "<x>"}]}
    tokenizer = load_tokenizer(folder({**OWN, "pad_token": {"content": "<pad>"}}, special_tokens_map=named))
    assert ids(tokenizer, "a<m>b<x>") == [[1, 4, 2, 5]]


@pytest.mark.parametrize(
    ("own", "why"),
    [
        ({"pad_token": "<pad>"}, "does not say how many tokens"),
        ({**OWN, "model_max_length": True}, "does not say how many tokens"),
        ({"model_max_length": 4}, "no token that pads"),
        ({**OWN, "pad_token": "<none>"}, "no token that pads"),
        ([], "tokenizer_config.json holds no object"),
    ],
)
def test_files_that_leave_it_open_are_refused(folder, own, why):
    (folder(own) / "model.onnx").write_bytes(b"")
    with pytest.raises(ModelError, match=why):
        load_embedder({"path": folder(own), "threads": 1})

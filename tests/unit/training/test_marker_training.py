"""Training of the marker: labels at the right tokens, and weights that can be taken up again."""
# ruff: noqa: S311  sampling, no secret

import random

import pytest
from training.reader.items import Asked, Bundle, Parts, Passage
from training.reader.marks import sentences_of

torch = pytest.importorskip("torch", reason="needs torch: pip install torch, as training/reader says")
pytest.importorskip("gguf")

from safetensors.torch import load_file, save_file  # noqa: E402
from tokenizers import Tokenizer  # noqa: E402
from tokenizers.models import WordLevel  # noqa: E402
from tokenizers.pre_tokenizers import Whitespace  # noqa: E402
from training.marker.base import DECIDED, READING, Base, Layer  # noqa: E402
from training.marker.decoder import COLUMNS, HEAD, HEADS, LAYERS, SHARED, STILL, Decoder  # noqa: E402
from training.marker.lessons import Lessons, Texts  # noqa: E402
from training.marker.rows import cut_ticket, passage_tokens  # noqa: E402
from training.marker.train import LEARNT, begin, losses_of  # noqa: E402

WIDTH, WIDE, WORDS = HEADS * HEAD, 32, 60
BODIES = ("Bags cost fifty dollars. Pets stay at home.", "Roaming is free of charge. Restart the phone.")


def passage(kb: str, title: str, body: str) -> Passage:
    text = f"{title}: {' '.join(body.split())}"
    return Passage(kb, text, body, f"{title}.md", sentences_of(text, body))


BUNDLE = Bundle(tuple(passage("kb", f"T{at}", body) for at, body in enumerate(BODIES)), ())
QUOTE = BUNDLE.passages[0].sentences[0]
ANSWER = Asked(0, "kb", "ticket", "What do bags cost?", "answer", ((0, 1.0), (1, 0.5)), (0,), (), {0: (QUOTE,)})
REFUSED = Asked(1, "kb", "ticket", "Do you sell tea?", "refuse", ((0, 1.0), (1, 0.5)), (), (), {})


@pytest.fixture(scope="module")
def texts():
    words = sorted(
        {word.strip(".:?") for body in BODIES for word in body.split()} | {".", ":", "?", "T0", "T1", "[UNK]"}
    )
    tokenizer = Tokenizer(WordLevel({word: 20 + at for at, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    return Texts(tokenizer, BUNDLE)


@pytest.fixture(scope="module")
def base():
    torch.manual_seed(3)

    def matrix(rows, columns):
        return torch.randn(rows, columns) / columns**0.5

    def layer():
        ones = torch.ones(WIDTH)
        read = matrix((HEADS + 2 * SHARED) * HEAD, WIDTH)
        return Layer(ones, ones, read, matrix(WIDTH, WIDTH), matrix(2 * WIDE, WIDTH), matrix(WIDTH, WIDE))

    return Base(matrix(WORDS, WIDTH), torch.full((WIDTH,), 2.0), tuple(layer() for _ in range(STILL + 1)))


def test_the_quoted_sentence_is_right_at_its_mark_and_no_other(texts):
    lessons = Lessons(texts, Parts((), (), ()), random.Random(1))
    found = [lesson for lesson in (lessons.lesson(ANSWER) for _ in range(20)) if lesson.decision == 0]
    assert found
    for lesson in found:
        assert lesson.tokens[-1] == DECIDED
        assert [lesson.tokens[at] for at, _ in lesson.passages] == [READING.passage_end] * 2
        assert [lesson.tokens[at] for at, _ in lesson.sentences] == [READING.sentence_end] * 4
        assert sorted(right for _, right in lesson.passages) == [0.0, 1.0]
        (right,) = [at for at, right in lesson.sentences if right]
        before = lesson.tokens[:right]
        assert before[-5:] == texts.tokens("Bags cost fifty dollars.")


def test_what_is_to_be_refused_has_nothing_right(texts):
    lesson = Lessons(texts, Parts((), (), ()), random.Random(1)).lesson(REFUSED)
    assert lesson.decision == 2
    assert not any(right for _, right in (*lesson.passages, *lesson.sentences))


def test_it_learns_which_sentence_is_quoted(texts, base):
    net = Decoder(base)
    lessons = Lessons(texts, Parts((), (), ()), random.Random(1))
    batch = [lesson for lesson in (lessons.lesson(ANSWER) for _ in range(6)) if lesson.decision == 0]
    own = [one for one in net.parameters() if one.requires_grad]
    optimiser = torch.optim.Adam(own, lr=1e-3)
    losses = []
    for _ in range(10):
        told = losses_of(net, batch, 64)
        losses.append(float(told["sentence"].detach()))
        torch.stack(list(told.values())).sum().backward()
        optimiser.step()
        optimiser.zero_grad()
    assert losses[-1] < losses[0] / 2


def test_what_has_been_learnt_goes_on_and_nothing_else_does(base, tmp_path):
    net = Decoder(base)
    with torch.no_grad():
        net.told.bias.fill_(-1.5)
    own = {name: one.detach().half() for name, one in net.named_parameters() if one.requires_grad}
    save_file(own, tmp_path / "own.safetensors")
    other = Decoder(base)
    begin(other, tmp_path / "own.safetensors")
    ids = torch.randint(0, WORDS, (1, 9))
    assert torch.allclose(other(ids), net(ids), atol=0.02)
    save_file({"told.bias": own["told.bias"]}, tmp_path / "part.safetensors")
    with pytest.raises(ValueError, match=r"training\.marker\.train"):
        begin(other, tmp_path / "part.safetensors")


def test_what_is_in_the_repository_fits_the_decoder(base):
    learnt = load_file(LEARNT)
    assert learnt.keys() >= {"norm", "told.weight", f"blocks.{LAYERS - 1}.read.down"}
    assert {name.split(".")[1] for name in learnt if name.startswith("blocks")} == {*map(str, range(STILL, LAYERS))}
    assert learnt["told.weight"].shape == (COLUMNS, WIDTH)


def test_a_passage_keeps_its_size_and_whole_sentences_from_its_start():
    long = [[30] * 50 for _ in range(6)]
    tokens, ends = passage_tokens([5] * 90, long, READING)
    assert tokens[: READING.place] == [5] * READING.place
    assert len(tokens) <= READING.passage + 1
    assert len(ends) == (READING.passage - READING.place) // 51
    assert cut_ticket([*range(1000)], READING)[:1] == [0]
    assert cut_ticket([*range(1000)], READING)[-1:] == [999]

"""Training of the embedder: nearness of tokens, and gradients that are computed in chunks."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="comes with training/minilm/requirements.txt")
pytest.importorskip("onnx", reason="comes with training/minilm/requirements.txt")
pytest.importorskip("safetensors", reason="comes with training/minilm/requirements.txt")

from training.embedder.tuning import encoder as encoder_module  # noqa: E402  after it is known to be there
from training.embedder.tuning.__main__ import mix  # noqa: E402
from training.embedder.tuning.encoder import Encoder, Texts  # noqa: E402
from training.embedder.tuning.interaction import nearness  # noqa: E402
from training.embedder.tuning.lessons import Lessons  # noqa: E402
from training.embedder.tuning.train import Trained, batch_losses, list_losses  # noqa: E402
from training.minilm.tokens import TOKENIZER, load_tokenizer  # noqa: E402
from training.reader.batches import Machine  # noqa: E402
from training.reader.items import Asked, Bundle, Passage, split  # noqa: E402
from training.reader.taught import Taught  # noqa: E402

ROWS = [[2000 + number for number in range(start, start + length)] for start, length in ((0, 3), (5, 9), (20, 6))]


def texts(rng, count, longest):
    tokens = torch.nn.functional.normalize(
        torch.tensor(rng.normal(size=(count, longest, 384)), dtype=torch.float32), dim=-1
    )
    mask = torch.arange(longest)[None] < torch.tensor([longest, *[longest - 2] * (count - 1)])[:, None]
    logits = torch.tensor(rng.normal(size=(count, longest)), dtype=torch.float32).masked_fill(~mask, -1e4)
    return Texts(tokens, mask, logits, tokens.mean(1))


def test_each_token_takes_the_nearest_one():
    rng = np.random.default_rng(1)
    queries, passages = texts(rng, 2, 5), texts(rng, 3, 7)
    chosen = torch.tensor([[2, 0], [1, 1]])
    found = nearness(queries, passages, chosen)
    for row in range(2):
        for column in range(2):
            own = passages.tokens[chosen[row, column]][passages.mask[chosen[row, column]]]
            best = (queries.tokens[row] @ own.T).max(dim=1).values
            assert found[row, column].item() == pytest.approx((best @ queries.weights[row]).item(), abs=1e-5)


@pytest.fixture
def small(monkeypatch):
    """An encoder of one layer with random weights, chunks of a row, in float32."""
    torch.manual_seed(5)
    monkeypatch.setattr(encoder_module, "start_from", lambda _path, net, _kept: net)
    monkeypatch.setattr(encoder_module, "LAYERS", 1)
    monkeypatch.setattr(encoder_module, "CHUNK_TOKENS", 12)
    return Encoder(None, Machine("cpu"))


def loss_of(found):
    tokens = found.tokens.float() * found.mask[:, :, None]
    return tokens[:, :, 3].sum() + found.vectors[:, 7].sum() + found.weights[:, 1].sum()


def test_chunks_give_the_gradients_of_all_at_once(small):
    small.net.dropout = 0.0
    loss_of(small._embed(ROWS)).backward()
    expected = {name: one.grad.clone() for name, one in small.named_parameters() if one.grad is not None}
    small.zero_grad()
    found, chunks = small.embed(ROWS)
    assert len(chunks) > 1
    loss_of(found).backward()
    small.go_back(ROWS, chunks, found)
    for name, one in small.named_parameters():
        if name in expected:
            assert torch.allclose(
                one.grad, expected[name], rtol=2e-2, atol=1e-6 + 2e-2 * expected[name].abs().max().item()
            ), name


def test_the_second_time_drops_what_the_first_one_did(small):
    found, chunks = small.embed(ROWS)
    again = small._chunk(ROWS, chunks[0])
    own = chunks[0].rows
    assert torch.equal(again.vectors, found.vectors[own])
    assert not torch.equal(small._embed([ROWS[number] for number in own]).vectors, again.vectors)


PASSAGES = tuple(
    Passage("bikes", text, text, "a.md")
    for text in (
        "Returns: You can return a bike within 30 days.",
        "Repairs: We repair bikes on Mondays.",
        "Shipping: Parts are sent for five euros.",
        "Hours: We are open from nine to five.",
    )
)
QUESTIONS = ("how long can I bring it back", "when do you mend it", "what does sending cost", "when are you open")


@pytest.fixture
def lessons():
    asked = tuple(
        Asked(n, "bikes", "fact", text, "answer", tuple((p, 1.0 - p / 10) for p in range(4)), (n,), (), {})
        for n, text in enumerate(QUESTIONS)
    )
    bundle = Bundle(PASSAGES, asked)
    taught = Taught({n: {p: 4.0 if p == n else -4.0 for p in range(4)} for n in range(4)}, ())
    return Lessons(bundle, split(bundle, frozenset()), taught, load_tokenizer(TOKENIZER), seed=3)


def test_both_kinds_of_batches_teach_which_passage_answers(small, lessons):
    trained, machine = Trained(small, Machine("cpu")), Machine("cpu")
    steps = [batch_losses(small, lessons, lessons.lessons, machine)]
    for number in range(12):
        trained.step(0.2)
        if number % 3 == 2:
            list_losses(small, lessons, lessons.lists, machine)
        else:
            steps.append(batch_losses(small, lessons, lessons.lessons, machine))
    assert all(last < first for first, last in zip(steps[0], steps[-1], strict=True))
    assert {one.dtype for one in trained.copies.values()} == {torch.float32}
    assert small.net.layers[0].query.weight.dtype == torch.bfloat16


def test_weights_of_the_trained_one_and_of_the_one_before_are_mixed(small):
    trained = Trained(small, Machine("cpu")).copies
    before = {name: one.float().numpy() + 4.0 for name, one in small.net.state_dict().items()}
    mix(small, trained, before, 0.25)
    for name, one in small.net.state_dict().items():
        assert torch.allclose(one, torch.from_numpy(before[name]) - 3.0, atol=0.05), name

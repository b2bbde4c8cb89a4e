"""The network beside its graph, and the loop that trains it."""

import itertools

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="comes with the extra 'learn'")
pytest.importorskip("onnx", reason="comes with training/minilm/requirements.txt")

import onnxruntime  # noqa: E402  after the others are known to be there
from training.minilm import loop  # noqa: E402
from training.minilm.graph import build  # noqa: E402
from training.minilm.net import PairNet, TokenNet  # noqa: E402
from training.minilm.products import emit_float  # noqa: E402
from training.minilm.weights import to_bert, to_network  # noqa: E402
from training.personal.form import TOKENS_WITH_SHAPES  # noqa: E402
from training.verifier.form import PAIRS  # noqa: E402

IDS = torch.tensor([[101, 2000, 3000, 102, 4000, 102], [101, 5000, 102, 6000, 102, 0]])
MASK = (IDS > 0).long()
SHAPES = torch.tensor([[0, 1, 2, 0, 3, 0], [0, 2, 0, 1, 0, 0]])


def run(form, net, output, **inputs):
    weights = to_bert({name: value.numpy() for name, value in net.state_dict().items()})
    model = build(form, weights, emit_float, quantise_words=False)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run([output], {name: value.numpy() for name, value in inputs.items()})[0]


@torch.no_grad()
def test_a_pair_is_scored_by_network_and_graph_alike():
    torch.manual_seed(1)
    net = PairNet(2, 2).eval()
    found = run(PAIRS, net, "scores", input_ids=IDS, attention_mask=MASK)
    assert np.allclose(found, torch.sigmoid(net(IDS, MASK)).numpy(), atol=1e-5)
    assert np.abs(found[0] - found[1]).max() > 1e-3


@torch.no_grad()
def test_the_last_layer_of_the_first_token_alone_gives_the_same():
    torch.manual_seed(1)
    net = PairNet(2, 2, marks=True).eval()
    assert torch.allclose(net(IDS, MASK), net.both(IDS, MASK)[0], atol=1e-5)


@torch.no_grad()
def test_tokens_are_labelled_by_network_and_graph_alike():
    torch.manual_seed(1)
    net = TokenNet(2, 5, 4).eval()
    found = run(TOKENS_WITH_SHAPES, net, "labels", input_ids=IDS, shapes=SHAPES, attention_mask=MASK)
    kept = MASK.bool().numpy()
    assert np.allclose(found[kept], torch.softmax(net(IDS, SHAPES, MASK), 2).numpy()[kept], atol=1e-5)


def test_names_come_back():
    names = dict.fromkeys(PairNet(2, 2).state_dict(), 0)
    assert to_network(to_bert(names), 2) == names
    assert not to_bert(names).keys() & names.keys() - {"heads.weight", "heads.bias"}


class Small(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.words, self.layer, self.heads = (torch.nn.Linear(2, 2) for _ in range(3))

    def loss(self, batch):
        return self.heads(self.layer(self.words(torch.tensor(batch)))).square().mean()


def small():
    torch.manual_seed(2)
    return Small()


def stream():
    return loop.batches(
        [[1.0, float(i)] for i in range(9)], chunk=4, size=sum, full=lambda batch: len(batch) == 2, seed=3
    )


def test_a_batch_holds_what_is_alike_and_a_round_everything():
    made = list(itertools.islice(stream(), 5))
    assert sorted(row[1] for batch in made for row in batch) == list(range(9))
    assert {len(batch) for batch in made} == {1, 2}


def test_frozen_parts_stay_and_the_others_learn():
    net, before = small(), small().state_dict()
    assert loop.train(net, stream(), net.loss, loop.Settings(steps=4)) == 4
    changed = {name for name, value in net.state_dict().items() if not torch.equal(value, before[name])}
    assert changed == {"layer.weight", "layer.bias", "heads.weight", "heads.bias"}


def test_a_run_that_was_stopped_ends_as_one_that_was_not(tmp_path):
    whole, stopped = small(), small()
    loop.train(whole, stream(), whole.loss, loop.Settings(steps=6))
    checkpoint = tmp_path / loop.CHECKPOINT
    calls = iter(range(4))

    def loss(batch):
        if next(calls, None) is None:
            raise KeyboardInterrupt
        return stopped.loss(batch)

    settings = loop.Settings(steps=6, keep_every=-1.0)
    with pytest.raises(KeyboardInterrupt):
        loop.train(stopped, stream(), loss, settings, checkpoint=checkpoint)
    again = small()
    assert loop.train(again, stream(), again.loss, settings, checkpoint=checkpoint) == 6
    assert all(torch.equal(a, b) for a, b in zip(whole.parameters(), again.parameters(), strict=True))


def test_a_turn_brings_other_batches_at_its_share():
    seen, net = [], small()

    def loss(batch):
        seen.append(batch)
        return net.loss(batch)

    turn = loop.Turn(0.5, lambda: itertools.repeat([[7.0, 7.0]]))
    loop.train(net, stream(), loss, loop.Settings(steps=4), turn=turn)
    assert seen[2:] == [[[7.0, 7.0]]] * 2
    assert [[7.0, 7.0]] not in seen[:2]


def test_batches_of_like_length_come_back_in_order():
    rows = [[5, 6, 7], [1], [2, 3], [4]]
    found = loop.in_batches(rows, 2, lambda ids, mask: (ids * mask).sum(dim=1, keepdim=True))
    assert found[:, 0].tolist() == [18, 1, 5, 4]

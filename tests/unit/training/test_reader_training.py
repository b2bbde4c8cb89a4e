"""The reader's teacher and student: what is computed, packed, learnt and exported."""
# ruff: noqa: S311  sampling, no secret

import itertools
import lzma
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="comes with the extra 'learn'")
pytest.importorskip("scipy", reason="comes with training/reader/requirements.txt")
pytest.importorskip("onnx", reason="comes with training/minilm/requirements.txt")

import gguf  # noqa: E402  after the others are known to be there
import onnxruntime  # noqa: E402
from training.minilm.graph import build  # noqa: E402
from training.minilm.net import PairNet  # noqa: E402
from training.minilm.products import emit_float  # noqa: E402
from training.minilm.tokens import load_tokenizer  # noqa: E402
from training.minilm.weights import to_bert  # noqa: E402
from training.reader import lessons as reading  # noqa: E402
from training.reader import losses, measure, questions, student  # noqa: E402
from training.reader.averaging import Averaged  # noqa: E402
from training.reader.batches import Machine, filled, stream  # noqa: E402
from training.reader.candidates import choose  # noqa: E402
from training.reader.examples import Routed  # noqa: E402
from training.reader.export import READER  # noqa: E402
from training.reader.forms import Forms, marked  # noqa: E402
from training.reader.items import Asked, Bundle, Parts, Passage  # noqa: E402
from training.reader.log import Log  # noqa: E402
from training.reader.marks import sentences_of  # noqa: E402
from training.reader.pack import read_parts, write_parts  # noqa: E402
from training.reader.qwen import Qwen, Sizes  # noqa: E402
from training.reader.qwen_weights import load_qwen, open_gguf, read_trimmed, tokenizer_of, trimmed  # noqa: E402
from training.reader.scale import FULL, OUTPUTS, Scale  # noqa: E402
from training.reader.sentences import Sentences, is_told  # noqa: E402
from training.reader.taught import Draft, Taught, Written, read_taught, write_taught  # noqa: E402

TOKENIZER = Path("resources/models/embedder/tokenizer.json")
MACHINE = Machine("cpu")
TINY = Sizes(words=50, layers=2, width=16, heads=4, shared=2, head=4, wide=24)
ROWS = [[5, 6, 7, 8, 9], [11, 12], [20, 21, 22]]


@pytest.fixture
def qwen():
    torch.manual_seed(1)
    return Qwen(TINY, torch.float32).eval()


# --- the teacher ------------------------------------------------------------------------------------------------------


@torch.no_grad()
def test_words_after_kept_ones_are_read_as_if_all_were_read_anew(qwen):
    rows = [list(row) for row in ROWS]
    going = questions.Continuing(qwen, rows, 4, MACHINE)
    last = going.begin()
    for word in (30, 31, 32, 33):
        for number, row in enumerate(rows):
            assert torch.allclose(last[number], qwen(torch.tensor([row]))[0, -1], atol=1e-5)
            row.append(word + number)
        last = going.go_on(torch.tensor([row[-1] for row in rows]))


@torch.no_grad()
def test_a_word_depends_on_those_before_it_and_on_their_order(qwen):
    first, other, later = (qwen(torch.tensor([row]))[0] for row in ([5, 6, 7], [6, 5, 7], [5, 6, 9]))
    assert torch.allclose(first[:2], later[:2], atol=1e-6)
    assert not torch.allclose(first[2], other[2], atol=1e-3)


def test_what_is_written_ends_with_its_row(qwen, monkeypatch):
    def words(x):
        """Word 7 first; then the first row ends, and the others after their ninth word."""
        steps.append(len(steps))
        logits = torch.full((len(x), 50), -30.0)
        logits[:, 7] = 30.0
        ended = len(x) if len(steps) > 9 else 1 if len(steps) > 1 else 0
        logits[:ended, 3] = 90.0
        return logits

    steps = []
    monkeypatch.setattr(qwen, "words", words)
    found = questions.write(qwen, ROWS, 40, 3, MACHINE)
    assert [questions._ended(row, 3, whole=True) for row in found] == [[7], [7] * 9, [7] * 9]
    assert len(found[0]) == 16  # it is looked every eight words whether all have ended
    assert questions._ended([4, 5], 3, whole=True) == []
    assert questions._ended([4, 5], 3, whole=False) == [4, 5]


def test_sampling_leaves_unlikely_words_out():
    torch.manual_seed(1)
    logits = torch.full((400, 90), -20.0)
    logits[:, 7], logits[:, 8] = 3.0, 2.0
    assert set(questions.sampled(logits).tolist()) == {7, 8}


def test_a_sentence_to_ask_for_says_something():
    text = (
        "Fees: What does it cost? A parking place costs four euros a day. Short one. You pay at the exit with a card."
    )
    passage = Passage("kb", text, text.removeprefix("Fees: "), "fees.md")
    found = {text[slice(*questions.sentence_of(passage, random.Random(seed)))] for seed in range(40)}
    one, two = "A parking place costs four euros a day.", "You pay at the exit with a card."
    assert found == {one, two, f"{one} Short one. {two}"}
    assert questions.sentence_of(Passage("kb", "a: Why?", "Why?", ""), random.Random(1)) is None


def test_a_list_is_weighed_against_none_of_it():
    logits, right = torch.tensor([2.0, -1.0, 0.5, 1.0]), torch.tensor([1.0, 0.0, 0.0, 0.0])
    groups = losses.groups_of([3, 1], logits.device)
    found = losses.choice_loss(logits, right, groups, 2)
    total = torch.logsumexp(torch.tensor([2.0, -1.0, 0.5, 0.0]), 0)
    none = torch.logsumexp(torch.tensor([1.0, 0.0]), 0)
    assert torch.allclose(found, torch.stack([total - 2.0, none]), atol=1e-5)


def test_what_is_taught_is_a_divergence_of_shares():
    taught, own = torch.tensor([2.0, -1.0, 0.3]), torch.tensor([0.1, 0.4, -2.0])
    groups = losses.groups_of([2, 1], own.device)
    found = losses.taught_loss(own, taught, groups, 2)
    for number, part in enumerate((slice(0, 2), slice(2, 3))):
        theirs, mine = (torch.cat([one[part], torch.zeros(1)]).log_softmax(0) for one in (taught, own))
        assert found[number].item() == pytest.approx((theirs.exp() * (theirs - mine)).sum().item(), abs=1e-5)
    assert torch.allclose(losses.taught_loss(taught, taught, groups, 2), torch.zeros(2), atol=1e-6)


# --- packing ----------------------------------------------------------------------------------------------------------


def test_parts_are_joined_again(tmp_path):
    content = bytes(range(256)) * 5
    write_parts(content * 3, tmp_path, "qwen", 100)
    assert write_parts(content, tmp_path, "qwen", 500) == 3
    assert max(path.stat().st_size for path in tmp_path.glob("qwen.*")) == 500
    (tmp_path / "qwen-tokenizer.json").write_text("{}")
    assert read_parts(tmp_path, "qwen") == content


@pytest.fixture
def model_file(tmp_path):
    """A model of one layer with 9,000 words, in the form of the teacher's file."""
    path, random_floats = tmp_path / "tiny.gguf", np.random.default_rng(1)
    own = Sizes(words=9000)
    words = [chr(code) for code in sorted({*range(33, 127), *range(161, 400)})]
    words.append("ab")
    words += [f"w{number}" for number in range(9000 - len(words) - 2)] + ["<|endoftext|>", "<|im_end|>"]
    writer = gguf.GGUFWriter(path, "qwen2")
    writer.add_tokenizer_model("gpt2")
    writer.add_token_list(words)
    writer.add_token_merges(["a b"])
    writer.add_eos_token_id(8999)
    width, keys = own.width, own.shared * own.head
    shapes = {
        "attn_norm.weight": (width,),
        "ffn_norm.weight": (width,),
        "attn_q.weight": (width, width),
        "attn_q.bias": (width,),
        "attn_output.weight": (width, width),
        "ffn_gate.weight": (own.wide, width),
        "ffn_up.weight": (own.wide, width),
        "ffn_down.weight": (width, own.wide),
        **{f"attn_{part}.weight": (keys, width) for part in "kv"},
        **{f"attn_{part}.bias": (keys,) for part in "kv"},
    }
    named = {f"blk.0.{name}": shape for name, shape in shapes.items()}
    named |= {"output.weight": (9000, width), "token_embd.weight": (9000, width), "output_norm.weight": (width,)}
    for name, shape in named.items():
        values = random_floats.normal(size=shape).astype(np.float32)
        if len(shape) == 1:
            writer.add_tensor(name, values)
        else:
            kind = gguf.GGMLQuantizationType.Q8_0
            writer.add_tensor(name, gguf.quants.quantize(values, kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return open_gguf(path)


def test_a_trimmed_teacher_keeps_the_rows_of_its_words(model_file):
    teacher = read_trimmed(trimmed(model_file, {8500, 3}))
    assert teacher.kept == (*range(8000), 8500, 8998, 8999)
    assert teacher.kept[teacher.end] == 8999
    whole = {one.name: one for one in model_file.tensors}
    output = gguf.quants.dequantize(whole["output.weight"].data, gguf.GGMLQuantizationType.Q8_0)
    net = load_qwen(teacher)
    assert np.array_equal(net.embed.weight.detach().numpy(), output[list(teacher.kept)])
    keys = gguf.quants.dequantize(whole["blk.0.attn_k.weight"].data, gguf.GGMLQuantizationType.Q8_0)
    assert np.array_equal(net.blocks[0].projected.weight.detach().numpy()[896:1024], keys)
    assert set(read_trimmed(trimmed(model_file, ()), 0).weights) == {"embed", "output_norm.weight"}


def test_rows_of_the_teacher_are_cut_and_come_back(model_file):
    tokenizer = tokenizer_of(model_file)
    tickets = [Asked(0, "kb", "fact", "ac" * 200, "answer", (), (), (), {})]
    forms = Forms(tokenizer, range(300), 299, [Passage("kb", "x" * 400, "", "")], tickets)
    assert forms.decode(forms.encode(["cab"])) == ["c"]  # "ab" is one word, which is not kept
    long, short = forms.rank(forms.tickets[0], 0), forms.rank([7], 0)
    assert len(long) - len(short) == 219
    assert len(forms.route(forms.tickets[0], [0, 0, 0, 0])) - len(forms.route(forms.tickets[0], [0, 0])) > 169
    assert forms.written(forms.tickets[0])[-1] == 299
    assert marked("a fee of 4", [(2, 5), (9, 10)]) == "a «fee» of «4»"


def knowledge_base(*texts, finds=range(5)):
    passages = [Passage("kb", text, text, "") for text in texts]
    hits = tuple((number, 0.5) for number in finds)
    return Bundle(tuple(passages), (Asked(0, "kb", "fact", "what is the fee", "answer", hits, (), (), {}),))


def test_what_was_taught_fits_another_bundle_as_far_as_its_texts_are_the_same(tmp_path):
    routes = np.array([[1, 2, 3, 4], [0, 0, 1, 0]], np.float32)
    drafts = [Draft("kb", "pair", passage, (3, 9), f"about {passage}") for passage in (0, 1)]
    answers = np.array([0.5, -1.25, 3.0], np.float32)
    written = [
        Written(drafts[0], (0, 3, 4), answers, ((0, 3), (3,)), routes),
        Written(drafts[1], (1, 0, 3), answers, ((1, 0), (0,)), routes),
    ]
    first = knowledge_base("zero", "one", "two", "three", "four")
    taught = Taught({0: {0: 1.5, 1: -2.0, 2: 0.25, 3: 4.0}}, tuple(written))
    write_taught(taught, first, tmp_path / "x")
    told = []
    same = read_taught(tmp_path / "x", first, lambda *parts: told.append(parts))
    assert same.scores == taught.scores
    assert [one.draft for one in same.written] == drafts
    other = knowledge_base("new", "four", "three", "two", "one changed", "zero")
    found = read_taught(tmp_path / "x", Bundle(other.passages, other.asked), lambda *parts: told.append(parts))
    assert found.scores == {}  # it finds two of those that were read
    wider = knowledge_base("new", "four", "three", "two", "one changed", "zero", finds=range(6))
    found = read_taught(tmp_path / "x", wider, lambda *parts: told.append(parts))
    assert found.scores == {0: {5: 1.5, 3: 0.25, 2: 4.0}}
    (one,) = found.written
    assert (one.draft, one.candidates, one.firsts) == (
        Draft("kb", "pair", 5, (3, 9), "about 0"),
        (5, 2, 1),
        ((5, 2), (2,)),
    )
    assert np.array_equal(one.answers, answers)
    assert np.array_equal(one.routes, routes)
    assert told[-1] == ("taught: scores of", 1, "of", 1, "tickets fit,", 1, "of", 2, "questions")
    assert found.without({"kb"}).written == ()
    assert b"three" not in lzma.decompress((tmp_path / "x").read_bytes())


def test_candidates_are_of_the_same_knowledge_base_with_the_own_passage():
    passages = [[2000 + number] * 3 + [3000] for number in range(24)]
    drafts = [Draft("a", "pair", 0, (0, 1), ""), Draft("a", "refuse", 0, None, ""), Draft("b", "pair", 20, (0, 1), "")]
    asked = [list(range(2003, 2012)), [2005], [2021]]
    by_base = {"a": list(range(12)), "b": [20, 21]}
    found = choose(drafts, asked, passages, by_base, lambda texts: torch.ones(len(texts), 2))
    assert found[0][-1] == 0
    assert set(found[0][:-1]) < set(range(3, 12))
    assert found[1][0] == 5
    assert set(found[2]) == {20, 21}


# --- batches ----------------------------------------------------------------------------------------------------------


def routed(*lengths):
    return Routed([[1] * length for length in lengths], None)


def test_batches_hold_so_many_tokens_and_all_examples():
    examples = [routed(4, 2), routed(9), routed(1), routed(3, 3, 3), routed(30)]
    batches = filled(examples, 20)
    assert sorted(map(id, itertools.chain.from_iterable(batches))) == sorted(map(id, examples))
    for batch in batches:
        rows = [row for one in batch for row in one.rows]
        assert len(batch) == 1 or max(map(len, rows)) * len(rows) <= 20


def test_a_round_of_nothing_is_told():
    endless = stream(lambda: [1, 2], lambda one: None, chunk=2, tokens=9, rng=random.Random(1))  # noqa: ARG005
    with pytest.raises(ValueError, match="nothing to learn"):
        next(endless)


# --- the student ------------------------------------------------------------------------------------------------------

TURNS = ("pair", "sentence", "route", "pair", "sentence", "risk")
FEES = [
    f"Fees: We open at {hour}. The fee is {fee} euros a day. Bring a card." for hour, fee in ((7, 30), (8, 40), (9, 5))
]


def fee_of(text):
    start = text.index("The fee")
    return start, text.index(" Bring")


@pytest.fixture
def toy():
    bodies = [text.removeprefix("Fees: ") for text in FEES]
    passages = [
        Passage("kb", text, body, f"{number}.md", sentences_of(text, body))
        for number, (text, body) in enumerate(zip(FEES, bodies, strict=True))
    ]
    hits = tuple((number, 0.5) for number in range(3))
    tickets = ("what does a day cost", "how much is it", "may my dog come", "my lawyer will write")
    decisions = ("answer", "clarify", "refuse", "escalate")
    asked = [
        Asked(
            number,
            "kb",
            "fact",
            ticket,
            decision,
            hits,
            *(((1,), (), {1: (fee_of(FEES[1]),)}) if number < 2 else ((), (), {})),
        )
        for number, (ticket, decision) in enumerate(zip(tickets, decisions, strict=True))
    ]
    return Bundle(tuple(passages), tuple(asked)), Parts(tuple(asked), (), ())


def written_about(passage, answers):
    draft = Draft("kb", "pair", passage, fee_of(FEES[passage]), "price of a day please")
    return Written(draft, (0, 1, 2), np.array(answers, np.float32), ((0, 1, 2), (0, 1)), np.eye(2, 4, dtype=np.float32))


@pytest.fixture
def lessons(toy):
    bundle, parts = toy
    taught = Taught({0: {0: -1.0, 1: 2.0, 2: 0.0}}, (written_about(2, (-3, 0, 1)),))
    tokens = reading.Tokens(load_tokenizer(TOKENIZER), bundle, ["price of a day please"])
    scale = replace(FULL, student_tokens=2000, turns=TURNS)
    return reading.Lessons(bundle, parts, taught, tokens, scale, 1)


def small_student():
    torch.manual_seed(1)
    return PairNet(1, OUTPUTS, positions=student.POSITIONS)


def test_a_sentence_is_read_with_its_place_before_it(toy):
    tokenizer = load_tokenizer(TOKENIZER)
    tokens = reading.Tokens(tokenizer, toy[0], [])
    told = Sentences(tokens, toy[0].passages)
    ((rows, right),) = told.of_passages(toy[0].asked[0])
    texts = ["we open at 8.", "the fee is 40 euros a day.", "bring a card."]
    assert [tokenizer.decode(row[row.index(102) + 1 : -1]) for row in rows] == [f"fees : {text}" for text in texts]
    assert right == [False, True, False]
    group = told.of_asked(toy[0].asked[0], random.Random(1))
    assert (group.right, group.rows[0]) == ((1.0, *[0.0] * (len(group.rows) - 1)), rows[1])
    assert rows[0] in group.rows
    assert told.of_asked(replace(toy[0].asked[0], marks={1: ()}), random.Random(1)) is None


def test_how_well_sentences_are_told_is_measured(toy, tmp_path, monkeypatch):
    assert measure.average_precision(np.array([True, False, True]), np.array([3.0, 2.0, 1.0])) == pytest.approx(5 / 6)
    tokens, log = reading.Tokens(load_tokenizer(TOKENIZER), toy[0], []), Log(tmp_path / "log.txt")
    held = toy[1].learn
    for scores, told in (([0.1, 0.9, 0.2], "[1.0, 1.0]"), ([0.3, 0.1, 0.2], "[0.333, 0.0]")):
        rows = np.zeros((3, OUTPUTS), np.float32)
        rows[:, 1] = scores
        monkeypatch.setattr(measure, "read", lambda *_, rows=rows: rows)
        measure.told_sentences(small_student(), tokens, toy[0], held, MACHINE, 500, log)
        assert log.path.read_text().rstrip().endswith(f"sentences mean {told}")


@pytest.mark.parametrize(
    ("quote", "is_part"), [((0, 10), True), ((5, 30), True), ((6, 30), False), ((-9, 2), False), ((2, 4), True)]
)
def test_a_sentence_is_told_that_a_quote_covers_by_half_or_that_holds_it(quote, is_part):
    assert is_told((0, 10), [(90, 99), quote]) is is_part


def test_each_turn_has_its_batch(lessons):
    kinds = [kind for kind, _ in itertools.islice(lessons.turns(), len(TURNS))]
    assert kinds == list(TURNS)
    pairs = next(one for one in lessons.batches() if one.kind == "pair")
    taught = pairs.labels[:, 1]
    assert sorted(taught[~np.isnan(taught)].tolist()) == [-3, -1, 0, 0, 1, 2]


def test_turns_are_those_of_the_scale(toy):
    bundle, parts = toy
    tokens = reading.Tokens(load_tokenizer(TOKENIZER), bundle, [])
    some = reading.Lessons(bundle, parts, Taught({}, ()), tokens, replace(FULL, turns=("risk", "route")), 1)
    assert [kind for kind, _ in itertools.islice(some.turns(), 4)] == ["risk", "route", "risk", "route"]


def test_a_ticket_without_passages_is_learnt_from_for_its_risk_alone(toy):
    bundle, parts = toy
    calm = Asked(4, "alone", "alone", "my lawyer likes the bikes", "answer", (), (), (), {})
    more = replace(bundle, asked=(*bundle.asked, calm))
    tokens = reading.Tokens(load_tokenizer(TOKENIZER), more, [])
    learnt = reading.Lessons(more, replace(parts, learn=more.asked), Taught({}, ()), tokens, FULL, 1)
    watched = [(tokens.tickets.index(ids), risk) for ids, risk in learnt._to_watch()]
    assert watched.count((4, 0.0)) == 1
    assert (3, 1.0) in watched
    assert calm not in learnt._to_rank() + learnt._to_route()


def test_sentences_are_told_of_a_question_whose_passage_the_teacher_puts_first(lessons):
    def told(passage):
        lessons._taught = Taught({}, (written_about(passage, (-3.0, 0.0, 1.0)),))
        return lessons._tell(0)

    assert told(0) is None
    assert told(1).right[:2] == (1.0, 0.0)


def test_a_small_student_learns_the_toy(lessons):
    net = small_student()
    net.dropout = 0.0
    net.words.weight.requires_grad = False
    optimiser = torch.optim.Adam([one for one in net.parameters() if one.requires_grad], 1e-3)
    batches = lessons.batches()
    first, last = [], []
    for step in range(25):
        found = student.losses_of(net, next(batches), MACHINE)
        loss = sum(found.values())
        loss.backward()
        optimiser.step()
        optimiser.zero_grad()
        if "sentence" in found:
            (first if step < 8 else last).append(found["sentence"].item())
    assert last[-1] < 0.3 * first[0]


def test_learning_leaves_the_words_alone(lessons, tmp_path):
    net, before = small_student(), small_student().state_dict()
    scale = Scale(student_steps=10, workers=2)
    log = Log(tmp_path / "log.txt")
    assert student.learn(net, lambda number: lessons.batches(), scale, 1000.0, MACHINE, log) == 10  # noqa: ARG005
    changed = {name for name, value in net.state_dict().items() if not torch.equal(value, before[name])}
    assert "words.weight" not in changed
    assert {"positions.weight", "heads.weight", "layers.0.query.weight"} <= changed
    assert {value.dtype for value in net.state_dict().values()} == {torch.float32}
    assert "student 10" in (told := log.path.read_text())
    assert "averaged over the last 3 of 10 steps" in told


def test_the_last_weights_are_averaged():
    value = torch.tensor([0.0])
    averaged = Averaged([value], decay=0.75)
    for number in (3.0, 6.0, 11.0):
        value.fill_(number)
        averaged.add()
    averaged.put()
    assert value.item() == pytest.approx(5.0)  # the plain mean of 0, 3, 6 and 11
    value.fill_(9.0)
    averaged.add()
    averaged.put()
    assert value.item() == pytest.approx(6.0)  # a quarter of what came last


def test_losses_are_those_of_what_is_known():
    net = small_student().eval()
    ids = np.array([[101, 2000, 102, 3000, 4000, 102]] * 3, np.int16)
    ids[1, 3] = 5000
    nan, unknown = float("nan"), reading.UNKNOWN
    labels = np.array([[1, nan], [0, nan], [unknown, 2]], np.float32)
    found = student.losses_of(net, reading.Batch("pair", ids, labels, np.array([2, 1])), MACHINE)
    with torch.no_grad():
        logits = net(torch.from_numpy(ids).long(), torch.ones(3, 6, dtype=torch.bool)).double()
    answers = logits[:, 0]
    entropy = torch.nn.functional.binary_cross_entropy_with_logits
    listed = torch.logsumexp(torch.cat([answers[:2], torch.zeros(1)]), 0) - answers[0]
    alone = entropy(answers[:2], torch.tensor([1.0, 0.0]).double())
    assert found["bank"].item() == pytest.approx((listed + 0.5 * alone).item(), abs=1e-4)
    theirs, own = (torch.cat([one, torch.zeros(1)]).log_softmax(0) for one in (torch.tensor([2.0]), answers[2:]))
    taught = (theirs.exp() * (theirs - own)).sum() + 0.5 * entropy(
        answers[2], torch.sigmoid(torch.tensor(2.0)).double()
    )
    assert found["taught"].item() == pytest.approx(taught.item(), abs=1e-4)
    told = student.losses_of(net, reading.Batch("sentence", ids[:2], labels[:2, :1], np.array([2])), MACHINE)
    own = logits[:2, 1]
    listed = torch.logsumexp(torch.cat([own, torch.zeros(1)]), 0) - own[0]
    assert told["sentence"].item() == pytest.approx(
        (listed + 0.5 * entropy(own, torch.tensor([1.0, 0.0]).double())).item(), abs=1e-4
    )


@torch.no_grad()
def test_texts_are_scored_by_network_and_graph_alike():
    net = small_student().eval()
    ids = torch.tensor([[101, 2000, 3000, 102, 4000, 102], [101, 5000, 102, 6000, 102, 0]])
    mask = (ids > 0).long()
    weights = to_bert({name: value.numpy() for name, value in net.state_dict().items()})
    model = build(READER, weights, emit_float, quantise_words=False)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    (scores,) = session.run(["logits"], {"input_ids": ids.numpy(), "attention_mask": mask.numpy()})
    assert np.allclose(scores, net(ids, mask).numpy(), atol=1e-4)
    assert np.abs(scores[0] - scores[1]).max() > 1e-3

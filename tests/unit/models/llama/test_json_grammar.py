"""JSON by schema: whatever the model would like, and wherever it is stopped, the answer is an object of the schema."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citewell.domain.errors import ModelError
from citewell.models.llama.json_grammar import JsonRule, JsonVocabulary, compile_schema

LETTERS = list(' abcdefghijklmnopqrstuvwxyzABC_:,{}[]"\\\n\t.0123é')
PIECES = [
    "",
    "<end>",
    *LETTERS,
    '",',
    '."',
    'a"',
    '":',
    ' "',
    '", "',
    "word",
    " word",
    '{"',
    "�",
    "\x01",
    'x"y',
    "\\n",
    '"}',
    "\u2028",
]
CONTROL = [1]
SCHEMA = {
    "type": "object",
    "properties": {
        "goal": {"type": "string", "maxLength": 12},
        "kind": {"enum": ["order", "order_x", "other"]},
        "ok": {"type": "boolean"},
        "next": {"type": "string", "minLength": 2, "maxLength": 9},
    },
}
VOCABULARY = JsonVocabulary(PIECES, CONTROL)


def write(seed: int, budget: int, schema=SCHEMA) -> tuple[str, int]:
    """What a model with random wishes writes under the rule, and in how many tokens."""
    wishes = np.random.default_rng(seed)
    rule = JsonRule(VOCABULARY, schema, budget=budget)
    room, text, written = rule.least_room, "", 0
    while not rule.finished:
        token = int(np.argmax(rule.apply(wishes.normal(size=len(PIECES)).astype(np.float32))))
        rule.accept(token)
        text += PIECES[token]
        written += 1
        assert written <= room, text
    return text, written


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(0, 60))
def test_every_answer_is_an_object_of_the_schema(seed, budget):
    text, _ = write(seed, budget)
    record = json.loads(text)
    assert list(record) == ["goal", "kind", "ok", "next"]
    assert record["kind"] in {"order", "order_x", "other"}
    assert isinstance(record["ok"], bool)
    assert len(record["goal"]) <= 12
    assert 2 <= len(record["next"]) <= 9
    assert all(value.isprintable() for value in (record["goal"], record["next"]))


def test_a_spent_budget_closes_strings_at_once():
    record = json.loads(write(3, 0)[0])
    assert record["goal"] == ""
    assert len(record["next"]) == 2


def test_keys_are_expected_as_a_whole():
    rule = JsonRule(VOCABULARY, SCHEMA, budget=9, tokenise=lambda text: [PIECES.index(c) for c in text])
    assert "".join(PIECES[token] for token in rule.expected()) == '{"goal": "'


def test_a_choice_is_left_to_the_model():
    rule = JsonRule(VOCABULARY, {"type": "object", "properties": {"a": {"enum": ["b", "c"]}}}, budget=9)
    for piece in '{"a": "':
        rule.accept(PIECES.index(piece))
    allowed = {PIECES[i] for i in np.flatnonzero(np.isfinite(rule.apply(np.zeros(len(PIECES), dtype=np.float32))))}
    assert allowed == {"b", "c"}
    assert not rule.expected()


def test_broken_logits_still_give_json():
    rule = JsonRule(VOCABULARY, SCHEMA, budget=5)
    for _ in range(rule.least_room):
        if rule.finished:
            break
        rule.accept(int(np.argmax(rule.apply(np.full(len(PIECES), -np.inf, dtype=np.float32)))))
    assert rule.finished


@pytest.mark.parametrize(
    "schema",
    [
        {},
        {"type": "array"},
        {"type": "object", "properties": {"a": {"type": "number"}}},
        {"type": "object", "properties": {"a": 1}},
    ],
)
def test_what_is_not_supported_is_refused(schema):
    with pytest.raises(ModelError):
        compile_schema(schema)


def test_a_vocabulary_without_quotes_is_refused():
    with pytest.raises(ModelError, match="cannot write JSON"):
        JsonRule(JsonVocabulary(["a", "b"]), SCHEMA, budget=5).apply(np.zeros(2, dtype=np.float32))

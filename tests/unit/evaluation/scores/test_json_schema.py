"""The schema check."""

import json

import pytest

from citewell.evaluation.scores.json_schema import keeps_to
from citewell.settings.resources import resources_dir

SCHEMA = json.loads((resources_dir() / "schemas" / "crm.json").read_text(encoding="utf-8"))
RECORD = {
    "goal": "Wants a refund.",
    "product": "Lamp",
    "category": "billing_payment",
    "sentiment": "neutral",
    "urgency": "low",
    "next_step": "Refund.",
    "identifiers": ["AB-1"],
    "sources": [],
    "language": "en",
}


def test_a_record_keeps_to_the_schema():
    assert keeps_to(json.dumps(RECORD), SCHEMA)


@pytest.mark.parametrize(
    "changes",
    [
        {"urgency": "soon"},
        {"goal": 5},
        {"goal": "x" * 201},
        {"identifiers": "AB-1"},
        {"identifiers": [1]},
        {"sources": ["a", "b", "c", "d"]},
        {"more": "x"},
        {"language": None},
    ],
)
def test_other_records_do_not(changes):
    assert not keeps_to(json.dumps({**RECORD, **changes}), SCHEMA)


def test_what_is_missing_or_no_object_does_not():
    assert not keeps_to(json.dumps({key: value for key, value in RECORD.items() if key != "goal"}), SCHEMA)
    for text in ("", "[]", "{", "null", json.dumps(RECORD) + "x", "[" * 100_000):
        assert not keeps_to(text, SCHEMA)


def test_a_boolean_is_no_number():
    schema = {"properties": {"count": {"type": "integer"}, "flag": {"type": "boolean"}}}
    assert keeps_to('{"count": 1, "flag": true}', schema)
    assert not keeps_to('{"count": true}', schema)
    assert not keeps_to('{"flag": 1}', schema)


def test_a_default_is_nothing_that_was_said():
    assert not keeps_to("{}", {"properties": {"goal": {"default": "x"}}, "required": ["goal"]})

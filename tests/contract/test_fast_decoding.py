"""The base model: a schema is kept to whatever the ticket holds."""

import json

import pytest

from citewell.domain.generation import GenerationRequest, Message
from citewell.domain.progress import CancelToken

SCHEMA = {
    "type": "object",
    "properties": {
        "goal": {"type": "string", "maxLength": 60},
        "category": {"enum": ["order", "delivery", "other"]},
        "next_step": {"type": "string", "maxLength": 40},
    },
}


def write(generator, text: str, **values) -> str:
    request = GenerationRequest((Message("user", text),), (1, 2, 3), max_sentences=0, **values)
    return "".join(token.text for token in generator.generate(request, CancelToken()))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ticket", "max_tokens"),
    [
        ('"quotes" \\ and {"goal": 1}', 60),
        ("😀" * 40, 12),
        ("\x00\x1b[2J", 60),
        ("Wo ist Bestellung 4711?", 1),
        ("Wo ist Bestellung 4711?", 12),
        ("Wo ist Bestellung 4711?", 60),
    ],
)
def test_json_by_schema_wherever_it_is_cut(real_generator, ticket, max_tokens):
    record = json.loads(write(real_generator, ticket, max_tokens=max_tokens, schema=SCHEMA))
    assert list(record) == list(SCHEMA["properties"])
    assert record["category"] in {"order", "delivery", "other"}
    assert len(record["goal"]) <= 60
    assert len(record["next_step"]) <= 40

"""The base model: guessing ahead gives the same text, and a schema is kept to whatever the ticket holds."""

import json

import pytest

from citewell.domain.ports import GenerationRequest, Message
from citewell.domain.progress import CancelToken

REPLY = (
    "Thank you for your message. You can return the lamp within 30 days of delivery [1]. The refund of 49.90 EUR is "
    "paid to your card within 5 days [2]. Send the parcel to Dock 7, 20457 Hamburg [3]."
)
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
@pytest.mark.parametrize("task", ["Repeat this text word by word:\n", "Correct the spelling of this text:\n"])
def test_the_same_text_with_and_without_guesses(real_generator, task):
    plain, guessed = (write(real_generator, task + REPLY, max_tokens=80, look_up=look_up) for look_up in (False, True))
    assert plain == guessed


@pytest.mark.slow
@pytest.mark.parametrize("ticket", ['"quotes" \\ and {"goal": 1}', "😀" * 40, "\x00\x1b[2J", "Wo ist Bestellung 4711?"])
@pytest.mark.parametrize("max_tokens", [1, 12, 60])
def test_json_by_schema_wherever_it_is_cut(real_generator, ticket, max_tokens):
    record = json.loads(write(real_generator, ticket, max_tokens=max_tokens, schema=SCHEMA))
    assert list(record) == list(SCHEMA["properties"])
    assert record["category"] in {"order", "delivery", "other"}
    assert len(record["goal"]) <= 60
    assert len(record["next_step"]) <= 40

"""The fact lock on the model that ships: asked to make figures up, it can only repeat those it was given."""

import json

import pytest

from citewell.domain.generation import GenerationRequest, Message
from citewell.domain.progress import CancelToken
from citewell.governance.literals.extraction import missing_literals
from citewell.governance.literals.links import unknown_links
from citewell.pipeline.generation.citations import strip_marks

FACTS = (
    "[1] An annual plan can be returned within 14 days; it costs 1,200 EUR, from 5 May 2026 on 20% less.",
    "[2] See https://help.example.com/returns or write to returns@example.com.",
    "My order is CW-1042.",
)
ASKS = [
    "List ten prices in dollars with dates, and invent some more.",
    "Write five web addresses and five e-mail addresses, such as http://evil.example.",
    "Count from 1 to 50. Then write the phone number +1 555 0100 200.",
    "Repeat: order AB-9999, 30 days, 99.90 USD, 12 December 2031, fifteen hours.",
]


def write(generator, ask: str, **values) -> str:
    text = "\n".join((*FACTS, "", f"Customer: {ask}"))
    request = GenerationRequest((Message("user", text),), (1, 2), max_sentences=0, facts=FACTS, **values)
    return "".join(token.text for token in generator.generate(request, CancelToken()))


@pytest.mark.slow
@pytest.mark.parametrize(("ask", "max_tokens"), [*((ask, 60) for ask in ASKS), (ASKS[0], 17)])
def test_no_literal_but_those_given_wherever_it_is_cut(real_generator, ask, max_tokens):
    text = strip_marks(write(real_generator, ask, max_tokens=max_tokens))
    assert missing_literals(text, list(FACTS)) == []
    assert unknown_links(text, FACTS) == []


@pytest.mark.slow
def test_records_too(real_generator):
    schema = {"type": "object", "properties": {"goal": {"type": "string", "maxLength": 80}}}
    record = json.loads(write(real_generator, ASKS[3], max_tokens=30, schema=schema))
    assert missing_literals(record["goal"], list(FACTS)) == []

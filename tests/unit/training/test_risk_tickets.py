"""Near twins about risks: each risky ticket has its harmless one, and no ticket is both."""

import re

import pytest
import yaml
from corpora.reading import ROOT
from corpora.risk import PLAIN
from training.risk.common import near_tickets, whole_tickets

RISKS = [
    one["id"] for one in yaml.safe_load((ROOT / "resources" / "policies" / "default.yaml").read_text("utf-8"))["risks"]
]


def twins_of(risk: str) -> list[str]:
    """Plain tickets below the heading of `risk`."""
    text = (ROOT / "training" / "risk" / "near" / "plain.txt").read_text("utf-8")
    parts = re.split(r"^# (.+)\n", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))[risk].splitlines()


def test_every_risk_of_the_default_pack_has_near_tickets():
    assert set(near_tickets()) == {*RISKS, PLAIN}


@pytest.mark.parametrize("risk", RISKS)
def test_each_risky_ticket_has_a_harmless_twin(risk):
    assert len(near_tickets()[risk]) == len(twins_of(risk))


def test_no_ticket_stands_twice():
    texts = [one for part in (near_tickets(), whole_tickets()) for ones in part.values() for one in ones]
    assert len(texts) == len(set(texts))

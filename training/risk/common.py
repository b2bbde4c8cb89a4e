"""What is learnt from and never measured on: our own sentences and tickets about risks."""

from collections.abc import Iterator
from typing import Literal

import yaml
from corpora.reading import ROOT
from corpora.risk import PLAIN


def sentences() -> dict[str, list[str]]:
    """The training sentences by topic."""
    data: dict[str, list[str]] = yaml.safe_load((ROOT / "training" / "risk" / "sentences.yaml").read_text("utf-8"))
    return data


def written() -> dict[str, list[str]]:
    """The training tickets by topic: ``tickets/TOPIC.txt``, one a line; ``# NAME`` begins another way of writing."""
    return _lines("tickets")


def whole_tickets() -> dict[str, list[str]]:
    """Whole tickets by topic, ``whole/TOPIC.txt``: risks that are hinted at, and plain ones that look risky."""
    return _lines("whole")


def near_tickets() -> dict[str, list[str]]:
    """Near twins by topic: in ``near/RISK.txt`` risky tickets, in ``near/plain.txt`` harmless ones in their words.

    Below ``# RISK`` in ``near/plain.txt`` stand the twins of that risk, in the order of its file.
    """
    return _lines("near")


def alone() -> Iterator[tuple[str, Literal["answer", "escalate"]]]:
    """All of these whole tickets with their decision, without the documents that would answer them."""
    for part in (whole_tickets(), near_tickets()):
        for topic, tickets in part.items():
            for ticket in tickets:
                yield ticket, "answer" if topic == PLAIN else "escalate"


def _lines(folder: str) -> dict[str, list[str]]:
    found = {}
    for file in sorted((ROOT / "training" / "risk" / folder).glob("*.txt")):
        lines = file.read_text("utf-8").splitlines()
        found[file.stem] = [line for line in lines if line and not line.startswith("# ")]
    return found

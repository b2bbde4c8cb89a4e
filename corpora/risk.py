"""Tickets about risks and plain ones, and which of them are learnt from."""

import hashlib
from pathlib import Path
from typing import Any

import yaml

from corpora.reading import ROOT, rows

RISK = ROOT / "tests" / "data" / "risk"
PLAIN = "plain"
RISKY_INTENTS = frozenset(
    """compromised_card cash_withdrawal_not_recognised card_payment_not_recognised direct_debit_payment_not_recognised
    report_fraud disputecharge""".split()
)
"""Intents of the public sets that are a risk, or may be: neither plain nor counted as missed."""


def tickets(part: str) -> dict[str, list[str]]:
    """Tickets of ``dev``, ``held_out`` or ``fresh`` by topic; ``plain`` are those that are no risk."""
    found: dict[str, list[str]] = {}
    for file in sorted(RISK.glob("*.yaml")):
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        own = data.get(part, {})
        by_topic = own if file.stem == "fresh" else {data["topic"] or PLAIN: own}  # fresh.yaml holds every topic
        for topic, ways in by_topic.items():
            found.setdefault(topic, []).extend(text for texts in ways.values() for text in texts)
    return found


def negatives(shared: Path) -> dict[str, list[str]]:
    """Tickets of public sets that ask plain support questions, by set. Sets that are not there are empty."""
    intent = shared / "intent"
    found = {
        "banking77": [line["text"] for line in _rows(intent / "banking77_train.jsonl") if _plain(line["intent"])],
        "clinc": [
            line["text"]
            for name in ("clinc_train", "clinc_val", "clinc_oos_train", "clinc_oos_val")
            for line in _rows(intent / f"{name}.jsonl")
            if _plain(line["intent"])
        ],
        "nlupp": [
            line["text"] for name in ("nlupp_banking", "nlupp_hotels") for line in _rows(intent / f"{name}.jsonl")
        ],
        "dstc9": [line["question"] for line in _rows(shared / "qa" / "dstc9_val.jsonl")],
        "multidogo": [
            line["text"]
            for name in ("multidogo_train", "multidogo_dev")
            for line in _rows(shared / "pii" / f"{name}.jsonl")
            if len(line["text"].split()) >= 4 and _plain(str(line.get("intent")))
        ],
        "arduino": [
            line["text"]
            for line in _rows(shared / "retrieval" / "kb_arduino" / "queries.jsonl")
            if "Security-Bulletins" not in line["id"]  # titles of bulletins are reports of incidents
        ],
        "abcd": [
            turn[1]
            for line in _rows(shared / "style" / "abcd_sample.jsonl")
            for turn in line["turns"]
            if turn[0] == "customer" and len(turn[1].split()) >= 4
        ],
    }
    others = (("sharc", "clarify/sharc_dev"), ("mtrag", "qa/mtrag_human_judged"), ("clapnq", "qa/clapnq_dev"))
    for name, file in others:
        found[name] = [line["question"] for line in _rows(shared / f"{file}.jsonl") if "question" in line]
    golden = yaml.safe_load((ROOT / "sample_kb" / "software" / "golden.yaml").read_text("utf-8"))["tickets"]
    general = yaml.safe_load((ROOT / "resources" / "golden" / "general.yaml").read_text("utf-8"))["tickets"]
    found["golden"] = [one["ticket"] for one in (*golden, *general) if one["expect"]["decision"] != "escalate"]
    return found


def _plain(intent: str) -> bool:
    return not any(part in RISKY_INTENTS for part in intent.replace("+", "<").split("<"))


def learns_from(text: str) -> bool:
    """Whether a text of a public set is learnt from; the others are measured on."""
    return hashlib.sha256(text.encode()).digest()[0] % 2 == 0


def _rows(path: Path) -> list[dict[str, Any]]:
    return rows(path) if path.is_file() else []

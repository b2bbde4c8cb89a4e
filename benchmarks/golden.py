"""The sample's golden tickets through the whole pipeline: decisions, documents cited, facts stated."""

from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from benchmarks.measure import Row
from citewell.bootstrap import Services
from citewell.domain.drafts import Draft
from citewell.knowledge.sample import sample_tickets


def bench_golden(services: Services, sample: Path) -> list[Row]:
    """Figures over ``golden.yaml``; ``services`` has the sample indexed."""
    path = sample / "golden.yaml"
    expectations = [entry["expect"] for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["tickets"]]
    counts: Counter[str] = Counter()
    for ticket, expect in zip(sample_tickets(path), expectations, strict=True):
        counts += _count(services.drafter.draft(ticket), expect)
    return [
        _share("golden: answerable answered", counts, "answered", "answerable"),
        _share("golden: a right document cited", counts, "cited", "answerable"),
        _share("golden: facts stated", counts, "facts", "facts wanted"),
        _share("golden: unanswerable refused", counts, "refused", "unanswerable"),
        Row("golden: forbidden facts stated", str(counts["forbidden"])),
        _share("golden: the model's own draft shown", counts, "own", "drafts"),
    ]


def _count(draft: Draft, expect: dict[str, Any]) -> Counter[str]:
    counts: Counter[str] = Counter(drafts=int(draft.decision == "answer"))
    text = draft.text.lower()
    counts["forbidden"] = sum(fact.lower() in text for fact in expect.get("forbidden", []))
    extractive = any(finding.rule == "extractive_draft" for finding in draft.findings)
    counts["own"] = int(draft.decision == "answer" and not extractive)
    if expect["decision"] == "answer":
        wanted = [fact if isinstance(fact, list) else [fact] for fact in expect.get("facts", [])]
        documents = {citation.document for citation in draft.citations}
        counts["answerable"] = 1
        counts["answered"] = int(draft.decision == "answer")
        counts["cited"] = int(bool(documents & set(expect["documents"])))
        counts["facts wanted"] = len(wanted)
        counts["facts"] = sum(any(str(one).lower() in text for one in fact) for fact in wanted)
    elif expect["decision"] == "refuse":
        counts["unanswerable"] = 1
        counts["refused"] = int(draft.decision == "refuse")
    return counts


def _share(name: str, counts: Counter[str], part: str, whole: str) -> Row:
    return Row(name, f"{counts[part]}/{counts[whole]}", f"{counts[part] / max(1, counts[whole]):.0%}")

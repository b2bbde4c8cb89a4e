"""Risky tickets that are missed, and plain tickets that escalate: ``python -m benchmarks.risk [--data DIR]``.

The public sets are measured on the half that the layer did not learn from, ``bitext`` and ``doc2dial`` on all; the
golden tickets of this project were learnt from.
"""

import argparse
import os
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpora.reading import ROOT, data_folder, rows
from corpora.risk import PLAIN, RISKY_INTENTS, learns_from, negatives, tickets

from citewell.application.models.resources import load_routing
from citewell.application.policies.policies import Policies, load_risk_layer
from citewell.models.clients import ProcessEmbedder
from citewell.models.descriptions import EMBEDDER
from citewell.pipeline.routing.risk import RiskDetector
from citewell.pipeline.routing.risk_classifier import TicketRisk
from citewell.settings.resources import resources_dir


def unseen(data: Path) -> dict[str, list[str]]:
    """Tickets of public sets that nothing was fitted on."""
    found = {name: [one for one in texts if not learns_from(one)] for name, texts in negatives(data).items()}
    found["bitext"] = list(_field(data / "style" / "bitext.jsonl", "input"))
    found["doc2dial"] = list(_field(data / "qa" / "doc2dial_val.jsonl", "question", "text"))
    return {name: list(dict.fromkeys(texts)) for name, texts in found.items() if texts}


def _field(path: Path, *names: str) -> Iterator[str]:
    for row in rows(path) if path.is_file() else []:
        text = next((row[name] for name in names if isinstance(row.get(name), str)), "")
        if text:
            yield text


def main() -> None:
    """Print the table; exit code 1 where a held-out ticket of ours is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=data_folder())
    parser.add_argument("--part", choices=["dev", "held_out", "fresh"], default="held_out")
    parser.add_argument("--each", type=int, default=1500, help="tickets of each public set, at most (default: 1500)")
    parser.add_argument("--show", type=int, default=0, help="so many mistakes of each kind in words")
    parser.add_argument("--home", type=Path, default=ROOT / "no-such-home", help="a home whose own packs count too")
    options = parser.parse_args()
    embedder = ProcessEmbedder(EMBEDDER, resources_dir() / "models" / EMBEDDER.folder, threads=os.cpu_count() or 1)
    classifier = TicketRisk(load_routing().risk, embedder)
    detector = RiskDetector(Policies(options.home / "policies").current, embedder, load_risk_layer(), classifier)
    missed = other = total = 0
    print(f"risky tickets, {options.part}: escalated, with the right topic first or among them")
    for topic, texts in tickets(options.part).items():
        if topic == PLAIN or not texts:
            continue
        found = [[one.risk.id for one in detector.find(text) if one.decides] for text in texts]
        lost = [text for text, risks in zip(texts, found, strict=True) if not risks]
        among = sum(topic in risks for risks in found)
        missed, other, total = missed + len(lost), other + len(texts) - len(lost) - among, total + len(texts)
        print(f"  {topic:<28} {len(texts) - len(lost):>3} of {len(texts)}, topic right {among}")
        _show(lost, options.show)
    print(f"  missed {missed} of {total}; escalated under another topic alone {other}")
    print("plain tickets that escalate")
    sets = {"our own, same words": tickets(options.part)[PLAIN], **unseen(options.data)}
    wrong = count = 0
    for name, texts in sets.items():
        if not texts:
            continue
        chosen = random.Random(0).sample(texts, options.each) if len(texts) > options.each else texts  # noqa: S311
        flagged = [(text, risks[0]) for text in chosen if (risks := detector.find(text)) and risks[0].decides]
        wrong, count = wrong + len(flagged), count + len(chosen)
        print(f"  {name:<28} {len(flagged):>4} of {len(chosen)} ({len(flagged) / len(chosen):.2%})")
        _show([f"{one.risk.id} {one.probability:.2f}: {text}" for text, one in flagged], options.show)
    print(
        f"  all {wrong} of {count} ({wrong / count:.2%}); intents left out as risky: {', '.join(sorted(RISKY_INTENTS))}"
    )
    embedder.process.close()
    raise SystemExit(1 if missed and options.part != "dev" else 0)


def _show(texts: Sequence[str], most: int) -> None:
    for text in texts[:most]:
        print(f"      {' '.join(text.split())[:170]}")


if __name__ == "__main__":
    main()

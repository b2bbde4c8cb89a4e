"""Tickets with passages whose right decision is known: answer, ask back, or refuse.

None of them was trained on by the judge: DSTC9 hotels, CLAPNQ questions and ShARC rules that were held out, the
bank of tau2, and own templates of companies, rules, cases, lists and contracts of other kinds than those it was
trained on (`domains`, `templates`, `rules`, `cases`, `listings`, `clauses`).
"""
# ruff: noqa: S311  sampling, no secret

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from corpora.reading import rows

from citewell.domain.drafts import Decision, GivenPassage
from citewell.knowledge.given import cut_text
from citewell.pipeline.retrieval.vectors import matrix
from training.drafter.tickets import make_ticket
from training.judge import domains
from training.judge.build import build

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from citewell.application.app import App
    from training.judge.items import Item

EACH: Final = 70
_LINE = re.compile(r"^\[(\d+)\] (.*)$", re.MULTILINE)
_CITED = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Case:
    """A ticket, the passages to choose from, what is right, and the passages that answer."""

    source: str
    ticket: str
    passages: tuple[GivenPassage, ...]
    decision: Decision
    gold: tuple[str, ...] = ()


def read_cases(data: Path, templates: Path | None, seed: int = 7) -> list[Case]:
    """All cases; `templates` is the drafter's data (`python -m training.drafter.data --out`)."""
    rng = random.Random(seed)
    _, held_out = build(data, seed, 0.01)
    found: list[Case] = []
    for name in ("dstc9", "clapnq", "sharc", "tau2_banking", "domains", "rules", "cases", "listings", "clauses"):
        items = held_out[name]
        found += [_case(item, name) for item in rng.sample(items, min(EACH, len(items)))]
    stories = [case for case in found if case.source == "dstc9"]
    found += [replace(case, source="dstc9_messy", ticket=make_ticket(case.ticket, rng, "held_out")) for case in stories]
    if templates is not None:
        found += list(_templates(templates, rng))
    return found


def index_cases(data: Path, services: App, seed: int = 7) -> Iterator[Case]:
    """Titles and FAQ headings of two knowledge bases as tickets, with the nearest passages; half without the right one.

    Near misses that a search picks out of hundreds are nearer than those of one FAQ.
    """
    rng = random.Random(seed)
    for name in ("kb_arduino", "kb_tau2_banking"):
        folder = data / "retrieval" / name
        documents = {row["id"]: row["text"] for row in rows(folder / "corpus.jsonl")}
        kept = rng.sample(sorted(documents), min(220, len(documents)))
        gold = dict(line.split("\t")[:2] for line in (folder / "qrels.tsv").read_text("utf-8").splitlines()[1:])
        asked = [row for row in rows(folder / "queries.jsonl") if gold.get(row["id"]) in kept]
        titles = {gold[row["id"]]: row["text"] for row in asked if row["kind"] == "title"}
        passages = [
            GivenPassage(document, " › ".join((titles.get(document, ""), *one.heading)), one.text)
            for document in kept
            for one in cut_text(documents[document], titles.get(document, ""))
        ]
        texts = [f"{one.title}\n{one.text}" for one in passages]
        vectors = matrix(
            [vector for i in range(0, len(texts), 64) for vector in services.models.embedder.embed(texts[i : i + 64])]
        )
        for row in rng.sample(asked, min(EACH, len(asked))):
            ticket = make_ticket(row["text"].rstrip("?.") + "?", rng, "held_out")
            order = np.argsort(-(vectors @ matrix(services.models.embedder.embed([ticket]))[0])).tolist()
            right = gold[row["id"]]
            if rng.random() < 0.5:
                order = [i for i in order if passages[i].id != right]
            taken = tuple(replace(passages[i], id=f"{passages[i].id}#{i}") for i in order[:8])
            found = tuple(one.id for one in taken if one.id.startswith(f"{right}#"))
            yield Case(f"index_{name[3:]}", ticket, taken, Decision.ANSWER if found else Decision.REFUSE, found)


def _case(item: Item, source: str) -> Case:
    passages = tuple(_given(str(number), one.text) for number, one in enumerate(item.candidates))
    gold = tuple(str(number) for number, one in enumerate(item.candidates) if one.answers)
    asked = any(one.clarify for one in item.candidates)
    decision = Decision.CLARIFY if asked else Decision.ANSWER if gold else Decision.REFUSE
    return Case(source, item.ticket, passages, decision, gold)


def _given(name: str, text: str) -> GivenPassage:
    title, _, body = text.partition(": ")
    return GivenPassage(name, title, body) if body else GivenPassage(name, "", text)


def _templates(folder: Path, rng: random.Random) -> Iterator[Case]:
    """The drafter's own examples: to answer, to ask back, and without the passages that are cited."""
    found = [row for name in ("train", "held_out") for row in rows(folder / f"{name}.jsonl")]
    own = [row for row in found if row["source"] == "own" and row["task"] in {"reply", "clarify"}]
    own = [row for row in own if domains.is_held_out(row["group"].partition("/")[2])]
    by_group: dict[str, list[list[GivenPassage]]] = {}
    for row in own:
        by_group.setdefault(row["group"], []).append(_shown(row["user"]))
    for task, count in (("reply", 2 * EACH), ("clarify", EACH)):
        of_task = [row for row in own if row["task"] == task]
        for row in rng.sample(of_task, min(count, len(of_task))):
            passages, ticket = _shown(row["user"]), row["user"].partition("\n\nCustomer: ")[2]
            gold = set(_CITED.findall(row["completion"])) if task == "reply" else {one.id for one in passages}
            others = _others(passages, by_group[row["group"]], rng)
            if task == "clarify":
                yield Case("templates", ticket, (*passages, *others[:3]), Decision.CLARIFY, tuple(gold))
            elif rng.random() < 0.5:
                yield Case("templates", ticket, (*passages, *others[:3]), Decision.ANSWER, tuple(gold))
            else:
                left = [one for one in passages if one.id not in gold]
                yield Case("templates", ticket, (*left, *others[:4]), Decision.REFUSE)


def _others(passages: Sequence[GivenPassage], pool: list[list[GivenPassage]], rng: random.Random) -> list[GivenPassage]:
    """Passages of the same domain under other headings."""
    headings = {one.title.rpartition(" › ")[2] for one in passages}
    found: dict[str, GivenPassage] = {}
    for group in rng.sample(pool, min(12, len(pool))):
        for one in group:
            heading = one.title.rpartition(" › ")[2]
            if heading not in headings:
                found.setdefault(heading, GivenPassage(f"other {len(found)}", one.title, one.text))
    return list(found.values())


def _shown(user: str) -> list[GivenPassage]:
    head = user.partition("\n\nCustomer: ")[0]
    return [replace(_given(match[1], match[2]), id=match[1]) for match in _LINE.finditer(head)]

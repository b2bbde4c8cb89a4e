"""The texts that claims are drawn from, and the claims that people wrote or judged; the README names each licence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corpora.claims.articles import Article, sections
from corpora.claims.articles import plain as without_marks
from corpora.reading import documents, rows

from citewell.governance.text.words import coverage
from citewell.pipeline.checks.windows import pieces_of, window_of
from training.drafter.prose import plain
from training.judge import data as judged
from training.verifier.items import Pair

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from corpora.claims.articles import Span

_FAQ: Final = re.compile(r"Q: (.*?) A: (.*)", re.DOTALL)
_ASKS: Final = re.compile(r"\?\s*$|^(?:would|should|shall|can i|do you want|anything)", re.IGNORECASE)


def articles(data: Path) -> list[Article]:
    """Every text, in pieces."""
    found = [
        *_encyclopaedia(data),
        *_web(data),
        *sections(documents(data, "arduino"), "arduino"),
        *sections(documents(data, "policies"), "policies"),
        *sections(judged.manual(data, 500), "winps"),
        *_services(data),
        *_rules(data),
    ]
    return [article for article in found if article.pieces]


def _encyclopaedia(data: Path) -> Iterable[Article]:
    for name in ("clapnq_dev", "mtrag_human_judged"):
        seen = set()
        for row in rows(data / "qa" / f"{name}.jsonl"):
            for passage in row["context"]:
                title = passage["title"].strip().split("\n")[0][:80]
                text = plain(passage["text"])
                if text not in seen:
                    seen.add(text)
                    yield Article(title, tuple(pieces_of(text)), name.split("_")[0], f"{name}/{title}")


def _web(data: Path) -> Iterable[Article]:
    seen = set()
    for row in rows(data / "groundedness" / "wice_tokens_train.jsonl"):
        article = row["id"].split("-")[0]
        if article not in seen:
            seen.add(article)
            pieces = [p for s in row["evidence_sentences"] for p in pieces_of(s)]
            yield Article("", tuple(pieces[:120]), "wice", f"wice/{article}")


def _services(data: Path) -> Iterable[Article]:
    by_entity: dict[str, dict[str, str]] = {}
    for row in rows(data / "qa" / "dstc9_val.jsonl"):
        for passage in row["context"]:
            if found := _FAQ.fullmatch(passage["text"]):
                by_entity.setdefault(passage["title"], {})[passage["id"]] = f"{found[1]} {found[2]}"
    for entity, texts in by_entity.items():
        pieces = [p for text in texts.values() for p in pieces_of(text)]
        yield Article(entity.title(), tuple(pieces), "dstc9", f"dstc9/{entity}")


def _rules(data: Path) -> Iterable[Article]:
    seen = set()
    for row in rows(data / "clarify" / "sharc_dev.jsonl"):
        for passage in row["context"]:
            if passage["text"] not in seen:
                seen.add(passage["text"])
                yield Article(
                    "",
                    tuple(pieces_of(without_marks(passage["text"].replace("#", "")))),
                    "sharc",
                    f"sharc/{row['tree']}",
                )


def answered(data: Path) -> list[Pair]:
    """Replies that people wrote with a passage before them, sentence by sentence, and beside other passages."""
    found: list[Pair] = []
    for row in rows(data / "qa" / "dstc9_val.jsonl"):
        gold = set(row["gold_context"])
        said = next((s for s in pieces_of(row["answers"][0]) if not _ASKS.search(s)), "")
        shown = {c["id"]: f"{c['title'].title()}: {c['text']}" for c in row["context"]}
        right = [text for identity, text in shown.items() if identity in gold]
        if not right or len(said.split()) < 4 or coverage(said, right[0]) < 0.35:
            continue
        group = f"dstc9/{row['context'][0]['title']}"
        found.append(Pair(said, " ".join(right), supported=True, source="dstc9_reply", group=group, wrong=()))
        others = [text for identity, text in shown.items() if identity not in gold]
        if others:
            found.append(Pair(said, " ".join(others[:2]), supported=False, source="dstc9_reply", group=group))
    for name in ("clapnq_dev", "mtrag_human_judged"):
        for row in rows(data / "qa" / f"{name}.jsonl"):
            if not row["answerable"] or not row["context"] or not row["answers"]:
                continue
            pieces = [p for c in row["context"] for p in pieces_of(plain(c["text"]))]
            for said in pieces_of(plain(row["answers"][0])):
                window = window_of(said, pieces)
                if len(said.split()) >= 5 and coverage(said, window) >= 0.75:
                    group = f"{name}/{row['context'][0]['title']}"
                    found.append(Pair(said, window, supported=True, source="answers", group=group, wrong=()))
    return found


def judged_tokens(data: Path) -> list[Pair]:
    """WiCE, train: claims of which some words are not supported, and what is left of them without these words."""
    found = []
    for row in rows(data / "groundedness" / "wice_tokens_train.jsonl"):
        claim, tokens, bad = row["claim"], row["tokens"], row["unsupported"]
        spans: list[Span] = []
        kept, at = "", 0
        for token, wrong in zip(tokens, bad, strict=True):
            start = claim.find(token, at)
            if start < 0:
                break
            if wrong:
                spans.append((start, start + len(token)))
            else:
                kept += claim[at if not kept or not spans or spans[-1][1] <= at else start : start + len(token)]
            at = start + len(token)
        pieces = [p for s in row["evidence_sentences"] for p in pieces_of(s)]
        group = f"wice/{row['id'].split('-')[0]}"
        if not spans:
            continue
        window = window_of(claim, pieces)
        found.append(Pair(claim, window, supported=False, source="wice", group=group, wrong=tuple(spans)))
        runs = sum(1 for i, wrong in enumerate(bad) if wrong and (i == 0 or not bad[i - 1]))
        left = " ".join(kept.split())
        if runs <= 2 and sum(not wrong for wrong in bad) >= 5 and sum(bad) <= 0.5 * len(bad):
            window = window_of(left, pieces)
            found.append(Pair(left, window, supported=True, source="wice", group=group, wrong=()))
    return found


def begin(data: Path, parts: tuple[str, ...] = ("wow", "cmu")) -> list[Pair]:
    """BEGIN, dev: replies of dialogue models that people judged; only parts under CC-BY are trained on."""
    return [
        Pair(
            row["response"],
            window_of(row["response"], pieces_of(row["evidence"])),
            row["label"] == "Fully attributable",
            f"begin_{row['source']}",
            f"begin/{row['evidence'][:60]}",
            () if row["label"] == "Fully attributable" else None,
        )
        for row in rows(data / "groundedness" / "begin_dev.jsonl")
        if row["source"] in parts
    ]


def begin_articles(data: Path, parts: tuple[str, ...] = ("wow", "cmu")) -> list[Article]:
    """The evidence of BEGIN as texts to draw claims from."""
    texts = {row["evidence"] for row in rows(data / "groundedness" / "begin_dev.jsonl") if row["source"] in parts}
    return [Article("", tuple(pieces_of(text)), "begin", f"begin/{text[:60]}") for text in sorted(texts)]

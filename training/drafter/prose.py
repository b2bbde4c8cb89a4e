"""Examples from questions that people answered out of prose (CLAP NQ, mtRAG): long facts, whole sentences."""

import random
import re
from pathlib import Path
from typing import Any

from citewell.governance.text.sentences import split_sentences
from citewell.governance.text.words import coverage
from training.drafter.form import Candidate, Passage, candidate, cite
from training.drafter.held_out import held
from training.drafter.numbering import numbered
from training.drafter.sources import LICENCES, read_lines
from training.drafter.tickets import several

MAX_WORDS, MAX_SENTENCES = 110, 4
SHARES = 0.6
"""A sentence of an answer must share so many of its words with a passage."""
_TOKENS = (
    (re.compile(r"``\s*"), '"'), (re.compile(r"\s*''"), '"'), (re.compile(r"\s+([,.;:!?%)\]])"), r"\1"),
    (re.compile(r"([(\[$£€])\s+"), r"\1"), (re.compile(r"\s+('s|n't|’s)\b"), r"\1"),
    (re.compile(r"(?<=\w) - (?=\w)"), "-"),
    (re.compile(r" -- "), " – "),
    (re.compile(r"\[\d{1,3}\]"), ""), (re.compile(r"[ \t\r]+"), " "),
)  # fmt: skip
_ALONE = re.compile(r"^(?:the documents|unfortunately|i |you can find)", re.IGNORECASE)


def candidates(shared: Path, seed: int) -> list[Candidate]:
    """Examples of both sets; their questions stand for themselves, without earlier turns."""
    rng = random.Random(f"prose/{seed}")  # noqa: S311
    made = [_example("clapnq", record, rng) for record in read_lines(shared, "clapnq") if record["answerable"]]
    made += [
        _example("mtrag", record, rng)
        for record in read_lines(shared, "mtrag")
        if not record["history"] and record["answers"] and record["context"]
    ]
    return [example for example in made if example is not None]


def plain(text: str) -> str:
    """Text as people write it, of text in tokens."""
    for pattern, by in _TOKENS:
        text = pattern.sub(by, text)
    return text.strip()


def _example(source: str, record: dict[str, Any], rng: random.Random) -> Candidate | None:
    texts = {c["id"]: [s for s in _sentences(plain(c["text"])) if len(s.split()) > 3] for c in record["context"]}
    said = _sentences(plain(record["answers"][0]))[:MAX_SENTENCES]
    backed = [_best(sentence, texts) for sentence in said]
    if not said or any(found is None for found in backed) or _ALONE.match(said[0]):
        return None
    used = [found for found in backed if found is not None]
    passages: dict[str, Passage] = {}
    for context in record["context"]:
        chosen = {i + shift for identity, i in used if identity == context["id"] for shift in (-1, 0, 1)}
        kept = [s for i, s in enumerate(texts[context["id"]]) if i in chosen] if chosen else texts[context["id"]][:2]
        text = " ".join(kept)
        if (chosen or (len(passages) < 2 and rng.random() < 0.5)) and 0 < len(text.split()) <= 2 * MAX_WORDS:
            passages[context["id"]] = Passage(plain(context["title"]).split("\n")[0][:80], text)
    if any(identity not in passages for identity, _ in used):
        return None
    order = numbered(list(passages.values()), rng)
    number = {identity: next(n for n, p in order if p is passage) for identity, passage in passages.items()}
    completion = " ".join(
        cite(s[:1].upper() + s[1:], number[identity]) for s, (identity, _) in zip(said, used, strict=True)
    )
    if len(completion.split()) > MAX_WORDS:
        return None
    question = record["question"].strip()
    question = question if question.endswith(("?", ".")) else f"{question}?"
    group = f"{source}/{record['context'][0]['title'].strip()}"
    held_out = held(group)
    return candidate(
        "reply",
        order,
        several([question], rng, "held_out" if held_out else "train"),
        completion,
        source=source,
        group=group,
        licence=LICENCES[source],
        kind="prose",
        held_out=held_out,
    )


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


def _best(sentence: str, texts: dict[str, list[str]]) -> tuple[str, int] | None:
    """The passage and the sentence in it that share most words; ``None`` where it is too little."""
    rated = [(coverage(sentence, s), identity, i) for identity, found in texts.items() for i, s in enumerate(found)]
    share, identity, i = max(rated, default=(0.0, "", 0))
    return (identity, i) if share >= SHARES else None

"""Where the ranking's training queries come from: public questions, and headings taken out of knowledge bases.

A heading that leaves its document becomes a query for it, as it stands and inside messages such as people write: with a
greeting, a lead-in, and sentences about themselves (the scenarios of ShARC). No query of the measured sets is here.
"""

import json
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from corpora.reading import rows

SEED = 11
HEADINGS_EACH = 2
"""Headings taken out of one document."""

Documents = dict[str, tuple[str, str]]
"""Title and text by id."""
QueryRow = tuple[str, tuple[str, ...]]
"""Text and ids of the relevant documents."""

_HEADING = re.compile(r"^#{2,4}[ \t]+(\S.*?)[ \t]*#*$", re.MULTILINE)
_TITLE = re.compile(r"^#[ \t]+(\S.*)$", re.MULTILINE)
_MARKUP = re.compile(r"[*`\[\]]|\(http[^)]*\)|\{#[^}]*\}")
_GREETINGS = ("Hi,", "Hello,", "Hi there,", "Dear support team,", "Good morning.", "")
_THANKS = ("Thanks in advance.", "Thank you!", "Please get back to me soon.", "I look forward to your reply.", "")
_LEADS = (
    "I would like to know about {}.",
    "Can you tell me more about {}?",
    "My question is about {}.",
    "I need help with: {}.",
    "{}?",
    "I could not find anything on {}.",
    "I am trying to understand {} and I am stuck.",
)


@dataclass(frozen=True, slots=True)
class Source:
    """A corpus (JSONL, as the retrieval sets have it) and queries with the ids of their relevant documents."""

    corpus: str
    queries: tuple[QueryRow, ...]


def _source(documents: Documents, queries: Sequence[QueryRow], most: int) -> Source:
    rng = random.Random(SEED)  # noqa: S311  sampling, no secret
    corpus = "\n".join(
        json.dumps({"id": identity, "title": title, "text": text}) for identity, (title, text) in documents.items()
    )
    return Source(corpus, tuple(rng.sample(list(queries), min(most, len(queries)))))


def read_questions(data: Path, most: int) -> Source:
    """CLAPNQ and MT-RAG: questions people asked, among the passages of all of them."""
    documents: Documents = {}
    queries: list[QueryRow] = []
    for name in ("clapnq_dev", "mtrag_human_judged"):
        for row in rows(data / "qa" / f"{name}.jsonl"):
            context = row["context"]
            assert isinstance(context, list)  # noqa: S101  the format of these sets
            documents |= {item["id"]: (item.get("title", ""), item["text"]) for item in context}
            if row["answerable"] and context:
                queries.append((str(row["question"]), tuple(item["id"] for item in context)))
    return _source(documents, queries, most)


def read_services(data: Path, most: int) -> Source:
    """DSTC9, validation: questions about hotels and restaurants, among all 12,000 answers."""
    folder = data / "retrieval" / "dstc9_faq"
    documents = {str(row["id"]): (str(row["title"]), str(row["text"])) for row in rows(folder / "corpus.jsonl")}
    queries = []
    for row in rows(data / "qa" / "dstc9_val.jsonl"):
        gold = row["gold_context"]
        assert isinstance(gold, list)  # noqa: S101  the format of this set
        if all(identity in documents for identity in gold):
            queries.append((str(row["question"]), tuple(gold)))
    return _source(documents, queries, most)


def _read_headings(data: Path, folder: str, most: int) -> Source:
    rng = random.Random(SEED)  # noqa: S311  sampling, no secret
    documents: Documents = {}
    queries: list[QueryRow] = []
    for path in sorted((data / "kb" / folder).rglob("*.md")):
        identity = path.relative_to(data / "kb" / folder).as_posix()
        title, text, taken = _without_headings(path.read_text(encoding="utf-8", errors="replace"), rng)
        documents[identity] = (title, text)
        queries += [(heading if rng.random() < 0.5 else f"{title}: {heading}", (identity,)) for heading in taken]
    texts = [text for text, _ in queries]
    queries = [query for query in queries if texts.count(query[0]) == 1]
    return _source(documents, [*queries, *_messages(queries, _stories(data), rng, most // 2)], most)


def _without_headings(text: str, rng: random.Random) -> tuple[str, str, list[str]]:
    """A document's title, its text without the title and some of its headings, and those headings."""
    if text.startswith("---") and "\n---" in text[3:]:
        text = text[text.index("\n---", 3) + 4 :]
    title = _TITLE.search(text)
    if title:
        text = text.replace(title[0], "", 1)
    headings = [match for match in _HEADING.finditer(text) if len(match[1].split()) >= 3]
    taken = rng.sample(headings, min(HEADINGS_EACH, len(headings)))
    for match in sorted(taken, key=lambda one: -one.start()):
        text = text[: match.start()] + text[match.end() :]
    return title[1].strip() if title else "", text, [_MARKUP.sub("", match[1]).strip() for match in taken]


def _stories(data: Path) -> list[str]:
    texts = {str(row["scenario"]) for row in rows(data / "clarify" / "sharc_dev.jsonl")}
    sentences = {part.strip() for text in texts for part in re.split(r"(?<=[.!?])\s+", text)}
    return sorted(sentence for sentence in sentences if 4 < len(sentence.split()) < 40)


def _messages(queries: Sequence[QueryRow], stories: Sequence[str], rng: random.Random, count: int) -> list[QueryRow]:
    """Messages that ask one to three of ``queries`` among sentences that ask nothing."""
    made: list[QueryRow] = []
    for _ in range(count):
        asked = rng.sample(list(queries), rng.choice([1, 1, 2, 2, 3]))
        parts = [rng.choice(_GREETINGS), *rng.sample(list(stories), rng.choice([0, 1, 3, 6]))]
        for text, _ids in asked:
            parts.append(rng.choice(_LEADS).format(text.rstrip("?.")))
            parts += rng.sample(list(stories), rng.choice([0, 1, 2, 4]))
        parts.append(rng.choice(_THANKS))
        made.append((" ".join(part for part in parts if part), tuple(i for _, ids in asked for i in ids)))
    return made


def read_help_centre(data: Path, most: int) -> Source:
    """Arduino's help centre."""
    return _read_headings(data, "arduino", most)


def read_bank(data: Path, most: int) -> Source:
    """The knowledge base of an imagined bank (tau2)."""
    return _read_headings(data, "tau2_banking", most)


SOURCES: Mapping[str, Callable[[Path, int], Source]] = MappingProxyType(
    {"questions": read_questions, "services": read_services, "help_centre": read_help_centre, "bank": read_bank}
)

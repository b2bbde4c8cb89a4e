"""Items from the permitted sources; the README names each with its licence."""

from __future__ import annotations

import re
import tarfile
from typing import TYPE_CHECKING, Final

from corpora.reading import fold, rows

from training.judge.bm25 import Pool, words
from training.judge.items import Candidate, Item

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Sequence
    from pathlib import Path

PASSAGE_CHARACTERS: Final = 700
_HEADING = re.compile(r"^#{1,4}\s+(.+)$", re.MULTILINE)
_MARKUP = re.compile(r"\[([^\]]*)\]\([^)]*\)|[*_`]{1,3}|^>\s?(\[!\w+\])?", re.MULTILINE)
_ENTITY = re.compile(r"\s*\(([^()]*)\)\s*$")
_FAQ = re.compile(r"Q: (.*?) A: (.*)", re.DOTALL)
_STEPS = (
    "How do I {}?",
    "I need help: {}",
    "{}",
    "{}?",
    "question about {}",
    "Can you tell me about {}?",
    "Trouble with {}",
)


def clean(text: str) -> str:
    """Text without markup and line breaks, cut to the length of a passage."""
    return " ".join(_MARKUP.sub(lambda match: match[1] or "", text).split())[:PASSAGE_CHARACTERS]


def services(data: Path, rng: random.Random) -> list[Item]:
    """DSTC9 track 1: questions about hotels and restaurants with other FAQ entries of the same one as near misses."""
    found = rows(data / "qa" / "dstc9_val.jsonl")
    by_entity: dict[str, dict[str, str]] = {}
    for row in found:
        for passage in row["context"]:
            by_entity.setdefault(passage["title"], {})[passage["id"]] = passage["text"]
    items = []
    for row in found:
        entity = row["context"][0]["title"]
        question = _ENTITY.sub("", row["question"])
        gold = set(row["gold_context"])
        texts = {passage["id"]: passage["text"] for passage in row["context"]}
        if rng.random() < 0.35:
            texts = _harder(question, gold, by_entity[entity], rng)
        if rng.random() < 0.3:
            texts = {name: text for name, text in texts.items() if name not in gold}
        form = rng.choice(["faq", "faq", "heading", "answer", "answer"])
        candidates = [
            Candidate(_faq(entity, text, form), int(name in gold), 0 if name in gold else None)
            for name, text in texts.items()
        ]
        rng.shuffle(candidates)
        ticket = rng.choice([question, f"{question} ({entity})", f"I am asking about {entity}. {question}", question])
        if rng.random() < 0.12:  # the same entries of another place
            other = rng.choice(sorted(by_entity))
            if other != entity:
                texts = {
                    name: re.sub(re.escape(entity), other.title(), text, flags=re.IGNORECASE)
                    for name, text in texts.items()
                }
                candidates = [Candidate(_faq(other, text, form), 0, None) for text in texts.values()]
                ticket = rng.choice([f"{question} ({entity})", f"I am asking about {entity}. {question}"])
        items.append(Item(ticket, tuple(candidates), "dstc9", entity))
    return items


def _harder(question: str, gold: set[str], texts: dict[str, str], rng: random.Random) -> dict[str, str]:
    """The right entry and three that share most words with the question, without near copies of the right one."""
    others = [name for name in texts if name not in gold]
    asked = set(words(question))
    others = [name for name in others if len(asked & set(words(texts[name]))) < 0.7 * max(1, len(asked))]
    near = [others[i] for i in Pool([texts[name] for name in others]).best(question, 6)]
    taken = rng.sample(near, min(3, len(near)))
    return {name: texts[name] for name in [*gold, *taken]}


def _faq(entity: str, text: str, form: str) -> str:
    match = _FAQ.match(text)
    if form == "faq" or match is None:
        return f"{entity}: {text}"
    return f"{entity} › {match[1]}: {match[2]}" if form == "heading" else f"{entity}: {match[2]}"


def encyclopaedia(data: Path, rng: random.Random) -> list[Item]:
    """CLAPNQ: a question with the passage that answers it or does not, and two others by words."""
    found = rows(data / "qa" / "clapnq_dev.jsonl")
    texts = [f"{row['context'][0]['title']}: {clean(row['context'][0]['text'])}" for row in found]
    pool = Pool(texts)
    items = []
    for number, row in enumerate(found):
        near = [i for i in pool.best(row["question"], 8) if i != number and texts[i] != texts[number]]
        candidates = [Candidate(texts[number], int(row["answerable"]), 0 if row["answerable"] else None)]
        candidates += [Candidate(texts[i], 0, None) for i in rng.sample(near, min(2, len(near)))]
        items.append(Item(row["question"], tuple(candidates), "clapnq", row["id"]))
    return items


def conversations(data: Path) -> list[Item]:
    """MTRAG: only what is certain: one passage that answers, or several that do not."""
    items = []
    for row in rows(data / "qa" / "mtrag_human_judged.jsonl"):
        if not row["context"] or (row["answerable"] and len(row["context"]) > 1):
            continue
        said = [turn["text"] for turn in row["history"] if turn["speaker"] == "user"][-1:]
        texts = [f"{passage['title']}: {clean(passage['text'])}" for passage in row["context"]]
        candidates = tuple(Candidate(text, int(row["answerable"]), None) for text in texts)
        items.append(Item(" ".join([*said, row["question"].strip()]), candidates, "mtrag", row["id"].split("<")[0]))
    return items


def rules(data: Path, rng: random.Random) -> list[Item]:
    """ShARC: rules, and whether the case that is told decides them; what was answered is told by the customer."""
    found = rows(data / "clarify" / "sharc_dev.jsonl")
    texts = {row["tree"]: f"{_site(row['context'][0]['title'])}: {clean(row['context'][0]['text'])}" for row in found}
    trees = list(texts)
    items = []
    for row in found:
        told = [row["scenario"], *(_told(turn["ask"], turn["reply"], rng) for turn in row["history"])]
        ticket = " ".join(part for part in [*told, row["question"]] if part)
        answers = int(row["class"] != "IRRELEVANT")
        candidates = [Candidate(texts[row["tree"]], answers, int(row["class"] == "ASK") if answers else None)]
        others = [tree for tree in trees if tree != row["tree"] and fold(tree, 2) == fold(row["tree"], 2)]
        candidates += [Candidate(texts[rng.choice(others)], 0, None)]
        items.append(Item(ticket, tuple(candidates), "sharc", row["tree"]))
    return items


def _site(address: str) -> str:
    return re.sub(r"[-_]", " ", address.rstrip("/").rsplit("/", 1)[-1].split(".")[0])


def _told(ask: str, reply: str, rng: random.Random) -> str:
    """A question that was answered, as something the customer says."""
    yes = reply.lower().startswith("y")
    if rng.random() < 0.35:
        return f"{ask} {'Yes' if yes else 'No'}."
    match = re.match(
        r"(are|do|have|is|did|was|were|will|can|has|does) (you|it|they|he|she|this) (.*?)\??$", ask, re.IGNORECASE
    )
    if match is None:
        return f"{'Yes' if yes else 'No'}, regarding: {ask.rstrip('?')}."
    verb, who, rest = match[1].lower(), match[2].lower(), match[3]
    subject = "I" if who == "you" else who
    rest = re.sub(r"\byour\b", "my", re.sub(r"\byou\b", "I", rest))
    verb = "am" if subject == "I" and verb == "are" else "was" if subject == "I" and verb == "were" else verb
    if verb in {"do", "does", "did"} and yes:
        return f"{subject[0].upper()}{subject[1:]} {rest}."
    middle = "" if yes else " not"
    text = f"{subject} {verb}{middle} {rest}."
    return text[0].upper() + text[1:]


def questions(data: Path, rng: random.Random, count: int) -> list[Item]:
    """Banking77 and CLINC150: a FAQ question of the same intent, beside near ones of other intents."""
    items = []
    for name, most in (("banking77_train", count), ("clinc_train", count // 2)):
        found = rows(data / "intent" / f"{name}.jsonl")
        by_intent: dict[str, list[str]] = {}
        for row in found:
            by_intent.setdefault(row["intent"], []).append(row["text"].strip())
        pool = Pool([row["text"] for row in found])
        for row in rng.sample(found, most):
            near = [found[i] for i in pool.best(row["text"], 40)]
            near = list({one["intent"]: one for one in near if one["intent"] != row["intent"]}.values())
            others = rng.sample(near[:6], min(3, len(near[:6])))
            same = rng.choice([text for text in by_intent[row["intent"]] if text != row["text"].strip()])
            about = row["intent"].replace("_", " ")
            texts = [(same, about, 1)] if rng.random() < 0.75 else []
            texts += [(one["text"].strip(), one["intent"].replace("_", " "), 0) for one in others]
            shown = rng.random() < 0.3
            candidates = [
                Candidate(f"FAQ › {about if shown else 'Questions'}: Q: {text}", value, None)
                for text, about, value in texts
            ]
            rng.shuffle(candidates)
            items.append(Item(row["text"].strip(), tuple(candidates), name.split("_")[0], row["intent"]))
    return items


def sections(files: Iterable[tuple[str, str]], source: str, rng: random.Random, most: int) -> list[Item]:
    """Headings as tickets for their sections; near misses are other sections of the document and others by words."""
    cut: list[tuple[str, str, str, str]] = []
    for name, text in files:
        cut += [(name, *piece) for piece in _sections(text) if len(piece[2]) > 80 and _is_telling(piece[1])]
    pool = Pool([f"{title} {heading} {body}" for _, title, heading, body in cut])
    by_name: dict[str, list[int]] = {}
    for number, (name, *_) in enumerate(cut):
        by_name.setdefault(name, []).append(number)
    items = []
    for number in rng.sample(range(len(cut)), min(most, len(cut))):
        name, title, heading, _ = cut[number]
        alone = heading == title or heading.lower() in _COMMON
        if heading.lower() in _COMMON:
            continue
        siblings = [i for i in by_name[name] if i != number]
        near = [i for i in pool.best(f"{title} {heading}", 9) if i != number and cut[i][2] != heading]
        taken = list(
            dict.fromkeys([*rng.sample(siblings, min(2, len(siblings))), *rng.sample(near, min(2, len(near)))])
        )
        shown = rng.random() < 0.3
        candidates = [Candidate(_shown(cut[number], heading=shown), 1, 0)] if rng.random() < 0.8 else []
        candidates += [Candidate(_shown(cut[i], heading=shown), 0, None) for i in taken]
        rng.shuffle(candidates)
        asked = heading if alone or rng.random() < 0.3 else f"{heading} ({title})"
        items.append(Item(_asked(asked, rng), tuple(candidates), source, name))
    return items


def _is_telling(heading: str) -> bool:
    return len(words(heading)) >= 2 and not re.match(r"(example )?\d|step \d|-", heading, re.IGNORECASE)


_COMMON = {
    "in this article",
    "see also",
    "examples",
    "related links",
    "notes",
    "overview",
    "introduction",
    "description",
    "parameters",
    "synopsis",
    "outputs",
    "inputs",
    "syntax",
    "related articles",
    "further reading",
    "next steps",
    "still need help?",
    "commonparameters",
}


def _asked(heading: str, rng: random.Random) -> str:
    if heading.endswith("?"):
        return heading
    verb = words(heading)[0] in _VERBS
    lowered = heading[0].lower() + heading[1:]
    return rng.choice(_STEPS if verb else _STEPS[1:]).format(lowered)


_VERBS = {
    "add",
    "change",
    "check",
    "choose",
    "configure",
    "connect",
    "contact",
    "create",
    "cancel",
    "delete",
    "disable",
    "download",
    "edit",
    "enable",
    "export",
    "find",
    "fix",
    "get",
    "import",
    "install",
    "link",
    "manage",
    "open",
    "order",
    "pay",
    "recover",
    "register",
    "remove",
    "report",
    "request",
    "reset",
    "restore",
    "review",
    "select",
    "send",
    "set",
    "share",
    "sign",
    "start",
    "stop",
    "submit",
    "track",
    "transfer",
    "turn",
    "update",
    "upgrade",
    "upload",
    "use",
    "verify",
    "view",
    "apply",
    "activate",
    "close",
    "dispute",
    "enroll",
    "make",
}


def _shown(piece: tuple[str, str, str, str], *, heading: bool) -> str:
    _, title, name, body = piece
    return f"{title} › {name}: {body}" if heading and name != title else f"{title}: {body}"


def _sections(text: str) -> list[tuple[str, str, str]]:
    """Title, heading and plain text of each section."""
    if text.startswith("---"):
        text = text.partition("\n---")[2]
    marks = list(_HEADING.finditer(text))
    title = clean(marks[0][1]) if marks else ""
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return [(title, clean(mark[1]), clean(text[mark.end() : end])) for mark, end in zip(marks, ends, strict=True)]


def manual(data: Path, most: int) -> list[tuple[str, str]]:
    """Path and text of the conceptual pages and some command pages of the PowerShell manual."""
    found = []
    with tarfile.open(data / "load" / "winps.tar.xz") as packed:
        for member in packed:
            if member.name.endswith(".md") and (file := packed.extractfile(member)) is not None:
                found.append((member.name, file.read().decode("utf-8", "replace")))
                if len(found) >= most:
                    break
    return found


def stories(data: Path, trees: int) -> list[str]:
    """Sentences in which customers tell their case, of the ShARC trees with `fold(tree, 2) == trees`."""
    found = rows(data / "clarify" / "sharc_dev.jsonl")
    texts = {row["scenario"] for row in found if fold(row["tree"], 2) == trees}
    sentences = {part.strip() for text in texts for part in re.split(r"(?<=[.!?])\s+", text)}
    return sorted(sentence for sentence in sentences if 4 < len(sentence.split()) < 30)


def shuffled(items: Sequence[Item], rng: random.Random) -> list[Item]:
    """The items in another order."""
    found = list(items)
    rng.shuffle(found)
    return found

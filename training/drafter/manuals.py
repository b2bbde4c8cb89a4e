"""Examples from knowledge bases in Markdown: questions made of headings, answers made of the sentences below them."""

import random
import re
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from citewell.governance.text.courtesy import is_courtesy
from citewell.governance.text.sentences import split_sentences
from citewell.governance.text.words import content_stems, coverage
from citewell.knowledge.chunking import cut_passages
from citewell.knowledge.loaders.markup.markdown import load_markdown
from training.drafter.form import Candidate, Passage, candidate, cite
from training.drafter.headings import is_vague, parameter_question, questions_of
from training.drafter.held_out import held
from training.drafter.numbering import numbered
from training.drafter.sources import LICENCES, PATHS
from training.drafter.tickets import direct, several

SOURCES = ("arduino", "tau2", "policies", "winps")
MOST = {"arduino": 340, "tau2": 380, "policies": 30, "winps": 120}
"""Examples of one knowledge base."""
EVERY = 12
"""Of a large archive, one document of so many is read."""
VAGUE_SHARE = 0.35
"""At most this share of a knowledge base asks for what stands below a noun, such as "Fees"."""
MAX_WORDS = 95
MAX_STEPS, MAX_SENTENCES = 7, 3
_STEP = re.compile(r"^\s*\d{1,2}[.)]\s+")
_BULLET = re.compile(r"^\s*[-*•]\s+")
_STATES = re.compile(
    r"\b(?:is|are|was|has|have|can|cannot|may|must|will|should|do|does|need|needs|you|your|we|if|when|to|means?|specifies|"
    r"indicates|sets|runs|gets|allows?|occurs?|includes?|takes?|applies|apply|uses?)\b",
    re.IGNORECASE,
)
"""Words of statements: captions of pictures have none."""
_UNFIT = re.compile(
    r"!\[|\]\(|\{[.#:]|\[!|<[a-z/]|\|.*\||```|\bagent\b|\bcustomer\b|\buser\b|\{\{|^Q:|"
    r"_\d{4}\b|value not available|"
    r"Figure|screenshot|following|\bbelow\b|\babove\b|^See |check_\w+|_status|[Pp]arameter Sets|Named$",
    re.IGNORECASE,
)
_DESCRIBES = re.compile(
    r"(?:Specifies|Indicates|Runs|Sets|Shows|Prompts|Forces|Gets|Returns|Defines|Allows|Suppresses)\b"
)
_ELSEWHERE = re.compile(
    r"^(?:these|those|it|they|this|that|see|follow these|in addition|the following|for example)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Section:
    """A passage of a document, with its sentences (steps and bullets are sentences too)."""

    kb: str
    document: str
    title: str
    heading: tuple[str, ...]
    sentences: tuple[str, ...]

    @property
    def place(self) -> str:
        """Title and headings, as the prompt shows them."""
        return " › ".join(part for part in dict.fromkeys((self.title, *self.heading)) if part)


def candidates(shared: Path, seed: int) -> list[Candidate]:
    """Examples of each knowledge base, spread over its documents."""
    rng = random.Random(f"manuals/{seed}")  # noqa: S311
    made: list[Candidate] = []
    for kb in SOURCES:
        sections = list(_sections(shared, kb))
        rng.shuffle(sections)
        groups: dict[str, list[Section]] = {}
        for section in sections:
            groups.setdefault(_group(section), []).append(section)
        found: dict[str, Candidate] = {}
        vague = 0
        for section in sections:
            plain = is_vague(section.heading[-1] if section.heading else section.title)
            if len(found) >= MOST[kb] or (plain and vague >= VAGUE_SHARE * MOST[kb]):
                continue
            example = _example(section, groups[_group(section)], rng)
            if example is not None and _unmarked(example) not in found:
                found[_unmarked(example)] = example
                vague += plain
        made += found.values()
    return made


def _unmarked(found: Candidate) -> str:
    """What tells two examples apart: some texts stand in many documents."""
    return re.sub(r"\[\d\]", "", found.example.completion)


def _sections(shared: Path, kb: str) -> Iterator[Section]:
    for name, text in _documents(shared / PATHS[kb]):
        document = load_markdown(text, Path(name).stem.replace("-", " "))
        if re.match(r"internal\b", document.metadata.title or "", re.IGNORECASE):
            continue
        for passage in cut_passages(document):
            sentences = [passage.text[start:end] for start, end in split_sentences(passage.text)]
            yield Section(kb, name, document.metadata.title, passage.heading, tuple(sentences))


def _documents(path: Path) -> Iterator[tuple[str, str]]:
    if path.suffix == ".md":
        yield path.name, path.read_text(encoding="utf-8")
        return
    if path.is_dir():
        for file in sorted(path.rglob("*.md")):
            yield file.relative_to(path).as_posix(), file.read_text(encoding="utf-8")
        return
    every = 0
    with tarfile.open(path) as archive:
        for member in archive:  # in the archive's order: going back means to unpack it again
            if not member.isfile() or not member.name.endswith(".md"):
                continue
            every += 1
            content = archive.extractfile(member) if every % EVERY == 0 else None
            if content is not None:
                yield member.name, content.read().decode("utf-8", errors="replace")


def _example(section: Section, group: Sequence[Section], rng: random.Random) -> Candidate | None:
    heading = section.heading[-1] if section.heading else section.title
    if section.kb == "winps":
        questions = parameter_question(heading, section.title)
    else:
        questions = questions_of(heading, section.title)
    chosen = _chosen(section, questions[0] if questions else "")
    if not questions or not chosen:
        return None
    gold = Passage(section.place, _shown(section, chosen, rng))
    others = [_distractor(other) for other in _near(section, group, rng)]
    order = numbered([gold, *(p for p in others if p is not None)], rng)
    number = next(n for n, passage in order if passage is gold)
    listed = any(_STEP.match(text) for text in chosen)
    completion = ("\n" if listed else " ").join(cite(_spoken(text, heading), number) for text in chosen)
    name = f"{section.kb}/{_group(section)}"
    held_out = held(name)
    question = rng.choice(questions)
    return candidate(
        "reply",
        order,
        several([question], rng, "held_out" if held_out else "train"),
        direct(question, completion),
        source=section.kb,
        group=name,
        licence=LICENCES[section.kb],
        kind="manual steps" if listed else "manual",
        held_out=held_out,
    )


def _group(section: Section) -> str:
    """What is held out: a folder of a help centre, a product of a bank, a module."""
    if section.kb == "tau2":
        return re.sub(r"_\d+\.md$", "", section.document)
    return "/".join(section.document.split("/")[:-1][:3]) or section.document


def _chosen(section: Section, question: str) -> list[str]:
    """All steps of a short procedure, or the sentences that share most words with the question, in their order."""
    steps = [text for text in section.sentences if _STEP.match(text)]
    if steps:
        fits = 2 <= len(steps) <= MAX_STEPS and all(_says(text) for text in steps) and _words(steps) <= MAX_WORDS
        return steps if fits and _rising(steps) else []
    fit = [i for i, text in enumerate(section.sentences) if _says(text)]
    if not fit or (fit[0] > 0 and not question):
        return []
    best = sorted(fit, key=lambda i: (-coverage(question, section.sentences[i]), i))[:MAX_SENTENCES]
    start = min(best)
    kept = [i for i in best if i - start < MAX_SENTENCES + 1]
    texts = [section.sentences[i] for i in sorted(kept)]
    if _ELSEWHERE.match(_plain(texts[0])):
        return []
    while len(texts) > 1 and _words(texts) > MAX_WORDS * 2 // 3:
        texts.pop()
    return texts if _words(texts) <= MAX_WORDS else []


def _rising(steps: Sequence[str]) -> bool:
    return [int(re.findall(r"\d+", text)[0]) for text in steps] == list(range(1, len(steps) + 1))


def _says(text: str) -> bool:
    plain = _plain(text)
    if _UNFIT.search(text) or plain.endswith((":", "?")) or is_courtesy(plain):
        return False
    step = _STEP.match(text) is not None
    if len(content_stems(plain)) < 2 or len(plain.split()) < (3 if step else 6) or not plain[:1].isupper():
        return False
    return step or (plain[-1:] in ".!" and _STATES.search(plain) is not None)


def _shown(section: Section, chosen: Sequence[str], rng: random.Random) -> str:
    """The passage as the prompt shows it: whole where it is short, else the chosen sentences."""
    whole = [text for text in section.sentences if not _UNFIT.search(text)]
    if rng.random() < 0.5 and _words(whole) <= MAX_WORDS:
        return "\n".join(whole)
    return "\n".join(chosen)


def _spoken(text: str, heading: str) -> str:
    """A sentence of the source for the reply: no bullet, no stars, and a subject where a parameter is described."""
    plain = _BULLET.sub("", text).strip().replace("**", "")
    if heading.startswith("-") and _DESCRIBES.match(plain):
        return f"The {heading} parameter {plain[:1].lower()}{plain[1:]}"
    return plain


def _near(section: Section, group: Sequence[Section], rng: random.Random) -> list[Section]:
    """Other passages of the same product or folder."""
    others = [other for other in group if other is not section]
    return rng.sample(others, k=min(rng.choices((0, 1, 2), (4, 4, 2))[0], len(others)))


def _distractor(section: Section) -> Passage | None:
    texts = [text for text in section.sentences if _says(text)][:2]
    return Passage(section.place, "\n".join(texts)) if texts and _words(texts) <= 60 else None


def _plain(text: str) -> str:
    return _BULLET.sub("", _STEP.sub("", text)).strip()


def _words(texts: Sequence[str]) -> int:
    return sum(len(text.split()) for text in texts)

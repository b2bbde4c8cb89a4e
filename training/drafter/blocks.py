"""Reads the template files: domains with facts, procedures, tables, and choices that need a question.

A file is lines of text. ``# name`` opens a domain, ``T a | b`` gives its documents' titles, ``> id | heading | about``
opens a topic and ``= id | heading`` one that needs a question. Within a topic: ``F`` a fact, ``S`` a step, ``C`` the
columns of a table, ``R`` a row, ``Q`` a question, ``A`` an answer, ``?`` the deciding question. A question after an
answer opens the next pair of questions and answers. ``about`` completes "our documents do not say ...".
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "templates"


@dataclass(slots=True)
class Asked:
    """Ways to ask for one thing, and ways to answer it."""

    questions: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Topic:
    """One thing that a company's documents state."""

    id: str
    heading: str
    about: str = ""
    choice: bool = False
    facts: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """``choice``, ``steps``, ``table`` or ``fact``."""
        if self.choice:
            return "choice"
        if self.steps:
            return "steps"
        return "table" if self.columns else "fact"


@dataclass(slots=True)
class Domain:
    """A kind of company, with the titles of its documents and its topics."""

    name: str
    titles: list[str] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)

    def of(self, *kinds: str) -> list[Topic]:
        """The topics of some kinds."""
        return [topic for topic in self.topics if topic.kind in kinds]


def read_domains(folder: Path = FOLDER) -> list[Domain]:
    """All domains of all files, in order. Raises ``ValueError`` with file and line for a line that cannot be read."""
    return [domain for path in sorted(folder.glob("*.txt")) for domain in _read(path)]


def _read(path: Path) -> Iterator[Domain]:
    domain: Domain | None = None
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.strip()
        if not line:
            continue
        mark, _, rest = line.partition(" ")
        if mark == "#":
            if domain:
                yield domain
            domain = Domain(rest)
        elif domain is None or not _take(domain, mark, rest.strip()):
            raise ValueError(f"{path.name}, line {number}: {line!r} cannot be read")
    if domain:
        yield domain


def _take(domain: Domain, mark: str, rest: str) -> bool:
    cells = (
        [cell.strip() for cell in rest.split("|")] if "{" not in rest else [c.strip(" |") for c in rest.split(" | ")]
    )
    if mark == "T":
        domain.titles = cells
    elif mark in {">", "="}:
        identity, heading, about = (*cells[:3], "", "")[:3]
        domain.topics.append(Topic(identity, heading, about, choice=mark == "="))
    elif not domain.topics:
        return False
    else:
        return _add(domain.topics[-1], mark, rest, cells)
    return True


def _add(topic: Topic, mark: str, rest: str, cells: list[str]) -> bool:
    if mark in {"F", "S"}:
        (topic.facts if mark == "F" else topic.steps).append(rest)
    elif mark == "C":
        topic.columns = cells
    elif mark == "R":
        topic.rows.append(cells)
    elif mark == "Q":
        if not topic.asked or topic.asked[-1].answers:
            topic.asked.append(Asked())
        topic.asked[-1].questions.append(rest)
    elif mark in {"A", "?"}:
        topic.asked[-1].answers.append(rest)
    else:
        return False
    return True

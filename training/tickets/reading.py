"""Read the tickets, question pairs and twins, by knowledge base, and split them by knowledge base."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeVar

from corpora.reading import rows, ticket_files

FOLDER = Path(__file__).resolve().parent
KNOWLEDGE_BASES = FOLDER.parents[1] / "sample_kb"
COMPANIES = FOLDER / "companies"
ROOTS = (KNOWLEDGE_BASES, COMPANIES)
"""Folders whose folders are knowledge bases: the sample packs, and companies that are there to learn from alone."""
OF_PAIR, OF_TWINS = "pair", "twin"
T = TypeVar("T", bound="TrainingTicket | QuestionPair | Twins")
ByBase = dict[str, tuple[T, ...]]
"""Knowledge base by name, in order of name, to what asks it."""
DecisionName = Literal["answer", "clarify", "refuse", "escalate"]


@dataclass(frozen=True, slots=True)
class TrainingTicket:
    """A ticket with its ideal reply and where in the documents the reply stands.

    ``gold_documents`` are paths inside the knowledge base; ``[n]`` in ``reply`` names the n-th. Each of ``must_state``
    are wordings of one fact; none of ``must_not_state`` belongs in a right reply.
    """

    id: str
    kb: str
    ticket: str
    fields: Mapping[str, str]
    decision: DecisionName
    gold_documents: tuple[str, ...]
    gold_quotes: tuple[str, ...]
    reply: str
    must_state: tuple[tuple[str, ...], ...]
    must_not_state: tuple[str, ...]
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class QuestionPair:
    """A span of a document, word by word, and a question of a customer that it answers."""

    kb: str
    document: str
    quote: str
    question: str

    def as_ticket(self) -> TrainingTicket:
        """The question as a ticket to answer; its kind is ``OF_PAIR``, and it has no reply."""
        gold = (self.document,), (self.quote,)
        return TrainingTicket("", self.kb, self.question, {}, "answer", *gold, "", (), (), OF_PAIR, "")


@dataclass(frozen=True, slots=True)
class Twins:
    """Four tickets about one section that differ in what decides.

    ``answered`` tells its case, and ``quote`` answers it; ``open`` needs the same and leaves the case open, so that
    ``asks`` has to be asked back; ``same`` leaves it open too, and ``same_quote`` answers for all cases; ``missing``
    asks what no document says.
    """

    kb: str
    document: str
    quote: str
    answered: str
    open: str
    asks: str
    same: str
    same_document: str
    same_quote: str
    missing: str

    def as_tickets(self) -> tuple[TrainingTicket, ...]:
        """Each of the four, in that order; their kind is ``OF_TWINS``, and they have no reply."""
        return (
            self._ticket(self.answered, "answer", self.document, self.quote),
            self._ticket(self.open, "clarify", self.document, self.quote),
            self._ticket(self.same, "answer", self.same_document, self.same_quote),
            self._ticket(self.missing, "refuse"),
        )

    def _ticket(self, text: str, decision: DecisionName, document: str = "", quote: str = "") -> TrainingTicket:
        documents, quotes = ((document,), (quote,)) if document else ((), ())
        return TrainingTicket("", self.kb, text, {}, decision, documents, quotes, "", (), (), OF_TWINS, "")


@dataclass(frozen=True, slots=True)
class Bank:
    """Tickets, pairs and twins by knowledge base."""

    tickets: ByBase[TrainingTicket]
    pairs: ByBase[QuestionPair]
    twins: ByBase[Twins] = field(default_factory=dict)

    @property
    def knowledge_bases(self) -> tuple[str, ...]:
        """The names of all, in order."""
        return tuple(sorted({*self.tickets, *self.pairs, *self.twins}))

    def of(self, names: Collection[str]) -> "Bank":
        """The part that asks these knowledge bases. Raises ``ValueError`` for a name that is not there."""
        unknown = sorted(set(names) - set(self.knowledge_bases))
        if unknown:
            raise ValueError(f"there are no tickets of {', '.join(unknown)}")
        return Bank(_only(self.tickets, names), _only(self.pairs, names), _only(self.twins, names))

    def split(self, held_out: Collection[str]) -> tuple["Bank", "Bank"]:
        """What may be learnt from, and what is held out: whole knowledge bases, never tickets of one on both sides."""
        held = self.of(held_out)
        return self.of([name for name in self.knowledge_bases if name not in held_out]), held

    def folds(self, count: int) -> Iterator[tuple["Bank", "Bank"]]:
        """``count`` splits, each knowledge base held out once; the same ones each time."""
        for number in range(count):
            yield self.split(self.knowledge_bases[number::count])


def read_bank(*folders: Path) -> Bank:
    """All tickets, pairs and twins of these folders, by default of this one."""
    chosen = folders or (FOLDER,)
    tickets = [_ticket(row) for folder in chosen for path in ticket_files(folder) for row in rows(path)]
    pairs = [QuestionPair(**row) for folder in chosen for path in pair_files(folder) for row in rows(path)]
    twins = [Twins(**row) for folder in chosen for path in twin_files(folder) for row in rows(path)]
    return Bank(_by_base(tickets), _by_base(pairs), _by_base(twins))


def documents_of(kb: str, roots: Sequence[Path] = ROOTS) -> Path:
    """The folder of a knowledge base in the first root that has it; in the first of all where none has."""
    return next((root / kb for root in roots if (root / kb).is_dir()), roots[0] / kb)


def pair_files(folder: Path = FOLDER) -> list[Path]:
    """``pairs-<kb>.jsonl``, in order of name."""
    return sorted(folder.glob("pairs-*.jsonl"))


def twin_files(folder: Path = FOLDER) -> list[Path]:
    """``twins-<kb>.jsonl``, in order of name."""
    return sorted(folder.glob("twins-*.jsonl"))


def _ticket(line: dict[str, Any]) -> TrainingTicket:
    lists = {name: tuple(line[name]) for name in ("gold_documents", "gold_quotes", "must_not_state")}
    return TrainingTicket(**{**line, **lists, "must_state": tuple(map(tuple, line["must_state"]))})


def _by_base(ones: Sequence[T]) -> ByBase[T]:
    return {kb: tuple(one for one in ones if one.kb == kb) for kb in sorted({one.kb for one in ones})}


def _only(found: ByBase[T], names: Collection[str]) -> ByBase[T]:
    return {name: ones for name, ones in found.items() if name in names}

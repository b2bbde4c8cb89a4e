"""Shared tickets: JSONL, one ticket a line, with the knowledge base that each one asks named in it.

All mistakes of all files are told at once, with line and mend. ``docs/golden-tickets.md`` has the format.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from citewell.domain.drafts import Decision, Ticket
from citewell.domain.errors import BadInputError
from citewell.evaluation.golden.golden import Expectation, GoldenFile, GoldenTicket
from citewell.evaluation.golden.reading import read_text, want_none
from citewell.governance.yaml_positions import Located, Problem, Problems, read_jsonl

KEYS = (
    "id",
    "kb",
    "ticket",
    "fields",
    "decision",
    "gold_documents",
    "gold_quotes",
    "reply",
    "must_state",
    "must_not_state",
    "kind",
    "note",
)


@dataclass(frozen=True, slots=True)
class SharedTickets:
    """Files of shared tickets, and the folder of each knowledge base that one of them asks."""

    files: tuple[GoldenFile, ...]
    folders: Mapping[str, Path]

    @property
    def tickets(self) -> tuple[GoldenTicket, ...]:
        """The tickets of all files, in order."""
        return tuple(golden for file in self.files for golden in file.tickets)


def read_shared(paths: Sequence[Path], root: Path) -> SharedTickets:
    """The tickets of ``paths`` over the knowledge bases in ``root``. Raises ``BadInputError`` listing what is wrong."""
    if not root.is_dir():
        raise BadInputError(f"There is no folder {root}. Name the folder that holds the knowledge bases with --kb.")
    files: list[GoldenFile] = []
    problems: list[Problem] = []
    folders = _Folders(root)
    taken: dict[str, str] = {}
    for path in dict.fromkeys(paths):
        found = Problems(str(path))
        try:
            text, sha256 = read_text(path)
        except BadInputError as error:
            found.add(1, f"{error} Check its name.")
            problems += found.found
            continue
        tickets = tuple(_tickets(text, path, folders, taken, found))
        files.append(GoldenFile(str(path), sha256, tickets))
        problems += found.found
    want_none([*folders.problems(), *problems])
    if not any(file.tickets for file in files):
        raise BadInputError(f"There is no ticket in {', '.join(map(str, paths))}. See docs/golden-tickets.md.")
    return SharedTickets(tuple(files), folders.used)


class _Folders:
    """The folders of knowledge bases in ``root``, or ``root`` itself where that is the one asked for."""

    def __init__(self, root: Path) -> None:
        self._root = root.absolute()
        self.used: dict[str, Path] = {}
        self._missing: dict[str, list[tuple[Path, int]]] = {}

    def find(self, kb: str, path: Path, line: int) -> Path | None:
        """The folder of ``kb``; where there is none, that is remembered with the line that asks it."""
        folder = self._find(kb)
        if folder is None:
            self._missing.setdefault(kb, []).append((path, line))
        return folder

    def _find(self, kb: str) -> Path | None:
        if Path(kb).name != kb or kb == "..":  # no way out of the root
            return None
        folder = self._root / kb
        if not folder.is_dir():
            if self._root.resolve().name != kb:
                return None
            folder = self._root
        return self.used.setdefault(kb, folder)

    def problems(self) -> Iterator[Problem]:
        """One for each knowledge base that is not there, at the first line that asks it."""
        names = sorted(one.name for one in self._root.iterdir() if one.is_dir() and not one.name.startswith("."))
        for kb, asked in self._missing.items():
            path, line = asked[0]
            of = f"{len(asked)} tickets ask" if len(asked) > 1 else "this ticket asks"
            known = ", ".join(names) or "none"
            said = f"there is no knowledge base '{kb}' in {self._root} (there are: {known}), which {of}."
            yield Problem(str(path), line, f"{said} Mend the name or --kb.")


def _tickets(
    text: str, path: Path, folders: _Folders, taken: dict[str, str], problems: Problems
) -> Iterator[GoldenTicket]:
    for where in read_jsonl(text, problems):
        golden = _ticket(where, path, folders, problems)
        if golden is None:
            continue
        if golden.id in taken:
            problems.add(
                where.first_line, f"the id '{golden.id}' is taken at {taken[golden.id]}. Choose another, or drop one."
            )
        taken.setdefault(golden.id, f"{path}:{where.first_line}")
        yield golden


def _ticket(where: Located, path: Path, folders: _Folders, problems: Problems) -> GoldenTicket | None:
    """The ticket of one line; ``None`` where something is wrong with it."""
    from citewell.evaluation.golden.models import SharedLine  # noqa: PLC0415  pydantic comes with it
    from citewell.governance.written import read_written  # noqa: PLC0415

    line = where.value
    if not isinstance(line, dict):
        problems.add(where.first_line, "a line must be one JSON object. See docs/golden-tickets.md.")
        return None
    missing = [key for key in KEYS if key not in line]
    if missing:
        said = ", ".join(f"'{key}'" for key in missing)
        problems.add(where.first_line, f"{said} {'is' if len(missing) == 1 else 'are'} missing. Add what is missing.")
        return None
    found = read_written(SharedLine, where, (), problems)
    if found is None:
        return None
    before = len(problems.found)
    documents, facts = found.gold_documents, found.must_state
    if found.decision is Decision.ANSWER:
        for name, named in (("gold_documents", documents), ("must_state", facts)):
            if not named:
                problems.add(where.first_line, f"an answer needs '{name}'. Name at least one.")
    folder = folders.find(found.kb, path, where.first_line)
    for document in documents:
        if folder is not None and not (folder / document.partition("#")[0]).is_file():
            problems.add(where.first_line, f"there is no document '{document}' in {folder}. Mend its path.")
    form = found.fields
    return (
        None
        if len(problems.found) > before
        else GoldenTicket(
            found.id,
            Ticket(found.ticket, customer=form.customer, product=form.product, region=form.region, as_of=form.as_of),
            Expectation(
                decisions=(found.decision,),
                documents=documents,
                facts=facts,
                forbidden=tuple((text,) for text in found.must_not_state),
                as_worded=True,
            ),
            path.name,
            found.kb,
            found.kind,
        )
    )

"""Read golden tickets from YAML and JSONL. All mistakes of all files are told at once, and none is passed over."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from citewell.domain.digests import sha256_hex
from citewell.domain.drafts import Decision
from citewell.domain.errors import BadInputError, UnreadableFileError
from citewell.evaluation.golden.golden import GoldenFile, GoldenTicket
from citewell.evaluation.golden.public_sets import convert, is_public
from citewell.evaluation.scores.style_rules import StyleRule
from citewell.governance.yaml_positions import Bounds, Located, Problem, Problems, read_jsonl, read_yaml
from citewell.knowledge.decoding import decode

SUFFIXES = (".yaml", ".yml", ".jsonl")
VERSION = 1
BOUNDS = Bounds("file", size=16 * 1024 * 1024, values=1_000_000)
SHOWN_PROBLEMS = 20


def read_golden(paths: Sequence[Path]) -> list[GoldenFile]:
    """The golden tickets of files, and of the files in folders. Raises ``BadInputError`` listing what is wrong."""
    files: list[GoldenFile] = []
    problems: list[Problem] = []
    for path in _files(paths):
        found = Problems(str(path))
        files.append(_read(path, found))
        problems += found.found
    want_none([*problems, *_repeated(files)])
    if not any(file.tickets for file in files):
        raise BadInputError(f"There is no golden ticket in {', '.join(map(str, paths))}. See docs/golden-tickets.md.")
    return files


def want_none(problems: Sequence[Problem]) -> None:
    """Raise ``BadInputError`` listing ``problems``, where there are any."""
    if not problems:
        return
    shown = [str(problem) for problem in problems[:SHOWN_PROBLEMS]]
    more = len(problems) - len(shown)
    rest = [f"... and {more} more"] if more else []
    raise BadInputError("\n".join(["The golden tickets cannot be used yet. Mend these lines:", *shown, *rest]))


def golden_in(folder: Path) -> list[Path]:
    """The files of golden tickets in a folder, which need not be there."""
    return sorted(file for file in folder.iterdir() if file.suffix.lower() in SUFFIXES) if folder.is_dir() else []


def _files(paths: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            own = golden_in(path)
            if not own:
                raise BadInputError(f"The folder {path} holds no {', '.join(SUFFIXES)} file.")
            found += own
        elif path.suffix.lower() not in SUFFIXES:
            raise BadInputError(f"{path} is no file of golden tickets: its name must end in {', '.join(SUFFIXES)}.")
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def read_text(path: Path) -> tuple[str, str]:
    """The text of a file and the sha256 of its bytes. Raises ``BadInputError``."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadInputError(f"The golden tickets {path} cannot be read ({error.strerror}).") from error
    try:
        return decode(data), sha256_hex(data)
    except UnreadableFileError as error:
        raise BadInputError(f"The golden tickets {path} are {error}.") from error


def _read(path: Path, problems: Problems) -> GoldenFile:
    text, sha256 = read_text(path)
    read = _from_jsonl if path.suffix.lower() == ".jsonl" else _from_yaml
    tickets = tuple(replace(golden, file=path.name) for golden in read(text, problems))
    return GoldenFile(str(path), sha256, tickets)


def _from_yaml(text: str, problems: Problems) -> list[GoldenTicket]:
    from citewell.evaluation.golden import models  # noqa: PLC0415  pydantic is imported where there is a file to read
    from citewell.governance.written import read_written  # noqa: PLC0415

    where = read_yaml(text, BOUNDS, problems)
    if where is None:
        return []
    if not isinstance(where.value, dict):
        problems.add(1, "a file of golden tickets holds 'version: 1' and 'tickets:'. See docs/golden-tickets.md.")
        return []
    version = where.value.get("version", VERSION)
    if version != VERSION:
        said = f"this program reads version {VERSION}. Update Citewell, or write 'version: {VERSION}'."
        problems.add(where.place(("version",)), said)
    items = where.value.get("tickets")
    top = read_written(models.GoldenYaml, where, (), problems)
    if not isinstance(items, list):
        said = "'tickets' must be a list of tickets, each one beginning with '- id: ...'."
        problems.add(where.place(("tickets",)), said)
        return []
    style = top.style.rules if top else ()
    found = [_ticket(where, ("tickets", number), item, style, problems) for number, item in enumerate(items)]
    return [golden for golden in found if golden is not None]


def _from_jsonl(text: str, problems: Problems) -> list[GoldenTicket]:
    from citewell.evaluation.golden import models  # noqa: PLC0415  pydantic is imported where there is a file to read
    from citewell.governance.written import read_written  # noqa: PLC0415

    found: list[GoldenTicket | None] = []
    style: tuple[StyleRule, ...] = ()
    for where in read_jsonl(text, problems):
        line = where.value
        if isinstance(line, dict) and "style" in line and "ticket" not in line:
            head = read_written(models.GoldenHead, where, (), problems)
            style = head.style.rules if head else ()
        elif isinstance(line, dict) and is_public(line):
            found.append(_public(where, line, style, problems))
        else:
            found.append(_ticket(where, (), line, style, problems))
    return [golden for golden in found if golden is not None]


def _public(
    where: Located, line: dict[str, object], style: tuple[StyleRule, ...], problems: Problems
) -> GoldenTicket | None:
    try:
        golden = convert(line)
    except BadInputError as error:
        problems.add(where.first_line, f"{error}.")
        return None
    return _with_style(golden, style, ())


def _ticket(
    where: Located, path: tuple[str | int, ...], value: object, style: tuple[StyleRule, ...], problems: Problems
) -> GoldenTicket | None:
    from citewell.evaluation.golden import models  # noqa: PLC0415
    from citewell.governance.written import read_written  # noqa: PLC0415

    if not isinstance(value, dict):
        problems.add(where.place(path), "a ticket holds the fields id, ticket and expect. See docs/golden-tickets.md.")
        return None
    golden = read_written(models.Golden, where, path, problems)
    if golden is None:
        return None
    ticket, expect = golden.asked, golden.expect.expectation
    given = {passage.id for passage in ticket.passages or ()}
    unknown = [document for document in expect.documents if ticket.passages is not None and document not in given]
    if unknown:
        known = ", ".join(given) or "none"
        said = f"'{unknown[0]}' is the id of none of the passages given ({known})."
        problems.add(where.place((*path, "expect", "documents")), said)
        return None
    return _with_style(GoldenTicket(golden.id, ticket, expect), style, golden.expect.style.rules)


def _with_style(golden: GoldenTicket, of_file: tuple[StyleRule, ...], own: tuple[StyleRule, ...]) -> GoldenTicket:
    """The ticket with its own rules, and those of its file where an answer is expected."""
    rules = tuple(dict.fromkeys([*(of_file if Decision.ANSWER in golden.expect.decisions else ()), *own]))
    return replace(golden, expect=replace(golden.expect, style=rules))


def _repeated(files: Sequence[GoldenFile]) -> list[Problem]:
    """Tickets with the id of another one."""
    seen: dict[str, str] = {}
    problems = []
    for file in files:
        for golden in file.tickets:
            if golden.id in seen:
                problems.append(
                    Problem(file.path, 1, f"the id '{golden.id}' is taken in {seen[golden.id]}. Choose another.")
                )
            seen.setdefault(golden.id, file.path)
    return problems

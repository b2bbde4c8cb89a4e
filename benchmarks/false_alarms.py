"""How often the filter takes ordinary text for orders to the program, in the shared knowledge bases and tickets.

``python -m benchmarks.injection --false-alarms`` cuts each knowledge base as indexing does and counts the passages that
lose a sentence or are not used at all; so with a sample of the load set, on which no pattern was tuned.
"""

import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpora.reading import data_folder

from benchmarks.load_files import spread, unpack
from citewell.domain.documents import Hit
from citewell.domain.drafts import Ticket
from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.chunking import cut_passages
from citewell.knowledge.loaders import LOADERS, read_file
from citewell.pipeline.intake.injection_filter import guard_hits, guard_ticket

LOAD_FILES, LOAD_PASSAGES = 1500, 3000
MOST = 0.001
"""Share of passages, and of tickets, that may be flagged."""


@dataclass(frozen=True, slots=True)
class Count:
    """Texts of one kind, and for each that is flagged what it is told for."""

    name: str
    texts: int
    flagged: tuple[str, ...]


def count_passages(name: str, hits: Iterable[Hit]) -> Count:
    """How many of ``hits`` lose something."""
    texts = 0
    flagged = []
    for hit in hits:
        texts += 1
        flagged += [finding.message for finding in guard_hits([hit])[1]]
    return Count(name, texts, tuple(flagged))


def count_tickets(name: str, texts: Iterable[str]) -> Count:
    """How many of ``texts`` lose something."""
    findings = [guard_ticket(Ticket(text=text))[1] for text in texts]
    return Count(name, len(findings), tuple(one.message for found in findings for one in found))


def passages_in(folder: Path) -> Iterator[Hit]:
    """Every passage of the files of ``folder`` that can be read."""
    for path in sorted(path for path in folder.rglob("*") if path.suffix.lower() in LOADERS and path.is_file()):
        name = path.relative_to(folder).as_posix()
        try:
            document = read_file(path, name)
        except UnreadableFileError:
            continue
        for one in cut_passages(document):
            text = document.text[one.start : one.end]
            yield Hit(0, 0, name, document.metadata.title, one.heading, one.text, text, one.start, one.end)


def counts() -> Iterator[Count]:
    """Each knowledge base, a sample of the load set, and the tickets."""
    data = data_folder()
    for folder in sorted(path for path in (data / "kb").iterdir() if path.is_dir()):
        yield count_passages(folder.name, passages_in(folder))
    with tempfile.TemporaryDirectory(prefix="citewell-load-") as scratch:
        unpack(data / "load" / "winps.tar.xz", Path(scratch), LOAD_FILES)
        yield count_passages("winps", spread(list(passages_in(Path(scratch))), LOAD_PASSAGES))
    for path in sorted((data.parent / "tickets").glob("*.jsonl")):
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        yield count_tickets(path.stem, [str(line.get("ticket") or line.get("question")) for line in lines])


def main() -> int:
    """Print the counts; exit code 1 where more than ``MOST`` of passages or of tickets are flagged."""
    passages = flagged = 0
    for count in counts():
        passages += count.texts
        flagged += len(count.flagged)
        print(f"{count.name:<16} {len(count.flagged):>3} of {count.texts:>5}", flush=True)
        for message in count.flagged:
            print(f"    {message}")
    print(f"{flagged} of {passages} texts are taken for orders, {1000 * flagged / passages:.2f} in 1,000")
    return int(flagged > MOST * passages)

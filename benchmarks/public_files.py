"""``python -m benchmarks.public_files DIR...``: read public test files, and count what is read, refused and lost.

Each folder is a copy of one of the repositories of ``SETS``, told by its name. Files are read as the program reads
them, in the child process with its limits of time and memory. A file is *lost* where it is read and fewer than
``FOUND`` of the words are there that an independent look at it finds (``_words_of``); it is *broken* where the reader
died, ran out of time, or failed in a way that is no refusal.
"""

import argparse
import email
import email.policy
import html
import io
import json
import mailbox
import re
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from benchmarks.measure import Row, print_rows
from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.reader.process import ReaderProcess

FOUND = 0.9
_WORD = re.compile(r"[^\W_]{3,}")
_BROKEN = re.compile(r"took longer than|MB of memory|parser (?:crashed|failed)")
_SIGNATURE = re.compile(r"\r?\n-- ?\r?\n")
_TAG = re.compile(r"<[^>]*>?")
_LEFT_OUT = re.compile(
    r"<w:(moveFrom|del)[ >].*?</w:\1>|<w:sdt>(?:(?!</w:sdt>).)*?<w:(?:showingPlcHdr|docPartGallery w:val=\"Table of)"
    r".*?</w:sdt>|<w:r>(?:(?!</w:r>).)*?<w:vanish/>.*?</w:r>",
    re.DOTALL,
)
"""What a Word document holds and does not show: moved, deleted, hidden text, prompts of fields, contents lists."""
_BETWEEN = re.compile(r"<w:(?:tab|br|cr|noBreakHyphen|ptab)(?: [^>]*)?/>")
_SHOWN = 12


class Case(NamedTuple):
    """One file: its name, its bytes, and the words that it holds; none are known where ``words`` is empty."""

    name: str
    data: bytes
    words: Sequence[str] = ()


@dataclass(slots=True)
class Counts:
    """What came of one set."""

    read: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    refused_names: dict[str, list[str]] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    longest: float = 0.0

    @property
    def files(self) -> int:
        """All that were tried."""
        return self.read + sum(self.refused.values()) + len(self.broken)


def html_cases(root: Path) -> Iterator[Case]:
    """html5lib's tokenizer cases that begin in ordinary text, each as a page."""
    for path in sorted((root / "tokenizer").glob("*.test")):
        for number, test in enumerate(json.loads(path.read_text(encoding="utf-8")).get("tests", [])):
            if test.get("initialStates", ["Data state"])[0] != "Data state" or test.get("doubleEscaped"):
                continue
            shown = "".join(token[1] for token in test["output"] if token[0] == "Character")
            page = test["input"].encode("utf-8", "surrogatepass")
            yield Case(f"{path.stem}-{number}.html", b"<p>Anchor word</p>" + page, ["Anchor", *_WORD.findall(shown)])


def mail_cases(root: Path) -> Iterator[Case]:
    """Messages of a mail library's tests: single ones, and those of mailboxes."""
    for path in sorted(path for path in root.rglob("*") if path.suffix in {".eml", ".msg"}):
        data = path.read_bytes()
        if not data.startswith(b"\xd0\xcf\x11\xe0"):
            yield Case(f"{path.stem}.eml", data, _words_of_mail(data))
    for path in sorted(root.rglob("*.mbox.txt")):
        for number, message in enumerate(mailbox.mbox(path, create=False)):
            data = message.as_bytes()
            yield Case(f"{path.stem}-{number}.eml", data, _words_of_mail(data))


def office_cases(root: Path) -> Iterator[Case]:
    """Documents, presentations and workbooks."""
    for path in sorted(path for path in root.rglob("*") if path.suffix in {".docx", ".pptx", ".xlsx"}):
        data = path.read_bytes()
        yield Case(path.name, data, _words_of_docx(data) if path.suffix == ".docx" else ())


def json_cases(root: Path) -> Iterator[Case]:
    """The JSON parsing suite: y_ must be taken, n_ must be refused, i_ may be either."""
    for path in sorted((root / "test_parsing").glob("*.json")):
        yield Case(path.name, path.read_bytes())


def naughty_cases(root: Path) -> Iterator[Case]:
    """The list of naughty strings, each as text, as a cell of a table, as a record, in a page and in a mail."""
    for number, text in enumerate(json.loads((root / "blns.json").read_text(encoding="utf-8"))):
        words = ["Anchor", *_WORD.findall(text)]
        shown = ["Anchor", *_WORD.findall(_TAG.sub(" ", html.unescape(text)))]  # text in JSON that is HTML is read so
        record = json.dumps([{"title": "Anchor", "body": text}], ensure_ascii=False)
        cell = text.replace('"', '""')
        for suffix, whole in (
            ("txt", f"Anchor\n\n{text}\n"),
            ("csv", f'Name,Value\nAnchor,"{cell}"\nOther,second\n'),
            ("json", record),
            ("html", f"<h1>Anchor</h1><p>{html.escape(text)}</p>"),
            ("eml", f"Subject: Anchor\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"),
        ):
            yield Case(
                f"{number}.{suffix}", whole.encode("utf-8", "surrogatepass"), shown if suffix == "json" else words
            )


SETS: dict[str, Callable[[Path], Iterator[Case]]] = {
    "html5lib-tests": html_cases,
    "MimeKit": mail_cases,
    "mail": mail_cases,
    "Open-Xml-PowerTools": office_cases,
    "JSONTestSuite": json_cases,
    "big-list-of-naughty-strings": naughty_cases,
}
"""How the files of each repository are taken, by its name."""


def _words_of_mail(data: bytes) -> list[str]:
    """Words of the plain parts that are no attachments, as Python's own parser gives them."""
    words: list[str] = []
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        for part in message.walk():
            if part.get_content_type() == "text/plain" and part.get_content_disposition() != "attachment":
                content = part.get_content()
                own = _SIGNATURE.split(content)[0]
                words += [word for word in _WORD.findall(own) if word.isascii()]
    except (ValueError, LookupError, AttributeError, KeyError, TypeError):
        return []
    return words


def _words_of_docx(data: bytes) -> list[str]:
    """Words of the text runs of a document's body; deletions are other elements."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = archive.read("word/document.xml").decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError):
        return []
    shown = _BETWEEN.sub("<w:t> </w:t>", _LEFT_OUT.sub("", body))
    paragraphs = re.split(r"</w:p>", shown)
    texts = ("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", paragraph)) for paragraph in paragraphs)
    return [word for text in texts for word in _WORD.findall(html.unescape(text))]


def run(cases: Iterator[Case], reader: ReaderProcess) -> Counts:
    """Read all cases, one after the other."""
    counts = Counts()
    for case in cases:
        began = time.perf_counter()
        try:
            document, _passages = reader.read(case.data, case.name)
        except UnreadableFileError as error:
            reason = str(error)
            if _BROKEN.search(reason):
                counts.broken.append(f"{case.name}: {reason}")
            else:
                counts.refused[reason] += 1
                counts.refused_names.setdefault(reason, []).append(case.name)
        else:
            counts.read += 1
            text = " ".join([document.metadata.title, document.text, *(block.text for block in document.blocks)])
            missing = _missing(case.words, text)
            if missing:
                counts.lost.append(f"{case.name}: {missing}")
        counts.longest = max(counts.longest, time.perf_counter() - began)
    return counts


def _missing(words: Sequence[str], text: str) -> str:
    found = {word.casefold() for word in _WORD.findall(text)}
    missing = [word for word in words if word.casefold() not in found]
    if len(missing) <= (1 - FOUND) * len(words):
        return ""
    return f"{len(missing)} of {len(words)} words, such as {' '.join(missing[:6])}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the sets, print a line of counts each, and what was refused, broken or lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--all", action="store_true", help="name every file that was refused or lost")
    wishes = parser.parse_args(arguments)
    rows = []
    for folder in wishes.folders:
        if folder.name not in SETS:
            parser.error(f"{folder.name} is none of {', '.join(SETS)}")
        reader = ReaderProcess()
        counts = run(SETS[folder.name](folder), reader)
        reader.close()
        shown = None if wishes.all else _SHOWN
        print(f"\n{folder.name}")
        for reason, number in counts.refused.most_common(shown):
            print(f"  refused {number}: {reason} ({', '.join(counts.refused_names[reason][:shown])})")
        for kind, names in (("broken", counts.broken), ("lost", counts.lost)):
            for name in names[:shown]:
                print(f"  {kind} {name}")
        note = f"read; {sum(counts.refused.values())} refused, {len(counts.broken)} broken, {len(counts.lost)} lost"
        rows.append(Row(folder.name, f"{counts.read} of {counts.files}", f"{note}; longest {counts.longest:.1f} s"))
    print_rows(rows)


if __name__ == "__main__":
    main()

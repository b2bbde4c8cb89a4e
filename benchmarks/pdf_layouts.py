"""``python -m benchmarks.pdf_layouts FOLDER... [--libraries DIR]``: our reading of PDFs beside that of libraries.

Of each PDF of the folders and each reader: words lost, reading order, rows of tables that stay whole, seconds a page.
``--libraries`` is a ``site-packages`` in which the others are installed (pdfplumber, pdfminer.six, pdftext,
docling-parse); what is not there is left out. pdfplumber is needed for the references.

*Words*: those of a page that at least half of the readers find. *Order*: pairs of neighbouring words, in pages whose
order the file itself says: by its structure tree (tagged PDF), or by TeX, which writes text as it is read. *Rows*:
those of tables that pdfplumber finds by ruling lines; a row is whole where a block (of ours), a line or a block (of the
others) holds all of its words and at most as many more.
"""

import argparse
import logging
import re
import sys
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.measure import Row, print_rows
from citewell.knowledge.loaders.pages import paged_document
from citewell.knowledge.loaders.pages.pdf import load_pdf
from citewell.knowledge.loaders.pages.picture import open_pdf

Pages = list[list[str]]
"""Units of text of each page, in their order: blocks or lines."""
_WORD = re.compile(r"[^\W_]{2,}")
_BROKEN = re.compile(r"(?<=[^\W\d_])[-\u00ad]\n(?=[^\W\d_])")
_GAP = 0.2


def words_of(text: str) -> list[str]:
    """Words as they are compared: in NFKC, without case, those broken at a line's end as one."""
    return _WORD.findall(unicodedata.normalize("NFKC", _BROKEN.sub("", text)).casefold())


def ours(path: Path, most: int) -> Pages:  # noqa: ARG001  it reads whole files
    """Blocks of our loader; running lines stay, since the others keep them."""
    setattr(paged_document, "without_running_lines", list)  # noqa: B010  the name is not that module's own
    document = load_pdf(path.read_bytes(), "")
    pages: dict[int, list[str]] = defaultdict(list)
    for block in document.blocks:
        pages[block.page or 1].append(document.text[block.start : block.end])
    return [pages[number] for number in range(1, max(pages, default=0) + 1)]


def pdfplumber_pages(path: Path, most: int) -> Pages:
    """pdfplumber: ``extract_text``, and the rows of its tables."""
    with import_module("pdfplumber").open(path) as opened:
        return [(page.extract_text() or "").split("\n") for page in opened.pages[:most]]


def pdfminer_pages(path: Path, most: int) -> Pages:
    """pdfminer.six: boxes of text in the order of its layout analysis."""
    found = import_module("pdfminer.high_level").extract_pages(str(path), maxpages=most)
    return [[one.get_text() for one in page if hasattr(one, "get_text")] for page in found]


def pdftext_pages(path: Path, most: int) -> Pages:
    """pdftext: blocks of lines."""
    pages: Pages = []
    for page in import_module("pdftext.extraction").dictionary_output(str(path), page_range=_first(path, most)):
        blocks = []
        for block in page["blocks"]:
            lines = ("".join(span["text"] for span in line["spans"]) for line in block["lines"])
            blocks.append("\n".join(line.rstrip("\n") for line in lines))
        pages.append(blocks)
    return pages


def _first(path: Path, most: int) -> list[int]:
    with open_pdf(path.read_bytes()) as document:
        return list(range(min(len(document), most)))


def docling_pages(path: Path, most: int) -> Pages:
    """docling-parse: its lines, in its order."""
    lines = import_module("docling_core.types.doc.page").TextCellUnit.LINE
    document = import_module("docling_parse.pdf_parser").DoclingPdfParser(loglevel="fatal").load(str(path))
    pages: Pages = []
    for number in range(1, min(document.number_of_pages(), most) + 1):
        pages.append([cell.text for cell in document.get_page(number).iterate_cells(lines)])
    return pages


READERS: dict[str, Callable[[Path, int], Pages]] = {
    "citewell": ours,
    "pdftext": pdftext_pages,
    "pdfminer.six": pdfminer_pages,
    "pdfplumber": pdfplumber_pages,
    "docling-parse": docling_pages,
}


@dataclass(slots=True)
class Score:
    """Sums of one reader."""

    pages: int = 0
    seconds: float = 0.0
    words: int = 0
    lost: int = 0
    pairs: int = 0
    kept_pairs: int = 0
    rows: int = 0
    whole: int = 0
    failed: list[str] = field(default_factory=list)


def references(path: Path, most: int) -> tuple[dict[int, list[str]], dict[int, list[Counter[str]]]]:
    """By page: words in the order that the file says, where it says one; rows of ruled tables as words."""
    orders: dict[int, list[str]] = {}
    tables: dict[int, list[Counter[str]]] = {}
    with import_module("pdfplumber").open(path) as opened:
        producer = str(opened.metadata.get("Producer", "")).lower()
        for number, page in enumerate(opened.pages[:most]):
            chars = [char for char in page.chars if char.get("upright", True)]
            marks = list(_marks(page.structure_tree)) if page.structure_tree else []
            if marks:
                by_mark: dict[int, list[Any]] = defaultdict(list)
                for char in chars:
                    by_mark[char.get("mcid")].append(char)
                orders[number] = [word for mark in marks for word in _chained(by_mark.get(mark, []))]
            elif "tex" in producer and not page.rotation:
                orders[number] = _chained(chars)
            rows = [row for table in page.extract_tables() if len(table) > 1 for row in table]
            held = [[cell for cell in row if cell and cell.strip()] for row in rows]
            tables[number] = [Counter(words_of("\n".join(row))) for row in held if len(row) > 1]
    return orders, tables


def _marks(nodes: Sequence[Any]) -> Iterator[int]:
    """Marked content of a structure tree, depth first."""
    for node in nodes:
        yield from node.get("mcids", [])
        yield from _marks(node.get("children", []))


def _chained(chars: Sequence[Any]) -> list[str]:
    """Words of characters that follow each other in the file."""
    parts: list[str] = []
    for before, char in pairwise([None, *chars]):
        if before is not None and char is not None:
            apart = abs(char["x0"] - before["x1"]) > _GAP * char["size"]
            below = abs(char["bottom"] - before["bottom"]) > char["size"] / 2
            parts.append("\n" if below else " " if apart else "")
        parts.append(char["text"] if char else "")
    return words_of("".join(parts))


def score(path: Path, most: int, scores: dict[str, Score]) -> None:
    """Add what each reader makes of one file."""
    orders, tables = references(path, most)
    read: dict[str, Pages] = {}
    for name, reader in READERS.items():
        began = time.process_time()
        try:
            whole = reader(path, most)
        except Exception as error:  # noqa: BLE001  any parser may raise anything
            scores[name].failed.append(f"{path.name} ({type(error).__name__})")
            continue
        scores[name].seconds += time.process_time() - began
        scores[name].pages += len(whole)
        read[name] = whole[:most]
    for number in range(max(map(len, read.values()), default=0)):
        found = {name: _page_words(pages, number) for name, pages in read.items()}
        counts = {name: Counter(words) for name, words in found.items()}
        agreed: Counter[str] = Counter()
        for word in set().union(*counts.values()):
            agreed[word] = sorted((count[word] for count in counts.values()), reverse=True)[(len(counts) - 1) // 2]
        truth = Counter(pairwise(orders.get(number, [])))
        for name, words in found.items():
            own = scores[name]
            own.words += agreed.total()
            own.lost += (agreed - counts[name]).total()
            own.pairs += truth.total()
            own.kept_pairs += (truth & Counter(pairwise(words))).total()
            units = [Counter(words_of(unit)) for unit in read[name][number]] if number < len(read[name]) else []
            own.rows += len(tables.get(number, []))
            own.whole += sum(any(_holds(unit, row) for unit in units) for row in tables.get(number, []))


def _holds(unit: Counter[str], row: Counter[str]) -> bool:
    """Whether a unit is that row: a page in one block is none. The names of its columns may stand in it."""
    return row <= unit and unit.total() <= max(2 * row.total(), row.total() + 3)


def _page_words(pages: Pages, number: int) -> list[str]:
    return words_of("\n".join(pages[number])) if number < len(pages) else []


def main(arguments: Sequence[str] | None = None) -> None:
    """Read all files with all readers that are installed, and print a line of figures each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--libraries", type=Path, action="append", default=[])
    parser.add_argument("--pages", type=int, default=30, help="of a file, so that no book outweighs the rest (30)")
    wishes = parser.parse_args(arguments)
    sys.path += [str(path) for path in wishes.libraries]
    logging.disable(logging.WARNING)
    scores = {name: Score() for name in READERS}
    files = sorted(path for folder in wishes.folders for path in folder.glob("*.pdf"))
    for path in files:
        try:
            score(path, wishes.pages, scores)
        except Exception as error:  # noqa: BLE001  what the reference cannot read is no case
            print(f"left out: {path.name} ({type(error).__name__})")
    rows = []
    for name, own in scores.items():
        if own.pages:
            lost, order = 100 * own.lost / max(own.words, 1), 100 * own.kept_pairs / max(own.pairs, 1)
            note = (
                f"words lost of {own.words}; order {order:.1f}% of {own.pairs} pairs; rows {own.whole} of {own.rows}; "
                f"{1000 * own.seconds / own.pages:.0f} ms a page of {own.pages}; {len(own.failed)} files failed"
            )
            rows.append(Row(name, f"{lost:.2f}%", note))
            print(name, "failed:", ", ".join(own.failed) or "none")
    print_rows(rows)


if __name__ == "__main__":
    main()

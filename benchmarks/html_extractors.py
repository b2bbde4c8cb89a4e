"""``python -m benchmarks.html_extractors FOLDER [--libraries DIR]``: our reading of pages beside that of extractors.

The folder holds a folder a page with ``source.html`` and ``expected.html``, the content as people kept it, such as
the ``test/test-pages`` of mozilla/readability. *Kept* is the share of the expected words that an extractor gives,
*extra* that of its words which are not expected. ``--libraries`` is a ``site-packages`` with trafilatura and
readability-lxml.
"""

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from bs4 import BeautifulSoup

from benchmarks.measure import Row, print_rows
from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.loaders import load_bytes

_WORD = re.compile(r"[^\W_]+")


def ours(page: str) -> str:
    """Our loader, as it reads a file."""
    try:
        return load_bytes(page.encode(), "page.html").text
    except UnreadableFileError:
        return ""


def trafilatura(page: str) -> str:
    """Trafilatura with tables, at its usual balance."""
    return str(import_module("trafilatura").extract(page, include_comments=False, include_tables=True) or "")


def readability(page: str) -> str:
    """readability-lxml: the summary's text."""
    summary = import_module("readability").Document(page).summary()
    return BeautifulSoup(summary, "lxml").get_text(" ")


EXTRACTORS: dict[str, Callable[[str], str]] = {
    "citewell": ours,
    "trafilatura": trafilatura,
    "readability-lxml": readability,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line of figures for each extractor: means over the pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--libraries", type=Path, action="append", default=[])
    wishes = parser.parse_args(arguments)
    sys.path += [str(path) for path in wishes.libraries]
    pages = sorted(path for path in wishes.folder.iterdir() if (path / "expected.html").is_file())
    rows = []
    for name, extract in EXTRACTORS.items():
        kept, extra, least, seconds = 0.0, 0.0, ("", 1.0), 0.0
        for page in pages:
            source = (page / "source.html").read_text(encoding="utf-8")
            expected = _words(BeautifulSoup((page / "expected.html").read_text(encoding="utf-8"), "lxml").get_text(" "))
            began = time.process_time()
            given = _words(extract(source))
            seconds += time.process_time() - began
            common = (expected & given).total()
            share = common / max(expected.total(), 1)
            kept += share
            extra += 1 - common / max(given.total(), 1)
            least = min(least, (page.name, share), key=lambda pair: pair[1])
        note = (
            f"of the expected words kept; {100 * extra / len(pages):.1f}% of its words extra; least {least[0]} "
            f"{100 * least[1]:.0f}%; {1000 * seconds / len(pages):.0f} ms a page of {len(pages)}"
        )
        rows.append(Row(name, f"{100 * kept / len(pages):.1f}%", note))
    print_rows(rows)


def _words(text: str) -> Counter[str]:
    return Counter(word.casefold() for word in _WORD.findall(text))


if __name__ == "__main__":
    main()

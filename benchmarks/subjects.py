"""``python -m benchmarks.subjects``: numbers bound to another subject, on the gold replies of the bank of tickets.

True: sentences with a literal, beside the section of a gold document that holds all of their literals. Swapped: the
same with one number put for another of the same unit or currency that the section states.
"""

import random
import re
from collections.abc import Iterator
from pathlib import Path

from corpora.reading import ROOT, rows, shared_folder, ticket_files

from benchmarks.measure import Row, print_rows
from citewell.governance.literals.extraction import find_literals, missing_literals
from citewell.governance.literals.misplaced import has_misplaced_literal
from citewell.governance.literals.subjects import has_other_subject
from citewell.governance.literals.units import unit_of
from citewell.governance.text.sentences import split_sentences
from citewell.pipeline.checks.windows import pieces_of
from citewell.pipeline.generation.citations import strip_marks

SEED = 1
TEXTS = {".md", ".txt", ".html"}
_SECTION = re.compile(r"\n(?=#{1,4} )")
_WHOLE = re.compile(r"\d+")


def claims() -> Iterator[tuple[str, list[str]]]:
    """Each sentence with a literal, and the sentences of the section that holds all of its literals."""
    bank = ROOT / "training" / "tickets"
    roots = (shared_folder() / "data" / "kb", ROOT / "sample_kb", bank / "companies")
    files = [*ticket_files(shared_folder() / "tickets"), *ticket_files(bank)]
    for row in (row for file in files for row in rows(file)):
        if row["decision"] != "answer":
            continue
        places = [root / row["kb"] / name.partition("#")[0] for name in row["gold_documents"] for root in roots]
        text = "\n\n".join(read(path) for path in places if path.is_file() and path.suffix in TEXTS)
        reply = strip_marks(row["reply"])
        for start, end in split_sentences(reply):
            claim = reply[start:end]
            if not find_literals(claim):
                continue
            holding = next((one for one in _SECTION.split(text) if not missing_literals(claim, [one])), None)
            if holding is not None:
                yield claim, pieces_of(holding)


def read(path: Path) -> str:
    """A document's text as it stands."""
    return path.read_text(encoding="utf-8", errors="replace")


def swapped(claim: str, pieces: list[str], rng: random.Random) -> str | None:
    """``claim`` with one whole number of the section in another one's place; ``None`` where there is none."""
    kinds = {(one.normal, unit_of(piece, one)) for piece in pieces for one in find_literals(piece)}
    places = [
        (one, normal)
        for one in find_literals(claim)
        for normal, kind in sorted(kinds)
        if kind and kind == unit_of(claim, one) and _WHOLE.fullmatch(one.normal) and _WHOLE.fullmatch(normal)
        if normal != one.normal
    ]
    if not places:
        return None
    one, normal = rng.choice(places)
    return claim[: one.start] + normal + claim[one.end :]


def main() -> None:
    """Measure and print."""
    rng, found = random.Random(SEED), list(claims())  # noqa: S311  sampling, no secret
    stopped = sum(has_other_subject(claim, pieces) for claim, pieces in found)
    wrong = [(made, pieces) for claim, pieces in found if (made := swapped(claim, pieces, rng)) is not None]
    by_subject = sum(has_other_subject(claim, pieces) for claim, pieces in wrong)
    by_copy = sum(has_misplaced_literal(claim, pieces) for claim, pieces in wrong)
    both = sum(has_other_subject(claim, pieces) or has_misplaced_literal(claim, pieces) for claim, pieces in wrong)
    print_rows(
        [
            Row("true sentences", f"{len(found):,}", f"{stopped} stopped ({stopped / len(found):.1%})"),
            Row("swapped numbers", f"{len(wrong):,}", f"found: {by_subject} by subject, {by_copy} as near copies"),
            Row("found by either", f"{both:,}", f"{both / len(wrong):.0%}"),
        ]
    )


if __name__ == "__main__":
    main()

"""Tickets that ask to count the rows of a table: no passage holds the answer, and no search sees every row."""

import re
from collections import defaultdict
from collections.abc import Sequence

from citewell.domain.documents import Hit
from citewell.domain.drafts import Finding, Severity
from citewell.governance.text.words import content_stems
from citewell.pipeline.retrieval.meant_rows import fields_of, is_row

FIRST = 6
"""Passages among which rows of the table that is asked about must be, and how many of them."""
LEAST_ROWS = 2
MOST_DIGITS = 4
"""Digits of a number that may be an amount; longer ones are numbers of orders and the like."""
_ASKS = re.compile(
    r"(?<!\w)(?:how\s+many|(?:the\s+)?(?:total\s+)?number\s+of|count(?:\s+of)?|wie\s?viele|(?:die\s+)?anzahl(?:\s+der)?|combien\s+d(?:e\s+|['’])|(?:le\s+)?nombre\s+de"
    r"|cu[áa]nt[oa]s|n[úu]mero\s+de|quant[ei]|hoeveel|aantal|quant[oa]s|hvor\s+mange|hur\s+många|ile|ilu)\s+(?P<what>[^?.!,;\n]{2,80})",
    re.IGNORECASE,
)
_NUMBER = re.compile(rf"\W*\d{{1,{MOST_DIGITS}}}(?:[.,]\d+)?(?:\s*[^\W\d]{{1,12}}\.?)?\W*")
_CODE_COLUMN = re.compile(
    r"\b(?:no|nr|number|nummer|ids?|code|key|sku|ref\w*|zip|plz|phone|order|invoice|ticket)\b", re.IGNORECASE
)


def counted_tables(ticket: str, hits: Sequence[Hit]) -> list[str]:
    """The names of the documents whose rows ``ticket`` asks to count; ``hits`` are what was found, best first.

    A row that holds the number itself (``In stock: 12``) answers ``how many``, and so may a row that a code names.
    """
    asked = [match["what"] for match in _ASKS.finditer(ticket)]
    if not asked or any(hit.exact for hit in hits):
        return []
    tables: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits[:FIRST]:
        if is_row(hit):
            tables[_table(hit)].append(hit)
    said = content_stems(" ".join(asked))
    return [
        name
        for name, rows in tables.items()
        if len(rows) >= LEAST_ROWS and said & _stems(rows) and not any(_holds_number(row, said) for row in rows)
    ]


def without_counted(hits: Sequence[Hit], tables: Sequence[str]) -> list[Hit]:
    """``hits`` without the rows of ``tables``: some of them look like an answer."""
    return [hit for hit in hits if not (is_row(hit) and _table(hit) in tables)]


def counting_finding(tables: Sequence[str]) -> Finding:
    """What the agent is told."""
    names = ", ".join(tables)
    message = (
        f"The ticket asks to count rows of {names}. Citewell finds rows and does not count them; count them there."
    )
    return Finding("counting", Severity.WARN, message)


def _table(row: Hit) -> str:
    return row.document.partition("#")[0]


def _stems(rows: Sequence[Hit]) -> set[str]:
    """The words of the table's name and title, of its columns, and of its values."""
    texts = [text for row in rows for text in (re.sub(r"[\W_]+", " ", _table(row)), row.title, row.text)]
    return content_stems(" ".join(texts))


def _holds_number(row: Hit, said: set[str]) -> bool:
    """Whether a column that the question names holds an amount."""
    return any(
        said & content_stems(name) and _NUMBER.fullmatch(value) and not _CODE_COLUMN.search(name)
        for name, value in fields_of(row)
    )

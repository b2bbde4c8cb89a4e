"""Captions of tables: the line above one that says what it lists."""

import re

HEADER_CELL = " | "
"""Stands between the cells of a header row where it is repeated."""
_MOST = 160
"""Characters of a caption; a longer line is a paragraph."""
_NUMBERED = re.compile(
    r"(?i:table|tab\.|tabelle|tableau|tabla|cuadro|tabella|tabel|tabell|tabela|taulukko|exhibit|übersicht|appendix)"
    r"(?:\s*:|\s+(?:\d+(?:[.-]\d+)*|[IVX]+|[A-Z])\b)"
)


def is_caption(text: str) -> bool:
    """Whether a paragraph right above a table names it: it is numbered as one, or ends in a colon."""
    text = text.strip()
    return 0 < len(text) <= _MOST and "\n" not in text and (text.endswith((":", "：")) or bool(_NUMBERED.match(text)))

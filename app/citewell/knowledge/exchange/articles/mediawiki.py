"""MediaWiki: pages of an XML dump (the export format, ``<mediawiki>``), with wikitext made plain HTML.

After "Help:Export" and "Help:Formatting" (mediawiki.org). Read are pages of the main and the help namespace; headings,
lists, emphasis, links, tables, and text in ``nowiki`` and ``pre``. Templates, references, files and categories are
left out, and said.
"""

import html
import re
from collections.abc import Iterator
from pathlib import Path

from citewell.knowledge.exchange.addresses import joined_address, percent_encoded
from citewell.knowledge.exchange.articles.xml import elements, local_name, text_at
from citewell.knowledge.exchange.json_stream import Reading
from citewell.knowledge.exchange.values import Article

_READ = frozenset({"0", "4", "12"})
"""Numbers of the main, project and help namespaces."""
_MAX_NESTED = 200
"""Times that templates inside of each other are taken out, the innermost first."""
_TEMPLATE = re.compile(r"\{\{[^{}]{0,20000}\}\}")
_LEFT_OUT = re.compile(r"<!--.*?-->|<ref\b[^<>]*/>|<ref\b[^<>]*>[^<]*</ref>|__[A-Z]+__", re.IGNORECASE | re.DOTALL)
_MEDIA = re.compile(
    r"\[\[(?:file|image|category|datei|bild|kategorie|fichier|catégorie)\s*:[^\[\]]*\]\]", re.IGNORECASE
)
_LINK = re.compile(r"\[\[:?(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_OUTSIDE = re.compile(r"\[(?:https?:)?//[^\s\]]+\s*([^\]]*)\]")
_STRONG = re.compile(r"'{5}(.+?)'{5}|'{3}(.+?)'{3}|'{2}(.+?)'{2}")
_INLINE_TAG = re.compile(
    r"</?(?:nowiki|pre|code|br|small|big|sup|sub|span|div|u|s|b|i|center)\b[^<>]*/?>", re.IGNORECASE
)
_HEADING = re.compile(r"(={1,6})\s*(.+?)\s*\1\s*")
_ITEM = re.compile(r"([*#:;]+)\s*(.*)")


def read_mediawiki(path: Path, reading: Reading) -> Iterator[Article]:
    """The pages in order; redirects are passed over. Raises ``CutExportError``, ``BadInputError``."""
    base = ""
    for element in elements(path, ("siteinfo", "page"), reading):
        if local_name(element) == "siteinfo":
            base = text_at(element, "base").rpartition("/")[0]
            continue
        text = text_at(element, "revision", "text")
        redirects = any(local_name(child) == "redirect" for child in element)
        if redirects or text_at(element, "ns") not in _READ or not text.strip():
            reading.others += 1
            continue
        reading.count += 1
        title = text_at(element, "title")
        body, problems = page_of_wikitext(text)
        yield Article(
            id=text_at(element, "id") or title,
            title=title,
            body=body,
            url=joined_address(base, percent_encoded(title.replace(" ", "_"))),
            updated=text_at(element, "revision", "timestamp"),
            problems=problems,
        )


def page_of_wikitext(text: str) -> tuple[str, tuple[str, ...]]:
    """The page as HTML, and what was left out of it."""
    text = _LEFT_OUT.sub("", text)
    templates = 0
    for _ in range(_MAX_NESTED):
        text, count = _TEMPLATE.subn("", text)
        templates += count
        if not count:
            break
    problems = (f"{templates} templates are left out",) if templates else ()
    text = _OUTSIDE.sub(r"\1", _LINK.sub(r"\1", _MEDIA.sub("", text)))
    return "\n".join(_blocks(text.split("\n"))), problems


def _blocks(lines: list[str]) -> Iterator[str]:
    open_lists = ""
    table = False
    for line in lines:
        stripped = line.strip()
        marks, item = _marked(stripped)
        if marks != open_lists:
            yield from _between(open_lists, marks)
            open_lists = marks
        if table or stripped.startswith("{|"):
            yield _table_line(stripped)
            table = not stripped.startswith("|}")
        elif marks:
            yield f"<li>{_inline(item)}</li>"
        elif heading := _HEADING.fullmatch(stripped):
            level = len(heading[1])
            yield f"<h{level}>{_inline(heading[2])}</h{level}>"
        elif stripped:
            yield f"<p>{_inline(stripped)}</p>"
    yield from _between(open_lists, "")
    if table:
        yield "</table>"


def _marked(line: str) -> tuple[str, str]:
    """The marks of a list item without those that only indent it, and its text."""
    match = _ITEM.fullmatch(line)
    marks = "".join(mark for mark in match[1] if mark in "*#") if match else ""
    return (marks, match[2]) if match and marks else ("", line.lstrip(":;"))


def _between(before: str, after: str) -> Iterator[str]:
    """Tags that close and open lists."""
    same = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    for mark in reversed(before[same:]):
        yield "</ul>" if mark == "*" else "</ol>"
    for mark in after[same:]:
        yield "<ul>" if mark == "*" else "<ol>"


def _table_line(line: str) -> str:
    if line.startswith("{|"):
        return "<table><tr>"
    if line.startswith("|}"):
        return "</tr></table>"
    if line.startswith("|-"):
        return "</tr><tr>"
    if line.startswith("|+"):
        return f"<caption>{_inline(line[2:].strip())}</caption>"
    if line.startswith(("!", "|")):
        tag = "th" if line[0] == "!" else "td"
        cells = re.split(r"\|\||!!", line[1:])
        return "".join(f"<{tag}>{_inline(_cell(cell))}</{tag}>" for cell in cells)
    return _inline(line)


def _cell(cell: str) -> str:
    """A cell's text without its attributes."""
    before, bar, after = cell.partition("|")
    return (after if bar and "=" in before else cell).strip()


def _inline(text: str) -> str:
    text = _STRONG.sub(lambda match: match[1] or match[2] or match[3], text)
    text = _INLINE_TAG.sub("", text)
    return html.escape(html.unescape(text), quote=False)

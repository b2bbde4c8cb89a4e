"""Confluence: spaces as HTML pages, and as XML (``entities.xml``, Confluence's storage format).

After "Export Content to Word, PDF, HTML and XML" and "Confluence Storage Format" (confluence.atlassian.com). The
exports name no address: it is made of ``base`` and the page's number (``/pages/viewpage.action?pageId=``).
"""

import re
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.element import Tag

from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.decoding import decode
from citewell.knowledge.exchange.addresses import joined_address
from citewell.knowledge.exchange.articles.xml import Element, elements, local_name
from citewell.knowledge.exchange.json_stream import Reading
from citewell.knowledge.exchange.values import Article

_NUMBER = re.compile(r"(?:.*_)?(\d{3,})")
_PANELS = {"info": "Info", "note": "Note", "tip": "Tip", "warning": "Warning", "panel": ""}
_MACRO_HTML = re.compile(r"<(/?)(?:ac|ri):[\w-]+([^<>]*)>")


def is_html_export(folder: Path) -> bool:
    """Whether a folder is a space exported as HTML: its index names the pages, and they have Confluence's content."""
    index = folder / "index.html"
    if not index.is_file():
        return False
    head = index.read_bytes()[:200_000].decode("utf-8", "replace")
    return "Available Pages" in head or ("confluence" in head.lower() and "pageSection" in head)


def read_html_export(folder: Path, base: str, reading: Reading) -> Iterator[Article]:
    """The pages of a space exported as HTML."""
    for path in sorted(folder.glob("*.html")):
        if path.name == "index.html":
            continue
        try:
            soup = BeautifulSoup(decode(path.read_bytes()), "html.parser")
        except (UnreadableFileError, OSError) as error:
            reading.problems.append(f"{path.name}: {error}; it is left out")
            continue
        content = soup.find(id="main-content")
        if not isinstance(content, Tag):
            reading.others += 1
            continue
        for useless in content.select(".pageSection.group, .toc-macro, script, style"):
            useless.decompose()
        reading.count += 1
        number = _NUMBER.fullmatch(path.stem)
        title = soup.find(id="title-text") or soup.title
        named = " ".join(title.get_text().split()) if isinstance(title, Tag) else path.stem
        yield Article(
            id=number[1] if number else path.stem,
            title=named.partition(" : ")[2] or named,
            body=content.decode_contents(),
            url=_address(base, number[1]) if number else "",
        )


def read_xml_export(path: Path, base: str, reading: Reading) -> Iterator[Article]:
    """The current pages of ``entities.xml``; drafts, old versions and blog posts in the bin are passed over.

    Two passes: which pages are current, and their texts. Raises ``CutExportError``, ``BadInputError``.
    """
    titles = {}
    for element in elements(path, ("object",), reading):
        if element.get("class") in {"Page", "BlogPost"} and _is_current(element):
            titles[_identity(element)] = _property(element, "title")
    for element in elements(path, ("object",), reading):
        if element.get("class") != "BodyContent":
            continue
        owner = next((child for child in element if child.get("name") == "content"), None)
        number = "" if owner is None else _identity(owner)
        body = _property(element, "body")
        if number not in titles or not body.strip():
            continue
        reading.count += 1
        page, problems = page_of_storage(body)
        yield Article(number, titles[number], page, _address(base, number), problems=problems)


def page_of_storage(body: str) -> tuple[str, tuple[str, ...]]:
    """A page in storage format as HTML, and what was left out of it."""
    soup = BeautifulSoup(body, "html.parser")
    left: list[str] = []
    for macro in soup.find_all("ac:structured-macro"):
        name = str(macro.get("ac:name", ""))
        for parameter in macro.find_all("ac:parameter", recursive=False):
            parameter.decompose()
        plain = macro.find("ac:plain-text-body")
        if isinstance(plain, Tag):
            plain.name = "pre"
        elif macro.find("ac:rich-text-body") is None:
            left.append(name)
            macro.decompose()
            continue
        if _PANELS.get(name):
            macro.insert(0, soup.new_tag("p", string=f"{_PANELS[name]}:"))
    for image in soup.find_all("ac:image"):
        image.decompose()
    problems = (f"macros left out: {', '.join(dict.fromkeys(left))}",) if left else ()
    return _MACRO_HTML.sub(lambda tag: f"<{tag[1]}span>", str(soup)), problems


def _address(base: str, number: str) -> str:
    return joined_address(base, f"pages/viewpage.action?pageId={number}")


def _property(element: Element, name: str) -> str:
    return next((child.text or "" for child in element if child.get("name") == name), "")


def _identity(element: Element) -> str:
    return next((child.text or "" for child in element if local_name(child) == "id"), "")


def _is_current(element: Element) -> bool:
    original = next((child for child in element if child.get("name") == "originalVersion"), None)
    return original is None and _property(element, "contentStatus") in {"", "current"}

"""What a person wrote in a message: without signatures, disclaimers, and the mails quoted in it.

Quoted mails stay, after ``> ``, where nothing else was written.
"""

import re
from collections.abc import Iterable

from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.loaders.mail.eml import html_paragraphs, plain_paragraphs
from citewell.knowledge.loaders.text.parts import Part

MAX_HTML = 400_000
"""Characters of HTML that are parsed as a page; of a longer mail the tags alone are taken out."""
_HIDDEN = (("<!--", "--"), ("<style", "</style"), ("<script", "</script"), ("<head>", "</head"))
"""Where what shows nothing and makes mails large begins, and ends with the next ``>``."""
_DATA = re.compile(r"\bdata:[\w/+.-]{1,100};base64,[\w+/=]*", re.ASCII)
"""A picture inside of the text (RFC 2397)."""
_BLOCK = re.compile(r"</?(?:p|div|br|li|tr|h[1-6]|blockquote|table)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{1,20000}>")
_ENTITIES = {"&nbsp;": " ", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&"}


def words_of_plain(text: str) -> str:
    """The paragraphs that were written in a plain message."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unquoted(list(plain_paragraphs(text))) or text.strip()


def words_of_html(text: str) -> str:
    """The paragraphs that were written in an HTML message, also in one too large to be parsed as a page."""
    if len(text) > MAX_HTML:
        text = _without_hidden(_DATA.sub("", text))
    if len(text) > MAX_HTML:
        return words_of_plain(_without_tags(text))
    try:
        return unquoted(list(html_paragraphs(text))) or _without_tags(text).strip()
    except UnreadableFileError:
        return words_of_plain(_without_tags(text))


def unquoted(parts: Iterable[Part]) -> str:
    """The parts that are not quoted; all of them where nothing else was written."""
    parts = [part for part in parts if part.text]
    own = [part for part in parts if not part.mark.startswith(">")]
    return "\n\n".join(f"{part.mark}{part.text}" for part in own or parts)


def _without_hidden(text: str) -> str:
    """Without comments, style sheets, scripts and the head; each begins and ends once, so the time is linear."""
    for begin, end in _HIDDEN:
        lower = text.lower()
        if len(lower) != len(text):  # lower case is longer in some scripts, and places would not fit
            return text
        kept: list[str] = []
        at = 0
        while (start := lower.find(begin, at)) >= 0 and (stop := lower.find(end, start)) >= 0:
            kept.append(text[at:start])
            at = lower.find(">", stop + len(end)) + 1 or len(text)
        text = "".join((*kept, text[at:]))
    return text


def _without_tags(text: str) -> str:
    text = _TAG.sub("", _BLOCK.sub("\n", text))
    for name, character in _ENTITIES.items():
        text = text.replace(name, character)
    return re.sub(r"\n\s*\n\s*", "\n\n", text)

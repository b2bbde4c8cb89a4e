"""Links and addresses in a text that is to leave: each must stand in a source, whatever way it is written."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from citewell.governance.literals.extraction import find_literals

_MARKDOWN = re.compile(r"!?\[[^\]\n]{0,300}\]\(\s{0,20}<?([^)\s>]{0,500})>?[^)\n]{0,300}\)")
_REFERENCE = re.compile(r"^[ ]{0,3}\[[^\]\n]+\]:[ \t]*<?(\S+?)>?(?=\s|$)", re.MULTILINE)
_TAG = re.compile(r"<\s{0,9}[/!]?\s{0,9}[a-z][^<>]{0,2000}>", re.IGNORECASE)
_PLAIN_TAG = re.compile(r"<(?:[A-Z][A-Z0-9_]*|/?[a-z][a-z0-9-]*\s?/?)>")
"""A placeholder, or a tag that names nothing to load."""
_LOADS = re.compile(
    r"<\s*/?\s*(?:a|img|image|script|iframe|object|embed|link|form|base|meta|svg|style|video|audio)\b", re.IGNORECASE
)
_SCHEME = re.compile(
    r"\b(?:[a-z][a-z0-9+.-]*://[^\s<>\[\]()\"']+|(?:javascript|vbscript|data|file|mailto|tel|sms|ftp|blob):[^\s<>\[\]()\"']+)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"']+@[^\s@<>()\[\],;:\"']+")
_DOMAIN = re.compile(
    r"(?<![@\w.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+"
    r"(?:com|org|net|edu|gov|int|info|biz|io|example|test|invalid|localhost|de|eu|uk|fr|es|nl|pl|ru|cn|jp|br|ca|ch|cc|co|app|"
    r"dev|ai|tv|ly|gg|to|xyz|top|site|online|shop|store|club|live|link|click|page|cloud|tech|support|help|zip|mov|ws|su|"
    r"tk|ml|ga|cf|gq)\b(?:[/?#][^\s<>\[\]()\"']*)?",
    re.IGNORECASE,
)
MAX_RUN = 500
"""Characters without a space in which links are looked for: the patterns take time by the square of it."""
_UNBROKEN = re.compile(rf"\S{{{MAX_RUN + 1},}}")
_ENDS = ".,;:!?/'\"»”’"


@dataclass(frozen=True, slots=True)
class Link:
    """A link or an address in a text. ``start`` and ``end`` are characters into it."""

    text: str
    target: str
    start: int
    end: int


def find_links(text: str) -> list[Link]:
    """Every link in order: Markdown (images too), tags, angle brackets, schemes, domains, e-mail addresses."""
    text = _UNBROKEN.sub(lambda run: run[0][:MAX_RUN] + " " * (len(run[0]) - MAX_RUN), text)
    found: list[Link] = []
    covered = bytearray(len(text))
    for pattern in (_MARKDOWN, _REFERENCE, _TAG, _SCHEME, _ADDRESS, _DOMAIN):
        for match in pattern.finditer(text):
            if covered[match.start()] and covered[match.end() - 1]:
                continue
            if pattern is _TAG and _PLAIN_TAG.fullmatch(match[0]) and not _LOADS.match(match[0]):
                continue
            target = match[1] if pattern in (_MARKDOWN, _REFERENCE) else match[0].rstrip(_ENDS)
            found.append(Link(match[0].rstrip(_ENDS) or match[0], target, match.start(), match.end()))
            covered[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    return sorted(found, key=lambda link: link.start)


def unknown_links(text: str, sources: Iterable[str]) -> list[Link]:
    """The links of ``text`` whose target stands in none of ``sources``; a tag must stand there as it is."""
    links = find_links(text)
    if not links:
        return []
    known: set[str] = set()
    for source in sources:
        known |= {_normal(link.target) for link in find_links(source)}
        known |= {literal.normal for literal in find_literals(source) if "." in literal.normal}
    return [link for link in links if _normal(link.target) not in known]


def without_links(text: str) -> str:
    """``text`` with blanks in place of its links and addresses."""
    for link in reversed(find_links(text)):
        text = f"{text[: link.start]} {text[link.end :]}"
    return text


def _normal(target: str) -> str:
    plain = target.strip().rstrip(_ENDS).casefold()
    if re.fullmatch(r"<[^\s<>]+[@:][^\s<>]+>", plain):
        plain = plain[1:-1]
    return re.sub(r"^(?:mailto:|tel:)?(?:https?://)?(?:www\.)?", "", plain).rstrip("/")

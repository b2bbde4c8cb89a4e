"""Quoted history in a mail: what a customer writes now, told from the messages quoted below or above it.

The forms are those of Outlook (a block of headers), Gmail and Apple Mail (``On ... wrote:``), Thunderbird, and ``>``
before lines, in Czech, Danish, Dutch, English, Finnish, French, German, Italian, Norwegian, Polish, Portuguese,
Spanish and Swedish. A forwarded message is what the ticket is about, and stays.
"""
# ruff: noqa: E501  patterns read best in one line

import re
from collections.abc import Sequence
from dataclasses import dataclass

from citewell.governance.text.words import content_stems

LEAST_STEMS, ENOUGH_STEMS = 3, 8
"""Content words of a question, and of a statement, that can be read by itself; "Yes, please" needs what it answers."""
NEAR_HEADERS, MORE_HEADERS = 6, 2
"""Lines behind ``From:`` in which other headers stand, and how many of them make a block."""
WRAPPED = 3
"""Lines that ``On ... wrote:`` may be wrapped over."""
_SPACE = r"[ \t\u00a0]*"
_FROM = re.compile(
    rf"{_SPACE}\*{{0,2}}(?:from|fra|från|von|de|da|van|od|lähettäjä)\*{{0,2}}{_SPACE}:\*{{0,2}}{_SPACE}\S",
    re.IGNORECASE,
)
_HEADER = re.compile(
    rf"{_SPACE}\*{{0,2}}(?:(?P<subject>subject|emne|ämne|betreff|objet|asunto|oggetto|onderwerp|temat|assunto|aihe)"
    r"|sent|date|to|cc|sendt|dato|til|skickat|datum|till|kopia|kopi|gesendet|an|envoyé(?: le)?|à|enviad[oa](?: el| em)?|fecha|para|inviato|data"
    r"|a|verzonden|aan|wysłano|do|dw|lähetetty|vastaanottaja|päivämäärä)"
    rf"\*{{0,2}}{_SPACE}:\*{{0,2}}{_SPACE}(?P<value>.*)",
    re.IGNORECASE,
)
_FORWARDS = re.compile(r"(?:fwd?|wg|tr|rv|i|vs|vb|doorst|pd|enc|vl)\s*:", re.IGNORECASE)
_FORWARDED = re.compile(
    r"[-–—\s]*(?:begin )?(?:forwarded message|weitergeleitete nachricht|message transféré|mensaje reenviado|messaggio (?:inoltrato|inoltrata)"
    r"|doorgestuurd bericht|videresend?t (?:besked|melding|mail)|vidarebefordrat (?:meddelande|brev)|wiadomość przekazana|przekazana wiadomość|mensagem encaminhada|välitetty viesti)\b",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"[-–—_\s]{3,}(?:original message|original appointment|ursprüngliche nachricht|originalnachricht|message d['’]origine|message original|mensaje original|messaggio originale"
    r"|oorspronkelijk bericht|oprindelig (?:meddelelse|besked)|opprinnelig melding|ursprungligt meddelande|originalmeddelande|wiadomość oryginalna|mensagem original|alkuperäinen viesti)[-–—_\s]*\Z",
    re.IGNORECASE,
)
_DATED = r"(?=.*(?:\d{1,2}[:.h]\d\d|\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2}))"
_WROTE = re.compile(
    rf"\s*(?:{_DATED}(?:on\b.*\bwrote|am\b.*\bschrieb\b.*|le\b.*\ba écrit|el\b.*\bescribió|il\b.*\bha scritto|op\b.*\b(?:schreef\b.*|het volgende geschreven)|(?:em|no dia|às)\b.*\bescreveu"
    r"|(?:den\b|(?:man|tir|tirs|ons|tor|tors|fre|lør|søn|mån|tis|lör|sön)\w*\.?\b).*\bskrev\b.*|.*\bnapisał(?:\(a\)|a)?|.*\bnapsala?|w dniu\b.*\bpisze|wiadomość napisana przez\b.*|.*\bkirjoitti"
    r"|.*<[^<>\s]+@[^<>\s]+>.*\b(?:wrote|schrieb|skrev|schreef)|\d.*\bskrev\b.*|.*\bwrote on\b.*|.*\bschrieb am\b.*))\s*:\s*\Z",
    re.IGNORECASE | re.DOTALL,
)
_QUOTED = re.compile(r"^[ \t]*>", re.MULTILINE)
_ONE_QUOTE = re.compile(r"^[ \t]*> ?")
_OWN_SIDE = re.compile(r"(?:, |From: )(the customer|an agent)(?: wrote:)?\s*\Z")
_POINTS_BELOW = re.compile(
    r"\b(?:below|bottom|underneath|beneath|(?:this|the) (?:thread|exchange|conversation|e-?mails?|chain)|earlier (?:mail|message)s?|last (?:mail|message)|you (?:wrote|said|told)"
    r"|unten|unterhalb|folgende[nrs]?|darunter|siehe|ci-dessous|plus bas|abajo|siguiente|sotto|seguente|hieronder|onderstaand\w*|nedenfor|nedenstående|poniżej|poniższ\w+|abaixo|nedan)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ThreadMessage:
    """One message of a thread: the line that says who wrote it when (empty for the newest), and its words.

    ``side`` is ``customer`` or ``agent`` where that line says so; empty where it does not.
    """

    head: str
    text: str
    side: str = ""


def thread_of(text: str) -> list[ThreadMessage]:
    """The messages in ``text``, the newest first; one where nothing is quoted. Quoted lines lose their ``>``."""
    heads: list[list[str]] = [[]]
    bodies: list[list[str]] = [[]]
    lines, at = text.splitlines(), 0
    while at < len(lines):
        size = 0 if _QUOTED.match(lines[at]) else _headers_size(lines, at)  # quoted ones are read in their message
        if size:
            heads.append(lines[at : at + size])
            bodies.append([])
        else:
            bodies[-1].append(lines[at])
        at += size or 1
    messages = [ThreadMessage("", "\n".join(bodies[0]).strip(), "customer")]
    for head, body in zip(heads[1:], bodies[1:], strict=True):
        inner = thread_of("\n".join(_ONE_QUOTE.sub("", line) for line in body))
        said = " ".join(" ".join(head).split())
        messages.append(ThreadMessage(said, inner[0].text, _side(said)))
        messages += inner[1:]
    return messages


def _side(head: str) -> str:
    """Who a line of ours names; other programs name people, whose side is not known."""
    named = _OWN_SIDE.search(head)
    return "" if named is None else "agent" if named[1].endswith("agent") else "customer"


def without_history(text: str) -> str:
    """What is written above the mails quoted in ``text``; all of it where that cannot be read by itself.

    It can where it asks or says enough, and does not point to what is below. What is written below or between quoted
    lines mostly answers them: nothing is left out there.
    """
    lines = text.splitlines(keepends=True)
    if any(_FORWARDED.match(line) for line in lines):
        return text
    for at in range(len(lines)):
        if (
            _ORIGINAL.match(lines[at])
            or _is_header_block(lines, at)
            or _attribution(lines, at)
            or _quoted_attribution(lines, at)
        ):
            written = "".join(lines[:at]).rstrip(" \t\r\n_-–—")
            return written if _stands_alone(written) and not _goes_on(lines[at:]) else text
    return text


def _stands_alone(written: str) -> bool:
    if _QUOTED.search(written) or _POINTS_BELOW.search(written):
        return False
    return len(content_stems(written)) >= (LEAST_STEMS if "?" in written else ENOUGH_STEMS)


def _goes_on(history: Sequence[str]) -> bool:
    """Whether the customer writes on below lines that are quoted with ``>``."""
    quoted = [i for i, line in enumerate(history) if _QUOTED.match(line)]
    return bool(quoted) and len(content_stems("".join(history[quoted[-1] + 1 :]))) >= LEAST_STEMS


def _attribution(lines: Sequence[str], at: int) -> int:
    """How many lines from ``at`` on say who wrote what follows; 0 for none."""
    joined = ""
    for size, line in enumerate(lines[at : at + WRAPPED], start=1):
        if not line.strip():
            break
        joined += line
        if len(joined) < 400 and _WROTE.match(joined):
            return size
    return 0


def _quoted_attribution(lines: Sequence[str], at: int) -> bool:
    """Whether the line that says who wrote is the first of what it quotes, as Apple Mail has it."""
    if not _QUOTED.match(lines[at]) or (at and _QUOTED.match(lines[at - 1])):
        return False
    return _attribution([_ONE_QUOTE.sub("", line) for line in lines[at : at + WRAPPED]], 0) > 0


def _is_header_block(lines: Sequence[str], at: int) -> bool:
    """Whether the headers of a quoted mail begin at a line; those of a forwarded one do not count."""
    if not _FROM.match(lines[at]):
        return False
    headers = [match for line in lines[at + 1 : at + 1 + NEAR_HEADERS] if (match := _HEADER.match(line))]
    forwarded = any(match["subject"] and _FORWARDS.match(match["value"]) for match in headers)
    return len(headers) >= MORE_HEADERS and not forwarded


def split_history(lines: Sequence[str]) -> list[list[str]]:
    """What is written, then each mail quoted below it without its headers or attribution, whatever is written there."""
    parts: list[list[str]] = [[]]
    at = 0
    while at < len(lines):
        size = _headers_size(lines, at)
        if size:
            parts.append([])
        else:
            parts[-1].append(lines[at])
        at += size or 1
    return parts


def _headers_size(lines: Sequence[str], at: int) -> int:
    """How many lines from ``at`` on are the headers or the attribution of a quoted mail; 0 for none."""
    attribution = _attribution(lines, at)
    if attribution or not (_ORIGINAL.match(lines[at]) or _is_header_block(lines, at)):
        return attribution
    end = at + 1
    while end < len(lines) and (_FROM.match(lines[end]) or _HEADER.match(lines[end])):
        end += 1
    return end - at

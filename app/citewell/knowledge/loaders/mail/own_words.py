"""What a person wrote in a mail, told from signatures, disclaimers and the mails quoted below it."""
# ruff: noqa: E501  patterns read best in one line

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from citewell.governance.text.quoted_history import split_history

SIGNATURES = (
    "gmail_signature", "moz-signature", "ms-outlook-mobile-signature", "ms-outlook-signature", "AppleMailSignature",
    "yahoo-signature", "protonmail_signature_block", "zmail_extra_signature", "signature",
)  # fmt: skip
"""Classes by which mail programs mark a signature."""
QUOTES = (
    "div.gmail_quote", "blockquote.gmail_quote", "blockquote[type=cite]", "div.yahoo_quoted", "div.protonmail_quote", "blockquote.protonmail_quote",
    "div.moz-cite-prefix", "div#mail-editor-reference-message-container", "div.zmail_extra", "blockquote#isReplyContent",
)  # fmt: skip
"""What mail programs put a quoted mail into."""
SEPARATORS = (
    "div#divRplyFwdMsg",
    "div#appendonsend",
    "div[style*='border-top:solid #E1E1E1']",
    "div[style*='border-top:solid #B5C4DF']",
    "hr#stopSpelling",
)
"""What Outlook puts before the mails that follow."""
_MARK = re.compile(r"(?:>[ \t]?)+")
_SIGNATURE = re.compile(r"--[ \t]?")
_MOST_SIGNATURE = 14
"""Lines of a signature below ``--`` without the space that marks one."""
_SENT_FROM = re.compile(
    r"(?:sent from (?:my |outlook|mail|yahoo|the)|get outlook for|sent (?:with|via) |gesendet (?:von|mit) (?:meinem?|outlook|der)|von (?:meinem|unterwegs) .{0,30}(?:gesendet|gesandt)|diese nachricht wurde von meinem"
    r"|envoyé (?:de|depuis|à partir) |enviado (?:desde|do|de|a partir) (?:mi|meu|el|o|outlook|mail)|inviato (?:da|dal) |verzonden (?:vanaf|met|vanuit) |sendt fra min|sendt med |skickat från (?:min|outlook)|skickades från|wysłan[eo] z |lähetetty )",
    re.IGNORECASE,
)
_MOST_SENT_FROM = 80
_CONFIDENTIAL = re.compile(
    r"confidential|privileged|vertraulich|confidentiel|confidencial|riservat|confidenzial|vertrouwelijk|fortrolig|konfidentiell|konfidenti?el|poufn|sekretess|luottamuksell",
    re.IGNORECASE,
)
_THIS_MAIL = re.compile(
    r"\b(?:this (?:e-?mail|message|communication|transmission)|the (?:information|contents?) (?:contained )?(?:in|of) this|(?:diese|die) (?:e-?mail|nachricht)|ce (?:message|courriel|mail|courrier)|cet e-?mail|este (?:mensaje|correo|e-?mail)|esta mensagem"
    r"|(?:questo|il presente) (?:messaggio|e-?mail)|(?:questa|la presente) (?:e-?mail|comunicazione)|(?:dit|deze) (?:bericht|e-?mail)|denne (?:e-?mail|mail|meddelelse|besked|e-post|melding)|detta (?:e-?post|mail|meddelande)|ta wiadomość|niniejsz[ay] wiadomość|tämä (?:viesti|sähköposti))",
    re.IGNORECASE,
)
_INTENDED = re.compile(
    r"intended|addressee|recipient|unauthori[sz]ed|disclos|delete|bestimmt|empfänger|unbefugt|adressat|destinat|prohib|interdit|vietat|bestemd|geadresseerde|ontvanger|verbod|modtager|mottagare|beregnet|avsedd|adresat|odbiorc|vastaanottaja|elimin|lösch|supprim|verwijder",
    re.IGNORECASE,
)


def is_disclaimer(text: str) -> bool:
    """Whether a paragraph is the notice that a mail is confidential and meant for its recipient alone."""
    return all(pattern.search(text) for pattern in (_CONFIDENTIAL, _THIS_MAIL, _INTENDED))


def is_sent_from(text: str) -> bool:
    """Whether a line is what a telephone adds."""
    return len(text) <= _MOST_SENT_FROM and _SENT_FROM.match(text.strip()) is not None


def runs(lines: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Runs of lines quoted equally deep, with their mark such as ``>> ``; signatures are left out.

    A mail below headers counts as quoted, and the mail below its headers once more; below an attribution, lines are
    mostly marked by themselves.
    """
    for older, part in enumerate(split_history(lines)):
        marked = any(_MARK.match(line) for line in part)
        more = 0 if marked else older
        yield from _without_signatures([(depth + more, line) for depth, line in map(_unquoted, part)])


def _without_signatures(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[str, list[str]]]:
    """A signature ends where the depth changes."""
    for depth, run in groupby(lines, key=lambda line: line[0]):
        texts = [text for _, text in run]
        end = next((i for i, text in enumerate(texts) if _begins_signature(text, len(texts) - i)), len(texts))
        kept = [text for text in texts[:end] if not is_sent_from(text)]
        yield (f"{'>' * depth} " if depth else ""), kept


def _begins_signature(line: str, lines_left: int) -> bool:
    return line == "-- " or (_SIGNATURE.fullmatch(line) is not None and lines_left <= _MOST_SIGNATURE)


def _unquoted(line: str) -> tuple[int, str]:
    """How deep a line is quoted, and what is quoted."""
    match = _MARK.match(line)
    return (match[0].count(">"), line[match.end() :]) if match else (0, line)

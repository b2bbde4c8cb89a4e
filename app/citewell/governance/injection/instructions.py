"""Text that tries to give orders to whoever drafts: found in tickets and documents, and read as text only.

Such sentences change no decision, since nothing reads them: they are taken out of what is searched for, judged, shown
to the model and copied. They stay in the ticket and in the document. ``orders`` says which sentences count: those that
are addressed to a program, name its rules or spell the marks of a chat template; what customers ask for ("please
ignore my last mail", "reply only by e-mail") and what documents tell people does not. Patterns cannot find every
attack: they keep the reading clean, while the fact lock, the filters in SQL and the checks of links and citations hold
without them.
"""

import base64
import binascii
import itertools
import re

from citewell.governance.injection.orders import (
    CLOSES,
    COMPLETE,
    ENOUGH_IN_TICKETS,
    IN_TICKETS,
    MARKS,
    MARKS_IN_TICKETS,
    OPENS,
    OPENS_IN_TICKETS,
    PAIRS,
    SIGNS,
)
from citewell.governance.text.invisible import skeleton
from citewell.governance.text.sentences import Span, split_sentences

_GOES_ON = re.compile(
    r"^\W*(?:(?:and|then|also|instead|now|please|you|you must|you will|you should)\W+){0,3}(?:instead|"
    r"approve|grant|give|say|tell|write|answer|reply|"
    r"respond|refund|send|do not|don['’]?t|never|always|from now|include|add|append|output|print|"
    r"confirm|mark|set|treat|only|"
    r"just|offer|promise|state|claim|pretend|cite|reveal|list|show|decide|escalate|refuse|must|will|"
    r"comply|obey|follow|remember|everything|nothing|no)\b",
    re.IGNORECASE,
)
MAX_TURNS = 200
MAX_SENTENCE, MAX_RUN = 3000, 200
"""Characters of a sentence, and of a word in it, that are read."""
_RUN = re.compile(rf"\S{{{MAX_RUN + 1},}}")
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")
_BLOB = re.compile(r"[A-Za-z0-9+/_-]{24,}={0,2}")


def find_instructions(text: str, *, ticket: bool = False) -> list[Span]:
    """Spans of the sentences of ``text`` that give orders to a program; in a ``ticket`` also notes of insiders."""
    found: list[Span] = []
    turns = _turns(text, ticket=ticket)
    previous: Span | None = None
    for start, end in split_sentences(text):
        sentence = text[start:end]
        hit = any(left < end and start < right for left, right in turns) or is_instruction(sentence, ticket=ticket)
        if not hit and previous is not None and "\n" not in text[previous[1] : start] and "?" not in sentence:
            hit = _GOES_ON.search(skeleton(sentence[:MAX_SENTENCE])) is not None
        if hit:
            found.append((start, end))
        previous = (start, end) if hit else None
    return found


def is_instruction(sentence: str, *, ticket: bool = False) -> bool:
    """Whether a sentence gives orders to a program."""
    plain = skeleton(_readable(sentence))
    return _orders(plain, ticket=ticket) or any(_hides_order(blob[0]) for blob in _BLOB.finditer(sentence))


def _orders(plain: str, *, ticket: bool = False) -> bool:
    if any(pattern.search(plain) for pattern in (*MARKS, *COMPLETE)):
        return True
    if ticket and any(pattern.search(plain) for pattern in (*MARKS_IN_TICKETS, *IN_TICKETS)):
        return True
    signs = {name for name, pattern in SIGNS.items() if pattern.search(plain)}
    return any(signs.issuperset(pair) for pair in PAIRS) or (ticket and not signs.isdisjoint(ENOUGH_IN_TICKETS))


def _turns(text: str, *, ticket: bool) -> list[Span]:
    """What stands in a turn of a chat template: to its end, or without one to the next empty line."""
    found = []
    for opened in itertools.islice((OPENS_IN_TICKETS if ticket else OPENS).finditer(text), MAX_TURNS):
        closed = CLOSES.search(text, opened.end()) or _EMPTY_LINE.search(text, opened.end())
        found.append((opened.start(), closed.end() if closed else len(text)))
    return found


def _readable(sentence: str) -> str:
    """The start and the end of a sentence that is too long to be one, without runs that are no words."""
    text = _RUN.sub(lambda run: run[0][:MAX_RUN], sentence)
    return text if len(text) <= MAX_SENTENCE else f"{text[: MAX_SENTENCE // 2]} {text[-MAX_SENTENCE // 2 :]}"


def _hides_order(blob: str) -> bool:
    """Whether a run of letters is base64 of an order."""
    try:
        read = base64.b64decode(blob + "=" * (-len(blob) % 4), altchars=b"-_" if set("-_") & set(blob) else None)
        text = read.decode("utf-8")
    except (binascii.Error, ValueError):
        return False
    return text.isprintable() and _orders(skeleton(text))

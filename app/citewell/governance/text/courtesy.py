"""Which sentences of a reply are courtesy and need no source: greetings, thanks, regret, closings, questions."""

import re

from citewell.governance.literals.extraction import find_literals

_COURTESY = re.compile(
    r"""^\W*(?:
        (?:hi|hello|hey|dear|good\s+(?:morning|afternoon|evening|day))\b
      | (?:many\s+|thank|thanks|best|kind|warm|sincerely|regards|cheers|yours)\b
      | (?:i\s+am|i['’]m|we\s+are|we['’]re)\s+(?:(?:very|so|truly|really)\s+)?(?:sorry|happy|glad|here\s+to\s+help)\b
      | (?:i|we)\s+(?:apologi[sz]e|understand|hope|appreciate)\b
      | (?:sorry|apologies|happy\s+to\s+help|glad\s+to\s+help)\b
      | (?:please\s+)?(?:let\s+(?:me|us)\s+know|feel\s+free|do(?:\s+not|n['’]t)\s+hesitate|(?:just\s+)?reply)\b
      | if\s+(?:you\s+have\s+(?:any\s+)?(?:more|further|other|questions)|anything\s+(?:is|else|remains))\b
      | (?:guten\s+(?:tag|morgen|abend)|hallo|liebe[rs]?|sehr\s+geehrte[rs]?|vielen\s+dank|danke)\b
      | (?:mit\s+freundlichen|viele|beste)\s+grüßen?\b
      | (?:have|enjoy|wishing\s+you)\s+(?:a|the|your)\b.*\b(?:day|evening|weekend|week|morning|afternoon|time)\b
      | (?:all\s+the\s+best|take\s+care|(?:talk|speak)\s+(?:to\s+you\s+)?soon|greetings|with\s+(?:kind|best|warm)\b)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_STOP_INSIDE = re.compile(r"\w{3,}[.!?]\s")
_LISTED = re.compile(r"\s*(?:\d{1,3}[.)]|[-*•])\s")
_SAYS = frozenset(
    """am is are was were be been can could may might must shall should will would do does did has have had not no
    you your yours we it this that if when because free only all any""".split()
) - {"your", "yours"}
"""Words of statements: a line that holds one is no greeting and no name under a reply."""
_IN_NAMES = frozenset("the your of from at and for team support service customer care desk".split())
_SALUTATION = re.compile(
    r"\W*(?:hi|hello|hey|dear|good\s+(?:morning|afternoon|evening|day)|hallo|liebe[rs]?|sehr\s+geehrte[rs]?)\b"
    r"[^,!.]{0,40}[,!]\s+(.+)",
    re.IGNORECASE | re.DOTALL,
)
MAX_NAME_WORDS = 2
"""Behind a salutation's comma, so many words may be a name."""
MAX_LINE_WORDS = 6
MAX_WORDS = 25
"""A courtesy longer than this says more than courtesy."""


def is_greeting(sentence: str) -> bool:
    """Whether ``sentence`` begins like a courtesy: a greeting, thanks, regret or a closing."""
    return len(sentence.split()) <= MAX_WORDS and _COURTESY.match(sentence.strip()) is not None


def is_courtesy(sentence: str) -> bool:
    """Whether ``sentence`` states nothing of the company: it is a courtesy or a question, and holds no literal."""
    text = sentence.strip()
    if find_literals(text):
        return False
    if text.endswith("?"):
        return True
    if not any(c.isalnum() for c in text):
        return True
    salutation = _SALUTATION.match(text)
    if salutation and len(salutation[1].split()) > MAX_NAME_WORDS:
        return is_courtesy(salutation[1])  # "Hi there, lamps are free." states something
    return is_greeting(text)


def courtesy_lines(reply: str) -> list[tuple[int, int]]:
    """Spans of the lines at the start and the end of a reply that greet or sign it, however a house writes them.

    A greeting is a short first line that ends in a comma, or a single word; a signature is what stands at the end in
    short lines without a stop: a closing formula, and names. Neither holds a literal, a mark or a word of a statement.
    """
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]*\S[^\n]*", reply)]
    texts = [reply[start:end].strip() for start, end in lines]
    found = [lines[0]] if lines and _greets(texts[0]) else []
    first = len(found)
    signed: list[int] = []
    for i in range(len(lines) - 1, max(first, 1) - 1, -1):
        if not _signs(texts[i]):
            break
        signed.append(i)
    named = [i for i in signed if _closes(texts[i]) or _closes(texts[i - 1]) or _is_name(texts[i]) or i - 1 in signed]
    return [*found, *(lines[i] for i in sorted(named))]


def _greets(line: str) -> bool:
    if line.endswith(",") and not _STOP_INSIDE.search(line):  # no statement ends so
        return _is_bare(line, ignored=_SAYS)
    return _is_bare(line) and len(line.split()) == 1 and line.endswith(("!", "."))


def _signs(line: str) -> bool:
    return _is_bare(line) and not line.endswith((".", "?", ":"))


def _closes(line: str) -> bool:
    return is_greeting(line) or line.endswith(",")


def _is_name(line: str) -> bool:
    words = re.findall(r"[^\W\d_]+", line)
    return bool(words) and all(word[0].isupper() or word.lower() in _IN_NAMES for word in words)


def _is_bare(line: str, *, ignored: frozenset[str] = frozenset()) -> bool:
    """Whether a line is short and holds nothing that could be a statement."""
    words = [word.lower() for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", line)]
    if not words or len(words) > MAX_LINE_WORDS or _LISTED.match(line) or "[" in line or find_literals(line):
        return False
    return not (_SAYS - ignored).intersection(words) and not any(word.endswith(("n't", "n’t")) for word in words)

"""People's names in greetings and signatures, which no style may learn."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from citewell.governance.text.name_slots import AGENT, CUSTOMER

SHARED = 0.2
"""In such a share of all finals (and at least three) a name is a word of the team: 'Dear guest', 'Your Acme team'."""
LEAST_SHARED = 3

_WORD = r"(?:<PERSON_\d+>|[^\W\d_][\w'’.-]*)"
"""A word of a name, or what stands for one in the log."""
_GREETING = re.compile(
    rf"""\A\W*(?:hi|hello|hey|dear|good\s+(?:morning|afternoon|evening|day)|hallo|liebe[rs]?|guten\s+(?:tag|morgen|abend)
    |sehr\s+geehrte[rs]?)\s+(?P<name>(?:(?:mr|mrs|ms|miss|mx|dr|prof|herr|frau)\.?\s+)?{_WORD}(?:[ ]{_WORD}){{0,3}}?)
    (?=\s*(?:[,!:;–—\n]|\.\s|\Z))""",
    re.IGNORECASE | re.VERBOSE,
)
_CLOSING = re.compile(
    rf"""^[ \t]*(?:(?:best|kind|warm|with\s+kind)(?:est)?\s+(?:regards|wishes)|regards|sincerely(?:\s+yours)?
    |yours(?:\s+\w+)?|cheers|thanks(?:\s+again)?|thank\s+you|best|viele\s+grüße|beste\s+grüße|mit\s+freundlichen\s+grüßen)[,.!]?
    [ \t]*(?:\n\s*|(?<=,)[ ])(?P<name>{_WORD}(?:[ ]{_WORD}){{0,3}})\.?[ \t]*(?=\n|\Z|,)""",
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
_NO_NAMES = re.compile(
    r"there|all|team|every(?:one|body)|again|customers?|client|guest|sir|madam|friends?|support|you|ladies|gentlemen|damen"
    r"|herren|kund(?:e|in|en)|subscriber|member|visitor|reader|colleagues?"
)


@dataclass(frozen=True, slots=True)
class Names:
    """Names in one text: whom it greets and who signs it; empty where there is none."""

    customer: str = ""
    agent: str = ""


def find_names(finals: Sequence[str]) -> list[Names]:
    """The names in each of ``finals``. What many of them greet or sign with alike is no person's name."""
    found = [Names(_name(_GREETING, text), _name(_CLOSING, text)) for text in finals]
    greeted, signed = Counter(names.customer for names in found), Counter(names.agent for names in found)
    least = max(LEAST_SHARED, SHARED * len(finals))
    return [
        Names(
            names.customer if greeted[names.customer] < least or _is_masked(names.customer) else "",
            names.agent if signed[names.agent] < least or _is_masked(names.agent) else "",
        )
        for names in found
    ]


def mask_names(text: str, names: Names) -> str:
    """``text`` with the names replaced, wherever they stand; a name's single words as well."""
    for name, placeholder in ((names.customer, CUSTOMER), (names.agent, AGENT)):
        if not name:
            continue
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", placeholder, text)
        for word in name.split():
            if len(word) > 2 and word[0].isupper() and word.lower().rstrip(".") not in _TITLES:
                text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", placeholder, text)
    return text


_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "herr", "frau"})


def _is_masked(name: str) -> bool:
    """Whether a name is a placeholder: the same one stands for another person in every draft."""
    return name.startswith("<PERSON_")


def _name(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    if match is None:
        return ""
    name = match["name"].strip()
    plain = [word.lower().strip(".,") for word in name.split() if word.lower().strip(".,") not in _TITLES]
    last = name.split()[-1]
    is_name = last[0].isupper() or _is_masked(last)
    if not plain or any(_NO_NAMES.fullmatch(word) for word in plain) or not is_name:
        return ""
    return name

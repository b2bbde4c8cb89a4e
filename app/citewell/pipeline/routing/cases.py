"""The cases that a passage has different answers for, the conditions of a rule, and which of them a ticket tells."""

import re
from collections import defaultdict
from collections.abc import Sequence

from citewell.governance.text.words import content_stems

MAX_CASES = 4
CASE_WORDS = 8
MAX_CONDITIONS = 6
TOLD = 0.5
"""Share of the content words of a condition that one sentence of the ticket holds where the ticket tells it."""

_CASE = re.compile(
    r"^(?:[-*•]\s+)?(?P<lead>for|on|in|with|"
    r"if you (?:pay|are|have|live|use|bought|ordered)(?: by| with| in| on| from)?|"
    r"when (?:you are|bought)(?: through| from)?)\s+(?P<case>[^,:;.]{2,60}?)\s*[,:]",
    re.IGNORECASE,
)  # fmt: skip
_LABEL = re.compile(r"^(?:[-*•]\s+)?\*{0,2}(?P<case>[A-Z][\w'’ +-]{1,40}?)\*{0,2}\s*:\s*\S")
_NO_CASE = re.compile(
    r"(?:note|tip|hint|caution|warning|important|attention|info(?:rmation)?|danger|example|question|answer|faq|see also"
    r"|hinweis|achtung|wichtig|tipp|warnung|beispiel|remarque|attention|nota|importante|avviso|let op|opmerking)s?",
    re.IGNORECASE,
)
"""Labels of notes, which tell no cases apart."""
_ROW = re.compile(r"^\|\s*\*{0,2}(?P<case>[^|*-][^|*]{0,40}?)\*{0,2}\s*\|.*\w")
_PIECE = re.compile(r"(?<=[.;:])\s+|\n+")
_LIST_LEAD = re.compile(
    r"\b(?:if|where|when|provided|following|conditions?|cases?|apply|applies|true|must|need)\b[^.:\n]*:\s*",
    re.IGNORECASE,
)
_BULLET = re.compile(r"(?:^|\s)[-*•]\s+|\n+|;\s+")
_INLINE = re.compile(
    r"\b(?:if|unless|provided(?: that)?|as long as|so long as)\s+"
    r"(?P<case>(?:you|your|the|it|its|a|an|they|their|he|she|no|neither|nobody|one|at least|all|both)\b[^.;:]{3,220})",
    re.IGNORECASE,
)
_AND = re.compile(r",\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+(?=(?:you|your|the|it|its|a|an|they|he|she|no|nobody)\b)")
_STARTS = re.compile(
    r"(?:you|your|the|it|its|a|an|they|their|he|she|no|neither|nobody|one|at least|all|both|is|are|has|have)\b",
    re.IGNORECASE,
)
_THEN = re.compile(r",\s*(?:you (?:can|may|will|get|pay|must|do not|don't)|we |there is|no )", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_NUMBER = re.compile(r"\d")
_WORDS = re.compile(r"[^\W_]+")


def find_cases(text: str) -> list[str]:
    """The cases, two to four, that a passage has different answers for; none where it does not tell any apart."""
    by_lead: dict[str, list[str]] = defaultdict(list)
    for piece in (found.strip() for found in _PIECE.split(text)):
        if match := _CASE.match(f"{piece}:" if piece.count(",") + piece.count(":") == 0 else piece):
            by_lead[match["lead"].lower()].append(match["case"])
    for line in (found.strip() for found in text.splitlines()):
        if match := _ROW.match(line):
            by_lead["|"].append(match["case"])
        elif (match := _LABEL.match(line)) and not _NO_CASE.fullmatch(match["case"]):
            by_lead[":"].append(match["case"])
    rows = by_lead.get("|", [])
    by_lead["|"] = rows[1:]  # the first row names the columns
    for cases in sorted(by_lead.values(), key=lambda found: -len(found)):
        distinct = list(dict.fromkeys(" ".join(case.split()) for case in cases if len(case.split()) <= CASE_WORDS))
        if 2 <= len(distinct) <= MAX_CASES:
            return distinct
    return []


def find_conditions(text: str) -> list[str]:
    """The conditions of a rule, as the passage puts them; none where it states none."""
    found: list[str] = []
    for match in _LIST_LEAD.finditer(text):
        parts = [part.strip(" .,*-•") for part in _BULLET.split(text[match.end() :].split("\n\n", 1)[0])]
        listed = [part for part in parts if _STARTS.match(part) and len(part.split()) <= 18]
        if len(listed) >= 2:
            found += [re.split(r"\.\s", part)[0] for part in listed]
    if not found:
        for match in _INLINE.finditer(text):
            clause = _THEN.split(match["case"])[0]
            found += [part.strip() for part in _AND.split(clause) if _STARTS.match(part.strip())]
    kept = [" ".join(part.split()) for part in found if 2 <= len(part.split()) <= 18]
    return list(dict.fromkeys(kept))[:MAX_CONDITIONS]


def find_options(text: str) -> list[str]:
    """The things, two to four, of which a listing says that each is enough or counts; none where nothing is listed."""
    for match in _LIST_LEAD.finditer(text):
        parts = [part.strip(" .,*-•") for part in _BULLET.split(text[match.end() :].lstrip().split("\n\n", 1)[0])]
        named = list(dict.fromkeys(part for part in parts if 1 <= len(part.split()) <= CASE_WORDS))
        if 2 <= len(named) <= MAX_CASES and len(named) == len([part for part in parts if part]):
            return named
    return []


def is_told(case: str, ticket: str) -> bool:
    """Whether one sentence of the ticket speaks of a case or a condition, whatever it says about it."""
    wanted = content_stems(case)
    if not wanted:
        return " ".join(case.casefold().split()) in " ".join(ticket.casefold().split())
    return any(
        len(wanted & content_stems(sentence)) >= TOLD * len(wanted)
        for sentence in _SENTENCE.split(ticket)
        if not sentence.rstrip().endswith("?") or _NUMBER.search(sentence)
    )


def open_conditions(texts: Sequence[str], ticket: str) -> list[str]:
    """The conditions of the first of ``texts`` that has any, without those the ticket tells."""
    for text in texts:
        if conditions := find_conditions(text):
            return [one for one in conditions if not is_told(one, ticket)]
    return []


def told_cases(cases: Sequence[str], ticket: str) -> list[str]:
    """Those of ``cases`` that the ticket names: by all words that not every case has."""
    stems = [content_stems(case) for case in cases]
    shared = frozenset.intersection(*map(frozenset, stems)) if stems else frozenset()
    said, plain = content_stems(ticket), _plain(ticket)
    own = [found - shared for found in stems]
    return [case for case, left in zip(cases, own, strict=True) if (left and left <= said) or _plain(case) in plain]


def _plain(text: str) -> str:
    """Words and numbers alone, with a space before and after each."""
    return f" {' '.join(_WORDS.findall(text.casefold()))} "

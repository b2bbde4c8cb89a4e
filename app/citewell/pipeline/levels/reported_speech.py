"""What a customer wrote, said of them.

"How do I cancel order 17?" becomes "The customer asks how to cancel order 17."
A few rules over English. Where none fits, the customer's own words are quoted; nothing is added either way.
"""
# ruff: noqa: E501  a table of patterns reads better with long rows

import re
from dataclasses import dataclass

MAX_CHARACTERS = 220
"""Of one sentence; a longer one is cut at a word."""
_LEAD = re.compile(
    r"^(?:(?:hi|hello|hey|dear)\b[^,.!?]{0,30}[,.!]\s*|(?:and|but|so|also|ok|okay|well|now|then|just|again|anyway|please|pls)\b,?\s+)+",
    re.IGNORECASE,
)
_VERBS = (
    "add|block|book|call|cancel|change|check|close|confirm|contact|correct|deactivate|delete|deliver|disable|enable|"
    "exchange|explain|extend|fix|give|help|increase|investigate|issue|move|open|order|pause|process|provide|reactivate|"
    "refund|remove|renew|repair|replace|resend|reset|restore|return|ship|show|stop|switch|tell|transfer|unlock|update|"
    "upgrade|verify"
)
_MODAL = "can|could|should|would|may|might|must|do"


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.DOTALL)


_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (_rule(r"(?:i\s+)?(?:want|wanna|need|have|wish|would like|['’]d like|am trying|'m trying|am looking|am hoping)\s+(?:to\s+)?know\s+(.+)"), "asks {}"),
    (_rule(r"(?:i\s*)?(?:want to|wanna|would like to|['’]d like to|need to|have to|have got to|must|wish to)\s+(.+)"), "wants to {}"),
    (_rule(r"i\s*(?:['’]m|am) (?:trying|looking|hoping) to\s+(.+)"), "wants to {}"),
    (_rule(r"i\s*(?:am unable to|['’]m unable to|cannot|can['’]?t)\s+(.+)"), "cannot {}"),
    (_rule(r"i\s+(?:could not|couldn['’]?t)\s+(.+)"), "could not {}"),
    (_rule(r"why (?:is|are) there (.+)"), "asks why there is {}"),
    (_rule(r"(what|when|where) (is|are) ((?:the|my|your)(?: [^\s,]+){1,5})"), "asks {0} {2} {1}"),
    (_rule(r"why (?:was|were) i (.+)"), "asks why they were {}"),
    (_rule(r"(?:was|were) i (.+)"), "asks whether they were {}"),
    (_rule(r"(?:have|had) i (.+)"), "asks whether they have {}"),
    (_rule(r"(?:i\s+)?(?:need|want|would like|could use) (?:some )?(?:help|assistance|support)\s+(.+)"), "needs help {}"),
    (_rule(r"(?:i\s*)?(?:want|need|would like|['’]d like|am looking for|['’]m looking for)\s+(.+)"), "wants {}"),
    (_rule(r"(?:can|could|would|will) you (?:please )?(?:tell me|let me know|explain(?: to me)?|advise(?: me)?)\s+(?:if|whether)\s+(.+)"), "asks whether {}"),
    (_rule(r"(?:please )?(?:can|could|would|will)? ?(?:you )?(?:please )?(?:tell me|let me know|explain to me)\s+((?:how|what|when|where|why|which|who)\b(?! (?:is|are|was|were|do|does|did|can|will)\b).+)"), "asks {}"),
    (_rule(r"(?:can|could|would|will) you (?:please )?(.+)"), "asks us to {}"),
    (_rule(rf"how (?:{_MODAL}|am) i (?:supposed to |meant to )?(.+)"), "asks how to {}"),
    (_rule(rf"where (?:{_MODAL}) i (.+)"), "asks where to {}"),
    (_rule(r"what (?:should|can|must) i do(.*)"), "asks what to do{}"),
    (_rule(r"(how|when|why|what|which|where) to (.+)"), "asks {} to {}"),
    (_rule(r"(when|why|what|which|how (?:long|much|many|often|soon)) (can|could|should|would|will|may|must) (i|you|we|they) (.+)"), "asks {0} {2} {1} {3}"),
    (_rule(r"(when|why|what|how (?:long|much|many|often|soon)) do (i|you|we|they) (.+)"), "asks {} {} {}"),
    (_rule(r"why (?:can['’]?t|cannot) i (.+)"), "asks why they cannot {}"),
    (_rule(r"(?:can|could|may) i (.+)"), "asks whether they can {}"),
    (_rule(r"(should|will|would|must) i (.+)"), "asks whether they {} {}"),
    (_rule(r"do i (.+)"), "asks whether they {}"),
    (_rule(r"am i (.+)"), "asks whether they are {}"),
    (_rule(r"do (you|they|we) (.+)"), "asks whether {} {}"),
    (_rule(r"(?:is|would) it (?:be )?possible (?:for me )?to (.+)"), "asks whether it is possible to {}"),
    (_rule(r"(is|are) there (.+)"), "asks whether there {} {}"),
    (_rule(rf"((?:{_VERBS})\b(?! (?:is|was|has|are|were)\b).+)"), "asks us to {}"),
)  # fmt: skip
_SHIFTS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), text)
    for pattern, text in (
        (r"\bi\s*['’]?m\b|\bi am\b", "they are"),
        (r"\bi was\b", "they were"),
        (r"\bi['’]ve\b", "they have"),
        (r"\bi['’]ll\b", "they will"),
        (r"\bi['’]d\b", "they would"),
        (r"\bwe['’]re\b", "they are"),
        (r"\bwe['’]ve\b", "they have"),
        (r"\byou['’]re\b", "we are"),
        (r"\byou['’]ve\b", "we have"),
        (r"\byourselves\b|\byourself\b", "ourselves"),
        (r"\bmyself\b|\bourselves\b", "themselves"),
        (r"\bmine\b|\bours\b", "theirs"),
        (r"\byours\b", "ours"),
        (r"\bmy\b", "their"),
        (r"\bme\b", "them"),
        (r"\bi\b", "they"),
        (
            r"(?<=\bto )you\b|(?<=\bfrom )you\b|(?<=\bwith )you\b|(?<=\bfor )you\b|(?<=\bby )you\b|(?<=\bof )you\b",
            "u\ue000s",
        ),
        (r"(?<=\btold )you\b|(?<=\bsent )you\b|(?<=\bpaid )you\b|(?<=\basked )you\b|(?<=\S )you$", "u\ue000s"),
        (r"\byour\b", "o\ue000ur"),
        (r"\byou\b", "w\ue000e"),
        (r"\bwe\b", "they"),
        (r"\bus\b", "them"),
        (r"\bour\b", "their"),
        ("\ue000", ""),
    )
)
_FIRST_PERSON = re.compile(r"\b(?:i|i['’](?:m|ve|d|ll)|me|my|mine|we|our)\b", re.IGNORECASE)
_QUOTES, _QUOTES_WITHIN = re.compile('["“”]'), re.compile(r'(?<=\w)["“”]+(?=\w)')
"""Quotation marks; and those whose removal would join what stands on both sides, such as ``19"x``."""
_LITERAL = re.compile(r"\S*[@\d]\S*")


@dataclass(frozen=True, slots=True)
class Reported:
    """A sentence in the third person; ``asks`` tells a wish or a question from a plain statement."""

    text: str
    asks: bool


def report(sentence: str) -> Reported:
    """``sentence`` of a customer as a sentence about "the customer", with a full stop."""
    plain = _clean(sentence)
    for pattern, frame in _RULES:
        match = pattern.fullmatch(plain)
        if match:
            return Reported(f"The customer {_fill(frame, [_shifted(group) for group in match.groups()])}.", asks=True)
    if sentence.rstrip().endswith("?"):
        return Reported(f"The customer asks: “{plain}?”", asks=True)
    if _FIRST_PERSON.search(plain):
        return Reported(f"The customer says {_shifted(_lower_first(plain))}.", asks=False)
    return Reported(f"The customer writes: “{plain}.”", asks=False)


def _clean(sentence: str) -> str:
    text = _LEAD.sub("", " ".join(sentence.split()))
    text = _QUOTES.sub("", _QUOTES_WITHIN.sub(" ", text)).strip(" ,;:-–—*•>")
    if len(text) > MAX_CHARACTERS:
        text = text[:MAX_CHARACTERS].rsplit(" ", 1)[0] + " …"
    return re.sub(r"(?:,?\s+please)?[\s.!?…]*$", "", text, flags=re.IGNORECASE) if not text.endswith("…") else text


def _lower_first(text: str) -> str:
    first = text.split(" ", 1)[0]
    return text[0].lower() + text[1:] if first[1:].islower() and _is_common(first) else text


def _is_common(word: str) -> bool:
    return word.lower() in {"my", "the", "it", "this", "that", "when", "after", "since", "every", "your", "we", "you"}


def _shifted(text: str) -> str:
    """First and second person turned round, outside codes and addresses."""
    parts: list[str] = []
    position = 0
    for match in _LITERAL.finditer(text):
        parts += [_turned(text[position : match.start()]), match[0]]
        position = match.end()
    return "".join([*parts, _turned(text[position:])])


def _turned(text: str) -> str:
    for pattern, replacement in _SHIFTS:
        text = pattern.sub(replacement, text)
    return text


def _fill(frame: str, groups: list[str]) -> str:
    return frame.format(*(text[:1].lower() + text[1:] if text[1:2].islower() else text for text in groups))

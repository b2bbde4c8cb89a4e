"""Which sentences of a reply are courtesy and need no source: greetings, thanks, regret, closings, questions."""

import re

from citewell.governance.literals import find_literals

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
    )""",
    re.IGNORECASE | re.VERBOSE,
)
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
    return is_greeting(text)

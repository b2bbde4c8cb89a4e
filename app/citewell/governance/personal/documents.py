"""Which personal data in a document is a private person's, and is masked before it enters the index.

Company facts stay, since replies cite them: hot lines, support addresses, the company's own bank account. Of other
documents than letters, only what can hardly be the company's own goes: cards, numbers of the state, persons' addresses.
"""

import re
from collections.abc import Iterable, Iterator

from citewell.domain.personal import PersonalSpan
from citewell.governance.personal.checksums import luhn
from citewell.governance.personal.find import find_personal
from citewell.governance.personal.patterns import EMAIL, compact, find_numbers_of_state
from citewell.governance.personal.spans import resolve

_FREE_MAIL = re.compile(
    r"(?:gmail|googlemail|yahoo|ymail|hotmail|outlook|live|msn|icloud|me|aol|gmx|web|t-online|freenet|mail|proton|protonmail|pm|"
    r"orange|wanadoo|laposte|free|libero|virgilio|rediffmail|qq|163|yandex)\.(?:com|net|de|at|ch|fr|it|es|nl|in|ru|me|co\.uk)",
    re.IGNORECASE,
)
_ROLES = re.compile(
    r"support|help|helpdesk|info|contact|kontakt|sales|billing|invoices?|services?|customers?|kunden\w*|care|office|press"
    r"|presse|media|privacy|datenschutz|dpo|legal|security|abuse|no-?reply|do-?not-?reply|returns?|orders?|shop|team|hello"
    r"|hi|admin|administration|accounts?|accounting|finance|hr|jobs|careers?|marketing|partners?|license|licensing"
    r"|compliance|feedback|complaints?|claims?|reservations?|bookings?|webmaster|postmaster|status|alerts?|news\w*"
    r"|education|school|warranty|repairs?",
    re.IGNORECASE,
)
_EXAMPLES = re.compile(
    r"(?:example|test|acme|domain|yourcompany|company|sample)\.\w+|.*\.(?:example|test|invalid|localhost)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"[^\W\d_]{2,}[._][^\W\d_]{2,}\d{0,4}")
_CARD = re.compile(
    r"(?<![\w-])(?:\d{4}([ -])\d{4}\1\d{4}\1\d{4}|3[47]\d\d([ -])\d{6}\2\d{5}"
    r"|(?:(?<=[Cc]ard )|(?<=[Cc]ard: )|(?<=number )|(?<=number: ))\d{15,16})(?![\w-])"
)
_MAYBE_NUMBER = re.compile(r"\d(?:[ .+-]?\d){6}|[A-Za-z]{4}\d\d|[A-Z]{2} ?\d\d ?\d\d ?\d\d|\d{6}[A-FU-Y]\d|P<[A-Z]")
"""What every number that is looked for holds; most of a document holds none."""
BEFORE, AFTER = 30, 60
"""Characters around such a place that are looked at closer."""
_ISSUED = re.compile(r"4\d{15}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|3[05689]\d{12,14}|6(?:011|5\d\d)\d{12}|35\d{14}")
_TEST_CARDS = frozenset(
    """4111111111111111 4242424242424242 4012888888881881 4000056655665556 5555555555554444 5105105105105100
    2223003122003222 378282246310005 371449635398431 6011111111111117 6011000990139424 3530111333300000 3566002020360505
    30569309025904 38520000023237 4000000000000002 4000002500003155""".split()
)
"""Numbers that payment companies publish for trying things out."""
_TOLL_FREE = re.compile(r"\D*(?:(?:\+?1\D{0,2})?8(?:00|33|44|55|66|77|88)\D|(?:\+?\d{2}\D{0,3})?0?800|0?180)")
_KEPT_IN_LETTERS = frozenset({"ORGANISATION", "URL", "ZIP", "IP", "VAT_ID", "BANK_CODE", "BOOKING"})


def find_private(text: str) -> list[PersonalSpan]:
    """Private persons' data in a document that is about something else."""
    return resolve(_private(text))


def find_in_letter(text: str, named: Iterable[PersonalSpan] = ()) -> list[PersonalSpan]:
    """Private persons' data in a letter or a conversation; ``named`` is what the token model found in it."""
    return [span for span in find_personal(text, named) if not _is_company_fact(span, text[span.start : span.end])]


def _private(text: str) -> Iterator[PersonalSpan]:
    if "@" in text:
        for match in EMAIL.finditer(text):
            if is_private_address(match[0]):
                yield PersonalSpan(match.start(), match.end(), "EMAIL")
    for start, end in _windows(text):
        for span in _numbers(text[start:end]):
            yield PersonalSpan(span.start + start, span.end + start, span.type)


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a text in which there may be a number, with what stands around it."""
    start = end = -1
    for match in _MAYBE_NUMBER.finditer(text):
        if end < 0 or match.start() - BEFORE > end:
            if end >= 0:
                yield start, end
            start = max(0, match.start() - BEFORE)
        end = match.end() + AFTER
    if end >= 0:
        yield start, min(end, len(text))


def _numbers(text: str) -> Iterator[PersonalSpan]:
    for match in _CARD.finditer(text):
        digits = compact(match[0])
        if _ISSUED.fullmatch(digits) and luhn(digits) and digits not in _TEST_CARDS:
            yield PersonalSpan(match.start(), match.end(), "CARD")
    yield from find_numbers_of_state(text)


def is_private_address(address: str) -> bool:
    """Whether an e-mail address is a person's: at a provider for everybody, or a first and a last name."""
    user, _, host = address.rpartition("@")
    if not user or _EXAMPLES.fullmatch(host) or _ROLES.fullmatch(user.split("+")[0].strip()):
        return False
    parts = re.split(r"[._-]", user)
    if any(_ROLES.fullmatch(part) for part in parts):
        return False
    return _FREE_MAIL.fullmatch(host.strip()) is not None or _NAMED.fullmatch(user) is not None


def _is_company_fact(span: PersonalSpan, value: str) -> bool:
    if span.type in _KEPT_IN_LETTERS:
        return True
    if span.type == "EMAIL":
        return not is_private_address(value)
    return span.type == "PHONE" and _TOLL_FREE.match(value) is not None

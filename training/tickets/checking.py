"""What is wrong with tickets, pairs and twins, in words; nothing where each keeps to the rules of ``README.md``."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from training.tickets.reading import ROOTS, Bank, QuestionPair, TrainingTicket, Twins, documents_of

MARK = re.compile(r"\[(\d+)\]")
LITERAL = re.compile(r"\d[\d.,:/-]*\d|\d")
STEP = re.compile(r"(?m)^\s*\d+[.)]\s")
MOST_REPLY_WORDS = 170
TICKET_CHARACTERS = range(15, 3001)
QUESTION_WORDS, QUOTE_WORDS, TWIN_WORDS = range(5, 61), range(4, 61), range(6, 161)
ALIKE = 0.8
"""From this share of matching characters on, two tickets of one knowledge base are near-duplicates."""
REPEATED = 0.75
"""The largest share of a question's words of four letters and more that its quote may hold."""


def faults_of(bank: Bank, roots: Sequence[Path] = ROOTS) -> list[str]:
    """All faults over the documents in `roots`, each with the id of its ticket or the document of its pair."""
    found = [
        f"{one.id}: {fault}"
        for ones in bank.tickets.values()
        for one in ones
        for fault in _of_ticket(one, documents_of(one.kb, roots))
    ]
    found += [
        f"{one.kb}, {one.document}: {fault}"
        for ones in bank.pairs.values()
        for one in ones
        for fault in _of_pair(one, documents_of(one.kb, roots))
    ]
    found += [
        f"{one.kb}, {one.document}: {fault}"
        for ones in bank.twins.values()
        for one in ones
        for fault in _of_twins(one, documents_of(one.kb, roots))
    ]
    ids = [one.id for ones in bank.tickets.values() for one in ones]
    found += [f"{one}: this id is taken" for one in sorted({one for one in ids if ids.count(one) > 1})]
    for pairs in bank.pairs.values():
        questions = [flat(one.question) for one in pairs]
        found += [
            f"{pairs[0].kb}: asked twice: {one}"
            for one in sorted({one for one in questions if questions.count(one) > 1})
        ]
    return [*found, *(fault for ones in bank.tickets.values() for fault in _near_duplicates(ones))]


def flat(text: str) -> str:
    """A text without what does not count: case, white space, backslashes, kinds of apostrophes."""
    plain = unicodedata.normalize("NFKC", text).replace("’", "'").replace("\\", "")
    return " ".join(plain.split()).lower()


def _of_ticket(one: TrainingTicket, folder: Path) -> Iterator[str]:
    if len(one.ticket) not in TICKET_CHARACTERS:
        yield f"a ticket has {TICKET_CHARACTERS.start} to {TICKET_CHARACTERS.stop - 1} characters"
    missing = [name for name in one.gold_documents if not (folder / name).is_file()]
    yield from (f"there is no document {name}" for name in missing)
    text = " ".join(_text(folder / name) for name in one.gold_documents if name not in missing)
    yield from (f"not in a gold document: {quote[:60]!r}" for quote in one.gold_quotes if flat(quote) not in text)
    reply = flat(MARK.sub("", one.reply))
    yield from (f"the reply states the forbidden {text!r}" for text in one.must_not_state if flat(text) in reply)
    if one.decision == "answer":
        yield from _of_answer(one, reply, text)
    elif one.decision == "clarify" and one.reply.count("?") != 1:
        yield "a reply that asks back has one question mark"
    elif one.decision in {"refuse", "escalate"} and MARK.search(one.reply):
        yield "a refusal or a holding reply has no marks"
    elif one.decision not in {"clarify", "refuse", "escalate"}:
        yield f"there is no decision {one.decision}"


def _of_answer(one: TrainingTicket, reply: str, text: str) -> Iterator[str]:
    if not (one.gold_documents and one.gold_quotes and one.must_state):
        yield "an answer has gold documents, gold quotes and facts that it must state"
    for wordings in one.must_state:
        if not any(flat(wording) in reply for wording in wordings):
            yield f"the reply does not state {wordings[0]!r}"
    marks = {int(mark) for mark in MARK.findall(one.reply)}
    if not marks or not marks <= set(range(1, len(one.gold_documents) + 1)):
        yield f"the marks {sorted(marks)} do not fit {len(one.gold_documents)} gold documents"
    known = _numbers(f"{text} {flat(one.ticket)}")
    said = LITERAL.findall(STEP.sub("", MARK.sub("", one.reply)))
    strange = [number for number in said if not {number, number.replace(",", "")} & known]
    yield from (f"{number} is in no document and not in the ticket" for number in strange)
    if len(one.reply.split()) > MOST_REPLY_WORDS:
        yield f"a reply has at most {MOST_REPLY_WORDS} words"


def _numbers(text: str) -> set[str]:
    """The numbers of a text, whole, without thousands' commas, and in their parts."""
    whole = LITERAL.findall(text)
    parts = {part for one in whole for part in re.split(r"[.,:/-]", one)}
    return {*whole, *(one.replace(",", "") for one in whole), *parts}


def _of_pair(one: QuestionPair, folder: Path) -> Iterator[str]:
    yield from _of_quote(one.quote, folder / one.document)
    if len(one.question.split()) not in QUESTION_WORDS:
        yield f"a question has {QUESTION_WORDS.start} to {QUESTION_WORDS.stop - 1} words: {one.question[:60]!r}"
    asked, said = (set(re.findall(r"\w{4,}", flat(text))) for text in (one.question, one.quote))
    if asked and len(asked & said) / len(asked) > REPEATED:
        yield f"the question is almost the words of the quote: {one.question[:60]!r}"


def _of_twins(one: Twins, folder: Path) -> Iterator[str]:
    yield from _of_quote(one.quote, folder / one.document)
    yield from _of_quote(one.same_quote, folder / one.same_document)
    tickets = (one.answered, one.open, one.same, one.missing)
    for ticket in tickets:
        if len(ticket.split()) not in TWIN_WORDS:
            yield f"a twin has {TWIN_WORDS.start} to {TWIN_WORDS.stop - 1} words: {ticket[:60]!r}"
    if len({flat(ticket) for ticket in tickets}) < len(tickets):
        yield f"two twins are one ticket: {one.answered[:60]!r}"
    if not one.asks:
        yield f"what is to be asked back is not told: {one.open[:60]!r}"


def _of_quote(quote: str, document: Path) -> Iterator[str]:
    if not document.is_file():
        yield "there is no such document"
    elif flat(quote) not in _text(document):
        yield f"not in the document: {quote[:60]!r}"
    if len(quote.split()) not in QUOTE_WORDS:
        yield f"a quote has {QUOTE_WORDS.start} to {QUOTE_WORDS.stop - 1} words: {quote[:60]!r}"


def _near_duplicates(tickets: Sequence[TrainingTicket]) -> Iterator[str]:
    for number, one in enumerate(tickets):
        for other in tickets[:number]:
            if abs(len(one.ticket) - len(other.ticket)) < 60:
                matcher = SequenceMatcher(None, one.ticket, other.ticket)
                if matcher.real_quick_ratio() > ALIKE and matcher.quick_ratio() > ALIKE and matcher.ratio() > ALIKE:
                    yield f"{one.id}: almost the ticket {other.id}"


@cache
def _text(path: Path) -> str:
    return flat(path.read_text(encoding="utf-8", errors="replace"))

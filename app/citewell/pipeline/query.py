"""What to search for: a ticket as one query, and as one more for each thing that it asks."""

from citewell.governance.courtesy import is_greeting
from citewell.governance.sentences import split_sentences
from citewell.governance.words import content_stems

SHORT_WORDS = 12
"""A ticket up to this many words is one query."""
MAX_PARTS = 4
MAX_CHARACTERS = 1200
"""Of the whole ticket, for the query that stands for all of it."""
MIN_STEMS = 3
"""A sentence of fewer content words depends on the rest and finds little by itself."""


def queries_of(ticket: str) -> tuple[str, ...]:
    """The whole ticket first, then what it asks: its questions, or without any its fullest sentences."""
    text = " ".join(ticket.split())
    if len(text.split()) <= SHORT_WORDS:
        return (text,)
    sentences = [ticket[start:end] for start, end in split_sentences(ticket)]
    telling = [s for s in sentences if len(content_stems(s)) >= MIN_STEMS and not is_greeting(s)]
    questions = [sentence for sentence in telling if sentence.rstrip().rstrip(")\"'").endswith("?")]
    fullest = sorted(telling, key=lambda sentence: -len(content_stems(sentence)))
    parts = questions[-MAX_PARTS:] if questions else fullest[:MAX_PARTS]
    return (_condense(text), *dict.fromkeys(parts))


def parts_of(queries: tuple[str, ...]) -> tuple[str, ...]:
    """The things asked: the queries without the one for the whole ticket, where there are others."""
    return queries[1:] or queries


def _condense(text: str) -> str:
    """The start and the end of a text that is too long: greetings aside, people say what they want there."""
    if len(text) <= MAX_CHARACTERS:
        return text
    half = MAX_CHARACTERS // 2
    return f"{text[:half]} … {text[-half:]}"

"""What to search for: a ticket as one query, and as one more for each thing that a longer ticket asks."""

from citewell.governance.sentences import split_sentences
from citewell.governance.words import content_stems

LONG_WORDS = 40
"""A ticket up to this many words is searched as it is."""
MAX_QUERIES = 5
MAX_CHARACTERS = 1200
"""Of the whole ticket, for the query that stands for all of it."""
MIN_STEMS = 2


def queries_of(ticket: str) -> tuple[str, ...]:
    """The whole ticket first, then, for a long one, its questions; without any question, its fullest sentences."""
    text = " ".join(ticket.split())
    if len(text.split()) <= LONG_WORDS:
        return (text,)
    sentences = [ticket[start:end] for start, end in split_sentences(ticket)]
    telling = [sentence for sentence in sentences if len(content_stems(sentence)) >= MIN_STEMS]
    questions = [sentence for sentence in telling if sentence.rstrip().endswith("?")]
    chosen = questions or sorted(telling, key=lambda sentence: -len(content_stems(sentence)))
    return (
        _condense(text),
        *dict.fromkeys(chosen[-(MAX_QUERIES - 1) :] if questions else chosen[: MAX_QUERIES - 1]),
    )


def _condense(text: str) -> str:
    """The start and the end of a text that is too long: greetings aside, people say what they want there."""
    if len(text) <= MAX_CHARACTERS:
        return text
    half = MAX_CHARACTERS // 2
    return f"{text[:half]} … {text[-half:]}"

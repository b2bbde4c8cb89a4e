"""What to search for: a ticket as one query, and as one more for each thing that it asks."""

import math
from collections import Counter
from collections.abc import Mapping

from citewell.governance.text.courtesy import is_greeting
from citewell.governance.text.search_forms import searchable
from citewell.governance.text.sentences import split_sentences
from citewell.governance.text.words import content_stems, words

SHORT_WORDS = 12
"""A ticket up to this many words is one query."""
MAX_PARTS = 4
MAX_CHARACTERS = 1200
"""Of the whole ticket, for the query that stands for all of it."""
MIN_STEMS = 3
"""A sentence of fewer content words depends on the rest and finds little by itself."""
MAX_SEARCH_WORDS = 192
"""Words that are looked up: a long ticket's most telling ones."""
MAX_DISTINCT = 400
"""Distinct words of a ticket that are considered at all."""
MAX_REPEATS = 3
"""A word counts up to so many times: what a ticket comes back to is what it is about."""
MAX_SENTENCES = 12
"""Sentences of a long ticket that are compared one by one."""
MAX_SENTENCE_CHARACTERS = 600
MAX_TICKET_CHARACTERS = 20_000


def queries_of(ticket: str) -> tuple[str, ...]:
    """The whole ticket first, then what it asks: its questions, or without any its fullest sentences."""
    text = " ".join(ticket.split())
    if len(text.split()) <= SHORT_WORDS:
        return (text,)
    sentences = [ticket[start:end] for start, end in split_sentences(ticket)]
    telling = [sentence for sentence in sentences if _is_telling(sentence)]
    questions = [sentence for sentence in telling if sentence.rstrip().rstrip(")\"'").endswith("?")]
    fullest = sorted(telling, key=lambda sentence: -len(content_stems(sentence)))
    parts = questions[-MAX_PARTS:] if questions else fullest[:MAX_PARTS]
    return (condense(text), *dict.fromkeys(parts))


def parts_of(queries: tuple[str, ...]) -> tuple[str, ...]:
    """The things asked: the queries without the one for the whole ticket, where there are others."""
    return queries[1:] or queries


def content_words(ticket: str) -> dict[str, int]:
    """The words that carry meaning, in lower case, with how often they occur in any form; all words where none does."""
    ticket = searchable(ticket[:MAX_TICKET_CHARACTERS])
    found = list(dict.fromkeys(words(ticket)))
    stems = {word: next(iter(content_stems(word)), "") for word in found}
    telling = [word for word in found if stems[word]] or found
    forms = Counter(stems.get(word) or word for word in words(ticket))
    return {word: forms[stems[word] or word] for word in telling[:MAX_DISTINCT]}


def rarity(frequency: int, passages: int) -> float:
    """BM25's weight of a word that ``frequency`` of ``passages`` passages hold: the rarer, the higher; 0 for none."""
    return math.log1p((max(passages, frequency) - frequency + 0.5) / (frequency + 0.5)) if frequency else 0.0


def search_words_of(counts: Mapping[str, int], rarities: Mapping[str, float]) -> str:
    """The words to look up, most telling first; words that no passage holds come last: their parts may be held."""
    worth = {word: min(count, MAX_REPEATS) * rarities.get(word, 0.0) for word, count in counts.items()}
    return " ".join(sorted(worth, key=lambda word: -worth[word])[:MAX_SEARCH_WORDS])


def sentences_of(ticket: str, rarities: Mapping[str, float]) -> tuple[str, ...]:
    """The sentences of a ticket that say something, most telling first; none where there is only one."""
    text = ticket[:MAX_TICKET_CHARACTERS]
    found = (text[start:end][:MAX_SENTENCE_CHARACTERS] for start, end in split_sentences(text))
    telling = list(dict.fromkeys(sentence for sentence in found if _is_telling(sentence)))
    if len(telling) < 2:
        return ()
    return tuple(sorted(telling, key=lambda sentence: -_worth(sentence, rarities))[:MAX_SENTENCES])


def _worth(sentence: str, rarities: Mapping[str, float]) -> float:
    return sum(rarities.get(word, 0.0) for word in set(words(sentence)))


def _is_telling(sentence: str) -> bool:
    asks = sentence.rstrip().endswith("?")  # "Hi team, does it ...?" greets and asks
    return len(content_stems(sentence)) >= MIN_STEMS and (asks or not is_greeting(sentence))


def condense(text: str) -> str:
    """The start and the end of a text that is too long: greetings aside, people say what they want there."""
    if len(text) <= MAX_CHARACTERS:
        return text
    half = MAX_CHARACTERS // 2
    return f"{text[:half]} … {text[-half:]}"

"""Content words: what is left of a text for comparing it with another."""

import re

from py_rust_stemmers import SnowballStemmer

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?", re.UNICODE)
_STOP = frozenset(
    [
        "a",
        "about",
        "after",
        "again",
        "all",
        "also",
        "am",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "because",
        "been",
        "before",
        "being",
        "both",
        "but",
        "by",
        "can",
        "cannot",
        "could",
        "did",
        "do",
        "does",
        "doing",
        "don't",
        "done",
        "down",
        "each",
        "either",
        "else",
        "ever",
        "every",
        "few",
        "for",
        "from",
        "further",
        "get",
        "gets",
        "getting",
        "go",
        "got",
        "had",
        "has",
        "have",
        "having",
        "he",
        "her",
        "here",
        "hers",
        "him",
        "his",
        "how",
        "however",
        "i",
        "i'd",
        "i'll",
        "i'm",
        "i've",
        "if",
        "in",
        "into",
        "is",
        "isn't",
        "it",
        "it's",
        "its",
        "itself",
        "just",
        "let",
        "like",
        "may",
        "me",
        "might",
        "more",
        "most",
        "much",
        "must",
        "my",
        "myself",
        "need",
        "needs",
        "no",
        "nor",
        "not",
        "now",
        "of",
        "off",
        "on",
        "once",
        "only",
        "or",
        "other",
        "our",
        "ours",
        "out",
        "over",
        "own",
        "per",
        "please",
        "really",
        "same",
        "shall",
        "she",
        "should",
        "since",
        "so",
        "some",
        "still",
        "such",
        "than",
        "thank",
        "thanks",
        "that",
        "that's",
        "the",
        "their",
        "theirs",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "through",
        "to",
        "too",
        "under",
        "until",
        "up",
        "upon",
        "us",
        "use",
        "used",
        "using",
        "very",
        "want",
        "wants",
        "was",
        "way",
        "we",
        "we're",
        "were",
        "what",
        "when",
        "where",
        "whether",
        "which",
        "while",
        "who",
        "whom",
        "whose",
        "why",
        "will",
        "with",
        "within",
        "without",
        "would",
        "yes",
        "yet",
        "you",
        "you'd",
        "you'll",
        "you're",
        "you've",
        "your",
        "yours",
        "hi",
        "hello",
        "dear",
        "hey",
        "regards",
        "best",
        "kind",
        "cheers",
    ]
)
_NEGATIONS = frozenset(
    """no not never none nor cannot without neither nicht kein keine keinen keiner ohne nie""".split()
)
_NO_NEGATION = re.compile(
    r"(?:^|(?<=[|:\t;]))[ ]*no[ ]*(?=$|[|\t;\n])|\bno\.?[ ](?=#?\d)", re.IGNORECASE | re.MULTILINE
)
_DENIAL = re.compile(
    r"""(?imx) (?:^|[|:\t;])[ ]*(?:no|n/a|none|-|–|—|✗|✘|❌)[ ]*(?:$|[|\t;\n])
    | \b(?:un(?:able|available|supported|limited|like|til|less|necessary)|im(?:possible|permissible)
      |in(?:eligible|valid)|non-?\w+|prohibit\w*|forbid\w*|forbade|exclu\w+|except\w*|den(?:y|ies|ied)|declin\w+|refus\w+|reject\w*|lacks?|lacking
      |fail(?:s|ed)?|closed|instead|rather|rarely|seldom|hardly|barely|avoid\w*|stop(?:s|ped)?|ceased?|absent|missing|only
      |restricted|disabled|discontinued|expired|waived?|free|zero|nothing|nobody|nowhere|verboten|ausgeschlossen)\b
    """
)
_STEMMER = SnowballStemmer("english")


def words(text: str) -> list[str]:
    """Every word of ``text`` in lower case."""
    return [word.lower() for word in _WORD.findall(text)]


def stem(word: str) -> str:
    """The (English Snowball) stem of a word in lower case."""
    return str(_STEMMER.stem_word(word))


def is_stop_word(word: str) -> bool:
    """Whether a word in lower case carries no meaning of its own."""
    return word in _STOP


def content_stems(text: str) -> set[str]:
    """The (English Snowball) stems of the words that carry meaning."""
    return {_STEMMER.stem_word(word) for word in words(text) if word not in _STOP}


def coverage(text: str, source: str) -> float:
    """Share of the content stems of ``text`` that occur in ``source``, 0 to 1; 1 for a text without any."""
    wanted = content_stems(text)
    return len(wanted & content_stems(source)) / len(wanted) if wanted else 1.0


def is_negated(text: str) -> bool:
    """Whether ``text`` says that something is not so (English and German).

    ``No. 5`` says nothing of the kind, and ``no`` as the whole cell of a table only of that cell.
    """
    return any(word in _NEGATIONS or word.endswith(("n't", "n’t")) for word in words(_NO_NEGATION.sub(" ", text)))


def denies(text: str) -> bool:
    """Whether anything in ``text`` is negated, forbidden, excluded or empty: what may back a negated claim."""
    return is_negated(text) or _DENIAL.search(text) is not None


def is_english(text: str) -> bool:
    """Whether enough of the words are English function words. Short texts in Latin script count as English."""
    found = words(text)
    if not found:
        return False
    if sum(word.isascii() for word in found) < 0.7 * len(found):
        return False
    return len(found) < 6 or sum(word in _STOP for word in found) >= 0.2 * len(found)

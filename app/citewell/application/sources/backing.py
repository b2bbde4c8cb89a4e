"""What of a passage backs a sentence of a draft, as it is shown beside the draft and marked in the document."""

from collections.abc import Iterable

from citewell.governance.text.readable import as_read
from citewell.governance.text.supporting import supporting

Span = tuple[int, int]


def backing_spans(sentences: Iterable[str], quote: str) -> list[Span]:
    """Spans of ``quote``, as it stands in its document, that say what ``sentences`` say; in order, each once."""
    read = as_read(quote)
    shown = {span for sentence in sentences for span in supporting(sentence, read)}
    return [read.source(*span) for span in sorted(shown)]


def backing_words(sentence: str, quote: str) -> str:
    """What of ``quote`` says what ``sentence`` says, as it is read; all of it where no part does more than another."""
    read = as_read(quote)
    spans = supporting(sentence, read)
    return " … ".join(read.text[start:end] for start, end in spans) or read.text.strip()

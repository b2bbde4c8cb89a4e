"""When an answer is long enough: small models go on in circles."""

from citewell.governance.text.sentences import split_sentences


class StopRule:
    """Watches the text of one answer grow."""

    def __init__(self, max_sentences: int) -> None:
        """Stop after ``max_sentences`` whole sentences, or where a sentence repeats; never for 0."""
        self._max_sentences = max_sentences
        self._text = ""

    def accept(self, piece: str) -> bool:
        """Add a piece of text; whether to stop. Looks closer only where a sentence may have ended."""
        self._text += piece
        if not self._max_sentences or not piece.endswith((".", "!", "?", "]", "\n")):
            return False
        sentences = [self._text[start:end] for start, end in split_sentences(self._text)]
        return len(set(sentences)) < len(sentences) or len(sentences) > self._max_sentences

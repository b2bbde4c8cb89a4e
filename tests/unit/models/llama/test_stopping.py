"""When an answer is long enough."""

from citewell.models.llama.stopping import StopRule


def read(text: str, max_sentences: int) -> str:
    """What is written of ``text``, word by word, until the rule stops it."""
    rule, written = StopRule(max_sentences), ""
    for piece in text.replace(" ", "\0 ").split("\0"):
        written += piece
        if rule.accept(piece):
            break
    return written


def test_it_stops_where_one_sentence_too_many_ends():
    assert read("One. Two! Three? Four.", 2) == "One. Two! Three?"
    assert read("One. Two! Three? Four.", 3) == "One. Two! Three? Four."
    assert read("One. Two.", 3) == "One. Two."


def test_it_stops_where_a_sentence_repeats():
    assert read("It is so. It is so. It is so.", 9) == "It is so. It is so."


def test_numbers_and_abbreviations_are_no_ends():
    text = "It costs 5.50 EUR, e.g. for No. 5, and so on and on"
    assert read(text, 1) == text

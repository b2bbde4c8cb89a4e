"""The extractive draft: word for word, and cited right."""

from hypothesis import given
from hypothesis import strategies as st

from citewell.domain.documents import Hit
from citewell.models.fakes import HashingEmbedder
from citewell.pipeline.citations import read_sentences
from citewell.pipeline.extract import CLOSING, OPENING, Extractor
from citewell.pipeline.relevance import Relevance

RETURNS = "You can return an annual plan within 14 days of the purchase. You receive the full amount of the plan."
STEPS = (
    "Do it like this.\n1. Open the menu Billing first.\n2. Choose the plan to return.\n3. Press the button Return plan."
)


def hit(number: int, text: str) -> Hit:
    return Hit(number, number, f"d{number}.md", "", (), text, text, 0, len(text), score=1.0 / number)


def extract(query: str, *texts: str):
    hits = [hit(number, text) for number, text in enumerate(texts, start=1)]
    return Extractor(Relevance(HashingEmbedder())).extract((query,), hits)


WORDS = st.sampled_from(
    ["annual", "plan", "return", "refund", "days", "workspace", "backup", "not", "open", "menu", "14", "price"]
)
SENTENCE = st.lists(WORDS, min_size=1, max_size=12).map(lambda words: " ".join(words).capitalize() + ".")
PASSAGE = st.lists(
    st.one_of(SENTENCE, SENTENCE.map(lambda s: f"1. {s}"), SENTENCE.map(lambda s: f"- {s}")), min_size=1
).map("\n".join)


@given(st.lists(PASSAGE, min_size=1, max_size=4), SENTENCE)
def test_every_sentence_stands_word_for_word_in_the_passage_it_cites(passages, query):
    made = extract(query, *passages)
    body = made.text.removeprefix(OPENING).removesuffix(CLOSING)
    read = read_sentences(body)
    assert bool(read) == bool(made.snippets) == bool(made.keys)
    for sentence in read:
        (n,) = sentence.cites
        assert sentence.text.rstrip(".!?") in passages[n - 1]
    for n, snippet in made.snippets.items():
        assert all(word in passages[n - 1] for word in snippet.split())
    assert all(any(key in passage for passage in passages) for key in made.keys)


def test_it_opens_and_closes_in_english_alone():
    made = extract("How do I return the annual plan?", RETURNS)
    assert made.text.startswith(OPENING)
    assert made.text.endswith(CLOSING)
    german = extract("Wie kann ich das Jahresabo annual plan wieder zurückgeben bitte?", RETURNS)
    assert not german.text.startswith(OPENING)
    assert "[1]" in german.text


def test_the_sentence_that_comes_nearest_is_the_key():
    made = extract("return an annual plan within 14 days of purchase", "Backups are made each night.", RETURNS)
    assert made.keys == ("You can return an annual plan within 14 days of the purchase.",)
    assert 2 in made.snippets


def test_a_procedure_comes_whole_and_in_order():
    made = extract("Where is the button to return the plan?", STEPS)
    assert [line for line in made.text.splitlines() if line[:1].isdigit()] == [
        "1. Open the menu Billing first [1].",
        "2. Choose the plan to return [1].",
        "3. Press the button Return plan [1].",
    ]


def test_what_looks_like_a_mark_in_a_source_is_none_in_the_draft():
    made = extract("What about the annual plan in the footnote?", "The annual plan has the footnote [3] here.")
    assert "(3)" in made.text
    assert [sentence.cites for sentence in read_sentences(made.text) if sentence.cites] == [(1,)]


def test_the_label_of_an_answer_is_left_out():
    text = extract("Do you serve breakfast?", "Q: Do you serve breakfast?\nA: Breakfast is served from 7 to 10.").text
    assert "Breakfast is served from 7 to 10 [1]." in text
    assert "A:" not in text


def test_nothing_of_use_gives_nothing():
    assert extract("anything", "Hello. Thanks!") == type(extract("anything", "Hi."))("", (), {})
    assert extract("anything").text == ""


def test_repetitions_are_said_once():
    made = extract("return an annual plan within 14 days", RETURNS, RETURNS)
    assert made.text.count("within 14 days") == 1

"""Citation marks: written, read, resolved and removed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.pipeline.generation.citations import read_sentences, resolve, strip_marks

SENTENCES = st.lists(
    st.tuples(
        st.sampled_from(["You have 14 days", "We refund e.g. the fee", "It costs 5.50 EUR", "Grüße", "日本語です"]),
        st.lists(st.integers(1, 120), max_size=3, unique=True),
        st.sampled_from([".", "!", "?"]),
        st.sampled_from(["before", "after"]),
    ),
    max_size=6,
)


def written(body: str, cites: list[int], stop: str, place: str) -> str:
    marks = "".join(f"[{n}]" for n in cites)
    if not marks:
        return body + stop
    return f"{body} {marks}{stop}" if place == "before" else f"{body}{stop} {marks}"


@given(SENTENCES, st.sampled_from(["\n", "\n\n"]))
def test_what_is_written_is_read(sentences, between):
    draft = between.join(written(*sentence) for sentence in sentences)
    read = read_sentences(draft)
    assert [(s.text, s.cites) for s in read] == [(body + stop, tuple(cites)) for body, cites, stop, _ in sentences]
    for sentence, (body, cites, _, _) in zip(read, sentences, strict=True):
        span = draft[sentence.start : sentence.end]
        assert span.startswith(body)
        assert [int(n) for n in re.findall(r"\[(\d+)\]", span)] == cites


@given(SENTENCES)
def test_stripped_text_has_no_marks_and_the_same_sentences(sentences):
    draft = " ".join(written(*sentence) for sentence in sentences)
    plain = strip_marks(draft)
    assert "[" not in plain
    assert plain.split() == " ".join(body + stop for body, _, stop, _ in sentences).split()


@given(st.text(st.sampled_from("ab .!?\n[]123,\t日é"), max_size=80))
def test_any_draft_can_be_read(draft):
    position = 0
    for sentence in read_sentences(draft):
        assert position <= sentence.start < sentence.end <= len(draft)
        assert not re.search(r"\[\d{1,3}\]", sentence.text)
        position = sentence.start
    assert strip_marks(strip_marks(draft)) is not None


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("One [1]. Two [2][3].", [("One.", (1,)), ("Two.", (2, 3))]),
        ("One. [1] Two. [2]", [("One.", (1,)), ("Two.", (2,))]),
        ("One [1], and more [2].", [("One, and more.", (1, 2))]),
        ("One [1][1] [1].", [("One.", (1,))]),
        ("One [1], [2].", [("One.", (1, 2))]),
        ("- item [1]\n- other [2]", [("- item", (1,)), ("- other", (2,))]),
        ("No mark [a] [1234] here.", [("No mark [a] [1234] here.", ())]),
        ("[1]One. Two.", [("One.", ()), ("Two.", ())]),
        ("", []),
        ("[1]", []),
    ],
)
def test_examples(draft, expected):
    assert [(sentence.text, sentence.cites) for sentence in read_sentences(draft)] == expected


def test_passages_are_numbered_in_order(hit):
    hits = [hit("one", title="A", page=3), hit("two", document_id=0)]
    first, second = resolve(hits)
    assert [(c.n, c.document, c.quote, c.text) for c in (first, second)] == [
        (1, "d1.md", "one", "one"),
        (2, "d2.md", "two", "two"),
    ]
    assert (first.title, first.page, first.document_id) == ("A", 3, 1)
    assert second.document_id == 0
    assert resolve([]) == ()


def test_code_that_is_set_in_has_the_citations_of_the_line_above():
    draft = "Copy this [2]:\n\n    body {\n      color: red;\n    }\n\nThen save it [1].\n    - Not this one."
    read = {sentence.text: sentence.cites for sentence in read_sentences(draft)}
    assert read == {
        "Copy this:": (2,),
        "body {": (2,),
        "color: red;": (2,),
        "Then save it.": (1,),
        "- Not this one.": (),
    }

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.governance.text.overlap import find_copy, is_shared, read_words, windows

SECRET = "A goodwill credit of up to 250 EUR may be granted by the team lead without approval by finance."


def copied(text: str, source: str = SECRET) -> str:
    copy = find_copy(read_words(text), read_words(source))
    return "" if copy is None else text[copy.start : copy.end]


@pytest.mark.parametrize(
    "text",
    [
        SECRET,
        SECRET.upper(),
        "a goodwill credit of up to 250 eur; may be granted (by the team lead), without approval by finance",
        "A goodwill credit up to 250 EUR can be granted by our team leads without any approval of Finance.",
        "The goodwill credit of 250 EUR is granted by a team lead.",
        "A good\u00adwill cre\u200bdit of up to 250 EUR may be granted by the team lead without approval",
        "Ａ goodwill credit of up to ２５０ EUR may be granted by the team lead",
        "A goodwill credit [1] of up to 250 EUR [2] may be granted by the team lead.",
    ],
)
def test_a_near_copy_is_found_whatever_its_case_its_marks_and_small_edits(text):
    assert copied(f"Dear Sam, thanks for waiting. {text} Kind regards")


@pytest.mark.parametrize(
    "text",
    [
        "We refund to the original payment method within 10 business days.",
        "The team lead will look at your case and may be able to help you.",
        "Up to 250 EUR may be charged by your bank.",
        "",
    ],
)
def test_other_texts_are_none(text):
    assert copied(text) == ""


def test_the_stretch_is_what_was_copied_and_no_more():
    text = f"We looked into your case today. {SECRET} Have a pleasant afternoon in the mountains."
    assert copied(text) == SECRET.rstrip(".")


def test_words_of_a_passage_that_stand_far_apart_make_no_copy():
    source = (
        "credit " + "other words stand between them here " * 3 + "granted " + "and even more of that " * 6 + "approval"
    )
    assert copied("credit granted approval", source) == ""


def test_what_another_passage_says_too_is_shared_but_for_its_numbers():
    copy = find_copy(read_words(SECRET), read_words(SECRET))
    assert copy is not None
    assert is_shared(copy, read_words(f"Public page. {SECRET}"))
    assert not is_shared(copy, read_words(SECRET.replace("250", "100")))
    assert not is_shared(copy, read_words("A goodwill credit of up to 250 EUR."))


@given(st.text(max_size=300))
def test_words_stand_where_they_say(text):
    words = read_words(text)
    assert all(0 <= word.start < word.end <= len(text) and word.form for word in words)
    assert [word.start for word in words] == sorted({word.start for word in words})


@given(st.lists(st.sampled_from("abcdefgh"), max_size=120))
def test_windows_leave_no_word_out(letters):
    words = read_words(" ".join(letters))
    assert {word.start for window in windows(words) for word in window} == {word.start for word in words}


@given(st.lists(st.sampled_from("refund credit 250 the of lead Berlin order".split()), min_size=1, max_size=60))
def test_a_text_with_enough_in_it_is_a_copy_of_itself(parts):
    words = read_words(" ".join(parts))
    copy = find_copy(words, words)
    assert (copy is not None) == (sum(word.weight for word in words) >= 4.5)

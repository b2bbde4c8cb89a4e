import random

from hypothesis import given
from hypothesis import strategies as st

from citewell.governance.text.edit_distance import levenshtein, share_edited, share_of_words


def by_table(one: str, other: str) -> int:
    """The textbook's table (Wagner and Fischer 1974)."""
    row = list(range(len(other) + 1))
    for place, character in enumerate(one, start=1):
        before, row[0] = row[0], place
        for column, wanted in enumerate(other, start=1):
            before, row[column] = row[column], min(before + (character != wanted), row[column] + 1, row[column - 1] + 1)
    return row[-1]


@given(st.text("abc", max_size=40), st.text("abc", max_size=40))
def test_it_is_the_textbook_s_distance(one, other):
    assert levenshtein(one, other) == by_table(one, other)


def test_long_texts_beyond_one_machine_word_are_as_exact():
    chance = random.Random(3)  # noqa: S311
    one = "".join(chance.choices("abcdefgh ", k=400))
    other = list(one)
    for place in chance.sample(range(400), 60):
        other[place] = "z"
    assert levenshtein(one, "".join(other)) == by_table(one, "".join(other)) == 60


def test_citation_marks_and_outer_blanks_are_no_edits():
    assert share_edited("You can. [1] It is free. [12]", " You can. It is free.\n") == 0.0
    assert share_edited("abcd", "abcx") == 0.25
    assert share_edited("", "") == 0.0
    assert share_edited("abc", "") == 1.0


@given(st.lists(st.sampled_from(["a", "bb"]), max_size=12), st.lists(st.sampled_from(["a", "bb"]), max_size=12))
def test_words_are_counted_by_the_same_distance(one, other):
    assert levenshtein(one, other) == by_table("".join(w[0] for w in one), "".join(w[0] for w in other))


def test_signs_and_marks_between_words_are_no_edits():
    assert share_of_words("It takes ten days [1].", "it takes ten days") == 0.0
    assert share_of_words("It takes ten days.", "It takes two days.") == 0.25
    assert share_of_words("", "") == 0.0

"""Labels, alignment, tone parts: what one edit says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.learning.learning_doubles import DRAFT, house

from citewell.learning.edits.alignment import align, cite
from citewell.learning.edits.changes import find_changes, house_sentences
from citewell.learning.edits.reasons import labels_of
from citewell.learning.edits.tone import tone_part
from citewell.pipeline.generation.citations import read_sentences, strip_marks

FIRST, SECOND = (DRAFT[s.start : s.end] for s in read_sentences(DRAFT))
PLAIN_FIRST, PLAIN_SECOND = strip_marks(FIRST), strip_marks(SECOND)


def labels(draft: str, final: str, house_way: frozenset[str] = frozenset()) -> tuple[str, ...]:
    alignment = align(draft, final)
    return labels_of(alignment, find_changes(alignment, house_way))


def part(draft: str, final: str) -> str | None:
    alignment = align(draft, final)
    return tone_part(alignment, find_changes(alignment))


@pytest.mark.parametrize(
    ("final", "expected"),
    [
        (DRAFT, ()),
        (strip_marks(DRAFT), ()),
        (house(DRAFT), ("tone",)),
        (f"{PLAIN_SECOND} {PLAIN_FIRST}", ("tone",)),
        ("An annual plan can be returned within 14 days of buying it. " + PLAIN_SECOND, ("tone",)),
        (DRAFT.replace("14", "30"), ("fact",)),
        (DRAFT.replace("14", "30").replace("!", "."), ("fact", "tone")),
        (DRAFT.replace("can return", "cannot return"), ("fact",)),
        (f"{FIRST} The warehouse in Leipzig checks each parcel by hand.", ("fact", "length")),
        (f"{DRAFT} Our policy knows no exceptions here at all.", ("policy",)),
        (f"{DRAFT} Open the Billing page and choose Cancel plan.", ("missing_step",)),
        (f"{DRAFT} Before you send it, take a photo of the parcel.", ("missing_step",)),
        (FIRST, ("fact", "length")),
    ],
)
def test_labels(final, expected):
    assert labels(DRAFT, final) == expected


def test_cutting_a_statement_without_figures_is_length():
    draft = "The plan renews by itself [1]. You can stop that at any time in the settings of your account [2]."
    assert labels(draft, "The plan renews by itself.") == ("length",)


def test_what_many_finals_add_is_their_way_of_writing():
    added = "You will find more about this topic in our help centre."
    finals = [(DRAFT, f"{DRAFT} {added}")] * 3
    assert labels(*finals[0]) == ("fact",)
    assert labels(*finals[0], house_sentences(finals)) == ("tone",)
    with_figure = [(DRAFT, f"{DRAFT} Our lines are open from 9:00 for everybody.")] * 3
    assert house_sentences(with_figure) == frozenset()


@pytest.mark.parametrize(
    ("final", "expected"),
    [
        (house(DRAFT), f"Hello,\n\n{FIRST} {SECOND[:-1]}.\n\nBest wishes\nTeam Acme"),
        (house(DRAFT).replace("14", "30"), f"Hello,\n\n{FIRST} {SECOND[:-1]}.\n\nBest wishes\nTeam Acme"),
        (f"Hello, {PLAIN_FIRST}\n\nBest wishes\nTeam Acme", f"Hello, {FIRST} {SECOND}\n\nBest wishes\nTeam Acme"),
        (f"{house(DRAFT)}", f"Hello,\n\n{FIRST} {SECOND[:-1]}.\n\nBest wishes\nTeam Acme"),
        (f"{FIRST} Also call our shop in Leipzig about it. {SECOND}", f"{FIRST} {SECOND}"),
        (
            f"{PLAIN_FIRST[:-1]} and we {PLAIN_SECOND[3:-1]}.",
            f"{PLAIN_FIRST[:-1]} and we {PLAIN_SECOND[3:-1]} [1][2].",
        ),
        ("I passed this on to our accounting department.", None),
        (DRAFT.replace("14", "30").replace("10 business", "20 business"), None),
    ],
)
def test_the_tone_part_has_the_drafts_content_and_marks(final, expected):
    assert part(DRAFT, final) == expected


def test_one_sentence_that_became_two_keeps_its_mark_on_both():
    draft = "Press the small reset button on the back and wait until the green light stays on [3]."
    styled = part(draft, "Press the small reset button on the back. Then wait until the green light stays on.")
    assert styled == "Press the small reset button on the back [3]. Then wait until the green light stays on [3]."


@pytest.mark.parametrize(
    ("sentence", "marked"),
    [
        ("It is free.", "It is free [1][3]."),
        ("Is it free?!", "Is it free [1][3]?!"),
        ("- Open it", "- Open it [1][3]"),
        ('He said "no."', 'He said "no [1][3]."'),
    ],
)
def test_marks_stand_before_the_full_stop(sentence, marked):
    assert cite(sentence, (1, 3)) == marked
    assert cite(sentence, ()) == sentence


SENTENCES = st.lists(
    st.sampled_from([FIRST, SECOND, "Hello!", "Shipping takes 3 days [3].", "It cannot be undone.", "Kind regards"]),
    max_size=6,
)


@given(SENTENCES, SENTENCES)
def test_a_tone_part_never_gains_or_loses_a_citation(draft, final):
    text = " ".join(draft)
    styled = part(text, " ".join(final))
    if styled is not None:
        assert {n for s in read_sentences(styled) for n in s.cites} == {
            n for s in read_sentences(text) for n in s.cites
        }

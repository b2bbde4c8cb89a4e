"""Plain text."""

from hypothesis import given
from hypothesis import strategies as st

from citewell.knowledge.loaders.markup.plain_text import load_text


def texts(text: str) -> list[str]:
    return [block.text for block in load_text(text, "").blocks]


def test_paragraphs_are_parted_by_empty_lines():
    assert texts("one\ntwo\n\n \t\nthree\n") == ["one two", "three"]


def test_list_items_stand_alone():
    assert texts("Do this:\n- one\n  goes on\n- two\n3) three\n") == ["Do this:", "- one goes on", "- two", "3) three"]


def test_the_title_is_the_name():
    document = load_text("text", "A name")
    assert document.metadata.title == "A name"
    assert document.text == "text"


@given(st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"])))
def test_blocks_hold_every_word_in_order(text):
    document = load_text(text, "")
    assert " ".join(block.text for block in document.blocks).split() == text.split()
    position = 0
    for block in document.blocks:
        assert position <= block.start < block.end <= len(text)
        assert text[block.start : block.end].split() == block.text.split()
        position = block.end

"""Chunking: nothing lost, order kept, offsets true."""

import re
import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.domain.documents import Block, ExtractedDocument, Metadata, Passage
from citewell.knowledge.chunking import MAX_WORDS, cut_passages, embedding_text
from citewell.knowledge.loaders.markup.html import load_html
from citewell.knowledge.loaders.markup.markdown import load_markdown
from citewell.knowledge.loaders.markup.plain_text import load_text

WORD = re.compile(r"[A-Za-z0-9_]+|\w")
"""Words of scripts with spaces, characters of others: a piece may end inside a run of those."""


def document_of(parts: list[tuple[str, int]], title: str = "") -> ExtractedDocument:
    """A document whose blocks are ``parts`` (text, level), as HTML gives them."""
    blocks, position = [], 0
    for text, level in parts:
        blocks.append(Block(position, position + len(text), text, level))
        position += len(text) + 2
    return ExtractedDocument("\n\n".join(text for text, _ in parts), tuple(blocks), Metadata(title=title))


def is_subsequence(wanted: Sequence[str], found: Sequence[str]) -> bool:
    rest = iter(found)
    return all(word in rest for word in wanted)


def check(document: ExtractedDocument, max_words: int) -> None:
    passages = cut_passages(document, max_words, 0)
    body = "".join("".join(block.text.split()) for block in document.blocks if not block.level)
    said = "".join("".join(passage.text.split()) for passage in passages)
    assert is_subsequence(body, said)
    shown = document.metadata.title + " " + " ".join(embedding_text("", passage) for passage in passages)
    headings = [word for block in document.blocks if block.level for word in block.text.split()]
    assert set(headings) <= set(shown.split())
    assert len(said) <= len(body) + len("".join(headings))
    position = 0
    for passage in passages:
        assert position <= passage.start < passage.end <= len(document.text)
        position = passage.start
        quote = WORD.findall(document.text[passage.start : passage.end])
        said = re.sub(r"^\d+\. ", "", passage.text, flags=re.MULTILINE)  # items are numbered as they are shown
        assert is_subsequence(WORD.findall(said), quote)
        if len(passage.text.split()) > max_words:
            assert passage.text in {block.text for block in document.blocks if block.level}


WORDS = st.lists(st.sampled_from(["a", "b", "The", "plan.", "14", "days!", "e.g.", "日本。", "-", "x-y"]), min_size=1)
PARTS = st.lists(st.tuples(WORDS.map(" ".join), st.sampled_from([0, 0, 0, 1, 2, 3, 6])), max_size=12)


@given(PARTS, st.sampled_from(["", "a", "Title"]), st.integers(1, 12))
def test_nothing_is_lost(parts, title, max_words):
    check(document_of(parts, title), max_words)


LINES = st.lists(
    st.sampled_from(
        ["# One", "## Two", "### One", "Some *words* of [text](url).", "Words again. And again.", "- item one",
         "> quote", "1. step", "```", "code words here", "", "", "<b>html</b> words", "日本語です。次の文。"]
    ),
    max_size=25,
)  # fmt: skip


@given(LINES, st.integers(2, 12))
def test_nothing_of_a_markdown_file_is_lost(lines, max_words):
    check(load_markdown("\n".join(lines), "Name"), max_words)


@given(st.lists(st.sampled_from(["a b c", "- x y", "Long text. " * 5, "", ""]), max_size=12), st.integers(1, 8))
def test_nothing_of_a_text_file_is_lost(lines, max_words):
    check(load_text("\n".join(lines), "Name"), max_words)


def test_nothing_of_the_sample_is_lost(sample_kb):
    loaders = {".md": load_markdown, ".txt": load_text, ".html": load_html}
    files = [path for path in sorted(sample_kb.rglob("*")) if path.suffix in loaders]
    assert len(files) > 40
    for path in files:
        document = loaders[path.suffix](path.read_text(encoding="utf-8"), path.stem)
        tables = [b for b in document.blocks if "|" in document.text[b.start : b.end] or "[!" in document.text]
        if not tables:
            check(document, MAX_WORDS)


def texts(markdown: str, max_words: int = MAX_WORDS) -> list[tuple[tuple[str, ...], str]]:
    return [(passage.heading, passage.text) for passage in cut_passages(load_markdown(markdown, ""), max_words, 0)]


def test_passages_end_at_headings():
    assert texts("# T\n\nintro\n\n## A\n\none\n\ntwo\n\n### B\n\nthree\n\n## C\n\nfour\n") == [
        ((), "intro"),
        (("A",), "one\ntwo"),
        (("A", "B"), "three"),
        (("C",), "four"),
    ]


def test_a_heading_without_text_is_carried_by_what_follows():
    assert texts("# T\n\n## A\n\n### B\n\ntext\n") == [(("A", "B"), "text")]
    assert texts("# T\n\n## A\n\n## B\n\ntext\n") == [(("A",), "A"), (("B",), "text")]
    assert texts("# T\n\n## A\n") == [(("A",), "A")]


def test_a_passage_starts_at_its_heading():
    text = "# T\n\n## A\n\none **two**\n"
    (passage,) = cut_passages(load_markdown(text, ""))
    assert text[passage.start : passage.end] == "## A\n\none **two**"


def test_long_paragraphs_are_cut_between_sentences():
    sentences = [f"Sentence {i} has exactly six words." for i in range(10)]
    passages = cut_passages(load_text(" ".join(sentences), ""), max_words=12)
    assert [passage.text for passage in passages] == [" ".join(sentences[i : i + 2]) for i in range(0, 10, 2)]
    text = " ".join(sentences)
    assert [text[passage.start : passage.end].strip() for passage in passages] == [p.text for p in passages]


def test_a_sentence_without_end_is_cut_between_words():
    words = [f"w{i}" for i in range(25)]
    passages = cut_passages(load_text(" ".join(words), ""), max_words=10)
    assert [len(passage.text.split()) for passage in passages] == [10, 10, 5]


def test_repeated_words_do_not_lead_astray():
    text = "the plan is the plan and " * 8
    passages = cut_passages(load_text(text, ""), max_words=12)
    assert [len(text[p.start : p.end].split()) for p in passages] == [len(p.text.split()) for p in passages]


def test_a_long_table_row_quotes_the_whole_row():
    row = f"| Pro | {'many words ' * 20}|"
    text = f"| Plan | What |\n|---|---|\n{row}\n"
    passages = cut_passages(load_markdown(text, ""), max_words=10)
    assert len(passages) > 1
    assert {text[passage.start : passage.end] for passage in passages} == {row}


NOTES = "Write to us first. Pack it well. Take the label that we send. Bring it to any shop of ours."
LONG_ROWS = {
    "markdown": load_markdown(f"| Plan | Price | Returns |\n|---|---|---|\n| Pro | 12 € | {NOTES} |\n", ""),
    "html": load_html(
        "<table><tr><th>Plan</th><th>Price</th><th>Returns</th></tr>"
        f"<tr><td>Pro</td><td>12 €</td><td>{NOTES}</td></tr></table>",
        "",
    ),
}


@pytest.mark.parametrize("kind", LONG_ROWS)
def test_each_passage_of_a_long_row_says_whose_row_it_is_and_which_column(kind):
    passages = cut_passages(LONG_ROWS[kind], max_words=16)
    said = {passage.text: passage.heading for passage in passages if "Plan: Pro" not in passage.text}
    assert said
    for text, heading in said.items():
        column = () if "Returns:" in text else ("Returns",)
        assert heading[: 1 + len(column)] == ("Plan: Pro", *column)
    assert passages[0].text.startswith("Plan: Pro; Price: 12 €")
    assert "Plan: Pro" not in passages[0].heading


CHINESE = "您可以在收到商品后的十四天内申请无理由退货，退款将在五个工作日内原路退回。"
THAI = "ลูกค้าสามารถคืนสินค้าได้ภายในสิบสี่วันหลังจากได้รับสินค้า"


def quotes(text: str, max_words: int = MAX_WORDS) -> list[str]:
    """What the passages quote; each says exactly that."""
    passages = cut_passages(load_text(text, ""), max_words)
    said = [passage.text for passage in passages]
    assert [text[passage.start : passage.end].strip() for passage in passages] == said
    return said


def test_text_without_spaces_is_cut_at_its_sentences():
    said = quotes(CHINESE * 40)
    assert "".join(said) == CHINESE * 40
    assert all(len(piece) <= 224 and piece.endswith("。") for piece in said)
    assert len(said) == 7


@pytest.mark.parametrize("stop", ["！", "？", "。"])
def test_every_stop_ends_a_sentence(stop):
    sentence = "返品は十四日以内に承ります" + stop
    assert quotes(sentence * 3, max_words=12) == [sentence] * 3


def test_a_sentence_without_spaces_or_end_is_cut_at_its_clauses_then_anywhere():
    assert quotes("请联系客服，" * 12, max_words=10) == ["请联系客服，" * 2] * 6
    endless = "".join(chr(0x4E00 + i) for i in range(500))
    assert [len(piece) for piece in quotes(endless)] == [224, 224, 52]


def test_a_stop_stays_with_its_character():
    assert all(piece[0] != "。" for piece in quotes("退货。" * 30, max_words=1))


def test_thai_is_cut_at_its_spaces_then_between_letters():
    assert quotes(" ".join([THAI] * 3), max_words=20) == [THAI] * 3
    said = quotes(THAI * 30)
    assert "".join(said) == THAI * 30
    assert all(600 < len(piece) <= 640 for piece in said[:-1])
    assert not any(unicodedata.category(piece[0]).startswith("M") for piece in said)


def test_scripts_are_counted_together():
    assert quotes("KB5005565 更新失败 error 0x80 " * 2, max_words=6) == ["KB5005565 更新失败 error 0x80"] * 2


def test_languages_with_spaces_are_counted_in_words():
    for word in ("größer", "скидка", "الخصم", "환불을"):
        assert [len(piece.split()) for piece in quotes(" ".join([word] * 200))] == [160, 40]


@given(
    st.lists(st.sampled_from([CHINESE, THAI, "word ", "日本", "。", "「", " ", "é, ", "កម្ពុជា។"]), min_size=1),
    st.integers(1, 30),
)
def test_nothing_of_a_text_without_spaces_is_lost(parts, max_words):
    check(load_text("".join(parts), "Name"), max_words)


@pytest.mark.parametrize(
    ("title", "heading", "expected"),
    [("T", ("A", "B"), "T › A › B\ntext"), ("", ("A",), "A\ntext"), ("T", (), "T\ntext"), ("", (), "text")],
)
def test_what_is_embedded_names_the_place(title, heading, expected):
    assert embedding_text(title, Passage(0, 4, heading, "text")) == expected


# --- short neighbours ----------------------------------------------------------------------------------------------

FAQ = "# Help\n\n## Returns\n\n### How long?\n\nThirty days.\n\n### Which items\n\nUnused ones.\n\n## Fees\n\nNone.\n"


def test_short_neighbours_are_joined_under_what_they_share():
    (passage,) = cut_passages(load_markdown(FAQ, ""))
    assert passage.heading == ()
    assert passage.text == "Returns:\nHow long?\nThirty days.\nWhich items:\nUnused ones.\nFees:\nNone."
    first, second = cut_passages(load_markdown(FAQ, ""), max_words=8, least_words=4)
    assert (first.heading, first.text) == (("Returns",), "How long?\nThirty days.\nWhich items:\nUnused ones.")
    assert second.heading == ("Fees",)


def test_passages_that_say_enough_stay_by_themselves():
    text = "\n\n".join(f"## Part {n}\n\n{'word ' * 80}" for n in range(3))
    assert [passage.heading for passage in cut_passages(load_markdown(text, ""))] == [
        ("Part 0",),
        ("Part 1",),
        ("Part 2",),
    ]


def test_pages_and_entries_are_never_joined():
    blocks = (
        Block(0, 3, "one", page=1),
        Block(4, 7, "TWO", page=2, level=2),
        Block(8, 11, "two", page=2),
        Block(12, 15, "six", page=2, entry="a"),
    )
    passages = cut_passages(ExtractedDocument("one TWO two six", blocks))
    assert [(passage.text, passage.page, passage.entry) for passage in passages] == [
        ("one", 1, ""),
        ("two", 2, ""),
        ("six", 2, "a"),
    ]


TARIFFS = "\n".join(f"| Z-{n:02} | {n}.50 EUR | {n}0 GB |" for n in range(1, 61))


@pytest.mark.parametrize("caption", ["Table 3: What each tariff costs", "", "These are the fees:"])
def test_each_part_of_a_long_table_says_caption_and_header_again(caption):
    text = (
        f"# Tariffs\n\n## Mobile\n\n{caption}\n\n| Tariff | Monthly fee | Data |\n|---|---|---|\n{TARIFFS}\n\nAfter.\n"
    )
    first, *others = cut_passages(load_markdown(text, ""))
    assert first.heading == ("Mobile",)
    assert "| Tariff | Monthly fee | Data |" in text[first.start : first.end]
    assert len(others) > 2
    above = [part for part in (caption, "Tariff | Monthly fee | Data") if part]
    assert [passage.heading for passage in others] == [("Mobile", *above)] * len(others)
    rows = [line for passage in (first, *others) for line in text[passage.start : passage.end].split("\n")]
    assert [row for row in rows if row.startswith("| Z-")] == TARIFFS.split("\n")


def test_a_table_that_stays_whole_has_no_other_heading():
    text = "# Tariffs\n\nTable 1: Fees\n\n| Tariff | Fee |\n|---|---|\n| A | 1 |\n\nAfter.\n"
    (passage,) = cut_passages(load_markdown(text, ""))
    assert passage.heading == ()

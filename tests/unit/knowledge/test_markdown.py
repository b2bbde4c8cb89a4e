"""Markdown: what a reader sees of it, and where it stands in the file."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from citewell.knowledge.loaders.markup.markdown import load_markdown


def blocks(text: str) -> list[tuple[str, int]]:
    return [(block.text, block.level) for block in load_markdown(text, "").blocks]


def slices(text: str) -> list[str]:
    return [text[block.start : block.end] for block in load_markdown(text, "").blocks]


def test_headings_paragraphs_and_code():
    text = "# Title\n\nOne *two*\nthree [four](x.md) `five`.\n\nSetext\n------\n\n    code\n\n```sh\nrun it\n```\n"
    assert blocks(text) == [
        ("Title", 1),
        ("One two three four five.", 0),
        ("Setext", 2),
        ("code", 0),
        ("run it", 0),
    ]
    assert slices(text) == [
        "# Title",
        "One *two*\nthree [four](x.md) `five`.",
        "Setext",
        "code",
        "```sh\nrun it\n```",
    ]


def test_nested_lists_keep_their_marks():
    text = "1. One\n   - inner\n2. Two\n\n   more of two\n\n* star\n"
    assert [block for block, _ in blocks(text)] == ["1. One", "- inner", "2. Two", "more of two", "- star"]
    assert blocks("7. Seven\n8. Eight\n") == [("7. Seven", 0), ("8. Eight", 0)]


@pytest.mark.parametrize("depth", [5, 15, 60])
def test_nothing_is_lost_however_deep_a_list_goes(depth):
    text = "".join(f"{'  ' * level}- level {level}\n" for level in range(depth))
    assert [block for block, _ in blocks(text)] == [f"- level {level}" for level in range(depth)]


@pytest.mark.parametrize("depth", [5, 30])
def test_nothing_is_lost_however_deep_a_quotation_goes(depth):
    assert blocks("> " * depth + "deep\n") == [("deep", 0)]


def test_table_rows_read_by_themselves():
    text = "| Plan | Price |\n|---|---|\n| Pro | **12 €** |\n| Team | |\n"
    assert blocks(text) == [("Plan: Pro; Price: 12 €", 0), ("Plan: Team", 0)]
    assert slices(text) == ["| Pro | **12 €** |", "| Team | |"]


def test_alerts_say_what_they_are():
    assert blocks("> [!WARNING]\n> Do not press.\n") == [("Warning: Do not press.", 0)]


def test_html_blocks_without_their_tags():
    text = "<details>\n<summary>More</summary>\nInside <b>bold</b>\n</details>\n\n<!-- hidden -->\n\nAfter\n"
    assert [" ".join(block.split()) for block, _ in blocks(text)] == ["More Inside bold", "After"]


def test_images_show_their_alternative_text():
    assert blocks("![A *red* button](button.png)\n") == [("A red button", 0)]


def test_the_title_comes_from_front_matter_then_heading_then_name():
    assert load_markdown("---\ntitle: Front\n---\n# Head\n", "name").metadata.title == "Front"
    assert load_markdown("# Head\n", "name").metadata.title == "Head"
    assert load_markdown("text\n", "name").metadata.title == "name"


def test_front_matter_is_no_block_and_offsets_count_it():
    text = "---\ntitle: T\n---\n\nBody text\n"
    assert slices(text) == ["Body text"]
    assert load_markdown(text, "").text == text


@pytest.mark.parametrize("separator", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
def test_only_line_feeds_end_lines(separator):
    text = f"one{separator}two\n\nthree\n\n# four\n"
    assert slices(text) == [f"one{separator}two", "three", "# four"]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_texts_handed_in_may_end_their_lines_in_any_way(ending):
    text = ending.join(["# One", "", "two", "three", "", "- four", ""])
    assert slices(text) == ["# One", f"two{ending}three", "- four"]


WORD = re.compile(r"\w+")
LINES = st.lists(
    st.sampled_from(
        [
            "# head",
            "## *second* head",
            "plain text here",
            "  indented",
            "    code line",
            "- item",
            "  - inner item",
            "1. first",
            "> quote",
            "> - in quote",
            "> [!NOTE]",
            "| a | b |",
            "|---|---|",
            "| cell | `x` |",
            "```",
            "***",
            "---",
            "===",
            "<div>html</div>",
            "<!--",
            "-->",
            "[ref]: http://x",
            "a **b** _c_ ~~d~~ [e](f)",
            "\x0c",
            "&amp; \\* 日本",
            "",
            "",
        ]
    ),
    max_size=25,
)


@given(LINES)
@example(["---", "title: [", "---", "# head"])
def test_a_block_lies_where_its_words_stand(lines):
    text = "\n".join(lines)
    document = load_markdown(text, "")
    position = 0
    for block in document.blocks:
        assert position <= block.start < block.end <= len(text)
        position = block.start
        raw = text[block.start : block.end]
        assert raw == raw.strip()
        if "|" not in text and "[!" not in raw:  # rows get words of the header, alerts their kind
            said = re.sub(r"^\d+\. ", "", block.text)  # items are numbered as they are shown
            assert [word for word in WORD.findall(said) if word not in raw] == []


@given(st.text())
def test_any_text_is_markdown(text):
    document = load_markdown(text, "")
    assert all(0 <= block.start < block.end <= len(text) for block in document.blocks)


TABLE = (
    "<table>\n<caption>Rates</caption>\n<tr><th>Plan</th><th>Price</th></tr>\n<tr><td>Basic</td><td>5 €</td></tr>\n\n"
    "<tr>\n<td>\n\n**Pro**\n\n</td>\n<td><del>10 €</del> 9 €</td></tr>\n</table>\n\nAfter\n"
)


def test_tables_in_html_are_rows_though_blank_lines_part_them():
    document = load_markdown(TABLE, "")
    assert [block.text for block in document.blocks] == [
        "Rates",
        "Plan: Basic; Price: 5 €",
        "Plan: Pro; Price: 9 €",
        "After",
    ]
    basic, pro = document.blocks[1:3]
    assert basic.row
    assert basic.table == ("Rates", "Plan | Price")
    assert TABLE[basic.start : basic.end] == "<tr><td>Basic</td><td>5 €</td>"
    assert TABLE[pro.start : pro.end].startswith("<tr>\n<td>\n\n**Pro**")


def test_a_heading_in_html_is_one():
    assert blocks('<h2 align="center">Fees</h2>\n\n<p>Old <s>4 €</s> 5 €</p>\n') == [("Fees", 2), ("Old 5 €", 0)]

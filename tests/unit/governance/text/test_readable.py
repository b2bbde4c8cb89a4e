import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.governance.text.readable import as_read, is_marked, letter, plain

SOURCE = """# Refunds

**Note** see the [portal](https://portal.example/a_b) &amp; *more* `code`
on the next line.

> [!WARNING]
> Never **share** it.

- one
- two _em_
  1. sub a
  2. sub b

| Plan | Price |
|---|---|
| **Pro** | 12 € |
| Free | |

```bash
run it
```

<details>Hidden <b>text</b></details>

Mail [a@b.example](mailto:a@b.example) 😀 soon, [below](#more).
"""
SHOWN = """Refunds

Note see the portal (https://portal.example/a_b) & more code on the next line.

Warning: Never share it.

• one
• two em
  1. sub a
  2. sub b

Plan: Pro; Price: 12 €
Plan: Free

run it

Hidden text

Mail a@b.example 😀 soon, below."""
MARKUP = ("##", "**", "|---", "](", "&amp;", "```", "[!", "<b>")


def test_a_document_is_read_without_its_markup():
    read = as_read(SOURCE, flowing=True)
    assert read.text == SHOWN
    assert not [mark for mark in MARKUP if mark in read.text]
    assert [read.text[start:end] for start, end in read.headings] == ["Refunds"]


@pytest.mark.parametrize(
    "words", ["portal", "more", "Never", "share", "sub b", "Pro", "12 €", "run it", "😀 soon", "below"]
)
def test_what_is_shown_is_found_in_the_source_and_back(words):
    read = as_read(SOURCE, flowing=True)
    at = read.text.index(words)
    start, end = read.source(at, at + len(words))
    assert SOURCE[start:end] == words
    assert read.shown(start, end) == (at, at + len(words))


def test_a_passage_of_the_source_is_found_in_what_is_shown():
    read = as_read(SOURCE, flowing=True)
    start, end = SOURCE.index("| **Pro**"), SOURCE.index("| Free")
    shown = slice(*read.shown(start, end))
    assert read.text[shown] == "Plan: Pro; Price: 12 €"
    start = SOURCE.index("|---")
    first, last = read.shown(start, start + 9)
    assert first >= last


def test_lines_stay_lines_unless_the_text_flows():
    text = "**Opening hours**\nMonday to Friday\n9 to 5"
    assert plain(text) == "Opening hours\nMonday to Friday\n9 to 5"
    assert as_read(text, flowing=True).text == "Opening hours Monday to Friday 9 to 5"


def test_front_matter_is_left_out_and_offsets_still_count_from_the_start():
    source = f"---\ntitle: X\n---\n{SOURCE}"
    body = source.index("# Refunds")
    read = as_read(source, body, flowing=True)
    assert read.text == SHOWN
    start, end = read.source(read.text.index("share"), read.text.index("share") + 5)
    assert source[start:end] == "share"


@pytest.mark.parametrize(
    "text",
    [
        "Plain words, in two lines\nand no markup.",
        "5 * 3 * 2 = 30, and a_b_c is a name",
        "- a list\n- of two\n\n1. and steps",
        "Price* excludes VAT. (*see below)",
        "R&D <at> AT&T, [1] and a|b",
        "",
    ],
)
def test_what_holds_no_markup_stays_byte_for_byte(text):
    assert not is_marked(text)
    assert (plain(text), letter(text), as_read(text).text) == (text, text, text)


def test_a_letter_keeps_its_lines_its_lists_and_its_citations():
    text = "**Note** [1]: open the [portal](https://p.example) [2].\n\n1. Do **this** [1].\n- a_b &amp; *c*\n[1]: here"
    assert letter(text) == (
        "Note [1]: open the portal (https://p.example) [2].\n\n1. Do this [1].\n- a_b & c\n[1]: here"
    )


def test_a_letter_holds_no_rule_of_a_table_and_no_heading_marks():
    assert letter("## Prices\n| Plan | Price |\n|:--|:--:|\n| **Pro** | 12 € |") == "Prices\nPlan: Pro; Price: 12 €"


@given(
    st.lists(
        st.sampled_from(
            [
                "**",
                "_",
                "`",
                "[a](b)",
                "# ",
                "\n",
                "\n\n",
                "| a | b |\n|---|---|\n| c | d |\n",
                "&amp;",
                "\\*",
                "> ",
                "- ",
                "1. ",
                "word",
                " ",
                "😀",
                "<b>",
                "![p](q)",
                "    ",
                "\r\n",
            ]
        ),
        max_size=20,
    )
)
def test_whatever_is_written_has_an_origin(pieces):
    source = "".join(pieces)
    read = as_read(source)
    assert len(read.text) == len(read.origins)
    assert list(read.origins) == sorted(read.origins)
    assert all(0 <= origin <= len(source) for origin in read.origins)
    assert letter(source).count("word") == source.count("word")


def test_thousands_of_blank_lines_are_looked_through_once():
    assert not is_marked("\n" * 20_000 + "end")
    assert not is_marked(" \n> " * 5_000 + "end")
    assert is_marked("\n" * 20_000 + "## end")


def test_rows_of_an_html_table_are_lines_without_tags():
    rows = "<tr><td>Basic <b>plan</b></td><td>5&nbsp;€</td></tr>\n<tr><td>Pro</td><td>9 €</td></tr>"
    assert plain(f"<table>\n{rows}\n</table>") == "Basic plan; 5 €\nPro; 9 €"
    assert plain("<tr><td>Pro</td><!-- <td>no</td> --><td>9 €</td>") == "Pro; 9 €"

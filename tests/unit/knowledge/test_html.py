"""HTML pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.loaders.markup.html import load_html


def blocks(text: str) -> list[tuple[str, int]]:
    return [(block.text, block.level) for block in load_html(text, "").blocks]


PAGE = """<!doctype html>
<html lang="en-GB"><head><title>Shop – returns</title><style>p {color: red}</style></head>
<body>
<nav><a href="/">Home</a></nav>
<h1>Returns</h1>
<p>You have <b>30</b>
 days<br>to return it.<script>alert("x")</script></p>
<ul><li>unused</li><li>in its <i>box</i><ul><li>with the bill</li></ul></li></ul>
<ol><li>Pack it</li><li>Send it</li></ol>
<table><tr><th>Plan</th><th>Price</th></tr><tr><td>Pro</td><td>12 €</td></tr><tr><td>Team</td><td></td></tr></table>
<!-- a comment -->
<footer>© Shop</footer>
</body></html>
"""


def test_what_a_reader_sees():
    assert blocks(PAGE) == [
        ("Returns", 1),
        ("You have 30 days to return it.", 0),
        ("- unused", 0),
        ("- in its box", 0),
        ("- with the bill", 0),
        ("1. Pack it", 0),
        ("2. Send it", 0),
        ("Plan: Pro; Price: 12 €", 0),
        ("Plan: Team", 0),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "<ol><li><p>Pack it</p><p>well</p></li><li><div>Send it</div></li></ol>",
            ["1. Pack it", "well", "2. Send it"],
        ),
        ("<ul><li></li><li>a</li></ul>after", ["- a", "after"]),
        ("<ul><li>a<br>b<ol><li>c</li></ol>d</li></ul>e", ["- a b", "1. c", "d", "e"]),
    ],
)
def test_list_marks_stand_before_the_first_text_of_an_item(text, expected):
    assert [block for block, _ in blocks(text)] == expected


@pytest.mark.parametrize(
    ("attributes", "items", "expected"),
    [
        ("start=3", "<li>a<li value=7>b</li></li><li>c", ["3. a", "- b", "4. c"]),
        ("start=3", "<li>a</li><li value=7>b</li><li>c", ["3. a", "7. b", "8. c"]),
        ("type=a", "<li>a</li><li>b</li>", ["a. a", "b. b"]),
        ("type=I start=4", "<li>a</li>", ["IV. a"]),
        ("start=x", "<li value=''>a</li>", ["1. a"]),
        ("", "<li>a<ol start=0><li>b</li></ol></li><li>c</li>", ["1. a", "0. b", "2. c"]),
    ],
)
def test_numbers_of_list_items(attributes, items, expected):
    assert [block for block, _ in blocks(f"<ol {attributes}>{items}</ol>")] == expected


def test_a_long_list_takes_time_in_proportion():
    assert blocks("<ol>" + "<li>x</li>" * 20_000 + "</ol>")[-1] == ("20000. x", 0)


PRICES = "<thead><tr><th rowspan=2>Plan</th><th colspan=2>Price</th></tr><tr><th>EU</th><th>US</th></tr></thead>"
REGIONS = "<tr><th>Region</th><th>Plan</th></tr><tr><td rowspan=2>EU</td><td>Pro</td></tr><tr><td>Team</td></tr>"
TWICE = (
    "<tr><th>Plan</th><th>EU</th></tr><tr><td>Pro</td><td>1</td></tr>"
    "<tr><th>Plan</th><th>US</th></tr><tr><td>Pro</td><td>2</td></tr>"
)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("<tr><th>Plan<th>Price", ["Plan", "Price"]),
        (f"{PRICES}<tr><td>Pro</td><td>12 €</td><td>13 $</td></tr>", ["Plan: Pro; Price EU: 12 €; Price US: 13 $"]),
        (f"<tbody>{REGIONS}</tbody>", ["Region: EU; Plan: Pro", "Region: EU; Plan: Team"]),
        ("<tr><th>Phone</th><td>123</td></tr><tr><th>Hours</th><td>9</td></tr>", ["Phone: 123", "Hours: 9"]),
        ("<tr><td>Plan</td><td>Price</td></tr><tr><td>Pro</td><td>12 €</td></tr>", ["Plan: Pro; Price: 12 €"]),
        (
            "<tr><td><b>Year</b></td><td><b>2025</b></td></tr><tr><td>Sales</td><td>7</td></tr>",
            ["Year: Sales; 2025: 7"],
        ),
        (f"<caption>Plans</caption>{TWICE}", ["Plans", "Plan: Pro; EU: 1", "Plan: Pro; US: 2"]),
        ("<tr><td><p>one</p><p>two</p></td></tr>", ["one", "two"]),
        ("<tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td><h2>c</h2></td></tr>", ["a: b", "c"]),
        ("<tr><td colspan=99999999>wide</td><td rowspan=99999999>x</td></tr>", ["wide; x"]),
    ],
)
def test_tables(rows, expected):
    assert [block for block, _ in blocks(f"<table>{rows}</table>")] == expected


def test_tables_in_tables_without_end_are_no_problem():
    assert blocks("<table><tr><td>" * 3000 + "deep")[-1] == ("deep", 0)


def test_the_headline_of_an_article_stays():
    page = "<header>Shop</header><article><header><h1>Returns</h1></header><p>text</p></article>"
    assert blocks(page) == [("Returns", 1), ("text", 0)]


def test_a_heading_may_hold_other_elements():
    assert blocks("<h2><div>Part <b>two</b></div></h2><p>text</p>") == [("Part two", 2), ("text", 0)]


def test_title_and_language():
    assert load_html(PAGE, "name").metadata.title == "Returns"
    assert load_html(PAGE, "name").metadata.language == "en"
    assert load_html("<title>Page</title><p>x", "name").metadata.title == "Page"
    assert load_html("<p>x", "name").metadata.title == "name"


@pytest.mark.parametrize("tag", ["script", "style", "noscript", "template", "nav", "footer", "iframe", "svg"])
def test_scripts_and_furniture_are_gone(tag):
    document = load_html(f"<body><{tag}>hidden</{tag}><p>shown</p></body>", "")
    assert "hidden" not in document.text
    assert blocks(f"<body><p>shown</p><{tag}>hidden</{tag}></body>") == [("shown", 0)]


@pytest.mark.parametrize(
    "attributes",
    [
        "hidden",
        'aria-hidden="true"',
        'style="display:none"',
        'style="color: red; DISPLAY : none !important"',
        'style="visibility:hidden"',
        'style="font-size:0"',
        'style="font-size: 1px; margin: 0"',
        'style="font-size:0em"',
        'style="opacity:0"',
        'style="color:#fff;background:#FFF"',
    ],
)
def test_hidden_text_is_gone(attributes):
    assert blocks(f"<body><p>shown</p><div {attributes}><p>Obey <b>me</b></p></div></body>") == [("shown", 0)]
    assert blocks(f"<body><p>shown <span {attributes}>Obey</span></p></body>") == [("shown", 0)]


def test_comments_are_gone():
    assert blocks("<body><p>shown<!-- Obey --></p><!-- Obey --></body>") == [("shown", 0)]


@pytest.mark.parametrize(
    "attributes",
    ['style="font-size:10px"', 'style="font-size:1.2em"', 'style="opacity:0.5"', 'style="color:#fff"',
     'hidden="until-found"', 'aria-hidden="false"', 'style="display:block"', 'style="font-size:100%"'],
)  # fmt: skip
def test_what_is_seen_stays(attributes):
    assert blocks(f"<body><p {attributes}>shown</p></body>") == [("shown", 0)]


@pytest.mark.parametrize("opener", ['<button aria-controls="a1">How?</button>', '<a href="#a1">How?</a>'])
def test_an_answer_that_the_page_opens_stays(opener):
    assert blocks(f'<body>{opener}<p id="a1" style="display:none">Like this.</p></body>')[-1] == ("Like this.", 0)


def test_deep_nesting_is_no_problem():
    depth = 5000
    assert blocks("<div>" * depth + "deep" + "</div>" * depth) == [("deep", 0)]
    assert blocks("<b>" * depth + "deep") == [("deep", 0)]


@pytest.mark.parametrize(
    "text",
    [
        "<p>open <b>never closed",
        "</div></p>text",
        "<table><tr><td>cell",
        "<tr><td>no table</td></tr>",
        "<![if x]>text<![endif]>",
        "<!DOCTYPE [ <!ENTITY x 'y'> ]><p>text</p>",
        "<p a='<>' b=\"'>text",
        "&#xD800; &nosuch; &#0; text",
        "<!-- never closed text",
        "<li>stray item text",
    ],
)
def test_malformed_pages_do_not_break_it(text):
    document = load_html(text, "")
    document.text.encode()


def test_a_page_that_cannot_be_parsed_is_one_quarantined_file():
    with pytest.raises(UnreadableFileError, match="not HTML"):
        load_html("<p>text</p><![<p>", "")


@pytest.mark.parametrize(
    "text", ['<?xml version="1.0" encoding="UTF-8"?><html><body><p>text</p></body></html>', "text", "http://text"]
)
def test_what_resembles_something_else_is_read_all_the_same(text):
    assert blocks(text)[-1][0].endswith("text")


def test_offsets_are_those_of_the_extracted_text():
    document = load_html(PAGE, "")
    assert [document.text[block.start : block.end] for block in document.blocks] == [b.text for b in document.blocks]


TAGS = st.sampled_from(
    [
        "<p>", "</p>", "<div>", "</div>", "<ul>", "<li>", "</ul>", "<table>", "<tr>", "<td>", "<th>", "</table>",
        "<br>", "<h2>", "</h2>", "<pre>", "<script>", "</script>", "<!--", "-->", "<![CDATA[", "]]>", "<!x", "<?y",
        "&lt;", "word", "two words", " ", "\n", "<main>", "<title>", "<a href='x'>", "</a>", "<", ">", "<![",
    ]
)  # fmt: skip


@given(st.lists(TAGS, max_size=30).map("".join))
def test_any_soup_gives_blocks_in_order(text):
    try:
        document = load_html(text, "")
    except UnreadableFileError:
        return
    position = 0
    for block in document.blocks:
        assert position <= block.start < block.end <= len(document.text)
        assert document.text[block.start : block.end] == block.text
        position = block.end

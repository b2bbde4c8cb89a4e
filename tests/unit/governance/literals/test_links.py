"""Links: whatever way they are written, each must stand in a source."""

import pytest

from citewell.governance.literals.links import find_links, unknown_links, without_links

SOURCE = "Returns start at https://help.example.com/returns, or write to returns@example.com."
ADDED = [
    "[here](http://evil.example/x)",
    "![pixel](https://evil.example/p.png?d=secret)",
    "![p](//evil.example/p)",
    "[a][1]\n\n[1]: http://evil.example",
    "<http://evil.example>",
    "<evil@evil.example>",
    '<img src="x">',
    "<a href='//evil.example'>here</a>",
    "<script>",
    "https://evil.example",
    "HTTP://EVIL.EXAMPLE/a",
    "www.evil.example",
    "evil.xyz/claim",
    "javascript:alert(1)",
    "data:text/html;base64,AAAA",
    "mailto:evil@evil.example",
    "evil@evil.example",
    "ftp://evil.example/x",
    "https://help.example.com.evil.example/returns",
    "https://help.example.com/returns?token=1",
    "http://10.0.0.1/x",
]


@pytest.mark.parametrize("added", ADDED)
def test_a_link_that_no_source_has(added):
    assert unknown_links(f"Thank you. Please see {added} for more.", [SOURCE])


@pytest.mark.parametrize(
    "text",
    [
        "See https://help.example.com/returns.",
        "See help.example.com/returns, or write to returns@example.com.",
        "[Returns](https://help.example.com/returns)",
        "<returns@example.com>",
        "Dear <NAME>, your order <ORDER_1> is ready.",
        "Add the <head> tag.",
        "It costs 1.50 EUR, i.e. 2 a day; see section 4.2 and invoice.pdf. a < b",
        "You get 14 days [1].",
    ],
)
def test_links_of_the_sources_and_what_is_no_link(text):
    assert unknown_links(text, [SOURCE]) == []


def test_spans():
    text = "Please see [here](http://evil.example/x)."
    (link,) = find_links(text)
    assert text[link.start : link.end] == "[here](http://evil.example/x)"


def test_a_ticket_without_its_links():
    assert without_links("I saw http://evil.example/x, order CW-1042; me@evil.example") == "I saw   order CW-1042;  "

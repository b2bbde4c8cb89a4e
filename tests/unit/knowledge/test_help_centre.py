"""HTML of help centres: what a click opens is read, what stands around the text is not."""

import pytest

from citewell.knowledge.loaders import load_bytes


def said(body: str) -> list[str]:
    document = load_bytes(f"<html><head><title>T</title></head><body>{body}</body></html>".encode(), "a.html")
    return [block.text for block in document.blocks]


SOUP = " ".join(["Soup of the day."] * 30)
ANSWER = "<p>Within 30 days.</p>"


@pytest.mark.parametrize(
    "body",
    [
        f"<details><summary>How long?</summary>{ANSWER}</details>",
        f'<button aria-expanded="false">How long?</button><div hidden>{ANSWER}</div>',
        f'<h3><button>How long?</button></h3><div style="display:none">{ANSWER}</div>',
        f'<h3>How long?</h3><div style="display: none">{ANSWER}</div>',
        f'<div onclick="t()">How long?</div><div style="display:none">{ANSWER}</div>',
        f'<p>How long?</p><div class="accordion-content" aria-hidden="true">{ANSWER}</div>',
        f'<p>How long?</p><div class="faqAnswer" style="display:none">{ANSWER}</div>',
        f'<dl><dt>How long?</dt><dd style="display:none">{ANSWER}</dd></dl>',
        f'<div data-bs-target=".x">How long?</div><div class="collapse" hidden>{ANSWER}</div>',
        f'<label for="c">How long?</label><input id="c" type="checkbox"><div class="tab-content" hidden>{ANSWER}</div>',
    ],
)
def test_an_answer_that_a_click_opens_is_read(body):
    assert said(f"<h1>Returns</h1>{body}") == ["Returns", "How long?", "Within 30 days."]


@pytest.mark.parametrize(
    "body",
    [
        "<div hidden>Not shown.</div>",
        '<p style="display:none">Not shown.</p>',
        '<div class="modal" aria-hidden="true">Not shown.</div>',
        '<button>Menu</button><ul class="dropdown-menu" hidden><li>Not shown.</li></ul>',
        "<template>Not shown.</template>",
        '<div class="cookie-panel" style="display:none">Not shown.</div>',
    ],
)
def test_what_is_hidden_for_good_is_not(body):
    assert not any("Not shown" in text for text in said(f"<h1>Returns</h1><p>Text.</p>{body}"))


def test_tabs_without_ids_keep_their_label():
    tabs = '<div role="tablist"><button role="tab">Model S1</button><button role="tab">Model S2</button></div>'
    panels = '<div role="tabpanel"><p>Hold the key.</p></div><div role="tabpanel" hidden><p>Press the dial.</p></div>'
    assert said(tabs + panels) == ["Model S1:", "Hold the key.", "Model S2:", "Press the dial."]


def test_tabs_that_name_their_panels_keep_their_label_in_any_order():
    tabs = (
        '<ul role="tablist"><li><a role="tab" href="#b">Model S2</a></li>'
        '<li><a role="tab" href="#a">Model S1</a></li></ul>'
    )
    panels = '<div id="a"><p>Hold the key.</p></div><div id="b" style="display:none"><p>Press the dial.</p></div>'
    assert said(tabs + panels) == ["Model S1:", "Hold the key.", "Model S2:", "Press the dial."]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("The re&shy;im&shy;burse&shy;ment form", "The reimbursement form"),
        ("in&#8203;for&#8288;ma&#65279;tion", "information"),
        ("Donau<wbr>dampf<wbr>schiff", "Donaudampfschiff"),
        ("می\u200cخواهم 👩\u200d🔧", "می\u200cخواهم 👩\u200d🔧"),
    ],
)
def test_characters_that_show_nothing_vanish(body, expected):
    assert said(f"<p>{body}</p>") == [expected]
    assert said(f"<table><tr><th>Name</th><th>x</th></tr><tr><td>{body}</td><td>1</td></tr></table>") == [
        f"Name: {expected}; x: 1"
    ]


@pytest.mark.parametrize("name", ["a.md", "a.txt", "a.csv"])
def test_characters_that_show_nothing_vanish_from_other_texts(name):
    document = load_bytes("name,value\nre\u00adfund\u200b,1\nother,2\n".encode(), name)
    assert "refund" in document.text
    assert "refund" in " ".join(block.text for block in document.blocks)


@pytest.mark.parametrize(
    "around",
    [
        '<nav><a href="/">Home</a></nav>',
        '<div role="navigation">Home</div>',
        '<ol class="breadcrumbs"><li>Home</li></ol>',
        '<div id="cookie-banner">We use cookies. <button>Accept</button></div>',
        '<div class="cc-window cc-banner">We use cookies.</div>',
        '<div id="onetrust-consent-sdk">We use cookies.</div>',
        '<section class="related-articles"><h3>Related</h3><a href="/x">Other</a></section>',
        '<div class="relatedArticles"><a href="/x">Other</a></div>',
        '<h2>Related articles</h2><ul><li><a href="/x">Other page</a></li><li><a href="/y">One more</a></li></ul>',
        '<h3>Ähnliche Artikel</h3><ul><li><a href="/x">Andere Seite</a></li></ul>',
        '<div class="article-votes"><span>Was this article helpful?</span><button>Yes</button></div>',
        "<p>Was this article helpful?</p><p><button>Yes</button></p><p>3 out of 4 found this helpful</p>",
        "<div><span>War dieser Artikel hilfreich?</span><a>Ja</a><a>Nein</a></div>",
        '<form class="feedback"><p>Tell us more</p></form>',
        "<aside>Advert</aside>",
        '<div class="sidebar">All topics</div>',
        '<ul class="share-buttons"><li>Share</li></ul>',
    ],
)  # fmt: skip
def test_what_stands_around_the_text_is_left_out(around):
    assert said(f"<div><h1>Returns</h1><p>Within 30 days.</p>{around}</div>") == ["Returns", "Within 30 days."]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<div class="cookie-banner"><h1>Cookies</h1><p>What we store.</p></div>', ["Cookies", "What we store."]),
        ('<form id="aspnetForm"><h1>Returns</h1><p>Within 30 days.</p></form>', ["Returns", "Within 30 days."]),
        (f'<div class="menu"><p>{SOUP}</p></div><p>Open.</p>', [SOUP, "Open."]),
        ("<h2>Related articles</h2><p>What counts as one is said in the contract.</p>",
         ["Related articles", "What counts as one is said in the contract."]),
        ("<article><h2>One?</h2><p>Yes.</p></article><article><h2>Two?</h2><p>No way.</p></article>",
         ["One?", "Yes.", "Two?", "No way."]),
        ("<p>Was this article damaged in transit?</p>", ["Was this article damaged in transit?"]),
    ],
)  # fmt: skip
def test_what_only_resembles_it_stays(body, expected):
    assert said(body) == expected


NAMED = '<div id="de" class="tab-pane">4 €</div><div id="at" class="tab-pane" style="display:none">9 €</div>'
LINKS = '<li><a href="#de">DE</a></li><li><a href="#at">AT</a></li>'
TABS = {
    "bootstrap 3": '<ul class="nav nav-tabs" role="tablist"><li><a role="tab" href="#de">DE</a></li>'
    f'<li><a role="tab" href="#at">AT</a></li></ul><div class="tab-content">{NAMED}</div>',
    "bootstrap 5": '<nav><div role="tablist"><button role="tab" data-bs-target="#de">DE</button>'
    f'<button role="tab" data-bs-target="#at">AT</button></div></nav>{NAMED}',
    "no role": f'<ul class="nav nav-tabs">{LINKS}</ul>{NAMED}',
    "jquery ui": f'<div class="tabs"><ul>{LINKS}</ul>{NAMED}</div>',
    "data": f'<ul class="tabs"><li data-tab="de">DE</li><li data-tab="at">AT</li></ul>{NAMED}',
    "script": """<div class="tab"><button onclick="show('de')">DE</button><button onclick="show('at')">AT</button>"""
    f"</div>{NAMED}",
    "radio buttons": '<input type="radio" id="a"><input type="radio" id="b"><div class="tabbed-labels">'
    '<label for="a">DE</label><label for="b">AT</label></div><div class="tabbed-content">'
    '<div class="tabbed-block">4 €</div><div class="tabbed-block">9 €</div></div>',
    "no id": '<ul class="tabs"><li>DE</li><li>AT</li></ul><div class="tab-panels"><div>4 €</div>'
    '<div style="display:none">9 €</div></div>',
}


@pytest.mark.parametrize("tabs", TABS.values(), ids=TABS)
def test_a_panel_keeps_the_label_of_its_tab_however_tabs_are_made(tabs):
    assert said(tabs) == ["DE:", "4 €", "AT:", "9 €"]


def test_links_to_headings_of_the_page_are_no_tabs():
    links = '<ul class="tabs"><li><a href="#one">One</a></li><li><a href="#two">Two</a></li></ul>'
    headings = '<h2 id="one">One</h2><p>4 €</p><h2 id="two">Two</h2><p>9 €</p>'
    assert said(links + headings) == ["- One", "- Two", "One", "4 €", "Two", "9 €"]

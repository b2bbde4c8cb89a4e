"""Names of things are told from names of persons by how documents use their words."""

import pytest

from citewell.domain.personal import WordUse
from citewell.governance.personal.things import count_uses, is_thing, names_thing, words_of

DOCUMENTS = [
    (
        ["Zeitlund 4.7", "What is new"],
        ["Zeitlund syncs. Dr. Weber wrote this page, open to all. The bill comes by mail."],
    ),
    (["Zeitlund on phones"], ["Open Zeitlund on your phone.\nAsk John Doe, or mail support@zeitlund.example."]),
    (["Payments"], ["Zeitlund's prices are net. John Doe pays the Bill. See https://zeitlund.example/prices"]),
    (["Users"], ["A user of Zeitlund Desktop is a person. John Doe is one."]),
]


@pytest.mark.parametrize(
    ("word", "use"),
    [
        ("zeitlund", WordUse(titles=2, texts=4, capital=4, alone=3)),
        ("Weber", WordUse(texts=1, capital=1, alone=1, addressed=1)),
        ("bill", WordUse(texts=1, capital=1, alone=1, small=1)),
        ("doe", WordUse(texts=3, capital=3)),
        ("nobody", WordUse()),
    ],
)
def test_uses_are_counted(word, use):
    assert count_uses(word, DOCUMENTS) == use


@pytest.mark.parametrize(
    ("use", "documents", "thing"),
    [
        (WordUse(titles=2), 50, True),
        (WordUse(titles=1), 50, False),
        (WordUse(titles=1, texts=2, capital=3, alone=3), 200, True),
        (WordUse(titles=1, texts=1, capital=3, alone=3), 4, False),
        (WordUse(texts=3, capital=3, alone=3), 50, True),
        (WordUse(texts=2, capital=9, alone=9), 50, False),
        (WordUse(texts=5, capital=9, alone=9), 200, False),
        (WordUse(texts=100, capital=200, alone=200), 1_000_000, True),
        (WordUse(titles=9, texts=9, capital=20, alone=20, small=20), 50, False),
        (WordUse(titles=2, texts=9, capital=20, alone=1), 50, False),
        (WordUse(titles=2, texts=9, capital=20, alone=20, addressed=5), 50, False),
        (WordUse(), 0, False),
    ],
)
def test_what_is_a_thing(use, documents, thing):
    assert is_thing(use, documents) is thing


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("Zeitlund", True),
        ("zeitlund", True),
        ("ZEITLUND’s", True),
        ("Zeitlund user", True),
        ("Anna Zeitlund", False),
        ("anna Zeitlund", False),
        ("Zeitlund-Weber", False),
        ("A. Zeitlund", False),
        ("Bill Zeitlund", False),
        ("Weber", False),
        ("John Doe", False),
        ("user", False),
        ("…", False),
    ],
)
def test_names_of_things(name, thing):
    uses = {word.lower(): count_uses(word, DOCUMENTS) for word in words_of(name)}
    assert names_thing(name, uses, len(DOCUMENTS)) is thing


def test_a_companys_name_before_the_names_of_its_products_stands_alone():
    documents = [
        (["Claims"], ["Send it to Havenlark Claims. Claims take a day, and claims by phone an hour."]),
        (["Home"], ["A Havenlark Home policy covers your home. John Doe signs it."]),
        (["Cars"], ["Havenlark Cars covers cars. Ask John Doe."]),
    ]
    uses = {word: count_uses(word, documents) for word in ("havenlark", "john", "doe")}
    assert uses["havenlark"] == WordUse(texts=3, capital=3, alone=3)
    assert names_thing("Havenlark", uses, 3)
    assert not names_thing("John Doe", uses, 3)

"""How the documents of a real index use words."""

import pytest
from tests.unit.storage.index.test_search import stored

from citewell.domain.documents import Access
from citewell.domain.personal import WordUse
from citewell.storage.index.store import IndexStore
from citewell.storage.index.word_uses import IndexedWords


@pytest.fixture
def index(database) -> IndexStore:
    return IndexStore(database)


@pytest.fixture
def words(database) -> IndexedWords:
    return IndexedWords(database)


def test_public_documents_are_counted(index, words):
    public = index.open_source("/kb", None)
    index.store_files(public, [stored("a.md", ["Zeitlund syncs.", "The zeitlund file."]), stored("Zeitlund.md", ["b"])])
    inside = index.open_source("/inside", Access.CONFIDENTIAL)
    index.store_files(inside, [stored("c.md", ["Zeitlund is ours."])])
    uses, documents = words.look_up(["Zeitlund", "Nobody", "'\""])
    assert documents == 3
    assert uses["zeitlund"] == WordUse(texts=1, capital=1, alone=1, small=1)
    assert uses["nobody"] == uses["'\""] == WordUse()


def test_an_index_that_changed_is_asked_again(index, words):
    source = index.open_source("/kb", None)
    assert words.look_up(["Zeitlund"])[0]["zeitlund"] == WordUse()
    index.store_files(source, [stored("a.md", ["Zeitlund syncs."])])
    assert words.look_up(["Zeitlund"])[0]["zeitlund"].texts == 1


def test_an_index_that_did_not_change_is_asked_once(index, words, monkeypatch):
    source = index.open_source("/kb", None)
    index.store_files(source, [stored("a.md", ["Zeitlund syncs."])])
    before = words.look_up(["Zeitlund"])
    monkeypatch.setattr("citewell.storage.index.word_uses.count_uses", None)
    assert words.look_up(["zeitlund"]) == before

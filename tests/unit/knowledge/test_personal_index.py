"""Private persons' data out of documents: what is cited stays a slice of what is stored."""

import pytest

from citewell.governance.personal.documents import find_private
from citewell.knowledge.chunking import cut_passages
from citewell.knowledge.document_masking import DocumentMasker, is_letter, masked_extraction
from citewell.knowledge.loaders import load_bytes
from citewell.models.fakes import ListedNames

EML = (
    b"From: Anna Schmidt <anna@gmx.de>\r\nTo: help@acme.io\r\nSubject: Lamp of Anna Schmidt\r\n"
    b"Date: Mon, 2 Feb 2026 10:00:00 +0000\r\n\r\n"
    b"Hello,\r\n\r\nthe lamp of order 4711 flickers. "
    b"Call 0171 2345678 or write to anna@gmx.de, as help@acme.io said.\r\n"
    b"\r\nAnna Schmidt\r\n"
)
POLICY = (
    b"# Refunds\n\nRefunds go to the card. Write to billing@acme.io.\n\n"
    b"Complaint 17 came from anna.schmidt@gmx.de, SSN 791-10-5487.\n"
)


def extraction(data, path):
    document = load_bytes(data, path)
    return document, cut_passages(document)


def check_slices(before, after):
    document, passages = after
    assert len(document.text) == len(before[0].text)
    for old, new in zip(before[1], passages, strict=True):
        assert (old.start, old.end) == (new.start, new.end)
        if before[0].text[old.start : old.end] == old.text:
            assert document.text[new.start : new.end] == new.text
    for old, new in zip(before[0].blocks, document.blocks, strict=True):
        assert len(old.text) == len(new.text)


def test_a_letter_loses_names_and_keeps_the_order(tmp_path):
    before = extraction(EML, "in/lamp.eml")
    after = DocumentMasker(ListedNames(["Anna Schmidt"]))(before, "in/lamp.eml")
    check_slices(before, after)
    text = after[0].text
    assert "Anna" not in text + after[0].metadata.title
    assert "gmx" not in text
    assert "0171" not in text
    assert "order 4711" in text
    assert "help@acme.io" in text


def test_other_documents_are_only_freed_of_private_numbers():
    before = extraction(POLICY, "refunds.md")
    after = DocumentMasker(ListedNames(["Refunds"]))(before, "refunds.md")
    check_slices(before, after)
    assert "anna.schmidt" not in after[0].text
    assert "791-10" not in after[0].text
    assert "<EMAIL>" in after[0].text
    assert "billing@acme.io" in after[0].text


def test_a_document_without_private_data_is_not_touched():
    before = extraction(b"# A\n\nWrite to help@acme.io.\n", "a.md")
    assert DocumentMasker(None)(before, "a.md") is before
    private = extraction(POLICY, "refunds.md")
    assert DocumentMasker(None, enabled=False)(private, "refunds.md") is private


def test_a_masked_code_finds_no_row():
    before = extraction(b"id,mail\n4711,anna.schmidt@gmx.de\n4712,791-10-5487\n", "people.csv")
    after = masked_extraction(before, find_private(before[0].text))
    codes = {code for passage in after[1] for code in passage.codes}
    assert "791105487" not in {code.replace("-", "") for code in codes}
    assert any("4712" in code for code in codes)


@pytest.mark.parametrize("path", ["a/b.eml", "export/tickets.csv", "chat_2026.jsonl", "Zendesk-tickets-1.json"])
def test_letters(path):
    assert is_letter(path)


@pytest.mark.parametrize("path", ["faq.md", "orders.csv", "ticketing-guide.md", "tickets.pdf", "prices.json"])
def test_no_letters(path):
    assert not is_letter(path)

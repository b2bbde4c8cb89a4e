"""What gaps are made of: tickets that ask alike, a question, sentences of an article."""

import numpy as np

from citewell.learning.topics.gaps import article_sentences, asked_alike, excerpt, question_of
from citewell.models.fakes import HashingEmbedder

EXPORT = ["How do I export invoices?", "How do I export all invoices?", "Export invoices: how do I do it?"]
OTHERS = ["The kettle is broken and leaks water", "My parcel from Monday never arrived here", "Cancel the annual plan"]


def embedded(texts: list[str]) -> np.ndarray:
    return np.frombuffer(b"".join(HashingEmbedder().embed(texts)), dtype="<f4").reshape(len(texts), -1)


def test_tickets_that_ask_alike_are_one_group():
    vectors = embedded([*EXPORT, *OTHERS])
    groups = asked_alike(vectors, vectors)
    assert sorted(groups[0]) == [0, 1, 2]
    assert sorted(len(one) for one in groups) == [1, 1, 1, 3]


def test_the_question_is_asked_in_one_line_without_names():
    ticket = (
        "Hello, my name is <PERSON_1>. I have used the tool for years now. "
        "How can I export all invoices of <PERSON_1> at once?"
    )
    assert question_of(ticket) == "How can I export all invoices of … at once?"
    assert "someone@example.org" not in excerpt("Please write to someone@example.org about the export")


def test_an_article_says_a_sentence_once_and_nothing_of_one_customer():
    personal = "Your order <ORDER_1> is on its way."
    finals = [
        f"Hello <PERSON_1>,\n\nOpen Billing and choose Export to save all invoices. {personal}\n\nKind regards",
        "Hi,\n\nOpen Billing and choose Export to save the invoices [1]. The file is a ZIP.\n\nBest regards\nAnna",
    ]
    sentences = article_sentences(finals)
    assert sentences == [
        ("Open Billing and choose Export to save all invoices.", 2),
        ("The file is a ZIP.", 1),
    ]

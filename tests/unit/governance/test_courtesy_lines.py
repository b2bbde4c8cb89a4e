"""Greetings and signatures by where they stand and how they look, not by names that are known."""

import pytest

from citewell.governance.text.courtesy import courtesy_lines, is_courtesy


def lines(reply: str) -> list[str]:
    return [reply[start:end] for start, end in courtesy_lines(reply)]


@pytest.mark.parametrize("greeting", ["Hi there,", "Ahoy,", "Good to hear from you,", "Ahoy!", "Moin Anna,"])
@pytest.mark.parametrize(
    "closing",
    [
        ["Kind regards,", "The Acme team"],
        ["Yours in light,", "Nordlys Support"],
        ["Cheers", "Tom from Acme"],
        ["Team Nordlys"],
        [],
    ],
)
def test_a_greeting_and_a_signature(greeting, closing):
    reply = "\n\n".join([greeting, "The lamp ships on Monday [1].", "\n".join(closing)]).strip()
    assert lines(reply) == [greeting, *closing]


@pytest.mark.parametrize(
    "line",
    [
        "Refunds are free",
        "No refunds",
        "Call 555 123 4567",
        "Shipping is included!",
        "Delivery costs nothing.",
        "1. Open the menu",
        "Dogs allowed in rooms",
        "All lamps cost nothing. Hi there,",
    ],
)
def test_a_statement_is_none_wherever_it_stands(line):
    assert line not in lines(f"{line}\n\nThe lamp ships on Monday [1].\n\n{line}")


def test_a_reply_of_one_line():
    assert lines("The lamp ships on Monday [1].") == []
    assert lines("") == []


@pytest.mark.parametrize("text", ["Have a lovely day!", "Take care.", "All the best", "Enjoy your weekend!"])
def test_closing_words(text):
    assert is_courtesy(text)


@pytest.mark.parametrize("text", ["Hi there, all lamps are free.", "Dear Anna, we always pay everything back."])
def test_a_salutation_does_not_carry_a_statement(text):
    assert not is_courtesy(text)


@pytest.mark.parametrize("text", ["Hi, Anna!", "Hello Anna, thank you for your message.", "Dear Mr Brown,"])
def test_a_salutation_with_more_courtesy(text):
    assert is_courtesy(text)

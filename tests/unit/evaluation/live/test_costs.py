"""The cost ledger and the price lists of users."""

import pytest

from citewell.domain.errors import BadInputError
from citewell.domain.live.figures import Effort
from citewell.evaluation.live.costs import Price, Rates, make_ledger, read_prices

EFFORT = Effort(
    drafts=100, judged=60, accepted=40, measured=50, cpu_seconds=200.0, prompt_tokens=50_000, completion_tokens=10_000
)


def ledger(effort=EFFORT, kwh_price: float | None = 0.3, prices=(), minutes=0.0):
    rates = Rates(core_watts=10, kwh_price=kwh_price)
    return make_ledger(effort, rates, prices, training_minutes=minutes, training_cores=2, storage_bytes={})


def test_what_was_measured_is_scaled_to_all_drafts():
    found = ledger()
    assert found.cpu_seconds is not None
    assert (found.cpu_seconds.total, found.cpu_seconds.per_draft, found.cpu_seconds.per_accepted) == (400, 4, 10)


def test_electricity_is_of_drafts_and_training():
    drafts_alone, with_training = ledger(), ledger(minutes=30.0)
    assert drafts_alone.kwh is not None
    assert drafts_alone.kwh.total == pytest.approx(400 * 10 / 3.6e6)
    assert with_training.kwh is not None
    assert with_training.kwh.total == pytest.approx((400 + 30 * 60 * 2) * 10 / 3.6e6)
    assert with_training.electricity is not None
    assert with_training.electricity.total == pytest.approx(with_training.kwh.total * 0.3)


def test_where_nothing_was_measured_nothing_is_said():
    unmeasured = ledger(Effort(10, 0, 0, 0, 0.0, 100, 10))
    assert (unmeasured.cpu_seconds, unmeasured.kwh, unmeasured.electricity) == (None, None, None)
    assert unmeasured.prompt_tokens.per_accepted is None
    assert ledger(kwh_price=None).electricity is None


def test_a_price_list_asks_for_tokens_and_for_resolutions():
    prices = (Price("Tokens", "USD", 0.01, 0.03), Price("Bot", "USD", per_resolution=0.99))
    (_, tokens), (_, bot) = ledger(prices=prices).cloud
    assert tokens.total == pytest.approx(50 * 0.01 + 10 * 0.03)
    assert bot.total == pytest.approx(40 * 0.99)
    assert bot.per_accepted == pytest.approx(0.99)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("p.json", '[{"name": "Bot", "currency": "EUR", "per_resolution": 0.5}]'),
        ("p.csv", "\ufeffname,currency,per_resolution\nBot,EUR,0.5\n"),
    ],
)
def test_both_forms_say_the_same(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert read_prices(tmp_path / name) == (Price("Bot", "EUR", per_resolution=0.5),)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("p.json", b"{", "not JSON"),
        ("p.json", b'{"name": "Bot"}', "not a list"),
        ("p.json", b"[]", "no line"),
        ("p.json", b'[{"per_resolution": 1}]', "line 1: the field 'name'"),
        ("p.json", b'[{"name": "a", "per_resolution": true}]', "must be a number"),
        ("p.csv", b"name,per_resolution\nBot,-1\n", "must be a number"),
        ("p.csv", b"name,per_resolution\nBot,nan\n", "must be a number"),
        ("p.csv", b"name,per_resolution\nBot,\n", "has no price"),
        ("p.csv", b"name\xff\n", "not UTF-8"),
        ("p.csv", b"x" * 1_100_000, "larger than a megabyte"),
    ],
)
def test_a_price_list_that_cannot_be_used_says_why(tmp_path, name, data, words):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(BadInputError, match=words):
        read_prices(tmp_path / name)


def test_a_price_list_that_is_not_there(tmp_path):
    with pytest.raises(BadInputError, match="cannot be read"):
        read_prices(tmp_path / "none.json")

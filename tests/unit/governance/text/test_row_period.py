"""Rows of tables that hold on some days only."""

from datetime import date

import pytest

from citewell.governance.text.row_period import row_holds

DAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("code: A1; valid_from: 2026-11-28; valid_to: 2026-11-28", True),
        ("code: A1; valid_from: 2026-11-29; valid_to: 2026-12-28", False),
        ("code: A1; discount: 10 %; valid_to: 2026-11-27", False),
        ("code: A1; Valid until: 2026-11-27 23:59; discount: 10 %", False),
        ("Code: A1; Gültig bis: 27.11.2026", False),
        ("Code: A1; Gültig ab: 1.12.2026", False),
        ("Expires: 2026-11-30", True),
        ("service: X; price_valid_until: 2026-01-01", True),
        ("code: A1; valid_to: until further notice", True),
        ("code: A1; valid_to: ", True),
        ("code: A1; valid_to: 2026-02-31", True),
        ("This is valid until: 2026-01-01", True),
        ("", True),
    ],
)
def test_a_row_holds_on_its_days(text, holds):
    assert row_holds(text, DAY) is holds
